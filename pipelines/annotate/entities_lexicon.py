"""All names the room knows, ready for look-up: actors, states in all their forms, parts of states, and namesakes.

One automaton finds them all in one pass over a text. A name that several share ("PPP", "Congolese", "Georgia") leads to
all of them: which is meant is told by the text (entities_shared.py). How a file is read is actors_lexicon.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.annotate.actors_lexicon import (
    FOLDER,
    ActorEntry,
    ActorLexiconError,
    actor_entries,
    compose,
    place_of,
)
from pipelines.annotate.institutions_lexicon import institutions
from pipelines.reference.territories import Territory, former_states, parts, territories

Use = Literal["state", "adjective", "people", "capital", "seat", "part", "actor", "prefix", "namesake"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for. `use` tells how: a state's name, adjective, people, capital, seat, or an actor's own.

    `part` is a part of a state (Texas), `prefix` the first half of an adjective of two ("Franco-German"), `namesake`
    what only sounds like one of these ("Guinea pig"). `homonym` and `usual` are ActorEntry's. `common` is a name under
    which other states have such a body too ("House of Representatives").
    """

    name: str
    kind: Literal["country", "organisation", "person", "group", "place", "agent"]
    country: str | None
    sector: str | None
    wikidata_id: str | None
    use: Use
    homonym: bool = False
    usual: bool = False
    common: bool = False


Found = tuple[int, int, tuple[Known, ...]]
"""Start and end (exclusive) of a name, and all it may stand for."""


class NameFinder:
    """Finds all known names in a text in one pass: the longest at each place, whole words only, case as written."""

    def __init__(self, table: dict[str, tuple[Known, ...]]) -> None:
        self._names = list(table)
        self._known = [table[name] for name in self._names]
        self._at = {name: number for number, name in enumerate(self._names)}
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Found]:
        """Names in text order, without overlap."""
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(one_spelling(text)):
            if start and text[start - 1].isalnum():
                continue
            open_ended = self._names[number].endswith("-")
            if end < len(text) and text[end].isalnum() and not open_ended:
                start, end, number = self._shorter(text, start, end)
                if number < 0:
                    continue
            found.append((start, end - 1 if open_ended else end, self._known[number]))
        return found

    def _shorter(self, text: str, start: int, end: int) -> tuple[int, int, int]:
        """The longest known name within one that ends inside a word, with its number; -1 where there is none."""
        for cut in range(end - 1, start, -1):
            if not text[cut].isalnum() and text[start:cut] in self._at:
                return start, cut, self._at[text[start:cut]]
        return start, end, -1


_SPELLINGS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "\u00a0": " "})


def one_spelling(text: str) -> str:
    """A text with one apostrophe, one hyphen and one blank for all their kinds, every character in its place."""
    return text.translate(_SPELLINGS)


@cache
def name_finder() -> NameFinder:
    """The finder over actors, states and their parts."""
    return NameFinder(known_names())


@cache
def known_names() -> dict[str, tuple[Known, ...]]:
    """Every name with all that it may stand for. Where one sort has a name, a lesser sort does not share it.

    The order: namesakes, actors, names of states, adjectives and peoples, seats, capitals of actors, capitals, parts of
    states. A state and a part of another share theirs ("Georgia").
    """
    table: dict[str, tuple[Known, ...]] = {}
    for sort in (
        _namesakes,
        _actors,
        _states,
        _adjectives,
        _people,
        _seats,
        _actor_capitals,
        _capitals,
        _parts,
        _prefixes,
    ):
        here: dict[str, tuple[Known, ...]] = {}
        for name, known in sort():
            name = one_spelling(name)
            if known not in here.get(name, ()):
                here[name] = (*here.get(name, ()), known)
        for name, shared in here.items():
            if name not in table:
                table[name] = shared
            elif sort is _parts and any(known.use == "state" for known in table[name]):
                table[name] = (*table[name], *shared)
    return table


