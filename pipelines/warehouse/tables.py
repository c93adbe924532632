"""The tables of schema `landing`, made from the records' Arrow schemas: the one place their columns are named.

Creation, widening when a record gained a field, and which columns tell one row from another. What is asked of the
tables stands in `landing`, `due` and `replay`.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from pipelines.records import LANDING, arrow_schema
from pipelines.warehouse import lookups

KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("source_id", "entry_sha256", "active", "loaded_at"),
    "fetch_attempts": ("attempt_id",),
    "captures": ("capture_id",),
    "feed_entries": ("entry_id",),
    "ledger": ("step", "version", "input_id", "attempts", "outcome", "at"),
    "import_places": ("file_id", "position"),
    "run_events": ("run_id", "phase"),
    "revisions": ("revision_id",),
    "revision_changes": ("change_id",),
    "revision_returns": ("revision_id", "capture_id"),
    "copy_links": ("revision_id", "copy_of"),
    "story_links": ("article_id", "turn"),
    "coded_revisions": ("revision_id", "coder"),
    "entity_mentions": ("mention_id", "coder"),
    "place_mentions": ("mention_id", "coder"),
    "time_mentions": ("mention_id", "coder"),
    "quotes": ("mention_id", "coder"),
    "event_mentions": ("mention_id", "coder"),
    "situation_mentions": ("mention_id", "coder"),
    "tombstones": ("article_id",),
    "corrections": ("correction_id", "mention_id", "withdrawn"),
}
"""The columns that tell a row of each table from any other: a row whose key has landed is not landed again."""

TIMES = {"fetch_attempts": "attempted_at", "captures": "fetched_at", "ledger": "at"}
"""Of tables that grow with each request, the time that the key holds or is made from: rows of one key are of one time,
so a fresh row is sought only among those of its time."""


OF_CODINGS = frozenset(
    {
        "coded_revisions", "entity_mentions", "place_mentions", "time_mentions", "quotes", "event_mentions",
        "situation_mentions",
    }
)  # fmt: skip
"""Tables whose rows of one coding land all at once: where it has no row in `coded_revisions`, each of them is new."""


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal, where no parameter may stand."""
    return "'" + text.replace("'", "''") + "'"


def sql_type(arrow_type: pa.DataType) -> str:
    """The DuckDB type that holds an Arrow type of the records."""
    if pa.types.is_struct(arrow_type):
        inner = ", ".join(f"{quoted(field.name)} {sql_type(field.type)}" for field in arrow_type)
        return f"struct({inner})"
    if pa.types.is_list(arrow_type):
        return sql_type(arrow_type.value_type) + "[]"
    if pa.types.is_timestamp(arrow_type):
        return "timestamp with time zone"
    return {
        pa.string(): "varchar",
        pa.int64(): "bigint",
        pa.float64(): "double",
        pa.bool_(): "boolean",
        pa.binary(): "blob",
        pa.date32(): "date",
    }[arrow_type]


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing of schema `landing` and widen what lacks a field; does nothing when all is current.

    A column that came later is null in the rows landed before it. A column or table is never dropped here.
    """
    connection.execute("create schema if not exists landing")
    present, filled = _columns(connection), _never_null(connection)
    for table, record in LANDING.items():
        schema = arrow_schema(record)
        if table not in present:
            columns = ", ".join(
                f"{quoted(field.name)} {sql_type(field.type)}{'' if field.nullable else ' not null'}"
                for field in schema
            )
            connection.execute(f"create table landing.{quoted(table)} ({columns})")
            continue
        for field in schema:
            if field.name not in present[table]:
                connection.execute(
                    f"alter table landing.{quoted(table)} add column {quoted(field.name)} {sql_type(field.type)}"
                )
            elif (wanted := _declared(connection, field.type)) != present[table][field.name]:
                # A record inside this one gained a field: the rows landed before it hold null there.
                connection.execute(
                    f"alter table landing.{quoted(table)} alter column {quoted(field.name)} type {wanted}"
                )
            if field.nullable and (table, field.name) in filled:
                connection.execute(
                    f"alter table landing.{quoted(table)} alter column {quoted(field.name)} drop not null"
                )
    lookups.prepare(connection)


def allow_nulls_of(connection: duckdb.DuckDBPyConnection, database: str) -> None:
    """Let the columns be null that may be so in an attached database: what came later is null in rows landed before."""
    may = connection.execute(
        "select table_name, column_name from duckdb_columns()"
        " where schema_name = 'landing' and database_name = $database and is_nullable",
        {"database": database},
    ).fetchall()
    for table, column in set(may) & _never_null(connection):
        connection.execute(f"alter table landing.{quoted(table)} alter column {quoted(column)} drop not null")


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table, column, data_type in connection.execute(
        "select table_name, column_name, data_type from duckdb_columns()"
        " where schema_name = 'landing' and database_name = current_database() order by column_index"
    ).fetchall():
        found.setdefault(table, {})[column] = data_type
    return found


def _never_null(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    return set(
        connection.execute(
            "select table_name, column_name from duckdb_columns()"
            " where schema_name = 'landing' and database_name = current_database() and not is_nullable"
        ).fetchall()
    )


def _declared(connection: duckdb.DuckDBPyConnection, arrow_type: pa.DataType) -> str:
    """The type's name as DuckDB writes it, so that it can be compared with the catalogue's."""
    row = connection.execute(f"select typeof(cast(null as {sql_type(arrow_type)}))").fetchone()
    assert row is not None
    return str(row[0])
