"""One story as it unfolded: outlet by outlet over time, each report with the copies of it folded beneath."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import charts, countries, elements, entries, session, words
from dashboard.markup import Html, join, link, tag
from dashboard.queries import stories
from dashboard.queries.events import source_names
from dashboard.theme import palette

warehouse = session.warehouse()
story = stories.one(warehouse, st.query_params.get("id", ""))
if story is None:
    elements.heading("No such story", "The snapshot holds no story of this address; it may have grown into another.")
    elements.show(tag("p", link("stories", "All stories")))
    session.end()

rows = stories.articles(warehouse, story["story_id"])
names = source_names(warehouse)
elements.heading(
    story["title"] or "Without a title",
    f"{words.count(story['articles'], 'article')}, {elements.told_by(story)}; from "
    f"{words.moment(story['first_published_at'])} to {words.moment(story['last_published_at'])}.",
    kicker="Story",
)
if len(rows) > 1:
    elements.section("How it spread", "a full mark: a report of its own; a ring: a copy")
    st.altair_chart(
        charts.unfolding(rows, palette()),
        width="stretch",
        alt=f"{len(rows)} articles by outlet and time; the list below has each in the order it came out.",
    )


def folded(row: dict[str, Any], copies: list[dict[str, Any]]) -> Html:
    """A report with what was copied from it."""
    origin = names.get(row["origin"], row["origin"])
    more = [
        row["outlet"] or row["site"],
        entries.told_at(row),
        f"speaks for {countries.name(row['speaks_for'])}" if row["speaks_for"] else None,
        f"by {origin}" if origin not in (None, row["outlet"]) else None,
        words.count(row["events"], "event") if row["events"] else None,
        words.count(row["claims"], "claim") if row["claims"] else None,
        link("article", f"{row['revisions']} revisions", {"id": row["article_id"]}) if row["revisions"] > 1 else None,
        tag("span", f"page {row['status']}", cls="bad") if row["status"] in ("gone", "moved") else None,
    ]
    inner = [
        tag("div", link("article", row["title"] or "Without a title", {"id": row["article_id"]}), cls="head"),
        tag("div", join((tag("span", m) for m in more if m), elements.SEPARATOR), cls="sub"),
    ]
    if copies:
        outlets = words.listed(list(dict.fromkeys(c["outlet"] or c["site"] for c in copies)), 4)
        inner.append(
            tag(
                "details",
                tag("summary", f"{words.count(len(copies), 'copy', 'copies')}: {outlets}"),
                entries.ledger(
                    [
                        entries.entry(
                            link("article", c["title"] or "Without a title", {"id": c["article_id"]}),
                            [c["outlet"] or c["site"], entries.told_at(c)],
                        )
                        for c in copies
                    ]
                ),
            )
        )
    return tag("li", tag("span", cls="bar"), tag("div", *inner))


def root_of(row: dict[str, Any], held: dict[str, dict[str, Any]]) -> str:
    """The article at the head of a row's chain of copies, as far as the story holds it."""
    seen = {row["article_id"]}
    while row["copy_of"] in held and row["copy_of"] not in seen:
        row = held[row["copy_of"]]
        seen.add(row["article_id"])
    return str(row["article_id"])


held = {row["article_id"]: row for row in rows}
copies: dict[str, list[dict[str, Any]]] = {}
for row in rows:
    root = root_of(row, held)
    if root != row["article_id"]:
        copies.setdefault(root, []).append(row)
left, right = st.columns([1.4, 1], gap="large")
with left:
    elements.section("As it was told", "the first report first")
    originals = [row for row in rows if root_of(row, held) == row["article_id"]]
    elements.show(entries.ledger([folded(row, copies.get(row["article_id"], [])) for row in originals]))
    if story["articles"] > len(rows):
        elements.show(tag("p", link("articles", "All articles of the story", {"story": story["story_id"]})))
with right:
    elements.section("What it tells", "by day")
    told = stories.events(warehouse, story["story_id"])
    if told:
        elements.event_ledger(told)
    else:
        elements.nothing("No event was read from it.")
    if story["why"]:
        elements.section("Why these belong together")
        elements.show(tag("p", words.listed(story["why"], 8), cls="soft"))
