"""Stories: the list, and one story with its articles, copies beside their origin, and what it tells."""

from __future__ import annotations

from typing import Any

from dashboard.snapshot import Warehouse

Row = dict[str, Any]

ORDERS = {
    "Told last": "last_published_at desc nulls last, story_id",
    "Most origins": "origins desc, articles desc, last_published_at desc nulls last, story_id",
    "Longest": "last_published_at - first_published_at desc nulls last, story_id",
}
_CONDITION = "articles >= $least and ($text = '' or contains(lower(title), lower($text)))"


def count(warehouse: Warehouse, text: str, least: int) -> int:
    """How many stories of at least `least` articles have words in their title."""
    row = warehouse.row(f"select count(*) as n from stories where {_CONDITION}", {"text": text, "least": least})
    return int(row["n"]) if row else 0


def page(warehouse: Warehouse, text: str, least: int, order: str, number: int, size: int) -> list[Row]:
    """Page `number` (from 1) of those stories, in one of ORDERS, with the number of events each tells."""
    return warehouse.rows(
        f"""
        with shown as (
            select * from stories where {_CONDITION} order by {ORDERS[order]} limit $size_ offset $skip_
        )
        select shown.*, coalesce(n, 0) as events from shown
        left join (
            select story_id, count(*) as n from events where story_id in (select story_id from shown) group by story_id
        ) using (story_id)
        order by {ORDERS[order]}
        """,
        {"text": text, "least": least, "size_": size, "skip_": (max(number, 1) - 1) * size},
    )


def one(warehouse: Warehouse, story_id: str) -> Row | None:
    """A story with all its columns."""
    return warehouse.row("select * from stories where story_id = $id", {"id": story_id})


def articles(warehouse: Warehouse, story_id: str, limit: int = 300) -> list[Row]:
    """The articles of a story in the order they came out."""
    return warehouse.rows(
        """
        select a.article_id, a.title, a.published_at, a.first_seen_at, a.copy_of, a.origin, a.credit, a.status,
            a.revisions, a.events, a.claims, a.words, s.name as outlet, a.site, s.speaks_for,
            coalesce(a.published_at, a.first_seen_at) as told_at
        from articles as a left join sources as s using (source_id)
        where a.story_id = $id
        order by told_at, a.article_id
        limit $limit
        """,
        {"id": story_id, "limit": limit},
    )


def events(warehouse: Warehouse, story_id: str, limit: int = 40) -> list[Row]:
    """The events a story tells, in the order of their days."""
    return warehouse.rows(
        """
        select * from events where story_id = $id
        order by event_from nulls last, first_reported_at, event_id limit $limit
        """,
        {"id": story_id, "limit": limit},
    )
