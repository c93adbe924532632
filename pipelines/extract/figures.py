"""Numbers in a text with their values and what they count, so that a changed one can be told from its other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.extract.knowledge import FOLDER, Strict, load
from pipelines.reference.numerals import NUMBER_WORDS, SCALES

_TENS = "|".join(word for word, value in NUMBER_WORDS.items() if value >= 20)
_UNITS = "|".join(word for word, value in NUMBER_WORDS.items() if value < 10)
_WORD = rf"(?:{_TENS})[- ](?:{_UNITS})|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
_DIGITS = r"\d{1,3}(?:[.,'\u2019\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d\d)+,\d{3}|\d+(?:[.,]\d+)?"
_LONG_SCALES = "|".join(word for word in SCALES if len(word) > 2)
_SHORT_SCALES = "|".join(word for word in SCALES if len(word) <= 2)
# Parts of a day, a time, a score or an address are no numbers of their own.
_NUMBER = re.compile(
    rf"(?<![\w:/])(?<!\d[.,\u2013-])(?:(?P<digits>{_DIGITS})(?:(?P<short>{_SHORT_SCALES})|(?:st|nd|rd|th))?|(?P<word>{_WORD}))"
    rf"(?P<scales>(?:[ -](?:{_LONG_SCALES}))*)(?![\w/:]|[.,\u2013-]\d)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(%)|[ -](?!\d)(\w[\w'\u2019-]*)")
_MOST_WORDS = 3
_MOST_DIGITS = 15


class _Words(Strict):
    """The content of `figures.yml`."""

    after_noun: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands, its value, and the words after it that say what is counted."""

    start: int
    end: int
    value: float
    noun: str | None


def numbers_in(text: str, language: str | None = None) -> list[Number]:
    """The numbers of a text in order: numerals with their separators, English number words, multiples ("1.2 million").

    The noun is what stands behind the number up to a function word or a sign, three words at most, or "%". One group
    of three digits behind a point is a fraction in English ("3.125") and thousands elsewhere ("1.200").
    """
    found = []
    for match in _NUMBER.finditer(text):
        value = _value(match, language == "en")
        if value is not None:
            found.append(Number(match.start(), match.end(), value, _noun(text, match.end())))
    return found


def _value(match: re.Match[str], english: bool) -> float | None:
    if match["digits"]:
        plain = _plain_digits(match["digits"], english)
        if len(plain) > _MOST_DIGITS:
            return None
        value = float(plain)
    else:
        tens, _, units = match["word"].lower().replace(" ", "-").partition("-")
        value = float(NUMBER_WORDS[tens] + NUMBER_WORDS.get(units, 0))
    for scale in (match["short"] or "", *re.split(r"[ -]", match["scales"] or "")):
        value *= SCALES.get(scale.lower(), 1)
    return value


def _plain_digits(digits: str, english: bool) -> str:
    """Digits with a decimal point, freed of the signs that part thousands."""
    last = re.search(r"[.,](\d+)$", digits)
    if last is None or re.fullmatch(r"\d{1,3}(?:,\d\d)+,\d{3}", digits):
        return re.sub(r"\D", "", digits)
    before = digits[: last.start()]
    other = re.sub(r"\d", "", before)
    thousands = len(last[1]) == 3 and before != "0" and other in ("", last[0][0] * len(other))
    if thousands and not (english and last[0][0] == "." and not other):
        return re.sub(r"\D", "", digits)
    return re.sub(r"\D", "", before) + "." + last[1]


def _noun(text: str, end: int) -> str | None:
    words: list[str] = []
    while len(words) < _MOST_WORDS and (match := _AFTER.match(text, end)):
        if match[1]:
            return " ".join([*words, "%"]) if not words else " ".join(words)
        if match[2].lower() in _words():
            break
        words.append(match[2])
        end = match.end()
    return " ".join(words) or None


@cache
def _words() -> frozenset[str]:
    return frozenset(load(FOLDER / "figures.yml", _Words).after_noun.split())
