"""When this reader was here last: kept in the reader's own browser, as the pass time of the snapshot seen then.

A visit ends half an hour after its last page; the browser then takes what was seen in it for the visit before.
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st

_SCRIPT = """
export default function({ data, setStateValue }) {
    const KEY = "dateline-visit", HALF_HOUR = 30 * 60 * 1000;
    let held = {};
    try { held = JSON.parse(window.localStorage.getItem(KEY)) || {}; } catch (error) { held = {}; }
    const now = Date.now();
    if (!held.at || now - held.at > HALF_HOUR) held.before = held.seen || null;
    held.seen = data.shown;
    held.at = now;
    try { window.localStorage.setItem(KEY, JSON.stringify(held)); } catch (error) { return; }
    if (held.before !== data.known) setStateValue("before", held.before);
}
"""


def before(shown: datetime | None) -> datetime | None:
    """The pass time of the snapshot that was seen on the visit before; None on the first one.

    Args:
        shown: the pass time of the snapshot shown now.
    """
    known = st.session_state.get("visit-before")
    held = st.components.v2.component("dateline_visit", js=_SCRIPT, html="<span hidden></span>")(
        key="visit",
        data={"shown": shown.isoformat() if shown else None, "known": known},
        default={"before": known},
        on_before_change=lambda: None,
        height=1,
    )
    told = held.get("before")
    st.session_state["visit-before"] = told
    try:
        return datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
