"""The map: where the events of a filter are, as honestly as the texts tell, with the same places as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import asking, countries, elements, maps, seen, session, words
from dashboard.markup import Html, address, join, link, tag
from dashboard.queries import events

Row = Mapping[str, Any]
SHOWN = 25


def table(rows: Sequence[Row]) -> Html:
    """Places with their events, each the way to them under the filters that are set."""
    return elements.table(
        ("Place", "Known to", "Events", "Deaths"),
        [
            (
                join(
                    [
                        link("events", p["place_name"], {**params, "place": p["place_name"]})
                        if p["place_name"]
                        else "not told",
                        tag("small", f" {countries.name(p['country'])}")
                        if p["country"] and countries.name(p["country"]) != p["place_name"]
                        else None,
                    ]
                ),
                maps.KNOWN.get(p["precision"] or "", "not known"),
                f"{p['events']:,}",
                f"{p['deaths']:,}" if p["deaths"] else "",
            )
            for p in rows
        ],
        numeric=(2, 3),
        label="Events by place",
    )


asked = asking.panel()
found = events.found(session.warehouse(), asked)
total = found.events
elements.heading(
    "Map",
    f"{words.count(total, 'event')}"
    + (f", {found.unplaced:,} of them of an unknown place." if found.unplaced else "."),
)
params = {name: st.query_params.get_all(name) for name in st.query_params}
elements.filters_hint()
elements.show(asking.chips("map", asked))
if not total:
    elements.nothing("No event matches.", "Take a filter away, or widen the days.")
    session.end()

seen.places(asked, found)
elements.show(tag("p", maps.LEGEND, cls="soft small-print"))
left, right = st.columns([1.2, 1], gap="large")
with left:
    elements.section("When", "draw over days to see them alone")
    seen.timeline(asked, found, height=190)
with right:
    elements.section(
        "The same as a table", tag("a", "as a list of events", href=address("events", params), target="_self")
    )
    elements.show(table(found.places[:SHOWN]))
    if len(found.places) > SHOWN:
        with st.expander(words.count(len(found.places) - SHOWN, "more place")):
            elements.show(table(found.places[SHOWN:]))
