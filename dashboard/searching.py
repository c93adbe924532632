"""The search box that stands at the top of every page; what it finds is the matter of the Search page.

It is a form of the browser's own, which leads to an address: it works before a page is drawn and while one is drawn
anew, and nothing that is typed can be lost between two runs of a page.
"""

from __future__ import annotations

import streamlit as st

from dashboard import elements
from dashboard.markup import tag


def asked() -> str:
    """What is searched for, as the address says."""
    return st.query_params.get("q", "").strip()


def box(held: str) -> None:
    """Draws the box, with what it holds at first."""
    elements.show(
        tag(
            "form",
            tag(
                "input",
                type="search",
                name="q",
                value=held or None,
                placeholder="Search everything",
                aria_label="Search everything",
                accesskey="s",
                maxlength="200",
                autocomplete="off",
            ),
            tag("button", "Search", type="submit"),
            action="search",
            method="get",
            role="search",
            cls="search-box",
        )
    )
