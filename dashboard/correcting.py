"""The form with which a reader corrects an event: wrong, the same as another, several in one, not this actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import elements, session, words
from dashboard.markup import join, tag
from dashboard.queries import events
from pipelines.desk.store import CorrectionKind

Row = Mapping[str, Any]


def form(event_id: str, evidence: Sequence[Row], parties: Sequence[Row]) -> None:
    """The form, and what was said of this event before."""
    desk = session.desk()
    for held in desk.corrections(event_id):
        elements.notice(
            tag("b", words.CORRECTIONS[held.kind]),
            join([f" ({held.actor})" if held.actor else None, f", says {held.who}: {held.why}"]),
            " Withdrawn." if held.withdrawn_at else " The next run applies it.",
        )
        if not held.withdrawn_at:
            st.button(
                "Withdraw", key=f"withdraw-{held.correction_id}", on_click=desk.withdraw,
                args=(held.correction_id, session.now()),
            )  # fmt: skip
    with st.popover("Correct this event", icon=":material/edit:"):
        kinds: list[CorrectionKind] = ["wrong", "merge", "split", "not_actor"]
        kind = (
            st.radio("What is wrong?", kinds, format_func=lambda k: words.CORRECTIONS[k], key="correction") or "wrong"
        )
        mention_ids = [row["mention_id"] for row in evidence]
        into = actor = None
        keys: dict[str, str | None] = {}
        into_ids: list[str] = []
        if kind == "merge":
            into = st.text_input("Key or address of the other event", key="into").rpartition("=")[2].strip()
            into_ids = events.mention_ids(session.warehouse(), into) if into else []
        if kind == "split":
            by_id = {row["mention_id"]: words.short(row["sentence"], 90) for row in evidence}
            mention_ids = st.multiselect(
                "Sentences that tell another event", list(by_id), format_func=by_id.__getitem__, key="apart"
            )
        if kind == "not_actor":
            keys = {row["name"]: row["entity_id"] for row in parties}
            names = list(keys)
            actor = st.selectbox("Who is named wrongly?", names, key="wrong-actor")
        who = st.text_input("Your name", key="who", max_chars=80)
        why = st.text_area("Why", key="why", max_chars=1000, height=80)
        fit = bool(who.strip() and why.strip() and mention_ids)
        fit = fit and (kind != "merge" or (bool(into_ids) and into != event_id))
        fit = fit and (kind != "split" or len(mention_ids) < len(evidence)) and (kind != "not_actor" or bool(actor))
        if st.button("Keep the correction", key="keep", disabled=not fit):
            desk.correct(
                kind, event_id, mention_ids, who=who.strip(), why=why.strip(), at=session.now(),
                into_event_id=into or None, into_mention_ids=into_ids, actor=actor,
                actor_entity_id=keys.get(actor or ""),
            )  # fmt: skip
            st.rerun()
