"""Each way a server can fail us, one a test: the address gets a typed outcome, its neighbour is read all the same."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from pipelines.archive.reader import iter_pages, read_payload
from pipelines.records import FetchAttempt
from tests.collect.loopback import START, Behaviour, Desk, Site, page, rss, source

BAD = "http://bad.example/story"
GOOD = "http://good.example/story"


def outcome(desk: Desk, site: Site) -> FetchAttempt:
    """Fetch the bad page beside a good one, see that the good one was read, and give how the bad one ended."""
    site.says(GOOD, page("The ferry sails again"))
    desk.name(BAD, GOOD)
    desk.fetch()
    assert desk.rows.of(GOOD).outcome == "done"
    return desk.rows.of(BAD)


def raw(*parts: bytes, then: Behaviour | None = None) -> Behaviour:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
        handler.wfile.flush()
        if then is not None:
            then(handler)

    return behave


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def test_a_refused_connection(site: Site, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        desk = Desk(site, tmp_path, replay_address=f"127.0.0.1:{taken.getsockname()[1]}")
        desk.name(BAD)
        desk.fetch()
    attempt = desk.rows.of(BAD)
    assert (attempt.outcome, attempt.error_class) == ("temporary", "RobotsUnreachable")
    assert "does not take connections" in (attempt.error_message or "")
    assert attempt.retry_at is not None


def test_a_reset_in_mid_body(desk: Desk, site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n"
    site.says(BAD, raw(head, b"<html>" * 20, then=reset))
    attempt = outcome(desk, site)
    assert (attempt.outcome, attempt.error_class, attempt.capture_id) == ("temporary", "CutShort", None)


def test_a_body_shorter_than_its_length(desk: Desk, site: Site) -> None:
    site.says(BAD, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>short"))
    assert outcome(desk, site).error_class == "CutShort"


def test_a_body_longer_than_its_length_is_read_to_its_length(desk: Desk, site: Site) -> None:
    body = page("measured").encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    site.says(BAD, raw(head, body, b"<script>more than was said</script>"))
    assert outcome(desk, site).outcome == "done"
    capture = next(c for c in desk.rows.captures if c.url == BAD)
    assert read_payload(desk.folder, capture.warc_file, capture.warc_offset) == body


def test_an_answer_that_is_no_http(desk: Desk, site: Site) -> None:
    site.says(BAD, raw(b"220 mail.example ready\r\n\r\n"))
    assert (outcome(desk, site).outcome, desk.rows.of(BAD).error_class) == ("temporary", "CutShort")


def test_headers_without_end(desk: Desk, site: Site) -> None:
    site.says(BAD, raw(b"HTTP/1.1 200 OK\r\n" + b"X-More: %s\r\n" % (b"y" * 2_000) * 200))
    assert outcome(desk, site).outcome == "temporary"


def test_a_redirect_loop(desk: Desk, site: Site) -> None:
    site.says(BAD, b"", 302, location="/other")
    site.says("http://bad.example/other", b"", 302, location="/story")
    attempt = outcome(desk, site)
    assert (attempt.outcome, attempt.error_class) == ("permanent", "RedirectLoop")
    assert sorted(row.outcome for row in desk.rows.ledger) == ["dead", "done"]


def test_redirects_without_end(desk: Desk, site: Site) -> None:
    site.says(BAD, b"", 302, location="/1")
    for n in range(1, 9):
        site.says(f"http://bad.example/{n}", b"", 302, location=f"/{n + 1}")
    assert outcome(desk, site).error_class == "TooManyRedirects"
    assert site.paths().count("bad.example/4") == 0


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/secret", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://10.0.0.1/"],
)
def test_a_redirect_to_a_private_address(desk: Desk, site: Site, target: str) -> None:
    site.says(BAD, b"", 302, location=target)
    attempt = outcome(desk, site)
    assert (attempt.outcome, attempt.error_class) == ("unsafe", "UnsafeAddress")
    assert all(asked.host in ("bad.example", "good.example") for asked in site.asked)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://bad.example/x", "javascript:alert(1)", "http://[", ""])
def test_a_redirect_to_no_web_address(desk: Desk, site: Site, target: str) -> None:
    site.says(BAD, b"", 302, location=target)
    assert (outcome(desk, site).outcome, desk.rows.of(BAD).error_class) == ("permanent", "BadRedirect")


@pytest.mark.parametrize(
    ("header", "wait"), [("7200", timedelta(hours=2)), ("Sun, 01 Mar 2026 15:00:00 GMT", timedelta(hours=3))]
)
def test_too_many_requests_with_a_time_to_come_back(desk: Desk, site: Site, header: str, wait: timedelta) -> None:
    site.says(BAD, "slow down", 429, retry_after=header)
    attempt = outcome(desk, site)
    assert (attempt.outcome, attempt.status, attempt.retry_at) == ("throttled", 429, START + wait)


def test_a_host_that_throttles_is_left_alone_until_its_time(desk: Desk, site: Site) -> None:
    other = BAD.rpartition("/")[0] + "/other"
    site.says(BAD, "slow down", 429, retry_after="3600")
    site.says(other, page("other"))
    desk.name(BAD)
    desk.fetch()
    desk.name(other)
    asked = len(site.asked)
    desk.now += timedelta(minutes=59)
    assert desk.fetch().requests == 0
    assert len(site.asked) == asked
    desk.now += timedelta(minutes=2)
    site.says(BAD, page("well again"))
    assert desk.fetch().done == 2


def test_a_host_that_throttles_is_left_alone_for_the_rest_of_the_round(desk: Desk, site: Site) -> None:
    others = [f"http://bad.example/{n}" for n in range(3)]
    site.says(BAD, "slow down", 429)
    desk.name(BAD, *others)
    desk.fetch()
    assert [path for path in site.paths() if "robots" not in path] == ["bad.example/story"]
    assert {page.url for page in desk.rows.pages_due(desk.now, 10)} == set(others)


def test_the_other_feeds_of_a_host_that_throttles_stay_due(desk: Desk, site: Site) -> None:
    feeds = [f"http://bad.example/rss{n}" for n in range(4)]
    for feed in feeds:
        site.says(feed, "slow down", 429, retry_after="3600")
    counts = desk.poll(source(*feeds))
    assert (counts.throttled, counts.requests) == (1, 2)
    assert len([path for path in site.paths() if "robots" not in path]) == 1
    desk.now += timedelta(minutes=30)
    assert desk.poll(source(*feeds)).requests == 0
    desk.now += timedelta(minutes=31)
    for feed in feeds:
        site.says(feed, rss("/a"))
    assert desk.poll(source(*feeds)).done == 4


def test_a_redirect_to_a_host_that_throttles_does_not_reach_it(desk: Desk, site: Site) -> None:
    site.says(BAD, "slow down", 429, retry_after="7200")
    desk.name(BAD)
    for n in range(3):
        site.says(f"http://short{n}.example/x", b"", 302, location="http://bad.example/other")
    desk.fetch()
    site.asked.clear()
    desk.rows.tables["fetch_attempts"] = []  # the next round has not heard of it, until it asks
    desk.name("http://bad.example/late", *[f"http://short{n}.example/x" for n in range(3)])
    site.says("http://bad.example/late", "slow down", 429, retry_after="7200")
    site.says("http://bad.example/other", "slow down", 429, retry_after="7200")
    desk.fetch()
    assert len([path for path in site.paths() if path.startswith("bad.example") and "robots" not in path]) == 1
    led = [desk.rows.of(f"http://short{n}.example/x") for n in range(3)]
    assert {(attempt.outcome, attempt.retry_at) for attempt in led} == {("throttled", START + timedelta(hours=2))}


def test_unavailable_for_a_while(desk: Desk, site: Site) -> None:
    site.says(BAD, "maintenance", 503)
    assert (outcome(desk, site).outcome, desk.rows.of(BAD).error_message) == ("temporary", "503 Service Unavailable")


def test_the_body_of_an_error_is_archived_but_becomes_no_capture(desk: Desk, site: Site) -> None:
    site.says(BAD, "maintenance until noon", 503)
    outcome(desk, site)
    archived = [page for path in desk.folder.iterdir() for page in iter_pages(path)]
    assert [page.payload for page in archived if page.url == BAD] == [b"maintenance until noon"]
    assert not [capture for capture in desk.rows.captures if capture.url == BAD]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"\x00" * 20_000_000)),
        ("br", brotli.compress(b"\x00" * 20_000_000, quality=3)),
        ("zstd", zstandard.ZstdCompressor().compress(b"\x00" * 20_000_000)),
    ],
)
def test_a_compression_bomb(desk: Desk, site: Site, coding: str, body: bytes) -> None:
    assert len(body) < 100_000
    site.says(BAD, body, content_encoding=coding, content_type="text/html")
    attempt = outcome(desk, site)
    assert (attempt.outcome, attempt.error_class) == ("too_big", "TooBig")
    assert "100000 bytes" in (attempt.error_message or "")


def test_a_page_that_says_it_is_too_big_is_not_read(desk: Desk, site: Site) -> None:
    site.says(BAD, raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 30000000\r\n\r\n"))
    assert outcome(desk, site).outcome == "too_big"


def test_a_page_that_does_not_say_so_is_cut_off(desk: Desk, site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"

    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(2_000):
            handler.wfile.write(chunk)

    site.says(BAD, pour)
    assert outcome(desk, site).outcome == "too_big"


def test_a_damaged_compressed_body(desk: Desk, site: Site) -> None:
    whole = gzip.compress(page("whole").encode() * 50)
    site.says(BAD, whole[: len(whole) // 2], content_encoding="gzip", content_type="text/html")
    assert outcome(desk, site).error_class == "CutShort"


def test_a_wrong_charset_keeps_the_bytes_as_they_came(desk: Desk, site: Site) -> None:
    body = page("Café").encode("latin-1")
    site.says(BAD, body, content_type="text/html; charset=utf-99")
    assert outcome(desk, site).outcome == "done"
    capture = next(c for c in desk.rows.captures if c.url == BAD)
    assert (capture.content_type, capture.charset) == ("text/html", "utf-99")
    assert read_payload(desk.folder, capture.warc_file, capture.warc_offset) == body


def test_a_pdf_that_says_it_is_html(desk: Desk, site: Site) -> None:
    site.says(BAD, b"%PDF-1.7\n" + b"x" * 500, content_type="text/html")
    attempt = outcome(desk, site)
    assert (attempt.outcome, attempt.capture_id) == ("wrong_type", None)
    assert attempt.error_message == "is a PDF document, not a page, though declared as text/html"


def test_a_film_is_not_downloaded(desk: Desk, site: Site) -> None:
    site.says(BAD, raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 90000000\r\n\r\n"))
    assert outcome(desk, site).outcome == "wrong_type"


def test_an_empty_page(desk: Desk, site: Site) -> None:
    site.says(BAD, b"", content_type="text/html")
    assert outcome(desk, site).outcome == "done"
    assert next(c for c in desk.rows.captures if c.url == BAD).payload_bytes == 0


def drip(handler: BaseHTTPRequestHandler, pause: float) -> None:
    """A byte now and then, for as long as anyone listens."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(pause)


