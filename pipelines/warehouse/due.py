"""The questions that steps ask the landing tables: what is due, what is known, what belongs together.

Each is an anti-join or a look-up on keys, so that its cost grows with what is new. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import duckdb

from pipelines.records import OFFLINE, Capture, FeedState, ImportPlace, PageDue, Revision, StoryPlace
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.rows import fetch

# A feed polled at 12:00:05 by a tick of every 15 minutes is due at 12:15:00: ticks and polls keep no exact time.
_POLL_SLACK = timedelta(seconds=60)

_LONGEST_WAIT = timedelta(days=8)
"""No wait is longer: a Retry-After counts for a week at most."""

_FAR = datetime(9999, 1, 1, tzinfo=UTC)

NEWEST_SOURCES = """
    select source_id, country, active from landing.sources
    qualify row_number() over (partition by source_id order by rowid desc) = 1
"""
"""The entry of each source that was landed last."""

_NOT_TAKEN_DOWN = "not exists (from landing.tombstones where tombstones.article_id = revisions.article_id)"


@dataclass(frozen=True, slots=True)
class CaptureToExtract:
    """A captured page and where its bytes lie: its own record, or that of the capture it refers to."""

    capture: Capture
    payload_file: str
    payload_offset: int


@dataclass(frozen=True, slots=True)
class RevisionToCode:
    """A text to code and the ISO alpha-3 country of the source that published it."""

    revision: Revision
    country: str | None

    @property
    def intact(self) -> bool:
        """Whether the text is the one that was landed: offsets into another would point at other words."""
        return sha256_hex(self.revision.text.encode("utf-8", "replace")) == self.revision.text_sha256


@dataclass(frozen=True, slots=True)
class RevisionsToCompare:
    """Revisions whose turn it is, by key, and each pair of an article's successive revisions that one of them is in."""

    waiting: tuple[str, ...]
    pairs: tuple[tuple[Revision, Revision], ...]


def feed_states(
    connection: duckdb.DuckDBPyConnection, poll_every: timedelta, poll_at_most: timedelta
) -> list[FeedState]:
    """The state of each feed and sitemap, from its attempts.

    Next poll: when the last attempt says to try again, else after the pass of the last attempt by the feed's own pace:
    half the usual time between two new addresses over the last 14 days, within `poll_every` and `poll_at_most`. What
    its first poll brought was not new then and does not count, and a feed known for under two days is asked every
    `poll_every`. A wait after failures grows with each in a row, up to 24-fold.
    """
    return fetch(
        connection,
        FeedState,
        """
        with passes as (select run_id, pass_time from landing.run_events where phase = 'started'),
        attempts as (
            select url, run_id, attempted_at, retry_at, etag, last_modified, outcome,
                outcome in ('done', 'unchanged', 'moved') as good,
                least(attempted_at, coalesce(passes.pass_time, attempted_at)) as passed_at
            from landing.fetch_attempts left join passes using (run_id)
            where purpose in ('feed', 'sitemap') and error_class is distinct from $offline
        ),
        last_good as (select url, max(attempted_at) filter (where good) as good_at from attempts group by url),
        states as (
            select url,
                max_by(attempts, attempted_at) filter (where outcome in ('done', 'moved')) as held,
                max_by(attempts, attempted_at) as latest,
                min_by(attempts, attempted_at) filter (where good) as first_good,
                count(*) filter (where good_at is null or attempted_at > good_at) as failures
            from attempts join last_good using (url)
            group by url
        ),
        paces as (
            select states.url, count(entry_id) as entries,
                any_value(least(latest.attempted_at - first_good.attempted_at, interval 14 day)) as watched
            from states left join landing.feed_entries as entries
                on entries.feed_url = states.url and entries.run_id <> first_good.run_id
                and entries.seen_at > latest.attempted_at - interval 14 day
            group by all
        )
        select url, held.etag as etag, held.last_modified as last_modified, failures,
            case when watched >= interval 2 day
                then greatest($every, least($longest, to_seconds(epoch(watched) / (2 * greatest(entries, 1)))))
                else $every end as pace,
            coalesce(
                latest.retry_at,
                latest.passed_at + if(failures = 0, pace, $every * least(failures + 1, 24))
                - least($every * 0.1, $slack)
            ) as next_poll_at
        from states join paces using (url)
        """,
        {"offline": OFFLINE, "every": poll_every, "longest": max(poll_at_most, poll_every), "slack": _POLL_SLACK},
    )


