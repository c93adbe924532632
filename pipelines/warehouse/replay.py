"""Dead letters: inputs that a step has given up, and how they are made due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from pipelines.records import LedgerRow
from pipelines.warehouse.rows import fetch

NEWEST = """
    select step, input_id, max_by(ledger, row("at", attempts)) as held
    from landing.ledger
    group by step, input_id
"""
"""The ledger row that holds for each step and input, whatever the version: the latest."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An input a step has given up: `address` is the page it is about, where that is known."""

    step: str
    version: str
    input_id: str
    attempts: int
    at: datetime
    error_class: str | None
    error_message: str | None
    address: str | None


def dead_letters(connection: duckdb.DuckDBPyConnection, limit: int) -> list[DeadLetter]:
    """The dead letters of every step, latest first."""
    return fetch(
        connection,
        DeadLetter,
        f"""
        with newest as ({NEWEST})
        select held.*, coalesce(entries.url, captures.url, revisions.url) as address
        from newest
        left join landing.feed_entries as entries on newest.step = 'fetch' and newest.input_id = entries.entry_id
        left join landing.captures as captures on newest.step = 'extract' and newest.input_id = captures.capture_id
        left join landing.revisions as revisions
            on newest.step in ('relate', 'annotate') and newest.input_id = revisions.revision_id
        where held.outcome = 'dead'
        order by held."at" desc, newest.input_id
        limit $limit
        """,
        {"limit": limit},
    )


def requeued(connection: duckdb.DuckDBPyConnection, run_id: str, now: datetime, failed_too: bool) -> list[LedgerRow]:
    """A ledger row for each dead letter that makes it due at once, as if it had never been tried."""
    given_up = fetch(
        connection,
        LedgerRow,
        f"""
        with newest as ({NEWEST})
        select held.* from newest
        where held.outcome = 'dead' or ($failed_too and held.outcome = 'failed' and held.next_try_at > $now)
        """,
        {"failed_too": failed_too, "now": now},
    )
    return [
        LedgerRow(
            step=row.step,
            version=row.version,
            input_id=row.input_id,
            outcome="failed",
            attempts=0,
            next_try_at=now,
            run_id=run_id,
            at=max(now, row.at + timedelta(microseconds=1)),
            error_class="Requeued",
            error_message="made due again by hand",
        )
        for row in given_up
    ]
