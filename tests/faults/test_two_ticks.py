"""A newsroom of faults through the whole pipeline: each source gets its outcome and state, and none harms another."""

from __future__ import annotations

import socket
import struct
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import duckdb
import pytest

from tests.collect.loopback import Behaviour, Site, rss
from tests.conftest import ROOT, environment

pytestmark = pytest.mark.timeout(600)

SENTENCES = (
    "The ministers of Norland and Sudland met in the harbour town on Tuesday. They spoke for three hours about the "
    "ferry that both countries need. A spokesman said the line would open again in the spring, once the pier is mended."
)


def article(title: str, text: str = SENTENCES) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for _ in range(3))
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def bomb(size: int = 2**30) -> bytes:
    """A gzip body that unpacks to `size` zeros, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    head = packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size // 2**20 - 1) + packer.flush()


def pour(total: int) -> Behaviour:
    """A page of `total` bytes that never says how long it is."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(total // 65_536):
            handler.wfile.write(b"x" * 65_536)

    return behave


def play(site: Site) -> list[str]:
    """Let the site answer for all hosts; returns their names."""

    def host(name: str, feed: Any, status: int = 200, **headers: str) -> None:
        site.says(f"http://{name}.example/robots.txt", "")
        site.says(f"http://{name}.example/rss", feed, status, **headers)

    def one(name: str, body: Any, **headers: str) -> None:
        host(name, rss("/story"))
        site.says(f"http://{name}.example/story", body, content_type="text/html; charset=utf-8", **headers)

    one("good", article("The ferry sails again"))
    host("throttled", "slow down", 429, retry_after="3600")
    host("down", "maintenance", 503)
    host("forbidden", "not you", 403)
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    host(
        "entities",
        f'<!DOCTYPE rss [<!ENTITY e0 "ha">{bombs}]><rss version="2.0"><channel><title>&e9;</title></channel></rss>',
    )
    host("endless", rss(*(f"/story/{n}" for n in range(100_000))))
    site.says("http://endless.example/robots.txt", "User-agent: *\nDisallow: /story/\n")
    one("packed", bomb(), content_encoding="gzip")
    one("poured", pour(50_000_000))
    one("nested", "<div>" * 100_000 + SENTENCES + "</div>" * 100_000)
    one(
        "future",
        article("From the year to come").replace(
            "<head>", '<head><meta property="article:published_time" content="2094-01-01T00:00:00Z">'
        ),
    )
    one("misspelt", article("Grüße").encode("latin-1"))
    host("soft", rss(*(f"/{n}" for n in range(6))))
    host("consent", rss(*(f"/{n}" for n in range(6))))
    for number in range(6):
        for name, title, text in (
            ("soft", "Page not found", "Sorry, we cannot find that page."),
            ("consent", "Before you continue", "We and our partners use cookies. Accept all"),
        ):
            body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
            site.says(f"http://{name}.example/{number}", body, content_type="text/html")
    host("dated", "slow down", 429, retry_after="Sun, 01 Mar 2099 15:00:00 GMT")
    host("reset", sent(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>", then=reset))
    host("short", sent(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>"))
    host("slow", drip)
    host("circle", b"", 302, location="/rss")
    host("inward", b"", 302, location="http://169.254.169.254/latest/meta-data/")
    return [asked_host for asked_host, path in site.answers if path == "/rss"]


def sent(start: bytes, then: Behaviour = lambda _: None) -> Behaviour:
    """An answer that breaks off after these bytes."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        handler.wfile.flush()
        then(handler)

    return behave


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def drip(handler: BaseHTTPRequestHandler) -> None:
    """One byte a second, for as long as anyone listens."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    for _ in range(60):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(1)


@dataclass(frozen=True)
class Told:
    run: CompletedProcess[str]
    snapshot: Path
    peak_bytes: int

    def ask(self, query: str) -> list[Any]:
        with duckdb.connect(str(self.snapshot), read_only=True) as connection:
            rows = connection.execute(query).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]


_PEAK = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(ended.returncode)
"""
"""Runs a command and says last how many KiB the largest of its processes held."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("faults")
    entry = '  - {{id: {0}, name: {0}, homepage: "{1}/", country: null, language: en, owner: private, '
    entry += 'feeds: ["{1}/rss"]}}\n'
    with Site() as site:
        homes = {host.partition(".")[0]: f"http://{host}" for host in play(site)}
        homes |= {"nowhere": "http://nowhere.invalid", "unsigned": "https://unsigned.example"}
        listed = folder / "sources.yml"
        listed.write_text("sources:\n" + "".join(entry.format(*pair) for pair in homes.items()))
        run = subprocess.run(
            [sys.executable, "-c", _PEAK, sys.executable, "-m", "pipelines.cli", "run", "--sources", str(listed)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            env=environment(
                DATELINE_HOME=folder / "home",
                DATELINE_COLLECT__REPLAY_ADDRESS=site.address,
                DATELINE_COLLECT__DELAY_SECONDS="0",
                DATELINE_COLLECT__TOTAL_SECONDS="15",
            ),
        )
    peak = int(run.stdout.split()[-1]) * 1024
    return Told(run, (folder / "home" / "published" / "warehouse.duckdb").resolve(), peak)


def test_the_pass_ends_well(told: Told) -> None:
    assert told.run.returncode == 1, told.run.stderr
    assert "Traceback" not in told.run.stderr + told.run.stdout


@pytest.mark.parametrize(
    ("source", "purpose", "outcome", "error_class", "state"),
    [
        ("nowhere", "feed", "temporary", "RobotsUnreachable", "failing"),
        ("reset", "feed", "temporary", "CutShort", "failing"),
        ("slow", "feed", "temporary", "TotalTimeout", "failing"),
        ("throttled", "feed", "throttled", "Http429", "blocked"),
        ("dated", "feed", "throttled", "Http429", "blocked"),
        ("down", "feed", "temporary", "Http503", "failing"),
        ("forbidden", "feed", "refused", "Http403", "blocked"),
        ("circle", "feed", "permanent", "RedirectLoop", "failing"),
        ("inward", "feed", "unsafe", "UnsafeAddress", "refused"),
        ("short", "feed", "temporary", "CutShort", "failing"),
        ("packed", "page", "too_big", "TooBig", "failing"),
        ("poured", "page", "too_big", "TooBig", "failing"),
        ("misspelt", "page", "done", None, "well"),
        ("unsigned", "feed", "temporary", "RobotsUnreachable", "failing"),
        ("entities", "feed", "wrong_type", "NotAFeed", "failing"),
        ("endless", "feed", "done", None, "refused"),
        ("endless", "page", "refused", "RobotsDisallowed", "refused"),
        ("nested", "page", "done", None, "changed_layout"),
        ("soft", "page", "done", None, "changed_layout"),
        ("consent", "page", "done", None, "changed_layout"),
        ("future", "page", "done", None, "well"),
    ],
)
def test_a_fault_has_its_outcome_and_state_and_harms_no_other(
    told: Told, source: str, purpose: str, outcome: str, error_class: str | None, state: str
) -> None:
    asked = f"source_id = '{source}' and purpose = '{purpose}'"
    assert told.ask(f"select distinct outcome, error_class from fetch_attempts where {asked}") == [
        (outcome, error_class)
    ]
    assert told.ask(f"select state from source_health where source_id = '{source}'") == [state]
    assert told.ask("select purpose, outcome from fetch_attempts where source_id = 'good' order by all") == [
        ("feed", "done"), ("page", "done"), ("robots", "done"),
    ]  # fmt: skip
    assert told.ask("select state from source_health where source_id = 'good'") == ["well"]
    assert told.peak_bytes < 2**30


def test_an_entity_bomb_names_nothing(told: Told) -> None:
    assert told.ask("select count(*) from fetch_attempts where source_id = 'entities' and purpose = 'page'") == [0]


def test_the_good_ones_are_articles_and_nothing_else_is(told: Told) -> None:
    read = set(told.ask("select source_id from articles where kind = 'article'"))
    assert {"good", "future"} <= read
    assert read <= {"good", "future", "misspelt", "nested"}
    assert told.ask("select source_id from articles where published_at > first_seen_at") == []