def pages_due(connection: duckdb.DuckDBPyConnection, now: datetime, limit: int) -> list[PageDue]:
    """See `Landing.pages_due`."""
    return fetch(
        connection,
        PageDue,
        f"""
        with tried as (
            select input_id, max_by(ledger, row("at", attempts)) as newest
            from landing.ledger where step = 'fetch' group by input_id
        ),
        turns as (
            select entry_id, source_id, url, canonical_url, seen_at,
                case when newest.outcome = 'failed' then newest.attempts else 0 end as attempts,
                coalesce(newest.outcome in ('done', 'empty'), false) as revisit,
                newest is not null as tried
            from landing.feed_entries as entries
            left join tried on tried.input_id = entries.entry_id
            left join ({NEWEST_SOURCES}) as sources using (source_id)
            where coalesce(sources.active, true)
                and (newest is null or (newest.outcome <> 'dead' and newest.next_try_at <= $now))
                and not exists (
                    from landing.tombstones where tombstones.canonical_url = entries.canonical_url
                )
            -- In turn over the sources, so that one with a long list lets no other wait.
            order by revisit, row_number() over (partition by source_id, revisit order by seen_at, entry_id), entry_id
            limit $limit
        ),
        held as (
            select url, max_by(fetch_attempts, attempted_at) as attempt
            from landing.fetch_attempts
            semi join (from turns where tried) as again using (url)
            where purpose = 'page' and outcome in ('done', 'moved')
            group by url
        ),
        -- An address keeps the article it was first captured as, whatever its page says of itself later.
        own as (
            select url, arg_min(canonical_url, fetched_at) as canonical_url
            from landing.captures
            semi join (from turns where tried) as again using (url)
            where purpose = 'page'
            group by url
        )
        select turns.* replace (coalesce(own.canonical_url, turns.canonical_url) as canonical_url),
            held.attempt.etag as etag, held.attempt.last_modified as last_modified
        from turns left join held using (url) left join own using (url)
        order by revisit, seen_at, entry_id
        """,
        {"now": now, "limit": limit},
    )


def paused_urls(connection: duckdb.DuckDBPyConnection, now: datetime) -> list[str]:
    """Addresses whose answer was to wait until a time after `now`."""
    rows = connection.execute(
        "select distinct coalesce(final_url, url) from landing.fetch_attempts"
        " where attempted_at > $since and outcome = 'throttled' and retry_at > $now",
        {"now": now, "since": now - _LONGEST_WAIT},
    ).fetchall()
    return [row[0] for row in rows]


def captures_with(connection: duckdb.DuckDBPyConnection, digests: Collection[str]) -> dict[str, Capture]:
    """See `Landing.captures_with`."""
    rows = connection.execute(
        "select payload_sha256, capture_id, fetched_at, holds from lookup.payloads"
        " where payload_sha256 in (select unnest($digests))",
        {"digests": list(digests)},
    ).fetchall()
    holders: dict[str, tuple[str, datetime]] = {}
    for digest, capture_id, fetched_at, holds in rows:
        if holds and (digest not in holders or capture_id < holders[digest][0]):
            holders[digest] = capture_id, fetched_at
    if not holders:
        return {}
    # By time too, in whose order captures land: only the parts of the table that are of those times are read.
    found = fetch(
        connection,
        Capture,
        "from landing.captures where fetched_at in (select unnest($times)) and capture_id in (select unnest($ids))",
        {"ids": [held[0] for held in holders.values()], "times": [held[1] for held in holders.values()]},
    )
    return {capture.payload_sha256: capture for capture in found}


def captured_from(connection: duckdb.DuckDBPyConnection, canonical_url: str) -> str | None:
    """See `Landing.captured_from`."""
    rows = connection.execute(
        "select fetched_at, url from lookup.own_addresses where canonical_url = $address", {"address": canonical_url}
    ).fetchall()
    return str(min(rows)[1]) if rows else None


def taken_down(connection: duckdb.DuckDBPyConnection, canonical_url: str) -> bool:
    """See `Landing.taken_down`."""
    row = connection.execute(
        "select 1 from landing.tombstones where canonical_url = $address limit 1", {"address": canonical_url}
    ).fetchone()
    return row is not None


def known_entries(connection: duckdb.DuckDBPyConnection, entry_ids: Sequence[str]) -> set[str]:
    """See `Landing.known_entries`."""
    rows = connection.execute(
        "select entry_id from lookup.known_entries where entry_id in (select unnest($ids))", {"ids": list(entry_ids)}
    ).fetchall()
    return {row[0] for row in rows}


def captured(connection: duckdb.DuckDBPyConnection, payload_sha256: str, capture_id: str) -> bool:
    """See `Landing.captured`."""
    rows = connection.execute(
        "select capture_id from lookup.payloads where payload_sha256 = $digest", {"digest": payload_sha256}
    ).fetchall()
    return (capture_id,) in rows


