"""A warehouse built pass by pass says what one built at once says, whatever came in which pass."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Home
from tests.models.eventful import passes
from tests.models.world import NOON, World, dbt, land


@pytest.mark.timeout(900)
def test_what_changes_later_is_told_as_if_it_had_been_told_at_once(tmp_path: Path) -> None:
    first, *later = passes().dealt.values()
    grown = Home(tmp_path / "grown")
    _pass(grown, first)
    _pass(grown, *later)
    assert _goes_on(grown)
    assert _differing(grown, _at_once(tmp_path / "whole", [first, *later])) == {}


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_each_kind_of_change_is_told_in_the_pass_in_which_it_lands(tmp_path: Path) -> None:
    home = Home(tmp_path / "grown")
    landed: list[World] = []
    for name, world in passes().dealt.items():
        landed.append(world)
        _pass(home, world)
        assert _goes_on(home) == (len(landed) > 1)
        whole = _at_once(tmp_path / f"whole-{len(landed)}", landed)
        assert _differing(home, whole) == {}, name


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(1, 9))
def test_rows_dealt_at_random_to_passes_give_what_they_give_at_once(seed: int, tmp_path: Path) -> None:
    home = Home(tmp_path / "grown")
    dealt = _in_passes(passes().world, 5, random.Random(seed))
    for number, world in enumerate(dealt, start=1):
        _pass(home, world)
        assert _differing(home, _at_once(tmp_path / f"whole-{number}", dealt[:number])) == {}, number


def _pass(home: Home, *worlds: World) -> None:
    home.warehouse.mkdir(parents=True, exist_ok=True)
    for world in worlds:
        land(world, home)
    built = dbt(home, "build", "--exclude-resource-type", "unit_test")
    assert built.returncode == 0, built.stdout


def _at_once(root: Path, worlds: list[World]) -> Home:
    home = Home(root)
    _pass(home, *worlds)
    return home


def _in_passes(world: World, count: int, chance: random.Random) -> list[World]:
    """The rows of a world dealt out to passes: sources are known first, one reading of a text comes in one of them, all
    else as it may."""
    dealt = [World() for _ in range(count)]
    readings: dict[tuple[str, str], int] = {}
    for table, rows in world.rows.items():
        for row in rows:
            number = chance.randrange(count)
            if table == "sources" and row.loaded_at == NOON:
                number = 0
            if hasattr(row, "coder"):
                number = readings.setdefault((row.revision_id, row.coder), number)
            dealt[number].add(table, row)
    return dealt


def _goes_on(home: Home) -> bool:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return connection.execute("select goes_on and ended from changes.build").fetchall() == [(True,)]


def _differing(one: Home, other: Home) -> dict[str, list[Any]]:
    """Of each table that dbt builds and that differs, some rows that only one of them has, and its comments."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        for name, home in (("one", one), ("other", other)):
            connection.execute(f"attach '{home.build_file}' as {name} (read_only)")
        tables = [
            row[0]
            for row in connection.execute(
                "select schema_name || '.' || table_name from duckdb_tables()"
                " where database_name = 'other' and schema_name not in ('landing', 'changes', 'lookup') order by all"
            ).fetchall()
        ]
        found = {
            table: connection.execute(
                f"(select 'grown', * from (from one.{table} except all from other.{table}) limit 3)"
                f" union all (select 'whole', * from (from other.{table} except all from one.{table}) limit 3)"
            ).fetchall()
            for table in tables
        }
        comments = "select schema_name, table_name, column_name, comment from duckdb_columns() where database_name ="
        one_has, other_has = (f"{comments} '{name}' and comment is not null" for name in ("one", "other"))
        found["comments"] = connection.execute(
            f"({one_has} except {other_has}) union all ({other_has} except {one_has})"
        ).fetchall()
    return {table: rows for table, rows in found.items() if rows}
