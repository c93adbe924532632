"""The sample warehouse, built once, and the dashboard pointed at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.snapshot import Warehouse
from tests.dashboard.warehouse_sample import build


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one published snapshot."""
    folder = tmp_path_factory.mktemp("home")
    build(folder, kind="real")
    return folder


@pytest.fixture(scope="session")
def warehouse(home: Path) -> Warehouse:
    return Warehouse((home / "published" / "warehouse.duckdb").resolve())


@pytest.fixture
def served(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings point at the home, and at no sample."""
    monkeypatch.setenv("DATELINE_HOME", str(home))
    monkeypatch.setenv("DATELINE_SAMPLE_HOME", str(tmp_path / "no-sample"))
    return home
