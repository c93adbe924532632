"""Reads `lexicon/agents.yml` and `lexicon/roles.yml`: words for who acts, and for what a person or a body is.

Each class of words has a sector and examples. A fault is an ActorLexiconError that names file, line and the remedy.
Where the words stand in a text is entities_agents.py's and entities_roles.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.annotate.actors_lexicon import FOLDER, ActorLexiconError, compose, place_of, plain, told_by
from pipelines.reference import codes

_FILES = {"agents.yml": ("agents", "modifiers"), "roles.yml": ("roles", "bodies")}
_LISTS = {"agents.yml": ("only_plural",), "roles.yml": ("not_alone", "forms_of_address")}
_PAIRS = {"agents.yml": (), "roles.yml": ("titles", "honorifics")}
_NONE = "none"
_SEXES = ("m", "f", "x")


class ActorExample(BaseModel):
    """A text, and the words of it that must be found as somebody with the sector of the class."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=3)
    found: str = Field(min_length=2)


class _Class(BaseModel):
    """Words of one sector."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = Field(min_length=1)
    examples: tuple[ActorExample, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class RoleExample:
    """An example with its place ("file:line") and the sector that it must come out with."""

    where: str
    sector: str | None
    text: str
    found: str


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that act or that name an office, each with its sector: single or joined by spaces, in lower case."""

    agents: dict[str, str | None]
    roles: dict[str, str | None]
    bodies: dict[str, str]
    modifiers: dict[str, str]
    titles: dict[str, str]
    honorifics: dict[str, str]
    only_plural: frozenset[str]
    not_alone: frozenset[str]
    forms_of_address: frozenset[str]
    examples: tuple[RoleExample, ...] = field(default=(), repr=False)


@cache
def role_words() -> RoleWords:
    """The tables of both files. ActorLexiconError where a table, a sector or a class does not fit."""
    tables: dict[str, dict[str, str | None]] = {}
    lists: dict[str, frozenset[str]] = {}
    examples: list[RoleExample] = []
    faults: list[str] = []
    for name in _FILES:
        read = read_roles(name, files(FOLDER).joinpath(name).read_text(encoding="utf-8"))
        tables |= read.tables
        lists |= read.lists
        examples += read.examples
        faults += read.faults
    if faults:
        raise ActorLexiconError("\n".join(faults))
    return RoleWords(
        tables["agents"],
        tables["roles"],
        {word: sector for word, sector in tables["bodies"].items() if sector},
        {word: sector for word, sector in tables["modifiers"].items() if sector},
        {word: office for word, office in tables["titles"].items() if office},
        {word: sex for word, sex in tables["honorifics"].items() if sex},
        lists["only_plural"],
        lists["not_alone"],
        lists["forms_of_address"],
        tuple(examples),
    )


@dataclass(slots=True)
class RolesRead:
    """What one file holds, and what is wrong with it, one line each."""

    tables: dict[str, dict[str, str | None]] = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    examples: list[RoleExample] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_roles(name: str, text: str) -> RolesRead:
    """The tables of one file, `agents.yml` or `roles.yml` by its name, with its faults."""
    read = RolesRead()
    root, fault = compose(name, text)
    if fault is not None:
        read.faults.append(fault)
        return read
    expected = (*_FILES[name], *_LISTS[name], *_PAIRS[name])
    if not isinstance(root, yaml.MappingNode):
        read.faults.append(f"{name}:1: the file begins with the name of a table: {', '.join(expected)}")
        return read
    for key, node in root.value:
        table = str(key.value)
        if table in _FILES[name]:
            read.tables[table] = dict(_classes(name, table, node, read))
        elif table in _LISTS[name]:
            read.lists[table] = frozenset(str(word).lower() for word in plain(node) or ())
        elif table in _PAIRS[name]:
            read.tables[table] = dict(_pairs(name, table, node, read))
        else:
            read.faults.append(f"{place_of(name, key)}: {table!r} is no table; the tables are {', '.join(expected)}")
    for table in set(expected) - set(read.tables) - set(read.lists):
        read.faults.append(f"{name}:1: the table {table!r} is missing; write it, if need be with nothing in it")
    return read


def _classes(name: str, table: str, node: yaml.Node, read: RolesRead) -> Iterator[tuple[str, str | None]]:
    if not isinstance(node, yaml.MappingNode):
        read.faults.append(f"{place_of(name, node)}: {table}: put sectors here, each with its words and examples")
        return
    seen: dict[str, str] = {}
    for key, body in node.value:
        place, sector = place_of(name, key), str(key.value)
        if sector != _NONE and sector not in codes.sectors():
            read.faults.append(f"{place}: {table}: {sector!r} is no sector; use one of {', '.join(codes.sectors())}")
            continue
        try:
            found = _Class.model_validate(plain(body))
        except ValidationError as error:
            read.faults += [f"{place}: {table}: {sector}: {told}; see the classes beside it" for told in told_by(error)]
            continue
        own = None if sector == _NONE else sector
        read.examples += [RoleExample(place, own, example.text, example.found) for example in found.examples]
        for word in found.words:
            if word.lower() in seen:
                first = seen[word.lower()]
                read.faults.append(f"{place}: {table}: {word!r} stands under {first} already; keep one of the two")
            seen[word.lower()] = sector
            yield word.lower(), own


def _pairs(name: str, table: str, node: yaml.Node, read: RolesRead) -> Iterator[tuple[str, str | None]]:
    if not isinstance(node, yaml.MappingNode):
        read.faults.append(f"{place_of(name, node)}: {table}: write 'word: what it stands for'")
        return
    for key, value in node.value:
        if table == "honorifics" and value.value not in _SEXES:
            read.faults.append(
                f"{place_of(name, key)}: {key.value!r} is {value.value!r}; use one of {', '.join(_SEXES)}"
            )
        yield str(key.value).lower(), str(value.value).lower()