def import_place(connection: duckdb.DuckDBPyConnection, file_id: str) -> ImportPlace | None:
    """See `Landing.import_place`."""
    found = fetch(
        connection,
        ImportPlace,
        "from landing.import_places where file_id = $file order by position desc limit 1",
        {"file": file_id},
    )
    return found[0] if found else None


def robots_captures(connection: duckdb.DuckDBPyConnection, since: datetime) -> list[Capture]:
    """See `Landing.robots_captures`."""
    return fetch(
        connection,
        Capture,
        "from landing.captures where purpose = 'robots' and fetched_at >= $since order by fetched_at, capture_id",
        {"since": since},
    )


def captures_to_extract(
    connection: duckdb.DuckDBPyConnection, version: str, now: datetime, limit: int
) -> list[CaptureToExtract]:
    """See `Landing.captures_to_extract`."""
    rows = connection.execute(
        f"""
        select capture_id, payload_file, payload_offset from ({_to_extract()})
        order by fetched_at, capture_id limit $limit
        """,
        {"version": version, "now": now, "limit": limit},
    ).fetchall()
    places = {capture_id: (file, offset) for capture_id, file, offset in rows}
    captures = fetch(
        connection,
        Capture,
        "from landing.captures semi join (select unnest($ids) as capture_id) using (capture_id)"
        " order by fetched_at, capture_id",
        {"ids": list(places)},
    )
    return [CaptureToExtract(capture, *places[capture.capture_id]) for capture in captures]


def _to_extract() -> str:
    return f"""
        select waiting.*,
            coalesce(holders.warc_file, waiting.warc_file) as payload_file,
            coalesce(holders.warc_offset, waiting.warc_offset) as payload_offset
        from ({_waiting("landing.captures", "capture_id", "extract")}) as waiting
        left join landing.captures as holders on waiting.refers_to = holders.capture_id
        where waiting.purpose = 'page' and waiting.status = 200
            and (waiting.content_type is null or waiting.content_type ilike '%html%')
            and (holders.capture_id is null or holders.canonical_url <> waiting.canonical_url)
            and not exists (
                from landing.tombstones where tombstones.canonical_url = waiting.canonical_url
            )
    """


def how_many_wait(
    connection: duckdb.DuckDBPyConnection,
    step: Literal["extract", "relate", "annotate"],
    version: str | None,
    now: datetime,
) -> int:
    """See `Landing.how_many_wait`."""
    revisions = f"from ({_waiting('landing.revisions', 'revision_id', step)}) as revisions where {_NOT_TAKEN_DOWN}"
    query = _to_extract() if step == "extract" else revisions
    row = connection.execute(f"select count(*) from ({query})", {"version": version, "now": now}).fetchone()
    return int(row[0]) if row is not None else 0


