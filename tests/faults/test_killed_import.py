"""An import killed again and again, with the real landing tables: it goes on at its byte, each page once."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines.archive.exchange import Exchange
from pipelines.archive.reader import read_payload
from pipelines.archive.writer import WarcWriter
from tests.collect.loopback import page

ROOT = Path(__file__).parents[2]
SAVED = datetime(2025, 10, 26, 6, 30, tzinfo=UTC)
PAGES = 400

IMPORT = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.archive.writer import WarcWriter
from pipelines.collect import recording
from pipelines.collect.importing import import_pages
from pipelines.settings import CollectSettings, Home
from pipelines.warehouse.landing import Landing

home, file, run, kill_after = Home(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
recording._BATCH_ROWS = 32
shares = []

def progress(done, total=None, share=None):
    shares.append(share)
    if len(shares) == kill_after:
        os.kill(os.getpid(), signal.SIGKILL)

with (
    Landing.open(home) as landing,
    WarcWriter(home.archive, prefix=run, max_bytes=200_000, clock=lambda: datetime.now(UTC)) as archive,
):
    counts = import_pages(
        [file], archive=archive, sink=landing, state=landing, clock=lambda: datetime.now(UTC), run_id=run,
        settings=CollectSettings(), progress=progress,
    )
print(counts.pages, counts.known, len(shares), min(shares, default=1.0))
"""


def crawl(folder: Path) -> Path:
    """A WARC file of the shape that CC-NEWS has: a request and a response a page."""
    with WarcWriter(folder, prefix="crawl", max_bytes=10**9, clock=lambda: SAVED) as archive:
        for number in range(PAGES):
            place = archive.write(
                Exchange(
                    f"https://host{number % 7}.example/news/{number}-story-of-the-day",
                    SAVED + timedelta(seconds=number),
                    page(f"Story {number} " + hashlib.sha256(str(number).encode()).hexdigest() * 20).encode(),
                    status=200,
                    reason="OK",
                    headers=(("Content-Type", "text/html"),),
                    request_headers=(("Host", f"host{number % 7}.example"),),
                ),
                None,
            )
    return folder / place.file


def run_import(home: Path, file: Path, run: str, kill_after: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", IMPORT, str(home), str(file), run, str(kill_after)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_an_import_killed_and_begun_again_takes_every_page_once(tmp_path: Path) -> None:
    file, home = crawl(tmp_path / "crawl"), tmp_path / "home"
    for number, kill_after in enumerate((50, 100, 33)):
        assert run_import(home, file, f"r{number}", kill_after).returncode == -9
    ended = run_import(home, file, "last")
    assert ended.returncode == 0, ended.stderr
    pages, known, read, first_share = (float(word) for word in ended.stdout.split())
    assert 0 < pages < PAGES
    # What earlier imports landed was not read again, but for the record that the last batch ended with.
    assert read < PAGES
    assert first_share > 0.05
    assert pages + known in (PAGES, PAGES + 1)
    with duckdb.connect(str(home / "warehouse" / "build.duckdb"), read_only=True) as connection:
        rows = connection.execute("select url, warc_file, warc_offset, payload_sha256 from landing.captures").fetchall()
    assert len(rows) == len({row[0] for row in rows}) == PAGES
    for _, warc_file, offset, digest in rows:
        assert hashlib.sha256(read_payload(home / "archive", warc_file, offset)).hexdigest() == digest
    again = run_import(home, file, "again")
    assert again.stdout.split()[:3] == ["0", str(PAGES), "0"]
