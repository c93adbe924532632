"""Where quotation marks open and close in a paragraph, in any of the common typographies.

One pass over the marks, whatever they are: a text of nothing but marks takes as long as any other of its length. Marks
inside a quotation of another kind belong to it. A quotation that nothing closes runs to the end of its paragraph, as
printers have it where the next paragraph opens with marks again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"''|``|[“”„‟«»\"‘’‚‹›]")
_CLOSES = {"“": "”“", "„": "“”", "‟": "”", "«": "»", "‘": "’", "‚": "‘’", "‹": "›"}
"""What closes a quotation that each mark opens; the straight ones close themselves. “ closes “ only by mistake of a
typist, which costs nothing to take."""
_STRAIGHT = {'"': '"', "''": "''", "``": "''"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks: `start`..`end` without the marks, `opens`..`closes` with them, relative to the
    paragraph. `closed` is False where no mark ends it."""

    start: int
    end: int
    opens: int
    closes: int
    closed: bool = True

    def holds(self, offset: int) -> bool:
        """Whether a character lies between the marks."""
        return self.opens <= offset < self.closes


def find_quoted(text: str) -> list[Quoted]:
    """The quotations of a paragraph, outermost ones only, in order."""
    found: list[Quoted] = []
    opened: tuple[int, int, str] | None = None
    for mark in _MARK.finditer(text):
        sign, at, after = mark.group(), mark.start(), mark.end()
        if opened is None:
            closers = _CLOSES.get(sign) or _STRAIGHT.get(sign)
            if closers is not None and _opens(text, at, after, sign):
                opened = (at, after, closers)
            continue
        begin, inner, closers = opened
        if not _is_closer(text, at, after, sign, closers, inner):
            continue
        if text[inner:at].strip():
            found.append(Quoted(inner, at, begin, after))
        opened = None
    if opened is not None:
        begin, inner, closers = opened
        end = len(text.rstrip())
        slipped = _SLIP.search(text, inner) if closers == "”“" else None
        if slipped is not None:
            end = slipped.start()
        if closers not in ("’", "‘’", "''") and end - inner >= _shortest(text[begin]):
            found.append(Quoted(inner, end, begin, end, closed=slipped is not None))
    return found


def _shortest(sign: str) -> int:
    """Characters that a quotation without an end must have, to be taken for one: a straight mark may be an inch."""
    return 1 if sign == "“" else _SHORTEST_UNCLOSED


_SLIP = re.compile(r"(?<=[.!?,])['’](?=\s|$)")
"""A single mark after a sentence, where a double one was meant."""
_SHORTEST_UNCLOSED = 20


def _opens(text: str, at: int, after: int, sign: str) -> bool:
    """Whether a mark stands where one can open: before a word, and not in the middle of one."""
    if after >= len(text) or text[after].isspace() or sign in "”":
        return False
    before = text[at - 1] if at else " "
    if sign in ("“", "„", "«", "‟"):
        return True
    return not before.isalnum() and before not in ".,!?;"


def _is_closer(text: str, at: int, after: int, sign: str, closers: str, inner: int) -> bool:
    if closers in ('"', "''"):
        # The pair of straight marks that closes may be written as the curly one.
        right = sign == closers or (closers == '"' and sign == "”")
        opening = at > inner and text[at - 1].isspace() and after < len(text) and text[after].isalnum()
        return right and at > inner and not opening
    if sign not in closers or sign == "''":
        return closers.startswith("”") and sign == '"' and not text[at - 1].isspace()
    if sign == "’":
        # An apostrophe within a word is no end, nor is that of a plural's genitive before the next word.
        return not (after < len(text) and text[after].isalnum())
    return sign != "“" or closers != "”“" or (at > 0 and not text[at - 1].isspace())
