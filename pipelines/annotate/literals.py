"""Looking for many words in a text at once, without regard to case: where none of them stands, no pattern can match.

A pattern with many alternatives costs a text far more than the words it cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind


class Literals:
    """Words to be found anywhere in a text, in other words too ("day" in "Friday"), and those of `whole` as words."""

    def __init__(self, words: Iterable[str], whole: Iterable[str] = ()) -> None:
        anywhere = sorted({word.lower() for word in words})
        self._automaton = AhoCorasick([*anywhere, *whole], matchkind=MatchKind.LeftmostLongest)
        self._anywhere = len(anywhere)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where words stand in a text, start and end (exclusive), in order: the longest at each place."""
        lower = lowered(text)
        return [
            (start, end)
            for number, start, end in self._automaton.find_matches_as_indexes(lower)
            if number < self._anywhere
            or not (lower[max(0, start - 1) : start].isalnum() or lower[end : end + 1].isalnum())
        ]


def lowered(text: str) -> str:
    """A text in lower case, every character in its place. Half surrogates, which no search takes, are replaced."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower if lower.isascii() else _SURROGATE.sub("\ufffd", lower)


_SURROGATE = re.compile("[\ud800-\udfff]")
