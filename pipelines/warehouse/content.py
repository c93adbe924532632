"""What a warehouse says, apart from when and where runs put it: a digest a table, equal where the content is equal."""

from __future__ import annotations

import json

import duckdb

from pipelines.warehouse import marts
from pipelines.warehouse.tables import quoted


def columns_of(connection: duckdb.DuckDBPyConnection, table: str, schema: str = "main") -> list[str]:
    """The columns of a table in order; empty if there is no such table."""
    return [
        row[0]
        for row in connection.execute(
            "select column_name from duckdb_columns() where database_name = current_database()"
            " and schema_name = $schema and table_name = $table order by column_index",
            {"schema": schema, "table": table},
        ).fetchall()
    ]


def table_digests(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Of each mart with content, the number of rows and a digest of them, whatever their order.

    Times and places of runs do not count (marts.TIMES_AND_PLACES), so that two runs over the same pages are equal. The
    digests are DuckDB's hashes: to be compared between files of one DuckDB version.
    """
    digests = {}
    for table in marts.KEYS:
        columns = columns_of(connection, table)
        if table in marts.NOT_CONTENT or not columns:
            continue
        if table in marts.CONTENT_COLUMNS:
            chosen = ", ".join(quoted(c) for c in marts.CONTENT_COLUMNS[table] if c in columns)
            rows = f"(select distinct {chosen} from main.{quoted(table)})"
        else:
            rows = f"main.{quoted(table)}"
            chosen = ", ".join(quoted(c) for c in columns if c not in marts.TIMES_AND_PLACES)
        row = connection.execute(
            f"select count(*), coalesce(sum(hash(row({chosen}))::hugeint), 0) from {rows}"
        ).fetchone()
        assert row is not None
        digests[table] = f"{row[0]}:{row[1]:x}"
    return digests


def content(connection: duckdb.DuckDBPyConnection) -> str:
    """The digests of all tables as JSON text, to be compared as a whole."""
    return json.dumps(table_digests(connection), sort_keys=True)
