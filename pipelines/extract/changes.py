"""What changed from one revision of an article to the next: title, authors, time, paragraphs and numbers.

Words count, as for revisions: layout, spacing and punctuation do not. Paragraphs are lined up first, those that share
half of their words as one that was changed; then the words of a changed one, and the numbers among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipelines.extract.alignment import differing, paired
from pipelines.extract.figures import Number, numbers_in
from pipelines.extract.revisions import same_words, spaced, words_of
from pipelines.records import Revision, RevisionChange, Stretch, key

_MOST_WORDS = 20_000
"""Words of a paragraph; a longer one is compared as a whole."""
_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\\s\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or number with its place; equal words have equal `shape`."""

    start: int
    end: int
    shape: str
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """`at` is counted from 1; `start` is its place in the text."""

    at: int
    start: int
    text: str
    shape: str


def changes(old: Revision, new: Revision) -> tuple[RevisionChange, ...]:
    """Every difference from `old` to `new`: title, authors and time, then paragraphs, each before its numbers."""
    found = [*_metadata(old, new), *_in_text(old, new)]
    return tuple(
        replace(each, change_id=key("change", old.revision_id, new.revision_id, number))
        for number, each in enumerate(found)
    )


def _metadata(old: Revision, new: Revision) -> Iterator[RevisionChange]:
    blank = _blank(old, new)
    before, after = old.title or "", new.title or ""
    if not same_words(before, after):
        title, numbers = _within(before, after, blank, old, new)
        yield replace(title, old_value=old.title, new_value=new.title)
        yield from numbers
    if old.authors != new.authors:
        yield replace(blank, field="authors", old_value=", ".join(old.authors), new_value=", ".join(new.authors))
    if old.published_at != new.published_at:
        yield replace(
            blank, field="published_at", old_value=_stamp(old.published_at), new_value=_stamp(new.published_at)
        )


def _in_text(old: Revision, new: Revision) -> Iterator[RevisionChange]:
    """Changed, added and moved paragraphs in the order of the new text, then the removed ones in that of the old."""
    before, after = _paragraphs(old.text), _paragraphs(new.text)
    was: dict[int, _Paragraph] = {}
    came: list[_Paragraph] = []
    gone: dict[str, list[_Paragraph]] = defaultdict(list)
    for a, b, c, d in differing([each.shape for each in before], [each.shape for each in after]):
        olds, news = before[a:b], after[c:d]
        pairs = {j: i for i, j in paired([p.shape.split() for p in olds], [p.shape.split() for p in news])}
        was.update({news[j].at: olds[i] for j, i in pairs.items()})
        came += news
        for i in set(range(len(olds))) - set(pairs.values()):
            gone[olds[i].shape].append(olds[i])
    for each in came:
        if each.at not in was and gone[each.shape]:
            was[each.at] = gone[each.shape].pop(0)
    blank = _blank(old, new)
    for each in came:
        yield from _paragraph_changes(was.get(each.at), each, blank, old, new)
    for left in sorted((each for same in gone.values() for each in same), key=lambda each: each.at):
        yield from _paragraph_changes(left, None, blank, old, new)


def _paragraph_changes(
    was: _Paragraph | None, comes: _Paragraph | None, blank: RevisionChange, old: Revision, new: Revision
) -> Iterator[RevisionChange]:
    placed = replace(
        blank,
        field="paragraph",
        change="removed" if comes is None else "added" if was is None else "changed",
        old_paragraph=was.at if was else None,
        new_paragraph=comes.at if comes else None,
        old_start=was.start if was else None,
        old_end=was.start + len(was.text) if was else None,
        new_start=comes.start if comes else None,
        new_end=comes.start + len(comes.text) if comes else None,
    )
    if was is None or comes is None:
        yield placed
    elif was.shape == comes.shape:
        yield replace(placed, change="moved")
    else:
        spans, numbers = _within(was.text, comes.text, placed, old, new, was.start, comes.start)
        yield spans
        yield from numbers


