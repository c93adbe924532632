"""Actors: the list with a search, and the network of those who act upon each other."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from dashboard import charts, countries, elements, entries, going, session, words
from dashboard.markup import link
from dashboard.network import edges_of, nodes_of
from dashboard.queries import actors, overview
from dashboard.theme import palette

SIZE = 40
SPANS = {"30 days": 30, "90 days": 90, "A year": 365, "All time": None}
warehouse = session.warehouse()
offered = actors.choices(warehouse)
by_country = {countries.name(code): code for code in offered["country"]}
with st.sidebar:
    elements.section("Filter")
    text = (st.text_input("Name or alias", key="name", bind="query-params", type="search") or "").strip()
    kind = list(elements.some_of("Kind", "kind", offered["kind"], placeholder="any with a name"))
    chosen = elements.some_of("Country", "country", list(by_country))

asked = (text, kind, [by_country[name] for name in chosen])
total = actors.count(warehouse, *asked)
elements.heading(
    "Actors", f"{words.count(total, 'actor')}. Nameless ones (“gunmen”) and places are listed if their kind is chosen."
)
elements.filters_hint()
if not total:
    elements.nothing("No actor matches.", "Take a filter away, or choose a kind.")
    session.end()

left, right = st.columns([1.25, 1], gap="large")
with left:
    elements.section("Who is told of", "the most mentioned first")
    pages = max(1, -(-total // SIZE))
    number = st.pagination(pages, key="actors_page", bind="query-params") if pages > 1 else 1
    elements.show(
        elements.table(
            ("Name", "Kind", "Country", "Acts", "Is acted upon", "Mentions"),
            [
                (
                    entries.actor_link(row["name"], row["entity_id"]),
                    row["kind"],
                    countries.name(row["country"]) if row["country"] else "",
                    link("events", f"{row['acts']:,}", {"actor": row["name"]}) if row["acts"] else "0",
                    link("events", f"{row['receives']:,}", {"recipient": row["name"]}) if row["receives"] else "0",
                    f"{row['mentions']:,}",
                )
                for row in actors.page(warehouse, *asked, number, SIZE)
            ],
            numeric=(3, 4, 5),
            label="Actors",
        )
    )
with right:
    elements.section("Who acts upon whom", "the busiest; a line is wider with more events")
    span = st.segmented_control(
        "Span", list(SPANS), key="span", bind="query-params", default="90 days", label_visibility="collapsed"
    )
    days = SPANS.get(span or "90 days", 90)
    last_day = overview.last_day(warehouse)
    last_day = last_day and overview.newest_day(warehouse, last_day)
    since = last_day - timedelta(days=days - 1) if last_day and days else None
    edges = actors.network(warehouse, since=since, until=last_day if days else None)
    if edges:
        elements.legend((("--q2", "mostly cooperation"), ("--q4", "mostly conflict")))
        drawn = st.vega_lite_chart(
            spec=charts.network(nodes_of(edges), edges_of(edges), palette()),
            width="stretch",
            key=going.choices("network"),
            on_select="rerun",
            selection_mode="node",
            alt=f"Network of {len(edges)} pairs of actors; the table below lists them.",
        )
        picked = drawn["selection"].get("node") or []
        if picked:
            going.to("actor", picked[0]["id"])
        with st.expander("The pairs as a table", expanded=False):
            elements.show(
                elements.table(
                    ("Pair", "Events", "Coop.", "Conf."),
                    [
                        (
                            link("dyad", f"{e['one']} – {e['other']}", {"one": e["one_id"], "other": e["other_id"]}),
                            f"{e['events']:g}",
                            f"{e['cooperation']:g}",
                            f"{e['conflict']:g}",
                        )
                        for e in edges[:60]
                    ],
                    numeric=(1, 2, 3),
                    label="Pairs of actors",
                )
            )
    else:
        elements.nothing(
            "No event of this span has both an actor and a recipient.", "Choose a longer span." if days else None
        )
