"""One run at a time: the second is told who holds the home, and what a killed run left behind is waited for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pipelines.settings import Home
from pipelines.warehouse.faults import LockHeld, MachineFault
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.lock import lock_holder, run_lock

HOLD = """
import sys
from pathlib import Path
from pipelines.settings import Home
from pipelines.warehouse.lock import run_lock
with run_lock(Home(Path(sys.argv[1])), "dateline run"):
    print("held", flush=True)
    sys.stdin.read()
"""
OPEN = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def process(code: str, *args: object) -> Iterator[subprocess.Popen[str]]:
    """A process that runs this code and has printed its first line."""
    started = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert started.stdout is not None
        assert started.stdout.readline().strip()
        yield started
    finally:
        started.kill()
        started.wait()
        for stream in (started.stdin, started.stdout):
            if stream is not None:
                stream.close()


def test_a_second_run_is_told_who_holds_the_home(home: Home) -> None:
    with process(HOLD, home.root) as first:
        holder = lock_holder(home)
        assert holder is not None
        assert holder.startswith(f"dateline run, process {first.pid}, since 20")
        with pytest.raises(LockHeld, match=f"held by dateline run, process {first.pid}"), run_lock(home, "second"):
            pass
        first.kill()
        first.wait()
        assert lock_holder(home) is None
        with run_lock(home, "second", wait_seconds=0):
            assert "second" in (lock_holder(home) or "")


def test_the_lock_is_free_after_the_block_and_after_an_error(home: Home) -> None:
    assert lock_holder(home) is None
    with pytest.raises(ValueError, match="inside"), run_lock(home, "first"):
        raise ValueError("inside")
    assert lock_holder(home) is None
    with run_lock(home, "second"):
        pass


def test_an_orphan_that_stays_is_named(home: Home) -> None:
    with Landing.open(home):
        pass
    with process(OPEN, home.build_file) as orphan:
        with (
            pytest.raises(LockHeld, match=rf"a killed run left process {orphan.pid} \("),
            run_lock(home, "next", wait_seconds=0.3),
        ):
            pass
        assert lock_holder(home) is None


def test_an_orphan_that_ends_is_waited_for(home: Home) -> None:
    with Landing.open(home):
        pass
    with process(OPEN, home.build_file) as orphan:
        assert orphan.stdin is not None
        orphan.stdin.close()
        with run_lock(home, "next", wait_seconds=30), Landing.open(home) as landing:
            assert landing.counts()["captures"] == 0


def test_a_home_that_cannot_be_made_is_a_fault_of_the_machine(home: Home) -> None:
    home.root.parent.joinpath("home").write_text("a file")
    with pytest.raises(MachineFault, match="a file stands where a folder is needed"), run_lock(home, "run"):
        pass


def test_a_broken_build_file_is_a_fault_of_the_machine(home: Home) -> None:
    home.warehouse.mkdir(parents=True)
    home.build_file.write_bytes(b"this is no database" * 500)
    with pytest.raises(MachineFault, match=r"build\.duckdb"), run_lock(home, "run"):
        pass
    assert lock_holder(home) is None
