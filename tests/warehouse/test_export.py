"""The published tables as files that other programs open."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.settings import Home
from pipelines.warehouse import marts
from pipelines.warehouse.exports import ExportError, export_tables
from pipelines.warehouse.faults import MachineFault
from pipelines.warehouse.files import whole_file
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.snapshot import published_path


def test_every_table_is_written_in_every_format(published_once: Home, tmp_path: Path) -> None:
    path = published_path(published_once)
    written = list(export_tables(path, tmp_path / "out", ["parquet", "csv", "geojson"], home=published_once))
    assert tmp_path / "out" / "meta.parquet" in written
    assert tmp_path / "out" / "event_changes.csv" in written
    assert len(written) == 2 * len(marts.KEYS | marts.WRITTEN_AT_PUBLISH) + 1
    rows = run_sql(path, "from events order by event_id")
    assert pq.read_table(tmp_path / "out" / "events.parquet").to_pylist() == rows.to_pylist()
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as file:
        assert [row["event_id"] for row in csv.DictReader(file)] == rows.column("event_id").to_pylist()


def test_geojson_has_a_point_only_where_the_place_is_exact(published_home: Home, tmp_path: Path) -> None:
    [file] = export_tables(published_path(published_home), tmp_path, ["geojson"], home=published_home)
    collection = json.loads(file.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    [feature] = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [24.8, 61.5]}
    assert feature["properties"]["summary"] == "Envoys met"


@pytest.mark.parametrize(
    ("formats", "event", "words"),
    [
        (["xml"], None, "--format xml: choose from parquet, csv"),
        (["wacz"], None, "name it with --event"),
        (["csv"], "0123456789abcdef", "--event names the event of --format wacz"),
        (["wacz"], "../../etc/passwd", "16 hex digits"),
        (["wacz"], "0123456789abcdef", "no such event in the published snapshot"),
        (["acled"], None, "rebuild_marts"),
    ],
)
def test_what_cannot_be_exported_is_told(
    published_once: Home, tmp_path: Path, formats: list[str], event: str | None, words: str
) -> None:
    with pytest.raises(ExportError, match=words):
        list(export_tables(published_path(published_once), tmp_path, formats, home=published_once, event=event))
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_is_a_fault_of_the_machine(published_once: Home, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(MachineFault, match="export the tables"):
        list(export_tables(published_path(published_once), tmp_path / "out", ["csv"], home=published_once))


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    target.write_text("old")
    with pytest.raises(TypeError), whole_file(target) as file:
        file.writelines([b"half of the new", "and no bytes"])  # type: ignore[list-item]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
