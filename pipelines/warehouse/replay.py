"""Dead letters: inputs that a step has given up, and how they are made due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from pipelines.records import LedgerRow
from pipelines.settings import Home
from pipelines.warehouse.faults import LockHeld, machine_faults
from pipelines.warehouse.lock import run_lock
from pipelines.warehouse.rows import fetch

_GIVEN_UP = """
    select step, input_id, max_by(ledger, row("at", attempts)) as held
    from landing.ledger
    semi join (from lookup.waiting where outcome = 'dead') as given_up using (step, input_id)
    where outcome = 'dead'
    group by step, input_id
"""
"""The ledger row by which each dead letter was given up, whatever the version: the latest."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An input a step has given up: `address` is the page it is about, where that is known; `run_id` gave it up."""

    step: str
    version: str
    input_id: str
    attempts: int
    run_id: str
    at: datetime
    error_class: str | None
    error_message: str | None
    address: str | None


def dead_letters(connection: duckdb.DuckDBPyConnection, limit: int) -> list[DeadLetter]:
    """The dead letters of every step, latest first; those of articles taken down are left out."""
    return fetch(
        connection,
        DeadLetter,
        f"""
        with given_up as ({_GIVEN_UP})
        select held.*, coalesce(entries.url, captures.url, revisions.url) as address
        from given_up
        left join landing.feed_entries as entries on given_up.step = 'fetch' and given_up.input_id = entries.entry_id
        left join landing.captures as captures on given_up.step = 'extract' and given_up.input_id = captures.capture_id
        left join landing.revisions as revisions
            on given_up.step in ('relate', 'annotate') and given_up.input_id = revisions.revision_id
        where not exists (
            from landing.tombstones
            where tombstones.canonical_url in (entries.canonical_url, captures.canonical_url)
                or tombstones.article_id = revisions.article_id
        )
        order by held."at" desc, given_up.input_id
        limit $limit
        """,
        {"limit": limit},
    )


def dead_letters_of(home: Home, dagster_run_id: str | None = None) -> list[DeadLetter] | None:
    """The dead letters of a home, or those that one ended run left, by its id in Dagster's records.

    None while a run holds the home: then nobody can tell without waiting for it.
    """
    if not home.build_file.exists():
        return []
    try:
        with (
            run_lock(home, "list of dead letters", wait_seconds=0),
            machine_faults("read the dead letters", home.build_file),
            duckdb.connect(home.build_file, read_only=True) as connection,
        ):
            connection.execute("set timezone = 'UTC'")
            letters = dead_letters(connection, 100_000)
            if dagster_run_id is None:
                return letters
            ran = connection.execute(
                "select run_id from landing.run_events where dagster_run_id = $run", {"run": dagster_run_id}
            ).fetchall()
    except LockHeld:
        return None
    except duckdb.CatalogException:  # nothing ever landed
        return []
    return [letter for letter in letters if (letter.run_id,) in ran]


def requeued(connection: duckdb.DuckDBPyConnection, run_id: str, now: datetime) -> list[LedgerRow]:
    """A ledger row for each dead letter that makes it due at once, as if it had never been tried."""
    given_up = fetch(connection, LedgerRow, f"select held.* from ({_GIVEN_UP})")
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
