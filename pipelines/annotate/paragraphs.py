"""Cutting a text into the pieces that are parsed one by one, with the offset of each in the text as given.

A paragraph is a Doc of its own, since a headline without a full stop would run into the next sentence. Pieces are
bounded in length, so that work stays linear on a text without any break. What the pieces mean is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.reference.gazetteer import candidates

LONGEST = 4_000
"""Characters of the longest piece; a longer paragraph is cut after a sentence, or else after a word."""

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)]*\s")
_LETTER = re.compile(r"[^\W\d_]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_WORD = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of a text: `text` stands at `start` of the whole, as given; `parsed` is what the parser reads.

    A dateline is a piece of its own: its town is a place, and nothing else is read from it.
    `parsed` has the same length as `text`, so that offsets agree: only the case of shouted text, overlong unbroken
    words and halves of surrogate pairs differ.
    """

    start: int
    text: str
    parsed: str
    shouted: bool
    dateline: bool = False


def cut_at(text: str, limit: int) -> int | None:
    """Where a text longer than `limit` is cut: after its last line, or else its last sentence or word, that fits.

    None where the whole text fits.
    """
    if len(text) <= limit:
        return None
    line = text.rfind("\n", limit // 2, limit)
    if line >= 0:
        return line + 1
    ends = [sentence.end() for sentence in _SENTENCE_END.finditer(text, max(limit // 2, limit - LONGEST), limit)]
    return ends[-1] if ends else max(text.rfind(" ", limit // 2, limit) + 1, 0) or limit


def split_paragraphs(text: str, apart: Sequence[tuple[int, int]] = ()) -> list[Paragraph]:
    """The pieces of a text that hold a letter, in order; those at spans of `apart` are read as datelines are."""
    pieces: list[Paragraph] = []
    for line in _LINE.finditer(text):
        for start, end, is_apart in _parted(apart, line.start(), line.end()):
            if not is_apart:
                pieces += _pieces(text, start, end)
            elif _LETTER.search(text, start, end):
                pieces.append(Paragraph(start, text[start:end], *_for_parser(text[start:end]), dateline=True))
    return pieces


def _parted(apart: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A line cut at the spans that are kept apart, each piece with whether it is one of them."""
    for first, last in sorted(apart):
        if first >= end or last <= start or first < start:
            continue
        if first > start:
            yield start, first, False
        yield first, min(last, end), True
        start = min(last, end)
    if start < end:
        yield start, end, False


def _pieces(text: str, begin: int, stop: int) -> list[Paragraph]:
    pieces: list[Paragraph] = []
    for start, end in _cut(text, begin, stop):
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        filed = dateline_end(piece[left:])
        if filed:
            town = piece[left : left + filed].rstrip()
            pieces.append(Paragraph(start + left, town, *_for_parser(town), dateline=True))
        left += filed
        piece = piece[left:]
        left += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if _LETTER.search(piece):
            parsed, shouted = _for_parser(piece)
            pieces.append(Paragraph(start + left, piece, parsed, shouted))
    return pieces


_CAPS = r"[A-Z][A-Z.'’/-]*(?: [A-Z][A-Z.'’/-]*){0,3}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?"
_REST = rf"(?:, (?:{_DAY}|[A-Z][\w.]*(?: [A-Z][\w.]*){{0,2}})){{0,3}}"
_DASH = r"\.?\s*(?:--|[—–]| - |-(?=\s))\s*"
_DATE = r"(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4} )?"
_DATELINES = (
    re.compile(rf"{_DATE}{_CAPS}{_REST},? ?\([^()\n]{{2,40}}\)(?:{_DASH}|: )"),
    re.compile(
        rf"{_DATE}(?!The |An? )[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,2}}"
        rf"{_REST},? ?\([A-Z][^()\n]{{1,40}}\)(?:{_DASH}|: )"
    ),
    re.compile(rf"(?=[A-Z]{{4}}){_CAPS}{_REST}{_DASH}"),
)
_TOWN = re.compile(rf"({_CAPS}|[A-Z][a-z]+): ")


_KNOWN = 20_000
"""Inhabitants of the smallest town that a word before a colon is taken for."""


def dateline_end(piece: str) -> int:
    """Where the words of a piece begin after its dateline ("LIMA (Agency) —"), 0 where it has none.

    A dateline tells where a report was filed: nobody in it acts, and nothing took place in it.
    """
    for pattern in _DATELINES:
        found = pattern.match(piece[:160])
        if found is not None and re.search(r"[a-z]{2}", piece[found.end() : found.end() + 40]):
            return found.end()
    found = _TOWN.match(piece[:160])
    if found is not None and len(found[1]) > 3 and any(p.population > _KNOWN for p in candidates(found[1].title())):
        return found.end() if re.search(r"[a-z]{2}", piece[found.end() : found.end() + 40]) else 0
    return 0


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = []
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = limit
        for sentence in _SENTENCE_END.finditer(text, start + LONGEST // 2, limit):
            cut = sentence.end()
        if cut == limit:
            blank = text.rfind(" ", start + LONGEST // 2, limit)
            cut = blank + 1 if blank > 0 else limit
        cuts.append((start, cut))
        start = cut
    cuts.append((start, end))
    return cuts


def _for_parser(piece: str) -> tuple[str, bool]:
    letters = sum(map(str.isalpha, piece))
    shouted = letters >= 12 and sum(map(str.isupper, piece)) > 0.9 * letters
    parsed = piece if piece.isascii() else _SURROGATE.sub("\ufffd", piece)
    if shouted:
        parsed = re.sub(r"\w[\w'’]*", _capitalised, parsed)
    if any(len(word) > _LONG_WORD for word in parsed.split()):
        parsed = re.sub(rf"\S{{{_LONG_WORD},}}", lambda word: "x" * len(word.group()), parsed)
    return (parsed if len(parsed) == len(piece) else piece), shouted


def _capitalised(word: re.Match[str]) -> str:
    shout = word.group()
    lowered = shout[0] + shout[1:].lower()
    return lowered if len(lowered) == len(shout) else shout
