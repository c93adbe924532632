"""What Events and Map draw of a filter: the timeline that sets the days, and the map that sets the places."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import asking, charts, countries, elements, maps, session, words
from dashboard.filters import EventFilter
from dashboard.queries import events
from dashboard.theme import palette


def _key(name: str, asked: EventFilter) -> str:
    """A key of a chart that changes with what is asked, so that a choice made on it is used once."""
    return f"{name}-{hashlib.sha1(repr(asked).encode(), usedforsecurity=False).hexdigest()[:12]}"


def timeline(asked: EventFilter, found: Mapping[str, Any], *, height: int) -> None:
    """Events over time; days drawn on it become the filter's."""
    unit = words.unit_of(found.get("first_on"), found.get("last_on"))
    steps = events.by_day(session.warehouse(), asked, unit)
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
        alt=f"Events a {unit} by kind, {words.days(found['first_on'], found['last_on'])}; draw over days to see them "
        "alone, or set From and To in the panel. The table lists the events.",
    )


def places(asked: EventFilter, *, height: int, ratio: float = 1.9) -> list[dict[str, Any]]:
    """Events on the map; a place, an area or a country chosen on it becomes the filter's. Returns the places."""
    rows = events.by_place(session.warehouse(), asked)
    shown = maps.sited(rows, ratio=ratio)
    key = _key("places", asked)

    def choose() -> None:
        chosen = shown.chosen(st.session_state[key]["selection"])
        if chosen:
            asking.at_places(*chosen)

    with st.container(key="small-map" if height < 320 else "map"):
        st.altair_chart(
            maps.place_map(shown, palette(), countries.numeric_codes(), height=height, choose=True),
            width="stretch",
            key=key,
            on_select=choose,
            selection_mode=_selections(shown),
            alt=f"Map of the events by place, {len(rows)} places; choose one to see its events alone. A table of the "
            "places stands on the Map page.",
        )
    return rows


def _selections(shown: maps.Sited) -> list[str]:
    """The names of the selections that the map of these places has."""
    drawn = maps.place_map(shown, palette(), countries.numeric_codes(), choose=True).to_dict()
    return [param["name"] for param in drawn.get("params", [])]
