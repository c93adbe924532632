"""Readers with pages open while snapshots are published, or lost, under them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipelines.warehouse.files import linked
from tests.browser.conftest import Desk
from tests.browser.test_desk import go

pytestmark = pytest.mark.browser
OPEN = (
    "", "events?type=ASSAULT", "map", "actors", "claims?show=Both+sides", "stories", "articles", "sources", "sql",
    "search?q=talks",
)  # fmt: skip


def publish(desk: Desk, name: str, kept: list[Path]) -> None:
    """Publishes a copy of the snapshot under a new name as a run does, and removes all but the last three."""
    link = desk.home / "published" / "warehouse.duckdb"
    fresh = link.with_name(f"warehouse-{name}.duckdb")
    shutil.copyfile(link.resolve(), fresh)
    linked(link, fresh)
    kept.append(fresh)
    while len(kept) > 3:
        kept.pop(0).unlink()


def no_fault(page: Page) -> None:
    """The page shows its snapshot, and no error."""
    expect(page.get_by_text(re.compile(r"^Snapshot s\d"))).to_be_attached()
    expect(page.get_by_text("could not be read")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    ("readers", "publishes"),
    [
        pytest.param(3, 5, id="a few"),
        pytest.param(10, 50, id="ten", marks=[pytest.mark.soak, pytest.mark.timeout(1800)]),
    ],
)
def test_no_reader_sees_an_error_while_snapshots_are_published(
    browser: Browser, desk: Desk, readers: int, publishes: int
) -> None:
    kept = [(desk.home / "published" / "warehouse.duckdb").resolve()]
    pages = []
    for address in OPEN[:readers]:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.set_default_timeout(90_000)
        go(page, desk, address)
        pages.append(page)
    for number in range(publishes):
        publish(desk, f"p{number}-{readers}", kept)
        page = pages[number % readers]
        page.wait_for_timeout(300)
        page.reload()
        no_fault(page)
    for page in pages:
        page.wait_for_timeout(500)
        no_fault(page)
        page.context.close()


def test_a_snapshot_that_is_lost_is_told_in_words_and_comes_back_by_itself(view: Page, desk: Desk) -> None:
    link = desk.home / "published" / "warehouse.duckdb"
    held = link.resolve()
    go(view, desk, "events?type=ASSAULT")
    away = held.with_suffix(".away")
    held.rename(away)
    try:
        expect(view.get_by_role("heading", name="Nothing is published yet")).to_be_visible()
        expect(view.get_by_test_id("stException")).to_have_count(0)
    finally:
        away.rename(held)
    expect(view.get_by_text(re.compile(r"^Snapshot s\d"))).to_be_attached()
    expect(view.locator(".chip", has_text="Assault")).to_be_visible()
