"""Finds the published snapshot and reads from it. Knows DuckDB and the read side of the warehouse, not Streamlit.

A snapshot is a file of its own name that never changes, so whatever was read from it may be kept by its resolved path.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.settings import Home, Settings
from pipelines.warehouse import snapshot as published
from pipelines.warehouse.faults import MachineFault, NoSnapshot


class MissingColumn(KeyError):
    """A page asks a row for a column that its snapshot does not have."""

    def __str__(self) -> str:
        return f"there is no column {self.args[0]}"


class Row(dict[str, Any]):
    """A row as a mapping from column to value."""

    def __missing__(self, name: str) -> Any:
        raise MissingColumn(name)


UNREADABLE = (duckdb.Error, NoSnapshot, MachineFault, MissingColumn)
"""What a snapshot that is broken, of another version, or just replaced raises."""
OF_ANOTHER_VERSION = (duckdb.CatalogException, duckdb.BinderException, MissingColumn)
"""What a snapshot raises that lacks a table or a column."""


@dataclass(frozen=True, slots=True)
class Found:
    """The snapshot to show: its resolved path, and whether it is the sample's for want of a real one."""

    path: Path
    from_sample_home: bool


def find(settings: Settings) -> Found | None:
    """The snapshot of the real home, else the sample's, else None."""
    for root, sample in ((settings.home, False), (settings.sample_home, True)):
        try:
            path = published.published_path(Home(root)).resolve()
        except (NoSnapshot, MachineFault, OSError):
            continue
        if path.is_file():
            return Found(path, sample)
    return None


KEPT_BYTES = 64 * 1024**2
"""Results held for the next asking, in all, and the largest of them a sixteenth."""


class Warehouse:
    """One open snapshot. Safe for many threads: each query runs on a cursor of its own.

    A snapshot never changes, so small results are kept: the same view asked for again, by anybody, costs no query.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: OrderedDict[str, pa.Table] = OrderedDict()
        self._kept_bytes = 0
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection = published.connect(path)
        self._connection.execute("set global timezone = 'UTC'")
        self._connection.execute("set global memory_limit = '350MB'")

    def table(self, query: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        """The result of a query with `$name` parameters, as an Arrow table."""
        asked = f"{query}\0{sorted((params or {}).items())!r}"
        with self._lock:
            held = self._kept.get(asked)
            if held is not None:
                self._kept.move_to_end(asked)
                return held
        cursor = self._connection.cursor()
        try:
            found = cursor.execute(query, dict(params) if params else None).to_arrow_table()
        finally:
            cursor.close()
        self._keep(asked, found)
        return found

    def _keep(self, asked: str, found: pa.Table) -> None:
        if found.nbytes > KEPT_BYTES // 16:
            return
        with self._lock:
            if asked not in self._kept:
                self._kept[asked] = found
                self._kept_bytes += found.nbytes
            while self._kept_bytes > KEPT_BYTES or len(self._kept) > 2_000:
                self._kept_bytes -= self._kept.popitem(last=False)[1].nbytes

    def rows(self, query: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a query, each a mapping from column to value."""
        return [Row(row) for row in self.table(query, params).to_pylist()]

    def row(self, query: str, params: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """The first row of a query, None when there is none."""
        found = self.rows(query, params)
        return found[0] if found else None


def opened(settings: Settings, open_file: Callable[[Path], Warehouse]) -> tuple[Found, Warehouse] | None:
    """The snapshot to show, open; None where there is none. One that publishes removed meanwhile is looked for again.

    Raises:
        NoSnapshot, MachineFault: the file that is published cannot be opened.
    """
    while found := find(settings):
        try:
            return found, open_file(found.path)
        except (NoSnapshot, MachineFault):
            if found == find(settings):
                raise
    return None
