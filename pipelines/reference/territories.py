"""States and state-like territories: names, adjectives, capitals and seats of government, ISO codes and Wikidata ids.

Identifiers and formal names come from rigour; what newspapers say besides (adjectives, peoples, seats) stands in
`data/territories.yml`. All look-ups are exact. Which name a text means is the annotating room's matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from rigour.territories import get_territories


class TerritoriesError(ValueError):
    """The table of territories contradicts itself: the message names the entry and what to mend."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A state. `iso3` is ISO 3166-1 alpha-3, `wikidata_id` rigour's; `centre` is latitude and longitude in degrees.

    `capitals` are cities that stand for the government where they act, `seats` buildings and offices that do.
    """

    iso3: str
    iso2: str
    name: str
    wikidata_id: str | None
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    centre: tuple[float, float] | None


@cache
def territories() -> dict[str, Territory]:
    """All present states and ISO territories, by ISO alpha-3."""
    text = files("pipelines.reference").joinpath("data", "territories.yml").read_text(encoding="utf-8")
    ours: dict[str, dict[str, Any]] = yaml.safe_load(text)
    known: dict[str, Territory] = {}
    for found in get_territories():
        if found.alpha3 is None or found.is_historical:
            continue
        iso3 = found.alpha3.upper()
        row = ours.get(iso3, {})
        names = dict.fromkeys(
            (found.name, found.in_sentence.removeprefix("the "), found.full_name, *row.get("names", []))
        )
        centre = row.get("centre")
        known[iso3] = Territory(
            iso3=iso3,
            iso2=found.code.upper(),
            name=found.name,
            wikidata_id=found.qid,
            names=tuple(names),
            adjectives=tuple(row.get("adjectives", [])),
            people=tuple(row.get("people", [])),
            capitals=tuple(row.get("capitals", [])),
            seats=tuple(row.get("seats", [])),
            centre=(float(centre[0]), float(centre[1])) if centre else None,
        )
    strangers = sorted(set(ours) - set(known))
    if strangers:
        raise TerritoriesError(
            f"territories.yml: {strangers[0]} is not an ISO alpha-3 code that rigour knows; correct it"
        )
    return known


def territory(iso3: str) -> Territory:
    """The territory with an ISO alpha-3 code, KeyError where there is none."""
    return territories()[iso3]


@cache
def iso3_of(iso2: str) -> str | None:
    """ISO alpha-3 of an ISO alpha-2 code."""
    return {found.iso2: found.iso3 for found in territories().values()}.get(iso2.upper())


def by_name(name: str) -> Territory | None:
    """The state of this name ("Türkiye", "the UAE"), None where there is none such."""
    return _names().get(name.removeprefix("the ").removeprefix("The "))


def by_adjective(word: str) -> tuple[Territory, ...]:
    """The states of an adjective ("Afghan"); "Congolese" and "Dominican" are of two."""
    return _index("adjectives", lambda found: found.adjectives).get(word, ())


def by_people(word: str) -> tuple[Territory, ...]:
    """The states of a people's plural ("Afghans")."""
    return _index("people", lambda found: found.people).get(word, ())


def by_capital(name: str) -> Territory | None:
    """The state whose government a capital's name may stand for ("Islamabad")."""
    found = _index("capitals", lambda found: found.capitals).get(name, ())
    return found[0] if len(found) == 1 else None


def by_seat(name: str) -> Territory | None:
    """The state whose government a seat's name stands for ("the White House", "the Kremlin")."""
    found = _index("seats", lambda found: found.seats).get(name.removeprefix("the ").removeprefix("The "), ())
    return found[0] if len(found) == 1 else None


@cache
def _names() -> dict[str, Territory]:
    table: dict[str, Territory] = {}
    for found in territories().values():
        for name in found.names:
            table.setdefault(name, found)
    return table


_INDEXES: dict[str, dict[str, tuple[Territory, ...]]] = {}


def _index(key: str, words: Callable[[Territory], Iterable[str]]) -> dict[str, tuple[Territory, ...]]:
    if key not in _INDEXES:
        table: dict[str, tuple[Territory, ...]] = {}
        for found in territories().values():
            for word in words(found):
                table[word] = (*table.get(word, ()), found)
        _INDEXES[key] = table
    return _INDEXES[key]
