"""A takedown: an article's text, mentions and archived bytes go, and a tombstone stays that every table respects.

Which captures go is the caller's to say: an article's or a site's here, those over an age in `retention`. The build
file is written anew from the landing tables and the history, without what was taken down: so no old page of it holds
the text. The marts are not in it; they are built and published next, and `forget_older` then removes the snapshots of
before. The caller holds the run lock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from pipelines.records import LANDING, Tombstone, key, to_table
from pipelines.settings import Home
from pipelines.warehouse import history, marts, tables
from pipelines.warehouse.connection import transaction, writer
from pipelines.warehouse.digests import file_sha256
from pipelines.warehouse.faults import MachineFault, machine_faults
from pipelines.warehouse.feeds_told import feeds_that_name
from pipelines.warehouse.files import synced
from pipelines.warehouse.manifest import remove_files
from pipelines.warehouse.redact import blank_record
from pipelines.warehouse.relations import Relations
from pipelines.warehouse.snapshot import published_path

_BY_REVISION = (
    "coded_revisions", "entity_mentions", "place_mentions", "time_mentions", "quotes", "event_mentions",
    "situation_mentions", "revision_changes", "revision_returns",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What a takedown removed. `kept_records`: archived bytes that another article shares, which stay for it."""

    articles: tuple[str, ...]
    captures: int
    records: int
    kept_records: int


Tell = Callable[[int, int], object]
"""Told how many of the build file's tables were written anew, and of how many."""


def take_down(home: Home, what: str, reason: str, *, at: datetime, tell: Tell | None = None) -> TakenDown:
    """Take down an article, or all of a site.

    Args:
        home: the home.
        what: an article's address as it was collected, or its canonical one; or a host name for all its articles.
        reason: kept with each tombstone.
        at: now.
        tell: hears how far it is; writing the warehouse anew takes the time.

    Returns what was removed; with no article found, nothing was changed. What was coded of the article (types, names,
    places) stays in the history of what was published; its words do not.

    Raises:
        MachineFault: the disk or its permissions failed; the takedown can be asked for again and takes up its work.
    """
    finish_removal(home)
    with machine_faults("take down", home.build_file), opened(home) as connection:
        addresses = _addresses(connection, what)
        connection.execute(
            "create temp table going as select unnest($addresses) as canonical_url", {"addresses": addresses}
        )
        connection.execute(
            "create temp table leaving as select capture_id from landing.captures semi join going using (canonical_url)"
        )
        connection.execute(
            "insert into leaving select unnest($feeds) except from leaving",
            {"feeds": feeds_that_name(connection, home.archive, addresses)},
        )
        gone = removed(home, connection, reason, at=at) if addresses else TakenDown((), 0, 0, 0)
    if gone.articles:
        write_anew(home, tell)
    return gone


@contextmanager
def opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build file opened for a removal, its landing tables and history brought up to date."""
    with writer(home) as connection:
        with transaction(connection):
            tables.prepare(connection)
        history.prepare(connection, home.history)
        yield connection


def removed(
    home: Home, connection: duckdb.DuckDBPyConnection, reason: str, *, at: datetime, whole: frozenset[str] = frozenset()
) -> TakenDown:
    """Remove the articles of temporary table `going` (canonical_url) and the captures of `leaving` (capture_id).

    The bytes go first, then the rows in one transaction, so that what a crash interrupts is found and done again.
    A record that a capture outside `leaving` refers to stays for it. Records of the WARC files `whole` are left as
    they are, since the caller removes those files. Call `write_anew` next.
    """
    _unfinished(home).touch()
    captures, own = _records(connection)
    for file, offset, length in own:
        if file not in whole:
            _blank(home, file, offset, length, at)
    with transaction(connection):
        articles = _bury(connection, reason, at)
        _renew_digests(connection, home, sorted({file for file, _, _ in own} - whole))
        _redact_history(connection)
    with Relations.open(home.relations_file) as relations:
        relations.forget([row[0] for row in connection.execute("from gone_revisions").fetchall()])
        relations.stories.forget([row[0] for row in connection.execute("from gone_articles").fetchall()])
        relations.commit()
    return TakenDown(articles, captures, len(own), captures - len(own))


def write_anew(home: Home, tell: Tell | None = None) -> None:
    """Replace the build file and the saved history by ones without what was removed."""
    with machine_faults("write the warehouse anew", home.build_file):
        _rewrite_build_file(home, tell)
    with writer(home) as connection:
        for table in (*marts.REMEMBERED, "archive_files"):
            for saved in (home.history / table).glob("*.parquet"):
                saved.unlink()
        history.save(connection, home.history)
    _unfinished(home).unlink(missing_ok=True)


def finish_removal(home: Home) -> None:
    """Do what a removal that was killed had still to do; nothing where none was."""
    if _unfinished(home).exists():
        write_anew(home)


def _unfinished(home: Home) -> Path:
    """Stands while rows have been removed of which the build file's free pages may still hold the words."""
    return home.warehouse / "removal.unfinished"


