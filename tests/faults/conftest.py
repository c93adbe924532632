from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collect.loopback import Desk, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    """Small limits, so that each fault shows at once."""
    limits = {"connect_seconds": 3, "idle_seconds": 1, "total_seconds": 3, "max_bytes": 100_000, "max_redirects": 3}
    return Desk(site, tmp_path / "archive", **limits)
