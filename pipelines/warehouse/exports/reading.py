"""The tables of a snapshot as an export reads them: columns with their comments, rows in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.warehouse import marts
from pipelines.warehouse.tables import quoted

_BATCH = 10_000

Each = Callable[[int], object] | None
"""Told the number of rows in each batch as it is read."""


class ExportError(Exception):
    """What was asked for cannot be exported from this snapshot; the message says what to ask for instead."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table. `sql_type` is DuckDB's name of its type in lower case."""

    name: str
    sql_type: str
    comment: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A published table or view with its key."""

    name: str
    key: tuple[str, ...]
    comment: str | None
    columns: tuple[Column, ...]


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """The published tables that are in the snapshot, in the order of the contract."""
    comments = dict(
        connection.execute(
            "select table_name, comment from duckdb_tables()"
            " where schema_name = 'main' and database_name = current_database() union all"
            " select view_name, comment from duckdb_views()"
            " where schema_name = 'main' and database_name = current_database() and not internal"
        ).fetchall()
    )
    columns: dict[str, list[Column]] = {}
    for table, *column in connection.execute(
        "select table_name, column_name, lower(data_type), comment from duckdb_columns()"
        " where schema_name = 'main' and database_name = current_database() order by table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(Column(*column))
    keys = marts.KEYS | marts.WRITTEN_AT_PUBLISH
    return [Table(name, key, comments[name], tuple(columns[name])) for name, key in keys.items() if name in comments]


def rows_of(connection: duckdb.DuckDBPyConnection, table: Table, each: Each = None) -> pa.RecordBatchReader:
    """All rows of a table in the order of its key."""
    order = ", ".join(quoted(column) for column in table.key)
    return batches(connection, f"from main.{quoted(table.name)} order by {order}", each=each)


def batches(
    connection: duckdb.DuckDBPyConnection, query: str, given: Mapping[str, Any] | None = None, *, each: Each = None
) -> pa.RecordBatchReader:
    """The result of a query, a batch of rows in memory at a time."""
    rows = connection.execute(query, given or {}).to_arrow_reader(_BATCH)
    if each is None:
        return rows

    def told() -> Iterator[pa.RecordBatch]:
        for batch in rows:
            yield batch
            each(batch.num_rows)

    return pa.RecordBatchReader.from_batches(rows.schema, told())


def records(
    connection: duckdb.DuckDBPyConnection, query: str, given: Mapping[str, Any] | None = None, *, each: Each = None
) -> Iterator[dict[str, Any]]:
    """The same, row by row, as names and values."""
    for batch in batches(connection, query, given, each=each):
        yield from batch.to_pylist()
