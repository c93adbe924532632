"""The read side: where the published snapshot is, and how to open it. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import Home
from pipelines.warehouse.faults import MachineFault, NoSnapshot

__all__ = ["Meta", "NoSnapshot", "connect", "published_path", "snapshot_meta"]


@dataclass(frozen=True, slots=True)
class Meta:
    """What a snapshot is, as its table `meta` says."""

    snapshot_id: str
    built_at: datetime
    pass_time: datetime
    run_id: str
    kind: str
    dateline_version: str
    coder: str | None
    extractor: str | None
    duckdb_version: str


def published_path(home: Home) -> Path:
    """The resolved path of the published snapshot, which never changes under a reader: open this, not the link.

    Raises:
        NoSnapshot: nothing was published in this home, or its file is gone.
        MachineFault: the folder may not be read.
    """
    try:
        return home.published_link.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise NoSnapshot(
            f"no snapshot is published yet in {home.root}: `dateline run` collects from the sources and publishes one"
        ) from None
    except OSError as error:
        raise MachineFault(f"could not read {home.published_link}: {error.strerror or error}") from error


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a snapshot, its session in UTC. One thread at a time: use a cursor for each query.

    Raises:
        NoSnapshot: the file is not there.
        MachineFault: it cannot be opened.
    """
    if not path.exists():
        raise NoSnapshot(f"{path} is not there: ask for the published path again, a newer snapshot took its place")
    try:
        connection = duckdb.connect(path, read_only=True)
    except duckdb.Error as error:
        raise MachineFault(f"could not open the snapshot {path}: {str(error).splitlines()[0]}") from error
    connection.execute("set timezone = 'UTC'")
    return connection


def snapshot_meta(path: Path) -> Meta:
    """What a snapshot says of itself.

    Raises:
        NoSnapshot, MachineFault: as `connect`.
    """
    with connect(path) as connection:
        names = ", ".join(Meta.__slots__)
        try:
            row = connection.execute(f"select {names} from meta").fetchone()
        except duckdb.Error as error:
            raise MachineFault(f"{path} is no snapshot of Dateline: {str(error).splitlines()[0]}") from error
    if row is None:
        raise MachineFault(f"{path} is no snapshot of Dateline: its table meta is empty")
    held: dict[str, Any] = dict(zip(Meta.__slots__, row, strict=True))
    for name in ("built_at", "pass_time"):
        held[name] = held[name].astimezone(UTC)
    return Meta(**held)
