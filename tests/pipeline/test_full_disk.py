"""A disk that fills up ends a run with exit code 4; what was published stays readable."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Dateline


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@pytest.fixture
def small_disk(tmp_path: Path, sample_home: Path) -> Iterator[Path]:
    """A file system that the sample's home fits on, with less than a megabyte to spare."""
    disk = tmp_path / "disk"
    disk.mkdir()
    size = size_of(sample_home) * 11 // 10 + 900_000
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small file system")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(dateline: Dateline, small_disk: Path, sample_home: Path) -> None:
    home = small_disk / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    published = (home / "published" / "warehouse.duckdb").resolve()
    before = published.read_bytes()
    (small_disk / "ballast").write_bytes(b"x" * max(0, shutil.disk_usage(small_disk).free - 200_000))

    ran = dateline("run", "--sample", "--job", "rebuild_marts", DATELINE_SAMPLE_HOME=home)
    assert ran.returncode == 4, ran.stderr
    assert "Traceback" not in ran.stderr
    assert (home / "published" / "warehouse.duckdb").resolve() == published
    assert published.read_bytes() == before

    (small_disk / "ballast").unlink()
    asked = dateline("sql", "--sample", "select count(*) from events", DATELINE_SAMPLE_HOME=home)
    assert asked.returncode == 0, asked.stderr
