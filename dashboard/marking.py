"""Marks spans in a stored text: pure, overlapping spans welcome, every character escaped.

Offsets are Unicode code points, end exclusive, as everywhere in the warehouse. Which spans to mark
is the pages' matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.markup import Html, join, tag, text


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to mark. `kind` becomes a class (`m-trigger`), `label` is told on hover and to screen readers."""

    start: int
    end: int
    kind: str
    label: str
    anchor: str | None = None


def marked(stored: str, marks: Iterable[Mark], *, offset: int = 0) -> Html:
    """`stored` with its marks. `offset` is where `stored` begins in the full text that the marks count from.

    Spans that overlap are cut into stretches that carry every kind at work there; spans outside the text are dropped.
    """
    kept = _fitting(stored, marks, offset)
    borders = sorted({0, len(stored), *(m.start for m in kept), *(m.end for m in kept)})
    opened: set[str] = set()
    pieces: list[Html] = []
    for start, end in pairwise(borders):
        here = [m for m in kept if m.start <= start and end <= m.end]
        piece = text(stored[start:end])
        if here:
            anchor = next((m.anchor for m in here if m.anchor and m.anchor not in opened), None)
            if anchor:
                opened.add(anchor)
            kinds = " ".join(dict.fromkeys(f"m-{m.kind}" for m in here))
            label = "; ".join(dict.fromkeys(m.label for m in here if m.label))
            piece = tag("mark", piece, cls=kinds, title=label or None, id=anchor)
        pieces.append(piece)
    return join(pieces)


def excerpt(stored: str, marks: Sequence[Mark], start: int, end: int, *, around: int = 280) -> Html:
    """The stretch start..end with about `around` characters before and after, cut at words, marked."""
    start, end = max(0, min(start, len(stored))), max(0, min(end, len(stored)))
    left, right = max(0, start - around), min(len(stored), end + around)
    while 0 < left < start and not stored[left - 1].isspace():
        left += 1
    while end < right < len(stored) and not stored[right].isspace():
        right -= 1
    before = tag("span", "… ", cls="cut") if left > 0 else None
    after = tag("span", " …", cls="cut") if right < len(stored) else None
    return join([before, marked(stored[left:right], marks, offset=left), after])


def spans_of(stored: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words, or parts of words, stand in a text, in capitals or not."""
    found = re.finditer("|".join(map(re.escape, words)), stored, re.IGNORECASE) if words else ()
    return [each.span() for each in found]


def _fitting(stored: str, marks: Iterable[Mark], offset: int) -> list[Mark]:
    fitting = []
    for mark in marks:
        start, end = max(0, mark.start - offset), min(len(stored), mark.end - offset)
        if start < end:
            fitting.append(Mark(start, end, mark.kind, mark.label, mark.anchor))
    return sorted(fitting, key=lambda m: (m.start, -m.end))
