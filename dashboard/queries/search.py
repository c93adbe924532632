"""One search over everything: events, actors, places, stories, articles, claims, situations, each newest or busiest
first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.queries import articles, claims, events
from dashboard.queries.articles import ArticleFilter
from dashboard.queries.claims import ClaimFilter
from dashboard.queries.picking import picked
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import MOST_WORDS, EventFilter

Row = dict[str, Any]

_GROUPS: dict[str, tuple[str, str, str]] = {
    "actors": (
        "select entity_id, name, kind, country, aliases, mentions, articles from entities where kind <> 'place' and",
        "concat_ws(' ', name, array_to_string(aliases, ' '))",
        "mentions desc, entity_id",
    ),
    "places": ("select * from places where", "name", "events desc, mentions desc, place_id"),
    "stories": ("select * from stories where", "title", "last_published_at desc nulls last, story_id"),
    "situations": (
        "select * from situations where",
        "concat_ws(' ', bearer, attribute, value)",
        "last_confirmed_at desc nulls last, situation_id",
    ),
}
READ_AT_ONCE = 6_000
MOST_FOUND = 200
"""Texts that are read in one step, and the most articles that it shows."""
GROUPS = ("actors", "places", "events", "stories", "articles", "claims", "situations")


def _wanted(text: str) -> list[str]:
    return text.lower().split()[:MOST_WORDS]


def _all_words(column: str, number: int) -> str:
    return " and ".join(f"contains(lower({column}), $word{i})" for i in range(number))


def group(warehouse: Warehouse, name: str, text: str, limit: int) -> list[Row]:
    """The rows of one of GROUPS that hold every word of a search, at most `limit`.

    Part of a word will do; of events, titles and claims, which are indexed with their sentences, its beginning.
    """
    found = _wanted(text)
    if not found:
        return []
    if name == "events":
        return events.page(warehouse, EventFilter(text=text), "Newest report first", 1, limit)
    if name == "articles":
        return articles.page(warehouse, ArticleFilter(text), 1, limit)
    if name == "claims":
        return claims.page(warehouse, ClaimFilter(text=text), 1, limit)
    select, column, order = _GROUPS[name]
    return warehouse.rows(
        f"{select} {_all_words(column, len(found))} order by {order} limit $limit",
        {"limit": limit, **{f"word{i}": word for i, word in enumerate(found)}},
    )


@dataclass(frozen=True, slots=True)
class Place:
    """An article in the order of the newest first."""

    told_at: datetime
    article_id: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in a few texts. `place` is the last article that was read, None where it was the last of all."""

    rows: list[Row]
    read: int
    place: Place | None


def texts(warehouse: Warehouse, text: str, after: Place | None) -> Part:
    """Articles whose current text holds every word of a search, of the READ_AT_ONCE after a place, the newest first.

    Part of a word will do. Each row has its `text`.
    """
    bound = "told_at < $told_at or (told_at = $told_at and article_id > $article_id)" if after else "true"
    next_ones = warehouse.rows(
        f"""
        select article_id, told_at from reading.article_facets where {bound}
        order by told_at desc, article_id limit {READ_AT_ONCE}
        """,
        {"told_at": after.told_at, "article_id": after.article_id} if after else {},
    )
    wanted = _wanted(text)
    rows = warehouse.rows(
        f"""
        with found as materialized (
            select article_id, text from revisions where is_current and rowid in (
                select rowid from revisions where article_id in (select unnest($keys::varchar[]))
            ) and {_all_words("text", len(wanted))}
        )
        select a.article_id, a.title, a.published_at, a.published_on, a.first_seen_at, s.name as outlet, a.site,
            found.text
        from {picked("articles", "article_id", "select article_id from found")} as a
        inner join found using (article_id)
        left join sources as s on s.source_id = a.source_id
        order by coalesce(a.published_at, a.published_on::timestamptz, a.first_seen_at) desc, a.article_id
        limit {MOST_FOUND}
        """,
        {"keys": [row["article_id"] for row in next_ones]} | {f"word{i}": word for i, word in enumerate(wanted)},
    )
    last = Place(next_ones[-1]["told_at"], next_ones[-1]["article_id"]) if len(next_ones) == READ_AT_ONCE else None
    return Part(rows, len(next_ones), last)
