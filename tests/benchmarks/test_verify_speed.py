"""`dateline verify` over 10,000 events, each with an archived page of its own, of the size that news pages have."""

from __future__ import annotations

import os
import random
import time
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.archive.exchange import Exchange
from pipelines.archive.writer import WarcWriter
from pipelines.records import Capture, LandedEvent, Revision, key
from pipelines.settings import Home
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.snapshot import published_path
from pipelines.warehouse.verify import verify_snapshot
from tests.warehouse.world import HARBOUR, NOON, build_marts, event_mention, publish_at, revision, run_started

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1_800)]

EVENTS = 10_000
PAGE = 60_000
TEXT = 3_000
SECONDS = 60


def test_ten_thousand_events_in_a_minute(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    fill(home)
    began, used = time.perf_counter(), time.process_time()
    report = verify_snapshot(home, published_path(home))
    seconds = time.perf_counter() - began
    print(f"\n{report.summary()}: {seconds:.1f} s, {time.process_time() - used:.1f} s of processor time,")
    size = sum(file.stat().st_size for file in home.archive.iterdir())
    print(f"load {os.getloadavg()[0]:.1f}, {size / 2**20:.0f} MiB of WARC")
    assert report.findings == ()
    assert report.checked["captures"] == EVENTS
    assert seconds < SECONDS


def fill(home: Home) -> None:
    """Archive, land and publish EVENTS pages that each tell of one meeting."""
    words = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz     "
    captures: list[Capture] = []
    revisions: list[Revision] = []
    mentions: list[LandedEvent] = []
    with WarcWriter(home.archive, prefix="bench", max_bytes=200 * 2**20, clock=lambda: NOON) as archive:
        markup = "".join(words.choices(letters + "<>/=\"'", k=PAGE - TEXT))
        for number in range(EVENTS):
            text = f"Envoys met on day {number}. " + "".join(words.choices(letters, k=TEXT))
            payload = f"<html>{markup[number % 1_000 :]}<p>{text}</p></html>".encode()
            url, at = f"{HARBOUR.homepage}{number}", NOON + timedelta(seconds=number)
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            place = archive.write(
                Exchange(url=url, fetched_at=at, payload=payload, status=200, reason="OK", headers=headers), None
            )
            digest = sha256_hex(payload)
            capture = Capture(
                capture_id=key("capture", url, digest), run_id="run-1", source_id=HARBOUR.source_id, url=url,
                final_url=url, canonical_url=url, purpose="page", fetched_at=at, status=200, content_type="text/html",
                charset="utf-8", payload_sha256=digest, payload_bytes=len(payload), warc_file=place.file,
                warc_offset=place.offset, warc_length=place.length, refers_to=None,
            )  # fmt: skip
            captures.append(capture)
            revisions.append(revision(capture, text))
            mentions.append(event_mention(revisions[-1], "met"))
    with Landing.open(home) as landing:
        landing.land_sources([HARBOUR], "run-1", NOON)
        landing.append({"captures": captures, "revisions": revisions, "event_mentions": mentions})
    run_started(home)
    build_marts(home)
    publish_at(home, NOON)
