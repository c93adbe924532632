"""What a tick of 100 new articles costs in a small warehouse and in a large one, step by step, in processor seconds.

Extracting and coding cost by the article, whatever is stored, and the index of copies is measured in
`test_copy_index.py`; here it is what asks the stored rows: the look for what is due, models and their checks, audit,
history and publish. The copy of the file is told apart.

GROWTH_ARTICLES says how large, GROWTH_HOMES a folder that keeps the filled warehouses for the next run: to fill one of
100,000 articles and to build it takes minutes, a tick of it seconds.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from pipelines.extract import EXTRACTOR
from pipelines.settings import Home, PublishSettings
from pipelines.warehouse import publish as publishing
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.publish import publish
from tests.benchmarks.grown_landing import COPIES_A_DAY, grow
from tests.models.world import dbt

pytestmark = [pytest.mark.bench, pytest.mark.timeout(14_400)]

SMALL = 5_000
LARGE = int(os.environ.get("GROWTH_ARTICLES", "100000"))
NEW = 100
AT_ONCE = 2_000
"""Copies of the newsroom that are landed in one step: about 100,000 articles."""
NEWS = datetime(2025, 10, 27, 6, tzinfo=UTC)
GOAL = 1.5
LINEAR = 1.5
"""How much more than its share of the rows a step may cost: more than that is worse than linear."""


@dataclass(frozen=True)
class Tick:
    """What one tick cost: processor seconds of each step, and of the clock for each model and test, and megabytes."""

    articles: int
    steps: dict[str, float]
    nodes: dict[str, float]
    megabytes: dict[str, float]


def test_what_a_tick_costs_as_the_warehouse_grows(sample_home: Path, tmp_path: Path) -> None:
    kept = Path(os.environ.get("GROWTH_HOMES", tmp_path))
    template = Home(sample_home).build_file
    small, large = (
        tick(filled(template, kept / str(size), size), template, tmp_path / f"tick-{size}") for size in (SMALL, LARGE)
    )
    times = large.articles / small.articles
    print(f"\na tick of {NEW} articles, processor seconds; load {os.getloadavg()[0]:.1f}")
    print(f"| step | {small.articles:,} | {large.articles:,} | ratio |\n|---|--:|--:|--:|")
    for name, before in small.steps.items():
        print(f"| {name} | {before:.1f} | {large.steps[name]:.1f} | {large.steps[name] / max(before, 0.05):.1f} |")
    before, after = (sum(seconds for name, seconds in t.steps.items() if name != COPY) for t in (small, large))
    print(f"| all but the copy | {before:.1f} | {after:.1f} | {after / before:.2f} (goal {GOAL}) |")
    print(f"megabytes of the build file: {large.megabytes}")
    print("\nthe dearest models and tests, seconds of the clock")
    rows = [(name, small.nodes.get(name, 0.0), seconds) for name, seconds in large.nodes.items()]
    for name, little, much in sorted(rows, key=lambda row: -row[2])[:25]:
        print(f"| {name} | {little:.2f} | {much:.2f} | {much / max(little, 0.01):.1f} |")
    steep = [name for name, little, much in rows if much > 5 and much > LINEAR * times * max(little, 0.05)]
    assert steep == []


COPY = "copy of the file"


def filled(template: Path, folder: Path, articles: int) -> Home:
    """A home with so many articles, built and published; as it was left, where an earlier run filled it."""
    home = Home(folder)
    if not _made(home).exists():
        shutil.rmtree(folder, ignore_errors=True)
        each = grow(template, home.build_file, 0, 1)
        copies = max(articles // each, 2)
        for first in range(1, copies, AT_ONCE):
            grow(template, home.build_file, first, min(first + AT_ONCE, copies))
        _made(home).write_text(json.dumps({"each": each, "copies": copies}))
    # Where a table or a model has changed since, this builds all anew; else it finds nothing to do.
    with Landing.open(home):
        pass
    build(home)
    _publish(home, 0)
    return home


def tick(home: Home, template: Path, folder: Path) -> Tick:
    """Land NEW articles more in a copy of a filled home, and measure what a tick does then."""
    made = json.loads(_made(home).read_text())
    shutil.copytree(home.root, folder, symlinks=True, dirs_exist_ok=True)
    home = Home(folder)
    size = home.build_file.stat().st_size / 1e6
    last = (made["copies"] - 1) // COPIES_A_DAY
    new = -(-NEW // made["each"])
    grow(template, home.build_file, made["copies"], made["copies"] + new, last + 1)
    steps = {"look for what is due": _cost(lambda: _look(home, last))}
    nodes: dict[str, float] = {}
    steps["models and tests"] = _cost(lambda: nodes.update(build(home)))
    copying: list[float] = []
    with patch.object(publishing, "copied", _timed(publishing.copied, copying)):
        published = _cost(lambda: _publish(home, last + 1))
    steps[COPY] = sum(copying)
    steps["audit, history, publish"] = published - steps[COPY]
    megabytes = {"before": round(size), "after": round(home.build_file.stat().st_size / 1e6)}
    shutil.rmtree(folder)
    return Tick(made["each"] * made["copies"], steps, nodes, megabytes)


def build(home: Home) -> dict[str, float]:
    """Seconds of each model and test of a build."""
    built = dbt(home, "build", "--exclude-resource-type", "unit_test", seconds=7_200)
    assert built.returncode == 0, built.stdout
    results = json.loads((home.root / "dbt" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {".".join(row["unique_id"].split(".")[::2][:2]): row["execution_time"] for row in results}


def _publish(home: Home, day: int) -> None:
    at = NEWS + timedelta(days=day)
    publish(home, run_id=f"day-{day}", pass_time=at, built_at=at, kind="sample", settings=PublishSettings())


def _look(home: Home, day: int) -> None:
    """What the steps ask of landing before they know that there is nothing to do, and for 100 new texts."""
    now = NEWS + timedelta(days=day + 1)
    with Landing.open(home) as landing:
        landing.feed_states()
        landing.pages_due(now, 100)
        landing.paused_hosts(now)
        landing.captures_to_extract(EXTRACTOR, now, 100)
        landing.revisions_to_compare("1", 100)
        landing.revisions_to_relate("1", 100)
        landing.related_count()
        landing.revisions_to_annotate(now, 100)
        landing.counts()


def _made(home: Home) -> Path:
    return home.root / "made.json"


def _cost(work: Callable[[], object]) -> float:
    """Processor seconds of a step, in this process and in those that it starts; the clock would count others' work."""
    before = _used()
    work()
    return _used() - before


def _timed(copy: Callable[[Path, Path], str], costs: list[float]) -> Callable[[Path, Path], str]:
    """A copy that also notes what it cost."""

    def timed(source: Path, target: Path) -> str:
        before = _used()
        digest = copy(source, target)
        costs.append(_used() - before)
        return digest

    return timed


def _used() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
