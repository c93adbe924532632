"""Look-up tables beside landing: what steps ask one by one has an index, and what waits for a step stands in a list, so
that what is stored costs nothing.

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
    "own_pages": (
        "captures",
        "canonical_url varchar not null, url varchar not null, fetched_at timestamptz not null, "
        "payload_sha256 varchar not null",
        "canonical_url",
        "select canonical_url, url, fetched_at, payload_sha256 from {rows} where purpose = 'page'",
    ),
    "known_entries": (
        "feed_entries", "entry_id varchar not null", "entry_id", "select entry_id from {rows}",
    ),
    "versions": (
        "revisions", "article_id varchar not null, revision_id varchar not null, first_seen_at timestamptz not null",
        "article_id", "select article_id, revision_id, first_seen_at from {rows}",
    ),
    "codings": (
        "coded_revisions", "revision_id varchar not null, coder varchar not null", "revision_id",
        "select revision_id, coder from {rows}",
    ),
}  # fmt: skip
"""Look-up tables with an index each, derived from a landing table: its name, columns, indexed column, contents.

DuckDB takes the index only where the indexed column alone is filtered on, by values or `in (select unnest(...))`; with
a second condition every row is read. So a query asks by that column, and its caller judges the rest."""

_INPUTS = {
    "feed_entries": "select 'fetch' as step, entry_id as input_id, seen_at as since from {rows}",
    "captures": """
        select 'extract' as step, capture_id as input_id, fetched_at as since
        from {rows} anti join repeats using (capture_id)
        where purpose = 'page' and status = 200 and (content_type is null or content_type ilike '%html%')
    """,
    "revisions": """
        select unnest(['compare', 'relate', 'annotate']) as step, revision_id as input_id, first_seen_at as since
        from {rows}
    """,
}
"""What the rows of a landing table are inputs of, and their own time. Temporary table `repeats` names the captures
whose bytes are those of the one before it of the same article: they hold nothing new."""

_REPEATS = """
    create or replace temp table repeats as
    select fresh.capture_id from {rows} as fresh
    join {holders} as holders on fresh.refers_to = holders.capture_id and fresh.canonical_url = holders.canonical_url
    anti join {pages} as other on other.canonical_url = fresh.canonical_url
        and other.fetched_at > holders.fetched_at and other.fetched_at < fresh.fetched_at
        and other.payload_sha256 <> fresh.payload_sha256
"""

_WAITS = "outcome is null or outcome in ('failed', 'dead') or next_try_at is not null"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing and drop what is not one of these; does nothing when all is current."""
    connection.execute("create schema if not exists lookup")
    present = {
        row[0]
        for row in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'lookup' and database_name = current_database()"
        ).fetchall()
    }
    for name in present - LOOKUPS.keys() - {"waiting"}:
        connection.execute(f'drop table lookup."{name}"')
    for name, (source, columns, indexed, contents) in LOOKUPS.items():
        if name not in present:
            connection.execute(f"create table lookup.{name} ({columns})")
            connection.execute(f"insert into lookup.{name} {contents.format(rows='landing.' + source)}")
            connection.execute(f"create index {name}_{indexed} on lookup.{name} ({indexed})")
    if "waiting" not in present:
        connection.execute(
            _REPEATS.format(rows="landing.captures", holders="landing.captures", pages="lookup.own_pages")
        )
        inputs = " union all ".join(query.format(rows=f"landing.{table}") for table, query in _INPUTS.items())
        connection.execute(
            f"""
            create table lookup.waiting as
            select inputs.step, inputs.input_id, since, outcome, attempts, next_try_at, version
            from ({inputs}) as inputs left join ({_newest("landing.ledger")}) as tried using (step, input_id)
            where {_WAITS}
            """
        )


def bring_in(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Bring the look-ups up to date with the rows of temporary table `fresh`, just landed in `table`.

    `waiting` holds the inputs of each step that wait for their first try (`outcome` is null) or for a later one, and
    those given up, which another version may take; of an input that is done with, its row goes.
    """
    for name, (source, _, _, contents) in LOOKUPS.items():
        if source == table:
            connection.execute(f"insert into lookup.{name} {contents.format(rows='fresh')}")
    if table == "captures":
        _note_repeats(connection)
    if table in _INPUTS:
        connection.execute(f"insert into lookup.waiting by name {_INPUTS[table].format(rows='fresh')}")
    elif table == "ledger":
        connection.execute(
            f"""
            create or replace temp table tried as
            select newest.*, coalesce(since, timestamptz 'epoch') as since
            from ({_newest("fresh")}) as newest
            left join (select step, input_id, since from lookup.waiting) as waiting using (step, input_id)
            """
        )
        connection.execute("delete from lookup.waiting where (step, input_id) in (select step, input_id from tried)")
        connection.execute(f"insert into lookup.waiting by name from tried where {_WAITS}")


def _newest(rows: str) -> str:
    # By a window, which goes to the disk where the memory is too small; a list of each group's rows would not.
    return f"""
        select step, input_id, outcome, attempts, next_try_at, version from {rows}
        qualify row_number() over (partition by step, input_id order by "at" desc, attempts desc) = 1
    """


def _note_repeats(connection: duckdb.DuckDBPyConnection) -> None:
    """Name the fresh captures that repeat an earlier one of their article; looked up by digest, then by time."""
    digests = connection.execute("select distinct payload_sha256 from fresh where refers_to is not null").fetchall()
    if not digests:
        connection.execute("create or replace temp table repeats (capture_id varchar)")
        return
    held = connection.execute(
        "select capture_id, fetched_at from lookup.payloads where payload_sha256 in (select unnest($digests))",
        {"digests": [row[0] for row in digests]},
    ).fetchall()
    holders = (
        "(from landing.captures where fetched_at in (select unnest($times)) and capture_id in (select unnest($ids)))"
    )
    addresses = connection.execute("select distinct canonical_url from fresh where refers_to is not null").fetchall()
    pages = "(from lookup.own_pages where canonical_url in (select unnest($addresses)))"
    connection.execute(
        _REPEATS.format(rows="fresh", holders=holders, pages=pages),
        {
            "ids": [row[0] for row in held],
            "times": [row[1] for row in held],
            "addresses": [row[0] for row in addresses],
        },
    )
