"""Figures in a clause with their unit, and for a share what it is a share of, as the text says it.

Shares ("80 percent of the agreements", "two-thirds of the vote", "three of the 12 hostages", "one in five homes"), sums
of money ("$5bn", "40 million euros") and measures ("5 million tonnes of wheat"). The value of a fraction is a number
between 0 and 1, its unit `share`. The bounds of a vague number stay in its text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.annotate.counts import AMOUNT, NUMBER, amount
from pipelines.annotate.literals import lowered
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import children
from pipelines.records import Figure

_PERCENT = re.compile(
    rf"(?<![\w.,])(?P<value>{AMOUNT})\s*-?(?P<unit>%|percentage points?|percent|per cent)(?!\w)", re.I
)
_FRACTIONS = {
    "half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "sixth": 1 / 6, "seventh": 1 / 7, "eighth": 0.125,
    "ninth": 1 / 9, "tenth": 0.1,
}  # fmt: skip
_SHARE = re.compile(
    r"\b(?:(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[ -])?"
    r"(?P<part>half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\s+(?=of\b)",
    re.I,
)
_ONE_IN = re.compile(rf"\b(?P<top>{AMOUNT}) (?:in|out of)(?: every)? (?P<all>{AMOUNT})(?= [a-z])", re.I)
_SOME_OF = re.compile(
    rf"\b(?P<value>{AMOUNT}) of (?=(?:the|its|their|his|her|some|about|around|those)\s+(?:\w+\s+)?{AMOUNT} [a-z])", re.I
)
_SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY",
    "₦": "NGN", "₺": "TRY", "₽": "RUB", "₪": "ILS", "Rs": "rupees", "Rs.": "rupees",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_SUM = rf"{AMOUNT}(?:\s?(?:m|bn|tn|mn|k)\b)?"
_MONEY = re.compile(rf"(?<!\w)(?P<sign>{_SIGN})\s?(?P<value>{_SUM})")
_CODE = re.compile(rf"\b(?P<code>USD|EUR|GBP|CHF|JPY|CNY|INR|PKR|NGN|KES|ZAR|RUB|TRY)\s?(?P<value>{_SUM})")
_CURRENCIES = {
    "dollar": "dollars", "euro": "EUR", "pound": "pounds", "rupee": "rupees", "yuan": "CNY", "yen": "JPY",
    "rouble": "RUB", "ruble": "RUB", "lira": "lira", "shilling": "shillings", "naira": "NGN", "rand": "ZAR",
    "riyal": "riyals", "dirham": "dirhams", "dinar": "dinars", "peso": "pesos", "franc": "francs", "afghani": "AFN",
    "shekel": "ILS", "crown": "crowns", "taka": "BDT", "birr": "ETB", "hryvnia": "UAH", "cedi": "GHS",
}  # fmt: skip
_COINS = re.compile(rf"(?<![\w.,$€£₹])(?P<value>{_SUM})[ -](?:US )?(?P<unit>{'|'.join(_CURRENCIES)})s?\b", re.I)
_UNITS = (
    "metric tons|metric tonnes|tonnes|tonne|tons|ton|kilograms|kilogrammes|kilos|kg|grams|litres|liters|gallons|"
    "barrels|bushels|bags|sacks|doses|hectares|acres|square kilometres|square kilometers|square miles|sq km|"
    "kilometres|kilometers|km|miles|metres|meters|megawatts|gigawatts|MW|GW|cubic metres|cubic meters|truckloads|"
    "trucks|lorries|containers|votes|seats|households|homes|rounds|missiles|drones|rockets|shells"
)
_MEASURE = re.compile(rf"(?<![\w.,$€£₹-])(?P<value>{AMOUNT})[ -](?P<unit>{_UNITS})\b(?P<of> of )?", re.I)
_NUMBER_HERE = re.compile(rf"(?<!\w)(?={NUMBER})")
_SUFFIX = {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3}


def figures(reading: Reading, first: int, last: int) -> tuple[Figure, ...]:
    """The figures between two token indexes, both included, in the order of the text; none stands in another."""
    begin = reading.doc[first].idx
    end = reading.doc[last].idx + len(reading.doc[last])
    found: list[Figure] = []
    taken: list[tuple[int, int]] = []
    for start, stop, value, unit, of in _all(reading, begin, end):
        if any(a < stop and start < b for a, b in taken):
            continue
        taken.append((start, stop))
        left, right = reading.start + start, reading.start + stop
        found.append(Figure(left, right, reading.text[left:right], value, unit, of))
    return tuple(sorted(found, key=lambda figure: figure.start))


_Found = tuple[int, int, float, str, str | None]


def _all(reading: Reading, begin: int, end: int) -> Iterator[_Found]:
    text = reading.parsed
    numbers = [at for at in _numbers(text) if begin <= at < end]
    for match in _beginning(_PERCENT, text, numbers, end):
        value = amount(match["value"])
        unit = "percentage points" if "point" in match["unit"].lower() else "percent"
        if value is not None:
            yield match.start(), match.end(), value, unit, _share_of(reading, match.end())
    for match in _MONEY.finditer(text, begin, end):
        yield from _money(match, _SIGNS[match["sign"]])
    for match in _CODE.finditer(text, begin, end):
        yield from _money(match, match["code"])
    for match in _beginning(_COINS, text, numbers, end):
        yield from _money(match, _CURRENCIES[match["unit"].lower()])
    for match in _SHARE.finditer(text, begin, end):
        part = _FRACTIONS[re.sub(r"s$", "", match["part"].lower())]
        top = amount(match["top"]) if match["top"] and match["top"].lower() not in ("a", "an") else 1.0
        stop = match.start() + len(match.group().rstrip())
        yield match.start(), stop, round(part * (top or 1.0), 4), "share", _share_of(reading, stop)
    for match in _beginning(_SOME_OF, text, numbers, end):
        value, of = amount(match["value"]), _named(reading, match.end())
        if value is not None and of is not None:
            yield match.start(), match.end("value"), value, of.split()[-1].lower(), of
    for match in _beginning(_ONE_IN, text, numbers, end):
        top, every = amount(match["top"]), amount(match["all"])
        if top and every and top < every <= 1000:
            yield match.start(), match.end(), round(top / every, 4), "share", _named(reading, match.end())
    for match in _beginning(_MEASURE, text, numbers, end):
        value = amount(match["value"])
        if value is not None:
            of = _named(reading, match.end()) if match["of"] else None
            yield match.start(), match.end("unit"), value, match["unit"].lower(), of


@lru_cache(maxsize=64)
def _numbers(text: str) -> tuple[int, ...]:
    """Where numbers begin in a paragraph, in figures or in words: each of its acts asks for its own."""
    return tuple(match.start() for match in _NUMBER_HERE.finditer(lowered(text)))


def _beginning(pattern: re.Pattern[str], text: str, starts: Sequence[int], end: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with a number, in order, without overlap."""
    reached = 0
    for start in starts:
        match = pattern.match(text, start, end) if start >= reached else None
        if match is not None:
            reached = match.end()
            yield match


def _money(match: re.Match[str], unit: str) -> Iterator[_Found]:
    words = match["value"]
    suffix = re.search(r"(?<=[\d\s])(mn|bn|tn|m|k)$", words)
    value = amount(words[: suffix.start()] if suffix else words)
    if value is not None:
        yield match.start(), match.end(), value * (_SUFFIX[suffix[1]] if suffix else 1.0), unit, None


def _share_of(reading: Reading, end: int) -> str | None:
    """What a share is of: the phrase after "of", where that follows at once."""
    index = bisect_left(reading.doc, end, key=lambda token: token.idx)
    if index >= len(reading.doc) or reading.doc[index].lower_ != "of":
        return None
    for target in children(reading.doc[index], "pobj", "pcomp"):
        words = list(target.subtree)
        stop = next((t.i for t in words if t.dep_ == "punct" and t.text == ","), words[-1].i + 1)
        return str(reading.doc[words[0].i : stop].text)
    return None


def _named(reading: Reading, end: int) -> str | None:
    """The noun phrase that begins at a character, up to its noun."""
    index = bisect_left(reading.doc, end, key=lambda token: token.idx)
    for token in reading.doc[index : index + 5]:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
            return str(reading.doc[index : token.i + 1].text)
    return None
