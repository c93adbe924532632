"""The writer's connection to the build file: one at a time, under the run lock, closed before dbt opens its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.settings import Home
from pipelines.warehouse.faults import machine_faults
from pipelines.warehouse.files import copied


@contextmanager
def writer(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build file opened for writing, its session in UTC. The caller holds the run lock.

    One that is lost begins anew as a copy of the published snapshot, which was a copy of it.

    Raises:
        MachineFault: the file cannot be made, opened or written; what was committed before stands.
    """
    with machine_faults("write the warehouse", home.build_file):
        home.warehouse.mkdir(parents=True, exist_ok=True)
        if not home.build_file.exists() and home.published_link.exists():
            _begin_from(home.published_link.resolve(), home.build_file)
        connection = duckdb.connect(
            home.build_file, config={"memory_limit": "1GB", "temp_directory": str(home.warehouse / "spill")}
        )
        try:
            connection.execute("set timezone = 'UTC'")
            yield connection
        finally:
            connection.close()


def _begin_from(snapshot: Path, build_file: Path) -> None:
    part = build_file.with_name(f"{build_file.name}.part")
    part.unlink(missing_ok=True)
    copied(snapshot, part)
    # The log of the lost file would be played into this one.
    build_file.with_name(f"{build_file.name}.wal").unlink(missing_ok=True)
    part.replace(build_file)


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("begin transaction")
    try:
        yield
    except BaseException:
        _roll_back(connection)
        raise
    connection.execute("commit")


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("rollback")
    except duckdb.Error:
        # A connection that broke has rolled back by itself; the first error is the one to tell.
        return
