"""docs/warehouse.md: its recipes run and answer what was asked, and its tables say what the snapshot's comments say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.warehouse.query import run_sql
from pipelines.warehouse.recipes import recipe, recipes
from tests.conftest import ROOT, Dateline

PAGE = (ROOT / "docs" / "warehouse.md").read_text(encoding="utf-8")
MAY_BE_EMPTY = {"Days on which a source was silent"}


def asked(snapshot: Path, words: str) -> list[dict[str, Any]]:
    return run_sql(snapshot, recipe(words)).to_pylist()


def test_there_are_twenty_or_more() -> None:
    assert len(recipes()) >= 20


@pytest.mark.parametrize("name", recipes())
def test_every_recipe_finds_something_in_the_sample(sample_snapshot: Path, name: str) -> None:
    assert run_sql(sample_snapshot, recipes()[name]).num_rows or name in MAY_BE_EMPTY


def test_what_happened_on_october_11(sample_snapshot: Path) -> None:
    found = asked(sample_snapshot, "on a day")
    told = {(row["what"], row["summary"]) for row in found}
    assert ("event", "Pakistan imposed restrictions on Afghanistan on 11 October 2025") in told
    assert ("begun", "border crossings: closed") in told
    assert any(row["what"] == "event" and "at least 24 killed" in row["summary"] for row in found)


def test_who_mediated(sample_snapshot: Path) -> None:
    found = asked(sample_snapshot, "mediated")
    assert ("Doha", date(2025, 10, 19), ("Qatar", "Türkiye")) in {
        (row["place_name"], row["event_from"], tuple(row["mediators"])) for row in found
    }
    assert {name for row in found for name in row["mediators"]} == {"Qatar", "Türkiye"}


def test_which_crossings_are_closed_since_when_and_by_whose_word(sample_snapshot: Path) -> None:
    found = {row["bearer"]: row for row in asked(sample_snapshot, "crossings are closed") if row["countries"]}
    assert set(found) == {"border crossings", "Torkham crossing"}
    for row in found.values():
        assert row["since"] == date(2025, 10, 11)
        assert row["countries"] == ["AFG", "PAK"]
    assert {"Hindukush News Agency", "Meridian Wire", "The Karachi Ledger"} <= set(
        found["border crossings"]["by_whose_word"]
    ), "both sides say so, and one that is neither"


def test_what_pakistan_claims_and_what_the_other_side_says(sample_snapshot: Path) -> None:
    found = asked(sample_snapshot, "what the other side says")
    proxy = [row for row in found if "alleged" in row["summary"]]
    assert proxy
    assert {row["speaker"] for row in proxy} <= {"Khawaja Asif", "defence minister"}
    for row in proxy:
        assert row["answer"] is None
        assert "no source read here speaks for India" in row["other_side"], "which is not to say that India was silent"


def test_what_share_of_the_doha_commitments_is_implemented(sample_snapshot: Path) -> None:
    found = asked(sample_snapshot, "what share")
    assert {(row["speaker"], row["speaker_country"], row["share_percent"]) for row in found} == {
        ("Khawaja Asif", "PAK", 80.0)
    }
    assert "what had been agreed in Doha" in {row["share_of"] for row in found}
    assert {(row["undertakings_told"], row["kept"], row["broken"]) for row in found} == {(1, 1, 0)}, (
        "of 80 %, one is told"
    )


def test_a_recipe_is_asked_for_by_words_of_its_name(dateline: Dateline, sample_home: Path) -> None:
    asked = dateline("sql", "--sample", "--recipe", "who mediated", "--format", "csv", DATELINE_SAMPLE_HOME=sample_home)
    assert asked.returncode == 0, asked.stderr
    assert "Türkiye" in asked.stdout
    unknown = dateline("sql", "--sample", "--recipe", "who won", DATELINE_SAMPLE_HOME=sample_home)
    assert unknown.returncode == 2
    assert "Who mediated" in unknown.stderr


def test_the_page_is_that_of_the_snapshot(sample_snapshot: Path) -> None:
    scope: dict[str, object] = {"__name__": "make_tables", "__file__": str(ROOT / "docs" / "make_tables.py")}
    exec((ROOT / "docs" / "make_tables.py").read_text(encoding="utf-8"), scope)
    renewed = scope["page"](PAGE, sample_snapshot)  # type: ignore[operator]
    assert renewed == PAGE, "run `make docs`"
