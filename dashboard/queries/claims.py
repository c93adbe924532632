"""Who says what, and the states of affairs that last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


STANDING = """
    select c.*, a.title, s.name as outlet, c.claim_id as mention_id
    from c
    left join (from articles where article_id in (select article_id from c)) as a using (article_id)
    left join sources as s using (source_id)
"""
"""The claims of a few rows `c` with the article and the mention where each stands: a claim has its mention's key."""


def page(warehouse: Warehouse, asked: ClaimFilter, number: int, size: int) -> list[Row]:
    """Page `number` (from 1) of the claims a search finds, the newest first."""
    condition, values = asked.condition()
    return warehouse.rows(
        f"""
        with c as materialized (
            from claims where rowid in (
                select rowid from claims where {condition}
                order by last_reported_at desc nulls last, claim_id limit $size_ offset $skip_
            )
        )
        {STANDING}
        order by c.last_reported_at desc nulls last, c.claim_id
        """,
        {**values, "size_": size, "skip_": (max(number, 1) - 1) * size},
    )


def numbered(warehouse: Warehouse, numbers: list[int]) -> list[Row]:
    """A few claims by their `claim_number`, the newest first."""
    return warehouse.rows(
        f"""
        with c as materialized (
            from claims where rowid in (
                select rowid from claims where claim_number in (select unnest($numbers::ubigint[]))
            )
        )
        {STANDING}
        order by c.last_reported_at desc nulls last, c.claim_id
        """,
        {"numbers": numbers},
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
