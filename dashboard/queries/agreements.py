"""Agreements with what was undertaken in them, how each undertaking stands, and on whose word."""

from __future__ import annotations

from typing import Any

from dashboard.queries.picking import picked
from dashboard.snapshot import Warehouse

Row = dict[str, Any]

_NEWEST = "agreed_from desc nulls last, origins desc, event_id"


def count(warehouse: Warehouse) -> int:
    """How many agreements there are."""
    row = warehouse.row("select count(*) as agreements from agreements")
    return int(row["agreements"]) if row else 0


def page(warehouse: Warehouse, number: int, size: int) -> list[Row]:
    """Page `number` (from 1) of the agreements, the newest first."""
    return warehouse.rows(
        f"select * from agreements order by {_NEWEST} limit $size offset $skip",
        {"size": size, "skip": (max(number, 1) - 1) * size},
    )


def of_event(warehouse: Warehouse, event_id: str) -> Row | None:
    """The agreement that an event is, None where it is none."""
    return warehouse.row("select * from agreements where event_id = $event_id", {"event_id": event_id})


def commitments(warehouse: Warehouse, event_ids: list[str]) -> dict[str, list[Row]]:
    """What was undertaken in each of several agreements, by agreement; what is due first comes first."""
    found: dict[str, list[Row]] = {event_id: [] for event_id in event_ids}
    for row in warehouse.rows(
        """
        select * from commitments where agreement_event_id in (select unnest($event_ids::varchar[]))
        order by due_from nulls last, commitment_id
        """,
        {"event_ids": event_ids},
    ):
        found[row["agreement_event_id"]].append(row)
    return found


def reports(warehouse: Warehouse, event_ids: list[str]) -> dict[str, list[Row]]:
    """What was reported of several agreements and their commitments, by agreement, the newest first."""
    found: dict[str, list[Row]] = {event_id: [] for event_id in event_ids}
    for row in warehouse.rows(
        f"""
        with r as (
            select * from commitment_reports where agreement_event_id in (select unnest($event_ids::varchar[]))
        )
        select r.*, a.title, coalesce(s.name, a.site) as outlet,
            coalesce(r.event_mention_id, r.claim_id) as mention_id
        from r
        left join {picked("articles", "article_id", "select article_id from r")} as a using (article_id)
        left join sources as s on s.source_id = a.source_id
        order by r.reported_on desc nulls last, r.report_id
        """,
        {"event_ids": event_ids},
    ):
        found[row["agreement_event_id"]].append(row)
    return found
