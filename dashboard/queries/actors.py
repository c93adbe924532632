"""Actors: the list, one actor's profile, and the network of those who act upon each other."""

from __future__ import annotations

from datetime import date
from typing import Any

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
        with shown as (
            select * from entities where {_LISTED}
            order by mentions desc, entity_id limit $size_ offset $skip_
        ),
        parts as (
            select entity_id, count(*) filter (role = 'actor') as acts, count(*) filter (role <> 'actor') as receives
            from event_actors where entity_id in (select entity_id from shown) group by entity_id
        )
        select shown.*, coalesce(acts, 0) as acts, coalesce(receives, 0) as receives
        from shown left join parts using (entity_id)
        order by mentions desc, entity_id
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
    return (
        warehouse.row(
            """
            select
                count(*) filter (role = 'actor') as acts,
                count(*) filter (role = 'recipient') as receives,
                count(*) filter (role = 'third_party') as thirds,
                (select count(*) from claims where speaker_entity_id = $id) as says,
                (select count(*) from claims where list_contains(about_entity_ids, $id)) as spoken_of
            from event_actors where entity_id = $id
            """,
            {"id": entity_id},
        )
        or {}
    )


def activity(warehouse: Warehouse, entity_id: str) -> list[Row]:
    """Events of an entity by day and quad."""
    return warehouse.rows(
        """
        select event_from as day_on, quad, count(*) as events from events
        where event_from is not null and event_id in (select event_id from event_actors where entity_id = $id)
        group by all order by day_on, quad
        """,
        {"id": entity_id},
    )


def recent(warehouse: Warehouse, entity_id: str, limit: int) -> list[Row]:
    """The events of an entity, the newest first."""
    order = "event_from desc nulls last, last_reported_at desc, event_id"
    return warehouse.rows(
        f"""
        select * from events where event_id in (
            select event_id from events
            where event_id in (select event_id from event_actors where entity_id = $id)
            order by {order} limit $limit
        )
        order by {order}
        """,
        {"id": entity_id, "limit": limit},
    )


def aliases(warehouse: Warehouse, entity_id: str, limit: int = 20) -> list[Row]:
    """How the texts call an entity, and which outlets do."""
    return warehouse.rows(
        """
        select m.text as called, count(*) as mentions, count(distinct a.source_id) as outlets,
            list(distinct coalesce(s.name, a.site) order by coalesce(s.name, a.site)) as used_by
        from entity_mentions as m
        inner join articles as a using (article_id)
        left join sources as s on s.source_id = a.source_id
        where m.entity_id = $id group by m.text order by mentions desc, called limit $limit
        """,
        {"id": entity_id, "limit": limit},
    )


def roles(warehouse: Warehouse, entity_id: str, limit: int = 12) -> list[Row]:
    """The roles that texts give an entity, with when each was first and last given."""
    return warehouse.rows(
        """
        select m.role, count(*) as mentions, min(a.published_on) as first_on, max(a.published_on) as last_on
        from entity_mentions as m inner join articles as a using (article_id)
        where m.entity_id = $id and m.role is not null
        group by m.role order by mentions desc, m.role limit $limit
        """,
        {"id": entity_id, "limit": limit},
    )


_EDGES = """
    select actor_id, actor, recipient_id, recipient, day_on, quad, reciprocal,
        case when reciprocal then events / 2 else events end as events
    from daily_dyads
    where modality in ('happened', 'ongoing') and actor_id <> recipient_id
"""
"""Deeds between two, a reciprocal one counted half each way: the sum over both ways is the number of events."""


def partners(warehouse: Warehouse, entity_id: str, limit: int = 15) -> list[Row]:
    """With whom an entity has most events: cooperation and conflict, and in which direction."""
    return warehouse.rows(
        f"""
        with edges as ({_EDGES} and (actor_id = $id or recipient_id = $id))
        select
            case when actor_id = $id then recipient_id else actor_id end as other_id,
            any_value(case when actor_id = $id then recipient else actor end) as other,
            sum(events)::double as events,
            coalesce(sum(events) filter (actor_id = $id and not reciprocal), 0)::double as given,
            coalesce(sum(events) filter (recipient_id = $id and not reciprocal), 0)::double as received,
            coalesce(sum(events) filter (reciprocal), 0)::double as together,
            coalesce(sum(events) filter (quad in (1, 2)), 0)::double as cooperation,
            coalesce(sum(events) filter (quad in (3, 4)), 0)::double as conflict,
            max(day_on) as last_on
        from edges group by other_id order by events desc, other, other_id limit $limit
        """,
        {"id": entity_id, "limit": limit},
    )


def network(
    warehouse: Warehouse, *, around: str | None = None, since: date | None = None, until: date | None = None,
    most: int = 24,
) -> list[Row]:  # fmt: skip
    """Pairs among the `most` busiest actors with a name (of those beside `around`, where given), either way round."""
    span = {"since": since or date.min, "until": until or date.max}
    edges = f"{_EDGES} and day_on between $since and $until"
    beside = "and (actor_id = $around or recipient_id = $around)" if around else ""
    busiest = warehouse.rows(
        f"""
        with pairs as (
            select actor_id, recipient_id, sum(events) as events from ({edges} {beside}) group by all
        ),
        ends as (
            select actor_id as entity_id, events from pairs union all select recipient_id, events from pairs
        )
        select entity_id from ends inner join entities using (entity_id)
        where kind <> 'agent'
        group by entity_id order by sum(events) desc, entity_id limit $most
        """,
        {**span, "most": most, **({"around": around} if around else {})},
    )
    return warehouse.rows(
        f"""
        with busiest as (select unnest($ids::varchar[]) as entity_id)
        select
            least(actor_id, recipient_id) as one_id, greatest(actor_id, recipient_id) as other_id,
            arg_min(case when actor_id < recipient_id then actor else recipient end, day_on) as one,
            arg_min(case when actor_id < recipient_id then recipient else actor end, day_on) as other,
            sum(events)::double as events,
            coalesce(sum(events) filter (quad in (1, 2)), 0)::double as cooperation,
            coalesce(sum(events) filter (quad in (3, 4)), 0)::double as conflict
        from ({edges})
        where actor_id in (from busiest) and recipient_id in (from busiest)
        group by one_id, other_id
        order by events desc, one, other
        limit 120
        """,
        {**span, "ids": [row["entity_id"] for row in busiest]},
    )
