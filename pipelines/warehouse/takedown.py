"""A takedown: an article's text, mentions and archived bytes go, and a tombstone stays that every table respects.

The build file is written anew from the landing tables and the history, without what was taken down: so no old page of
it holds the text. The marts are not in it; they are built and published next, and `forget_older` then removes the
snapshots of before. The caller holds the run lock.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import duckdb

from pipelines.records import LANDING, Tombstone, key, to_table
from pipelines.settings import Home
from pipelines.warehouse import history, marts, tables
from pipelines.warehouse.connection import transaction, writer
from pipelines.warehouse.digests import file_sha256
from pipelines.warehouse.faults import MachineFault, machine_faults
from pipelines.warehouse.files import synced
from pipelines.warehouse.manifest import manifest_file, rows_file
from pipelines.warehouse.redact import blank_record
from pipelines.warehouse.snapshot import NoSnapshot, published_path

_BY_ARTICLE = ("story_links",)
_BY_REVISION = (
    "coded_revisions", "entity_mentions", "place_mentions", "time_mentions", "quotes", "event_mentions",
    "situation_mentions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What a takedown removed. `kept_records`: archived bytes that another article shares, which stay for it."""

    articles: tuple[str, ...]
    captures: int
    records: int
    kept_records: int


def take_down(home: Home, what: str, reason: str, *, at: datetime) -> TakenDown:
    """Take down an article, or all of a site.

    Args:
        home: the home.
        what: an article's address as it was collected, or its canonical one; or a host name for all its articles.
        reason: kept with each tombstone.
        at: now.

    Returns what was removed; with no article found, nothing was changed. What was coded of the article (types, names,
    places) stays in the history of what was published; its words do not.

    Raises:
        MachineFault: the disk or its permissions failed; the takedown can be asked for again and takes up its work.
    """
    with machine_faults("take down", home.build_file):
        with writer(home) as connection:
            with transaction(connection):
                tables.prepare(connection)
            try:
                shown = published_path(home)
            except NoSnapshot:
                shown = None
            history.prepare(connection, home.history, shown)
            addresses = _addresses(connection, what)
            if not addresses:
                return TakenDown((), 0, 0, 0)
            captures, own, shared = _captures(connection, addresses)
            for file, offset, length in own:
                _blank(home, file, offset, length, at)
            with transaction(connection):
                _bury(connection, addresses, reason, at)
                _renew_digests(connection, home, sorted({file for file, _, _ in own}))
                _redact_history(connection, addresses)
        _write_anew(home)
        with writer(home) as connection:
            for table in (*marts.REMEMBERED, "archive_files"):
                for saved in (home.history / table).glob("*.parquet"):
                    saved.unlink()
            history.save(connection, home.history)
    return TakenDown(tuple(sorted(addresses)), captures, len(own), shared)


def forget_older(home: Home) -> int:
    """Remove every snapshot but the one that is shown, with its manifest; returns how many."""
    with machine_faults("remove older snapshots", home.published):
        current = published_path(home)
        older = [path for path in home.published.glob("warehouse-*.duckdb") if path != current]
        for path in older:
            for file in (path, manifest_file(path), rows_file(path)):
                file.unlink(missing_ok=True)
    return len(older)


def _addresses(connection: duckdb.DuckDBPyConnection, what: str) -> set[str]:
    """The canonical addresses of the articles that `what` names."""
    known = connection.execute(
        """
        select url, final_url, canonical_url from landing.captures where purpose = 'page'
        union select url, url, canonical_url from landing.feed_entries
        """
    ).fetchall()
    if "://" in what:
        return {canonical for url, final, canonical in known if what in (url, final, canonical)}
    host = what.lower().strip("/")
    return {canonical for _, _, canonical in known if (urlsplit(canonical).hostname or "") == host}


def _captures(
    connection: duckdb.DuckDBPyConnection, addresses: set[str]
) -> tuple[int, list[tuple[str, int, int]], int]:
    """How many captures there are, the records that only they need, and how many records others need as well."""
    given = {"addresses": sorted(addresses)}
    rows = connection.execute(
        """
        select capture_id, warc_file, warc_offset, warc_length,
            capture_id in (
                select refers_to from landing.captures
                where refers_to is not null and not list_contains($addresses, canonical_url)
            ) as shared
        from landing.captures where list_contains($addresses, canonical_url)
        """,
        given,
    ).fetchall()
    own = [(file, offset, length) for _, file, offset, length, shared in rows if not shared]
    return len(rows), own, len(rows) - len(own)


def _blank(home: Home, file: str, offset: int, length: int, at: datetime) -> None:
    path = home.archive / file
    try:
        if path.is_file():
            blank_record(path, offset, length, at)
    except ValueError as error:
        raise MachineFault(f"could not blank an archived page: {error}; restore the file from a back-up") from error


def _bury(connection: duckdb.DuckDBPyConnection, addresses: set[str], reason: str, at: datetime) -> None:
    """Put up the tombstones and delete what stood in the landing tables."""
    stones = [Tombstone(key("article", address), address, reason, at) for address in sorted(addresses)]
    connection.register("stones", to_table(Tombstone, stones))
    connection.execute(
        "insert into landing.tombstones by name from stones anti join landing.tombstones using (article_id)"
    )
    connection.unregister("stones")
    articles = [stone.article_id for stone in stones]
    revisions = [
        row[0]
        for row in connection.execute(
            "select revision_id from landing.revisions where list_contains($articles, article_id)",
            {"articles": articles},
        ).fetchall()
    ]
    given = {"revisions": revisions}
    for table in _BY_REVISION:
        connection.execute(f"delete from landing.{table} where list_contains($revisions, revision_id)", given)
    connection.execute(
        "delete from landing.copy_links where list_contains($revisions, revision_id)"
        " or list_contains($revisions, copy_of)",
        given,
    )
    connection.execute("delete from landing.signatures where list_contains($revisions, revision_id)", given)
    for table in _BY_ARTICLE:
        connection.execute(
            f"delete from landing.{table} where list_contains($articles, article_id)", {"articles": articles}
        )
    connection.execute("delete from landing.revisions where list_contains($revisions, revision_id)", given)
    where = {"addresses": sorted(addresses)}
    connection.execute("delete from landing.captures where list_contains($addresses, canonical_url)", where)
    connection.execute(
        "update landing.feed_entries set title = null where list_contains($addresses, canonical_url)", where
    )


def _renew_digests(connection: duckdb.DuckDBPyConnection, home: Home, files: list[str]) -> None:
    for file in files:
        path = home.archive / file
        if path.is_file():
            connection.execute(
                "update history.archive_files set sha256 = $digest where warc_file = $file",
                {"digest": file_sha256(path), "file": file},
            )


def _redact_history(connection: duckdb.DuckDBPyConnection, addresses: set[str]) -> None:
    """Take the words of an article out of the claims that history keeps; what was coded of it stays."""
    articles = sorted(key("article", address) for address in addresses)
    without = json.dumps({"sentence": None, "summary": None, "condition": None})
    for column in ("old", "new"):
        connection.execute(
            f"update history.claims set {column} = json_merge_patch({column}, $without)"
            f" where list_contains($articles, {column} ->> 'article_id')",
            {"without": without, "articles": articles},
        )


def _write_anew(home: Home) -> None:
    """Replace the build file by one with the landing tables and the history alone, at once or not at all."""
    fresh = home.build_file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    connection = duckdb.connect(fresh)
    try:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach {tables.literal(str(home.build_file))} as old (read_only)")
        with transaction(connection):
            tables.prepare(connection)
            for table in LANDING:
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
