"""A round killed in the middle, run again: nothing lost, nothing twice, with the real landing tables."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.archive.reader import read_payload
from tests.collect.loopback import Site, page, rss

ROUND = """
import random, sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.archive.writer import WarcWriter
from pipelines.collect.network import Network
from pipelines.collect.pages import fetch_pages
from pipelines.collect.poll import poll_feeds
from pipelines.settings import CollectSettings, Home
from pipelines.warehouse.landing import Landing
from tests.collect.loopback import source

now = datetime(2026, 3, 1, 12, tzinfo=UTC)
settings = CollectSettings(delay_seconds=0, replay_address=sys.argv[2])
home = Home(Path(sys.argv[1]))
with (
    Landing.open(home, settings) as landing,
    WarcWriter(home.archive, prefix="r", max_bytes=10**8, clock=lambda: now) as archive,
):
    given = dict(state=landing, sink=landing, archive=archive, network=Network.from_settings(settings),
                 settings=settings, clock=lambda: now, random=random.Random(1), run_id=sys.argv[3])
    poll_feeds([source("http://harbour.example/rss")], **given)
    fetch_pages(**given)
"""
PAGES = [f"http://host{n % 3}.example/{n}" for n in range(120)]


def collect(home: Path, site: Site, run: str, kill_at: int | None = None) -> int:
    site.says("http://harbour.example/rss", rss(*PAGES), etag='"1"')
    command = [sys.executable, "-c", ROUND, str(home), site.address, run]
    process: subprocess.Popen[bytes] | None = None
    asked = 0

    def answer(handler: BaseHTTPRequestHandler) -> None:
        nonlocal asked
        asked += 1
        if asked == kill_at and process is not None:
            process.kill()
        body = page(handler.path).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(body)

    for url in PAGES:
        site.says(url, answer)
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    return process.wait(timeout=60)


def landed(home: Path, columns: str, table: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse" / "build.duckdb"), read_only=True) as connection:
        return connection.execute(f"select {columns} from landing.{table} order by all").fetchall()


def test_a_killed_round_run_again_equals_an_undisturbed_one(site: Site, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert collect(whole, site, "r1") == 0
    assert collect(broken, site, "r1", kill_at=100) == -9
    before = len(landed(broken, "capture_id", "captures"))
    assert before < 124
    assert collect(broken, site, "r2") == 0
    for columns, table in (
        ("entry_id, url, canonical_url", "feed_entries"),
        ("step, input_id, outcome, next_try_at", "ledger"),
        ("capture_id, url, payload_sha256, status", "captures"),
    ):
        assert landed(broken, columns, table) == landed(whole, columns, table), table
    for file, offset, digest in landed(broken, "warc_file, warc_offset, payload_sha256", "captures"):
        assert hashlib.sha256(read_payload(broken / "archive", file, offset)).hexdigest() == digest


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_killed_at_random_moments_no_row_points_to_a_torn_record(site: Site, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert collect(whole, site, "r0") == 0
    moments = random.Random(20251011)
    for number in range(25):
        collect(broken, site, f"k{number}", kill_at=moments.randint(1, 30))
        for file, offset, digest in landed(broken, "warc_file, warc_offset, payload_sha256", "captures"):
            assert hashlib.sha256(read_payload(broken / "archive", file, offset)).hexdigest() == digest
    assert collect(broken, site, "last") == 0
    columns = "capture_id, url, payload_sha256, status"
    assert landed(broken, columns, "captures") == landed(whole, columns, "captures")
    checked = [sys.executable, "-m", "warcio.cli", "check", *map(str, (whole / "archive").iterdir())]
    assert subprocess.run(checked, check=False, capture_output=True).returncode == 0
