"""Saved searches over a published warehouse: raised once, brought up to date in place, sent and fed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import httpx
import pytest

from pipelines.desk.filters import EventFilter
from pipelines.desk.judging import atom, judge, usual
from pipelines.desk.store import Desk
from pipelines.settings import Home
from pipelines.warehouse.snapshot import snapshot_meta
from tests.dashboard.reading_tables import create_reading
from tests.dashboard.warehouse_sample import build

NOW = datetime(2025, 11, 10, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    build(tmp_path, kind="real")
    return Home(tmp_path)


def _change(home: Home, statement: str) -> datetime:
    """Alters the snapshot as a publish would, an hour after the last; returns its pass time."""
    with duckdb.connect(home.published_link.resolve()) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("update meta set pass_time = pass_time + interval 1 hour")
        connection.execute(statement)
        create_reading(connection)
        row = connection.execute("select pass_time from meta").fetchone()
    assert row is not None
    found: datetime = row[0]
    return found


def _passed(home: Home) -> datetime:
    return snapshot_meta(home.published_link.resolve()).pass_time


ADDED = """
    insert into event_changes (change_id, event_id, change, changed_at)
    select 'c' || event_id || pass_time::varchar, event_id, 'added', pass_time from events, meta
    where event_type = 'ASSAULT' order by event_id limit 2
"""


def test_what_came_since_is_raised_once_and_brought_up_to_date(home: Home) -> None:
    desk = Desk(home.desk_file)
    desk.save("Attacks", "match", EventFilter(type=("ASSAULT",)), None, _passed(home))
    assert judge(home, NOW).told == 0
    _change(home, ADDED)
    assert judge(home, NOW).told == 2
    assert judge(home, NOW).told == 0
    first = {entry.entry_id for entry in desk.entries()}
    _change(home, ADDED + "; update events set summary = 'Corrected' where event_type = 'ASSAULT'")
    assert judge(home, NOW).told == 2
    assert {entry.entry_id for entry in desk.entries()} == first
    assert {entry.title for entry in desk.entries()} == {"Corrected"}


def test_a_listener_that_is_away_gets_it_the_next_time(home: Home) -> None:
    Desk(home.desk_file).save("All", "match", EventFilter(), "http://listener.example/", _passed(home))
    _change(home, ADDED)
    got: list[dict[str, Any]] = []

    def away(address: str, message: dict[str, Any]) -> None:
        raise httpx.ConnectError("away")

    assert judge(home, NOW, send=away).failed == 1
    assert judge(home, NOW, send=lambda address, message: got.append(message)).sent == 2
    assert judge(home, NOW, send=lambda address, message: got.append(message)).sent == 0
    assert len(got[0]["entries"]) == 2


def test_a_day_out_of_its_band_is_told_and_is_over_when_it_is_back(home: Home) -> None:
    desk = Desk(home.desk_file)
    desk.save("Pace", "band", EventFilter(), None, _passed(home))
    many = """
        insert into events (event_id, summary, first_reported_at)
        select 'burst' || i, 'burst', (select pass_time from meta) - interval 1 minute from range(400) as r(i)
    """
    _change(home, many)
    judge(home, NOW)
    entry = desk.entries()[0]
    assert "more than usual" in entry.title
    assert entry.closed_at is None
    _change(home, "delete from events where summary = 'burst'")
    judge(home, NOW)
    assert desk.entries()[0].closed_at is not None or "fewer" in desk.entries()[0].title


def test_the_usual_band_is_robust_against_one_wild_day() -> None:
    low, high = usual([5, 6, 4, 5, 7, 5, 300])
    assert low == 0
    assert 10 < high < 20


def test_the_feed_is_atom_whatever_a_title_holds(home: Home) -> None:
    desk = Desk(home.desk_file)
    search = desk.save("<b>&", "match", EventFilter(), None, NOW)
    desk.put(search, "e1", "<script>\x00]]>", '{"origins": 2}', NOW)
    feed = ElementTree.fromstring(atom(desk.entries(), NOW))
    space = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{space}entry/{space}title") == "<b>&: <script>\ufffd]]>"
    assert feed.findtext(f"{space}entry/{space}id", "").startswith("urn:dateline:alert:")
