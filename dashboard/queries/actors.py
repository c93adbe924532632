"""Actors: the list, one actor's profile, and the network of those who act upon each other."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.queries.events import numbered
from dashboard.snapshot import Warehouse

Row = dict[str, Any]

_LISTED = """
    ($text = '' or contains(lower(name), lower($text))
        or len(list_filter(aliases, lambda a: contains(lower(a), lower($text)))) > 0)
    and (len($kind) = 0 or list_contains($kind, kind))
    and (len($country) = 0 or list_contains($country, country))
    and ($all_kinds or kind not in ('place', 'agent'))
"""


def _asked(text: str, kind: list[str], country: list[str]) -> Row:
    return {"text": text, "kind": kind, "country": country, "all_kinds": bool(kind)}


def count(warehouse: Warehouse, text: str, kind: list[str], country: list[str]) -> int:
    """How many entities a search finds; places and nameless agents only where their kind is asked for."""
    row = warehouse.row(f"select count(*) as n from entities where {_LISTED}", _asked(text, kind, country))
    return int(row["n"]) if row else 0


def page(warehouse: Warehouse, text: str, kind: list[str], country: list[str], number: int, size: int) -> list[Row]:
    """Page `number` (from 1) of the entities a search finds, the most mentioned first, with their events by role."""
    return warehouse.rows(
        f"""
        select e.*, t.acts, t.receives + t.thirds as receives
        from (
            select * from entities where {_LISTED}
            order by mentions desc, entity_id limit $size_ offset $skip_
        ) as e
        left join reading.entity_totals as t using (entity_id)
        order by e.mentions desc, e.entity_id
        """,
        {**_asked(text, kind, country), "size_": size, "skip_": (max(number, 1) - 1) * size},
    )


def choices(warehouse: Warehouse) -> dict[str, list[str]]:
    """Kinds and countries of the entities, the most frequent first."""
    return {
        name: [
            row["value"]
            for row in warehouse.rows(
                f"select {name} as value from entities where {name} is not null"
                " group by 1 order by count(*) desc, 1 limit 1000"
            )
        ]
        for name in ("kind", "country")
    }


def one(warehouse: Warehouse, entity_id: str) -> Row | None:
    """An entity with all its columns."""
    return warehouse.row("select * from entities where entity_id = $id", {"id": entity_id})


def by_name(warehouse: Warehouse, name: str) -> Row | None:
    """The entity that is called so most often: by its own name first, then by an alias."""
    return warehouse.row(
        """
        select * from entities where name = $name or list_contains(aliases, $name)
        order by name = $name desc, mentions desc, entity_id limit 1
        """,
        {"name": name},
    )


def totals(warehouse: Warehouse, entity_id: str) -> Row:
    """Events by role, claims made and claims about an entity."""
    row = warehouse.row("select * from reading.entity_totals where entity_id = $id", {"id": entity_id})
    return row or dict.fromkeys(("acts", "receives", "thirds", "says", "spoken_of"), 0)


def activity(warehouse: Warehouse, entity_id: str) -> list[Row]:
    """Events of an entity by day and quad."""
    return warehouse.rows(
        """
        select day_on, quad, count(distinct event_number) as events from reading.entity_events
        where entity_id = $id and day_on is not null
        group by all order by day_on, quad
        """,
        {"id": entity_id},
    )


def recent(warehouse: Warehouse, entity_id: str, limit: int) -> list[Row]:
    """The events of an entity, the newest first."""
    found = warehouse.rows(
        """
        select distinct event_number, day_on, last_reported_at from reading.entity_events where entity_id = $id
        order by day_on desc nulls last, last_reported_at desc, event_number limit $limit
        """,
        {"id": entity_id, "limit": limit},
    )
    return numbered(warehouse, found)


def aliases(warehouse: Warehouse, entity_id: str, limit: int = 20) -> list[Row]:
    """How the texts call an entity, and which outlets do."""
    return warehouse.rows(
        """
        select n.name as called, sum(n.mentions)::bigint as mentions, count(distinct n.source_id) as outlets,
            list(distinct coalesce(s.name, n.site) order by coalesce(s.name, n.site)) as used_by
        from reading.entity_names as n left join sources as s on s.source_id = n.source_id
        where n.entity_id = $id group by n.name order by mentions desc, called limit $limit
        """,
        {"id": entity_id, "limit": limit},
    )


def roles(warehouse: Warehouse, entity_id: str, limit: int = 12) -> list[Row]:
    """The roles that texts give an entity, with when each was first and last given."""
    return warehouse.rows(
        """
        select role, sum(mentions)::bigint as mentions, min(first_on) as first_on, max(last_on) as last_on
        from reading.entity_names where entity_id = $id and role is not null
        group by role order by mentions desc, role limit $limit
        """,
        {"id": entity_id, "limit": limit},
    )


def partners(warehouse: Warehouse, entity_id: str, limit: int = 15) -> list[Row]:
    """With whom an entity has most events: cooperation and conflict, and in which direction."""
    return warehouse.rows(
        """
        select
            other_id,
            any_value(other) as other,
            sum(events)::double as events,
            coalesce(sum(events) filter (acts and not reciprocal), 0)::double as given,
            coalesce(sum(events) filter (not acts and not reciprocal), 0)::double as received,
            coalesce(sum(events) filter (reciprocal), 0)::double as together,
            coalesce(sum(events) filter (quad in (1, 2)), 0)::double as cooperation,
            coalesce(sum(events) filter (quad in (3, 4)), 0)::double as conflict,
            max(day_on) as last_on
        from reading.entity_dyads where entity_id = $id and other_id <> $id
        group by other_id order by events desc, other, other_id limit $limit
        """,
        {"id": entity_id, "limit": limit},
    )


_OF_DAYS = """
    select actor_id as entity_id, recipient_id as other_id, day_on, quad,
        case when reciprocal then events / 2 else events end as events
    from daily_dyads
    where modality in ('happened', 'ongoing') and actor_id <> recipient_id