def forget_older(home: Home, *, before: datetime | None = None) -> int:
    """Remove every snapshot but the one that is shown, with its manifest; returns how many.

    With `before`, only those built before that time.
    """
    with machine_faults("remove older snapshots", home.published):
        current = published_path(home)
        mark = f"warehouse-{before.astimezone(UTC):%Y%m%dT%H%M%SZ}" if before is not None else None
        older = [
            path
            for path in home.published.glob("warehouse-*.duckdb")
            if path != current and (mark is None or path.name < mark)
        ]
        remove_files(older, home.published)
    return len(older)


def _addresses(connection: duckdb.DuckDBPyConnection, what: str) -> list[str]:
    """The canonical addresses of the articles that `what` names, and those under which feeds name them."""
    known = connection.execute(
        """
        select url, final_url, canonical_url from landing.captures where purpose = 'page'
        union select entries.url, captures.final_url, captures.canonical_url
            from landing.feed_entries as entries join landing.captures as captures using (url)
        union select captures.url, captures.canonical_url, entries.canonical_url
            from landing.feed_entries as entries join landing.captures as captures using (url)
        union select url, canonical_url, canonical_url from landing.feed_entries
        """
    ).fetchall()
    if "://" in what:
        return sorted({canonical for url, final, canonical in known if what in (url, final, canonical)})
    host = what.lower().strip("/")
    return sorted({canonical for _, _, canonical in known if (urlsplit(canonical).hostname or "") == host})


def _records(connection: duckdb.DuckDBPyConnection) -> tuple[int, list[tuple[str, int, int]]]:
    """How many captures leave, and the records that only they need: file, offset and length."""
    rows = connection.execute(
        """
        with needed as (
            select refers_to as capture_id from landing.captures
            anti join leaving using (capture_id)
            where refers_to is not null
        )
        select warc_file, warc_offset, warc_length, capture_id in (from needed) as shared
        from landing.captures semi join leaving using (capture_id)
        """
    ).fetchall()
    return len(rows), [(file, offset, length) for file, offset, length, shared in rows if not shared]


def _blank(home: Home, file: str, offset: int, length: int, at: datetime) -> None:
    path = home.archive / file
    try:
        if path.is_file():
            blank_record(path, offset, length, at)
    except ValueError as error:
        raise MachineFault(f"could not blank an archived page: {error}; restore the file from a back-up") from error


def _bury(connection: duckdb.DuckDBPyConnection, reason: str, at: datetime) -> tuple[str, ...]:
    """Put up the tombstones and delete what stood in the landing tables; returns the articles' addresses."""
    addresses = [row[0] for row in connection.execute("select canonical_url from going order by all").fetchall()]
    stones = [Tombstone(key("article", address), address, reason, at) for address in addresses]
    connection.register("stones", to_table(Tombstone, stones))
    connection.execute("create temp table gone_articles as select article_id from stones")
    connection.execute(
        "insert into landing.tombstones by name from stones anti join landing.tombstones using (article_id)"
    )
    connection.unregister("stones")
    connection.execute(
        "create temp table gone_revisions as"
        " select revision_id from landing.revisions semi join gone_articles using (article_id)"
    )
    for table in (*_BY_REVISION, "revisions"):
        connection.execute(f"delete from landing.{table} where revision_id in (from gone_revisions)")
    connection.execute(
        "delete from landing.copy_links where revision_id in (from gone_revisions) or copy_of in (from gone_revisions)"
    )
    connection.execute("delete from landing.story_links where article_id in (from gone_articles)")
    connection.execute("delete from landing.captures where capture_id in (from leaving)")
    connection.execute("update landing.feed_entries set title = null where canonical_url in (from going)")
    return tuple(addresses)


def _renew_digests(connection: duckdb.DuckDBPyConnection, home: Home, files: list[str]) -> None:
    for file in files:
        path = home.archive / file
        if path.is_file():
            connection.execute(
                "update history.archive_files set sha256 = $digest where warc_file = $file",
                {"digest": file_sha256(path), "file": file},
            )


def _redact_history(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the words of an article out of the claims that history keeps; what was coded of it stays."""
    without = json.dumps({"sentence": None, "summary": None, "condition": None})
    for column in ("old", "new"):
        connection.execute(
            f"update history.claims set {column} = json_merge_patch({column}, $without)"
            f" where ({column} ->> 'article_id') in (from gone_articles)",
            {"without": without},
        )


def _rewrite_build_file(home: Home, tell: Tell | None) -> None:
    """Replace the build file by one with the landing tables and the history alone, at once or not at all."""
    fresh = home.build_file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    connection = duckdb.connect(fresh)
    try:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach {tables.literal(str(home.build_file))} as old (read_only)")
        with transaction(connection):
            tables.prepare(connection)
            tables.allow_nulls_of(connection, "old")
            for number, table in enumerate(LANDING):
                if tell is not None:
                    tell(number, len(LANDING))
                connection.execute(f"insert into landing.{table} by name from old.landing.{table}")
            connection.execute("drop schema lookup cascade")
            connection.execute("create schema history")
            for table, columns in history.TABLES.items():
                connection.execute(f"create table history.{table} ({columns})")
                connection.execute(f"insert into history.{table} by name from old.history.{table}")
        with transaction(connection):
            tables.prepare(connection)
        connection.execute("detach old")
        connection.execute("checkpoint")
    finally:
        connection.close()
    synced(fresh)
    fresh.replace(home.build_file)
    synced(home.warehouse)
