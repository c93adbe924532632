"""The look-ups beside landing: made anew they say what they said as rows landed, and they are asked by their index."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pipelines.settings import Home
from pipelines.warehouse.connection import writer
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.lookups import LOOKUPS
from tests.warehouse.world import NOON, archived, entry, ledger_row

HOUR = timedelta(hours=1)


def lookups(home: Home) -> dict[str, list[Any]]:
    with writer(home) as connection:
        return {
            name: connection.execute(f"from lookup.{name} order by all").fetchall() for name in (*LOOKUPS, "waiting")
        }


def test_made_anew_they_are_as_they_grew(home: Home) -> None:
    new, tried, dead, revisited, finished = (entry(name) for name in ("new", "tried", "dead", "revisited", "finished"))
    talks = archived(home, "talks")
    turns = [
        ledger_row("fetch", tried.entry_id, "failed", attempts=1, next_try_at=NOON + HOUR),
        ledger_row("fetch", dead.entry_id, "failed", attempts=1, next_try_at=NOON + HOUR),
        ledger_row("fetch", dead.entry_id, "dead", attempts=2, at=NOON + HOUR),
        ledger_row("fetch", revisited.entry_id, "done", attempts=1, next_try_at=NOON + 6 * HOUR),
        ledger_row("fetch", finished.entry_id, "done", attempts=1, next_try_at=NOON + 6 * HOUR),
        ledger_row("fetch", finished.entry_id, "done", attempts=1, at=NOON + 6 * HOUR),
        ledger_row("extract", talks.capture_id, "failed", attempts=1, next_try_at=NOON + HOUR),
    ]
    with Landing.open(home) as landing:
        landing.append({"feed_entries": [new, tried, dead, revisited, finished], "captures": [talks]})
        landing.append({"ledger": turns[:5]})
        for row in turns[5:]:
            landing.append({"ledger": [row]})
    grown = lookups(home)
    assert {row[1] for row in grown["waiting"] if row[0] == "fetch" and row[3] != "dead"} == {
        new.entry_id, tried.entry_id, revisited.entry_id,
    }  # fmt: skip
    with writer(home) as connection:
        connection.execute("drop schema lookup cascade")
    with Landing.open(home) as landing:
        due = landing.pages_due(NOON + 6 * HOUR, 10)
    assert lookups(home) == grown
    assert [(page.entry_id, page.attempts, page.revisit) for page in due] == [
        (page.entry_id, attempts, revisit)
        for page, attempts, revisit in sorted(
            [(new, 0, False), (tried, 1, False), (revisited, 0, True)], key=lambda turn: (turn[2], turn[0].entry_id)
        )
    ]


def test_they_are_asked_by_their_index(home: Home) -> None:
    with Landing.open(home):
        pass
    with writer(home) as connection:
        connection.execute(
            "insert into lookup.payloads select sha256(i::varchar), i::varchar, now(), true from range(20000) as t (i)"
        )
        plan = connection.execute(
            "explain analyze select capture_id, holds from lookup.payloads where payload_sha256 in"
            " (select unnest([sha256('7'), sha256('9')]))"
        ).fetchall()
    assert "Index Scan" in plan[0][1]
