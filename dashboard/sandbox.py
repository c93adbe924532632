"""Runs a reader's query in a process of its own, with a time limit and a stop. The child's side is sandbox_child.

A process apart, because the sandbox locks DuckDB's settings for all connections of its process, and because a query
that eats time or memory can then be ended without ending the dashboard.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Literal

import pyarrow as pa

from pipelines.settings import ROOT

State = Literal["running", "done", "failed"]
SECONDS = 30.0
MOST_ROWS = 20_000
_GRACE = 2.0


class Job:
    """One query under way or ended. `message` tells why it failed; `table` is its result, `rows` their full number."""

    def __init__(self, path: Path, query: str, *, seconds: float = SECONDS) -> None:
        self.query = query
        self.snapshot = path
        self.seconds = seconds
        self.message = ""
        self.table: pa.Table | None = None
        self.rows = 0
        self.took = 0.0
        self._state: State = "running"
        self._started = time.monotonic()
        self._folder = tempfile.TemporaryDirectory(prefix="dateline-sql-")
        self._result = Path(self._folder.name) / "result.arrow"
        self._errors = Path(self._folder.name) / "errors"
        asked = Path(self._folder.name) / "query.sql"
        asked.write_text(query, encoding="utf-8")
        child = [sys.executable, "-m", "dashboard.sandbox_child"]
        with asked.open("rb") as given, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [*child, str(path), str(self._result), f"{seconds:g}", str(MOST_ROWS)],
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=ROOT,
                # Nothing of the dashboard's environment: a query has no business with it.
                env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            )

    @property
    def elapsed(self) -> float:
        """Seconds since the start, or that the query took."""
        return self.took or time.monotonic() - self._started

    def state(self) -> State:
        """How it stands now; reads the result once the process has ended."""
        if self._state != "running":
            return self._state
        code = self._process.poll()
        if code is None:
            if time.monotonic() - self._started > self.seconds + _GRACE:
                self._end("failed", f"ended after {self.seconds:g} s, the time limit; ask for less, or add a LIMIT")
            return self._state
        if code == 0:
            self._read()
        elif code == 3:
            self._end("failed", f"ended after {self.seconds:g} s, the time limit; ask for less, or add a LIMIT")
        else:
            words = self._errors.read_text(encoding="utf-8", errors="replace").strip()
            known = words if code == 2 else "the query ended its process, most likely for want of memory; ask for less"
            self._end("failed", known or "the query failed without a word")
        return self._state

    def stop(self) -> None:
        """End the query now, if it still runs."""
        if self._state == "running":
            self._end("failed", "stopped")

    def _read(self) -> None:
        with pa.OSFile(str(self._result), "rb") as file:
            table = pa.ipc.open_file(file).read_all()
        self.rows = int((table.schema.metadata or {}).get(b"rows", b"0"))
        self.table = table
        self._end("done", "")

    def _end(self, state: State, message: str) -> None:
        self.took = time.monotonic() - self._started
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._folder.cleanup()
        self._state, self.message = state, message

    def __del__(self) -> None:
        if getattr(self, "_state", "done") == "running" and hasattr(self, "_process"):
            self.stop()
