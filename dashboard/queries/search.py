"""One search over everything: events, actors, places, stories, articles, claims, situations, each newest or busiest
first."""

from __future__ import annotations

from typing import Any

from dashboard.queries import articles, events
from dashboard.queries.articles import ArticleFilter
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import EventFilter

Row = dict[str, Any]

_GROUPS: dict[str, tuple[str, str, str]] = {
    "actors": (
        "select entity_id, name, kind, country, aliases, mentions, articles from entities where kind <> 'place' and",
        "concat_ws(' ', name, array_to_string(aliases, ' '))",
        "mentions desc, entity_id",
    ),
    "places": ("select * from places where", "name", "events desc, mentions desc, place_id"),
    "stories": ("select * from stories where", "title", "last_published_at desc nulls last, story_id"),
    "claims": (
        "select c.claim_id, c.speaker, c.modality, c.event_type, c.sentence, c.summary, c.article_id,"
        " c.last_reported_at from claims as c where",
        "concat_ws(' ', c.speaker, c.sentence)",
        "c.last_reported_at desc, c.claim_id",
    ),
    "situations": (
        "select * from situations where",
        "concat_ws(' ', bearer, attribute, value)",
        "last_confirmed_at desc nulls last, situation_id",
    ),
}
GROUPS = ("actors", "places", "events", "stories", "articles", "claims", "situations")
MOST_WORDS = 8
FIRST_READ = 10_000
"""Texts that are read before older ones are; ten times as many follow."""


def _wanted(text: str) -> list[str]:
    return text.lower().split()[:MOST_WORDS]


def _all_words(column: str, number: int) -> str:
    return " and ".join(f"contains(lower({column}), $word{i})" for i in range(number))


def group(warehouse: Warehouse, name: str, text: str, limit: int) -> list[Row]:
    """The rows of one of GROUPS that hold every word of a search, at most `limit`.

    Part of a word will do; of events and titles, which are indexed, its beginning.
    """
    found = _wanted(text)
    if not found:
        return []
    if name == "events":
        # The words of events are indexed: their sentences are searched as well.
        return events.page(warehouse, EventFilter(text=text), "Newest report first", 1, limit)
    if name == "articles":
        return articles.page(warehouse, ArticleFilter(text), 1, limit)
    select, column, order = _GROUPS[name]
    return warehouse.rows(
        f"{select} {_all_words(column, len(found))} order by {order} limit $limit",
        {"limit": limit, **{f"word{i}": word for i, word in enumerate(found)}},
    )


def texts(warehouse: Warehouse, text: str, limit: int) -> list[Row]:
    """Articles whose current text holds every word of a search, the newest first, with where the first word stands.

    The newest articles are read first, and older ones only where these are too few.
    """
    wanted = _wanted(text)
    found: list[Row] = []
    read, size = 0, FIRST_READ
    while wanted and len(found) < limit:
        rows = warehouse.rows(
            f"""
            with read as (
                select article_id from reading.article_facets order by told_at desc, article_id limit $size offset $read
            )
            select r.article_id, a.title, a.published_at, a.published_on, a.first_seen_at, s.name as outlet, a.site,
                substring(r.text, greatest(1, strpos(lower(r.text), $word0) - 90), 220) as passage
            from (
                from revisions where is_current
                    and rowid in (select rowid from revisions where article_id in (select article_id from read))
                    and {_all_words("text", len(wanted))}
            ) as r
            inner join articles as a on a.article_id = r.article_id
            left join sources as s on s.source_id = a.source_id
            order by coalesce(a.published_at, a.published_on::timestamptz, a.first_seen_at) desc, a.article_id
            limit $limit
            """,
            {"limit": limit - len(found), "size": size, "read": read}
            | {f"word{i}": word for i, word in enumerate(wanted)},
        )
        found += rows
        read += size
        size *= 10
        if read >= articles.count(warehouse, ArticleFilter()):
            break
    return found
