"""The dashboard as a reader meets it: in Chromium, wide and light, narrow and dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.snapshot import Warehouse
from tests.browser.conftest import SHOTS, Desk
from tests.dashboard.warehouse_sample import build

pytestmark = pytest.mark.browser
expect.set_options(timeout=90_000)

PAGES = (
    "", "events", "map", "actors", "claims", "situations", "stories", "articles", "sources", "sql", "method",
    "search?q=talks",
)  # fmt: skip


def go(view: Page, desk: Desk, address: str) -> None:
    """Opens a page and waits until it is drawn to its foot."""
    view.goto(desk.address + address)
    expect(view.get_by_text(re.compile(r"^Snapshot s\d"))).to_be_attached()
    expect(view.get_by_test_id("stStatusWidget")).to_have_count(0)


def keep(view: Page, name: str) -> None:
    """Keeps a picture of the page."""
    width = view.viewport_size["width"] if view.viewport_size else 0
    SHOTS.mkdir(exist_ok=True)
    view.screenshot(path=SHOTS / f"{name}-{width}.png")


def warehouse(desk: Desk) -> Warehouse:
    return Warehouse((desk.home / "published" / "warehouse.duckdb").resolve())


def test_an_address_of_an_event_works_as_the_first_one_asked_for(view: Page, desk: Desk) -> None:
    event = warehouse(desk).row("select event_id, summary from events order by mentions desc, event_id limit 1")
    assert event is not None
    go(view, desk, f"event?id={event['event_id']}")
    expect(view.get_by_role("heading", level=1)).to_have_text(event["summary"])
    expect(view.locator("mark.m-trigger").first).to_be_visible()
    view.get_by_text("Receipt: what this rests on").first.click()
    expect(view.get_by_text("recomputed now: matches").first).to_be_visible()
    keep(view, "event")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_drawn_and_fits_its_width(view: Page, desk: Desk, name: str) -> None:
    go(view, desk, name)
    expect(view.get_by_role("heading", level=1)).to_be_visible()
    expect(view.get_by_text("could not be read")).to_have_count(0)
    width = view.viewport_size["width"] if view.viewport_size else 0
    assert view.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    keep(view, name.partition("?")[0] or "overview")


def test_from_a_number_to_the_sentence(view: Page, desk: Desk) -> None:
    go(view, desk, "")
    first = view.locator(".ledger .head a").first
    summary = first.inner_text()
    first.click()
    expect(view.get_by_role("heading", level=1)).to_have_text(summary)
    view.get_by_role("link", name="Read the stored text").first.click()
    expect(view.locator("mark.m-chosen").first).to_be_visible()
    expect(view.locator("mark.m-trigger").first).to_be_visible()


def test_two_revisions_stand_beside_each_other_or_below_where_it_is_narrow(view: Page, desk: Desk) -> None:
    change = warehouse(desk).row("select article_id from revision_changes where field = 'number' limit 1")
    assert change is not None
    go(view, desk, f"article?id={change['article_id']}&revision=2")
    row = view.locator(".compared .sides", has=view.locator("del")).first
    expect(row).to_be_visible()
    old, new = (row.locator("> div").nth(number).bounding_box() for number in (0, 1))
    assert old is not None
    assert new is not None
    narrow = view.viewport_size is not None and view.viewport_size["width"] < 600
    assert (new["y"] >= old["y"] + old["height"]) if narrow else (new["x"] > old["x"] + old["width"] / 2)
    width = view.viewport_size["width"] if view.viewport_size else 0
    assert view.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    keep(view, "revisions")


def test_from_a_filter_to_its_link_and_back(view: Page, desk: Desk) -> None:
    go(view, desk, "events?type=ASSAULT&since=2025-10-20")
    told = view.locator(".dek").first.inner_text()
    assert re.match(r"\d+ events? · ", told)
    expect(view.locator(".chip", has_text="Assault")).to_be_visible()
    copied = view.url
    assert "type=ASSAULT" in copied
    go(view, desk, "events")
    assert view.locator(".dek").first.inner_text() != told
    view.goto(copied)
    expect(view.locator(".dek").first).to_have_text(told)


def test_a_filter_that_is_set_goes_into_the_address(view: Page, desk: Desk) -> None:
    go(view, desk, "events")
    if view.viewport_size and view.viewport_size["width"] < 600:
        view.get_by_test_id("stExpandSidebarButton").click()
    search = view.get_by_label("Words in summary or sentence")
    search.fill("checkpoint")
    search.press("Enter")
    expect(view).to_have_url(re.compile("text=checkpoint"))
    expect(view.locator(".dek").first).to_contain_text("event")


def test_the_chart_and_the_map_set_the_filters(view: Page, desk: Desk) -> None:
    go(view, desk, "map")
    chart = view.get_by_test_id("stVegaLiteChart").last
    chart.scroll_into_view_if_needed()
    view.wait_for_timeout(500)
    box = chart.bounding_box()
    assert box is not None
    view.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4)
    view.mouse.down()
    view.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.4, steps=4)
    view.mouse.up()
    expect(view).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d&until="))
    view.locator(".st-key-map path[aria-roledescription=point]").first.click()
    expect(view).to_have_url(re.compile("since=.*place="))
    expect(view.locator(".chip", has_text="Place")).to_be_visible()


def test_the_box_at_the_top_finds_an_actor(view: Page, desk: Desk) -> None:
    go(view, desk, "sources")
    box = view.get_by_label("Search everything")
    box.fill("afghan")
    box.press("Enter")
    expect(view).to_have_url(re.compile("/search\\?q=afghan"))
    expect(view.get_by_role("heading", name="Actors")).to_be_visible()
    expect(view.get_by_test_id("stStatusWidget")).to_have_count(0)
    view.locator(".ledger .head a").first.click()
    expect(view).to_have_url(re.compile("/actor"))
    expect(view.get_by_role("heading", name="What it is called")).to_be_visible()


def test_a_row_opens_its_event_and_the_way_back_has_the_filters(view: Page, desk: Desk) -> None:
    go(view, desk, "events?type=ASSAULT")
    told = view.locator(".dek").first.inner_text()
    table = view.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    view.mouse.click(box["x"] + 16, box["y"] + 52)
    expect(view).to_have_url(re.compile(r"/event\?id=[0-9a-f]{16}"))
    expect(view.locator("mark.m-sentence").first).to_be_visible()
    view.go_back()
    expect(view).to_have_url(re.compile(r"/events\?type=ASSAULT$"))
    expect(view.locator(".dek").first).to_have_text(told)


def test_a_stranger_s_text_is_shown_as_text(view: Page, desk: Desk) -> None:
    article = warehouse(desk).row("select article_id, title from articles where title like '=HYPERLINK%'")
    assert article is not None
    go(view, desk, f"article?id={article['article_id']}")
    expect(view.get_by_role("heading", level=1)).to_have_text(article["title"])
    expect(view.locator(".reader")).to_contain_text("<script>window.pwned=3</script>")
    assert view.locator("a[href^=javascript]").count() == 0
    go(view, desk, "articles")
    go(view, desk, "sources")


def test_a_query_gives_a_table(view: Page, desk: Desk) -> None:
    go(view, desk, "sql")
    view.get_by_role("button", name=re.compile("^Run")).click()
    expect(view.get_by_text(re.compile(r"rows.*, \d+\.\d s"))).to_be_visible()
    expect(view.get_by_test_id("stDataFrame")).to_be_visible()
    keep(view, "sql-result")


def test_a_new_snapshot_appears_by_itself_and_the_filters_stay(view: Page, desk: Desk) -> None:
    go(view, desk, "events?type=CONSULT")
    number = len(list((desk.home / "published").glob("warehouse-*.duckdb"))) + 1
    build(desk.home, kind="real", snapshot=f"s{number}", extra_days=1)
    expect(view.get_by_text(re.compile(f"^Snapshot s{number},"))).to_be_attached()
    expect(view.locator(".chip", has_text="Consult")).to_be_visible()
    assert "type=CONSULT" in view.url
