"""The receipts of one event, recomputed over the sample warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.settings import Home
from pipelines.warehouse.receipts import event_receipts
from pipelines.warehouse.snapshot import published_path


def test_all_receipts_of_a_published_event_hold(sample_home: Path) -> None:
    path = published_path(Home(sample_home)).resolve()
    with duckdb.connect(path, read_only=True) as connection:
        row = connection.execute("select event_id, mentions from events order by mentions desc limit 1").fetchone()
    assert row is not None
    checked = event_receipts(Home(sample_home), path, row[0])
    assert len(checked) == row[1]
    assert all(receipt.holds for receipt in checked)
    assert event_receipts(Home(sample_home), path, "no such event") == []
