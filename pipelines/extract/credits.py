"""Whose report it was: the agency that a page credits, from its dateline, its byline or a line of credit.

The names stand in `credits.yml`. An agency that is not listed is told as the dateline writes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.extract.knowledge import FOLDER, Strict, load

_DATELINE = re.compile(
    r"""^\s*
    (?P<place>[A-Z\u00c0-\u00de][\w'’.-]*(?:[ /,&]+[A-Z\u00c0-\u00de][\w'’.-]*){0,5})   # KABUL, NEW YORK/GENEVA
    (?:,?\s+\w{3,9}\.?\s+\d{1,2}(?:,?\s+\d{4})?|,?\s+\d{1,2}\s+\w{3,9})?                 # Oct 25, or 25 October
    \s*[,:]?\s*
    [(\[](?P<agency>[^()\[\]]{2,60})[)\]]
    \s*(?:[-–—:―]{1,2})\s*
    """,
    re.VERBOSE,
)
_BARE = re.compile(r"^[\W_]*(?:(?:by|source)\s*:?\s+)?(?P<agency>[\w .'’&-]{2,60}?)[\W_]*$", re.IGNORECASE)
_LEAD_PARAGRAPHS = 3
_TAIL_PARAGRAPHS = 4
_LONGEST_LINE = 240


class Agency(Strict):
    """A news agency under its own name and the other spellings that pages use."""

    name: str
    aliases: tuple[str, ...]


class Credits(Strict):
    """The content of `credits.yml`."""

    agencies: tuple[Agency, ...]
    endings: tuple[str, ...]
    phrases: tuple[str, ...]


def find_credit(text: str, authors: Sequence[str]) -> str | None:
    """The agency whose report the text is, or None: dateline first, then byline, then a credit line at either end."""
    paragraphs = text.split("\n")
    for paragraph in paragraphs[:_LEAD_PARAGRAPHS]:
        if match := _DATELINE.match(paragraph[:200]):
            return _listed_in(match["agency"]) or _unlisted(match["agency"])
    for author in authors:
        if agency := _listed(author) or _by_ending(author):
            return agency
    ends = (*paragraphs[-_TAIL_PARAGRAPHS:], *paragraphs[:_LEAD_PARAGRAPHS])
    for paragraph in ends:
        if len(paragraph) > _LONGEST_LINE:
            continue
        if (bare := _BARE.match(paragraph)) and (agency := _listed(bare["agency"])):
            return agency
        for phrase in _phrases():
            if (match := phrase.search(paragraph)) and (agency := _listed(match["agency"])):
                return agency
    return None


@cache
def _credits() -> Credits:
    return load(FOLDER / "credits.yml", Credits)


@cache
def _names() -> dict[str, str]:
    """Every spelling with the agency's own name; codes stay in capitals, the rest is casefolded."""
    return {_spelling(alias): agency.name for agency in _credits().agencies for alias in (agency.name, *agency.aliases)}


@cache
def _phrases() -> tuple[re.Pattern[str], ...]:
    spellings = [alias for agency in _credits().agencies for alias in (agency.name, *agency.aliases)]
    any_agency = "|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True))
    named = rf"(?:the )?(?P<agency>{any_agency})(?!\w)"
    return tuple(re.compile(phrase.replace("{agency}", named), re.IGNORECASE) for phrase in _credits().phrases)


def _spelling(name: str) -> str:
    name = name.strip()
    return name if len(name) <= 4 and (name.isupper() or name == "dpa") else name.casefold()


def _listed(name: str) -> str | None:
    return _names().get(_spelling(name.strip(" .,;:()[]")))


def _listed_in(text: str) -> str | None:
    """The first listed agency of a dateline's bracket, which may name several ("Reuters/AFP")."""
    return next((agency for part in re.split(r"[/,;&]| and ", text) if (agency := _listed(part))), None)


def _by_ending(name: str) -> str | None:
    """A name that ends as agencies' names do, of more words than the ending."""
    folded = " ".join(name.split())
    return next((folded for ending in _credits().endings if folded.casefold().endswith(f" {ending.casefold()}")), None)


def _unlisted(text: str) -> str | None:
    """A bracket that looks like a name; a note such as "(Updated)" or a date is none."""
    text = " ".join(text.split())
    looks_named = text[:1].isupper() and not any(character.isdigit() for character in text)
    return text if looks_named and text.casefold() not in _NOT_AGENCIES else None


_NOT_AGENCIES = frozenset({"updated", "update", "staff", "web desk", "news desk", "correspondent", "staff report"})
