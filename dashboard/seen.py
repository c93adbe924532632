"""What Events and Map draw of a filter: the timeline that sets the days, and the map that sets the places."""

from __future__ import annotations

import hashlib

import streamlit as st

from dashboard import asking, charts, countries, elements, maps, words
from dashboard.queries.events import Found
from dashboard.theme import palette
from pipelines.desk.filters import EventFilter


def _key(name: str, asked: EventFilter) -> str:
    """A key of a chart that changes with what is asked, so that a choice made on it is used once."""
    return f"{name}-{hashlib.sha1(repr(asked).encode(), usedforsecurity=False).hexdigest()[:12]}"


def timeline(asked: EventFilter, found: Found, *, height: int) -> None:
    """Events over time; days drawn on it become the filter's."""
    unit = words.unit_of(found.first_on, found.last_on)
    steps = found.steps(unit)
    if not steps:
        elements.nothing("None of them has a day that is told.")
        return
    elements.legend(elements.QUAD_LEGEND)
    key = _key("timeline", asked)
    st.altair_chart(
        charts.timeline(steps, palette(), height=height, brush=True, unit=unit),
        width="stretch",
        key=key,
        on_select=lambda: asking.over_days(key, charts.brushed(unit), unit),
        selection_mode="days",
        alt=f"Events a {unit} by kind, {words.days(found.first_on, found.last_on)}; draw over days to see them "
        "alone, or set From and To in the panel. The table lists the events.",
    )


def places(asked: EventFilter, found: Found, *, height: int, ratio: float = 1.9) -> None:
    """Events on the map; a place, an area or a country chosen on it becomes the filter's."""
    shown = maps.sited(found.places, ratio=ratio)
    key = _key("places", asked)

    def choose() -> None:
        chosen = shown.chosen(st.session_state[key]["selection"])
        if chosen:
            asking.at_places(*chosen)

    drawn = maps.place_map(shown, palette(), countries.numeric_codes(), height=height, choose=True)
    with st.container(key="small-map" if height < 320 else "big-map"):
        st.vega_lite_chart(
            spec=drawn,
            width="stretch",
            key=key,
            on_select=choose,
            selection_mode=[param["name"] for param in drawn.get("params", [])],
            alt=f"Map of the events by place, {len(found.places)} places; choose one to see its events alone. "
            "A table of the places stands on the Map page.",
        )
