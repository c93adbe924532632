"""The way to another page from a choice on a table or a chart, as a link would lead there.

Streamlit's own switch writes the new page's address over the one that is left, and with it the filters that stand
there: the browser's way back would then lead to a list without them.
"""

from __future__ import annotations

import streamlit as st

from dashboard.markup import address

_SCRIPT = """
export default function({ data }) { window.location.assign(new URL(data.address, window.location.href)); }
"""


def choices(name: str) -> str:
    """The key of a table or chart whose choice leads away: another after each time it did, so that whoever comes back
    finds nothing chosen."""
    return f"{name}-{st.session_state.get('gone', 0)}"


def to(page: str, entry_id: str) -> None:
    """Leads the reader's browser to the page of an entry."""
    st.session_state["gone"] = st.session_state.get("gone", 0) + 1
    st.components.v2.component("dateline_going", js=_SCRIPT, html="<span hidden></span>")(
        key=f"going-{st.session_state['gone']}", data={"address": address(page, {"id": entry_id})}, height=1
    )