def revisions_to_compare(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> RevisionsToCompare:
    """See `Landing.revisions_to_compare`."""
    rows = connection.execute(
        f"""
        with waiting as (
            select revision_id, article_id
            from ({_waiting("landing.revisions", "revision_id", "compare")}) as revisions
            where {_NOT_TAKEN_DOWN}
            order by first_seen_at, revision_id limit $limit
        ),
        ordered as (
            select revision_id,
                lag(revision_id) over (partition by article_id order by first_seen_at, revision_id) as previous
            from landing.revisions semi join waiting using (article_id)
        ),
        touched as (
            select previous, revision_id from ordered
            where previous is not null
                and (revision_id in (select revision_id from waiting) or previous in (select revision_id from waiting))
        )
        select revision_id, null as previous from waiting
        union all
        select revision_id, previous from touched
        """,
        {"version": version, "now": _FAR, "limit": limit},
    ).fetchall()
    pairs = [(previous, revision_id) for revision_id, previous in rows if previous is not None]
    texts = {
        revision.revision_id: revision
        for revision in fetch(
            connection,
            Revision,
            "from landing.revisions semi join (select unnest($ids) as revision_id) using (revision_id)",
            {"ids": sorted({each for pair in pairs for each in pair})},
        )
    }
    return RevisionsToCompare(
        waiting=tuple(revision_id for revision_id, previous in rows if previous is None),
        pairs=tuple((texts[old], texts[new]) for old, new in sorted(pairs)),
    )


def revisions_to_relate(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> list[Revision]:
    """See `Landing.revisions_to_relate`."""
    return fetch(
        connection,
        Revision,
        f"""
        from ({_waiting("landing.revisions", "revision_id", "relate")}) as revisions
        where {_NOT_TAKEN_DOWN}
        order by first_seen_at, revision_id limit $limit
        """,
        {"version": version, "now": _FAR, "limit": limit},
    )


def revisions_to_annotate(connection: duckdb.DuckDBPyConnection, now: datetime, limit: int) -> list[RevisionToCode]:
    """See `Landing.revisions_to_annotate`."""
    return _with_country(
        connection,
        f"""
        from ({_waiting("landing.revisions", "revision_id", "annotate")}) as revisions
        where {_NOT_TAKEN_DOWN}
        order by first_seen_at, revision_id limit $limit
        """,
        {"version": None, "now": now, "limit": limit},
    )


def revisions_to_code_again(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> list[RevisionToCode]:
    """See `Landing.revisions_to_code_again`."""
    return _with_country(
        connection,
        f"""
        from landing.revisions
        semi join (
            select input_id as revision_id from landing.ledger where step = 'annotate'
            except
            select input_id from landing.ledger where step = 'annotate' and version = $version
        ) as coded_before using (revision_id)
        where {_NOT_TAKEN_DOWN}
        order by first_seen_at desc, revision_id limit $limit
        """,
        {"version": version, "limit": limit},
    )


def _waiting(table: str, id_column: str, step: str) -> str:
    """The rows of a table that a step has not dealt with, as a query.

    That is: no ledger row names the input; or its newest failed and its next try is due by $now; or it was given up
    by another version than $version (null: whichever gave it up, it stays given up).
    """
    return f"""
        from {table} as inputs
        where not exists (from landing.ledger where step = '{step}' and input_id = inputs.{id_column})
        union all
        select inputs.* from {table} as inputs
        join (
            select input_id, max_by(ledger, row("at", attempts)) as newest
            from landing.ledger
            semi join (
                select input_id from landing.ledger where step = '{step}' and outcome in ('failed', 'dead')
            ) as troubled using (input_id)
            where step = '{step}'
            group by input_id
        ) as tried on inputs.{id_column} = tried.input_id
        where (newest.outcome = 'failed' and newest.next_try_at <= $now)
            or (newest.outcome = 'dead' and newest.version <> $version)
    """


def _with_country(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]
) -> list[RevisionToCode]:
    revisions = fetch(connection, Revision, query, parameters)
    countries: dict[str | None, str | None] = dict(
        connection.execute(f"select source_id, country from ({NEWEST_SOURCES})").fetchall()
    )
    return [RevisionToCode(revision, countries.get(revision.source_id)) for revision in revisions]


_RELATED = """
    from landing.revisions
    semi join (from landing.ledger where step = 'relate' and outcome = 'done') as related
        on revisions.revision_id = related.input_id
"""


def related_count(connection: duckdb.DuckDBPyConnection) -> int:
    """See `Landing.related_count`."""
    row = connection.execute(f"select count(*) {_RELATED}").fetchone()
    return int(row[0]) if row else 0


def related_revisions(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """See `Landing.related_revisions`."""
    return {row[0] for row in connection.execute(f"select revision_id {_RELATED}").fetchall()}


def revisions(connection: duckdb.DuckDBPyConnection, revision_ids: Collection[str], limit: int) -> list[Revision]:
    """See `Landing.revisions`."""
    return fetch(
        connection,
        Revision,
        "from landing.revisions semi join (select unnest($ids) as revision_id) using (revision_id)"
        " order by first_seen_at, revision_id limit $limit",
        {"ids": list(revision_ids), "limit": limit},
    )


def story_tally(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """See `Landing.story_tally`."""
    row = connection.execute("select count(distinct article_id), count(*) from landing.story_links").fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def story_places(connection: duckdb.DuckDBPyConnection) -> list[StoryPlace]:
    """See `Landing.story_places`."""
    return fetch(
        connection,
        StoryPlace,
        """
        select article_id, arg_max(story_id, coalesce(turn, 1)) as story_id, max(coalesce(turn, 1)) as turn
        from landing.story_links group by article_id order by min(rowid)
        """,
    )


def first_revisions(connection: duckdb.DuckDBPyConnection, article_ids: Collection[str]) -> dict[str, Revision]:
    """See `Landing.first_revisions`."""
    found = fetch(
        connection,
        Revision,
        "from landing.revisions semi join (select unnest($ids) as article_id) using (article_id)"
        " qualify row_number() over (partition by article_id order by first_seen_at, revision_id) = 1",
        {"ids": list(article_ids)},
    )
    return {revision.article_id: revision for revision in found}


def latest_revision(connection: duckdb.DuckDBPyConnection, article_id: str) -> Revision | None:
    """See `Landing.latest_revision`."""
    found = fetch(
        connection,
        Revision,
        "from landing.revisions where article_id = $article order by first_seen_at desc, rowid desc limit 1",
        {"article": article_id},
    )
    return found[0] if found else None
