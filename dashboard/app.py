"""The dashboard's entry: pages, look, and the choice of snapshot. Serve it with `dateline up`."""

from __future__ import annotations

from pathlib import Path

import duckdb
import streamlit as st

from dashboard import session, theme

HERE = Path(__file__).parent
PAGES = HERE / "pages"

st.set_page_config(page_title="Dateline", page_icon=str(HERE / "mark.svg"), layout="wide")
st.logo(str(HERE / "logo.svg"), size="large", icon_image=str(HERE / "logo.svg"))
theme.apply()

page = st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", default=True),
        st.Page(PAGES / "events.py", title="Events", url_path="events"),
        st.Page(PAGES / "claims.py", title="Claims", url_path="claims"),
        st.Page(PAGES / "situations.py", title="Situations", url_path="situations"),
        st.Page(PAGES / "articles.py", title="Articles", url_path="articles"),
        st.Page(PAGES / "sources.py", title="Sources", url_path="sources"),
        st.Page(PAGES / "sql.py", title="SQL", url_path="sql"),
        st.Page(PAGES / "method.py", title="Method", url_path="method"),
        st.Page(PAGES / "event.py", title="Event", url_path="event", visibility="hidden"),
        st.Page(PAGES / "article.py", title="Article", url_path="article", visibility="hidden"),
    ],
    position="top",
)

if session.start():
    try:
        page.run()
    except duckdb.Error as error:
        session.unreadable(error)
    session.foot()
