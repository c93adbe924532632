"""Looks up place names: exact name, then the country of the context, then population. Never by likeness.

The index is made by `python -m pipelines.reference.build` and read from disk, a few microseconds a name, the usual
ones from memory. Names are compared without regard to case, accents, hyphens and the kind of apostrophe. Which words
of a text are names, and what its context is, is the annotating room's matter.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

Feature = Literal["city", "admin", "country", "region", "water", "site"]


class GazetteerMissing(RuntimeError):
    """The index has not been built, or cannot be read: the message says how to build it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `country` is ISO alpha-3, `admin1` its first-level division's name, `lat` and `lon` degrees.

    `own` tells a place's own name from another one it also goes by. `geonameid` is None for what is not from GeoNames.
    `weight` says how likely the name means this place with no context told: population, more for a capital, less for
    a division and for another name.
    """

    geonameid: int | None
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    feature: Feature
    population: int
    own: bool
    weight: float


def index_path() -> Path:
    """Where the index lies: below the prefix of the Python that runs."""
    return Path(sys.prefix) / "share" / "dateline" / "gazetteer.sqlite"


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """The form names are compared in: lower case, no accents, plain apostrophes, spaces for hyphens."""
    folded = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'").replace("ʻ", "'"))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter)).casefold()
    plain = re.sub(r"\bst\.? ", "saint ", plain)
    plain = re.sub(r"\bmt\.? ", "mount ", plain)
    return re.sub(r"[-\s]+", " ", plain).strip()


def candidates(name: str) -> tuple[Place, ...]:
    """Every place of this name, the likeliest first. Empty where there is none."""
    return _candidates(name_key(name))


def resolve(
    name: str, *, countries: Sequence[str] = (), divisions: Collection[str] = (), features: Collection[str] = ()
) -> Place | None:
    """The place that a name most likely means, None where there is none of that name.

    Weighed by `Place.weight`; a division named in the text (`divisions`) outweighs a country of its context
    (`countries`, ISO alpha-3, the strongest first), which outweighs population, save that of the great capitals.
    `features` says what it must be, where that is known.
    """
    found = [place for place in candidates(name) if not features or place.feature in features]
    return max(found, key=lambda place: place.weight * _context(place, countries, divisions), default=None)


_IN_DIVISION, _IN_FIRST_COUNTRY, _IN_COUNTRY = 150, 50, 20


def _context(place: Place, countries: Sequence[str], divisions: Collection[str]) -> int:
    if place.admin1 in divisions and place.admin1 is not None and place.name != place.admin1:
        return _IN_DIVISION
    if place.feature in ("country", "region", "water") or place.country not in countries:
        return 1
    return _IN_FIRST_COUNTRY if place.country == countries[0] else _IN_COUNTRY


@lru_cache(maxsize=20_000)
def _candidates(key: str) -> tuple[Place, ...]:
    rows = _connection().execute(
        """
        select geonameid, name, country, admin1, lat, lon, feature, population, own, weight
        from names join places on places.id = names.place
        where names.key = ?
        """,
        (key,),
    )
    found = [_place(row) for row in rows]
    return tuple(sorted(found, key=lambda place: (-place.weight, place.country or "", place.geonameid or 0)))


def _place(row: tuple[Any, ...]) -> Place:
    geonameid, name, country, admin1, lat, lon, feature, population, own, weight = row
    weighed = weight if own else weight / 4
    return Place(geonameid, name, country, admin1, lat, lon, feature, population, bool(own), weighed)


@cache
def _connection() -> sqlite3.Connection:
    path = index_path()
    if not path.exists():
        raise GazetteerMissing(f"There is no place index at {path}. Make it: python -m pipelines.reference.build")
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
