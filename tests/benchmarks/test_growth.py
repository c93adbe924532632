"""What a tick of 100 new articles costs in a small warehouse and in a large one, model by model.

Extracting and coding cost by the article, whatever is stored, and are measured elsewhere; here it is models, checks and
publish over landed rows. The copy of the file at publish is told apart. GROWTH_ARTICLES says how large; a first build
of 100,000 takes minutes.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.settings import Home, PublishSettings
from pipelines.warehouse.files import copied
from pipelines.warehouse.publish import publish
from tests.benchmarks.grown_landing import COPIES_A_DAY, grow
from tests.models.world import dbt

pytestmark = [pytest.mark.bench, pytest.mark.timeout(7_200)]

SMALL = 5_000
LARGE = int(os.environ.get("GROWTH_ARTICLES", "100000"))
NEWS = datetime(2025, 10, 27, 6, tzinfo=UTC)
GOAL = 1.5
LINEAR = 1.5
"""How much more than its share of the rows a step may cost: more than that is worse than linear."""


@dataclass(frozen=True)
class Tick:
    """Seconds of one tick: each model and test, publish without its copy, the copy."""

    articles: int
    nodes: dict[str, float]
    publish: float
    copy: float

    @property
    def seconds(self) -> float:
        return sum(self.nodes.values()) + self.publish


def test_what_a_tick_costs_as_the_warehouse_grows(sample_home: Path, tmp_path: Path) -> None:
    template = Home(sample_home).build_file
    small, large = (tick(template, Home(tmp_path / str(size)), size) for size in (SMALL, LARGE))
    times = large.articles / small.articles
    print(f"\nseconds of a tick of 100 articles, load {os.getloadavg()[0]:.1f}")
    print(f"{'step':<44}{small.articles:>10,}{large.articles:>10,}{'ratio':>8}")
    rows = [(name, small.nodes.get(name, 0.0), seconds) for name, seconds in large.nodes.items()]
    for name, before, after in [*sorted(rows, key=lambda row: -row[2])[:25], ("publish", small.publish, large.publish)]:
        print(f"{name:<44}{before:>10.2f}{after:>10.2f}{after / max(before, 0.01):>8.1f}")
    print(f"{'tick':<44}{small.seconds:>10.1f}{large.seconds:>10.1f}{large.seconds / small.seconds:>8.1f}  goal {GOAL}")
    print(f"{'copy of the file':<44}{small.copy:>10.1f}{large.copy:>10.1f}")
    steep = [name for name, before, after in rows if after > 5 and after > LINEAR * times * max(before, 0.05)]
    assert steep == []


def tick(template: Path, home: Home, articles: int) -> Tick:
    """Fill a home, publish it, land 100 articles more, and measure the build and the publish of these."""
    [each] = {grow(template, home.build_file, 0, 1)}
    copies = articles // each
    held = grow(template, home.build_file, 1, copies) + each
    last = (copies - 1) // COPIES_A_DAY
    build(home, last)
    grow(template, home.build_file, copies, copies + max(1, 100 // each), last + 1)
    nodes, published = build(home, last + 1)
    began = time.perf_counter()
    copied(home.build_file, home.root / "copy.duckdb")
    copy = time.perf_counter() - began
    return Tick(held, nodes, published - copy, copy)


def build(home: Home, day: int) -> tuple[dict[str, float], float]:
    """Seconds of each model and test, and of the publish."""
    built = dbt(home, "build", "--exclude-resource-type", "unit_test", seconds=3_600)
    assert built.returncode == 0, built.stdout
    results = json.loads((home.root / "dbt" / "run_results.json").read_text(encoding="utf-8"))["results"]
    at = NEWS + timedelta(days=day)
    began = time.perf_counter()
    publish(home, run_id=f"day-{day}", pass_time=at, built_at=at, kind="sample", settings=PublishSettings())
    return {
        ".".join(row["unique_id"].split(".")[::2][:2]): row["execution_time"] for row in results
    }, time.perf_counter() - began
