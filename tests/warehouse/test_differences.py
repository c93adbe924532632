"""A publish that looks at what builds noted as changed says what one that looks at all rows says."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import duckdb

from pipelines.settings import Home
from pipelines.warehouse import marts
from pipelines.warehouse.content import table_digests
from pipelines.warehouse.manifest import held_rows, read_manifest, row_hashes
from pipelines.warehouse.snapshot import published_path
from tests.warehouse.world import NOON, build_marts, land_article, publish_at

_GROWN = {
    "events": "event_id",
    "event_mentions": "revision_id",
    "revisions": "revision_id",
    "articles": "article_id",
    "claims": "claim_id",
}


def test_a_publish_of_noted_changes_equals_one_of_all_rows(told_home: Home, tmp_path: Path) -> None:
    noted = told_home
    _notes(noted, None)
    publish_at(noted, NOON)
    whole = Home(shutil.copytree(noted.root, tmp_path / "whole", symlinks=True))
    with duckdb.connect(str(whole.build_file)) as connection:
        connection.execute("drop schema changes cascade")
    for home in (noted, whole):
        _three_passes(home)
    assert _said(noted) == _said(whole)
    assert len(read_manifest(published_path(noted)).rows) == 4
    assert len(read_manifest(published_path(whole)).rows) == 1


def test_what_was_not_noted_without_a_gap_is_looked_at_whole(told_home: Home) -> None:
    _notes(told_home, None)
    publish_at(told_home, NOON)
    land_article(told_home, "later", at=NOON + timedelta(hours=1))
    build_marts(told_home)
    with duckdb.connect(str(told_home.build_file)) as connection:
        connection.execute("update changes.build set since = null")
    assert publish_at(told_home, NOON + timedelta(hours=1)).counts["events"] == 1


def test_a_build_anew_that_tells_nothing_new_is_noted_from_the_published_snapshot(told_home: Home) -> None:
    _notes(told_home, None)
    publish_at(told_home, NOON)
    with duckdb.connect(str(told_home.build_file)) as connection:
        connection.execute("update changes.build set since = null")
    assert not publish_at(told_home, NOON + timedelta(hours=1)).changed
    with duckdb.connect(str(told_home.build_file), read_only=True) as connection:
        assert connection.execute("select since = snapshot_id from changes.build, main.meta").fetchall() == [(True,)]


def _three_passes(home: Home) -> None:
    """Another article comes; its mention tells the first event; and it goes. Each is published."""
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        [(first,)] = connection.execute("select event_id from main.events").fetchall()
    added = land_article(home, "later", at=NOON + timedelta(hours=1))
    mention = added.mention.mention_id
    for hour, events in ((1, {}), (2, {mention: first}), (3, None)):
        before = _rows(home)
        if events is None:
            with duckdb.connect(str(home.build_file)) as connection:
                connection.execute("delete from landing.event_mentions where mention_id = $id", {"id": mention})
        build_marts(home, events=events or {})
        _notes(home, before)
        assert publish_at(home, NOON + timedelta(hours=hour), f"run-{hour}").changed


Rows = dict[str, set[tuple[str, int]]]


def _rows(home: Home) -> Rows:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return {
            table: set(connection.execute(f"select {key}, hash(t) from main.{table} as t").fetchall())
            for table, key in _GROWN.items()
        }


def _notes(home: Home, before: Rows | None) -> None:
    """Note, as a build does, which keys differ from what was there before; of a home without notes nothing."""
    after = _rows(home)
    with duckdb.connect(str(home.build_file)) as connection:
        if before is None:
            connection.execute(
                """
                create schema changes;
                create table changes.build as select true as goes_on, true as ended, null::varchar as since;
                create table changes.marts (table_name varchar, key_column varchar);
                create table changes.unpublished (table_name varchar, key varchar)
                """
            )
            connection.executemany("insert into changes.marts values (?, ?)", list(_GROWN.items()))
            return
        if not connection.execute("select 1 from duckdb_schemas() where schema_name = 'changes'").fetchall():
            return
        keys = {(table, key) for table in _GROWN for key, _ in before[table] ^ after[table]}
        connection.executemany("insert into changes.unpublished values (?, ?)", sorted(keys))


def _said(home: Home) -> tuple[object, ...]:
    """What the snapshot tells, its history, and the row hashes beside it."""
    shown = published_path(home)
    manifest = read_manifest(shown)
    with duckdb.connect(str(shown), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        hashes = connection.execute(f"{row_hashes(connection)} order by all").fetchall()
        held = connection.execute(
            f"select table_name, row_key, row_hash from ({held_rows(manifest, shown.parent)}) order by all"
        ).fetchall()
        assert held == hashes
        history = [
            connection.execute(f"from history.{table} order by all").fetchall()
            for table in (*marts.REMEMBERED, "membership")
        ]
        contents = connection.execute("select content from history.snapshots order by number").fetchall()
        # The health of sources has the moment of the build in it.
        comparable = [row for row in held if row[0] != "source_health"]
        return manifest.tables, comparable, history, contents, table_digests(connection)
