"""Two revisions of an article side by side: their paragraphs beside each other, the words that differ marked.

What differs is read from `revision_changes`, so that the page shows what SQL answers; nothing is compared here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import words
from dashboard.markup import Child, Html, join, tag

Row = Mapping[str, Any]
_FEW = 2
"""Unchanged paragraphs that are shown as they stand; more are folded."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """Paragraphs that stand beside each other; `change` is None where no word differs."""

    old: _Paragraph | None
    new: _Paragraph | None
    change: Row | None = None


def side_by_side(old: Row, new: Row, changes: Sequence[Row]) -> Html:
    """The titles and texts of two revisions in two columns, which stand below each other on a narrow screen.

    Args:
        old, new: rows of `revisions`, with number, first_seen_at, title and text.
        changes: the rows of `revision_changes` between them.
    """
    head = [tag("div", f"Revision {row['number']}, seen {words.moment(row['first_seen_at'])}") for row in (old, new)]
    title = next((row for row in changes if row["field"] == "title"), None)
    titles = [
        _side(_marked(each["title"] or "", 0, title[spans] if title else (), name), each["number"], title is None)
        for each, spans, name in ((old, "old_spans", "del"), (new, "new_spans", "ins"))
    ]
    rows = [tag("div", *head, cls="pairhead"), tag("div", *titles, cls="sides title")]
    rows += _folded(list(_pairs(old["text"], new["text"], changes)), old["number"], new["number"])
    return tag("div", *rows, cls="compared passage")


def in_short(changes: Iterable[Row]) -> Html:
    """What changed in a few words: the title, the numbers, authors and time, and how many paragraphs."""
    counted: dict[str, int] = {}
    said: list[Child] = []
    for row in changes:
        if row["field"] == "paragraph":
            counted[row["change"]] = counted.get(row["change"], 0) + 1
        elif row["field"] == "number":
            noun = f" {row['noun']}" if row["noun"] else ""
            said.append(join([tag("del", row["old_value"]), " → ", tag("ins", row["new_value"]), noun]))
        elif row["field"] == "title":
            said.append("new title")
        else:
            name = row["field"].replace("_at", "").replace("_", " ")
            said.append(f"{name}: {row['old_value'] or 'none'} → {row['new_value'] or 'none'}")
    said += [f"{words.count(number, 'paragraph')} {change}" for change, number in counted.items()]
    return tag("ul", *(tag("li", each) for each in said), cls="changes")


def _pairs(old: str, new: str, changes: Sequence[Row]) -> Iterator[_Pair]:
    """Every paragraph of both texts, in the order of the new; what went stands where it stood among what stayed."""
    rows = [row for row in changes if row["field"] == "paragraph"]
    by_old = {row["old_start"]: row for row in rows if row["old_start"] is not None}
    by_new = {row["new_start"]: row for row in rows if row["new_start"] is not None}
    left = deque(_paragraphs(old))

    def gone() -> Iterator[_Pair]:
        """The next of the old paragraphs up to one that stayed in its place, changed or not."""
        while left and (row := by_old.get(left[0].start)) is not None and row["change"] != "changed":
            yield _Pair(left.popleft(), None, row)

    for paragraph in _paragraphs(new):
        row = by_new.get(paragraph.start)
        if row is not None and row["change"] != "changed":
            yield _Pair(None, paragraph, row)
        else:
            yield from gone()
            yield _Pair(left.popleft() if left else None, paragraph, row)
    yield from gone()


def _paragraphs(text: str) -> list[_Paragraph]:
    found, start = [], 0
    for line in text.split("\n"):
        if any(character.isalnum() for character in line):
            found.append(_Paragraph(start, line))
        start += len(line) + 1
    return found


def _folded(pairs: list[_Pair], old: int, new: int) -> list[Html]:
    """The pairs as markup, with runs of unchanged ones folded away."""
    shown: list[Html] = []
    run: list[Html] = []
    for pair in [*pairs, None]:
        if pair is not None and pair.change is None:
            run.append(_row(pair, old, new))
            continue
        if len(run) > _FEW:
            summary = tag("summary", f"{len(run)} paragraphs without a change")
            shown.append(tag("details", summary, *run))
        else:
            shown += run
        run = []
        if pair is not None:
            shown.append(_row(pair, old, new))
    return shown


def _row(pair: _Pair, old: int, new: int) -> Html:
    change = pair.change
    moved = change is not None and change["change"] == "moved"
    sides = []
    for paragraph, spans, name, number in ((pair.old, "old_spans", "del", old), (pair.new, "new_spans", "ins", new)):
        if paragraph is None:
            sides.append(tag("div", cls="none"))
            continue
        if moved and change is not None:
            where = f"moved to paragraph {change['new_paragraph']}: "
            note = where if name == "del" else f"was paragraph {change['old_paragraph']}: "
            content: Child = join([tag("small", note), paragraph.text])
        elif change is not None and change["change"] in ("added", "removed"):
            content = tag(name, paragraph.text)
        else:
            content = _marked(paragraph.text, paragraph.start, change[spans] if change else (), name)
        sides.append(_side(content, number, change is None))
    return tag("div", *sides, cls="sides")


def _side(content: Child, number: int, same: bool) -> Html:
    return tag("div", content, cls="same" if same else "", data_revision=f"revision {number}")


def _marked(text: str, offset: int, spans: Sequence[Row], name: str) -> Html:
    """A text with the stretches at `spans`, which count from before `offset`, in elements of this name."""
    pieces: list[Child] = []
    at = 0
    for span in spans:
        start, end = span["start"] - offset, span["end"] - offset
        if at <= start < end <= len(text):
            pieces += [text[at:start], tag(name, text[start:end])]
            at = end
    return join([*pieces, text[at:]])
