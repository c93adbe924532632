"""Two sides: what they did to each other over time, and what each says of the other."""

from __future__ import annotations

from typing import Any

from dashboard.queries.claims import STANDING
from dashboard.queries.events import numbered
from dashboard.snapshot import Warehouse

Row = dict[str, Any]

_BETWEEN = "from reading.entity_dyads where entity_id = $one and other_id = $other"


def totals(warehouse: Warehouse, one: str, other: str) -> Row:
    """Events between two entities: how many, of which kind, in which direction, with the Goldstein sum."""
    return (
        warehouse.row(
            f"""
            select
                coalesce(sum(events), 0)::double as events,
                coalesce(sum(events) filter (quad in (1, 2)), 0)::double as cooperation,
                coalesce(sum(events) filter (quad in (3, 4)), 0)::double as conflict,
                coalesce(sum(events) filter (acts and not reciprocal), 0)::double as by_one,
                coalesce(sum(events) filter (not acts and not reciprocal), 0)::double as by_other,
                coalesce(sum(events) filter (reciprocal), 0)::double as together,
                sum(goldstein_sum)::double as goldstein,
                min(day_on) as first_on, max(day_on) as last_on
            {_BETWEEN}
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
            case when reciprocal then 'both' when acts then 'one' else 'other' end as by_whom,
            sum(events)::double as events
        {_BETWEEN} and quad is not null
        group by all order by day_on, quad, by_whom
        """,
        {"one": one, "other": other, "unit": unit},
    )


def events(warehouse: Warehouse, one: str, other: str, limit: int) -> list[Row]:
    """The events that both entities are actors or recipients of, the newest first."""
    found = warehouse.rows(
        """
        select distinct event_number, day_on, last_reported_at
        from reading.entity_events
        where entity_id = $one and role <> 'third_party' and event_number in (
            select event_number from reading.entity_events where entity_id = $other and role <> 'third_party'
        )
        order by day_on desc nulls last, last_reported_at desc, event_number limit $limit
        """,
        {"one": one, "other": other, "limit": limit},
    )
    return numbered(warehouse, [row["event_number"] for row in found])


_SIDES = """
    with speakers as (
        select entity_id from entities where entity_id = $by or ($by_country is not null and country = $by_country)
    ),
    meant as (
        select entity_id, name from entities
        where entity_id = $of or ($of_country is not null and country = $of_country)
    ),
    -- Only what the one side says is taken apart by whom it speaks of.
    spoken as (
        select claim_id, about_entity_ids, recipients from claims
        where speaker_entity_id in (select entity_id from speakers)
            or ($by_country is not null and speaker_country = $by_country)
    ),
    about as (
        select claim_id from (select claim_id, unnest(about_entity_ids) as entity_id from spoken)
        semi join meant using (entity_id)
        union
        select claim_id from (select claim_id, unnest(recipients) as name from spoken) semi join meant using (name)
    ),
    said as (select c.* from claims as c semi join about using (claim_id))
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
    row = warehouse.row(f"{_SIDES} select count(*) as n from about", _sides(by, of))
    return int(row["n"]) if row else 0


def claims(warehouse: Warehouse, by: Row, of: Row, limit: int) -> list[Row]:
    """The claims one side makes about another, the newest first, each with its article and mention."""
    return warehouse.rows(
        f"""
        {_SIDES},
        newest as (
            select claim_id from said order by last_reported_at desc nulls last, claim_id limit $limit
        ),
        c as materialized (from claims where claim_id in (from newest))
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
