"""Events in lists, on the map and along time, and one event with all its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from dashboard.queries.picking import picked
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import ORDERS, EventFilter

Row = dict[str, Any]

_LISTED = """
    printf('%016x', event_number) as event_id, event_from, event_to, event_type, mode, nullif(quad, 0) as quad,
    modality, summary, place_name, country, deaths_low, deaths_high, outlets, origins, confidence
"""
_ORDERED = ("event_number", "event_from", "first_reported_at", "last_reported_at", "origins", "outlets", "confidence")
"""What lists are ordered by beside the number of deaths."""


PLACES_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter finds, at a glance: totals, events by day and quad, and by place; `listed` are the rows of
    `reading.event_facets` that come first."""

    events: int
    deaths: int
    first_on: date | None
    last_on: date | None
    undated: int
    unplaced: int
    days: tuple[Row, ...]
    places: tuple[Row, ...]
    listed: tuple[int, ...]


def steps(days: Iterable[Row], unit: str) -> list[Row]:
    """Events by day and quad, added up by the first day of each day, week (from Sunday) or month."""
    counted: dict[tuple[date, int | None], int] = {}
    for row in days:
        key = (first_of(row["day_on"], unit), row["quad"])
        counted[key] = counted.get(key, 0) + row["events"]
    return [{"day_on": day, "quad": quad, "events": n} for (day, quad), n in counted.items()]


def first_of(day: date, unit: str) -> date:
    """The first day of the day, week (from Sunday) or month that a day falls into."""
    if unit == "week":
        return day - timedelta(days=(day.weekday() + 1) % 7)
    return day.replace(day=1) if unit == "month" else day


def number_of(event_id: str) -> int | None:
    """The number of an event by its key, as `events.event_number` has it; None where the key is none."""
    return int(event_id, 16) if re.fullmatch("[0-9a-f]{16}", event_id) else None


def found(warehouse: Warehouse, asked: EventFilter, order: str = "Newest day first", size: int = 0) -> Found:
    """Totals, days and places of what a filter finds, and the first `size` events in one of ORDERS.

    `places` are the PLACES_SHOWN busiest; their `precision` says whether a pin is honest.
    """
    condition, values = asked.condition()
    # What is dear to find is found once and held; what is not is cheaper read anew than held.
    once = "materialized" if {"actor", "recipient", "text", "source"} & set(asked.asks()) else "not materialized"
    ordered = [name for name in _ORDERED if size and name in ORDERS[order]]
    held = ", ".join(dict.fromkeys(["event_from", "last_on", "quad", "place", "deaths_low", *ordered]))
    # Of all events the places are counted already.
    of_places = """
        select place, count(*) as events, count(*) filter (quad in (1, 2)) as cooperation,
            count(*) filter (quad in (3, 4)) as conflict, coalesce(sum(deaths_low), 0)::bigint as deaths
        from hits where place is not null group by place
    """ if asked.asks() else "from reading.event_places"  # fmt: skip
    placed = "count(place)" if asked.asks() else "0"
    row = warehouse.row(
        f"""
        with hits as {once} (
            select {held}, rowid as number from reading.event_facets where {condition}
        ),
        by_day as (
            select event_from as day_on, quad, count(*) as events, sum(deaths_low) as deaths, max(last_on) as last_on,
                {placed} as placed
            from hits group by event_from, quad
        ),
        busiest as (
            select place, events, cooperation, conflict, deaths from ({of_places})
            order by events desc, place limit {PLACES_SHOWN}
        ),
        -- One number for each place groups in half the time that its names take; they are read for those shown.
        by_place as (
            select p.place_name, p.country, p.place_precision as precision, p.lat, p.lon, b.events,
                b.cooperation, b.conflict, b.deaths
            from busiest as b inner join reading.event_places as p on p.place = b.place
        )
        select coalesce(sum(events), 0)::bigint as events, coalesce(sum(deaths), 0)::bigint as deaths,
            min(day_on) as first_on, max(last_on) filter (day_on is not null) as last_on,
            coalesce(sum(events) filter (day_on is null), 0)::bigint as undated,
            coalesce(sum(events) - {"sum(placed)" if asked.asks() else _ALL_PLACED}, 0)::bigint as unplaced,
            coalesce(
                list({{'day_on': day_on, 'quad': nullif(quad, 0), 'events': events}} order by day_on, quad)
                filter (day_on is not null), []
            ) as days,
            (select coalesce(list(by_place order by events desc, place_name), []) from by_place) as places,
            {_first(order) if size else "[]"} as listed
        from by_day
        """,
        {**values, **({"size_": size} if size else {})},
    )
    assert row is not None  # an aggregate without groups has one row
    return Found(**{**row, **{name: tuple(row[name]) for name in ("days", "places", "listed")}})


_ALL_PLACED = "(select coalesce(sum(events), 0) from reading.event_places)"


