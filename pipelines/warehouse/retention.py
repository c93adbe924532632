"""Retention by age: what has been kept for longer than a setting allows leaves as a takedown removes it.

Age counts from when the bytes came into the archive, not from the day an imported page was saved elsewhere. Articles
get a tombstone; feeds, sitemaps and robots.txt files go without one; a WARC file that no capture leads to any more goes
whole. The caller holds the run lock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines.settings import Home
from pipelines.warehouse.connection import transaction, writer
from pipelines.warehouse.faults import machine_faults
from pipelines.warehouse.files import synced
from pipelines.warehouse.takedown import TakenDown, finish_removal, forget_older, opened, removed, write_anew

_SLACK = timedelta(days=1)
"""Nothing is removed before the oldest is a day over its age: a removal writes all anew, so once a day will do."""

_STAMP = re.compile(r"\d{8}T\d{6}Z")

_KEPT_SINCE = """
    coalesce(
        try_strptime(left(warc_file, 16), '%Y%m%dT%H%M%SZ')::timestamp at time zone 'UTC',
        fetched_at
    )
"""
"""When a capture came into the archive: WARC files are named for the pass that wrote them."""


@dataclass(frozen=True, slots=True)
class Retired:
    """What left: as a takedown tells it, and the WARC files that went whole."""

    gone: TakenDown
    files: int


def retire(home: Home, days: float, *, at: datetime) -> Retired | None:
    """Remove what was kept for more than `days` at `at`; None where nothing is a day over that age.

    An article goes when its newest capture is over the age. May be interrupted at any moment and begun again.

    Raises:
        MachineFault: the disk or its permissions failed; the next call takes up the work.
    """
    if not home.build_file.exists():
        return None
    finish_removal(home)
    limit = at - timedelta(days=days)
    with machine_faults("retire what is over its age", home.build_file), opened(home) as connection:
        _sweep(home, connection, limit)
        if not _is_due(connection, limit - _SLACK):
            return None
        _choose(connection, limit)
        reason = f"kept for more than {days:g} days (retention.days)"
        gone = removed(home, connection, reason, at=at, whole=_whole_files(home, connection, limit))
        with transaction(connection):
            connection.execute(
                "update landing.feed_entries set title = null where title is not null and seen_at < $limit",
                {"limit": limit},
            )
        files = _sweep(home, connection, limit)
    write_anew(home)
    return Retired(gone, files)


def forget_retired(home: Home) -> int:
    """Remove the snapshots that were built before the newest tombstone; returns how many."""
    with writer(home) as connection:
        row = connection.execute("select max(taken_down_at) from landing.tombstones").fetchone()
    return forget_older(home, before=row[0]) if row is not None and row[0] is not None else 0


def _is_due(connection: duckdb.DuckDBPyConnection, limit: datetime) -> bool:
    row = connection.execute(
        f"select 1 from landing.captures where {_KEPT_SINCE} < $limit and purpose <> 'page'"
        " union all"
        f" (select 1 from landing.captures where purpose = 'page' group by canonical_url"
        f" having max({_KEPT_SINCE}) < $limit) limit 1",
        {"limit": limit},
    ).fetchone()
    return row is not None


def _choose(connection: duckdb.DuckDBPyConnection, limit: datetime) -> None:
    """Fill the tables that `removed` reads: articles going, with the addresses feeds name them by; captures leaving."""
    connection.execute(
        f"""
        create temp table going as
        with old as (
            select canonical_url, list(url) as urls from landing.captures
            where purpose = 'page' group by canonical_url having max({_KEPT_SINCE}) < $limit
        )
        select canonical_url from old
        union
        select entries.canonical_url from landing.feed_entries as entries
        semi join (select unnest(urls) as url from old) as old_urls using (url)
        """,
        {"limit": limit},
    )
    connection.execute(
        f"""
        create temp table leaving as
        select capture_id from landing.captures semi join going using (canonical_url)
        union
        select capture_id from landing.captures
        where purpose <> 'page' and {_KEPT_SINCE} < $limit
            and capture_id not in (select refers_to from landing.captures where refers_to is not null)
        """,
        {"limit": limit},
    )


def _whole_files(home: Home, connection: duckdb.DuckDBPyConnection, limit: datetime) -> frozenset[str]:
    """The WARC files begun before `limit` that no capture will lead to once `leaving` is gone."""
    rows = connection.execute(
        "select distinct warc_file from landing.captures semi join leaving using (capture_id)"
        " except select warc_file from landing.captures anti join leaving using (capture_id)"
    ).fetchall()
    paths = [home.archive / row[0] for row in rows]
    return frozenset(path.name for path in paths if path.is_file() and _begun(path) < limit)


def _sweep(home: Home, connection: duckdb.DuckDBPyConnection, limit: datetime) -> int:
    """Remove the WARC files begun before `limit` that no capture leads to; returns how many."""
    needed = {row[0] for row in connection.execute("select distinct warc_file from landing.captures").fetchall()}
    unneeded = [path for path in home.archive.glob("*.warc.gz") if path.name not in needed and _begun(path) < limit]
    with transaction(connection):
        for path in unneeded:
            connection.execute("delete from history.archive_files where warc_file = $file", {"file": path.name})
    for path in unneeded:
        path.unlink(missing_ok=True)
    if unneeded:
        synced(home.archive)
    return len(unneeded)


def _begun(path: Path) -> datetime:
    stamp = _STAMP.match(path.name)
    if stamp is None:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.strptime(stamp[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
