"""Adding an entry to the list of sources: what stands there, comments included, stays as it is.

Reading and judging the list is `sources`' matter.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import yaml

from pipelines.collect.addresses import host_of
from pipelines.collect.sources import SourcesError, load_sources
from pipelines.records import Source


def entry_text(source: Source, indent: int = 2) -> str:
    """An entry as it is written into the list, with `indent` spaces before its dash."""
    fields: dict[str, Any] = {
        "id": source.source_id,
        "name": source.name,
        "homepage": source.homepage,
        "country": source.country,
        "language": source.language,
        "owner": source.owner,
        "speaks_for": source.speaks_for,
        "feeds": list(source.feeds),
        "sitemaps": list(source.sitemaps),
    }
    optional = ("speaks_for", "feeds", "sitemaps")
    kept = {name: value for name, value in fields.items() if value or name not in optional}
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=10_000)
    first, *rest = text.splitlines()
    return "\n".join([f"{' ' * indent}- {first}", *(f"{' ' * indent}  {line}" for line in rest)]) + "\n"


def source_id_for(homepage: str, taken: frozenset[str]) -> str:
    """A short name from the host ("harbour" of www.harbour.example), with more of the host where it is taken."""
    labels = [label for label in host_of(homepage).removeprefix("www.").split(".") if label]
    for count in range(1, len(labels) + 1):
        name = re.sub(r"[^a-z0-9]+", "-", "-".join(labels[:count])).strip("-")[:60]
        if name and name not in taken:
            return name
    name = re.sub(r"[^a-z0-9]+", "-", "-".join(labels)).strip("-")[:56] or "source"
    return next(f"{name}-{n}" for n in range(2, 10_000) if f"{name}-{n}" not in taken)


def add_source(path: Path, source: Source) -> None:
    """Write a source as the last entry of the list, in one step: the file is the old or the new one, never half.

    Raises:
        SourcesError: the list as it stands, or as it would stand, is not sound (an id or address is there already).
    """
    known = load_sources(path)
    _refuse_doubles(path, known, source)
    text = path.read_text(encoding="utf-8")
    entries: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(entries, yaml.MappingNode):
        entries = next(value for name, value in entries.value if name.value == "sources")
    if entries.flow_style:
        line = entries.start_mark.line + 1
        raise SourcesError(f"{path}:{line}: sources: is written in brackets; write one entry after a dash each")
    joined = text if text.endswith("\n") else text + "\n"
    folder = path.resolve().parent
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".new")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(joined + "\n" + entry_text(source, entries.start_mark.column))
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode & 0o777)
        load_sources(fresh)
        fresh.replace(path.resolve())
    finally:
        fresh.unlink(missing_ok=True)


def _refuse_doubles(path: Path, known: tuple[Source, ...], source: Source) -> None:
    for other in known:
        if other.source_id == source.source_id:
            raise SourcesError(f"{path}: id {source.source_id!r} is taken by {other.name}; give another with --id")
        doubled = sorted({*source.feeds, *source.sitemaps} & {*other.feeds, *other.sitemaps})
        if doubled:
            raise SourcesError(f"{path}: {doubled[0]} is listed already, under {other.source_id!r}; nothing was added")
