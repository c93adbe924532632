"""docs/warehouse.md: its recipes run, and its tables say what the snapshot's comments say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.warehouse.query import run_sql
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "warehouse.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"### (\d+\. [^\n]+)\n\n```sql\n(.*?)```", PAGE, flags=re.DOTALL)
MAY_BE_EMPTY = {"12"}


def test_there_are_twelve_or_more() -> None:
    assert len(RECIPES) >= 12


@pytest.mark.parametrize(("name", "query"), RECIPES, ids=[name for name, _ in RECIPES])
def test_recipe(sample_snapshot: Path, name: str, query: str) -> None:
    found = run_sql(sample_snapshot, query)
    assert found.num_rows or name.split(".")[0] in MAY_BE_EMPTY, name


def test_the_tables_are_those_of_the_snapshot(sample_snapshot: Path) -> None:
    scope: dict[str, object] = {"__name__": "make_tables", "__file__": str(ROOT / "docs" / "make_tables.py")}
    exec((ROOT / "docs" / "make_tables.py").read_text(encoding="utf-8"), scope)
    renewed = scope["page"](PAGE, sample_snapshot)  # type: ignore[operator]
    assert renewed == PAGE, "run `make docs`"
