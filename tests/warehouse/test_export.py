"""The published tables as files that other programs open."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.settings import Home
from pipelines.warehouse import marts
from pipelines.warehouse.export import export_tables
from pipelines.warehouse.faults import MachineFault
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.snapshot import published_path


def test_every_table_is_written_in_every_format(published_once: Home, tmp_path: Path) -> None:
    path = published_path(published_once)
    written = list(export_tables(path, tmp_path / "out", ["parquet", "csv", "geojson"]))
    assert tmp_path / "out" / "meta.parquet" in written
    assert tmp_path / "out" / "event_changes.csv" in written
    assert len(written) == 2 * len(marts.KEYS | marts.WRITTEN_AT_PUBLISH) + 1
    rows = run_sql(path, "from events order by event_id")
    assert pq.read_table(tmp_path / "out" / "events.parquet").to_pylist() == rows.to_pylist()
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as file:
        assert [row["event_id"] for row in csv.DictReader(file)] == rows.column("event_id").to_pylist()


def test_geojson_has_a_point_only_where_the_place_is_exact(published_home: Home, tmp_path: Path) -> None:
    [file] = export_tables(published_path(published_home), tmp_path, ["geojson"])
    collection = json.loads(file.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    [feature] = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [24.8, 61.5]}
    assert feature["properties"]["summary"] == "Envoys met"


def test_an_unknown_format_writes_nothing(published_once: Home, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="format xml"):
        list(export_tables(published_path(published_once), tmp_path / "out", ["xml"]))
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_way_is_a_fault_of_the_machine(published_once: Home, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(MachineFault, match="export the tables"):
        list(export_tables(published_path(published_once), tmp_path / "out", ["csv"]))
