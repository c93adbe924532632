"""A warehouse built pass by pass says what one built at once says, whatever came in which pass."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Home
from pipelines.warehouse import marts
from tests.models.telling import filled_world
from tests.models.world import World, dbt, land

READING = ("reading.event_facets", "reading.article_facets", "reading.title_words")
"""What is grown for the dashboard beside the marts."""


@pytest.mark.parametrize(
    ("seed", "passes"),
    [(1, 2), *(pytest.param(seed, 5, marks=[pytest.mark.soak, pytest.mark.timeout(1800)]) for seed in range(2, 8))],
)
def test_marts_built_pass_by_pass_equal_those_built_at_once(
    seed: int, passes: int, filled_home: Home, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    home.warehouse.mkdir(parents=True)
    for number, world in enumerate(_in_passes(filled_world(), passes, random.Random(seed))):
        land(world, home)
        built = dbt(home, "build", "--exclude-resource-type", "unit_test")
        assert built.returncode == 0, built.stdout
        assert _goes_on(home) == (number > 0)
    assert _differing(home, filled_home) == {}


def _in_passes(world: World, passes: int, chance: random.Random) -> list[World]:
    """The rows of a world dealt out to passes: each revision with all that is told of it comes in one of them."""
    revisions = world.rows["revisions"]
    number_of = {row.revision_id: chance.randrange(passes) for row in revisions}
    number_of |= {row.capture_id: number_of[row.revision_id] for row in revisions}
    number_of |= {row.article_id: number_of[row.revision_id] for row in reversed(revisions)}
    dealt = [World() for _ in range(passes)]
    for table, rows in world.rows.items():
        for row in rows:
            dealt[_pass_of(table, row, number_of, passes - 1)].add(table, row)
    return dealt


def _pass_of(table: str, row: Any, number_of: dict[str, int], last: int) -> int:
    if table in {"tombstones", "corrections"}:
        return last
    if table == "copy_links":
        return max(number_of.get(row.revision_id, 0), number_of.get(row.copy_of, 0))
    keys = (getattr(row, name, None) for name in ("revision_id", "capture_id", "article_id"))
    return next((number_of[key] for key in keys if key in number_of), 0)


def _goes_on(home: Home) -> bool:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return connection.execute("select goes_on and ended from changes.build").fetchall() == [(True,)]


def _differing(one: Home, other: Home) -> dict[str, list[Any]]:
    """Of each table that differs, the rows that only one of them has."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        for name, home in (("one", one), ("other", other)):
            connection.execute(f"attach '{home.build_file}' as {name} (read_only)")
        found = {
            table: connection.execute(
                f"(from one.{table} except all from other.{table})"
                f" union all (from other.{table} except all from one.{table})"
            ).fetchall()
            for table in (*(f"main.{name}" for name in marts.KEYS), *READING)
        }
    return {table: rows for table, rows in found.items() if rows}
