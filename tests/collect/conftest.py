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
    return Desk(site, tmp_path / "archive")
