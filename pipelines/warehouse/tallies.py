"""Tallies for operators: how much has landed, how a run's requests ended, whether its captures are in the archive."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.archive.exchange import ArchiveError
from pipelines.archive.reader import read_payload
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.listed import NEWEST_SOURCES


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """See `Landing.counts`."""
    row = connection.execute(
        f"""
        select
            (select count(*) from ({NEWEST_SOURCES}) where active) as sources,
            (select count(*) from landing.captures) as captures,
            (select count(distinct article_id) from landing.revisions) as articles,
            (select count(*) from landing.revisions) as revisions,
            (select count(*) from landing.event_mentions) as event_mentions,
            (select count(*) from landing.situation_mentions) as situation_mentions,
            (select count(*) from lookup.waiting where outcome = 'dead') as dead_letters
        """
    )
    names = [column[0] for column in row.description or []]
    return dict(zip(names, row.fetchone() or (), strict=True))


def outcomes_of(connection: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, int]:
    """See `Landing.outcomes_of`."""
    return dict(
        connection.execute(
            "select outcome, count(*) from landing.fetch_attempts where run_id = $run group by all order by all",
            {"run": run_id},
        ).fetchall()
    )


def captures_not_archived(connection: duckdb.DuckDBPyConnection, archive: Path, run_id: str) -> list[str]:
    """See `Landing.captures_not_archived`."""
    rows = connection.execute(
        """
        select capture_id, warc_file, warc_offset, payload_sha256 from landing.captures
        where run_id = $run and refers_to is null order by warc_file, warc_offset
        """,
        {"run": run_id},
    ).fetchall()
    return [capture_id for capture_id, file, offset, digest in rows if _digest_at(archive, file, offset) != digest]


def _digest_at(archive: Path, file: str, offset: int) -> str | None:
    try:
        return sha256_hex(read_payload(archive, file, offset))
    except (ArchiveError, OSError):
        return None
