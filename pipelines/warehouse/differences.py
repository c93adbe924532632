"""What differs from the published snapshot, found by the keys that builds noted since: a publish looks at these alone.

dbt notes in schema `changes` of the build file which keys of a table a build replaced (`unpublished`), and since which
snapshot it does so without a gap (`build.since`). Where it cannot know, all rows are looked at.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.warehouse import marts
from pipelines.warehouse.content import columns_of, content_columns
from pipelines.warehouse.tables import literal, quoted

Bounds = dict[str, str]
"""Of a table whose changes are noted, the SQL condition of the rows that may differ. All rows of the others may."""


def noted(connection: duckdb.DuckDBPyConnection, snapshot_id: str | None) -> Bounds | None:
    """What builds noted since a snapshot; None where they did not, so that it has to be made out from all rows."""
    if not _notes(connection):
        return None
    whole = connection.execute("select ended and since = $id from changes.build", {"id": snapshot_id}).fetchone()
    if whole is None or not whole[0]:
        return None
    tables = connection.execute("select table_name, key_column from changes.marts").fetchall()
    return {
        table: f"{quoted(column)}::varchar in (select key from changes.unpublished where table_name = {literal(table)})"
        for table, column in tables
        if table in marts.KEYS
    }


def find(connection: duckdb.DuckDBPyConnection, published: Path, bounds: Bounds) -> None:
    """Make temporary table `differing`: each row that differs from the published one, with both its hashes.

    Its columns: table_name, row_key; old_row and new_row, the hash of the row then and now; old_content and
    new_content, the same without times and places of runs. Null where there is no such row.
    """
    connection.execute(
        "create or replace temp table differing (table_name varchar, row_key varchar, old_row ubigint, new_row ubigint,"
        " old_content ubigint, new_content ubigint)"
    )
    connection.execute(f"attach {literal(str(published))} as published (read_only)")
    try:
        for table, key in marts.KEYS.items():
            old, new = (
                _hashes(connection, place, table, key, _among(place, table, bounds.get(table))) for place in _PLACES
            )
            connection.execute(_insert(table, old, new))
    finally:
        connection.execute("detach published")


def none(connection: duckdb.DuckDBPyConnection, published: Path) -> bool:
    """Whether each row of the tables whose changes are noted is as published, as after a build anew of the same."""
    if not _notes(connection):
        return False
    find(connection, published, {})
    row = connection.execute("select count(*) from differing semi join changes.marts using (table_name)").fetchone()
    return row == (0,)


def note_written(connection: duckdb.DuckDBPyConnection, published: Path, snapshot_id: str) -> None:
    """Add to `differing` what a publish wrote itself: `runs` and `meta`, and the new rows of `event_changes`."""
    connection.execute(f"attach {literal(str(published))} as published (read_only)")
    try:
        for table, key in marts.WRITTEN_AT_PUBLISH.items():
            # What was told of earlier changes never differs.
            bound = f"snapshot_id = {literal(snapshot_id)}" if table == "event_changes" else "true"
            new = _hashes(connection, "main", table, key, bound)
            place = "published.main" if table != "event_changes" else "main"
            old = _hashes(connection, place, table, key, bound if place != "main" else "false")
            connection.execute(_insert(table, old, new))
    finally:
        connection.execute("detach published")


def seen(connection: duckdb.DuckDBPyConnection, snapshot_id: str) -> None:
    """Have builds note what they change from this snapshot on."""
    if _notes(connection):
        connection.execute("update changes.build set since = $id where ended", {"id": snapshot_id})
        connection.execute("delete from changes.unpublished")


def _notes(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether dbt built this file and noted what."""
    return "since" in columns_of(connection, "build", "changes") and bool(columns_of(connection, "marts", "changes"))


_PLACES = ("published.main", "main")


def _among(place: str, table: str, bound: str | None) -> str:
    """A bound asked of its own columns, so that of a large table the wide ones are read of these rows alone."""
    return "true" if bound is None else f"rowid in (select rowid from {place}.{quoted(table)} where {bound})"


def _hashes(connection: duckdb.DuckDBPyConnection, place: str, table: str, key: tuple[str, ...], condition: str) -> str:
    chosen = ", ".join(f"{quoted(name)}::varchar" for name in key)
    content = ", ".join(quoted(name) for name in content_columns(connection, table))
    return (
        f"select concat_ws(' ', {chosen}) as row_key, hash(t) as row_hash, hash(row({content})) as content"
        f" from {place}.{quoted(table)} as t where {condition}"
    )


def _insert(table: str, old: str, new: str) -> str:
    return f"""
        insert into differing
        with old as ({old}), new as ({new})
        select {literal(table)}, row_key, old.row_hash, new.row_hash, old.content, new.content
        from old full join new using (row_key)
        where old.row_hash is distinct from new.row_hash
    """
