"""Ten readers go on reading while fifty snapshots are published under them, the old ones removed as a publish does."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from dashboard.queries import events, overview
from dashboard.snapshot import Warehouse, find, opened
from pipelines.desk.filters import EventFilter
from pipelines.settings import load_settings
from pipelines.warehouse.files import linked
from tests.dashboard.warehouse_sample import build

pytestmark = pytest.mark.soak


def test_no_reader_sees_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(tmp_path, kind="real")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    settings = load_settings()
    over = threading.Event()
    faults: list[str] = []
    seen: set[Path] = set()
    reads = 0

    def read() -> None:
        nonlocal reads
        held: Warehouse | None = None
        while not over.is_set():
            try:
                found = find(settings)
                assert found is not None
                if held is None or held.path != found.path:
                    shown = opened(settings, Warehouse)
                    assert shown is not None
                    held = shown[1]
                    seen.add(held.path)
                assert overview.meta(held)["snapshot_id"] == "s1"
                assert events.found(held, EventFilter(type=("ASSAULT",))).events > 0
                reads += 1
            except Exception as error:
                faults.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(10)]
    for reader in readers:
        reader.start()
    published = [first]
    for number in range(2, 52):
        fresh = first.with_name(f"warehouse-s{number}.duckdb")
        shutil.copyfile(first if first.exists() else published[-1], fresh)
        linked(first.with_name("warehouse.duckdb"), fresh)
        published.append(fresh)
        if len(published) > 4:
            published.pop(1).unlink()
    over.set()
    for reader in readers:
        reader.join(60)
    print(f"\n{reads} reads of {len(seen)} snapshots, {len(faults)} errors")
    assert faults == []
    assert len(seen) > 5
