"""Fetching pages: each outcome, what the ledger holds of it, and the manners between two requests."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from pipelines.archive.reader import read_payload
from pipelines.collect.keeping import next_revisit
from pipelines.collect.network import Network, Request
from pipelines.collect.pages import not_a_page
from tests.collect.loopback import START, Desk, Site, page

A = "http://harbour.example/a"
HOURS = timedelta(hours=1)


def test_a_new_page_is_archived_and_due_again_after_six_hours(desk: Desk, site: Site) -> None:
    site.says(A, page("The ferry sails again"), etag='"1"', content_type="text/html; charset=UTF-8")
    desk.name(A)
    counts = desk.fetch()
    capture = desk.rows.captures[-1]
    assert (capture.status, capture.content_type, capture.charset, capture.purpose) == (
        200,
        "text/html",
        "utf-8",
        "page",
    )
    assert read_payload(desk.folder, capture.warc_file, capture.warc_offset) == page("The ferry sails again").encode()
    (row,) = desk.rows.ledger
    assert (row.step, row.outcome, row.next_try_at) == ("fetch", "done", START + 6 * HOURS)
    assert (counts.done, counts.captures, counts.dead) == (1, 1, 0)
    assert desk.rows.of(A).capture_id == capture.capture_id


def test_a_done_page_is_not_asked_before_its_turn(desk: Desk, site: Site) -> None:
    site.says(A, page("x"))
    desk.name(A)
    desk.fetch()
    site.asked.clear()
    desk.now += 5 * HOURS
    desk.fetch()
    assert site.asked == []


def test_revisits_are_conditional_and_end_after_the_last(desk: Desk, site: Site) -> None:
    site.says(A, page("x"), etag='"1"')
    desk.name(A)
    desk.fetch()
    for hour in (6, 24, 72, 500):
        desk.now = START + hour * HOURS
        desk.fetch()
    asked = [asked for asked in site.asked if asked.path == "/a"]
    assert len(asked) == 4
    assert [a.headers.get("If-None-Match") for a in asked] == [None, '"1"', '"1"', '"1"']
    assert [row.next_try_at for row in desk.rows.ledger] == [START + h * HOURS for h in (6, 24, 72)] + [None]
    assert [a.outcome for a in desk.rows.attempts if a.purpose == "page"] == ["done"] + ["unchanged"] * 3


def test_a_revised_page_is_a_second_capture_and_the_same_one_a_revisit_record(desk: Desk, site: Site) -> None:
    site.says(A, page("first words"))
    desk.name(A)
    desk.fetch()
    desk.now = START + 6 * HOURS
    site.says(A, page("other words"))
    desk.fetch()
    desk.now = START + 24 * HOURS
    desk.fetch()
    first, second, third = [c for c in desk.rows.captures if c.purpose == "page"]
    assert first.canonical_url == second.canonical_url == third.canonical_url
    assert second.refers_to is None
    assert third.refers_to == second.capture_id
    assert [a.outcome for a in desk.rows.attempts if a.purpose == "page"] == ["done", "done", "unchanged"]


def test_a_page_that_vanishes_is_gone_and_stays_read(desk: Desk, site: Site) -> None:
    site.says(A, page("x"))
    desk.name(A)
    desk.fetch()
    desk.now = START + 6 * HOURS
    site.says(A, "gone", 410)
    assert desk.fetch().gone == 1
    assert (desk.rows.of(A).outcome, desk.rows.of(A).status) == ("gone", 410)
    assert (desk.rows.ledger[-1].outcome, desk.rows.ledger[-1].next_try_at) == ("done", None)


def test_a_page_that_moved_keeps_its_address_for_its_key(desk: Desk, site: Site) -> None:
    site.says(A, page("x"))
    desk.name(A)
    desk.fetch()
    desk.now = START + 6 * HOURS
    site.says(A, b"", 301, location="/archive/a")
    site.says("http://harbour.example/archive/a", page("x, corrected"))
    assert desk.fetch().moved == 1
    capture = desk.rows.captures[-1]
    assert (capture.url, capture.canonical_url) == (A, A)
    assert capture.final_url == "http://harbour.example/archive/a"


def test_a_page_that_leads_to_the_front_page_is_gone(desk: Desk, site: Site) -> None:
    site.says(A, b"", 302, location="/")
    site.says("http://harbour.example/", page("Front page"))
    desk.name(A)
    assert desk.fetch().gone == 1
    assert desk.rows.of(A).error_class == "RedirectedHome"
    assert not [c for c in desk.rows.captures if c.purpose == "page"]


def test_a_refused_page_is_an_outcome_and_no_dead_letter(desk: Desk, site: Site) -> None:
    site.says("http://harbour.example/robots.txt", "User-agent: *\nDisallow: /a\n")
    desk.name(A, "http://harbour.example/b")
    site.says("http://harbour.example/b", "no", 403)
    counts = desk.fetch()
    assert (counts.refused, counts.dead) == (2, 0)
    assert "harbour.example/a" not in site.paths()
    assert [row.outcome for row in desk.rows.ledger] == ["empty", "empty"]


def test_a_failing_page_is_tried_five_times_and_then_given_up(desk: Desk, site: Site) -> None:
    site.says(A, "down", 502)
    desk.name(A)
    while (rows := desk.rows.ledger)[-1:] == [] or rows[-1].outcome == "failed":
        desk.now = rows[-1].next_try_at or desk.now if rows else desk.now
        desk.fetch()
    assert [row.outcome for row in desk.rows.ledger] == ["failed"] * 4 + ["dead"]
    assert [row.attempts for row in desk.rows.ledger] == [1, 2, 3, 4, 5]
    waits = [(a.retry_at - a.attempted_at).total_seconds() / 900 for a in desk.rows.attempts[1:] if a.retry_at]
    assert all(n <= wait <= n * 1.25 for n, wait in enumerate(waits, start=1))
    assert desk.rows.ledger[-1].error_message == "502 Bad Gateway"


def test_robots_that_cannot_be_read_make_the_page_wait(desk: Desk, site: Site) -> None:
    site.says("http://harbour.example/robots.txt", "down", 503)
    site.says(A, page("x"))
    desk.name(A)
    desk.fetch()
    attempt = desk.rows.of(A)
    assert (attempt.outcome, attempt.error_class) == ("temporary", "RobotsUnreachable")
    assert desk.rows.ledger[-1].outcome == "failed"
    assert "harbour.example/a" not in site.paths()


def test_robots_that_cannot_be_read_are_told_once_and_the_other_pages_stay_due(desk: Desk, site: Site) -> None:
    site.says("http://harbour.example/robots.txt", "down", 503)
    desk.name(*[f"http://harbour.example/{n}" for n in range(5)])
    desk.fetch()
    assert len(desk.rows.ledger) == 1
    assert len(desk.rows.pages_due(desk.now, 10)) == 4


def test_robots_too_big_to_be_read_may_forbid_anything(site: Site, tmp_path: Path) -> None:
    desk = Desk(site, tmp_path, max_bytes=100_000)
    site.says("http://harbour.example/robots.txt", "User-agent: *\nDisallow: /\n" + "# more\n" * 20_000)
    site.says(A, page("x"))
    desk.name(A)
    desk.fetch()
    assert (desk.rows.of(A).outcome, desk.rows.of(A).error_class) == ("temporary", "RobotsUnreadable")
    assert "harbour.example/a" not in site.paths()


def test_robots_are_asked_once_a_round_and_read_back_for_a_day(desk: Desk, site: Site) -> None:
    site.says("http://harbour.example/robots.txt", "User-agent: *\nDisallow: /private\n")
    for name in "abc":
        site.says(f"http://harbour.example/{name}", page(name))
    desk.name(A, "http://harbour.example/b")
    desk.fetch()
    desk.now += 23 * HOURS
    desk.name("http://harbour.example/c", "http://harbour.example/private")
    desk.fetch()
    assert site.paths().count("harbour.example/robots.txt") == 1
    assert "harbour.example/private" not in site.paths()
    desk.now += 2 * HOURS
    desk.name("http://harbour.example/d")
    desk.fetch()
    assert site.paths().count("harbour.example/robots.txt") == 2


def test_a_redirect_to_another_site_keeps_that_sites_robots(desk: Desk, site: Site) -> None:
    site.says(A, b"", 302, location="http://hill.example/secret")
    site.says("http://hill.example/robots.txt", "User-agent: *\nDisallow: /secret\n")
    site.says("http://hill.example/secret", page("x"))
    desk.name(A)
    assert desk.fetch().refused == 1
    assert "hill.example/secret" not in site.paths()


def test_one_host_has_one_request_at_a_time_and_hosts_go_side_by_side(site: Site, tmp_path: Path) -> None:
    desk = Desk(site, tmp_path / "archive", delay_seconds=0.05)
    under_way: list[str] = []
    enough = Event()
    most: dict[str, int] = {"host": 0, "all": 0}

    def slowly(handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"]
        under_way.append(host)
        most["host"] = max(most["host"], under_way.count(host))
        most["all"] = max(most["all"], len(under_way))
        body = page("x").encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:10])
        handler.wfile.flush()
        if most["all"] >= 3 or most["host"] > 1:
            enough.set()
        enough.wait(timeout=2)
        handler.wfile.write(body[10:])
        under_way.remove(host)

    urls = [f"http://{host}.example/{n}" for host in ("north", "south", "west") for n in range(3)]
    for url in urls:
        site.says(url, slowly)
    desk.name(*urls)
    assert desk.fetch().done == 9
    assert most["host"] == 1
    assert most["all"] == 3


def test_the_pause_between_two_requests_to_a_host_is_kept_and_robots_may_lengthen_it(
    site: Site, tmp_path: Path
) -> None:
    desk = Desk(site, tmp_path / "archive", delay_seconds=0.01, max_delay_seconds=0.15)
    times: list[float] = []

    def noted(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        handler.send_response(404)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.says("http://harbour.example/robots.txt", "User-agent: *\nCrawl-delay: 30\n")
    for n in range(3):
        site.says(f"http://harbour.example/{n}", noted)
    desk.name(*[f"http://harbour.example/{n}" for n in range(3)])
    desk.fetch()
    assert all(later - earlier >= 0.15 for earlier, later in pairwise(times))


def test_the_pause_is_kept_between_polling_and_fetching(site: Site, tmp_path: Path) -> None:
    desk = Desk(site, tmp_path / "archive", delay_seconds=0.3)
    network = Network.from_settings(desk.settings)
    times: list[float] = []

    def noted(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        handler.send_error(404)

    async def ask() -> None:
        async with network.session(clock=lambda: desk.now) as session:
            await session.get(Request("http://harbour.example/rss"))

    site.says("http://harbour.example/rss", noted)
    asyncio.run(ask())
    asyncio.run(ask())
    assert times[1] - times[0] >= 0.3


def test_a_host_may_not_hold_up_the_round(site: Site, tmp_path: Path) -> None:
    desk = Desk(site, tmp_path / "archive", delay_seconds=0.05, host_seconds=0.12)
    urls = [f"http://harbour.example/{n}" for n in range(20)]
    desk.name(*urls)
    desk.fetch()
    assert 1 <= len(desk.rows.ledger) < 10
    assert len(desk.rows.pages_due(desk.now, 100)) == 20 - len(desk.rows.ledger)


def test_a_page_without_change_of_bytes_at_another_address_is_a_capture_of_its_own(desk: Desk, site: Site) -> None:
    site.says(A, page("same"))
    site.says("http://harbour.example/b", page("same"))
    desk.name(A, "http://harbour.example/b")
    assert desk.fetch().done == 2
    first, second = [c for c in desk.rows.captures if c.purpose == "page"]
    assert second.refers_to == first.capture_id
    assert second.canonical_url != first.canonical_url


def test_the_times_of_revisits() -> None:
    hours = (6, 24, 72)
    assert next_revisit(START, START, hours) == START + 6 * HOURS
    assert next_revisit(START, START + 7 * HOURS, hours) == START + 24 * HOURS
    assert next_revisit(START, START + 100 * HOURS, hours) is None
    assert next_revisit(START, START, ()) is None


@pytest.mark.parametrize(
    ("content_type", "head", "expected"),
    [
        ("text/html; charset=utf-8", b"<html>", None),
        (None, b"<html>", None),
        ("", b"", None),
        ("nonsense", b"<html>", None),
        ("application/pdf", b"", "is application/pdf, not a page"),
        ("video/mp4", b"", "is video/mp4, not a page"),
        ("text/html", b"%PDF-1.7", "is a PDF document, not a page, though declared as text/html"),
    ],
)
def test_what_is_not_a_page_is_told_from_one(content_type: str | None, head: bytes, expected: str | None) -> None:
    assert not_a_page(content_type, head) == expected
