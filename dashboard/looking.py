"""Search in the stored texts: no index holds their words, so they are read from the newest back, some at a time.

Each step answers at once with what it found; the next follows by itself until there is enough to show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard import elements, entries, session, words
from dashboard.markup import Html
from dashboard.queries import search
from dashboard.queries.articles import ArticleFilter
from dashboard.queries.articles import count as count_articles

SHOWN = 20
"""Articles after which the search waits for the reader."""


@dataclass(slots=True)
class Look:
    """How far one search has come in one snapshot."""

    asked: str
    snapshot: str
    wanted: int = SHOWN
    read: int = 0
    place: search.Place | None = None
    ended: bool = False
    found: list[dict[str, Any]] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        """Whether the next texts are read by themselves."""
        return not self.ended and len(self.found) < self.wanted

    def step(self) -> None:
        """Reads the next texts."""
        part = search.texts(session.warehouse(), self.asked, self.place)
        self.found += part.rows
        self.read += part.read
        self.place = part.place
        self.ended = part.place is None


def texts(asked: str, drawn: Callable[[dict[str, Any]], Html]) -> None:
    """The articles whose texts hold every word of a search, each as `drawn` says."""
    look: Look | None = st.session_state.get("look")
    if look is None or (look.asked, look.snapshot) != (asked, str(session.warehouse().path)):
        look = Look(asked, str(session.warehouse().path))
        st.session_state["look"] = look

    @st.fragment(run_every=0.2 if look.goes_on else None)
    def steps() -> None:
        went_on = look.goes_on
        if went_on:
            look.step()
        _draw(look, drawn)
        if went_on and not look.goes_on and look.read > search.READ_AT_ONCE:
            st.rerun()  # without the clock of this fragment

    steps()


def _further(look: Look) -> None:
    look.wanted = len(look.found) + SHOWN


def _draw(look: Look, drawn: Callable[[dict[str, Any]], Html]) -> None:
    held = count_articles(session.warehouse(), ArticleFilter())
    back = f", back to {words.day(look.place.told_at.date())}" if look.place else ""
    far = f"all {held:,}" if look.ended else f"the newest {look.read:,} of {held:,}{back},"
    elements.section("In the texts", f"the newest first; {far} read{' so far' if look.goes_on else ''}")
    if look.found:
        elements.show(entries.ledger([drawn(row) for row in look.found]))
    elif look.ended:
        elements.nothing("No stored text holds all these words.")
    if not look.ended and not look.goes_on:
        st.button("Look further back", on_click=_further, args=(look,), key="further")
