"""Which entries of the list of sources differ from what was landed of them last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

import duckdb

from pipelines.records import Source, SourceRow
from pipelines.warehouse.rows import fetch

NEWEST_SOURCES = """
    select source_id, country, active from landing.sources
    qualify row_number() over (partition by source_id order by rowid desc) = 1
"""
"""The entry of each source that was landed last."""


def changed_entries(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[Source], run_id: str, at: datetime
) -> list[SourceRow]:
    """A row for each entry that is new, differs or came back, and an inactive one for each that left the list."""
    landed = {
        row.source_id: row
        for row in fetch(
            connection,
            SourceRow,
            "from landing.sources qualify row_number() over (partition by source_id order by rowid desc) = 1",
        )
    }
    changed = []
    for source in sources:
        digest = entry_sha256(source)
        before = landed.pop(source.source_id, None)
        if before is None or not before.active or before.entry_sha256 != digest:
            changed.append(_row(source, digest, run_id, at))
    changed += [replace(row, active=False, run_id=run_id, loaded_at=at) for row in landed.values() if row.active]
    return changed


def named_entries(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[Source], run_id: str, at: datetime
) -> list[SourceRow]:
    """A row for each entry that a capture or a named address belongs to and that has never landed."""
    unknown = connection.execute(
        "select source_id from landing.captures union select source_id from landing.feed_entries"
        " except select source_id from landing.sources"
    ).fetchall()
    named = {source_id for (source_id,) in unknown}
    return [_row(source, entry_sha256(source), run_id, at) for source in sources if source.source_id in named]


def entry_sha256(source: Source) -> str:
    """SHA-256 of the entry alone, in hex."""
    return hashlib.sha256(json.dumps(asdict(source), sort_keys=True).encode()).hexdigest()


def _row(source: Source, digest: str, run_id: str, at: datetime) -> SourceRow:
    return SourceRow(
        source_id=source.source_id,
        name=source.name,
        homepage=source.homepage,
        country=source.country,
        language=source.language,
        owner=source.owner,
        speaks_for=source.speaks_for,
        feeds=source.feeds,
        sitemaps=source.sitemaps,
        active=True,
        entry_sha256=digest,
        run_id=run_id,
        loaded_at=at,
    )
