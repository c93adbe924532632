"""The search box that stands at the top of every page; what it finds is the matter of the Search page."""

from __future__ import annotations

import streamlit as st


def _go() -> None:
    st.session_state["go_search"] = True


def box() -> None:
    """Draws the box, and leads to the results once something was typed and sent."""
    with st.container(key="search-box"):
        typed = st.text_input(
            "Search everything",
            value=st.query_params.get("q", ""),
            key=f"everything-{st.query_params.get('q', '')}",
            placeholder="Search everything",
            type="search",
            icon=":material/search:",
            label_visibility="collapsed",
            on_change=_go,
        )
    if st.session_state.pop("go_search", False) and typed and typed.strip():
        st.switch_page("views/search.py", query_params={"q": typed.strip()})