def _within(
    before: str, after: str, placed: RevisionChange, old: Revision, new: Revision, at: int = 0, at_new: int = 0
) -> tuple[RevisionChange, list[RevisionChange]]:
    """`placed` with the words that differ between two texts, which stand at these places, and the changed numbers."""
    ours, theirs = _words(before, old.language), _words(after, new.language)
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        whole = replace(
            placed,
            old_spans=(Stretch(at, at + len(before)),),
            new_spans=(Stretch(at_new, at_new + len(after)),),
        )
        return whole, []
    blocks = differing([word.shape for word in ours], [word.shape for word in theirs])
    spans = replace(
        placed,
        old_spans=tuple(Stretch(at + ours[a].start, at + ours[b - 1].end) for a, b, _, _ in blocks if b > a),
        new_spans=tuple(
            Stretch(at_new + theirs[c].start, at_new + theirs[d - 1].end) for _, _, c, d in blocks if d > c
        ),
    )
    numbers = [
        replace(
            placed,
            field="number",
            change="changed",
            old_value=before[first.start : first.end],
            new_value=after[second.start : second.end],
            old_start=at + first.start,
            old_end=at + first.end,
            new_start=at_new + second.start,
            new_end=at_new + second.end,
            old_number=first.value,
            new_number=second.value,
            noun=second.noun or first.noun,
        )
        for first, second in _number_pairs(
            [
                (
                    [word.number for word in ours[a:b] if word.number],
                    [word.number for word in theirs[c:d] if word.number],
                )
                for a, b, c, d in blocks
            ],
            nameless=placed.field == "title",
        )
    ]
    return spans, numbers


def _number_pairs(
    blocks: list[tuple[list[Number], list[Number]]], *, nameless: bool
) -> Iterator[tuple[Number, Number]]:
    """Which number became which, of the numbers in each stretch that differs; those with one value are left out.

    First those that alone count one thing on both sides (with `nameless` also what counts nothing named), then those
    that are left of one stretch in their order, where there are as many.
    """
    sides = [number for olds, _ in blocks for number in olds], [number for _, news in blocks for number in news]
    ours, theirs = _alone(sides[0]), _alone(sides[1])
    pairs = [(ours[thing], theirs[thing]) for thing in ours if thing in theirs and (thing or nameless)]
    taken = {number.start for number, _ in pairs}, {number.start for _, number in pairs}
    for olds, news in blocks:
        rest = [n for n in olds if n.start not in taken[0]], [n for n in news if n.start not in taken[1]]
        if len(rest[0]) == len(rest[1]):
            pairs.extend(zip(*rest, strict=True))
    yield from sorted((pair for pair in pairs if pair[0].value != pair[1].value), key=lambda pair: pair[1].start)


def _alone(numbers: list[Number]) -> dict[str, Number]:
    """Numbers by the first word of what they count, where no other counts the same."""
    things = [(number.noun or "").split(" ")[0].casefold() for number in numbers]
    return {thing: number for thing, number in zip(things, numbers, strict=True) if things.count(thing) == 1}


def _words(text: str, language: str | None) -> list[_Word]:
    """The words of a text with their places, a number with its separators and multiples as one."""
    numbers = numbers_in(text, language)
    found = [_Word(n.start, n.end, words_of(text[n.start : n.end]), n) for n in numbers]
    inside = iter(numbers)
    current = next(inside, None)
    for match in _UNPARTED.finditer(spaced(text)):
        while current is not None and current.end <= match.start():
            current = next(inside, None)
        if current is None or match.end() <= current.start:
            found.append(_Word(match.start(), match.end(), unicodedata.normalize("NFKC", match[0])))
    return sorted(found, key=lambda word: word.start)


def _paragraphs(text: str) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    start = 0
    for line in text.split("\n"):
        shape = words_of(line)
        if shape:
            found.append(_Paragraph(len(found) + 1, start, line, shape))
        start += len(line) + 1
    return found


def _blank(old: Revision, new: Revision) -> RevisionChange:
    return RevisionChange("", new.article_id, new.revision_id, old.revision_id, new.run_id, "title", "changed")


def _stamp(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
