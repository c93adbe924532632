"""One run at a time in a home: an operating-system lock, with a word on who holds it.

The lock is freed by the system when its holder dies, however it dies. What a killed run leaves behind, processes that
still have the build file open, is waited for here. What a run does under the lock is not this module's matter.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import filelock
import psutil

from pipelines.settings import Home
from pipelines.warehouse.faults import LockHeld, machine_faults

__all__ = ["LockHeld", "lock_holder", "run_lock"]

# Asking who holds the lock takes it for an instant; a run that comes just then waits this long before it gives up.
_PATIENCE_SECONDS = 2.0
_POLL_SECONDS = 0.1


@contextmanager
def run_lock(home: Home, holder: str, *, wait_seconds: float = 60) -> Iterator[None]:
    """Hold the home for one run; nobody else can while the block runs.

    Args:
        home: the home; its warehouse folder is made if need be.
        holder: what holds it, to be shown to whoever comes second, such as "dateline run".
        wait_seconds: how long to wait for orphans of a killed run that still have the build file open.

    Raises:
        LockHeld: another run holds the home, or an orphan outlived the wait; the message names it and its process.
        MachineFault: the folder cannot be made or written.
    """
    with machine_faults("take the run lock", home.lock_file):
        home.warehouse.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(home.lock_file, timeout=_PATIENCE_SECONDS, poll_interval=_POLL_SECONDS)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise LockHeld(f"{home.root} is held by {_word(home)}: wait until it ends, or stop that process") from None
    try:
        with machine_faults("note the holder of the run lock", _side_file(home)):
            note = json.dumps({"command": holder, "pid": os.getpid()})
            _side_file(home).write_text(note, encoding="utf-8")
        _await_orphans(home, wait_seconds)
        yield
    finally:
        _side_file(home).unlink(missing_ok=True)
        lock.release()


def lock_holder(home: Home) -> str | None:
    """Who holds the home now ("dateline run, process 4711, since 2025-10-26 12:00:03 UTC"); None if nobody does."""
    if not home.lock_file.exists():
        return None
    with machine_faults("ask who holds the run lock", home.lock_file):
        lock = filelock.FileLock(home.lock_file)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            return _word(home)
        lock.release()
    return None


def _side_file(home: Home) -> Path:
    return home.lock_file.with_suffix(".json")


def _word(home: Home) -> str:
    """The holder's own word; the side file's time of writing is since when."""
    side = _side_file(home)
    try:
        note = json.loads(side.read_text(encoding="utf-8"))
        since = datetime.fromtimestamp(side.stat().st_mtime, tz=UTC)
        return f"{note['command']}, process {note['pid']}, since {since:%Y-%m-%d %H:%M:%S} UTC"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run that has not told its name yet"


def _await_orphans(home: Home, wait_seconds: float) -> None:
    """Wait until no other process has the build file open."""
    deadline = time.monotonic() + wait_seconds
    while (orphan := _orphan(home.build_file)) is not None:
        if time.monotonic() >= deadline:
            raise LockHeld(
                f"a killed run left {orphan} behind, which still has {home.build_file} open after "
                f"{wait_seconds:g} s: stop that process, then run again"
            )
        time.sleep(_POLL_SECONDS)


def _orphan(build_file: Path) -> str | None:
    """The process that keeps the build file from being opened, or None.

    DuckDB's own refusal decides; the search through the processes only puts a name to it, and finds those that have
    the file open without its lock (a child that is still starting or ending).
    """
    if not build_file.exists():
        return None
    process = _process_with(build_file)
    if process is not None:
        return process
    with machine_faults("open the build file", build_file):
        try:
            duckdb.connect(build_file).close()
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            return _process_with(build_file) or "a process of another user"
    return None


def _process_with(path: Path) -> str | None:
    wanted = str(path)
    for process in psutil.process_iter(["pid", "name"]):
        if process.pid == os.getpid():
            continue
        try:
            if any(file.path == wanted for file in process.open_files()):
                return f"process {process.pid} ({process.info['name']})"
        except (psutil.Error, OSError):
            continue
    return None
