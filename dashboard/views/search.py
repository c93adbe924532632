"""Search: one box over events, actors, places, stories, articles, claims and situations; the texts on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import countries, elements, entries, looking, searching, session, words
from dashboard.marking import Mark, excerpt, spans_of
from dashboard.markup import Html, link, tag
from dashboard.queries import search

EACH = 6
warehouse = session.warehouse()
asked = searching.asked()
elements.heading("Search", f"What holds every word of “{asked}”." if asked else "Type words into the box at the top.")
if not asked:
    session.end()


def actor(row: dict[str, Any]) -> Html:
    """An actor that was found."""
    also = words.listed(row["aliases"], 4)
    return entries.entry(
        entries.actor_link(row["name"], row["entity_id"]),
        [
            row["kind"],
            countries.name(row["country"]) if row["country"] else None,
            f"also {also}" if also else None,
            words.count(row["articles"], "article"),
        ],
    )


def place(row: dict[str, Any]) -> Html:
    """A place that was found."""
    return entries.entry(
        link("events", row["name"], {"place": row["name"]}),
        [countries.name(row["country"]) if row["country"] else None, words.count(row["events"], "event")],
    )


def article(row: dict[str, Any]) -> Html:
    """An article that was found."""
    return entries.entry(
        link("article", row["title"] or "Without a title", {"id": row["article_id"]}),
        [row["outlet"] or row["site"], entries.told_at(row)],
        said=passage(row["text"]) if row.get("text") else None,
    )


def passage(stored: str) -> Html | None:
    """The text around the first of the words searched for, with each of them marked; None where it has none."""
    spans = spans_of(stored, asked.split())
    marks = [Mark(start, end, "chosen", "") for start, end in spans]
    return excerpt(stored, marks, *spans[0], around=110) if spans else None


def claim(row: dict[str, Any]) -> Html:
    """A claim that was found."""
    return entries.entry(
        link("article", row["speaker"] or "Unnamed", {"id": row["article_id"]}),
        [
            f"{words.TYPES.get(row['event_type'], row['event_type'])}, {row['modality']}",
            words.moment(row["last_reported_at"]),
            row["outlet"],
        ],
        said=row["sentence"] or row["summary"],
    )


def situation(row: dict[str, Any]) -> Html:
    """A situation that was found."""
    return entries.entry(
        link("situations", f"{row['bearer']}: {row['value']}", {"situation": row["situation_id"]}),
        [words.days(row["situation_from"], row["situation_to"]), row["status"]],
    )


SHOWN: dict[str, tuple[str, Callable[[dict[str, Any]], Html], tuple[str, str] | None]] = {
    "actors": ("Actors", actor, ("actors", "name")),
    "places": ("Places", place, None),
    "events": ("Events", elements.event_line, ("events", "text")),
    "stories": ("Stories", entries.story_line, ("stories", "title")),
    "articles": ("Titles of articles", article, ("articles", "q")),
    "claims": ("Claims", claim, ("claims", "said")),
    "situations": ("Situations", situation, None),
}
columns = st.columns(2, gap="large")
filled = 0
for name in search.GROUPS:
    rows = search.group(warehouse, name, asked, EACH + 1)
    if not rows:
        continue
    title, drawn, more = SHOWN[name]
    with columns[filled % 2]:
        elements.section(title)
        elements.show(entries.ledger([drawn(row) for row in rows[:EACH]]))
        if len(rows) > EACH and more:
            elements.show(tag("p", link(more[0], f"More {title.lower()}", {more[1]: asked})))
    filled += 1
if st.toggle("Search the texts too", key="texts", bind="query-params"):
    looking.texts(asked, article)
elif not filled:
    elements.nothing("Nothing is called so.", "Search the texts too, or try fewer words.")
