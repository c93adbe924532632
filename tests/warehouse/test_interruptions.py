"""Runs that are killed, disks that are full, readers that never pause: nothing torn, nothing lost, nothing twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.settings import Home
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.snapshot import published_path
from pipelines.warehouse.verify import verify_snapshot
from tests.warehouse.world import NOON, build_marts, entry, land_article, publish_at

LATER = NOON + timedelta(hours=1)
ROOT = Path(__file__).resolve().parent.parent.parent

KILLED = """
import os, signal, sys
from pathlib import Path
import pipelines.warehouse.publish as publishing
from pipelines.settings import Home
from tests.warehouse.world import NOON, publish_at
from datetime import timedelta

def killed(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(publishing, sys.argv[2], killed)
publish_at(Home(Path(sys.argv[1])), NOON + timedelta(hours=1))
"""

LIMITED = """
import resource, sys
from pathlib import Path
from pipelines.settings import Home
from pipelines.warehouse.faults import MachineFault
from tests.warehouse.world import NOON, entry, publish_at
from pipelines.warehouse.landing import Landing
from datetime import timedelta

home = Home(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    if sys.argv[2] == "publish":
        publish_at(home, NOON + timedelta(hours=1))
    else:
        with Landing.open(home) as landing:
            landing.append({"feed_entries": [entry(f"page-{n}") for n in range(20_000)]})
except MachineFault as error:
    print(error)
    sys.exit(4)
"""


def run(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, cwd=ROOT, check=False
    )


SELDOM = pytest.mark.soak


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param("_write_tables", marks=SELDOM),
        pytest.param("_row_counts", marks=SELDOM),
        "copied",
        pytest.param("_smoke", marks=SELDOM),
        pytest.param("write_manifest", marks=SELDOM),
        "linked",
        "_prune",
    ],
)
def test_a_publish_killed_at_any_step_is_made_good_by_the_next(published_home: Home, moment: str) -> None:
    home = published_home
    before = published_path(home)
    land_article(home, "later")
    build_marts(home)
    assert run(KILLED, home.root, moment).returncode == -signal.SIGKILL
    shown = published_path(home)
    assert verify_snapshot(home, shown).findings == ()
    assert (shown == before) == (moment != "_prune")

    publish_at(home, LATER)
    path = published_path(home)
    assert verify_snapshot(home, path).findings == ()
    changes = run_sql(path, "select change, changed_at from event_changes order by changed_at").to_pylist()
    assert changes == [{"change": "added", "changed_at": NOON}, {"change": "added", "changed_at": LATER}]
    assert not list(home.published.glob("*.part"))
    assert len(list(home.published.glob("warehouse-*.duckdb"))) == 2
    assert not publish_at(home, LATER + timedelta(hours=1)).changed


@pytest.mark.parametrize(("what", "limit"), [("publish", 1_000_000), ("land", 600_000)])
def test_a_full_disk_is_a_fault_of_the_machine_and_tears_nothing(published_home: Home, what: str, limit: int) -> None:
    home = published_home
    before = published_path(home)
    land_article(home, "later")
    build_marts(home)
    with Landing.open(home) as landing:
        landed = landing.counts()
    ended = run(LIMITED, home.root, what, limit)
    assert ended.returncode == 4, ended.stderr
    assert str(home.root) in ended.stdout
    assert published_path(home) == before
    assert verify_snapshot(home, before).findings == ()
    with Landing.open(home) as landing:
        assert landing.counts() == landed
        assert len(landing.append({"feed_entries": [entry("page-1")]})) == 1
    assert publish_at(home, LATER).changed


READER = """
import sys
from pathlib import Path
from pipelines.settings import Home
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.snapshot import published_path

home, stop, asked = Home(Path(sys.argv[1])), Path(sys.argv[2]), 0
print("reading", flush=True)
while not stop.exists():
    rows = run_sql(published_path(home), "select count(*) as n, max(snapshot_id) as id from events, meta").to_pylist()
    assert rows[0]["n"] >= 1, rows
    asked += 1
print(asked)
"""


def test_readers_never_notice_a_publish(published_home: Home, tmp_path: Path) -> None:
    home = published_home
    [event] = run_sql(published_path(home), "select event_id from events").to_pylist()
    stop = tmp_path / "stop"
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(home.root), str(stop)], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline().strip() == "reading"
        for hour in range(1, 3):
            build_marts(home, summaries={event["event_id"]: f"Envoys met, told for the {hour}. time"})
            assert publish_at(home, NOON + timedelta(hours=hour)).changed
    finally:
        stop.touch()
        ended = [reader.communicate(timeout=60) for reader in readers]
    for reader, (out, err) in zip(readers, ended, strict=True):
        assert reader.returncode == 0, err
        assert int(out) >= 1
