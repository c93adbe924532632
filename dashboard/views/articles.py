"""Articles: search in titles (and texts), filters in the address, each leading to the reader."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import elements, session, words
from dashboard.markup import Html, join, link, tag
from dashboard.queries import articles, events

SIZE = 40
warehouse = session.warehouse()


@st.cache_data(max_entries=8, show_spinner=False)
def outlets_of(path: str) -> dict[str, str]:
    """The names of the sources of the snapshot at `path`."""
    del path  # the key of the cache: a snapshot never changes
    return events.source_names(warehouse)


outlets = outlets_of(str(warehouse.path))
story = st.query_params.get("story") or None
with st.sidebar:
    elements.section("Filter")
    text = (st.text_input("Words in the title", key="q", bind="query-params", type="search") or "").strip()
    in_text = st.toggle("Search the texts too", key="in_text", bind="query-params")
    by_name = {name: source_id for source_id, name in outlets.items()}
    chosen = st.multiselect("Outlet", list(by_name), key="outlet", bind="query-params", placeholder="any")
    source = [by_name[name] for name in chosen]
    with_events = st.toggle("Only those that tell an event", key="with_events", bind="query-params")

total = articles.count(warehouse, text, in_text=in_text, source=source, with_events=with_events, story=story)
elements.heading("Articles of one story" if story else "Articles", words.count(total, "article"))
if story:
    elements.show(tag("p", link("articles", "All articles")))
if not total:
    elements.nothing("No article matches.", "Take a filter away; the address always tells which are set.")
    st.stop()


def entry(row: dict[str, Any]) -> Html:
    """An article as an entry of the ledger."""
    published = words.moment(row["published_at"]) if row["published_at"] else None
    sub = [
        row["outlet"] or row["site"],
        published
        or (words.day(row["published_on"]) if row["published_on"] else f"seen {words.moment(row['first_seen_at'])}"),
        words.count(row["events"], "event") if row["events"] else None,
        words.count(row["claims"], "claim") if row["claims"] else None,
        f"{row['revisions']} revisions" if (row["revisions"] or 0) > 1 else None,
        link("article", "a copy of another report", {"id": row["copy_of"]}) if row["copy_of"] else None,
        f"credits {row['credit']}" if row["credit"] else None,
        tag("span", f"page {row['status']}", cls="bad") if row["status"] in ("gone", "moved") else None,
        row["kind"].replace("_", " ") if row["kind"] not in (None, "article") else None,
    ]
    return tag(
        "li",
        tag("span", cls="bar"),
        tag(
            "div",
            tag("div", link("article", row["title"] or "Without a title", {"id": row["article_id"]}), cls="head"),
            tag("div", join([tag("span", s) for s in sub if s], elements.SEPARATOR), cls="sub"),
        ),
    )


pages = max(1, -(-total // SIZE))
number = st.pagination(pages, key="articles_page", bind="query-params") if pages > 1 else 1
rows = articles.page(
    warehouse, text, in_text=in_text, source=source, with_events=with_events, story=story, number=number, size=SIZE
)
elements.show(tag("ul", *(entry(row) for row in rows), cls="ledger"))
