"""Events: filters that live in the address, a chart and a map that set them, the table paged by the server."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard import asking, countries, elements, export, going, seen, session, words
from dashboard.markup import tag
from dashboard.queries import events
from pipelines.desk.filters import ORDERS

SIZE = 50
MOST_DOWNLOADED = 100_000

warehouse = session.warehouse()
asked = asking.panel()
# The order is chosen below what it orders; its widget keeps it here and in the address.
kept = st.session_state.get("sort") or st.query_params.get("sort") or ""
first_order = kept if kept in ORDERS else next(iter(ORDERS))
found = events.found(warehouse, asked, first_order, SIZE)
total = found.events
told = [words.count(total, "event")]
if found.first_on:
    told.append(words.days(found.first_on, found.last_on))
if found.deaths:
    told.append(f"at least {words.count(found.deaths, 'death')} told")
elements.heading("Events", " · ".join(told))
elements.filters_hint()
elements.show(asking.chips("events", asked))

if not total:
    elements.nothing(
        "No event matches.", "Take a filter away, or widen the days; the address always tells which are set."
    )
    session.end()

left, right = st.columns([1.35, 1], gap="large")
with left:
    seen.timeline(asked, found, height=205)
with right:
    seen.places(asked, found, named=False)


def every_row() -> pa.Table:
    """Every column of the events the filters find, in the order shown."""
    return events.download(warehouse, asked, order, MOST_DOWNLOADED)


bar = st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute")
with bar:
    order = st.selectbox("Order", list(ORDERS), key="sort", bind="query-params", width=230)
    asking.keep(asked)
    with st.popover("Download", icon=":material/download:"):
        elements.show(
            tag(
                "p",
                f"Every column of {words.count(min(total, MOST_DOWNLOADED), 'event')} that the filters find"
                + (f", of {total:,}: narrow the filters, or use dateline export." if total > MOST_DOWNLOADED else "."),
            )
        )
        # Each file is made when it is asked for, so that a page costs nothing for a download nobody wants.
        for label, ending, mime, made in (
            ("CSV", "csv", "text/csv", export.csv_of),
            ("GeoJSON", "geojson", "application/geo+json", export.geojson_of),
            ("Parquet", "parquet", "application/vnd.apache.parquet", export.parquet_of),
        ):
            st.download_button(
                label,
                data=lambda made=made: made(every_row()),  # type: ignore[misc]
                file_name=f"dateline-events.{ending}",
                mime=mime,
                on_click="ignore",
                key=f"download-{ending}",
                width="stretch",
            )
listed = st.container()
pages = max(1, -(-total // SIZE))
number = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1

if number == 1 and order == first_order:
    rows = events.listed(warehouse, found.listed, order)
else:
    rows = events.page(warehouse, asked, order, number, SIZE)
frame = pd.DataFrame(
    {
        "Day": [row["event_from"] for row in rows],
        "Event": [row["summary"] for row in rows],
        "Type": [
            elements.type_words(row) + (f" ({row['modality']})" if row["modality"] != "happened" else "")
            for row in rows
        ],
        "Place": [row["place_name"] or (countries.name(row["country"]) if row["country"] else "") for row in rows],
        "Killed": [words.numbers(row["deaths_low"], row["deaths_high"]) or "" for row in rows],
        "Origins": [row["origins"] for row in rows],
        "Outlets": [row["outlets"] for row in rows],
        "Confidence": [None if row["confidence"] is None else round(row["confidence"], 2) for row in rows],
        "Link": [f"event?id={row['event_id']}" for row in rows],
    }
)
chosen = listed.dataframe(
    frame,
    hide_index=True,
    height="content" if len(rows) < 14 else 560,
    on_select="rerun",
    selection_mode="single-row",
    key=going.choices(f"table-{number}"),
    column_config={
        "Day": st.column_config.DateColumn(format="D MMM YYYY", width=98),
        "Event": st.column_config.TextColumn(width=356),
        "Type": st.column_config.TextColumn(width=126),
        "Place": st.column_config.TextColumn(width=96),
        "Killed": st.column_config.TextColumn(width=64),
        "Origins": st.column_config.NumberColumn(width=65, help="Independent writers; reprints count once"),
        "Outlets": st.column_config.NumberColumn(width=65),
        "Confidence": st.column_config.NumberColumn(format="percent", width=82),
        "Link": st.column_config.LinkColumn(display_text="open", width=54, help="The event's own page"),
    },
    alt=f"Table of events, page {number} of {pages}",
)
elements.show(
    tag(
        "p",
        f"Rows {(number - 1) * SIZE + 1:,} to {(number - 1) * SIZE + len(rows):,} of {total:,}. Select a row to open "
        "the event with its evidence. The address of this page holds the filters: copy it to share this view. ",
        tag("a", "Atom feed of this view", href=asking.feed(asked)),
        " for a feed reader.",
        cls="soft",
        style="font-size:.88rem",
    )
)
picked = chosen["selection"]["rows"]
if picked and picked[0] < len(rows):
    going.to("event", rows[picked[0]]["event_id"])
