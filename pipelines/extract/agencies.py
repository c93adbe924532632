"""News agencies under the names that pages use, and the other words of `credits.yml`."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from pipelines.extract.knowledge import FOLDER, Strict, load
from pipelines.extract.wording import fold

_CODE = 5
"""Capital letters up to which a spelling is a code, which counts only in capitals and may be an outlet's own."""


class Agency(Strict):
    """A news agency under its own name and the other spellings that pages use."""

    name: str
    aliases: tuple[str, ...]


class Credits(Strict):
    """The content of `credits.yml`."""

    agencies: tuple[Agency, ...]
    endings: tuple[str, ...]
    source: tuple[str, ...]
    input: tuple[str, ...]
    rights: tuple[str, ...]
    nobody: frozenset[str]
    no_agency: tuple[str, ...]
    no_town: tuple[str, ...]
    months: dict[int, tuple[str, ...]]


@cache
def credit_words() -> Credits:
    """The file, read once."""
    return load(FOLDER / "credits.yml", Credits)


def agency_named(name: str, house: Collection[str] = ()) -> str | None:
    """The agency's own name where `name` is one of its spellings, else None.

    `house` are folded names and initials of the page's own site: what they name is the outlet itself, no agency.
    """
    plain = " ".join(name.split()).strip(" .,;:()[]–—-|/*\"'“”")
    if plain.casefold().startswith("the "):
        plain = plain[4:]
    if fold(plain) in house:
        return None
    agency = _spellings().get(_spelling(plain))
    return None if agency is None or _is_site(agency, house) else agency


def agency_among(text: str, house: Collection[str] = ()) -> str | None:
    """The first agency of a list of names ("Reuters/AFP"), or one that is an agency by how its name ends."""
    parts = re.split(r"[/,;&|+]| and | und | et | y ", text)
    listed = next((agency for part in parts if (agency := agency_named(part, house))), None)
    return listed or next((agency for part in parts if (agency := agency_by_ending(part, house))), None)


def agency_by_ending(name: str, house: Collection[str] = ()) -> str | None:
    """A name that ends as agencies' names do, of more words than the ending; None where it is the site's own."""
    plain = " ".join(name.split())
    if fold(plain) in house or len(plain) > 60:
        return None
    folded = plain.casefold()
    return plain if any(folded.endswith(f" {ending.casefold()}") for ending in credit_words().endings) else None


@cache
def any_agency() -> str:
    """A pattern of all spellings, the longest first."""
    names = {alias for agency in credit_words().agencies for alias in (agency.name, *agency.aliases)}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def house_names(sites: Collection[str], site: str) -> frozenset[str]:
    """The folded names of a site with the initials of its name ("Strait Times Agency": "sta")."""
    words = re.findall(r"[^\W\d_]+", site)
    capital = [word for word in words if word[:1].isupper()]
    initials = {"".join(word[0] for word in some).casefold() for some in (words, capital) if len(some) > 1}
    return frozenset({*sites, *initials, fold(site)} - {""})


def _is_site(agency: str, house: Collection[str]) -> bool:
    """Whether the site is the agency's own, under whatever spelling. A code alone may be but the site's initials."""
    own = (alias for each in credit_words().agencies if each.name == agency for alias in (each.name, *each.aliases))
    return any(f"{fold(name)}news" in house or (len(name) > _CODE and fold(name) in house) for name in own)


@cache
def _spellings() -> dict[str, str]:
    """Every spelling with the agency's own name; codes stay in capitals, the rest is casefolded."""
    agencies = credit_words().agencies
    return {_spelling(alias): agency.name for agency in agencies for alias in (agency.name, *agency.aliases)}


def _spelling(name: str) -> str:
    return name if len(name) <= _CODE and (name.isupper() or name == "dpa") else name.casefold()
