"""Whose work a text is: lines that credit a source, contributors or a holder of rights, kept as marked spans.

The words stand in `credits.yml`. The text stays as it is; the coder passes over what is marked. The site's own name or
initials in such a line name no agency.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Literal

from pipelines.extract.agencies import agency_among, agency_by_ending, agency_named, any_agency, credit_words
from pipelines.records import CreditLine, Dateline

Relation = Literal["source", "input", "rights"]

_LEAD_PARAGRAPHS = 3
_TAIL_PARAGRAPHS = 6
_LONGEST_LINE = 240
_BARE = re.compile(r"[\W_]*(?:(?:by|source)\s*:?\s+)?(?P<name>[\w .'’&/,-]{2,60}?)[\W_]*", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?<=[.!?”\"’»])\s*(?:[–—-]{1,2}\s*|[(\[]\s*(?:source:\s*|with (?:inputs?|reporting) from )?)"
    r"(?P<name>[\w .'’&/,-]{2,60})[)\]]?\s*\.?$",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[^\W\d_][^\n;|()\[\]]{1,100}?)(?=\s*(?:[.;|)\]\n]\s*|$))"


def read_credits(text: str, dateline: Dateline | None, house: Collection[str] = ()) -> tuple[CreditLine, ...]:
    """The lines of credit at both ends of a text, in its order, without overlap."""
    found: list[CreditLine] = []
    skip = dateline.end if dateline else 0
    for start, paragraph in _ends(text):
        if start + len(paragraph) <= skip:
            continue
        offset = max(0, skip - start)
        line = paragraph[offset:]
        credit = _whole_line(line, start + offset, house) if len(line) <= _LONGEST_LINE else None
        credit = credit or _closing(line, start + offset, house)
        if credit is not None:
            found.append(credit)
    return tuple(found)


def credited_agency(
    dateline: Dateline | None, authors: Sequence[str], credits: Sequence[CreditLine], house: Collection[str] = ()
) -> str | None:
    """The agency whose report a text is: of the dateline, else of the byline, else of a line, the source first."""
    if dateline is not None and dateline.agency:
        return dateline.agency
    for author in authors:
        if agency := agency_named(author, house) or agency_by_ending(author, house):
            return agency
    order: tuple[Relation, ...] = ("source", "rights", "input")
    return next((c.agency for relation in order for c in credits if c.relation == relation and c.agency), None)


def _ends(text: str) -> Iterator[tuple[int, str]]:
    """The first and the last paragraphs with their offsets, each once."""
    paragraphs = text.split("\n")
    start = 0
    for number, paragraph in enumerate(paragraphs):
        if number < _LEAD_PARAGRAPHS or number >= len(paragraphs) - _TAIL_PARAGRAPHS:
            yield start, paragraph
        start += len(paragraph) + 1


def _whole_line(line: str, start: int, house: Collection[str]) -> CreditLine | None:
    """A paragraph that is nothing but a credit."""
    for relation, pattern in _phrases():
        match = pattern.match(line.lstrip(' ([-–—*/|"“'))
        if match is None:
            continue
        name = (match["name"] or match["listed"] or "").strip(' .,:–—-*"”')
        agency = agency_named(name, house) or _first_listed(name, house)
        if relation == "rights" or _credits_somebody(name, agency):
            return CreditLine(start, start + len(line), relation, name, agency)
    bare = _BARE.fullmatch(line)
    if bare and (agency := agency_among(bare["name"], house)) and len(bare["name"].split()) <= 6:
        return CreditLine(start, start + len(line), "source", bare["name"].strip(), agency)
    return None


def _closing(line: str, start: int, house: Collection[str]) -> CreditLine | None:
    """An agency in brackets or after a dash behind the last sentence of a paragraph."""
    tail = line[-100:]
    match = _CLOSING.search(tail)
    if match is None or not (agency := agency_among(match["name"], house)):
        return None
    at = start + len(line) - len(tail) + match.start()
    at += len(tail[match.start() :]) - len(tail[match.start() :].lstrip())
    return CreditLine(at, start + len(line), "source", match["name"].strip(), agency)


def _credits_somebody(name: str, agency: str | None) -> bool:
    """Whether a name is one: an agency, or a few words of which the first is written large."""
    return agency is not None or (name[:1].isupper() and len(name.split()) <= 14)


def _first_listed(name: str, house: Collection[str]) -> str | None:
    for match in re.finditer(rf"(?<!\w)(?:{any_agency()})(?!\w)", name):
        if agency := agency_named(match[0], house):
            return agency
    return agency_by_ending(name, house)


@cache
def _phrases() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    words = credit_words()
    every: tuple[tuple[Relation, tuple[str, ...]], ...] = (
        ("source", words.source),
        ("input", words.input),
        ("rights", words.rights),
    )
    listed = rf"(?:the )?(?P<listed>{any_agency()})(?!\w)"
    patterns = []
    for relation, phrases in every:
        for phrase in phrases:
            pattern = phrase.replace("{name}", rf"(?:the )?{_NAME}").replace("{agency}", listed)
            for group in ("name", "listed"):
                pattern += "" if f"?P<{group}>" in pattern else f"(?P<{group}>(?!))?"
            patterns.append((relation, re.compile(rf"(?:by )?{pattern}", re.IGNORECASE)))
    return tuple(patterns)
