"""Who says what, and the states of affairs that last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.queries.picking import picked
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import CLAIM_WORDS, told_with, words_conditions

Row = dict[str, Any]

_SAID_OF = {"speaker": ">", "about": "<"}
"""The fields that are words of claims, and the sign that stands before them there."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What is asked of claims; an empty field asks nothing. Names of several values mean any of them.

    `text` is words of the claim or of its sentence, each of which may be the beginning of a longer one.
    """

    speaker: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    text: str = ""
    claim: str | None = None

    def condition(self) -> tuple[str, Row]:
        """The condition over `claims`, with `$name` parameters, and their values."""
        clauses: list[str] = []
        words: list[str] = []
        values: Row = {}
        for name in ("speaker", "about", "modality", "answer"):
            mark, asked = _SAID_OF.get(name), getattr(self, name)
            if not asked:
                continue
            among = ", ".join(f"${name}{i}" for i in range(len(asked)))
            (words if mark else clauses).append(f"w.word in ({among})" if mark else f"{name} in ({among})")
            values |= {f"{name}{i}": f"{mark or ''}{one}" for i, one in enumerate(asked)}
        if self.text:
            told, held = words_conditions(self.text)
            words = told + words
            values |= held
        if words:
            clauses.append(told_with(*words, of=CLAIM_WORDS))
        if self.claim is not None:
            clauses.append("claim_id = $claim")
            values["claim"] = self.claim
        return " and ".join(f"({clause})" for clause in clauses) or "true", values


def count(warehouse: Warehouse, asked: ClaimFilter) -> int:
    """How many claims a search finds."""
    condition, values = asked.condition()
    row = warehouse.row(f"select count(*) as claims from claims where {condition}", values)
    return int(row["claims"]) if row else 0


def standing(warehouse: Warehouse, which: str, values: Row) -> list[Row]:
    """The claims of a few rows (`which`: SQL for their rowid) with the article and the mention where each stands, the
    newest first: a claim has its mention's key."""
    found = warehouse.rows(f"select rowid as number, article_id from claims where rowid in ({which})", values)
    return [] if not found else warehouse.rows(
        f"""
        select c.*, a.title, s.name as outlet, c.claim_id as mention_id
        from (from claims where rowid in (select unnest($numbers::bigint[]))) as c
        left join {picked("articles", "article_id", "select unnest($articles::varchar[])")} as a using (article_id)
        left join sources as s using (source_id)
        order by c.last_reported_at desc nulls last, c.claim_id
        """,
        {"numbers": [row["number"] for row in found], "articles": [row["article_id"] for row in found]},
    )  # fmt: skip


def page(warehouse: Warehouse, asked: ClaimFilter, number: int, size: int) -> list[Row]:
    """Page `number` (from 1) of the claims a search finds, the newest first."""
    condition, values = asked.condition()
    return standing(
        warehouse,
        f"""
        select rowid from claims where {condition}
        order by last_reported_at desc nulls last, claim_id limit $size_ offset $skip_
        """,
        {**values, "size_": size, "skip_": (max(number, 1) - 1) * size},
    )


def numbered(warehouse: Warehouse, numbers: list[int]) -> list[Row]:
    """A few claims by their `claim_number`, the newest first."""
    which = "select rowid from claims where claim_number in (select unnest($numbers::ubigint[]))"
    return standing(warehouse, which, {"numbers": numbers})


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
        f"""
        with m as materialized (from situation_mentions where situation_id = $situation_id)
        select m.*, a.title, a.url, a.published_at, s.name as outlet, r.text as stored
        from m
        left join {picked("articles", "article_id", "select article_id from m")} as a using (article_id)
        left join sources as s on s.source_id = m.source_id
        left join {picked("revisions", "revision_id", "select revision_id from m")} as r
            on r.revision_id = m.revision_id
        order by a.published_at nulls last, m.start_char
        limit $limit
        """,
        {"situation_id": situation_id, "limit": limit},
    )
