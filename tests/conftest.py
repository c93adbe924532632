"""Shared by all tests: the command line as a process, and one sample warehouse made once a session by the real run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

Dateline = Callable[..., "subprocess.CompletedProcess[str]"]


LONG = ("pipeline/test_killed.py", "faults/test_two_ticks.py", "browser/", "pipeline/", "faults/")
"""What takes minutes, the longest first: begun last, it would hold up all the rest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(ROOT / "tests").as_posix()
        return next((at for at, long in enumerate(LONG) if path.startswith(long)), len(LONG))

    items.sort(key=rank)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one worker of a test run fills and all of them read: `make` gets it empty, or not at all."""
    root = factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / name
    made = folder.with_name(f"{name}.made")
    with FileLock(f"{folder}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


def environment(**settings: object) -> dict[str, str]:
    """The environment of a child process: no settings but these, so that a developer's own do not leak in."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**clean, "DATELINE_CONFIG": os.devnull, **{name: str(value) for name, value in settings.items()}}


@pytest.fixture(scope="session")
def dateline() -> Dateline:
    """Runs `dateline` with these arguments; keyword arguments in capitals are environment variables."""

    def run(
        *args: object, stdin: str | None = None, timeout: float = 900, **settings: object
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipelines.cli", *map(str, args)],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=ROOT,
            env=environment(**settings),
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, dateline: Dateline) -> Path:
    """A home into which the sample newsroom was played by `dateline run --sample`. Read it; do not change it."""

    def play(folder: Path) -> None:
        played = dateline("run", "--sample", DATELINE_SAMPLE_HOME=folder / "home")
        assert played.returncode == 0, played.stderr

    return made_once(tmp_path_factory, "sample", play) / "home"


@pytest.fixture(scope="session")
def sample_snapshot(sample_home: Path) -> Path:
    return (sample_home / "published" / "warehouse.duckdb").resolve()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real pages and gold data beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside this checkout: real pages and gold data are not here")
    return SHARED
