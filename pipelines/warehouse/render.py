"""A result as a table for people, CSV, JSON or Parquet. What is asked is not this module's matter."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.warehouse.faults import machine_faults

FORMATS: tuple[str, ...] = ("table", "csv", "json", "parquet")

_WIDEST = 60


def write_result(table: pa.Table, format: str, output: Path | None = None) -> None:
    """Write a result to standard output or to a file.

    Args:
        table: the result.
        format: "table" for people; "csv" with cells made safe for spreadsheets (`safe_cell`); "json", a list of
            objects, one a line; "parquet".
        output: the file; standard output if None.

    Raises:
        MachineFault: the file cannot be written.
        ValueError: there is no such format.
    """
    if format not in FORMATS:
        raise ValueError(f"format {format}: choose from {', '.join(FORMATS)}")
    if output is None:
        _write(table, format, sys.stdout)
        return
    with machine_faults("write the result", output):
        if format == "parquet":
            pq.write_table(table, output)
            return
        with output.open("w", encoding="utf-8", newline="") as file:
            _write(table, format, file)


def _write(table: pa.Table, format: str, stream: TextIO) -> None:
    if format == "table":
        _write_for_people(table, stream)
    elif format == "csv":
        write_csv(table, stream)
    elif format == "json":
        write_json(table, stream)
    else:
        pq.write_table(table, stream.buffer if hasattr(stream, "buffer") else stream)


def write_csv(rows: pa.Table | pa.RecordBatchReader, stream: TextIO) -> None:
    """RFC 4180 with a header; lists and structs as JSON; every text made safe for spreadsheets."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in rows.schema.names])
    for batch in rows.to_reader(max_chunksize=10_000) if isinstance(rows, pa.Table) else rows:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            writer.writerow([csv_cell(value) for value in row])


def write_json(table: pa.Table, stream: TextIO) -> None:
    """A JSON list with an object a line; times as ISO 8601 in UTC."""
    stream.write("[")
    separator = "\n"
    for row in _rows(table):
        stream.write(separator + json.dumps(row, ensure_ascii=False, default=plain))
        separator = ",\n"
    stream.write("\n]\n")


def csv_cell(value: Any) -> Any:
    """A value as it stands in a CSV file: lists and structs as JSON, times in ISO 8601, texts as `safe_cell`."""
    return safe_cell(_cell(value))


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it.

    Signs of full width count too: spreadsheets set to East Asian languages read them as the plain ones.
    """
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _rows(table: pa.Table) -> Iterable[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=plain)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime, bytes)):
        return plain(value)
    return value


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def _write_for_people(table: pa.Table, stream: TextIO) -> None:
    shown = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for name in table.column_names:
        shown.add_column(Text(name), overflow="fold")
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        shown.add_row(*(Text(_short(value)) for value in row))
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, 400)
    console.print(shown)
    console.print(f"{table.num_rows} row{'' if table.num_rows == 1 else 's'}")


def _short(value: Any) -> str:
    text = "" if value is None else str(_cell(value))
    text = "".join(character if character.isprintable() else " " for character in text)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
