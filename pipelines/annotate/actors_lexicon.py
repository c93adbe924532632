"""Reads the actors files, `lexicon/actors_*.yml`: who is known by name, checked entry by entry.

A file gives a kind and a sector that its entries share, then `names`: a country (ISO alpha-3, `none` for those of no
one state) and under it each name with what else it is called: a list, or a mapping where an entry has more to say. A
fault is an ActorLexiconError with a line for each, "file:line: what, remedy". Names are found in a text by
entities_known.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.reference import codes
from pipelines.reference.territories import territories

FOLDER = "pipelines.annotate.lexicon"
_NONE = "none"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where it is there: ten times as fast, and the same nodes."""
ActorKind = Literal["organisation", "group", "person"]


class ActorLexiconError(ValueError):
    """A lexicon file does not fit its schema: one line a fault, "file:line: what, remedy"."""


class ActorEntry(BaseModel):
    """One actor. `also` are other names; `capitals` places that stand for it where they act.

    `homonym`: its name is a word or a surname too, and counts only where the recogniser takes it for a body. `usual`:
    of those that share a name, the one that is meant where the text does not tell.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=2)
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    wikidata_id: str | None = Field(None, pattern=r"^Q[1-9]\d*$")
    also: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    homonym: bool = False
    usual: bool = False


class _Head(BaseModel):
    """What the entries of one file share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: ActorKind
    sector: str | None = None


@cache
def actor_entries() -> tuple[ActorEntry, ...]:
    """All entries of the actors files, in the order of files and lines. ActorLexiconError where one does not fit."""
    entries: list[ActorEntry] = []
    faults: list[str] = []
    seen: dict[tuple[str, str | None], str] = {}
    for resource in sorted(files(FOLDER).iterdir(), key=lambda item: item.name):
        if resource.name.startswith("actors") and resource.name.endswith(".yml"):
            read, wrong = read_actors(resource.name, resource.read_text(encoding="utf-8"))
            for place, entry in read:
                for name in (entry.name, *entry.also):
                    key = (name, entry.country)
                    if key in seen:
                        of = entry.country or "no state"
                        wrong.append(f"{place}: {name!r} of {of} stands at {seen[key]} already; keep one of the two")
                    seen[key] = place
            entries.extend(entry for _, entry in read)
            faults.extend(wrong)
    if faults:
        raise ActorLexiconError("\n".join(faults))
    return tuple(entries)


def read_actors(name: str, text: str) -> tuple[list[tuple[str, ActorEntry]], list[str]]:
    """The entries of one file with their places ("file:line"), and its faults, one line each."""
    root, fault = compose(name, text)
    if fault is not None:
        return [], [fault]
    if root is None:
        return [], []
    if not isinstance(root, yaml.MappingNode):
        return [], [f"{place_of(name, root)}: an actors file begins with 'kind:', 'sector:' and 'names:'"]
    parts = {key.value: node for key, node in root.value}
    names = parts.pop("names", None)
    if not isinstance(names, yaml.MappingNode):
        return [], [f"{place_of(name, root)}: names: missing; put countries and the names of each under it"]
    try:
        head = _Head.model_validate({key: plain(node) for key, node in parts.items()})
    except ValidationError as error:
        return [], [f"{place_of(name, root)}: {told}" for told in told_by(error)]
    read: list[tuple[str, ActorEntry]] = []
    faults: list[str] = []
    for country, key, node in _names(names):
        place = place_of(name, key)
        try:
            entry = _entry(head, country, key, node)
        except (ValidationError, TypeError) as error:
            faults.extend(f"{place}: {told}; see the entries beside it" for told in told_by(error))
            continue
        if entry.country is not None and entry.country not in territories():
            faults.append(f"{place}: country: {entry.country!r} is no ISO alpha-3 code; correct it, or use '{_NONE}'")
        if entry.sector is not None and entry.sector not in codes.sectors():
            faults.append(f"{place}: sector: {entry.sector!r} is not one of {', '.join(codes.sectors())}")
        read.append((place, entry))
    return read, faults


def _names(names: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    for country, listed in names.value:
        if isinstance(listed, yaml.MappingNode):
            for key, node in listed.value:
                yield str(country.value), key, node
        else:
            yield str(country.value), country, listed


def _entry(head: _Head, country: str, key: yaml.Node, node: yaml.Node) -> ActorEntry:
    if key.value == country:
        raise TypeError(f"under {country} stands no mapping of names; give each name a line of its own")
    more = plain(node)
    if more is None:
        more = {}
    if isinstance(more, list):
        more = {"also": more}
    if not isinstance(more, dict):
        raise TypeError(f"after {key.value!r} stands no list of names and no mapping; write [] for none")
    own = {"name": str(key.value), "kind": head.kind, "sector": head.sector}
    state = None if country == _NONE else country
    return ActorEntry.model_validate(own | {"country": state} | more)


def compose(name: str, text: str) -> tuple[yaml.Node | None, str | None]:
    """The nodes of a YAML text, which know their lines, or what is wrong with it."""
    try:
        return yaml.compose(text, Loader=_LOADER), None
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else 1
        return None, f"{name}:{line}: this is not YAML; mind quotes and brackets"


def place_of(name: str, node: yaml.Node) -> str:
    """Where a node stands: "file:line"."""
    return f"{name}:{node.start_mark.line + 1}"


def plain(node: yaml.Node) -> Any:
    """The value of a node as lists, mappings and words; only `true`, `false` and nothing are more than words."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() == "true"
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def told_by(error: ValidationError | TypeError) -> list[str]:
    """What a schema has against a value, a line for each field."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    return [f"{'.'.join(str(part) for part in fault['loc']) or 'entry'}: {fault['msg']}" for fault in error.errors()]
