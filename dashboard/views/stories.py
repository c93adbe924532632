"""Stories: what several articles tell, each leading to how it unfolded."""

from __future__ import annotations

import streamlit as st

from dashboard import elements, entries, session, words
from dashboard.queries import stories

SIZE = 40
warehouse = session.warehouse()
with st.sidebar:
    elements.section("Filter")
    text = (st.text_input("Words in the title", key="title", bind="query-params", type="search") or "").strip()
    least = st.number_input("Articles, at least", 1, 1000, 2, key="least", bind="query-params")
    order = st.selectbox("Order", list(stories.ORDERS), key="stories_sort", bind="query-params")

total = stories.count(warehouse, text, int(least))
elements.heading("Stories", f"{words.count(total, 'story', 'stories')} told by {least} or more articles.")
elements.filters_hint()
if not total:
    elements.nothing("No story matches.", "Ask for fewer articles, or take the words away.")
    session.end()
pages = max(1, -(-total // SIZE))
number = st.pagination(pages, key="stories_page", bind="query-params") if pages > 1 else 1
rows = stories.page(warehouse, text, int(least), order, number, SIZE)
elements.show(entries.ledger([entries.story_line(row) for row in rows]))
