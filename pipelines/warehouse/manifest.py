"""The manifest beside each snapshot: what it held when it was published, for `verify` to hold it against.

`<snapshot>.manifest.json` names the digest of the file and the rows of each table. A hash of each row by its key, so
that a row that changed can be named, is in `<snapshot>.rows.parquet`: of all rows, or of those that differ from the
snapshot before; the files that a manifest names tell of all rows together. The archive's digests are in
history.archive_files.
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

_MANY_FILES = 50
_FEW_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot held when it was published.

    `tables` gives the number of rows of each; `rows` names the files of row hashes, the later over the earlier.
    """

    snapshot_id: str
    file: str
    bytes: int
    sha256: str
    duckdb_version: str
    tables: dict[str, int]
    rows: list[str]


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


def write_rows(connection: duckdb.DuckDBPyConnection, snapshot: Path, before: Path | None) -> list[str]:
    """Write the row hashes of a build that is to become `snapshot`; returns the files that tell of all its rows.

    Args:
        before: the published snapshot, where temporary table `differing` (see `differences`) tells what differs from
            it; None to write all.
    """
    earlier = _to_go_on_from(before) if before is not None else []
    if earlier:
        chosen = "select table_name, row_key, new_row as row_hash from differing"
    else:
        chosen = f"{row_hashes(connection)} order by table_name, row_key"
    rows = rows_file(snapshot)
    part = rows.with_suffix(".part")
    connection.execute(f"copy ({chosen}) to {literal(str(part))} (format parquet, compression zstd)")
    synced(part)
    part.replace(rows)
    return [*earlier, rows.name]


def _to_go_on_from(before: Path) -> list[str]:
    """The files of row hashes of a snapshot; none where one is gone, or where they have become so many."""
    try:
        names = read_manifest(before).rows
    except (OSError, ValueError):
        return []
    files = [before.with_name(name) for name in names]
    if len(files) > _MANY_FILES or not all(file.is_file() for file in files):
        return []
    first, *others = (file.stat().st_size for file in files)
    return names if sum(others) <= max(first, _FEW_BYTES) else []


def held_rows(manifest: Manifest, folder: Path) -> str:
    """A query for table, key and hash of each row, as the manifest's files tell."""
    parts = [
        f"select table_name, row_key, row_hash, {number} as number from read_parquet({literal(str(folder / name))})"
        for number, name in enumerate(manifest.rows)
    ]
    if len(parts) == 1:
        return parts[0]
    return f"""
        select table_name, row_key, arg_max_null(row_hash, number) as row_hash from ({" union all ".join(parts)})
        group by table_name, row_key having arg_max_null(row_hash, number) is not null
    """


def write_manifest(snapshot: Path, *, snapshot_id: str, sha256: str, tables: dict[str, int], rows: list[str]) -> None:
    """Write the manifest of a snapshot."""
    manifest = Manifest(
        snapshot_id=snapshot_id,
        file=snapshot.name,
        bytes=snapshot.stat().st_size,
        sha256=sha256,
        duckdb_version=duckdb.__version__,
        tables=tables,
        rows=rows,
    )
    written(manifest_file(snapshot), json.dumps(asdict(manifest), indent=1) + "\n")


def remove_files(snapshots: list[Path], folder: Path) -> None:
    """Remove snapshots with their manifests, and the files of row hashes that no manifest left names."""
    for snapshot in snapshots:
        snapshot.unlink(missing_ok=True)
        manifest_file(snapshot).unlink(missing_ok=True)
    named = {name for file in folder.glob("*.manifest.json") for name in _rows_named(file)}
    for rows in folder.glob("*.rows.parquet"):
        if rows.name not in named:
            rows.unlink(missing_ok=True)


def _rows_named(manifest: Path) -> list[str]:
    try:
        held: Any = json.loads(manifest.read_text(encoding="utf-8"))
        return list(held["rows"])
    except (OSError, ValueError, TypeError, KeyError):
        return [manifest.name.removesuffix(".manifest.json") + ".rows.parquet"]


def read_manifest(snapshot: Path) -> Manifest:
    """The manifest of a snapshot.

    Raises:
        OSError: it is not there.
        ValueError: it is not one.
    """
    held: Any = json.loads(manifest_file(snapshot).read_text(encoding="utf-8"))
    try:
        return Manifest(**{"rows": [rows_file(snapshot).name], **held})
    except TypeError as error:
        raise ValueError(f"not a manifest: {error}") from error
