"""The form with which a reader corrects an event: wrong, the same as another, several in one, not this actor."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import elements, session, words
from dashboard.markup import join, tag
from dashboard.queries import events
from pipelines.desk.store import Correction, CorrectionKind

Row = Mapping[str, Any]


def is_applied(held: Correction, events_of: Mapping[str, str | None], names: Collection[str]) -> bool:
    """Whether the snapshot shown follows a correction.

    Args:
        held: the correction.
        events_of: the event that each mention it names tells of in this snapshot; None where it tells of none.
        names: the parties that its event has in this snapshot.
    """
    told = {events_of.get(mention) for mention in held.mention_ids}
    if held.kind == "wrong":
        return told <= {None}
    if held.kind == "merge":
        return len(told | {events_of.get(mention) for mention in held.into_mention_ids}) == 1
    if held.kind == "split":
        return held.event_id not in told
    return held.actor not in names


def told(event_id: str, parties: Sequence[Row] = ()) -> None:
    """What readers said of an event, whether the snapshot follows it, and the way to take it back."""
    desk = session.desk()
    for held in desk.corrections(event_id):
        keys = [*held.mention_ids, *held.into_mention_ids]
        done = is_applied(held, events.events_of(session.warehouse(), keys), {row["name"] for row in parties})
        standing = "This snapshot follows it." if done else "The next run applies it."
        withdrawn = "Withdrawn; the next run undoes it." if done else "Withdrawn."
        elements.notice(
            tag("b", words.CORRECTIONS[held.kind]),
            join([f" ({held.actor})" if held.actor else None, f", says {held.who}: {held.why}"]),
            tag("br"),
            tag("small", withdrawn if held.withdrawn_at else standing),
        )
        if not held.withdrawn_at:
            st.button(
                "Withdraw", key=f"withdraw-{held.correction_id}", on_click=desk.withdraw,
                args=(held.correction_id, session.now()),
            )  # fmt: skip


def form(event_id: str, evidence: Sequence[Row], parties: Sequence[Row]) -> None:
    """The form, and what was said of this event before."""
    desk = session.desk()
    told(event_id, parties)
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
            into = st.text_input("Key or address of the other event", key="into").strip().rpartition("=")[2]
            into_ids = events.mention_ids(session.warehouse(), into) if into else []
        if kind == "split":
            by_id = {row["mention_id"]: f"{row['outlet']}: {words.short(row['sentence'], 80)}" for row in evidence}
            mention_ids = st.multiselect(
                "Sentences that tell another event",
                list(by_id),
                format_func=by_id.__getitem__,
                key="apart",
                select_all=False,
            )
        if kind == "not_actor":
            keys = {row["name"]: row["entity_id"] for row in parties}
            names = list(keys)
            actor = st.selectbox("Who is named wrongly?", names, key="wrong-actor")
        who = st.text_input("Your name", key="who", max_chars=80)
        why = st.text_area("Why", key="why", max_chars=1000, height=80)
        missing = [
            name
            for name, there in (
                ("the key or address of another event that this snapshot holds", kind != "merge" or into_ids),
                ("the sentences that tell another event", mention_ids),
                ("at least one sentence left to this event", kind != "split" or len(mention_ids) < len(evidence)),
                ("an event other than this one", into != event_id),
                ("who is named wrongly", kind != "not_actor" or actor),
                ("your name", who.strip()),
                ("why", why.strip()),
            )
            if not there
        ]
        if missing:
            st.caption(f"Still needed: {words.listed(missing, 7)}.")
        if st.button("Keep the correction", key="keep", disabled=bool(missing)):
            desk.correct(
                kind, event_id, mention_ids, who=who.strip(), why=why.strip(), at=session.now(),
                into_event_id=into or None, into_mention_ids=into_ids, actor=actor,
                actor_entity_id=keys.get(actor or ""),
            )  # fmt: skip
            st.rerun()
