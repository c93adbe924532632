"""Events in the column shapes of other event datasets, as their readers expect the files.

Which row stands for what is said by the views of schema `shapes`; a column that Dateline does not know is null there.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import duckdb

from pipelines.warehouse.exports.reading import Each, batches
from pipelines.warehouse.files import whole_text
from pipelines.warehouse.render import csv_cell


@dataclass(frozen=True, slots=True)
class Shape:
    """A view of schema `shapes` and the form of its file."""

    view: str
    order: str
    file: str
    tabs: bool
    header: bool


SHAPES: dict[str, tuple[Shape, ...]] = {
    "polecat": (Shape("polecat", '"Event ID"', "polecat.txt", tabs=True, header=True),),
    "gdelt": (
        Shape("gdelt_events", "GLOBALEVENTID", "gdelt.export.CSV", tabs=True, header=False),
        Shape("gdelt_mentions", "GLOBALEVENTID, MentionIdentifier, SentenceID, ActionCharOffset",
              "gdelt.mentions.CSV", tabs=True, header=False),
    ),
    "acled": (Shape("acled", "event_date, event_id_cnty", "acled.csv", tabs=False, header=True),),
}  # fmt: skip
"""The views that each format writes."""


def write_shape(connection: duckdb.DuckDBPyConnection, shape: Shape, folder: Path, each: Each = None) -> Path:
    """Write one view: between tabs without quotes (a tab or line break in a cell becomes a space), or as CSV."""
    target = folder / shape.file
    rows = batches(connection, f"from shapes.{shape.view} order by {shape.order}", each=each)
    with whole_text(target) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        if shape.header:
            _put(stream, writer, rows.schema.names, shape.tabs)
        for batch in rows:
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                _put(stream, writer, [csv_cell(value) for value in row], shape.tabs)
    return target


def _put(stream: TextIO, writer: object, cells: list[object], tabs: bool) -> None:
    if tabs:
        stream.write("\t".join("" if cell is None else " ".join(str(cell).split()) for cell in cells) + "\n")
    else:
        writer.writerow(cells)  # type: ignore[attr-defined]  # csv names no type for its writers
