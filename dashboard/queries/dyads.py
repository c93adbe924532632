"""Two sides: what they did to each other over time, and what each says of the other."""

from __future__ import annotations

from typing import Any

from dashboard.queries import claims, events
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


def deeds(warehouse: Warehouse, one: str, other: str, limit: int) -> list[Row]:
    """The events of which one of the two is an actor and the other a recipient, or that they did with each other, the
    newest first. What both did to others, or others to both, is none between them."""
    found = warehouse.rows(
        """
        with shared as materialized (
            select a.event_number, a.day_on, a.last_reported_at, a.quad,
                bool_or(a.role <> b.role) as directed, bool_or(a.role = 'actor' and b.role = 'actor') as together
            from (from reading.entity_events where entity_id = $one and role <> 'third_party') as a
            inner join (from reading.entity_events where entity_id = $other and role <> 'third_party') as b
                using (event_number)
            group by all
        ),
        mutual as (
            select event_number from events
            where reciprocal and event_number in (select event_number from shared where together and quad in (3, 4))
        )
        select event_number, day_on, last_reported_at from shared
        where directed or (together and quad in (1, 2)) or event_number in (from mutual)
        order by day_on desc nulls last, last_reported_at desc, event_number limit $limit
        """,
        {"one": one, "other": other, "limit": limit},
    )
    return events.numbered(warehouse, found)


_SAID = """
    with spoken as materialized (
        select distinct claim_number from reading.claim_words where word in ($speaker, $country)
    ),
    -- The bounds are those of the signs # and <, so that only the rows that hold them are read.
    of_whom as materialized (
        select word, claim_number from reading.claim_words
        where word >= '#' and word < '$' and claim_number in (from spoken)
        union all
        select word, claim_number from reading.claim_words
        where word >= '<' and word < '=' and claim_number in (from spoken)
    ),
    meant as (
        select unnest(['#' || entity_id, '<' || name]) as word from entities
        where entity_id = $of or ($of_country is not null and country = $of_country)
    ),
    said as (select distinct claim_number from of_whom where word in (from meant))
"""
"""What one side says of another. For a country all of it speak, and who speaks of anyone of it speaks of it."""


def said(warehouse: Warehouse, by: Row, of: Row, most: int) -> tuple[int, list[Row]]:
    """The claims one side (an entity's row) makes about another: how many, and the newest with article and mention."""
    asked = {
        "speaker": f"={by['entity_id']}",
        # Never null: a list with a null in it is looked for in all rows.
        "country": f"@{by['country']}" if by["kind"] == "country" else f"={by['entity_id']}",
        "of": of["entity_id"],
        "of_country": of["country"] if of["kind"] == "country" else None,
    }
    found = warehouse.row(
        f"""
        {_SAID}
        select count(*) as claims,
            list(claim_number order by last_reported_at desc nulls last, claim_id)[:$most] as newest
        from claims inner join said using (claim_number)
        """,
        {**asked, "most": most},
    )
    if not found or not found["claims"]:
        return 0, []
    return found["claims"], claims.numbered(warehouse, found["newest"])


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
