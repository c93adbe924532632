"""Killed at any moment and run again, the warehouse says what an undisturbed run says: nothing lost, nothing twice."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Dateline, environment
from tests.pipeline.contents import contents

STEPS = ("poll", "fetch", "extract", "annotate", "relate", "models", "publish")


def start(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "run", "--sample"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(DATELINE_SAMPLE_HOME=home),
        start_new_session=True,
    )


def kill(run: subprocess.Popen[str], *, all_of_it: bool = False) -> None:
    """Kill a run: the process alone, whose children end by themselves, or all at once as a lost machine does."""
    if all_of_it:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
    else:
        run.send_signal(signal.SIGKILL)
    run.wait()
    assert run.stderr is not None
    run.stderr.close()


def kill_at(home: Path, step: str) -> bool:
    """Start a run and kill it as `step` begins. False if it ended before."""
    run = start(home)
    assert run.stderr is not None
    for line in run.stderr:
        if line.strip().partition(":")[0] == step:
            kill(run)
            return True
    run.wait()
    return False


def assert_same(home: Path, undisturbed: Path) -> None:
    expected = contents((undisturbed / "published" / "warehouse.duckdb").resolve())
    found = contents((home / "published" / "warehouse.duckdb").resolve())
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert found[table] == rows, table


@pytest.mark.timeout(600)
def test_killed_at_each_step(tmp_path: Path, dateline: Dateline, sample_home: Path) -> None:
    home = tmp_path / "home"
    for step in STEPS:
        assert kill_at(home, step), f"the run ended before {step} began"
    ended = dateline("run", "--sample", DATELINE_SAMPLE_HOME=home)
    assert ended.returncode == 0, ended.stderr
    assert_same(home, sample_home)
    assert dateline("verify", "--sample", DATELINE_SAMPLE_HOME=home).returncode == 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_killed_at_random_moments(tmp_path: Path, dateline: Dateline, sample_home: Path) -> None:
    moments = random.Random(20251011)
    home = tmp_path / "home"
    for _ in range(20):
        run = start(home)
        # A finished sample takes one quick pass more, which is killed as well: that must change nothing either.
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(moments.uniform(1, 60))
        kill(run, all_of_it=moments.random() < 0.5)
    ended = dateline("run", "--sample", DATELINE_SAMPLE_HOME=home)
    assert ended.returncode == 0, ended.stderr
    assert_same(home, sample_home)
    # Every record that a row points to is whole, whatever the kills left at the ends of files.
    assert dateline("verify", "--sample", DATELINE_SAMPLE_HOME=home).returncode == 0