def _first(order: str) -> str:
    return f"""
        (select coalesce(list(number order by {ORDERS[order]}), [])
        from (from hits order by {ORDERS[order]} limit $size_))
    """


def page(warehouse: Warehouse, asked: EventFilter, order: str, number: int, size: int) -> list[Row]:
    """The rows of page `number` (from 1) of `size` events each, in one of filters.ORDERS."""
    condition, values = asked.condition()
    numbers = warehouse.rows(
        f"""
        select rowid as number from reading.event_facets where {condition}
        order by {ORDERS[order]} limit $size_ offset $skip_
        """,
        {**values, "size_": size, "skip_": (max(number, 1) - 1) * size},
    )
    return listed(warehouse, [row["number"] for row in numbers], order)


def listed(warehouse: Warehouse, numbers: Sequence[int], order: str) -> list[Row]:
    """What lists show of a few events, by their rows in `reading.event_facets`, in one of filters.ORDERS."""
    if not numbers:
        return []
    # A list and not many values: those would be compared one by one.
    return warehouse.rows(
        f"""
        select {_LISTED} from reading.event_facets where rowid in (select unnest($numbers::bigint[]))
        order by {ORDERS[order]}
        """,
        {"numbers": list(numbers)},
    )


def numbered(warehouse: Warehouse, found: Sequence[Row]) -> list[Row]:
    """What lists show of a few events, by their `event_number` and first day `day_on`, the newest first."""
    days = [row["day_on"] for row in found if row["day_on"]]
    # Events lie in the order of their days: of those of other days nothing is read.
    near = ["event_from between $first and $last"] if days else []
    near += ["event_from is null"] if len(days) < len(found) else []
    return warehouse.rows(
        f"""
        select {_LISTED} from reading.event_facets where ({" or ".join(near)}) and event_number in (
            select unnest($numbers::ubigint[])
        )
        order by event_from desc nulls last, last_reported_at desc, event_number
        """,
        {"numbers": [row["event_number"] for row in found]} | ({"first": min(days), "last": max(days)} if days else {}),
    ) if found else []  # fmt: skip


def download(warehouse: Warehouse, asked: EventFilter, order: str, most: int) -> pa.Table:
    """Every column of the events a filter finds, at most `most` of them."""
    condition, values = asked.condition()
    return warehouse.table(
        f"""
        select * from events where event_number in (
            select event_number from reading.event_facets where {condition} order by {ORDERS[order]} limit $most_
        )
        order by {ORDERS[order]}
        """,
        {**values, "most_": most},
    )


def newest(warehouse: Warehouse, asked: EventFilter, most: int) -> list[Row]:
    """The events a filter finds that were reported last, each with its first and last change and with its reports."""
    condition, values = asked.condition()
    newest_ones = f"""
        select event_number from reading.event_facets where {condition}
        order by {ORDERS["Newest report first"]} limit $most_
    """
    return warehouse.rows(
        f"""
        with hits as materialized (
            from {picked("events", "event_number", newest_ones)}
        ),
        m as materialized (
            from {picked("event_mentions", "event_number", "select event_number from hits")}
        ),
        told as (
            select m.event_id, list(distinct {{'url': a.url, 'title': a.title, 'site': a.site}}) as reports
            from m inner join {picked("articles", "article_id", "select article_id from m")} as a using (article_id)
            group by m.event_id
        ),
        changed as (
            select event_id, min(changed_at) as first_at, max(changed_at) as last_at
            from {picked("event_changes", "event_id", "select event_id from hits")} group by event_id
        )
        select hits.*, coalesce(changed.first_at, hits.first_reported_at) as published_at,
            coalesce(changed.last_at, hits.last_reported_at) as updated_at, list_sort(told.reports) as reports
        from hits left join told using (event_id) left join changed using (event_id)
        order by updated_at desc, event_id
        """,
        {**values, "most_": most},
    )


def choices(warehouse: Warehouse) -> dict[str, list[str]]:
    """What the filters can be set to, the most frequent first: names, places, countries, modes, sources."""
    wanted = {
        "actor": "select name as value, mentions as n from entities where kind <> 'place'",
        "country": "select country as value, count(*) as n from reading.event_facets group by 1",
        "place": "select name as value, events as n from places",
        "mode": "select mode as value, count(*) as n from reading.event_facets group by 1",
        "source": "select source_id as value, articles as n from source_health",
    }
    return {
        name: [
            row["value"]
            for row in warehouse.rows(
                f"select value from ({query}) where value is not null"
                " group by value order by max(n) desc, value limit 1000"
            )
        ]
        for name, query in wanted.items()
    }


def source_names(warehouse: Warehouse) -> dict[str, str]:
    """The name of each source by its id."""
    return {row["source_id"]: row["name"] for row in warehouse.rows("select source_id, name from sources")}


