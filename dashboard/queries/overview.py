"""What the first page tells: the snapshot, what is new in it, the last days beside those before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from dashboard.snapshot import Warehouse

Row = dict[str, Any]
QUIET_DAYS = 30
"""Without a report for longer than this, what is held is an archive and no feed."""


def meta(warehouse: Warehouse) -> Row:
    """The one row of `meta`: snapshot, versions, when it was built, sample or real."""
    return warehouse.row("select * from meta") or {}


def last_day(warehouse: Warehouse) -> date | None:
    """The day the snapshot's pass was made, else the newest day an event was reported."""
    row = warehouse.row(
        "select coalesce((select max(pass_time) from meta), (select max(last_reported_at) from events))::date as day_on"
    )
    return row["day_on"] if row else None


def newest_day(warehouse: Warehouse, last: date) -> date:
    """The day to look back from: `last`, or, of an archive in which all is older, the day of its newest report."""
    row = warehouse.row("select max(last_reported_at)::date as day_on from events")
    newest = row["day_on"] if row else None
    return newest if newest and (last - newest).days > QUIET_DAYS else last


def counts(warehouse: Warehouse, until: date, days: int = 7) -> Row:
    """Events, articles and claims first seen in the `days` up to `until`, and in as many days before (`_before`)."""
    start = until - timedelta(days=days - 1)
    asked = {"start": start, "after": until + timedelta(days=1), "before": start - timedelta(days=days)}
    found: Row = {}
    for what, seen in (("events", "first_reported_at"), ("articles", "first_seen_at"), ("claims", "first_reported_at")):
        # The bounds stand alone in the condition, so that row groups outside them are not read.
        row = warehouse.row(
            f"""
            select count(*) filter ({seen} >= $start::date) as {what},
                count(*) filter ({seen} < $start::date) as {what}_before,
                (select count(*) from {what}) as {what}_all
            from {what} where {seen} >= $before::date and {seen} < $after::date
            """,
            asked,
        )
        found |= row or {}
    return found


def weeks_before(warehouse: Warehouse, until: date, weeks: int = 8) -> list[int]:
    """Events first reported in each of the `weeks` before the 7 days up to `until`, the latest first.

    Weeks before the first report held are left out: nothing was read then.
    """
    first = warehouse.row("select min(first_reported_at)::date as day_on from events")
    if not first or not first["day_on"]:
        return []
    held = warehouse.rows(
        """
        select ($until::date - first_reported_at::date) // 7 as back, count(*) as events
        from events where first_reported_at >= $since::date and first_reported_at < $until::date + 1
        group by back
        """,
        {"until": until, "since": until - timedelta(days=7 * weeks + 6)},
    )
    counted = {row["back"]: row["events"] for row in held}
    whole = min(weeks, max(0, (until - first["day_on"]).days - 6) // 7)
    return [counted.get(back, 0) for back in range(1, whole + 1)]


def new_events(warehouse: Warehouse, limit: int = 12) -> list[Row]:
    """The events first reported last, those of more origins first within a day."""
    row = warehouse.row("select max(first_reported_at) as last_at from events")
    last_at = row["last_at"] if row else None
    for days in (2, 30, 100_000):
        rows = warehouse.rows(
            """
            select event_id, event_type, mode, quad, modality, summary, event_from, event_to, place_name, country,
                outlets, origins, mentions, confidence, deaths_low, deaths_high, first_reported_at
            from events
            where first_reported_at >= $since
            order by first_reported_at::date desc, origins desc, first_reported_at desc, event_id
            limit $limit
            """,
            {"limit": limit, "since": last_at - timedelta(days=days) if last_at else None},
        )
        if len(rows) == limit:
            break
    return rows


def since_visit(warehouse: Warehouse, before: datetime) -> Row:
    """What was published after the pass time of an earlier visit: events new, changed and merged; articles; claims."""
    return (
        warehouse.row(
            """
            select
                count(distinct event_id) filter (change = 'added') as added,
                count(distinct event_id) filter (change = 'changed') as changed,
                count(distinct event_id) filter (change in ('merged', 'split', 'removed')) as redone,
                (select count(*) from articles where first_seen_at > $before) as articles,
                (select count(*) from claims where first_reported_at > $before) as claims
            from event_changes where changed_at > $before
            """,
            {"before": before},
        )
        or {}
    )


def dyads(warehouse: Warehouse, start: date, until: date, limit: int = 8) -> list[Row]:
    """The pairs with most events in an interval, either way round: cooperation, conflict and the Goldstein sum."""
    return warehouse.rows(
        """
        select
            least(actor_id, recipient_id) as one_id,
            greatest(actor_id, recipient_id) as other_id,
            any_value(case when actor_id < recipient_id then actor else recipient end) as one,
            any_value(case when actor_id < recipient_id then recipient else actor end) as other,
            sum(case when reciprocal then events / 2 else events end)::double as events,
            sum(case when quad in (1, 2) then case when reciprocal then events / 2 else events end else 0 end)::double
                as cooperation,
            sum(case when quad in (3, 4) then case when reciprocal then events / 2 else events end else 0 end)::double
                as conflict,
            sum(case when reciprocal then goldstein_sum / 2 else goldstein_sum end)::double as goldstein
        from daily_dyads
        where day_on between $start and $until and actor_id <> recipient_id and modality in ('happened', 'ongoing')
        group by one_id, other_id
        order by events desc, one, other
        limit $limit
        """,
        {"start": start, "until": until, "limit": limit},
    )


def stories(warehouse: Warehouse, limit: int = 6) -> list[Row]:
    """The stories told last, those of more origins first within a day."""
    return warehouse.rows(
        """
        select story_id, title, articles, outlets, origins, first_published_at, last_published_at
        from stories
        where articles > 1
        order by last_published_at::date desc nulls last, origins desc, articles desc, story_id
        limit $limit
        """,
        {"limit": limit},
    )


def health(warehouse: Warehouse) -> list[Row]:
    """How many sources are in each state."""
    return warehouse.rows("select state, count(*) as sources from source_health group by state order by sources desc")
