"""Loads what the room knows of actors: `lexicon/actors*.yml` and `lexicon/roles.yml`, checked, ready for look-up.

A fault is an ActorLexiconError that names file and line and the remedy. Finding mentions in a text is entities.py's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.reference import codes
from pipelines.reference.territories import territories

_FOLDER = "pipelines.annotate.lexicon"


class ActorLexiconError(ValueError):
    """A lexicon file does not fit its schema: one line a fault, "file:line: what, remedy"."""


class ActorEntry(BaseModel):
    """One line of an actors file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=2)
    kind: Literal["organisation", "group", "person"]
    country: str | None = None
    sector: str | None = None
    wikidata_id: str | None = Field(None, pattern=r"^Q[1-9]\d*$")
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for. `use` tells how: a state's name, adjective, people, capital, seat, or an actor's own."""

    name: str
    kind: Literal["country", "organisation", "person", "group", "place", "agent"]
    country: str | None
    sector: str | None
    wikidata_id: str | None
    use: Literal["state", "adjective", "people", "capital", "seat", "actor"]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that act or that name an office, each with its sector: single or joined by spaces, in lower case."""

    agents: dict[str, str]
    roles: dict[str, str]
    bodies: dict[str, str]
    modifiers: dict[str, str]


class NameFinder:
    """Finds all known names in a text in one pass: the longest at each place, whole words only, case as written."""

    def __init__(self, table: dict[str, Known]) -> None:
        self._names = list(table)
        self._known = [table[name] for name in self._names]
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, Known]]:
        """Start, end (exclusive) and what it is, in text order, without overlap."""
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            found.append((start, end, self._known[number]))
        return found


@cache
def name_finder() -> NameFinder:
    """The finder over actors and states."""
    return NameFinder(known_names())


@cache
def known_names() -> dict[str, Known]:
    """Every name with what it stands for: actors before states, a state's name before another's capital."""
    table: dict[str, Known] = {}
    for entry in actor_entries():
        known = Known(entry.name, entry.kind, entry.country, entry.sector, entry.wikidata_id, "actor")
        for name in (entry.name, *entry.aliases):
            table.setdefault(name, known)
    for state in territories().values():
        for name in state.names:
            table.setdefault(name, Known(state.name, "country", state.iso3, None, state.wikidata_id, "state"))
    for state in territories().values():
        forms: list[tuple[tuple[str, ...], Literal["adjective", "people", "seat", "capital"]]] = [
            (state.adjectives, "adjective"), (state.people, "people"),
            (state.seats, "seat"), (state.capitals, "capital"),
        ]  # fmt: skip
        for words, use in forms:
            sector = "GOV" if use in ("seat", "capital") else None
            for word in words:
                table.setdefault(word, Known(state.name, "country", state.iso3, sector, state.wikidata_id, use))
    for word in ("Congolese", "Dominican"):
        table[word] = Known(word, "country", None, None, None, "adjective")
    return table


@cache
def actor_entries() -> tuple[ActorEntry, ...]:
    """All entries of the actors files, in the order of files and lines. ActorLexiconError where one does not fit."""
    entries: list[ActorEntry] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for resource in sorted(files(_FOLDER).iterdir(), key=lambda item: item.name):
        if resource.name.startswith("actors") and resource.name.endswith(".yml"):
            read, wrong = read_actors(resource.name, resource.read_text(encoding="utf-8"))
            for place, entry in read:
                for name in (entry.name, *entry.aliases):
                    if name in seen:
                        wrong.append(f"{place}: {name!r} stands at {seen[name]} already; keep one of the two")
                    seen[name] = place
            entries.extend(entry for _, entry in read)
            faults.extend(wrong)
    if faults:
        raise ActorLexiconError("\n".join(faults))
    return tuple(entries)


def read_actors(name: str, text: str) -> tuple[list[tuple[str, ActorEntry]], list[str]]:
    """The entries of one file with their places ("file:line"), and its faults, one line each."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else 1
        return [], [f"{name}:{line}: this is not YAML; mind quotes and brackets"]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [f"{name}:{root.start_mark.line + 1}: an actors file is a list; begin each entry with '- '"]
    read: list[tuple[str, ActorEntry]] = []
    faults: list[str] = []
    loader = yaml.SafeLoader("")
    for node in root.value:
        place = f"{name}:{node.start_mark.line + 1}"
        try:
            entry = ActorEntry.model_validate(loader.construct_object(node, deep=True))
        except ValidationError as error:
            for fault in error.errors():
                field = ".".join(str(part) for part in fault["loc"]) or "entry"
                faults.append(f"{place}: {field}: {fault['msg']}; see the entries beside it")
            continue
        if entry.country is not None and entry.country not in territories():
            faults.append(f"{place}: country: {entry.country!r} is no ISO alpha-3 code; correct it or leave it out")
        if entry.sector is not None and entry.sector not in codes.sectors():
            faults.append(f"{place}: sector: {entry.sector!r} is not one of {', '.join(codes.sectors())}")
        read.append((place, entry))
    return read, faults


@cache
def role_words() -> RoleWords:
    """The tables of roles.yml, word to sector. ActorLexiconError where a table or sector is unknown."""
    table: dict[str, dict[str, list[str]]] = yaml.safe_load(
        files(_FOLDER).joinpath("roles.yml").read_text(encoding="utf-8")
    )
    known = ("agents", "roles", "bodies", "modifiers")
    if set(table) != set(known):
        raise ActorLexiconError(f"roles.yml: its tables are {', '.join(known)}; it has {', '.join(table)}")

    def words(part: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for sector, listed in table[part].items():
            if sector not in codes.sectors():
                raise ActorLexiconError(f"roles.yml: {part}: {sector!r} is no sector; use one of sectors.yml")
            for word in listed:
                found.setdefault(word.lower(), sector)
        return found

    return RoleWords(words("agents"), words("roles"), words("bodies"), words("modifiers"))
