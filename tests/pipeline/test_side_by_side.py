"""Runs beside runs, and readers beside runs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from pipelines.settings import Home
from pipelines.warehouse.lock import run_lock
from tests.conftest import ROOT, Dateline, environment

READER = """
import sys, time
from pathlib import Path
from pipelines.settings import Home
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.snapshot import published_path
home, until, asked, seen = Home(Path(sys.argv[1])), time.monotonic() + float(sys.argv[2]), 0, set()
while time.monotonic() < until:
    path = published_path(home)
    run_sql(path, "select count(*), max(last_reported_at) from events")
    seen.add(path.name)
    asked += 1
print(asked, len(seen))
"""


def test_the_second_run_says_who_holds_the_lock(dateline: Dateline, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with run_lock(home, "tick run 1234abcd"):
        second = dateline("run", "--sample", DATELINE_SAMPLE_HOME=home.root)
    assert second.returncode == 2
    assert "tick run 1234abcd" in second.stderr
    assert not home.build_file.exists()
    assert not home.published.exists()


def test_readers_get_no_error_while_runs_publish(dateline: Dateline, tmp_path: Path, sample_home: Path) -> None:
    import shutil

    home = tmp_path / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    # Taken back to the first snapshot, the sample's later passes are published anew under the readers' eyes.
    link = home / "published" / "warehouse.duckdb"
    first = sorted((home / "published").glob("warehouse-*.duckdb"))[0]
    link.unlink()
    link.symlink_to(first.name)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(home), "25"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment(),
        )
        for _ in range(4)
    ]  # fmt: skip
    time.sleep(3)
    ran = dateline("run", "--sample", "--job", "rebuild_marts", DATELINE_SAMPLE_HOME=home)
    assert ran.returncode == 0, ran.stderr
    for reader in readers:
        out, problems = reader.communicate(timeout=60)
        assert reader.returncode == 0, problems
        assert int(out.split()[0]) > 10
