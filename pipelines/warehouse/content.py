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


def content_columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns of a table whose values are content: not the times and places of runs."""
    columns = columns_of(connection, table)
    if table in marts.CONTENT_COLUMNS:
        return [name for name in marts.CONTENT_COLUMNS[table] if name in columns]
    return [name for name in columns if name not in marts.TIMES_AND_PLACES]


def table_digests(connection: duckdb.DuckDBPyConnection, before: dict[str, str] | None = None) -> dict[str, str]:
    """Of each mart with content, the number of rows and a digest of them, whatever their order.

    Times and places of runs do not count (marts.TIMES_AND_PLACES), so that two runs over the same pages are equal. The
    digests are DuckDB's hashes: to be compared between files of one DuckDB version.

    Args:
        before: the digests of the published snapshot, where temporary table `differing` (see `differences`) tells what
            came and went since; without it all rows are read.
    """
    digests = {}
    for table in marts.KEYS:
        if table in marts.NOT_CONTENT or not columns_of(connection, table):
            continue
        if before is not None and table in before and table not in marts.CONTENT_COLUMNS:
            digests[table] = _moved(connection, table, before[table])
            continue
        chosen = ", ".join(quoted(name) for name in content_columns(connection, table))
        distinct = table in marts.CONTENT_COLUMNS
        rows = f"(select distinct {chosen} from main.{quoted(table)})" if distinct else f"main.{quoted(table)}"
        row = connection.execute(
            f"select count(*), coalesce(sum(hash(row({chosen}))::hugeint), 0) from {rows}"
        ).fetchone()
        assert row is not None
        digests[table] = f"{row[0]}:{row[1]:x}"
    return digests


def _moved(connection: duckdb.DuckDBPyConnection, table: str, before: str) -> str:
    row = connection.execute(
        """
        select count(new_content) - count(old_content),
            coalesce(sum(new_content::hugeint), 0) - coalesce(sum(old_content::hugeint), 0)
        from differing where table_name = $table
        """,
        {"table": table},
    ).fetchone()
    assert row is not None
    count, digest = before.split(":")
    return f"{int(count) + row[0]}:{int(digest, 16) + row[1]:x}"


def content(connection: duckdb.DuckDBPyConnection, before: str | None = None) -> str:
    """The digests of all tables as JSON text, to be compared as a whole; `before` as in `table_digests`.

    What the dashboard reads besides counts by its columns: a snapshot that lacks some of them is to be replaced.
    """
    digests = table_digests(connection, None if before is None else json.loads(before))
    return json.dumps({**digests, "reading": _layout_of(connection, "reading")}, sort_keys=True)


def _layout_of(connection: duckdb.DuckDBPyConnection, schema: str) -> str | None:
    row = connection.execute(
        """
        select md5(string_agg(concat_ws(' ', table_name, column_name, data_type) order by table_name, column_name))
        from duckdb_columns() where database_name = current_database() and schema_name = $schema
        """,
        {"schema": schema},
    ).fetchone()
    return row[0] if row else None
