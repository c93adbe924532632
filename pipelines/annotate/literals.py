"""Looking for many words in a text at once, without regard to case: where none of them stands, no pattern can match.

A pattern with many alternatives costs a text far more than the words it cannot do without.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind


class Literals:
    """Words to be found anywhere in a text, in other words too ("day" in "Friday")."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(sorted({word.lower() for word in words}), matchkind=MatchKind.LeftmostLongest)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where words stand in a text, start and end (exclusive), in order: the longest at each place."""
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(lowered(text))]


def lowered(text: str) -> str:
    """A text in lower case, every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