"""
_OF_ENTITIES = "select * from reading.entity_dyads where acts and entity_id <> other_id"
"""Deeds between two, a reciprocal one counted half each way: of some days, or of some entities, whichever is asked."""
_BUSIEST = {
    # Of all time: as counted when the snapshot was made.
    "ever": "select entity_id, dyad_events as events from reading.entity_totals",
    # Among the neighbours of one: each with its events with that one, and the one itself with all of them.
    "beside": """
        with beside as materialized (
            select other_id as entity_id, sum(events) as events from reading.entity_dyads
            where entity_id = $around and other_id <> $around and day_on between $since and $until
            group by other_id
        )
        from beside union all select $around as entity_id, sum(events) as events from beside
    """,
    "between": f"""
        with edges as (from ({_OF_DAYS}) where day_on between $since and $until)
        select entity_id, events from edges union all select other_id, events from edges
    """,
}


def network(
    warehouse: Warehouse, *, around: str | None = None, since: date | None = None, until: date | None = None,
    most: int = 24,
) -> list[Row]:  # fmt: skip
    """Pairs among the `most` busiest actors with a name (of those beside `around`, where given), either way round."""
    span = {"since": since or date.min, "until": until or date.max}
    ever = since is None and until is None and around is None
    counted = _BUSIEST["ever" if ever else "beside" if around else "between"]
    busiest = warehouse.rows(
        f"""
        select entity_id
        from (select entity_id, sum(events) as events from ({counted}) group by entity_id)
        inner join entities using (entity_id)
        where kind <> 'agent' and events > 0
        order by events desc, entity_id limit $most
        """,
        {"most": most, **({} if ever else span), **({"around": around} if around else {})},
    )
    if not busiest:
        return []
    pairs = _OF_DAYS if since or until else _OF_ENTITIES
    # Constants and no list: rows are passed over by what their block holds.
    among = {f"among{i}": row["entity_id"] for i, row in enumerate(busiest)}
    these = ", ".join(f"${name}" for name in among)
    return warehouse.rows(
        f"""
        with edges as (
            select least(entity_id, other_id) as one_id, greatest(entity_id, other_id) as other_id,
                sum(events)::double as events,
                coalesce(sum(events) filter (quad in (1, 2)), 0)::double as cooperation,
                coalesce(sum(events) filter (quad in (3, 4)), 0)::double as conflict
            from ({pairs})
            where entity_id in ({these}) and other_id in ({these})
                and day_on between $since and $until
            group by all
        )
        select edges.*, one.name as one, other.name as other
        from edges
        inner join entities as one on one.entity_id = edges.one_id
        inner join entities as other on other.entity_id = edges.other_id
        order by events desc, one, other
        limit 120
        """,
        {**span, **among},
    )
