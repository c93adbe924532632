"""What was published when: schema `history` of the build file, and the same as Parquet beside the snapshots.

A row is written only at publish, after all checks, and only where content changed: so that the warehouse can be shown
as it stood at any time. The Parquet files are added to, never changed; a lost build file gets its history from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse import marts
from pipelines.warehouse.connection import transaction
from pipelines.warehouse.files import synced
from pipelines.warehouse.tables import literal, quoted

_MANY_FILES = 200

_SNAPSHOTS = """
    snapshot_id varchar not null, number bigint not null, run_id varchar not null, pass_time timestamptz not null,
    built_at timestamptz not null, kind varchar not null, dateline_version varchar not null, coder varchar,
    extractor varchar, duckdb_version varchar not null, content varchar not null
"""
_CHANGES = """
    key varchar not null, number bigint not null, snapshot_id varchar not null, "at" timestamptz not null,
    change varchar not null, into_key varchar, old json, new json, digest ubigint, change_id varchar not null
"""
_MEMBERSHIP = "mention_id varchar not null, event_id varchar, number bigint not null"
_ARCHIVE = "warc_file varchar not null, bytes bigint not null, sha256 varchar not null, number bigint not null"

TABLES: dict[str, str] = {
    "snapshots": _SNAPSHOTS,
    **dict.fromkeys(marts.REMEMBERED, _CHANGES),
    "membership": _MEMBERSHIP,
    "archive_files": _ARCHIVE,
}
"""The tables of schema `history`. `number` counts the snapshots; `digest` is of the new row, to find changes fast."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published snapshot, as a row of `history.snapshots`. `content` tells two contents apart."""

    snapshot_id: str
    number: int
    run_id: str
    pass_time: datetime
    built_at: datetime
    kind: str
    dateline_version: str
    coder: str | None
    extractor: str | None
    duckdb_version: str
    content: str


def prepare(connection: duckdb.DuckDBPyConnection, saved: Path) -> None:
    """Make schema `history`; what was lost with its build file and all snapshots is read back.

    Args:
        connection: the build file, outside of a transaction.
        saved: the folder of Parquet files.
    """
    connection.execute("create schema if not exists history")
    for table, columns in TABLES.items():
        connection.execute(f"create table if not exists history.{table} ({columns})")
    if last(connection) is not None:
        return
    with transaction(connection):
        for table in TABLES:
            if any((saved / table).glob("*.parquet")):
                files = literal(str(saved / table / "*.parquet"))
                connection.execute(
                    f"insert into history.{table} by name"
                    f" select distinct * from read_parquet({files}, union_by_name = true) order by number"
                )


def last(connection: duckdb.DuckDBPyConnection) -> Snapshot | None:
    """The snapshot with the highest number, None if there is none."""
    row = connection.execute(
        "select snapshot_id, number, run_id, pass_time, built_at, kind, dateline_version, coder, extractor,"
        " duckdb_version, content from history.snapshots order by number desc limit 1"
    ).fetchone()
    return None if row is None else Snapshot(*row)


def forget_after(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Drop what a killed run wrote for a snapshot that was then never published."""
    for table in TABLES:
        connection.execute(f"delete from history.{table} where number > $number", {"number": number})


def append(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, *, differing: bool = False) -> dict[str, int]:
    """Write what changed in each remembered table since the snapshot before; returns how many rows of each.

    With `differing`, temporary table `differing` (see `differences`) holds all rows that differ from that snapshot, and
    no others are looked at.

    An event that is gone while its own first mention now tells another event was merged into that one; where that
    mention is gone too, into the one that most of its others tell. One that newly stands on a mention of an event that
    stays was split from it.
    """
    places = ", ".join("?" for _ in astuple(snapshot))
    connection.execute(f"insert into history.snapshots values ({places})", list(astuple(snapshot)))
    given = {"number": snapshot.number, "id": snapshot.snapshot_id, "at": snapshot.pass_time}
    written = {}
    for table, key in marts.REMEMBERED.items():
        connection.execute(f"create or replace temp table changed as {_changed(table, key, differing)}")
        if table == "events":
            _tell_merges(connection)
        row = connection.execute(
            f"""
            insert into history.{table} by name
            select key, $number as number, $id as snapshot_id, $at as "at", change, into_key, old, new, digest,
                left(sha256(concat_ws(chr(31), $id, key, change, coalesce(into_key, ''))), 16) as change_id
            from changed order by key, change, into_key
            """,
            given,
        ).fetchone()
        written[table] = int(row[0]) if row else 0
    connection.execute("drop table changed")
    _note_membership(connection, snapshot.number, differing)
    return written


def _among(column: str, table: str, differing: bool) -> str:
    if not differing:
        return "true"
    return f"{column} in (select row_key from differing where table_name = {literal(table)})"


def _changed(table: str, key: str, differing: bool) -> str:
    """The rows of a mart that differ from their last published state, as a query."""
    among = _among(quoted(key), table, differing)
    return f"""
        with current as (
            select {quoted(key)} as key, hash(mart) as digest from main.{table} as mart
            where rowid in (select rowid from main.{table} where {among})
        ),
        states as (
            select key, max(number) as number, arg_max_null(digest, number) as digest from history.{table}
            where {_among("key", table, differing)} group by key
        ),
        suspect as (
            select coalesce(current.key, states.key) as key, current.digest, states.number
            from current full join states on current.key = states.key
            where current.digest is distinct from states.digest
        ),
        held as (
            select key, number, new from history.{table}
            where rowid in (select rowid from history.{table} semi join suspect using (key, number))
        ),
        altered as (
            select suspect.key, any_value(suspect.digest) as digest, any_value(held.new) as old
            from suspect left join held on suspect.key = held.key and suspect.number = held.number
            group by suspect.key
        )
        select altered.key, altered.digest, old,
            case when mart.{quoted(key)} is not null then to_json(mart) end as new,
            case when old is null then 'added' when new is null then 'removed' else 'changed' end as change,
            null::varchar as into_key
        from altered left join (
            from main.{table} where rowid in (select rowid from main.{table} where {among})
        ) as mart on altered.key = mart.{quoted(key)}
        where old is distinct from new
    """


def _tell_merges(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        update changed set change = 'merged', into_key = mentions.event_id
        from main.event_mentions as mentions
        where changed.change = 'removed' and mentions.mention_id = changed.key and mentions.event_id is not null
        """
    )
    # Its first mention was taken down or is told otherwise: it lives on where most of its other mentions are.
    removed = "select key from changed where change = 'removed'"
    theirs = f"mention_id in (select mention_id from history.membership where event_id in ({removed}))"
    connection.execute(
        f"""
        update changed set change = 'merged', into_key = heirs.event_id
        from (
            select before.event_id as key, mode(mentions.event_id order by mentions.event_id) as event_id
            from ({_members(theirs)}) as before
            join main.event_mentions as mentions using (mention_id)
            where before.event_id in ({removed}) and mentions.event_id is not null
            group by before.event_id
        ) as heirs
        where changed.change = 'removed' and changed.key = heirs.key
        """
    )
    connection.execute(
        f"""
        insert into changed by name
        with splits as (
            select changed.key as into_key, before.event_id as key
            from changed join ({_members("mention_id in (select key from changed)")}) as before
                on before.mention_id = changed.key
            where changed.change = 'added' and before.event_id <> changed.key
        )
        select splits.key, coalesce(changed.digest, hash(mart)) as digest,
            coalesce(changed.old, to_json(mart)) as old, to_json(mart) as new, 'split' as change, splits.into_key
        from splits join main.events as mart on splits.key = mart.event_id
        left join changed on changed.key = splits.key
        """
    )
    connection.execute(
        "delete from changed where change = 'changed' and key in (select key from changed where change = 'split')"
    )


