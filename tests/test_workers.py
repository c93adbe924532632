"""The pool of workers: an item that kills, hangs or fails its worker costs only itself, and order is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from pipelines.workers import Failure, Workers


def work(item: str) -> str:
    if item == "die":
        os.kill(os.getpid(), 9)
    if item == "hang":
        time.sleep(60)
    if item == "exhaust":
        bytearray(1 << 60)
    if item == "recurse":
        return work(item)
    if item == "exit":
        os._exit(3)
    return item.upper()


def test_a_worker_that_dies_or_hangs_is_replaced_and_the_rest_go_on() -> None:
    items = ["first", "die", "hang", "exhaust", "between", "recurse", "exit", "last"]
    with Workers[str, str](work, count=2, seconds=2) as pool:
        results = list(pool.run(items))
        again = list(pool.run(["after", "that"]))
    assert [item for item, _ in results] == items
    assert [result.error_class if isinstance(result, Failure) else result for _, result in results] == [
        "FIRST", "WorkerDied", "Timeout", "MemoryError", "BETWEEN", "RecursionError", "WorkerDied", "LAST",
    ]  # fmt: skip
    assert again == [("after", "AFTER"), ("that", "THAT")]


SHORT_RUN = """
from pipelines.workers import Workers
from tests.test_workers import slow_to_wake, work

if __name__ == "__main__":
    with Workers(work, count=6, seconds=60, start=slow_to_wake) as pool:
        print([result for _, result in pool.run(["first"])], flush=True)
"""
"""One item for six workers: most of them are still starting when the run ends."""


def slow_to_wake() -> None:
    time.sleep(0.2)


def begun(tmp_path: Path) -> subprocess.Popen[str]:
    script = tmp_path / "short_run.py"
    script.write_text(SHORT_RUN)
    return subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        start_new_session=True,
    )


def test_a_worker_that_still_starts_when_the_run_ends_goes_without_a_word(tmp_path: Path) -> None:
    run = begun(tmp_path)
    assert run.communicate(timeout=120) == ("['FIRST']\n", "")


def test_ctrl_c_while_workers_start_is_told_by_the_run_alone(tmp_path: Path) -> None:
    run = begun(tmp_path)
    while not subprocess.run(["pgrep", "-P", str(run.pid)], capture_output=True, check=False).stdout:
        time.sleep(0.01)
    time.sleep(0.3)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=120)
    assert told.count("KeyboardInterrupt") <= 1, told
    assert "spawn_main" not in told
