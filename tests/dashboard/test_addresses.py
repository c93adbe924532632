"""Each filter stands in the address, and the address alone gives the same view."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.queries import events
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import EventFilter
from tests.dashboard.test_pages import markup, opened, words

ASKED = {
    "since": "2025-10-25",
    "until": "2025-10-24",
    "reported": "2025-11-02",
    "actor": "Pakistan",
    "recipient": "Türkiye",
    "country": "Pakistan",
    "type": "ASSAULT",
    "modality": "happened",
    "quad": "Material conflict",
    "place": "Istanbul",
    "asserted": "a named speaker",
    "origins": "2",
    "confidence": "0.75",
    "text": "talks",
}
CODES = {"country": "PAK", "quad": "4", "asserted": "named"}


@pytest.mark.parametrize("name", ASKED)
def test_an_address_gives_the_view_that_its_filter_asks_for(served: Path, warehouse: Warehouse, name: str) -> None:
    app = opened("events", **{name: ASKED[name]})
    assert not app.exception
    wanted = events.found(warehouse, EventFilter.from_pairs([(name, CODES.get(name, ASKED[name]))])).events
    everything = events.found(warehouse, EventFilter()).events
    assert words(app).count(f"{wanted} event") or "No event matches." in words(app)
    assert wanted < everything or name == "modality"
    # Each filter that is set is told, with the way to the view without it.
    assert f"without {name}: " in markup(app)