def test_a_server_that_drips_is_ended_by_the_total_time(desk: Desk, site: Site) -> None:
    site.says(BAD, lambda handler: drip(handler, 0.1))
    began = time.monotonic()
    attempt = outcome(desk, site)
    assert (attempt.outcome, attempt.error_class) == ("temporary", "TotalTimeout")
    assert time.monotonic() - began < 60


def test_a_server_that_falls_silent_is_ended_by_the_idle_time(desk: Desk, site: Site) -> None:
    site.says(BAD, lambda handler: drip(handler, 1.7))
    assert outcome(desk, site).error_class == "IdleTimeout"


def test_a_silent_host_is_left_alone_after_three_tries(desk: Desk, site: Site) -> None:
    urls = [f"http://bad.example/{n}" for n in range(6)]
    for url in urls:
        site.says(url, reset)
    desk.name(*urls)
    desk.fetch()
    assert len({path for path in site.paths() if "robots" not in path}) == 3


def test_an_entity_bomb_in_a_feed(desk: Desk, site: Site) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ten letters">{entities}]>'
    bomb += '<rss version="2.0"><channel><item><title>&e12;</title><link>/a</link></item></channel></rss>'
    site.says("http://bad.example/rss", bomb)
    site.says("http://good.example/rss", rss("/a"))
    began = time.monotonic()
    desk.poll(source("http://bad.example/rss", "http://good.example/rss"))
    assert desk.rows.of("http://good.example/rss").outcome == "done"
    refused = desk.rows.of("http://bad.example/rss")
    assert (refused.outcome, refused.error_class) == ("wrong_type", "NotAFeed")
    assert "entities that unfold without bounds" in (refused.error_message or "")
    assert [entry.url for entry in desk.rows.entries] == ["http://good.example/a"]
    assert time.monotonic() - began < 60


