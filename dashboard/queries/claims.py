"""Who says what, and the states of affairs that last."""

from __future__ import annotations

from typing import Any

from dashboard.snapshot import Warehouse

Row = dict[str, Any]

ALL: Row = {"speaker": [], "about": [], "modality": [], "answer": [], "text": "", "claim": None}
"""A search that finds every claim; the fields of a search are these."""

_CONDITION = """
    ($claim is null or c.claim_id = $claim)
    and (len($speaker) = 0 or list_contains($speaker, c.speaker))
    and (len($about) = 0 or list_has_any(c.about, $about) or list_has_any(c.recipients, $about))
    and (len($modality) = 0 or list_contains($modality, c.modality))
    and (len($answer) = 0 or list_contains($answer, c.answer))
    and ($text = '' or contains(lower(c.sentence), lower($text)) or contains(lower(c.summary), lower($text)))
"""


def count(warehouse: Warehouse, asked: Row) -> int:
    """How many claims a search (fields as in ALL) finds."""
    row = warehouse.row(f"select count(*) as claims from claims as c where {_CONDITION}", asked)
    return int(row["claims"]) if row else 0


STANDING = """
    select c.*, a.title, s.name as outlet, m.mention_id
    from c
    left join (from articles where article_id in (select article_id from c)) as a using (article_id)
    left join sources as s using (source_id)
    left join (
        select claim_id, min(mention_id) as mention_id from event_mentions
        where claim_id in (select claim_id from c) group by claim_id
    ) as m using (claim_id)
"""
"""The claims of a few rows `c` with the article and the mention where each stands."""


def page(warehouse: Warehouse, asked: Row, number: int, size: int) -> list[Row]:
    """Page `number` (from 1) of the claims a search finds, the newest first."""
    return warehouse.rows(
        f"""
        with c as materialized (
            from claims where rowid in (
                select c.rowid from claims as c where {_CONDITION}
                order by last_reported_at desc nulls last, claim_id limit $size_ offset $skip_
            )
        )
        {STANDING}
        order by c.last_reported_at desc nulls last, c.claim_id
        """,
        {**asked, "size_": size, "skip_": (max(number, 1) - 1) * size},
    )


def choices(warehouse: Warehouse) -> dict[str, list[str]]:
    """Speakers and those spoken of, the most frequent first."""
    wanted = {
        "speaker": "select speaker as value, count(*) as n from claims group by 1",
        "about": "select name as value, mentions as n from entities where kind <> 'place'",
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


def situations(warehouse: Warehouse) -> list[Row]:
    """All situations, grouped by their bearer, each by its start."""
    return warehouse.rows(
        """
        select * from situations
        order by min(situation_from) over (partition by bearer), bearer, situation_from nulls first, situation_id
        limit 500
        """
    )


def situation_evidence(warehouse: Warehouse, situation_id: str, limit: int = 40) -> list[Row]:
    """The passages that tell a situation, the earliest report first, each with its article and text."""
    return warehouse.rows(
        """
        select m.*, a.title, a.url, a.published_at, s.name as outlet, r.text as stored
        from situation_mentions as m
        left join articles as a using (article_id)
        left join sources as s on s.source_id = m.source_id
        left join revisions as r on r.revision_id = m.revision_id
        where m.situation_id = $situation_id
        order by a.published_at nulls last, m.start_char
        limit $limit
        """,
        {"situation_id": situation_id, "limit": limit},
    )
