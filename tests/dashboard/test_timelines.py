"""From which day a timeline is drawn."""

from __future__ import annotations

from datetime import date

from dashboard.seen import main_first


def test_a_few_events_recalled_from_long_ago_do_not_press_the_rest_into_a_corner() -> None:
    days = [{"day_on": date(1994, 4, 7), "events": 1}] + [
        {"day_on": date(2025, 10, d), "events": 5} for d in (1, 9, 20)
    ]
    assert main_first(days) == date(2025, 10, 1)


def test_what_is_spread_evenly_is_drawn_whole() -> None:
    days = [{"day_on": date(year, 1, 1), "events": 2} for year in range(2000, 2026)]
    assert main_first(days) == date(2000, 1, 1)
    assert main_first([]) is None
