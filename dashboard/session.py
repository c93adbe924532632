"""What a reader's session holds: the snapshot shown, and the watch for a newer one. The only module that asks the
clock.

Each run of a page uses one snapshot throughout. A newer one is noticed within seconds; filters stay, since they live in
the address and in the widgets.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from dashboard import words
from dashboard.elements import heading, notice, show
from dashboard.markup import Child, join, raw, tag
from dashboard.queries import overview
from dashboard.snapshot import OF_ANOTHER_VERSION, UNREADABLE, Found, Warehouse, find, opened
from pipelines.desk.store import Desk
from pipelines.settings import Home, Settings, SettingsError, load_settings
from pipelines.warehouse.faults import MachineFault
from pipelines.warehouse.lock import lock_holder

WATCH = timedelta(seconds=4)


class PageEnd(Exception):
    """Raised by a page to end itself; what frames it is drawn all the same (after `st.stop` nothing would be)."""


def end() -> NoReturn:
    """Ends the page that is being drawn."""
    raise PageEnd


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(path: str) -> Warehouse:
    return Warehouse(Path(path))


def warehouse() -> Warehouse:
    """The snapshot of this run of the page."""
    return _opened(st.session_state["snapshot"])


def home() -> Home:
    """The home of the snapshot shown."""
    return Home(warehouse().path.parent.parent)


def desk() -> Desk:
    """What readers keep in the home of the snapshot shown."""
    return Desk(home().desk_file)


def meta() -> dict[str, Any]:
    """The row of `meta` of the snapshot shown."""
    found: dict[str, Any] = st.session_state["meta"]
    return found


def _zone() -> str:
    """Takes up the reader's time zone for this run, and names it."""
    named = st.context.timezone or "UTC"
    try:
        words.zone.set(ZoneInfo(named))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words.zone.set(UTC)
        return "UTC"
    return named


def start() -> bool:
    """Chooses the snapshot for this run, tells the banner, and watches for a newer one. False when there is none."""
    st.session_state["zone"] = _zone()
    try:
        settings = load_settings()
    except SettingsError as error:
        notice(str(error), bad=True)
        return False
    before = st.session_state.pop("snapshot", None)
    try:
        held = opened(settings, lambda path: _opened(str(path)))
        if held is None:
            _watch(None)
            _no_snapshot()
            _under_way(settings)
            return False
        found, shown = held
        st.session_state["meta"] = overview.meta(shown)
    except UNREADABLE as error:
        broken = find(settings)
        _watch(str(broken.path) if broken else None)
        unreadable(error)
        return False
    st.session_state["snapshot"] = str(found.path)
    _watch(str(found.path))
    if before and before != str(found.path):
        st.toast("A new snapshot is shown.", icon=":material/update:")
    if found.from_sample_home or meta().get("kind") == "sample":
        _sample_banner(found)
    return True


@st.fragment(run_every=WATCH)
def _watch(shown: str | None) -> None:
    try:
        found = find(load_settings())
    except SettingsError:
        return
    if (str(found.path) if found else None) != shown:
        st.rerun()


def _sample_banner(found: Found) -> None:
    notice(
        tag("b", "Sample newsroom."),
        " These outlets and reports are invented, to show how Dateline works.",
        *(
            (" They give way to real news once ", tag("code", "dateline run"), " has published a snapshot.")
            if found.from_sample_home
            else ()
        ),
    )


@st.fragment(run_every=WATCH)
def _under_way(settings: Settings) -> None:
    """Says that a run is under way which may bring the first snapshot."""
    for home in (Home(settings.home), Home(settings.sample_home)):
        try:
            holder = lock_holder(home)
        except MachineFault:
            continue
        if holder:
            notice(tag("b", "A run is under way"), f" ({holder}). What it publishes is shown here by itself.")


def _no_snapshot() -> None:
    heading("Nothing is published yet", "The dashboard reads the last published snapshot, and there is none so far.")
    show(
        join(
            [
                raw("<p>To see how it looks, play the sample newsroom (a minute or two, no network):</p>"),
                raw("<p><code>make run</code></p>"),
                raw("<p>To collect from the real sources of <code>data/sources.yml</code>:</p>"),
                raw("<p><code>dateline run</code> once, or <code>dateline up</code> to keep it on a schedule</p>"),
                raw('<p class="soft">This page shows the snapshot by itself as soon as there is one.</p>'),
            ]
        )
    )


def unreadable(error: Exception) -> None:
    """Says that the snapshot, or a table of it, could not be read, and what to do."""
    told: list[Child] = [tag("b", "This snapshot could not be read. ")]
    if isinstance(error, OF_ANOTHER_VERSION):
        told += ["It was published by another version of Dateline, and lacks what this page asks for. Run "]
        told += [tag("code", "dateline run"), ", which builds it anew; the page then shows it by itself."]
    else:
        told += [tag("code", "dateline verify"), " tells whether the file is whole; "]
        told += [tag("code", "dateline run"), " publishes a new one."]
    notice(*told, tag("br"), tag("small", words.short(str(error), 300)), bad=True)


def foot() -> None:
    """The line at the foot of every page: which snapshot this is."""
    row = meta()
    zone = st.session_state["zone"]
    times = "Times are in UTC" if zone in ("UTC", "Etc/UTC") else f"Times are in your zone ({zone}), with UTC beside"
    coder = f", coder {row['coder']}" if row.get("coder") else ""
    show(
        tag(
            "p",
            f"Snapshot {row.get('snapshot_id')}, built {words.moment(row.get('built_at'))} by Dateline "
            f"{row.get('dateline_version')}{coder}. {times}; days are the publisher's own.",
            cls="soft",
            style="font-size:.84rem;border-top:1px solid var(--rule);margin-top:2.2rem;padding-top:.6rem",
        )
    )
