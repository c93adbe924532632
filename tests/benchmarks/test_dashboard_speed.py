"""The dashboard over 1,000,000 articles and 5,000,000 events: how long each page and each change of a filter takes.

DATELINE_BENCH_HOME names a home that `big_warehouse` wrote; without it one is written, which takes some minutes.
"""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.settings import ROOT
from tests.benchmarks.big_warehouse import build

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3_000)]
NTH = 0.95
STEPS: tuple[tuple[str, dict[str, str | list[str]]], ...] = (
    ("overview", {}),
    ("events", {}),
    ("events", {"type": ["ASSAULT"]}),
    ("events", {"type": ["ASSAULT"], "since": "2025-06-01"}),
    ("events", {"actor": ["Actor 3"]}),
    ("events", {"actor": ["Actor 3"], "recipient": ["Actor 1"]}),
    ("events", {"country": ["Pakistan"], "origins": "2"}),
    ("events", {"place": ["Town 7"]}),
    ("events", {"page": "40"}),
    ("events", {"sort": "Most deaths first"}),
    ("events", {"text": "ceasefire"}),
    ("events", {"source": ["Outlet 3"]}),
    ("map", {}),
    ("map", {"since": "2025-01-01"}),
    ("event", {"id": "00000000004c4b00"}),
    ("actors", {}),
    ("actor", {"id": "e000000000000002"}),
    ("actor", {"id": "e000000000000900"}),
    ("dyad", {"one": "e000000000000002", "other": "e000000000000001"}),
    ("claims", {}),
    ("claims", {"speaker": ["Actor 5"]}),
    ("stories", {}),
    ("story", {"id": "s000000000000100"}),
    ("articles", {}),
    ("articles", {"q": "bridge"}),
    ("article", {"id": "a00000000000a000"}),
    ("search", {"q": "actor 77 market"}),
    ("sources", {}),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = os.environ.get("DATELINE_BENCH_HOME")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("big")
    build(folder, articles=1_000_000, events=5_000_000)
    return folder


def test_interactions_answer_soon(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step stands for a reader who changes the page or a filter: the server's whole work for the new view."""
    monkeypatch.setenv("DATELINE_HOME", str(home))
    began = time.perf_counter()
    AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120).run()
    first = time.perf_counter() - began
    print(f"\nfirst page {first:.2f} s")
    took: list[tuple[float, str]] = []
    for page, params in STEPS:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120).run()
        app.switch_page(f"views/{page}.py")
        for name, value in params.items():
            app.query_params[name] = value
        began = time.perf_counter()
        app.run()
        took.append((time.perf_counter() - began, f"{page} {params or ''}"))
        assert not app.exception, (page, app.exception)
    for seconds, step in sorted(took, reverse=True):
        print(f"{seconds * 1000:7.0f} ms  {step}")
    nth = sorted(seconds for seconds, _ in took)[int(NTH * len(took))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"95th percentile {nth * 1000:.0f} ms over {len(took)} steps; peak memory {peak:.2f} GiB")
    assert first < 2
    assert nth < 0.5
    assert peak < 1
