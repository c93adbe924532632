"""The clock times at which the sample newsroom is visited, and where its list of sources lies.

The three passes fall into the chapters of its story, so that each finds something new: the fighting, the ceasefire
made in Doha, the talks in Istanbul. Pages first seen at one pass are due for another look at the next, within the
default `revisit_hours`, so that revisions, removals and moves are noticed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines.settings import ROOT

DATA: Path = ROOT / "data" / "sample"
"""The newsroom's content: `outlets/`, `layouts/`, `articles/`, `sources.yml`."""

SOURCES: Path = DATA / "sources.yml"
"""The sample's list of sources, in the schema of `data/sources.yml`, with http:// addresses of `.example` hosts."""

PASSES: tuple[datetime, ...] = (
    datetime(2025, 10, 18, 6, 0, tzinfo=UTC),
    datetime(2025, 10, 20, 18, 0, tzinfo=UTC),
    datetime(2025, 10, 27, 6, 0, tzinfo=UTC),
)
"""When the newsroom is visited, in order, in UTC."""
