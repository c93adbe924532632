"""What Events and Map draw of a filter: the timeline that sets the days, and the map that sets the places."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard import asking, charts, countries, elements, maps, words
from dashboard.markup import tag
from dashboard.queries.events import Found, first_of, steps
from dashboard.theme import palette
from pipelines.desk.filters import EventFilter


def _key(name: str, asked: EventFilter) -> str:
    """A key of a chart that changes with what is asked, so that a choice made on it is used once."""
    return f"{name}-{hashlib.sha1(repr(asked).encode(), usedforsecurity=False).hexdigest()[:12]}"


def timeline(asked: EventFilter, found: Found, *, height: int) -> None:
    """Events over time; days drawn on it become the filter's."""
    first = found.first_on if asked.since else main_first(found.days)
    unit = words.unit_of(first, found.last_on)
    drawn = [step for step in steps(found.days, unit) if first and step["day_on"] >= first_of(first, unit)]
    if not drawn:
        elements.nothing("None of them has a day that is told.")
        return
    early = sum(row["events"] for row in found.days if row["day_on"] < first_of(drawn[0]["day_on"], unit))
    elements.legend(elements.QUAD_LEGEND)
    key = _key("timeline", asked)
    st.vega_lite_chart(
        spec=charts.timeline(drawn, palette(), height=height, brush=True, unit=unit),
        width="stretch",
        key=key,
        on_select=lambda: asking.over_days(key, charts.brushed(unit), unit),
        selection_mode="days",
        alt=f"Events a {unit} by kind, {words.days(found.first_on, found.last_on)}; draw over days to see them "
        "alone, or set From and To in the panel. The table lists the events.",
    )
    if early and first:
        elements.show(
            tag("p", f"{words.count(early, 'event')} before {words.day(first)} not drawn.", cls="soft small-print")
        )


def main_first(days: Sequence[Mapping[str, Any]]) -> date | None:
    """The first day that a timeline need show: a twentieth of the events may be left out where they stand far before.

    A report that recalls an attack of thirty years ago would else press this year into a corner.
    """
    counted: list[tuple[date, int]] = sorted((row["day_on"], row["events"]) for row in days)
    if not counted:
        return None
    left_out = max(1, sum(events for _, events in counted) // 20)
    first, last = counted[0][0], counted[-1][0]
    for day, events in counted:
        if left_out < events:
            return day if (last - day) * 2 < last - first else first
        left_out -= events
    return first


def places(asked: EventFilter, found: Found, *, named: bool = True) -> None:
    """Events on the map; a place, an area or a country chosen on it becomes the filter's."""
    shown = maps.sited(found.places)
    key = _key("places", asked)

    def choose() -> None:
        chosen = shown.chosen(st.session_state[key]["selection"])
        if chosen:
            asking.at_places(*chosen)

    drawn = maps.place_map(shown, palette(), countries.numeric_codes(), named=named, choose=True)
    choices = [param["name"] for param in drawn.get("params", [])]
    told = f"Map of the events by place, {len(found.places)} places"
    with st.container(key="map"):
        if choices:
            st.vega_lite_chart(
                spec=drawn,
                width="stretch",
                height="stretch",
                key=key,
                on_select=choose,
                selection_mode=choices,
                alt=f"{told}; choose one to see its events alone. A table of the places stands on the Map page.",
            )
        else:
            # With nothing to mark there is nothing to choose, which Streamlit would take for a fault.
            st.vega_lite_chart(
                spec=drawn, width="stretch", height="stretch", key=f"{key}-bare", alt=f"{told}, none of them marked."
            )
