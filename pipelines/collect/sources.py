"""The list of sources: its schema, and errors that name the place in the file.

The file is a list under `sources:` (or a bare list). Each entry:

    - id: harbour-post            # letters, digits, dashes; never changes, since rows carry it
      name: The Harbour Post
      homepage: https://harbour.example/
      country: PAK                # ISO 3166-1 alpha-3, or null for none
      language: en                # ISO 639-1
      owner: private              # wire, government, party, private, public, ngo or igo
      speaks_for: null            # ISO alpha-3 code or name of the side whose voice it is; may be left out
      feeds: [https://harbour.example/rss.xml]       # RSS, Atom or JSON Feed
      sitemaps: []                # sitemaps, sitemap indexes or news sitemaps; feeds or sitemaps, at least one

Whether an address answers is `check`'s matter.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from pipelines.collect.addresses import absolute
from pipelines.records import OwnerKind, Source


class SourcesError(ValueError):
    """The list of sources cannot be used; one line a problem: "file:line: field: what is wrong, what to do"."""


def _address(value: str) -> str:
    address = absolute("", value) if not any(c.isspace() for c in value) else None
    if address is None:
        raise ValueError("is not an http(s) address; write it in full, as in https://harbour.example/rss.xml")
    return address


def _alpha3(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise ValueError("is not a country code; write ISO 3166-1 alpha-3 (PAK, AFG, GBR), or null for none")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", value):
        raise ValueError("is not a language code; write ISO 639-1 (en, ur, fa)")
    return value


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", value):
        raise ValueError("may hold lower-case letters, digits and dashes only, as in harbour-post")
    return value


Address = Annotated[str, AfterValidator(_address)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: Annotated[str, AfterValidator(_identifier)]
    name: Text
    homepage: Address
    country: Annotated[str, AfterValidator(_alpha3)] | None
    language: Annotated[str, AfterValidator(_language)]
    owner: OwnerKind
    speaks_for: Text | None = None
    feeds: list[Address] = Field(default_factory=list)
    sitemaps: list[Address] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_a_way_in(self) -> _Entry:
        if not self.feeds and not self.sitemaps:
            raise ValueError("has neither feeds nor sitemaps; give at least one address")
        return self


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order.

    Raises:
        SourcesError: the file is missing, empty, not YAML, or holds entries that do not fit; all problems at once.
    """
    root = _parse(path)
    problems: list[tuple[int, str]] = []
    nodes = _entries(path, root, problems)
    sources: list[Source] = []
    ids: dict[str, int] = {}
    addresses: dict[str, int] = {}
    for node in nodes:
        entry = _read_entry(node, problems)
        if entry is None:
            continue
        line = node.start_mark.line + 1
        if entry.id in ids:
            place = _line(node, ("id",))
            problems.append((place, f"id: {entry.id!r} stands at line {ids[entry.id]} too; rename one of the two"))
        ids.setdefault(entry.id, line)
        for field in ("feeds", "sitemaps"):
            for number, url in enumerate(getattr(entry, field)):
                place = _line(node, (field, number))
                if url in addresses:
                    problems.append((place, f"{field}: {url} stands at line {addresses[url]} too; remove one"))
                addresses.setdefault(url, place)
        sources.append(_source(entry))
    if problems:
        raise SourcesError("\n".join(f"{path}:{line}: {text}" for line, text in sorted(problems)))
    return tuple(sources)


def check_source(source: Source) -> Source:
    """A source that was put together elsewhere, judged as an entry of the list is.

    Raises:
        SourcesError: a field does not fit; the message names it and says what would.
    """
    values = {"id": source.source_id, **{name: getattr(source, name) for name in _Entry.model_fields if name != "id"}}
    values |= {"feeds": list(source.feeds), "sitemaps": list(source.sitemaps)}
    try:
        return _source(_Entry.model_validate(values))
    except ValidationError as error:
        lines = [f"{'.'.join(str(part) for part in fault['loc'])}: {_remedy(fault)}" for fault in error.errors()]
        raise SourcesError("\n".join(lines)) from None


