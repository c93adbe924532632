"""A build file with as many articles as one likes: the sample newsroom's landed rows, told again on other days.

Each copy of the newsroom has keys and addresses of its own. Copies of one day differ in whom they tell of, so that they
tell other events; those of another day tell of other days. Texts, offsets and hashes stay, so that receipts hold.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

COPIES_A_DAY = 10
"""Copies of the newsroom on one day: about 500 articles."""

_TIMES = "timestamp with time zone"
_KEYS = {
    "revision_id", "capture_id", "refers_to", "entry_id", "attempt_id", "mention_id", "within_id", "story_id",
    "copy_of", "input_id", "change_id", "previous_revision_id",
}  # fmt: skip
_ADDRESSES = {"url", "final_url", "canonical_url"}
_DAYS = {
    "event_mentions": 'struct_update(mention, "time" := case when mention."time" is not null then struct_update('
    'mention."time", from_on := mention."time".from_on + days, to_on := mention."time".to_on + days) end)',
    "time_mentions": "struct_update(mention, from_on := mention.from_on + days, to_on := mention.to_on + days)",
    "situation_mentions": "struct_update(mention, from_on := mention.from_on + days, to_on := mention.to_on + days)",
}
_OTHERS = """regexp_replace(regexp_replace(to_json(mention)::varchar,
    '"name":"((?:[^"\\\\]|\\\\.)+)"', '"name":"\\1 ' || cast(others as varchar) || '"', 'g'),
    '"wikidata_id":"Q([0-9]+)"', '"wikidata_id":"Q\\1' || cast(others as varchar) || '"', 'g')
    ::json::{sql_type}"""
_LEFT_OUT = {"sources", "run_events", "tombstones", "signatures"}


def grow(template: Path, build: Path, first: int, last: int, on_day: int | None = None) -> int:
    """Land copies `first` to `last` (exclusive) of a template's rows in a build file; returns how many articles.

    Args:
        template: the build file of the sample newsroom, with all its passes.
        build: made if it is not there.
        on_day: the day of all these copies, counted from the newsroom's own; None spreads them, COPIES_A_DAY a day.
    """
    build.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(build), config={"memory_limit": "4GB"}) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach '{template}' as template (read_only)")
        connection.execute("create schema if not exists landing")
        day = str(on_day) if on_day is not None else f"number // {COPIES_A_DAY}"
        connection.execute(
            "create or replace temp table copies as"
            f" select number, cast({day} as integer) as days, number % {COPIES_A_DAY} as others"
            f" from range({first}, {last}) as t (number)"
        )
        connection.execute(
            """
            create or replace temp table addresses as
            select distinct left(sha256('article' || chr(31) || canonical_url), 16) as article_id, canonical_url
            from template.landing.captures where purpose = 'page'
            """
        )
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'template' and schema_name = 'landing'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(
                f"create table if not exists landing.{table} as from template.landing.{table} where {_seeded(table)}"
            )
            if table not in _LEFT_OUT:
                connection.execute(_copied(connection, table))
        connection.execute(
            """
            insert into landing.run_events by name
            select * exclude (days) replace (run_id || '-' || days as run_id, "at" + to_days(days) as "at",
                pass_time + to_days(days) as pass_time)
            from template.landing.run_events cross join (select distinct days from copies) as passed
            where run_id || '-' || days not in (select run_id from landing.run_events)
            """
        )
        [(articles,)] = connection.execute(
            "select count(distinct article_id) * (select count(*) from copies) from template.landing.revisions"
        ).fetchall()
    return int(articles)


def _seeded(table: str) -> str:
    return "true" if table == "sources" else "false"


def _copied(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = connection.execute(
        "select column_name, lower(data_type), data_type from duckdb_columns()"
        " where database_name = 'template' and schema_name = 'landing' and table_name = ? order by column_index",
        [table],
    ).fetchall()
    chosen = ", ".join(f'{_column(table, *column[:2])} as "{column[0]}"' for column in columns)
    rows = f"template.landing.{table} as rows cross join copies"
    for name, _, sql_type in columns:
        if name == "mention":
            # Once for all copies that tell of the same others, since rewriting each mention is what costs.
            connection.execute(
                "create or replace temp table told as"
                f" select rows.* replace ({_OTHERS.format(sql_type=sql_type)} as mention), others"
                f" from template.landing.{table} as rows cross join (select distinct others from copies) as worlds"
            )
            rows = "told as rows inner join copies on rows.others = copies.others"
    return f"insert into landing.{table} by name select {chosen} from {rows}" + (
        " left join addresses on rows.article_id = addresses.article_id" if _has(columns, "article_id") else ""
    )


def _column(table: str, name: str, sql_type: str) -> str:
    if name == "mention":
        return _DAYS.get(table, "mention")
    if name in _KEYS:
        return f"left(sha256(rows.\"{name}\" || '/' || number), 16)"
    if name in _ADDRESSES:
        return f"rows.\"{name}\" || '?' || number"
    if name == "article_id":
        return (
            "left(sha256(coalesce('article' || chr(31) || addresses.canonical_url || '?' || number,"
            " rows.article_id || number)), 16)"
        )
    if name == "run_id":
        return "rows.run_id || '-' || days"
    if sql_type == _TIMES:
        return f'rows."{name}" + to_days(days)'
    if sql_type == "date":
        return f'rows."{name}" + days'
    return f'rows."{name}"'


def _has(columns: list[tuple[str, str, str]], name: str) -> bool:
    return any(column[0] == name for column in columns)
