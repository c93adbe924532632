"""How the dashboard is started."""

from __future__ import annotations

from dashboard.serve import command
from pipelines.settings import load_settings


def test_it_listens_on_this_machine_and_sends_no_statistics() -> None:
    made = command(load_settings(), 9123)
    assert "--server.address=127.0.0.1" in made
    assert "--server.port=9123" in made
    assert "--browser.gatherUsageStats=false" in made
