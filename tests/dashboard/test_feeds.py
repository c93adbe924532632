"""The feeds as a feed reader asks for them."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import httpx
import pytest
from starlette.applications import Starlette

from dashboard.feeds import ROUTES
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import EventFilter
from pipelines.desk.store import Desk
from pipelines.settings import Home

AT = datetime(2025, 11, 1, tzinfo=UTC)


def get(address: str, **headers: str) -> httpx.Response:
    """What the feeds answer."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
            return await client.get(address, headers=headers)

    return asyncio.run(ask())


def test_a_filter_has_a_feed_whose_entries_lead_to_their_events(served: Path, warehouse: Warehouse) -> None:
    feed = feedparser.parse(get("/feeds/events.atom?type=ASSAULT&since=2025-10-20").content)
    assert not feed.bozo
    assert feed.feed.title == "Dateline: events, since 2025-10-20; type ASSAULT"
    wanted = warehouse.rows(
        "select event_id from events where event_type = 'ASSAULT' and coalesce(event_to, event_from) >= '2025-10-20'"
    )
    assert {entry.link for entry in feed.entries} == {f"http://desk.example/event?id={r['event_id']}" for r in wanted}


def test_nothing_is_sent_again_to_a_reader_that_has_it(served: Path) -> None:
    first = get("/feeds/events.atom")
    again = get("/feeds/events.atom", **{"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.mark.parametrize("asked", ["typ=ASSAULT", "since=yesterday", "quad=many"])
def test_an_address_that_asks_for_nothing_known_is_refused_and_not_taken_for_less(served: Path, asked: str) -> None:
    answer = get(f"/feeds/events.atom?{asked}")
    assert answer.status_code == 400
    assert asked.partition("=")[0] in answer.text


def test_each_saved_search_has_a_feed(served: Path, home: Path, tmp_path: Path) -> None:
    desk = Desk(Home(home).desk_file)
    one, other = (desk.save(name, "match", EventFilter(), None, AT) for name in ("<b>One", "Other"))
    desk.put(one, "0123456789abcdef", "<script>x</script>", '{"origins": 2}', AT)
    desk.put(other, "band", "40 first reports", "{}", AT)
    try:
        every = feedparser.parse(get("/feeds/alerts.atom").content)
        feed = feedparser.parse(get(f"/feeds/alerts.atom?search={one}").content)
    finally:
        desk.drop(one)
        desk.drop(other)
    assert len(every.entries) == 2
    assert every.feed.id != feed.feed.id
    [entry] = feed.entries
    assert entry.link == "http://desk.example/event?id=0123456789abcdef"
    assert entry.title_detail.type == "text/plain"
    assert "<script>" in entry.title


def test_before_the_first_publish_a_reader_is_told_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("DATELINE_SAMPLE_HOME", str(tmp_path / "none"))
    answer = get("/feeds/events.atom")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


def test_a_filter_comes_back_from_its_address() -> None:
    asked = EventFilter(
        since=date(2025, 10, 1), actor=("O'Brien; --", "A&B"), quad=(3, 4), origins=2, confidence=0.5, text="ünder"
    )
    assert EventFilter.from_pairs(asked.pairs()) == asked
