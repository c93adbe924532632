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
from tests.benchmarks.big_warehouse import build, key_of

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3_000)]
NTH = 0.95
STEPS: tuple[tuple[str, dict[str, str | list[str]]], ...] = (
    ("overview", {}),
    ("events", {}),
    ("events", {"type": ["ASSAULT"]}),
    ("events", {"type": ["ASSAULT"], "since": "2025-06-01"}),
    ("events", {"since": "2024-03-01", "until": "2024-03-31"}),
    ("events", {"actor": ["Actor 3"]}),
    ("events", {"actor": ["Actor 3"], "recipient": ["Actor 1"]}),
    ("events", {"actor": ["Actor 3"], "text": "market", "since": "2025-03-01"}),
    ("events", {"country": ["Pakistan"], "origins": "2"}),
    ("events", {"place": ["Town 7"]}),
    ("events", {"page": "40"}),
    ("events", {"sort": "Most deaths first"}),
    ("events", {"type": ["ASSAULT"], "sort": "Newest report first"}),
    ("events", {"confidence": "0.6", "quad": ["Material conflict"]}),
    ("events", {"text": "ceasefire"}),
    ("events", {"text": "border ceasefire talks"}),
    ("events", {"text": "nobody"}),
    ("events", {"source": ["Outlet 3"]}),
    ("events", {"source": ["Outlet 3"], "text": "bridge"}),
    ("map", {}),
    ("map", {"since": "2025-01-01"}),
    ("map", {"actor": ["Actor 12"], "type": ["AID"]}),
    ("event", {"id": key_of("event", 4_999_000)}),
    ("event", {"id": key_of("event", 1_000_000)}),
    ("actors", {}),
    ("actors", {"name": "actor 77"}),
    ("actors", {"span": "All time"}),
    ("actor", {"id": key_of("entity", 0)}),
    ("actor", {"id": key_of("entity", 2)}),
    ("actor", {"id": key_of("entity", 900)}),
    ("dyad", {"one": key_of("entity", 2), "other": key_of("entity", 1)}),
    ("dyad", {"one": key_of("entity", 800), "other": key_of("entity", 90)}),
    ("claims", {}),
    ("claims", {"speaker": ["Actor 5"]}),
    ("claims", {"about": ["Actor 1"], "said": "convoy"}),
    ("claims", {"show": "Both sides"}),
    ("stories", {}),
    ("stories", {"title": "bridge", "stories_sort": "Most origins"}),
    ("story", {"id": key_of("story", 100)}),
    ("articles", {}),
    ("articles", {"q": "bridge"}),
    ("articles", {"outlet": ["Outlet 5"], "with_events": "true"}),
    ("article", {"id": key_of("article", 40_960)}),
    ("search", {"q": "actor 77 market"}),
    ("search", {"q": "nobody"}),
    ("search", {"q": "bridge harvest", "texts": "true"}),
    ("search", {"q": "nobody", "texts": "true"}),
    ("situations", {}),
    ("sources", {}),
    ("alerts", {}),
    ("sql", {}),
    ("method", {}),
)
"""A page and its address: each stands for a reader who comes to it, or sets its filters so."""


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
    took: list[tuple[float, float, str]] = []
    for page, params in STEPS:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120).run()
        app.switch_page(f"views/{page}.py")
        for name, value in params.items():
            app.query_params[name] = value
        began, worked = time.perf_counter(), time.process_time()
        app.run()
        took.append((time.perf_counter() - began, time.process_time() - worked, f"{page} {params or ''}"))
        assert not app.exception, (page, app.exception)
    print("     wall      CPU")
    for wall, cpu, step in sorted(took, reverse=True):
        print(f"{wall * 1000:6.0f} ms {cpu * 1000:6.0f} ms  {step}")
    walls, cpus = (sorted(step[i] for step in took) for i in (0, 1))
    half, nth = len(took) // 2, int(NTH * len(took))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"50th percentile: wall {walls[half] * 1000:.0f} ms, CPU {cpus[half] * 1000:.0f} ms")
    print(f"95th percentile: wall {walls[nth] * 1000:.0f} ms, CPU {cpus[nth] * 1000:.0f} ms, over {len(took)} steps")
    print(f"peak memory {peak:.2f} GiB")
    assert first < 2
    assert walls[nth] < 0.5
    assert peak < 1
