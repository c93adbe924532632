"""What the first page tells: the snapshot, what is new in it, the last days beside those before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dashboard.snapshot import Warehouse

Row = dict[str, Any]


def meta(warehouse: Warehouse) -> Row:
    """The one row of `meta`: snapshot, versions, when it was built, sample or real."""
    return warehouse.row("select * from meta") or {}


def last_day(warehouse: Warehouse) -> date | None:
    """The day the snapshot's pass was made, else the newest day an event was reported."""
    row = warehouse.row(
        "select coalesce((select max(pass_time) from meta), (select max(last_reported_at) from events))::date as day_on"
    )
    return row["day_on"] if row else None


def counts(warehouse: Warehouse, until: date, days: int = 7) -> Row:
    """Events, articles and claims first seen in the `days` up to `until`, and in as many days before (`_before`)."""
    return (
        warehouse.row(
            """
            with span as (select $start::date as start_on, $until::date as until_on, $before::date as before_on),
            seen as (
                select 'events' as what, first_reported_at::date as day_on from events
                union all
                select 'articles', first_seen_at::date from articles
                union all
                select 'claims', first_reported_at::date from claims
            )
            select
                count(*) filter (what = 'events' and day_on between start_on and until_on) as events,
                count(*) filter (what = 'events' and day_on >= before_on and day_on < start_on) as events_before,
                count(*) filter (what = 'articles' and day_on between start_on and until_on) as articles,
                count(*) filter (what = 'articles' and day_on >= before_on and day_on < start_on) as articles_before,
                count(*) filter (what = 'claims' and day_on between start_on and until_on) as claims,
                count(*) filter (what = 'claims' and day_on >= before_on and day_on < start_on) as claims_before,
                count(*) filter (what = 'events') as events_all,
                count(*) filter (what = 'articles') as articles_all,
                count(*) filter (what = 'claims') as claims_all
            from seen, span
            """,
            {
                "start": until - timedelta(days=days - 1),
                "until": until,
                "before": until - timedelta(days=2 * days - 1),
            },
        )
        or {}
    )


def new_events(warehouse: Warehouse, limit: int = 12) -> list[Row]:
    """The events first reported last, those of more origins first within a day."""
    return warehouse.rows(
        """
        select event_id, event_type, quad, modality, summary, event_from, event_to, place_name, country, outlets,
            origins, mentions, confidence, deaths_low, deaths_high, first_reported_at
        from events
        order by first_reported_at::date desc, origins desc, first_reported_at desc, event_id
        limit $limit
        """,
        {"limit": limit},
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
