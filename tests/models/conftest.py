"""One filled and one empty warehouse, each built once by dbt: a build takes seconds, a question to it nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Home
from tests.conftest import made_once
from tests.models.telling import filled_world
from tests.models.world import World, dbt, land

Ask = Callable[..., list[Any]]


def _build(root: Path, world: World) -> None:
    home = Home(root / "home")
    home.warehouse.mkdir(parents=True)
    land(world, home)
    built = dbt(home, "build")
    assert built.returncode == 0, built.stdout


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The world of `telling`, built. Read it; do not change it."""
    return Home(made_once(tmp_path_factory, "filled", lambda root: _build(root, filled_world())) / "home")


@pytest.fixture(scope="session")
def ask(filled_home: Home) -> Iterator[Ask]:
    """Rows of a query over the filled warehouse; a query of one column gives bare values."""
    with duckdb.connect(str(filled_home.build_file), read_only=True) as connection:

        def rows(query: str, *values: object) -> list[Any]:
            found = connection.execute(query, list(values)).fetchall()
            return [row[0] for row in found] if found and len(found[0]) == 1 else found

        yield rows


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which nothing was ever landed, built."""
    return Home(made_once(tmp_path_factory, "empty", lambda root: _build(root, World())) / "home")
