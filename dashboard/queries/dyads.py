"""Two sides: what they did to each other over time, and what each says of the other."""

from __future__ import annotations

from typing import Any

from dashboard.queries.claims import STANDING
from dashboard.snapshot import Warehouse

Row = dict[str, Any]

_BETWEEN = """
    ((actor_id = $one and recipient_id = $other) or (actor_id = $other and recipient_id = $one))
    and modality in ('happened', 'ongoing')
"""


def totals(warehouse: Warehouse, one: str, other: str) -> Row:
    """Events between two entities: how many, of which kind, in which direction, with the Goldstein sum."""
    return (
        warehouse.row(
            f"""
            with edges as (
                select *, case when reciprocal then events / 2 else events end as n,
                    case when reciprocal then goldstein_sum / 2 else goldstein_sum end as g
                from daily_dyads where {_BETWEEN}
            )
            select
                coalesce(sum(n), 0)::double as events,
                coalesce(sum(n) filter (quad in (1, 2)), 0)::double as cooperation,
                coalesce(sum(n) filter (quad in (3, 4)), 0)::double as conflict,
                coalesce(sum(n) filter (actor_id = $one and not reciprocal), 0)::double as by_one,
                coalesce(sum(n) filter (actor_id = $other and not reciprocal), 0)::double as by_other,
                coalesce(sum(n) filter (reciprocal), 0)::double as together,
                sum(g)::double as goldstein,
                min(day_on) as first_on, max(day_on) as last_on
            from edges
            """,
            {"one": one, "other": other},
        )
        or {}
    )


def over_time(warehouse: Warehouse, one: str, other: str, unit: str) -> list[Row]:
    """Events between two entities by day, week or month, quad and who acts (`one`, `other` or `both`)."""
    return warehouse.rows(
        f"""
        select date_trunc($unit, day_on)::date as day_on, quad,
            case when reciprocal then 'both' when actor_id = $one then 'one' else 'other' end as by_whom,
            sum(case when reciprocal then events / 2 else events end)::double as events
        from daily_dyads where {_BETWEEN} and quad is not null
        group by all order by day_on, quad, by_whom
        """,
        {"one": one, "other": other, "unit": unit},
    )


def events(warehouse: Warehouse, one: str, other: str, limit: int) -> list[Row]:
    """The events that both entities are actors or recipients of, the newest first."""
    order = "event_from desc nulls last, last_reported_at desc, event_id"
    return warehouse.rows(
        f"""
        with shared as (
            select event_id from event_actors
            where entity_id in ($one, $other) and role <> 'third_party'
            group by event_id having count(distinct entity_id) = 2
        )
        select * from events where event_id in (
            select event_id from events where event_id in (from shared) order by {order} limit $limit
        )
        order by {order}
        """,
        {"one": one, "other": other, "limit": limit},
    )


_SIDES = """
    with speakers as (
        select entity_id from entities where entity_id = $by or ($by_country is not null and country = $by_country)
    ),
    meant as (
        select entity_id, name from entities
        where entity_id = $of or ($of_country is not null and country = $of_country)
    ),
    about as (
        select claim_id from (select claim_id, unnest(about_entity_ids) as entity_id from claims)
        semi join meant using (entity_id)
        union
        select claim_id from (select claim_id, unnest(recipients) as name from claims) semi join meant using (name)
    ),
    said as (
        select c.* from claims as c semi join about using (claim_id)
        where c.speaker_entity_id in (select entity_id from speakers)
            or ($by_country is not null and c.speaker_country = $by_country)
    )
"""
"""What one side says of another. A country's side is everyone of that country, its spokesmen and its bodies."""


def _sides(by: Row, of: Row) -> Row:
    return {
        "by": by["entity_id"],
        "by_country": by["country"] if by["kind"] == "country" else None,
        "of": of["entity_id"],
        "of_country": of["country"] if of["kind"] == "country" else None,
    }


def words_of(warehouse: Warehouse, by: Row, of: Row) -> int:
    """How many claims one side (an entity's row) makes about another."""
    row = warehouse.row(f"{_SIDES} select count(*) as n from said", _sides(by, of))
    return int(row["n"]) if row else 0


def claims(warehouse: Warehouse, by: Row, of: Row, limit: int) -> list[Row]:
    """The claims one side makes about another, the newest first, each with its article and mention."""
    return warehouse.rows(
        f"""
        {_SIDES},
        c as (from said order by last_reported_at desc nulls last, claim_id limit $limit)
        {STANDING}
        order by c.last_reported_at desc nulls last, c.claim_id
        """,
        {**_sides(by, of), "limit": limit},
    )


def readable(warehouse: Warehouse, country: str | None) -> Row:
    """How many sources of a country, or that speak for it, are read, and how many articles they gave."""
    return (
        warehouse.row(
            """
            select count(*) filter (s.active) as sources, coalesce(sum(h.articles), 0)::bigint as articles
            from sources as s left join source_health as h using (source_id)
            where s.country = $country or s.speaks_for = $country
            """,
            {"country": country},
        )
        or {}
    )
