"""Articles in lists, and one article with its revisions and everything that was read from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.queries.picking import picked
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import TITLE_WORDS, told_with, words_conditions

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """What is asked of articles; an empty field asks nothing.

    `text` is words of the title, each of which may be the beginning of a longer one.
    """

    text: str = ""
    source: tuple[str, ...] = ()
    with_events: bool = False
    story: str | None = None

    def condition(self) -> tuple[str, Row]:
        """The condition over `reading.article_facets`, with `$name` parameters, and their values."""
        clauses: list[str] = []
        values: Row = {}
        if self.text:
            told, values = words_conditions(self.text)
            clauses.append(told_with(*told, of=TITLE_WORDS))
        if self.source:
            clauses.append(f"source_id in ({', '.join(f'$source{i}' for i in range(len(self.source)))})")
            values |= {f"source{i}": one for i, one in enumerate(self.source)}
        if self.with_events:
            clauses.append("tells")
        if self.story is not None:
            clauses.append("story_id = $story")
            values["story"] = self.story
        return " and ".join(f"({clause})" for clause in clauses) or "true", values


def count(warehouse: Warehouse, asked: ArticleFilter) -> int:
    """How many articles a search finds."""
    condition, values = asked.condition()
    row = warehouse.row(f"select count(*) as articles from reading.article_facets where {condition}", values)
    return int(row["articles"]) if row else 0


def keys(warehouse: Warehouse, asked: ArticleFilter, number: int, size: int) -> list[str]:
    """The keys of page `number` (from 1) of the articles a search finds, the newest first."""
    condition, values = asked.condition()
    found = warehouse.rows(
        f"""
        select article_id from reading.article_facets where {condition}
        order by told_at desc, article_id limit $size_ offset $skip_
        """,
        {**values, "size_": size, "skip_": (max(number, 1) - 1) * size},
    )
    return [row["article_id"] for row in found]


def page(warehouse: Warehouse, asked: ArticleFilter, number: int, size: int) -> list[Row]:
    """Page `number` (from 1) of the articles a search finds, the newest first."""
    found = keys(warehouse, asked, number, size)
    if not found:
        return []
    return warehouse.rows(
        f"""
        select a.article_id, a.title, a.source_id, s.name as outlet, a.site, a.published_at, a.published_on,
            a.first_seen_at, a.status, a.kind, a.revisions, a.copy_of, a.credit, a.origin, a.words, a.events, a.claims,
            a.story_id
        from {picked("articles", "article_id", "select unnest($keys::varchar[])")} as a
        left join sources as s using (source_id)
        order by coalesce(a.published_at, a.published_on::timestamptz, a.first_seen_at) desc, a.article_id
        """,
        {"keys": found},
    )


def one(warehouse: Warehouse, article_id: str) -> Row | None:
    """An article with its outlet and its story's title."""
    return warehouse.row(
        f"""
        with a as materialized (from articles where article_id = $article_id)
        select a.*, s.name as outlet, s.owner, s.speaks_for, st.title as story_title, o.title as copied_title
        from a
        left join sources as s using (source_id)
        left join {picked("stories", "story_id", "select story_id from a")} as st using (story_id)
        left join {picked("articles", "article_id", "select copy_of from a")} as o on o.article_id = a.copy_of
        """,
        {"article_id": article_id},
    )


def revisions(warehouse: Warehouse, article_id: str) -> list[Row]:
    """The revisions of an article with their text and capture, the newest first."""
    return warehouse.rows(
        f"""
        with r as materialized (from revisions where article_id = $article_id)
        select r.*, c.fetched_at, c.payload_sha256, c.warc_file, c.warc_offset, c.final_url
        from r
        left join {picked("captures", "capture_id", "select capture_id from r")} as c using (capture_id)
        order by r.number desc
        """,
        {"article_id": article_id},
    )


def read_from(warehouse: Warehouse, revision_id: str) -> dict[str, list[Row]]:
    """Everything read from a revision, by kind: acts, names, quotes, situations."""
    asked = {"revision_id": revision_id}
    return {
        "acts": warehouse.rows(
            """
            select mention_id, event_id, claim_id, within_id, event_type, modality, quad, trigger, trigger_start,
                trigger_end, sentence, sentence_start, sentence_end, place_start, place_end, time_start, time_end,
                actors, recipients, speaker, confidence
            from event_mentions where revision_id = $revision_id order by trigger_start, mention_id
            """,
            asked,
        ),
        "names": warehouse.rows(
            """
            select name, kind, country, role, start_char, end_char from entity_mentions
            where revision_id = $revision_id order by start_char
            """,
            asked,
        ),
        "quotes": warehouse.rows(
            """
            select speaker, direct, start_char, end_char, text from quotes
            where revision_id = $revision_id and stance = 'said' order by start_char
            """,
            asked,
        ),
        "situations": warehouse.rows(
            """
            select m.situation_id, s.bearer, s.attribute, m.value, m.status, m.start_char, m.end_char, m.text
            from situation_mentions as m left join situations as s using (situation_id)
            where m.revision_id = $revision_id order by m.start_char
            """,
            asked,
        ),
    }


def name_marks(warehouse: Warehouse, revision_ids: list[str]) -> dict[str, list[Row]]:
    """The names found in each of several revisions, by revision."""
    found: dict[str, list[Row]] = {revision_id: [] for revision_id in revision_ids}
    for row in warehouse.rows(
        f"""
        select revision_id, name, kind, start_char, end_char
        from {picked("entity_mentions", "revision_id", "select unnest($revision_ids::varchar[])")}
        order by start_char
        """,
        {"revision_ids": revision_ids},
    ):
        found[row["revision_id"]].append(row)
    return found
