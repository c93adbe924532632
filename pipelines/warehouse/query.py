"""`dateline sql`: one read-only query over a published snapshot, with no way to files, network or settings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.warehouse import marts
from pipelines.warehouse.faults import MachineFault, NoSnapshot, QueryError
from pipelines.warehouse.history import states_at
from pipelines.warehouse.render import FORMATS, write_result
from pipelines.warehouse.tables import literal

__all__ = ["FORMATS", "QueryError", "run_sql", "sandbox", "write_result"]

_READING = {"SELECT", "EXPLAIN"}


def run_sql(path: Path, query: str, as_of: datetime | None = None) -> pa.Table:
    """The result of one query over a snapshot.

    Args:
        path: a published snapshot, or any file of its kind.
        query: one statement that reads: SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.
        as_of: answer as the warehouse stood then. Only what history keeps can be asked: events, claims, situations,
            entities, event_changes, runs and meta.

    Raises:
        QueryError: it writes, reaches outside, is wrong, or asks for a time before the first snapshot.
        NoSnapshot, MachineFault: the file is not there or cannot be read.
    """
    with sandbox(path, as_of) as connection:
        _only_reads(connection, query)
        try:
            return connection.execute(query).to_arrow_table()
        except _BROKEN as error:
            raise MachineFault(f"could not read the snapshot {path}: {str(error).strip()}") from error
        except duckdb.Error as error:
            raise QueryError(_explained(error, as_of)) from error


_BROKEN = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException)


def sandbox(path: Path, as_of: datetime | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that can read a snapshot and nothing else; its settings are locked and its session is in UTC.

    Raises:
        QueryError: nothing was published by `as_of` yet.
        NoSnapshot, MachineFault: the file is not there or cannot be read.
    """
    if not path.exists():
        raise NoSnapshot(f"{path} is not there: ask `dateline path` for the published snapshot")
    connection = duckdb.connect(
        config={"python_enable_replacements": False, "autoinstall_known_extensions": False, "temp_directory": ""}
    )
    try:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach {literal(str(path))} as warehouse (read_only)")
        if as_of is None:
            connection.execute("use warehouse")
        else:
            _show_as_of(connection, as_of)
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except _BROKEN as error:
        connection.close()
        raise MachineFault(f"could not open the snapshot {path}: {str(error).strip()}") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _show_as_of(connection: duckdb.DuckDBPyConnection, moment: datetime) -> None:
    """Put views of the past where the tables of today would be found."""
    row = connection.execute(
        "select min(pass_time), min(pass_time) <= $at from warehouse.history.snapshots", {"at": moment}
    ).fetchone()
    if row is None or not row[1]:
        first = f"; the first snapshot is of {row[0].astimezone(UTC):%Y-%m-%d %H:%M} UTC" if row and row[0] else ""
        raise QueryError(f"nothing was published by {moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC{first}")
    for table, query in states_at(connection, "warehouse", moment):
        connection.execute(f"create view {table} as {query}")
    at = f"timestamptz {literal(moment.isoformat())}"
    connection.execute(f"create view event_changes as from warehouse.main.event_changes where changed_at <= {at}")
    connection.execute(f"create view runs as from warehouse.main.runs where started_at <= {at}")
    connection.execute(
        f"""
        create view meta as
        select snapshot_id, built_at, pass_time, run_id, kind, dateline_version, coder, extractor, duckdb_version
        from warehouse.history.snapshots where pass_time <= {at} order by number desc limit 1
        """
    )


def _only_reads(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    try:
        statements = connection.extract_statements(query)
    except duckdb.Error as error:
        raise QueryError(str(error).strip()) from error
    if not statements:
        raise QueryError("the query is empty: give one SELECT")
    kinds = [statement.type.name for statement in statements]
    if kinds == ["CREATE", "SELECT"] and query.lstrip().lower().startswith(("pivot", "from", "with")):
        raise QueryError("a PIVOT here must list its values: pivot ... on column in ('a', 'b')")
    if len(kinds) > 1:
        raise QueryError(f"one statement at a time, please: this text holds {len(kinds)}")
    if kinds[0] not in _READING:
        raise QueryError(
            f"the published warehouse is read-only, and this is a statement of kind {kinds[0]}:"
            " ask with SELECT, FROM, WITH, DESCRIBE, SHOW or EXPLAIN"
        )


def _explained(error: duckdb.Error, as_of: datetime | None) -> str:
    words = str(error).strip()
    if isinstance(error, duckdb.PermissionException):
        return f"{words}\n  queries reach the published tables only: no files, no network, no settings"
    if as_of is not None and isinstance(error, duckdb.CatalogException):
        kept = ", ".join([*marts.REMEMBERED, "event_changes", "runs", "meta"])
        return f"{words}\n  --as-of answers for what the history keeps: {kept}"
    return words
