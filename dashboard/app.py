"""The dashboard's entry: pages, look, and the choice of snapshot. Serve it with `dateline up`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import searching, session, theme
from dashboard.snapshot import UNREADABLE

HERE = Path(__file__).parent
# Not named "pages": Streamlit runs files of a folder of that name by themselves, past this entry, until it ran once.
VIEWS = HERE / "views"

st.set_page_config(page_title="Dateline", page_icon=str(HERE / "mark.svg"), layout="wide")
st.logo(str(HERE / "logo.svg"), size="large", icon_image=str(HERE / "logo.svg"))
theme.apply()

page = st.navigation(
    [
        st.Page(VIEWS / "overview.py", title="Overview", default=True),
        st.Page(VIEWS / "events.py", title="Events", url_path="events"),
        st.Page(VIEWS / "map.py", title="Map", url_path="map"),
        st.Page(VIEWS / "actors.py", title="Actors", url_path="actors"),
        st.Page(VIEWS / "claims.py", title="Claims", url_path="claims"),
        st.Page(VIEWS / "situations.py", title="Situations", url_path="situations"),
        st.Page(VIEWS / "stories.py", title="Stories", url_path="stories"),
        st.Page(VIEWS / "articles.py", title="Articles", url_path="articles"),
        st.Page(VIEWS / "sources.py", title="Sources", url_path="sources"),
        st.Page(VIEWS / "alerts.py", title="Alerts", url_path="alerts"),
        st.Page(VIEWS / "sql.py", title="SQL", url_path="sql"),
        st.Page(VIEWS / "method.py", title="Method", url_path="method"),
        st.Page(VIEWS / "event.py", title="Event", url_path="event", visibility="hidden"),
        st.Page(VIEWS / "article.py", title="Article", url_path="article", visibility="hidden"),
        st.Page(VIEWS / "actor.py", title="Actor", url_path="actor", visibility="hidden"),
        st.Page(VIEWS / "dyad.py", title="Pair", url_path="dyad", visibility="hidden"),
        st.Page(VIEWS / "story.py", title="Story", url_path="story", visibility="hidden"),
        st.Page(VIEWS / "search.py", title="Search", url_path="search", visibility="hidden"),
    ],
    position="top",
)

if session.start():
    searching.box(searching.asked() if page.url_path == "search" else "")
    try:
        page.run()
    except UNREADABLE as error:
        session.unreadable(error)
    except session.PageEnd:
        pass
    session.foot()
