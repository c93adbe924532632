"""The search box that stands at the top of every page; what it finds is the matter of the Search page."""

from __future__ import annotations

import streamlit as st


def asked() -> str:
    """What is searched for: the address says, else what this session typed last."""
    return (st.query_params.get("q") or st.session_state.get("searched", "")).strip()


def _take() -> None:
    st.session_state["searched"] = (st.session_state["everything"] or "").strip()
    st.session_state["go_search"] = True


def box() -> None:
    """Draws the box, or leads to the results when something was typed and sent."""
    if st.session_state.pop("go_search", False) and st.session_state["searched"]:
        st.switch_page("views/search.py", query_params={"q": st.session_state["searched"]})
    with st.container(key="search-box"):
        st.text_input(
            "Search everything",
            key="everything",
            placeholder="Search everything",
            type="search",
            icon=":material/search:",
            label_visibility="collapsed",
            on_change=_take,
        )