def _source(entry: _Entry) -> Source:
    return Source(
        source_id=entry.id,
        name=entry.name,
        homepage=entry.homepage,
        country=entry.country,
        language=entry.language,
        owner=entry.owner,
        speaks_for=entry.speaks_for,
        feeds=tuple(entry.feeds),
        sitemaps=tuple(entry.sitemaps),
    )


def _parse(path: Path) -> yaml.Node:
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise SourcesError(f"{path}: no such file; name one with --sources, or copy data/sources.yml") from None
    except UnicodeDecodeError as error:
        raise SourcesError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise SourcesError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise SourcesError(f"{path}:{line}: not YAML: {error.problem}; check indentation, colons and quotes") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise SourcesError(f"{path}:1: not YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        raise SourcesError(f"{path}: is empty; give a list of sources, as docs and data/sources.yml show")
    return node


def _entries(path: Path, root: yaml.Node, problems: list[tuple[int, str]]) -> list[yaml.Node]:
    if isinstance(root, yaml.MappingNode):
        found: yaml.Node | None = None
        for name, value in root.value:
            if name.value == "sources":
                found = value
            else:
                problems.append((name.start_mark.line + 1, f"{name.value}: unknown field; the file holds `sources:`"))
        root = found if found is not None else root
    if not isinstance(root, yaml.SequenceNode):
        raise SourcesError(f"{path}:{root.start_mark.line + 1}: sources: must be a list; begin each entry with a dash")
    if not root.value:
        raise SourcesError(f"{path}:{root.start_mark.line + 1}: sources: is empty; give at least one source")
    return list(root.value)


def _read_entry(node: yaml.Node, problems: list[tuple[int, str]]) -> _Entry | None:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        problems.append((line, "an entry must be fields and values (id: ..., name: ...), not a bare value"))
        return None
    names = [name.value for name, _ in node.value]
    doubled = {name for name in names if names.count(name) > 1}
    problems.extend(
        (_line(node, (name,), last=True), f"{name}: given twice in one entry; remove one")
        for name in sorted(doubled, key=str)
    )
    try:
        values = _construct(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.append((line, f"not readable: {str(error).splitlines()[0]}"))
        return None
    try:
        return _Entry.model_validate(values)
    except ValidationError as error:
        for fault in error.errors():
            field = ".".join(str(part) for part in fault["loc"] if isinstance(part, str)) or "entry"
            problems.append((_line(node, fault["loc"]), f"{field}: {_remedy(fault)}"))
        return None


def _construct(node: yaml.Node) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _line(node: yaml.Node, place: tuple[int | str, ...], *, last: bool = False) -> int:
    """The line of the innermost node that `place` (field names and list positions) leads to."""
    line = node.start_mark.line + 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pairs = [(name, value) for name, value in node.value if name.value == step]
            if not pairs:
                break
            name, node = pairs[-1] if last else pairs[0]
            line = name.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _remedy(fault: Any) -> str:
    """What is wrong with a field and what to write, in the file's own words."""
    given = fault.get("input")
    match fault["type"]:
        case "extra_forbidden":
            return "unknown field; known are " + ", ".join(_Entry.model_fields) + "; mend the spelling or remove it"
        case "missing":
            return "missing; " + _EXPECTED.get(str(fault["loc"][-1]), "add it")
        case "value_error":
            subject = "" if isinstance(given, dict) else f"{given!r} "
            return subject + str(fault["ctx"]["error"])
        case "literal_error":
            return f"{given!r} is not one of {fault['ctx']['expected']}"
        case "list_type":
            return f"{given!r} is not a list; write [address, address] or one address a line after a dash"
        case "string_type":
            return f"{given!r} is not text; put it in quotes"
        case _:
            return f"{fault['msg']} (given: {given!r})"


_EXPECTED = {
    "id": "add a short name of lower-case letters, digits and dashes",
    "name": "add the outlet's name",
    "homepage": "add its address",
    "country": "add the ISO 3166-1 alpha-3 code, or null for none",
    "language": "add the ISO 639-1 code, as in en",
    "owner": "add one of wire, government, party, private, public, ngo, igo",
}
