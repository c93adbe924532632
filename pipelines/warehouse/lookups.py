"""Look-up tables beside landing, each with an index: what steps ask one by one, so that what is stored costs nothing.

All are derived: one that is missing is made anew from landing, and fresh rows are brought in as they land.
"""

from __future__ import annotations

import duckdb

LOOKUPS = {
    "payloads": (
        "captures",
        "payload_sha256 varchar not null, capture_id varchar not null, fetched_at timestamptz not null, "
        "holds boolean not null",
        "payload_sha256",
        "select payload_sha256, capture_id, fetched_at, refers_to is null from {rows}",
    ),
    "own_addresses": (
        "captures", "canonical_url varchar not null, url varchar not null, fetched_at timestamptz not null",
        "canonical_url", "select canonical_url, url, fetched_at from {rows} where purpose = 'page'",
    ),
    "known_entries": (
        "feed_entries", "entry_id varchar not null", "entry_id", "select entry_id from {rows}",
    ),
}  # fmt: skip
"""Look-up tables with an index each, derived from a landing table: its name, columns, indexed column, contents.

DuckDB takes the index only where the indexed column alone is filtered on, by values or `in (select unnest(...))`; with
a second condition every row is read. So a query asks by that column, and its caller judges the rest."""


_NEWEST_TURN = """
    select input_id as entry_id, max_by({rows}, row("at", attempts)) as newest
    from {table} as {rows} where step = 'fetch' group by input_id
"""
_WAITS = "newest.outcome <> 'dead' and newest.next_try_at is not null"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing and drop what is not one of these; does nothing when all is current."""
    connection.execute("create schema if not exists lookup")
    present = {
        row[0]
        for row in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'lookup' and database_name = current_database()"
        ).fetchall()
    }
    for name in present - LOOKUPS.keys() - {"turns"}:
        connection.execute(f'drop table lookup."{name}"')
    for name, (source, columns, indexed, contents) in LOOKUPS.items():
        if name not in present:
            connection.execute(f"create table lookup.{name} ({columns})")
            connection.execute(f"insert into lookup.{name} {contents.format(rows='landing.' + source)}")
            connection.execute(f"create index {name}_{indexed} on lookup.{name} ({indexed})")
    if "turns" not in present:
        newest = _NEWEST_TURN.format(rows="rows", table="landing.ledger")
        connection.execute(
            f"""
            create table lookup.turns as
            select entry_id, newest.next_try_at as next_try_at, newest.outcome as outcome, newest.attempts as attempts
            from landing.feed_entries left join ({newest}) as tried using (entry_id)
            where newest is null or ({_WAITS})
            """
        )


def bring_in(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Bring the look-ups up to date with the rows of temporary table `fresh`, just landed in `table`.

    `turns` holds the addresses that wait for their first try (`outcome` is null) or for a later one, and no other: of a
    page that is done with, its row goes.
    """
    for name, (source, _, _, contents) in LOOKUPS.items():
        if source == table:
            connection.execute(f"insert into lookup.{name} {contents.format(rows='fresh')}")
    if table == "feed_entries":
        connection.execute("insert into lookup.turns select entry_id, null, null, null from fresh")
    elif table == "ledger":
        connection.execute(
            "delete from lookup.turns where entry_id in (select input_id from fresh where step = 'fetch')"
        )
        connection.execute(
            "insert into lookup.turns select entry_id, newest.next_try_at, newest.outcome, newest.attempts"
            f" from ({_NEWEST_TURN.format(rows='rows', table='fresh')}) where {_WAITS}"
        )
