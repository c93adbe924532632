"""The published tables as files: Parquet, CSV that no spreadsheet runs, GeoJSON of events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import pyarrow.parquet as pq

from pipelines.warehouse import marts
from pipelines.warehouse.faults import machine_faults
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.render import plain, write_csv
from pipelines.warehouse.tables import quoted

FORMATS: tuple[str, ...] = ("parquet", "csv", "geojson")


def export_tables(path: Path, folder: Path, formats: Sequence[str]) -> Iterator[Path]:
    """Write every published table into a folder, and say which file was written.

    Args:
        path: the snapshot.
        folder: made if it is not there; files of an earlier export are replaced.
        formats: of FORMATS. "csv" makes texts safe for spreadsheets; "geojson" is of `events` alone (RFC 7946), with a
            point only where the text names a town or a site, and null geometry elsewhere.

    Raises:
        ValueError: there is no such format.
        NoSnapshot, MachineFault: the snapshot cannot be read, or the folder cannot be written.
    """
    for name in formats:
        if name not in FORMATS:
            raise ValueError(f"format {name}: choose from {', '.join(FORMATS)}")
    with machine_faults("export the tables", folder):
        folder.mkdir(parents=True, exist_ok=True)
        present = {row["table_name"] for row in run_sql(path, _PRESENT).to_pylist()}
        for table, key in (marts.KEYS | marts.WRITTEN_AT_PUBLISH).items():
            if table not in present:
                continue
            order = ", ".join(quoted(column) for column in key)
            rows = run_sql(path, f"from main.{quoted(table)} order by {order}")
            if "parquet" in formats:
                target = folder / f"{table}.parquet"
                pq.write_table(rows, target, compression="zstd")
                yield target
            if "csv" in formats:
                target = folder / f"{table}.csv"
                with target.open("w", encoding="utf-8", newline="") as file:
                    write_csv(rows, file)
                yield target
            if "geojson" in formats and table == "events":
                target = folder / "events.geojson"
                with target.open("w", encoding="utf-8") as file:
                    write_geojson(rows.to_pylist(), file)
                yield target


_PRESENT = "select table_name from information_schema.tables where table_schema = 'main'"


def write_geojson(events: list[dict[str, Any]], file: TextIO) -> None:
    """Write rows of `events` as a FeatureCollection; a point only where the text names a town or a site."""
    file.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for event in events:
        file.write(separator + json.dumps(_feature(event), ensure_ascii=False, default=plain))
        separator = ",\n"
    file.write("\n]}\n")


def _feature(event: dict[str, Any]) -> dict[str, Any]:
    point = None
    if event["place_precision"] == "exact" and event["lat"] is not None and event["lon"] is not None:
        point = {"type": "Point", "coordinates": [event["lon"], event["lat"]]}
    return {"type": "Feature", "id": event["event_id"], "geometry": point, "properties": event}
