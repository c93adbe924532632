"""A tick in which nothing is new sends one conditional request a due feed, and no other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.collect.loopback import Desk, Site, page, rss, source

HOSTS = ("harbour", "valley", "hill")
FEEDS = [f"http://{host}.example/rss" for host in HOSTS]


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    """Three outlets with two pages each, all of it collected."""
    for host, feed in zip(HOSTS, FEEDS, strict=True):
        site.says(f"http://{host}.example/robots.txt", "User-agent: *\nDisallow: /private/\n")
        site.says(feed, rss("/ferry", "/bridge"), etag=f'W/"{host}-1"')
        for name in ("ferry", "bridge"):
            site.says(f"http://{host}.example/{name}", page(f"{name} of {host}"), content_type="text/html")
    made = Desk(site, tmp_path / "archive")
    made.poll(*map(source, FEEDS))
    made.fetch()
    assert len([c for c in made.rows.captures if c.purpose == "page"]) == 6
    site.asked.clear()
    return made


def test_one_conditional_request_a_due_feed_and_no_other(desk: Desk, site: Site) -> None:
    desk.now += timedelta(minutes=20)
    counts = desk.poll(*map(source, FEEDS)), desk.fetch()
    assert sorted(site.paths()) == sorted(f"{host}.example/rss" for host in HOSTS)
    assert {asked.host: asked.headers["If-None-Match"] for asked in site.asked} == {
        f"{host}.example": f'W/"{host}-1"' for host in HOSTS
    }
    assert (counts[0].requests, counts[0].unchanged, counts[1].requests) == (3, 3, 0)


def test_a_feed_that_is_not_due_is_not_asked(desk: Desk, site: Site) -> None:
    desk.now += timedelta(minutes=5)
    desk.poll(*map(source, FEEDS))
    desk.fetch()
    assert site.asked == []


def test_rules_of_a_day_ago_are_asked_for_anew(desk: Desk, site: Site) -> None:
    desk.now += timedelta(hours=25)
    desk.poll(source(FEEDS[0]))
    assert site.paths() == ["harbour.example/robots.txt", "harbour.example/rss"]
