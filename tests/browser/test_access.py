"""The dashboard for those who read with a screen reader or work with the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk
from tests.browser.test_desk import PAGES, go, warehouse

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")


def addresses(desk: Desk) -> list[str]:
    """One address of every kind of page."""
    held = warehouse(desk)

    def key(query: str) -> str:
        row = held.row(query)
        assert row is not None
        return str(row["id"])

    article = key("select article_id as id from revision_changes order by 1 limit 1")
    actor = key("select entity_id as id from entities where kind = 'country' order by mentions desc, 1 limit 1")
    pair = key("select actor_id || '&other=' || recipient_id as id from daily_dyads order by 1 limit 1")
    return [
        *PAGES,
        "alerts",
        "claims?show=Both+sides",
        "claims?show=Agreements",
        f"event?id={key('select event_id as id from events order by mentions desc, 1 limit 1')}",
        f"article?id={article}&revision=2",
        f"actor?id={actor}",
        f"dyad?one={pair}",
        f"story?id={key('select story_id as id from stories order by articles desc, 1 limit 1')}",
        "event?id=none",
    ]


def test_axe_finds_no_serious_fault_on_any_page(view: Page, desk: Desk) -> None:
    faults = []
    for address in addresses(desk):
        go(view, desk, address)
        expect(view.get_by_role("heading", level=1)).to_be_visible()
        found = axe.Axe().run(view, options={"resultTypes": ["violations"]}).response["violations"]
        faults += [
            (address, fault["id"], fault["nodes"][0]["html"][:160])
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]
        width = view.viewport_size["width"] if view.viewport_size else 0
        if view.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((address, "wider than the window", ""))
    assert faults == []


SEEN = """(e => !["A", "BUTTON", "SUMMARY"].includes(e.tagName)
    || getComputedStyle(e).outlineStyle !== "none"
    || getComputedStyle(e).boxShadow !== "none")(document.activeElement)"""
"""Whether it can be seen that what has the focus has it."""


def focused(view: Page) -> str:
    """What has the focus, by its words."""
    return str(
        view.evaluate("(e => e.getAttribute('aria-label') || e.innerText || e.value || '')(document.activeElement)")
    )


def test_with_the_keyboard_alone_from_the_first_page_to_a_sentence(view: Page, desk: Desk) -> None:
    go(view, desk, "")
    summary = view.locator(".ledger .head a").first.inner_text()
    unseen = []
    for _ in range(120):
        view.keyboard.press("Tab")
        if not view.evaluate(SEEN):
            unseen.append(focused(view))
        if focused(view) == summary:
            break
    assert focused(view) == summary
    assert unseen == []
    view.keyboard.press("Enter")
    expect(view.get_by_role("heading", level=1)).to_have_text(summary)
    expect(view.locator("mark.m-trigger").first).to_be_visible()


def test_the_search_box_is_reached_and_sent_with_the_keyboard(view: Page, desk: Desk) -> None:
    go(view, desk, "method")
    view.get_by_label("Search everything").focus()
    view.keyboard.type("afghan")
    view.keyboard.press("Enter")
    expect(view).to_have_url(re.compile(r"/search\?q=afghan"))
    expect(view.get_by_role("heading", name="Actors")).to_be_visible()
    expect(view.get_by_label("Search everything")).to_have_value("afghan")
