"""`dateline export`: which formats there are, what each writes, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipelines.settings import Home
from pipelines.warehouse.exports.atom import write_atom
from pipelines.warehouse.exports.datapackage import write_datapackage
from pipelines.warehouse.exports.evidence import write_evidence
from pipelines.warehouse.exports.geojson import write_geojson
from pipelines.warehouse.exports.reading import ExportError, rows_of, tables_of
from pipelines.warehouse.exports.shapes import SHAPES, write_shape
from pipelines.warehouse.faults import machine_faults
from pipelines.warehouse.files import whole_file, whole_text
from pipelines.warehouse.query import sandbox
from pipelines.warehouse.render import write_csv
from pipelines.warehouse.tables import quoted

__all__ = ["FORMATS", "ExportError", "export_tables"]


Tell = Callable[[str, int, int | None], object]
"""Told the format under way, how many rows of it are written, and of how many."""


@dataclass
class _Asked:
    connection: duckdb.DuckDBPyConnection
    folder: Path
    archive: Path
    event: str | None
    format: str
    tell: Tell | None
    done: int = 0
    total: int | None = field(default=None)

    def begin(self, *relations: str) -> None:
        """Count the rows that are to be written."""
        if self.tell is not None:
            counts = [self.connection.execute(f"select count(*) from {name}").fetchone() for name in relations]
            self.total = sum(row[0] for row in counts if row)
            self.each(0)

    def each(self, rows: int) -> None:
        """Tell that so many more rows are written."""
        self.done += rows
        if self.tell is not None:
            self.tell(self.format, self.done, self.total)


def _parquet(asked: _Asked) -> Iterator[Path]:
    tables = tables_of(asked.connection)
    asked.begin(*(f"main.{quoted(table.name)}" for table in tables))
    for table in tables:
        rows = rows_of(asked.connection, table, asked.each)
        target = asked.folder / f"{table.name}.parquet"
        with whole_file(target) as file, pq.ParquetWriter(file, rows.schema, compression="zstd") as writer:
            for batch in rows:
                writer.write_batch(batch)
        yield target


def _csv(asked: _Asked) -> Iterator[Path]:
    tables = tables_of(asked.connection)
    asked.begin(*(f"main.{quoted(table.name)}" for table in tables))
    for table in tables:
        target = asked.folder / f"{table.name}.csv"
        with whole_text(target) as stream:
            write_csv(rows_of(asked.connection, table, asked.each), stream)
        yield target


def _datapackage(asked: _Asked) -> Iterator[Path]:
    written = list(_csv(asked))
    yield from written
    yield write_datapackage(asked.connection, asked.folder)


def _geojson(asked: _Asked) -> Iterator[Path]:
    asked.begin("main.events")
    yield write_geojson(asked.connection, asked.folder, asked.each)


def _atom(asked: _Asked) -> Iterator[Path]:
    yield write_atom(asked.connection, asked.folder)


def _wacz(asked: _Asked) -> Iterator[Path]:
    if asked.event is None:
        raise ExportError("--format wacz packs the evidence of one event: name it with --event EVENT_ID")
    yield write_evidence(asked.connection, asked.archive, asked.event, asked.folder)


def _shape(name: str) -> Callable[[_Asked], Iterator[Path]]:
    def write(asked: _Asked) -> Iterator[Path]:
        asked.begin(*(f"shapes.{shape.view}" for shape in SHAPES[name]))
        for shape in SHAPES[name]:
            yield write_shape(asked.connection, shape, asked.folder, asked.each)

    return write


FORMATS: dict[str, Callable[[_Asked], Iterator[Path]]] = {
    "parquet": _parquet,
    "csv": _csv,
    "datapackage": _datapackage,
    "geojson": _geojson,
    "atom": _atom,
    "wacz": _wacz,
    **{name: _shape(name) for name in SHAPES},
}
"""Each format by its name, with what writes it."""


def export_tables(
    path: Path,
    folder: Path,
    formats: Sequence[str],
    *,
    home: Home,
    event: str | None = None,
    tell: Tell | None = None,
) -> Iterator[Path]:
    """Write a snapshot in these formats into a folder, and say which file was written.

    Args:
        path: the snapshot.
        folder: made if it is not there. A file of an earlier export is replaced whole, or stays if the new one fails.
        formats: of FORMATS. "datapackage" writes the CSV files too.
        home: its archive holds the records of "wacz".
        event: which event's evidence "wacz" packs.
        tell: hears how far it is.

    Raises:
        ExportError: there is no such format or event, or an event is named for none of the formats.
        NoSnapshot, MachineFault: the snapshot cannot be read, or the folder cannot be written.
    """
    for name in formats:
        if name not in FORMATS:
            raise ExportError(f"--format {name}: choose from {', '.join(FORMATS)}")
    if event is not None and "wacz" not in formats:
        raise ExportError("--event names the event of --format wacz: the other formats write all events")
    chosen = [name for name in dict.fromkeys(formats) if name != "csv" or "datapackage" not in formats]
    with machine_faults("export the tables", folder), sandbox(path) as connection:
        folder.mkdir(parents=True, exist_ok=True)
        for name in chosen:
            try:
                yield from FORMATS[name](_Asked(connection, folder, home.archive, event, name, tell))
            except duckdb.CatalogException as error:
                raise ExportError(
                    f"--format {name}: this snapshot was built before Dateline wrote it;"
                    " `dateline run --job rebuild_marts` builds one that has it"
                ) from error