Names = Iterator[tuple[str, Known]]
_BRACKETED = re.compile(r" \([^)]+\)$")


def _actors() -> Names:
    for entry in actor_entries():
        known = Known(
            entry.name, entry.kind, entry.country, entry.sector, entry.wikidata_id, "actor", entry.homonym, entry.usual
        )
        for name in dict.fromkeys((entry.name, _BRACKETED.sub("", entry.name), *entry.also)):
            yield name, replace(known, common=True) if name.lower() in institutions() else known


def _actor_capitals() -> Names:
    for entry in actor_entries():
        for name in entry.capitals:
            yield name, _entry_as(entry, "capital")


def _entry_as(entry: ActorEntry, use: Use) -> Known:
    return Known(entry.name, entry.kind, entry.country, entry.sector, entry.wikidata_id, use)


def _state(state: Territory, use: Use, sector: str | None = None) -> Known:
    return Known(state.name, "country", state.iso3, sector, state.wikidata_id, use)


def _states() -> Names:
    for state in territories().values():
        for name in state.names:
            yield name, _state(state, "state")
    for former in former_states():
        for name in former.names:
            yield name, Known(former.name, "country", None, None, former.wikidata_id, "state")


def _adjectives() -> Names:
    for state in territories().values():
        for word in state.adjectives:
            yield word, _state(state, "adjective")
    for former in former_states():
        if former.name in _FORMER_ADJECTIVES:
            yield (
                _FORMER_ADJECTIVES[former.name],
                Known(former.name, "country", None, None, former.wikidata_id, "adjective"),
            )


_FORMER_ADJECTIVES = {
    "Soviet Union": "Soviet", "Yugoslavia": "Yugoslav", "Czechoslovakia": "Czechoslovak", "East Germany": "East German",
}  # fmt: skip


def _people() -> Names:
    for state in territories().values():
        for word in state.people:
            yield word, _state(state, "people")


def _seats() -> Names:
    for state in territories().values():
        for name in state.seats:
            yield name, _state(state, "seat", "GOV")


def _capitals() -> Names:
    for state in territories().values():
        for name in state.capitals:
            yield name, _state(state, "capital", "GOV")


def _parts() -> Names:
    for part in parts():
        for name in part.names:
            yield name, Known(part.name, "organisation", part.iso3, "GOV", part.wikidata_id, "part")


def _prefixes() -> Names:
    for word, iso3 in namesakes()[1].items():
        yield f"{word}-", _state(territories()[iso3], "prefix")


def _namesakes() -> Names:
    for name in namesakes()[0]:
        yield name, Known(name, "place", None, None, None, "namesake")


@cache
def namesakes() -> tuple[tuple[str, ...], dict[str, str]]:
    """Names that only hold a state's or a capital's, and the prefixes of adjectives of two with their state's ISO code.

    Raises:
        ActorLexiconError: namesakes.yml does not fit; the message has file and line.
    """
    name = "namesakes.yml"
    root, fault = compose(name, files(FOLDER).joinpath(name).read_text(encoding="utf-8"))
    if fault is not None or not isinstance(root, yaml.MappingNode):
        raise ActorLexiconError(fault or f"{name}:1: it has two tables, 'namesakes' and 'prefixes'")
    phrases: list[str] = []
    prefixes: dict[str, str] = {}
    for key, node in root.value:
        if key.value == "namesakes" and isinstance(node, yaml.SequenceNode):
            phrases.extend(str(item.value) for item in node.value)
        elif key.value == "prefixes" and isinstance(node, yaml.MappingNode):
            for word, iso3 in node.value:
                if iso3.value not in territories():
                    raise ActorLexiconError(
                        f"{place_of(name, word)}: {iso3.value!r} is no ISO alpha-3 code; correct it"
                    )
                prefixes[str(word.value)] = str(iso3.value)
        else:
            raise ActorLexiconError(f"{place_of(name, key)}: {key.value!r} is no table of this file, or has no entries")
    return tuple(phrases), prefixes
