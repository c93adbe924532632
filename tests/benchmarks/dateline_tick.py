"""The collecting half of a tick: feeds polled, pages fetched, all of it archived and landed.

Run as `python dateline_tick.py PORT FEEDS CONCURRENCY DELAY HOME`; prints the pages captured and the seconds taken.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from pipelines.archive.writer import WarcWriter
from pipelines.collect.network import Network
from pipelines.collect.pages import fetch_pages
from pipelines.collect.poll import poll_feeds
from pipelines.records import Source
from pipelines.settings import CollectSettings, Home
from pipelines.warehouse.landing import Landing


def main(port: str, feeds: str, concurrency: str, delay: str, folder: str) -> None:
    settings = CollectSettings(
        replay_address=f"127.0.0.1:{port}", concurrency=int(concurrency), delay_seconds=float(delay)
    )
    home = Home(Path(folder))
    outlets = [f"http://h{number}.example:{port}/" for number in range(int(feeds))]
    sources = [
        Source(f"h{number}", f"H{number}", url, None, "en", "private", None, (f"{url}rss",), ())
        for number, url in enumerate(outlets)
    ]
    pages = 0
    began = time.perf_counter()
    with Landing.open(home, settings, threads=1) as landing:
        for what in ("feeds", "pages"):
            with WarcWriter(home.archive, prefix=what, max_bytes=settings.warc_max_bytes, clock=now) as archive:
                given = {
                    "state": landing, "sink": landing, "archive": archive, "settings": settings, "clock": now,
                    "network": Network.from_settings(settings), "random": random.Random(7), "run_id": what,
                }  # fmt: skip
                counts = poll_feeds(sources, **given) if what == "feeds" else fetch_pages(**given)
                pages = counts.captures
    print(pages, time.perf_counter() - began)


def now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(*sys.argv[1:])
