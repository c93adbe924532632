"""Both sides of what is claimed: which country speaks of which, and the claims that another side answered."""

from __future__ import annotations

from typing import Any

from dashboard.queries.claims import standing
from dashboard.snapshot import Warehouse

Row = dict[str, Any]


def sides(warehouse: Warehouse, limit: int = 20) -> list[Row]:
    """Pairs of countries of which one speaks of the other: how many claims each way, how many of them answered.

    `one` is the country that speaks more. An entity's key stands beside each country that has one.
    """
    return warehouse.rows(
        """
        with spoken as (
            select distinct c.claim_id, c.speaker_country as by_country, e.country as of_country,
                c.answer = 'answered' as answered
            from (
                select claim_id, speaker_country, answer, unnest(about_entity_ids) as entity_id
                from claims where speaker_country is not null
            ) as c
            inner join entities as e using (entity_id)
            where e.country is not null and e.country <> c.speaker_country
        ),
        ways as (
            select by_country, of_country, count(*) as says, count(*) filter (answered) as answered
            from spoken group by all
        ),
        pairs as (
            select w.by_country as one, w.of_country as other, w.says as one_says, w.answered as one_answered,
                coalesce(b.says, 0) as other_says, coalesce(b.answered, 0) as other_answered
            from ways as w
            left join ways as b on b.by_country = w.of_country and b.of_country = w.by_country
            where w.says > coalesce(b.says, 0) or (w.says = b.says and w.by_country < w.of_country)
        ),
        named as (
            select country, max_by(entity_id, mentions) as entity_id from entities
            where kind = 'country' group by country
        )
        select p.*, n.entity_id as one_id, m.entity_id as other_id
        from pairs as p
        left join named as n on n.country = p.one
        left join named as m on m.country = p.other
        order by one_says + other_says desc, one, other limit $limit
        """,
        {"limit": limit},
    )


def answered(warehouse: Warehouse, limit: int = 12) -> list[tuple[Row, Row, Row]]:
    """Claims with the other side's answer, the newest first: what was found, the claim, the answer."""
    found = warehouse.rows(
        """
        select a.claim_id, a.answer_claim_id, a.side_name, a.manner, a.told, c.last_reported_at
        from claim_answers as a inner join claims as c using (claim_id)
        where a.answer = 'answered' and a.answer_claim_id is not null
        order by c.last_reported_at desc nulls last, a.claim_answer_id limit $limit
        """,
        {"limit": limit},
    )
    keys = [key for row in found for key in (row["claim_id"], row["answer_claim_id"])]
    held = {row["claim_id"]: row for row in _by_key(warehouse, keys)} if keys else {}
    return [
        (row, held[row["claim_id"]], held[row["answer_claim_id"]])
        for row in found
        if row["claim_id"] in held and row["answer_claim_id"] in held
    ]


def _by_key(warehouse: Warehouse, claim_ids: list[str]) -> list[Row]:
    which = "select rowid from claims where claim_id in (select unnest($claim_ids::varchar[]))"
    return standing(warehouse, which, {"claim_ids": claim_ids})