def test_an_entity_that_names_a_file_or_an_address(desk: Desk, site: Site, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    for n, target in enumerate((f"file://{tmp_path}/secret", "http://bad.example/probe")):
        feed = f'<!DOCTYPE rss [<!ENTITY e SYSTEM "{target}">]><rss version="2.0"><channel><item><title>x &e;</title>'
        site.says(f"http://bad.example/rss{n}", feed + "<link>/a</link></item></channel></rss>")
    desk.poll(source("http://bad.example/rss0", "http://bad.example/rss1"))
    assert "bad.example/probe" not in site.paths()
    assert not any("secret" in (entry.title or "") for entry in desk.rows.entries)


def test_cookies_are_neither_kept_nor_sent(desk: Desk, site: Site) -> None:
    site.says(BAD, page("x"), set_cookie="id=7; Path=/")
    site.says("http://bad.example/next", page("y"))
    desk.name(BAD, "http://bad.example/next")
    desk.fetch()
    assert all("Cookie" not in asked.headers for asked in site.asked)


def test_every_request_says_who_asks(desk: Desk, site: Site) -> None:
    outcome(desk, site)
    agents = {asked.headers["User-Agent"] for asked in site.asked}
    assert agents == {f"Dateline/0.1 (+{desk.settings.contact})"}
