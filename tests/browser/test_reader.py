"""What a reader leaves on the desk, and takes away from it: corrections, saved searches, files."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page, expect

from pipelines.desk.filters import ORDERS, EventFilter
from pipelines.desk.store import Desk as Kept
from pipelines.settings import Home
from tests.browser.conftest import Desk
from tests.browser.test_desk import go, warehouse

pytestmark = pytest.mark.browser


def kept(desk: Desk) -> Kept:
    return Kept(Home(desk.home).desk_file)


def write(view: Page, label: str, text: str) -> None:
    """Fills a field and leaves it, so that the page takes it."""
    field = view.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("wrong", "No such event is told"),
        ("merge", "The same as another event"),
        ("split", "Several events in one"),
        ("not_actor", "Not this actor"),
    ],
)
def test_a_correction_is_kept_with_who_and_why_and_can_be_withdrawn(
    view: Page, desk: Desk, kind: str, said: str
) -> None:
    one, other = warehouse(desk).rows(
        "select event_id from events where len(actor_names) > 0 order by mentions desc, event_id limit 2"
    )
    go(view, desk, f"event?id={one['event_id']}")
    view.get_by_role("button", name="Correct this event").click()
    view.get_by_test_id("stRadioGroup").get_by_text(said, exact=True).click()
    if kind == "merge":
        write(view, "Key or address of the other event", f"{desk.address}event?id={other['event_id']}")
    if kind == "split":
        view.get_by_label("Sentences that tell another event").click()
        view.get_by_role("option").nth(1).click()
        view.keyboard.press("Tab")
    write(view, "Your name", "Ada <b>Reader</b>")
    write(view, "Why", "The report says otherwise")
    keep = view.get_by_role("button", name="Keep the correction")
    expect(keep).to_be_enabled()
    keep.click()
    expect(view.get_by_text("The next run applies it.").first).to_be_visible()
    expect(view.get_by_text("Ada <b>Reader</b>").first).to_be_visible()
    [held] = [c for c in kept(desk).corrections(one["event_id"]) if c.withdrawn_at is None]
    assert (held.kind, held.who, held.why) == (kind, "Ada <b>Reader</b>", "The report says otherwise")
    assert held.mention_ids
    assert held.into_event_id == (other["event_id"] if kind == "merge" else None)
    view.get_by_role("button", name="Withdraw").click()
    expect(view.get_by_role("button", name="Withdraw")).to_have_count(0)
    assert all(c.withdrawn_at for c in kept(desk).corrections(one["event_id"]))


def test_a_view_is_saved_as_an_alert_and_leads_back_to_itself(view: Page, desk: Desk) -> None:
    go(view, desk, "events?type=ASSAULT&since=2025-10-20")
    told = view.locator(".dek").first.inner_text()
    view.get_by_role("button", name="Save as alert").click()
    write(view, "Name", "Attacks")
    write(view, "Webhook (optional)", "http://127.0.0.1:9/hook")
    save = view.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_enabled()
    save.click()
    expect(view.get_by_text("Saved; it is judged after each publish.")).to_be_visible()
    [search] = kept(desk).searches()
    assert (search.name, search.webhook, search.filter.type) == ("Attacks", "http://127.0.0.1:9/hook", ("ASSAULT",))
    go(view, desk, "alerts")
    view.get_by_role("link", name="Its events").click()
    expect(view.locator(".dek").first).to_have_text(told)
    go(view, desk, "alerts")
    view.get_by_role("button", name="Delete").click()
    expect(view.get_by_role("button", name="Delete")).to_have_count(0)
    assert kept(desk).searches() == []


def test_a_download_holds_exactly_what_is_on_screen(view: Page, desk: Desk) -> None:
    go(view, desk, "events?type=ASSAULT&since=2025-10-15&sort=Oldest+day+first")
    shown = int(re.match(r"\d+", view.locator(".dek").first.inner_text())[0])  # type: ignore[index]
    condition, values = EventFilter.from_pairs([("type", "ASSAULT"), ("since", "2025-10-15")]).condition()
    rows = warehouse(desk).rows(
        "select event_id from events where event_number in (select event_number from reading.event_facets"
        f" where {condition}) order by {ORDERS['Oldest day first']}",
        values,
    )
    wanted = [row["event_id"] for row in rows]
    assert shown == len(wanted)
    view.get_by_test_id("stPopoverButton").filter(has_text="Download").click()
    files = {}
    for label in ("CSV", "GeoJSON", "Parquet"):
        with view.expect_download(timeout=60_000) as taken:
            view.get_by_role("button", name=label, exact=True).click()
        files[label] = Path(taken.value.path()).read_bytes()
    lines = files["CSV"].decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:] if re.match(r"[0-9a-f]{16},", line)] == wanted
    assert pq.read_table(io.BytesIO(files["Parquet"]))["event_id"].to_pylist() == wanted
    features = json.loads(files["GeoJSON"])["features"]
    assert [feature["properties"]["event_id"] for feature in features] == wanted
