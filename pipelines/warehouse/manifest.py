"""The manifest beside each snapshot: what it held when it was published, for `verify` to hold it against.

`<snapshot>.manifest.json` names the digest of the file and the rows of each table; `<snapshot>.rows.parquet` has a hash
of each row by its key, so that a row that changed can be named. The archive's digests are in history.archive_files.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse import marts
from pipelines.warehouse.content import columns_of
from pipelines.warehouse.files import synced, written
from pipelines.warehouse.tables import literal, quoted


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot held when it was published. `tables` gives the number of rows of each."""

    snapshot_id: str
    file: str
    bytes: int
    sha256: str
    duckdb_version: str
    tables: dict[str, int]


def manifest_file(snapshot: Path) -> Path:
    return snapshot.with_suffix(".manifest.json")


def rows_file(snapshot: Path) -> Path:
    return snapshot.with_suffix(".rows.parquet")


def row_hashes(connection: duckdb.DuckDBPyConnection) -> str:
    """A query for table, key and hash of each published row; the hashes hold within one version of DuckDB."""
    parts = []
    for table, key in (marts.KEYS | marts.WRITTEN_AT_PUBLISH).items():
        if columns_of(connection, table):
            chosen = ", ".join(f"{quoted(name)}::varchar" for name in key)
            parts.append(
                f"select '{table}' as table_name, concat_ws(' ', {chosen}) as row_key, hash(t) as row_hash"
                f" from main.{quoted(table)} as t"
            )
    return " union all ".join(parts)


def write_manifest(connection: duckdb.DuckDBPyConnection, snapshot: Path, sha256: str, snapshot_id: str) -> None:
    """Write both files for a snapshot opened in `connection`."""
    rows = rows_file(snapshot)
    part = rows.with_suffix(".part")
    hashes = f"{row_hashes(connection)} order by table_name, row_key"
    connection.execute(f"copy ({hashes}) to {literal(str(part))} (format parquet, compression zstd)")
    synced(part)
    part.replace(rows)
    counted = connection.execute(
        "select table_name, count(*) from read_parquet($file) group by all order by all", {"file": str(rows)}
    ).fetchall()
    manifest = Manifest(
        snapshot_id=snapshot_id,
        file=snapshot.name,
        bytes=snapshot.stat().st_size,
        sha256=sha256,
        duckdb_version=duckdb.__version__,
        tables=dict(counted),
    )
    written(manifest_file(snapshot), json.dumps(asdict(manifest), indent=1) + "\n")


def read_manifest(snapshot: Path) -> Manifest:
    """The manifest of a snapshot.

    Raises:
        OSError: it is not there.
        ValueError: it is not one.
    """
    held: Any = json.loads(manifest_file(snapshot).read_text(encoding="utf-8"))
    try:
        return Manifest(**held)
    except TypeError as error:
        raise ValueError(f"not a manifest: {error}") from error