def one(warehouse: Warehouse, event_id: str) -> Row | None:
    """An event with all its columns and the title of its story."""
    number = number_of(event_id)
    if number is None:
        return None
    return warehouse.row(
        f"""
        with e as materialized (from events where event_number = $number::ubigint)
        select e.*, stories.title as story_title
        from e left join {picked("stories", "story_id", "select story_id from e")} as stories using (story_id)
        """,
        {"number": number},
    )


def moved_to(warehouse: Warehouse, event_id: str) -> str | None:
    """The event that an event of this id was merged into, None where it was not."""
    row = warehouse.row(
        """
        select into_event_id from event_changes
        where event_id = $event_id and change = 'merged'
        order by changed_at desc limit 1
        """,
        {"event_id": event_id},
    )
    return row["into_event_id"] if row else None


def parties(warehouse: Warehouse, event_id: str) -> list[Row]:
    """The parties to an event by role, with what they were resolved to."""
    return warehouse.rows(
        """
        select a.role, a.part, a.name, a.entity_id, a.country, a.sector, a.mentions, e.kind, e.wikidata_id
        from (from event_actors where event_number = $number::ubigint) as a left join entities as e using (entity_id)
        order by case a.role when 'actor' then 1 when 'recipient' then 2 else 3 end, a.mentions desc, a.name
        """,
        {"number": number_of(event_id)},
    )


def evidence(warehouse: Warehouse, event_id: str, limit: int = 60) -> list[Row]:
    """The mentions an event was merged from, the earliest report first, each with its article, text and capture."""
    asked = {"number": number_of(event_id)}
    told = warehouse.row(
        """
        select list(distinct article_id) as articles, list(distinct revision_id) as revisions,
            list(distinct capture_id) as captures
        from event_mentions where event_number = $number::ubigint
        """,
        asked,
    )
    return warehouse.rows(
        f"""
        with m as materialized (from event_mentions where event_number = $number::ubigint)
        select m.*, a.title, a.url, a.canonical_url, a.published_at, a.published_on, a.status as article_status,
            a.origin, a.credit, a.copy_of, s.name as outlet, s.owner, s.speaks_for, r.text,
            r.number as revision_number, r.is_current, r.text_sha256 as revision_sha256, c.fetched_at,
            c.status as http_status, c.final_url, c.payload_bytes
        from m
        left join {picked("articles", "article_id", "select unnest($articles::varchar[])")} as a using (article_id)
        left join sources as s on s.source_id = m.source_id
        left join {picked("revisions", "revision_id", "select unnest($revisions::varchar[])")} as r using (revision_id)
        left join {picked("captures", "capture_id", "select unnest($captures::varchar[])")} as c
            on c.capture_id = m.capture_id
        order by a.published_at nulls last, c.fetched_at nulls last, m.sentence_start, m.mention_id
        limit $limit
        """,
        {**asked, **(told or {}), "limit": limit},
    )


def within(warehouse: Warehouse, mention_ids: list[str]) -> list[Row]:
    """The mentions that stand within acts of speech: what was threatened, demanded, alleged in them."""
    held = warehouse.rows(
        "select rowid as number, claim_id from event_mentions"
        " where within_id in (select unnest($mention_ids::varchar[]))",
        {"mention_ids": mention_ids},
    )
    return [] if not held else warehouse.rows(
        f"""
        with m as (from event_mentions where rowid in (select unnest($numbers::bigint[])))
        select m.mention_id, m.within_id, m.event_type, m.modality, c.summary, m.sentence, m.condition, m.actors,
            m.recipients, m.claim_id, m.confidence
        from m left join {picked("claims", "claim_id", "select unnest($claims::varchar[])")} as c using (claim_id)
        order by m.trigger_start, m.mention_id
        """,
        {"numbers": [row["number"] for row in held], "claims": [row["claim_id"] for row in held if row["claim_id"]]},
    )  # fmt: skip


def mention_ids(warehouse: Warehouse, event_id: str) -> list[str]:
    """The keys of an event's mentions."""
    return [
        row["mention_id"]
        for row in warehouse.rows(
            "select mention_id from event_mentions where event_number = $number::ubigint order by mention_id",
            {"number": number_of(event_id)},
        )
    ]


def events_of(warehouse: Warehouse, mention_ids: list[str]) -> dict[str, str | None]:
    """The event that each of these mentions tells of; None where it tells of none."""
    return {
        row["mention_id"]: row["event_id"]
        for row in warehouse.rows(
            "select mention_id, event_id from event_mentions"
            " where mention_id in (select unnest($mention_ids::varchar[]))",
            {"mention_ids": mention_ids},
        )
    }


def changes(warehouse: Warehouse, event_id: str) -> list[Row]:
    """What changed in an event from snapshot to snapshot, the newest first."""
    return warehouse.rows(
        """
        select change, into_event_id, old_values, new_values, snapshot_id, changed_at
        from (
            from event_changes where event_id = $event_id
            union
            from event_changes where into_event_id = $event_id
        )
        order by changed_at desc, change_id
        """,
        {"event_id": event_id},
    )
