"""Events: filters that live in the address, a chart and a map of what they find, the table paged by the server."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import basemap, charts, countries, elements, maps, session, words
from dashboard.export import csv_of
from dashboard.filters import ORDERS, EventFilter
from dashboard.markup import join, tag
from dashboard.queries import events
from dashboard.theme import palette

SIZE = 50
MOST_DOWNLOADED = 100_000

warehouse = session.warehouse()
colours = palette()


@st.cache_data(max_entries=8, show_spinner=False)
def choices(path: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What the filters offer in the snapshot at `path`, and the names of its sources."""
    del path  # the key of the cache: a snapshot never changes
    return events.choices(warehouse), events.source_names(warehouse)


def any_of(label: str, name: str, options: list[str]) -> tuple[str, ...]:
    """A filter over names, kept in the address under `name`; a name the list does not offer can be typed in."""
    chosen = st.multiselect(label, options, key=name, bind="query-params", accept_new_options=True, placeholder="any")
    return tuple(chosen)


def known_as(label: str, name: str, names: dict[str, str]) -> tuple[str, ...]:
    """A filter over codes (the keys of `names`) that is offered, and kept in the address, by name; codes do as well."""
    codes = {shown: code for code, shown in names.items()}
    return tuple(codes.get(chosen, chosen) for chosen in any_of(label, name, list(codes)))


offered, outlets = choices(str(warehouse.path))
with st.sidebar:
    elements.section("Filter")
    text = st.text_input("Words in summary or sentence", key="text", bind="query-params", type="search") or ""
    since = st.date_input("From", value=None, key="since", bind="query-params", format="YYYY-MM-DD")
    until = st.date_input("To", value=None, key="until", bind="query-params", format="YYYY-MM-DD")
    actor = any_of("Actor", "actor", offered["actor"])
    recipient = any_of("Recipient", "recipient", offered["recipient"])
    kind = tuple(t.upper() for t in any_of("Type", "type", list(words.TYPES)))
    country = known_as("Country", "country", {c: countries.name(c) for c in offered["country"]})
    place = any_of("Place", "place", offered["place"])
    modality = any_of("Modality", "modality", ["happened", "ongoing"])
    with st.expander("More"):
        mode = any_of("Mode", "mode", offered["mode"])
        source = known_as("Source", "source", {s: outlets.get(s, s) for s in offered["source"]})
        asserted = any_of("Asserted by", "asserted", list(words.ASSERTED))
        origins = st.number_input("Independent origins, at least", 1, 50, 1, key="origins", bind="query-params")
        confidence = st.slider("Confidence, at least", 0.0, 1.0, 0.0, 0.05, key="confidence", bind="query-params")

asked = EventFilter(
    since, until, actor, recipient, country, kind, mode, modality, (), place, source, asserted, int(origins),
    float(confidence), text.strip(),
)  # fmt: skip

found = events.count(warehouse, asked)
total = int(found.get("events") or 0)
told = [words.count(total, "event")]
if found.get("first_on"):
    told.append(words.days(found["first_on"], found["last_on"]))
if found.get("deaths"):
    told.append(f"at least {found['deaths']:,} deaths told")
elements.heading("Events", " · ".join(told))
elements.show(tag("p", "Filters are in the panel behind the arrows at the top.", cls="soft only-narrow"))

if asked.asks():
    names: dict[str, Callable[[str], str]] = {
        "country": countries.name,
        "source": lambda s: outlets.get(s, s),
        "type": lambda t: words.TYPES.get(t, t),
    }
    elements.show(
        join(
            elements.chip(
                name.capitalize(),
                words.listed([names.get(name, str)(v) for v in value], 6) if isinstance(value, tuple) else str(value),
            )
            for name, value in asked.asks().items()
        )
    )

if not total:
    elements.nothing(
        "No event matches.", "Take a filter away, or widen the days; the address always tells which are set."
    )
    st.stop()

tabs = st.columns([1.35, 1], gap="large")
with tabs[0]:
    days = events.by_day(warehouse, asked)
    if days:
        elements.legend(elements.QUAD_LEGEND)
        st.altair_chart(
            charts.timeline(days, colours, height=205),
            width="stretch",
            alt=f"Events a day by kind, {words.days(found['first_on'], found['last_on'])}; the table below lists them.",
        )
with tabs[1]:
    places = events.by_place(warehouse, asked)
    pinned = [(p["lon"], p["lat"]) for p in places if p["lat"] is not None and p["precision"] in ("exact", "admin")]
    st.altair_chart(
        maps.place_map(places, colours, basemap.fitted(pinned), countries.numeric_codes(), height=250),
        width="stretch",
        key="small-map",
        alt=f"Map of the events by place, {len(places)} places; the table below names each.",
    )

bar = st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute")
with bar:
    order = st.selectbox("Order", list(ORDERS), key="sort", bind="query-params", width=230)
    st.download_button(
        "Download CSV",
        # Made when it is asked for, so that a page costs nothing for a download nobody wants.
        data=lambda: csv_of(events.download(warehouse, asked, order, MOST_DOWNLOADED)),
        file_name="dateline-events.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help="Every column of every event the filters find",
    )
listed = st.container()
pages = max(1, -(-total // SIZE))
number = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1

rows = events.page(warehouse, asked, order, number, SIZE)
frame = pd.DataFrame(
    {
        "Day": [row["event_from"] for row in rows],
        "Event": [row["summary"] for row in rows],
        "Type": [elements.type_words(row) for row in rows],
        "Modality": [row["modality"] for row in rows],
        "Place": [row["place_name"] or (countries.name(row["country"]) if row["country"] else "") for row in rows],
        "Killed": [words.numbers(row["deaths_low"], row["deaths_high"]) or "" for row in rows],
        "Origins": [row["origins"] for row in rows],
        "Outlets": [row["outlets"] for row in rows],
        "Confidence": [row["confidence"] for row in rows],
        "Link": [f"event?id={row['event_id']}" for row in rows],
    }
)
chosen = listed.dataframe(
    frame,
    hide_index=True,
    height="content" if len(rows) < 14 else 560,
    on_select="rerun",
    selection_mode="single-row",
    key=f"table-{number}",
    column_config={
        "Day": st.column_config.DateColumn(format="D MMM YYYY", width=98),
        "Event": st.column_config.TextColumn(width=345),
        "Type": st.column_config.TextColumn(width=95),
        "Modality": st.column_config.TextColumn(width=80),
        "Place": st.column_config.TextColumn(width=100),
        "Killed": st.column_config.TextColumn(width=55),
        "Origins": st.column_config.NumberColumn(width=65, help="Independent writers; reprints count once"),
        "Outlets": st.column_config.NumberColumn(width=65),
        "Confidence": st.column_config.NumberColumn(format="percent", width=85),
        "Link": st.column_config.LinkColumn(display_text="open", width=60, help="The event's own page"),
    },
    alt=f"Table of events, page {number} of {pages}",
)
elements.show(
    tag(
        "p",
        f"Rows {(number - 1) * SIZE + 1:,} to {(number - 1) * SIZE + len(rows):,} of {total:,}. Select a row to open "
        "the event with its evidence. The address of this page holds the filters: copy it to share this view.",
        cls="soft",
        style="font-size:.88rem",
    )
)
picked = chosen["selection"]["rows"]
if picked and picked[0] < len(rows):
    st.switch_page("views/event.py", query_params={"id": rows[picked[0]]["event_id"]})
