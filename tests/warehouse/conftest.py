"""A home of its own for each test of the warehouse."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.settings import Home
from tests.warehouse.world import NOON, build_marts, land_article, publish_at, run_started


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which nothing ran yet."""
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one article through all steps and its marts built."""
    home = Home(tmp_path_factory.mktemp("told") / "home")
    land_article(home, "talks")
    run_started(home)
    build_marts(home)
    return home


@pytest.fixture(scope="session")
def published_once(told_once: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same, published."""
    home = Home(tmp_path_factory.mktemp("published") / "home")
    shutil.copytree(told_once.root, home.root, symlinks=True)
    publish_at(home, NOON)
    return home


@pytest.fixture
def told_home(told_once: Home, tmp_path: Path) -> Home:
    """A copy of `told_once` to change."""
    shutil.copytree(told_once.root, tmp_path / "told", symlinks=True)
    return Home(tmp_path / "told")


@pytest.fixture
def published_home(published_once: Home, tmp_path: Path) -> Home:
    """A copy of `published_once` to change."""
    shutil.copytree(published_once.root, tmp_path / "published", symlinks=True)
    return Home(tmp_path / "published")
