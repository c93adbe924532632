"""The filter of events, as conditions over the real tables."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.queries import events
from dashboard.snapshot import Warehouse
from pipelines.desk.filters import ORDERS, EventFilter


def found(warehouse: Warehouse, asked: EventFilter) -> list[dict[str, object]]:
    return events.page(warehouse, asked, "Newest day first", 1, 1000)


def test_an_empty_filter_asks_nothing() -> None:
    assert EventFilter().condition() == ("true", {})


def test_either_party_of_a_reciprocal_act_is_found_as_recipient(warehouse: Warehouse) -> None:
    rows = found(warehouse, EventFilter(actor=("Pakistan",), recipient=("the Afghan Taliban",), type=("CONSULT",)))
    assert rows
    assert all("Pakistan and the Afghan Taliban" in str(row["summary"]) for row in rows)


def test_days_bound_the_event_and_not_the_report(warehouse: Warehouse) -> None:
    asked = EventFilter(since=date(2025, 10, 20), until=date(2025, 10, 22))
    assert {row["event_from"] for row in found(warehouse, asked)} <= {date(2025, 10, d) for d in (20, 21, 22)}


def test_text_is_looked_for_in_sentences_as_it_is_typed(warehouse: Warehouse) -> None:
    assert found(warehouse, EventFilter(text="NINE HOURS")) == []
    assert len(found(warehouse, EventFilter(text="THREE PEOPLE IN THE ROOM"))) == 1
    assert found(warehouse, EventFilter(text="100%' or 1=1 --")) == []


def test_filters_add_up(warehouse: Warehouse) -> None:
    everything = EventFilter(
        since=date(2025, 1, 1), until=date(2026, 1, 1), actor=("gunmen",), recipient=("Pakistan",), country=("PAK",),
        type=("ASSAULT",), modality=("happened",), quad=(4,), place=("Quetta",), source=("ganges-post",),
        asserted=("outlet",), origins=1, confidence=0.5, text="checkpoint",
    )  # fmt: skip
    assert found(warehouse, everything) == []
    rows = found(warehouse, EventFilter(actor=("gunmen",), place=("Quetta",), text="soldiers"))
    assert [row["deaths_low"] for row in rows] == [6]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_neither_repeat_nor_skip_a_row(warehouse: Warehouse, order: str) -> None:
    total = events.found(warehouse, EventFilter()).events
    pages = [events.page(warehouse, EventFilter(), order, n, 20) for n in range(1, -(-total // 20) + 1)]
    keys = [row["event_id"] for page in pages for row in page]
    assert len(keys) == len(set(keys)) == total
