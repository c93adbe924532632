"""Two sequences side by side: which stretches of one stand in place of which of the other.

Hostile texts repeat one word or paragraph without end, which costs difference algorithms the square of their length or
more; where that looms, only what is unique on both sides is lined up.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Block = tuple[int, int, int, int]
"""Stretch old[a:b] stands where new[c:d] stands, as (a, b, c, d); one of the two may be empty."""

_MOST_MEETINGS = 50_000
"""Pairs of equal items up to which the exact algorithm is used."""
_MOST_PAIRS = 10_000
_ALIKE = 0.5


def differing(old: Sequence[Item], new: Sequence[Item]) -> list[Block]:
    """The stretches in which two sequences differ, in order; none where they are equal."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = (start, len(old) - end, start, len(new) - end)
    if middle[0] == middle[1] or middle[2] == middle[3]:
        return [] if middle[0] == middle[1] and middle[2] == middle[3] else [middle]
    ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
    here, there = Counter(ours), Counter(theirs)
    if sum(number * there[item] for item, number in here.items()) <= _MOST_MEETINGS:
        matched = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
        opcodes = matched.get_opcodes()
        return [(a + start, b + start, c + start, d + start) for what, a, b, c, d in opcodes if what != "equal"]
    return list(_between(_anchors(ours, theirs, here, there), middle, start))


def _anchors(old: Sequence[Item], new: Sequence[Item], here: Counter[Item], there: Counter[Item]) -> list[Block]:
    """The longest rising run of places of items that are unique on both sides, each as a stretch of one item."""
    places = {item: at for at, item in enumerate(new) if there[item] == 1}
    pairs = [(at, places[item]) for at, item in enumerate(old) if here[item] == 1 and item in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        rank = bisect_left(ends, place)
        before.append(last[rank - 1] if rank else -1)
        if rank == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[rank], last[rank] = place, number
    run: list[Block] = []
    at = last[-1] if last else -1
    while at >= 0:
        a, c = pairs[at]
        run.append((a, a + 1, c, c + 1))
        at = before[at]
    return run[::-1]


def _between(same: list[Block], middle: Block, start: int) -> Iterator[Block]:
    a, c = middle[0], middle[2]
    for first, first_end, second, second_end in same:
        if first + start > a or second + start > c:
            yield a, first + start, c, second + start
        a, c = first_end + start, second_end + start
    if a < middle[1] or c < middle[3]:
        yield a, middle[1], c, middle[3]


def longest_shared(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """The longest run of items that stands in both: where it begins in `old`, and its length; the first of equals.

    Items that make up more than a hundredth of a long `new` begin no run, so that the cost stays bounded.
    """
    found = difflib.SequenceMatcher(None, old, new, autojunk=True).find_longest_match()
    return found.a, found.size


def paired(olds: Sequence[Sequence[str]], news: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Which of `news` took the place of which of `olds`, as pairs in the order of both.

    Each item is the words of a paragraph. Two are a pair where they share at least half of their words, and of all
    ways to pair them the one that shares most is taken; none where that would be too much to try.
    """
    if not olds or not news or len(olds) * len(news) > _MOST_PAIRS:
        return []
    counted = [Counter(words) for words in olds], [Counter(words) for words in news]

    def alike(i: int, j: int) -> float:
        shared = sum(min(number, counted[1][j][word]) for word, number in counted[0][i].items())
        return 2 * shared / max(len(olds[i]) + len(news[j]), 1)

    return _best(len(olds), len(news), alike)


def _best(rows: int, columns: int, alike: Callable[[int, int], float]) -> list[tuple[int, int]]:
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    fits = [[0.0] * columns for _ in range(rows)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            fits[i][j] = alike(i, j)
            both = best[i + 1][j + 1] + fits[i][j] if fits[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if fits[i][j] >= _ALIKE and best[i][j] == best[i + 1][j + 1] + fits[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
