"""Articles: search in titles, filters in the address, each leading to the reader."""

from __future__ import annotations

import streamlit as st

from dashboard import elements, entries, session, words
from dashboard.markup import link, tag
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
    by_name = {name: source_id for source_id, name in outlets.items()}
    chosen = elements.some_of("Outlet", "outlet", list(by_name))
    with_events = st.toggle("Only those that tell an event", key="with_events", bind="query-params")

asked = articles.ArticleFilter(text, tuple(by_name[name] for name in chosen), with_events, story)
total = articles.count(warehouse, asked)
elements.heading("Articles of one story" if story else "Articles", words.count(total, "article"))
elements.filters_hint()
if story:
    elements.show(
        tag("p", link("story", "The story as it unfolded", {"id": story}), " · ", link("articles", "All articles"))
    )
if text:
    elements.show(tag("p", link("search", "Search the texts for these words", {"q": text, "texts": "true"})))
if not total:
    elements.nothing("No article matches.", "Take a filter away; the address always tells which are set.")
    session.end()


pages = max(1, -(-total // SIZE))
number = st.pagination(pages, key="articles_page", bind="query-params") if pages > 1 else 1
rows = articles.page(warehouse, asked, number, SIZE)
elements.show(entries.ledger([entries.article_line(row) for row in rows]))
