"""The landing tables: what each step appends, and what each step asks before it works.

`Landing` is the one writer of a run. It satisfies the state and sink that the collecting room asks for, and answers
the steps after it. The questions' SQL stands in `collecting` and `due`, the tables in `tables`, dead letters in
`replay`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

import duckdb

from pipelines.records import (
    LANDING,
    Capture,
    FeedState,
    ImportPlace,
    PageDue,
    Revision,
    RunEvent,
    Sighting,
    Source,
    StoryPlace,
    to_table,
)
from pipelines.settings import CollectSettings, Home
from pipelines.warehouse import collecting, due, listed, lookups, replay, tables, tallies
from pipelines.warehouse.connection import transaction, writer
from pipelines.warehouse.due import CaptureToExtract, RevisionsToCompare, RevisionToCode
from pipelines.warehouse.replay import DeadLetter

__all__ = ["CaptureToExtract", "DeadLetter", "Landing", "RevisionToCode", "RevisionsToCompare"]


class Landing:
    """The landing tables of one home, opened for writing; use `Landing.open`. The caller holds the run lock."""

    def __init__(self, home: Home, connection: duckdb.DuckDBPyConnection, collect: CollectSettings) -> None:
        self._home = home
        self._connection = connection
        self._collect = collect

    @classmethod
    @contextmanager
    def open(
        cls, home: Home, collect: CollectSettings | None = None, *, threads: int | None = None
    ) -> Iterator[Landing]:
        """Open (and make or widen, if need be) the landing tables; the file is closed with the block.

        Args:
            home: the home.
            collect: says how often a feed is due; the defaults if left out.
            threads: how many DuckDB may use. One serves best where each page asks something small: waking the others
                costs more than the answer.

        Raises:
            MachineFault: the disk or its permissions failed; what was appended before stands.
        """
        with writer(home) as connection:
            with transaction(connection):
                tables.prepare(connection)
            if threads is not None:
                connection.execute(f"set threads = {int(threads)}")
            yield cls(home, connection, collect or CollectSettings())

    # Appending --------------------------------------------------------------------------------------------------------

    def append(self, rows: Mapping[str, Sequence[object]]) -> dict[str, int]:
        """Land rows of several tables in one transaction; returns how many of each were new.

        Args:
            rows: by name of a landing table, records of that table's type. A row whose key (`tables.KEYS`) has landed
                already, or comes twice in the batch, is left out, so that a step done twice lands once.

        Raises:
            KeyError: there is no such table.
        """
        landed: dict[str, int] = {}
        with transaction(self._connection):
            coded = self._coded_before(rows)
            for table, records in rows.items():
                landed[table] = self._append_one(table, records, coded) if records else 0
        return landed

    def _coded_before(self, rows: Mapping[str, Sequence[Any]]) -> set[tuple[str, str]]:
        """Of the codings that rows are of, those that have landed already; looked up by an index."""
        wanted = {row.revision_id for table in tables.OF_CODINGS & rows.keys() for row in rows[table]}
        if not wanted:
            return set()
        return set(
            self._connection.execute(
                "select revision_id, coder from lookup.codings where revision_id in (select unnest($ids))",
                {"ids": sorted(wanted)},
            ).fetchall()
        )

    def _append_one(self, table: str, records: Sequence[Any], coded: set[tuple[str, str]]) -> int:
        keys = tables.KEYS[table]
        first: dict[tuple[Any, ...], Any] = {}
        for record in records:
            first.setdefault(tuple(getattr(record, name) for name in keys), record)
        name = tables.quoted(table)
        using = ", ".join(tables.quoted(column) for column in keys)
        self._connection.register("incoming", to_table(LANDING[table], list(first.values())))
        try:
            landed = f"landing.{name}"
            if (time := tables.TIMES.get(table)) is not None:
                moments = [getattr(record, time) for record in first.values()]
                bounds = tables.literal(min(moments).isoformat()), tables.literal(max(moments).isoformat())
                landed = f"(from {landed} where {tables.quoted(time)} between {bounds[0]} and {bounds[1]})"
            elif table in tables.OF_CODINGS and not any((row.revision_id, row.coder) in coded for row in records):
                landed = f"(from {landed} limit 0)"
            self._connection.execute(
                f"create or replace temp table fresh as from incoming anti join {landed} as landed using ({using})"
            )
        finally:
            self._connection.unregister("incoming")
        row = self._connection.execute(f"insert into landing.{name} by name from fresh").fetchone()
        lookups.bring_in(self._connection, table)
        return int(row[0]) if row else 0

    def begin_run(self, event: RunEvent) -> None:
        """Note the start of a run."""
        self.append({"run_events": [event]})

    def land_sources(self, sources: Sequence[Source], run_id: str, at: datetime) -> int:
        """Land the entries that differ from those landed last, and those that left the list as inactive.

        Returns how many entries changed.
        """
        return self.append({"sources": listed.changed_entries(self._connection, sources, run_id, at)})["sources"]

    def land_named_sources(self, sources: Sequence[Source], run_id: str, at: datetime) -> int:
        """Land the entries that captures name and that have not landed yet, as an import before the first run needs.

        Entries that stand as they are or left the list stay as they are. Returns how many were landed.
        """
        return self.append({"sources": listed.named_entries(self._connection, sources, run_id, at)})["sources"]

    # What collecting asks ---------------------------------------------------------------------------------------------

    def feed_states(self) -> dict[str, FeedState]:
        """Each feed and sitemap polled so far, by address, with when its next poll is due."""
        states = collecting.feed_states(
            self._connection,
            timedelta(minutes=self._collect.poll_minutes),
            timedelta(minutes=self._collect.max_poll_minutes),
        )
        return {state.url: state for state in states}

    def pages_due(self, now: datetime, limit: int) -> list[PageDue]:
        """Addresses whose turn it is: new ones and those to be tried anew, then those to be looked at again.

        At most `limit`, taken in turn over the sources, each in its order of sight.

        Left out: dead letters, articles taken down, sources that left the list.
        """
        return collecting.pages_due(self._connection, now, limit)

    def paused_hosts(self, now: datetime) -> set[str]:
        """Hosts that asked us to wait until a time after `now`."""
        return {(urlsplit(url).hostname or "").lower() for url in collecting.paused_urls(self._connection, now)}

    def captures_with(self, digests: Collection[str]) -> dict[str, Capture]:
        """By payload digest, the first capture that holds these bytes itself, of those that any does; by an index."""
        return collecting.captures_with(self._connection, digests)

    def captured_from(self, canonical_url: str) -> str | None:
        """The address that the first page capture of this article was asked at; looked up by an index."""
        return collecting.captured_from(self._connection, canonical_url)

    def taken_down(self, canonical_url: str) -> bool:
        """Whether this article was taken down."""
        return collecting.taken_down(self._connection, canonical_url)

    def known_entries(self, entry_ids: Sequence[str]) -> set[str]:
        """Which of these entries have been seen before."""
        return collecting.known_entries(self._connection, entry_ids)

    def captured(self, payload_sha256: str, capture_id: str) -> bool:
        """Whether this capture, of these bytes, has landed already; looked up by an index."""
        return collecting.captured(self._connection, payload_sha256, capture_id)

    def import_place(self, file_id: str) -> ImportPlace | None:
        """How far the import of a file has come, None if it was never begun."""
        return collecting.import_place(self._connection, file_id)

    def robots_captures(self, since: datetime) -> list[Capture]:
        """The robots.txt files fetched at or after `since`, oldest first."""
        return collecting.robots_captures(self._connection, since)

    # What the steps after it ask --------------------------------------------------------------------------------------

    def captures_to_extract(self, version: str, now: datetime, limit: int) -> list[CaptureToExtract]:
        """Captured HTML pages that the extract step has not dealt with, oldest first, with where their bytes lie.

        An input that another version of the step could not read is due to this `version`. A page whose bytes are
        those of an earlier capture of the same article holds nothing new and is left out.
        """
        return due.captures_to_extract(self._connection, version, now, limit)

    def how_many_wait(self, step: Literal["extract", "relate", "annotate"], version: str | None, now: datetime) -> int:
        """How many inputs a step would be given at `now`, batch by batch."""
        return due.how_many_wait(self._connection, step, version, now)

    def revisions_to_compare(self, version: str, limit: int) -> RevisionsToCompare:
        """Revisions not yet compared with their neighbours in time, at most `limit`, and the pairs they are part of."""
        return due.revisions_to_compare(self._connection, version, limit)

    def revisions_to_relate(self, version: str, limit: int) -> list[Revision]:
        """Revisions not yet looked at for copies and stories, in order of first sight."""
        return due.revisions_to_relate(self._connection, version, limit)

    def related_count(self) -> int:
        """How many revisions were looked at for copies and stories."""
        return due.related_count(self._connection)

    def related_revisions(self) -> set[str]:
        """The keys of the revisions that were looked at for copies and stories."""
        return due.related_revisions(self._connection)

    def revisions(self, revision_ids: Collection[str], limit: int) -> list[Revision]:
        """The first seen of these revisions, in order of first sight."""
        return due.revisions(self._connection, revision_ids, limit)

    def sightings(self, article_ids: Collection[str]) -> dict[str, list[Sighting]]:
        """When each of these articles was first seen with which text, and again with it after another, in time."""
        return due.sightings(self._connection, article_ids)

    def story_tally(self) -> tuple[int, int]:
        """How many articles have a story, and how many links tell of them."""
        return due.story_tally(self._connection)

    def story_places(self) -> list[StoryPlace]:
        """Where each article that has a story stands, in the order in which they came."""
        return due.story_places(self._connection)

    def first_revisions(self, article_ids: Collection[str]) -> dict[str, Revision]:
        """The revision of each of these articles that was seen first, by the article's key."""
        return due.first_revisions(self._connection, article_ids)

    def revisions_to_annotate(self, now: datetime, limit: int) -> list[RevisionToCode]:
        """Revisions that no version of the coder has dealt with, in order of first sight, with the source's country."""
        return due.revisions_to_annotate(self._connection, now, limit)

    def revisions_to_code_again(self, version: str, limit: int) -> list[RevisionToCode]:
        """Revisions that another version of the coder dealt with and this one has not, latest first."""
        return due.revisions_to_code_again(self._connection, version, limit)

    def latest_revision(self, article_id: str) -> Revision | None:
        """The revision of an article that was seen last, None if it has none."""
        return due.latest_revision(self._connection, article_id)

    # What operators ask -----------------------------------------------------------------------------------------------

    def dead_letters(self, limit: int = 1000) -> list[DeadLetter]:
        """Inputs that a step has given up, latest first."""
        return replay.dead_letters(self._connection, limit)

    def requeue_dead(self, run_id: str, now: datetime) -> int:
        """Make every dead letter due again, with no failed tries to its name; returns how many.

        Args:
            run_id: the run that asks.
            now: when; the ledger rows appended are of this time, or just after the row they supersede if later.
        """
        return self.append({"ledger": replay.requeued(self._connection, run_id, now)})["ledger"]

    def counts(self) -> dict[str, int]:
        """How much has landed: active sources, captures, articles, revisions, mentions, dead letters."""
        return tallies.counts(self._connection)

    def outcomes_of(self, run_id: str) -> dict[str, int]:
        """How many requests of a run ended with each outcome."""
        return tallies.outcomes_of(self._connection, run_id)

    def captures_not_archived(self, run_id: str) -> list[str]:
        """The captures of a run whose WARC record is not there or does not hold the bytes the row names."""
        return tallies.captures_not_archived(self._connection, self._home.archive, run_id)
