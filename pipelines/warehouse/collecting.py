"""The questions that collecting asks the landing tables: which feeds and pages are due, and what is held or known.

Each reads what is recent or looks up by an index (`lookups`), so that its cost does not grow with what is stored.
Nothing is written here but a temporary table.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import duckdb

from pipelines.records import OFFLINE, Capture, FeedState, ImportPlace, PageDue
from pipelines.warehouse.listed import NEWEST_SOURCES
from pipelines.warehouse.rows import fetch

# A feed polled at 12:00:05 by a tick of every 15 minutes is due at 12:15:00: ticks and polls keep no exact time.
_POLL_SLACK = timedelta(seconds=60)

_LONGEST_WAIT = timedelta(days=8)
"""No wait is longer: a Retry-After counts for a week at most."""

_REMEMBERED = timedelta(days=16)
"""How far back a feed's attempts are read, from the latest of all: over the 14 days that tell its pace."""


def feed_states(
    connection: duckdb.DuckDBPyConnection, poll_every: timedelta, poll_at_most: timedelta
) -> list[FeedState]:
    """The state of each feed and sitemap, from its attempts.

    Next poll: when the last attempt says to try again, else after the pass of the last attempt by the feed's own pace:
    half the usual time between two new addresses over the last 14 days, within `poll_every` and `poll_at_most`. What
    its first poll brought was not new then and does not count, and a feed known for under two days is asked every
    `poll_every`. A wait after failures grows with each in a row, up to 24-fold. One that was not asked for 16 days
    begins anew.
    """
    row = connection.execute("select max(attempted_at) from landing.fetch_attempts").fetchone()
    if row is None or row[0] is None:
        return []
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
            where attempted_at > $since and purpose in ('feed', 'sitemap') and error_class is distinct from $offline
        ),
        last_good as (select url, max(attempted_at) filter (where good) as good_at from attempts group by url),
        states as (
            select url,
                max_by(attempts, attempted_at) filter (where good) as held,
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
                and entries.seen_at > latest.attempted_at - interval 14 day and entries.seen_at > $told_since
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
        {
            "since": row[0] - _REMEMBERED,
            "told_since": row[0] - _REMEMBERED - timedelta(days=14),
            "offline": OFFLINE,
            "every": poll_every,
            "longest": max(poll_at_most, poll_every),
            "slack": _POLL_SLACK,
        },
    )


def pages_due(connection: duckdb.DuckDBPyConnection, now: datetime, limit: int) -> list[PageDue]:
    """See `Landing.pages_due`."""
    turns = connection.execute(
        """
        create or replace temp table turns as
        from lookup.waiting where step = 'fetch' and (outcome is null or next_try_at <= $now)
        """,
        {"now": now},
    )
    since = turns.execute("select min(since) from turns").fetchone()
    connection.execute(
        f"""
        create or replace temp table due_turns as
        select entry_id, source_id, url, canonical_url, seen_at,
            case when outcome = 'failed' then attempts else 0 end as attempts,
            coalesce(outcome in ('done', 'empty'), false) as revisit,
            outcome is not null as tried
        from turns
        join (from landing.feed_entries where seen_at >= $since) as entries on turns.input_id = entries.entry_id
        left join ({NEWEST_SOURCES}) as sources using (source_id)
        where coalesce(sources.active, true)
            and not exists (
                from landing.tombstones where tombstones.canonical_url = entries.canonical_url
            )
        -- In turn over the sources, so that one with a long list lets no other wait.
        order by revisit, row_number() over (partition by source_id, revisit order by seen_at, entry_id), entry_id
        limit $limit
        """,
        {"since": since[0] if since is not None and since[0] is not None else now, "limit": limit},
    )
    first = connection.execute("select min(seen_at) from due_turns where tried").fetchone()
    return fetch(
        connection,
        PageDue,
        """
        -- No address was asked before it was seen, and attempts land in the order of their times.
        with held as (
            select url, max_by(fetch_attempts, attempted_at) as attempt
            from (from landing.fetch_attempts where attempted_at >= $first) as fetch_attempts
            semi join (from due_turns where tried) as again using (url)
            where purpose = 'page' and outcome in ('done', 'moved')
            group by url
        ),
        -- An address keeps the article it was first captured as, whatever its page says of itself later.
        own as (
            select url, arg_min(canonical_url, fetched_at) as canonical_url
            from landing.captures
            semi join (from due_turns where tried) as again using (url)
            where purpose = 'page'
            group by url
        )
        select due_turns.* replace (coalesce(own.canonical_url, due_turns.canonical_url) as canonical_url),
            held.attempt.etag as etag, held.attempt.last_modified as last_modified
        from due_turns left join held using (url) left join own using (url)
        order by revisit, seen_at, entry_id
        """,
        {"first": first[0] if first is not None and first[0] is not None else now},
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
        "select fetched_at, url from lookup.own_pages where canonical_url = $address", {"address": canonical_url}
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