def _members(condition: str) -> str:
    return (
        "select mention_id, max_by(event_id, number) as event_id from history.membership"
        f" where {condition} group by mention_id"
    )


def _note_membership(connection: duckdb.DuckDBPyConnection, number: int, differing: bool) -> None:
    """Note which event each mention now tells, where that changed: splits are told by it."""
    among = _among("mention_id", "event_mentions", differing)
    connection.execute(
        f"""
        insert into history.membership by name
        with current as (
            select mention_id, event_id from main.event_mentions where event_id is not null and {among}
        )
        select coalesce(current.mention_id, before.mention_id) as mention_id, current.event_id, $number as number
        from current full join ({_members(among)}) as before using (mention_id)
        where current.event_id is distinct from before.event_id
        """,
        {"number": number},
    )


def write_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `main.event_changes`, a view over the history of events."""
    connection.execute(
        """
        create or replace view main.event_changes as
        select change_id, key as event_id, change, into_key as into_event_id, old::varchar as old_values,
            new::varchar as new_values, snapshot_id, "at" as changed_at
        from history.events
        """
    )


def save(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write what the Parquet files in `folder` lack of the history: a file a table with the new rows, then synced.

    A file takes its name, padded, from the highest snapshot number in it. Many small files become one at times.
    """
    for table in TABLES:
        place = folder / table
        place.mkdir(parents=True, exist_ok=True)
        files = sorted(place.glob("*.parquet"))
        since = int(files[-1].stem) if files else 0
        if len(files) >= _MANY_FILES:
            since = 0
        row = connection.execute(
            f"select max(number) from history.{table} where number > $since", {"since": since}
        ).fetchone()
        if row is None or row[0] is None:
            continue
        _copy_rows(connection, table, since, place / f"{row[0]:010d}.parquet")
        if since == 0:
            for file in files:
                if file.stem != f"{row[0]:010d}":
                    file.unlink()


def _copy_rows(connection: duckdb.DuckDBPyConnection, table: str, since: int, target: Path) -> None:
    part = target.with_suffix(".part")
    connection.execute(
        f"copy (from history.{table} where number > {since} order by number)"
        f" to {literal(str(part))} (format parquet, compression zstd)"
    )
    synced(part)
    part.replace(target)
    synced(target.parent)


def states_at(connection: duckdb.DuckDBPyConnection, catalog: str, moment: datetime) -> Iterator[tuple[str, str]]:
    """For each remembered table its rows as published at `moment`, as a query over the attached `catalog`.

    The columns are those of the table today; one that came later is null in rows of before.
    """
    for table in marts.REMEMBERED:
        relation = connection.sql(f"from {catalog}.main.{table} limit 0")
        structure = _structure(list(zip(relation.columns, relation.types, strict=True)))
        yield (
            table,
            f"""
            with held as (
                select key, max(number) as number from {catalog}.history.{table}
                where "at" <= timestamptz '{moment.isoformat()}' group by key
            ),
            states as (
                select distinct key, new from {catalog}.history.{table} semi join held using (key, number)
                where new is not null
            )
            select unnest(from_json(new, {literal(structure)})) from states
            """,
        )


def _structure(columns: list[tuple[str, Any]]) -> str:
    """Names and types in the form that DuckDB's from_json takes."""
    return json.dumps({name: _shape(sql_type) for name, sql_type in columns})


def _shape(sql_type: Any) -> object:
    if sql_type.id == "list":
        return [_shape(sql_type.children[0][1])]
    if sql_type.id == "struct":
        return {name: _shape(child) for name, child in sql_type.children}
    return str(sql_type)
