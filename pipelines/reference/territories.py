"""States and state-like territories: names, adjectives, capitals and seats of government, ISO codes and Wikidata ids.

Identifiers and formal names come from rigour; what newspapers say besides (adjectives, peoples, seats) stands in
`data/territories.yml`. All look-ups are exact. Which name a text means is the annotating room's matter.
"""

from __future__ import annotations

import re
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

    `called` is the name as it stands in a sentence ("the United States").
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
    called: str


@cache
def territories() -> dict[str, Territory]:
    """All present states and ISO territories, by ISO alpha-3."""
    text = files("pipelines.reference").joinpath("data", "territories.yml").read_text(encoding="utf-8")
    ours: dict[str, dict[str, Any]] = yaml.safe_load(text)
    known: dict[str, Territory] = {}
    for found in get_territories():
        if found.alpha3 is None or found.is_historical or found.alpha3.upper() in _NO_LAND:
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
            called=found.in_sentence,
        )
    strangers = sorted(set(ours) - set(known))
    if strangers:
        raise TerritoriesError(
            f"territories.yml: {strangers[0]} is not an ISO alpha-3 code that rigour knows; correct it"
        )
    return known


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a state with a government of its own (Texas, Scotland), or a state that is no more (Soviet Union).

    `iso3` is the state's that it is part of, None for a state that is no more.
    """

    name: str
    names: tuple[str, ...]
    iso3: str | None
    wikidata_id: str | None


_BRACKETED = re.compile(r" \(.*\)$")
_NO_LAND = frozenset({"CYB", "UMI"})
"""What rigour lists with a code and nobody can be of: cyberspace and the outlying islands."""


@cache
def parts() -> tuple[Part, ...]:
    """The parts of states that rigour knows: states of the union, provinces, nations, breakaway regions."""
    found = []
    for place in get_territories():
        if place.alpha3 is not None or place.is_historical or place.parent is None:
            continue
        state = place.parent
        while state.alpha3 is None and state.parent is not None:
            state = state.parent
        if state.alpha3 is not None and not state.is_historical:
            found.append(_part(place, state.alpha3.upper()))
    return tuple(found)


@cache
def former_states() -> tuple[Part, ...]:
    """States that are no more, from rigour: the Soviet Union, Yugoslavia."""
    return tuple(_part(place, None) for place in get_territories() if place.is_historical and place.alpha3)


def _part(place: Any, iso3: str | None) -> Part:
    name = _BRACKETED.sub("", place.name)
    forms = (name, _BRACKETED.sub("", place.in_sentence).removeprefix("the "), _BRACKETED.sub("", place.full_name))
    return Part(name, tuple(dict.fromkeys(forms)), iso3, place.qid)


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
