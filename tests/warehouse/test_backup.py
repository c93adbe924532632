"""Backup is copying files: snapshots, then the archive, while a run is under way; the next run goes on from there."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from pipelines.settings import Home
from pipelines.warehouse.connection import writer
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.snapshot import published_path
from pipelines.warehouse.verify import verify_snapshot
from tests.warehouse.world import NOON, build_marts, land_article, publish_at


def silent(step: str, done: int, total: int | None = None, share: float | None = None) -> None:
    pass


def test_a_copy_of_snapshots_and_archive_is_whole_and_goes_on(published_home: Home, tmp_path: Path) -> None:
    home, copy = published_home, Home(tmp_path / "copy")
    shutil.copytree(home.published, copy.published, symlinks=True)
    # A run goes on meanwhile: its records come into the copy, its rows do not.
    land_article(home, "landed-since")
    torn = home.archive / "20251026T130000Z-run-2-pages-00001.warc.gz"
    torn.write_bytes(b"\x1f\x8b half a record")
    shutil.copytree(home.archive, copy.archive)

    report = verify_snapshot(copy, published_path(copy), silent)
    assert not report.findings
    with Landing.open(copy) as landing:
        assert landing.counts()["articles"] == 1
    land_article(copy, "landed-since")
    build_marts(copy)
    assert publish_at(copy, NOON + timedelta(hours=1)).changed
    assert not verify_snapshot(copy, published_path(copy), silent).findings


def test_a_lost_build_file_begins_from_the_snapshot_and_not_from_its_own_log(published_home: Home) -> None:
    home = published_home
    land_article(home, "landed-since")
    home.build_file.unlink()
    home.build_file.with_name("build.duckdb.wal").write_bytes(b"the log of a file that is no more")
    home.build_file.with_name("build.duckdb.part").write_bytes(b"half a copy")
    with writer(home) as connection:
        assert connection.execute("select count(*) from landing.revisions").fetchone() == (1,)
        assert connection.execute("select count(*) from history.snapshots").fetchone() == (1,)
