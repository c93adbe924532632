"""A reader's query, run apart."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dashboard.sandbox import Job
from dashboard.snapshot import Warehouse
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.recipes import recipes

ENDLESS = "select max(hash(range)) from range(1000000000000000)"
"""Streams: it holds nothing, so that its time runs out before its memory does, on any machine."""


def ended(job: Job, within: float = 30) -> Job:
    limit = time.monotonic() + within
    while job.state() == "running":
        assert time.monotonic() < limit, "the query did not end"
        time.sleep(0.05)
    return job


def test_a_query_gives_its_rows(warehouse: Warehouse) -> None:
    job = ended(Job(warehouse.path, "select event_id, actor_names from events order by 1"))
    assert job.state() == "done", job.message
    assert job.table is not None
    assert job.table.column_names == ["event_id", "actor_names"]
    assert job.rows == job.table.num_rows > 50


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("delete from events", "read-only"),
        ("select * from read_csv('/etc/passwd')", "no files"),
        ("copy events to 'out.csv'", "read-only"),
        ("select nothing from nowhere", "nowhere"),
        ("", "empty"),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_reason(warehouse: Warehouse, query: str, words: str) -> None:
    job = ended(Job(warehouse.path, query))
    assert job.state() == "failed"
    assert words in job.message


def test_a_query_can_be_stopped(warehouse: Warehouse) -> None:
    job = Job(warehouse.path, ENDLESS)
    assert job.state() == "running"
    job.stop()
    assert (job.state(), job.message) == ("failed", "stopped")


def test_a_query_ends_at_its_time_limit(warehouse: Warehouse) -> None:
    job = ended(Job(warehouse.path, ENDLESS, seconds=1.0), within=15)
    assert "time limit" in job.message


def test_a_result_too_large_ends_the_query_and_nothing_else(warehouse: Warehouse) -> None:
    job = ended(Job(warehouse.path, "select range as a, range as b, range as c from range(400000000)", seconds=25))
    assert job.state() == "failed"
    assert "memory" in job.message.lower()


def test_a_long_result_is_cut_and_says_so(warehouse: Warehouse) -> None:
    job = ended(Job(warehouse.path, "select * from range(50000)"))
    assert job.table is not None
    assert (job.table.num_rows, job.rows) == (20_000, 50_000)


@pytest.mark.parametrize("name", recipes())
def test_every_recipe_runs(warehouse: Warehouse, name: str) -> None:
    assert run_sql(Path(warehouse.path), recipes()[name]).num_columns > 0
