"""Alerts: what saved searches raised, the searches, and the readers' corrections with their export."""

from __future__ import annotations

import json

import pyarrow as pa
import streamlit as st

from dashboard import asking, elements, entries, export, session, words
from dashboard.markup import Child, address, link, tag
from dashboard.queries import events
from pipelines.desk.store import Entry

KINDS = {"match": "each event that matches", "band": "a day out of its usual band"}
desk = session.desk()
searches = desk.searches()
raised = desk.entries(100)
elements.heading(
    "Alerts",
    f"{words.count(len(searches), 'saved search', 'saved searches')}, judged after each publish. "
    "Save one on the Events page.",
)


def alert(entry: Entry) -> tuple[Child, list[Child]]:
    """The head and the small print of an entry."""
    detail = json.loads(entry.detail)
    head = link("event", entry.title, {"id": entry.subject}) if entry.subject != "band" else tag("b", entry.title)
    sub: list[Child] = [
        entry.search,
        words.moment(entry.raised_at),
        f"brought up to date {words.moment(entry.updated_at)}" if entry.updated_at > entry.raised_at else None,
        words.count(detail["origins"], "origin") if detail.get("origins") else None,
        "over" if entry.closed_at else None,
    ]
    return head, sub


def named(event_id: str) -> str:
    """An event in its own words; one that is held no more by its key."""
    event = events.one(session.warehouse(), event_id)
    return (event and event["summary"]) or f"{event_id}, held no more"


left, right = st.columns([1.5, 1], gap="large")
with left:
    elements.section("Raised", "the newest first; an alert is brought up to date, not repeated")
    if raised:
        elements.show(entries.ledger([entries.entry(*alert(entry)) for entry in raised]))
    else:
        elements.nothing("Nothing was raised yet.", "A saved search tells what is published after it was saved.")
    elements.show(
        tag(
            "p",
            "Subscribe in a feed reader: ",
            tag("a", "all alerts", href="feeds/alerts.atom"),
            ", one saved search (beside it), or ",
            tag("a", "all new events", href="feeds/events.atom"),
            ". The feeds are Atom, on the address of this dashboard.",
            cls="soft",
        )
    )
with right:
    elements.section("Saved searches")
    if not searches:
        elements.nothing("None yet.", link("events", "Set filters on Events, then save them."))
    for search in searches:
        told = (
            ", ".join(f"{asking.FIELDS.get(name, name)} {value}" for name, value in asking.told(search.filter).items())
            or "all events"
        )
        elements.show(
            tag(
                "p",
                tag("b", search.name),
                f": {KINDS[search.kind]}; {told}",
                tag("br"),
                link("events", "Its events", asking.params_of(search.filter)),
                elements.SEPARATOR,
                tag("a", "its feed", href=address("feeds/alerts.atom", {"search": search.search_id})),
                elements.SEPARATOR,
                tag(
                    "small", f"judged up to {words.moment(search.judged_at)}" + ("; webhook" if search.webhook else "")
                ),
            )
        )
        st.button("Delete", key=f"drop-{search.search_id}", on_click=desk.drop, args=(search.search_id,))
    kept = desk.corrections()
    elements.section("Corrections", "by readers, with who and when")
    if kept:
        elements.show(
            elements.table(
                ("Event", "What", "Who, when"),
                [
                    (
                        link("event", named(c.event_id), {"id": c.event_id}),
                        f"{words.CORRECTIONS[c.kind]}{': ' + c.actor if c.actor else ''}. {c.why}"
                        + (" (withdrawn)" if c.withdrawn_at else ""),
                        f"{c.who}, {words.moment(c.made_at)}",
                    )
                    for c in kept
                ],
                label="Corrections",
            )
        )
        st.download_button(
            "Download corrections",
            data=lambda: export.csv_of(
                pa.Table.from_pylist(
                    [
                        {
                            "correction_id": c.correction_id, "kind": c.kind, "event_id": c.event_id,
                            "mention_ids": list(c.mention_ids), "into_event_id": c.into_event_id,
                            "into_mention_ids": list(c.into_mention_ids), "actor": c.actor,
                            "actor_entity_id": c.actor_entity_id, "who": c.who,
                            "why": c.why, "made_at": c.made_at, "withdrawn_at": c.withdrawn_at,
                        }
                        for c in kept
                    ]
                )
            ),
            file_name="dateline-corrections.csv", mime="text/csv", on_click="ignore", key="corrections",
        )  # fmt: skip
    else:
        elements.nothing("None yet; an event's page takes them.")
