"""Situations: states that last (a crossing closed, a ceasefire in force) as a strip over time, with their evidence."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from dashboard import charts, countries, elements, session, words
from dashboard.marking import Mark, excerpt
from dashboard.markup import link, outside, tag
from dashboard.queries import claims, overview
from dashboard.theme import palette

warehouse = session.warehouse()
rows = claims.situations(warehouse)
still = sum(row["status"] == "open" for row in rows)
elements.heading(
    "Situations",
    f"{words.count(len(rows), 'situation')}, {still} of them open. A state of affairs is one row with a beginning and "
    "an end, not an event a day.",
)
if not rows:
    elements.nothing("No situation has been read yet.")
    session.end()

chosen = next((row for row in rows if row["situation_id"] == st.query_params.get("situation")), None)
if chosen:
    elements.section(f"{chosen['bearer']}: {chosen['value']}", "the passages that tell it")
    evidence = claims.situation_evidence(warehouse, chosen["situation_id"])
    if not evidence:
        elements.nothing("No passage of it is held.")
    for row in evidence:
        mark = Mark(row["start_char"], row["end_char"], "sentence", f"{row['value']}, {row['status']}")
        stored = row["stored"]
        passage = (
            excerpt(stored, [mark], row["start_char"], row["end_char"], around=160)
            if stored is not None
            else row["text"]
        )
        elements.show(
            tag(
                "div",
                tag("h3", link("article", row["title"] or "Without a title", {"id": row["article_id"]})),
                tag("div", tag("b", row["outlet"]), f" · {words.moment(row['published_at'])}", cls="from"),
                tag("div", passage, cls="passage"),
                tag("p", outside(row["url"], "The original page"), style="margin-top:.4rem"),
                elements.receipt(row, row["start_char"], row["end_char"], stored),
                cls="report",
            )
        )

last_day = overview.last_day(warehouse)
dated = [row for row in rows if row["situation_from"] or row["situation_to"]]
if dated and last_day:
    starts = [row["situation_from"] or row["situation_to"] for row in dated]
    elements.section("Along time", f"an arrow: still open on {words.day(last_day)}")
    st.altair_chart(
        charts.strip(dated, palette(), min(starts) - timedelta(days=1), max(last_day, max(starts) + timedelta(days=1))),
        width="stretch",
        alt=f"{len(dated)} situations as bars over time; the table below gives each with its days.",
    )

elements.section("All of them")
elements.show(
    elements.table(
        ("What", "State", "When", "Status", "Country", "Told by", "Last confirmed"),
        [
            (
                link("situations", row["bearer"], {"situation": row["situation_id"]}),
                f"{row['attribute']}: {row['value']}" + (f" ({row['condition']})" if row["condition"] else ""),
                words.days(row["situation_from"], row["situation_to"]),
                row["status"],
                countries.name(row["country"]),
                f"{elements.told_by(row)}, by {words.ASSERTED.get(row['asserted_by'], row['asserted_by'])}",
                words.moment(row["last_confirmed_at"]),
            )
            for row in rows
        ],
        label="Situations",
    )
)
