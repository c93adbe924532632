"""The reader: the text as it was stored, its annotations shown on demand, its revisions side by side."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import elements, languages, session, words
from dashboard.comparing import in_short, side_by_side
from dashboard.marking import Mark, marked
from dashboard.markup import Child, Html, join, link, outside, tag
from dashboard.queries import articles, changes, events

warehouse = session.warehouse()
article_id = st.query_params.get("id", "")
article = articles.one(warehouse, article_id)
if article is None:
    elements.heading("No such article", "The snapshot holds no article of this address; it may have been taken down.")
    elements.show(tag("p", link("articles", "All articles")))
    session.end()

revisions = articles.revisions(warehouse, article_id)
kinds = ["Acts", "Names", "Quotes", "Situations"]
if any(row["copied_end"] for row in revisions):
    kinds.append("Shared words")


def marks_of(
    revision: dict[str, Any], found: dict[str, list[dict[str, Any]]], shown: list[str], mention: str | None
) -> list[Mark]:
    """The marks to draw for the kinds the reader asked for; the mention of the address is always marked."""
    marks = []
    if "Shared words" in shown and revision["copied_end"]:
        label = "the longest stretch that stands in the report it repeats"
        marks.append(Mark(revision["copied_start"], revision["copied_end"], "shared", label))
    for act in found["acts"]:
        label = f"{words.TYPES.get(act['event_type'], act['event_type'])}, {act['modality']}"
        if act["mention_id"] == mention:
            marks.append(Mark(act["sentence_start"], act["sentence_end"], "chosen", "the sentence", anchor="chosen"))
        if "Acts" in shown or act["mention_id"] == mention:
            marks.append(Mark(act["trigger_start"], act["trigger_end"], "trigger", label))
    if "Names" in shown:
        marks += [Mark(n["start_char"], n["end_char"], "name", f"{n['name']} ({n['kind']})") for n in found["names"]]
    if "Quotes" in shown:
        marks += [
            Mark(q["start_char"], q["end_char"], "quote", f"said by {q['speaker'] or 'somebody not named'}")
            for q in found["quotes"]
        ]
    if "Situations" in shown:
        marks += [
            Mark(s["start_char"], s["end_char"], "situation", f"{s['bearer']}: {s['value']}, {s['status']}")
            for s in found["situations"]
        ]
    return marks


def seen(revision: dict[str, Any]) -> str:
    """A revision's number, and when the page showed it: the last time, where it came back after another."""
    at, again = revision["returned_at"], " again"
    return f"{revision['number']}: seen {words.moment(at or revision['first_seen_at'])}{again if at else ''}"


def copied(article: dict[str, Any], revision: dict[str, Any]) -> Html:
    """The report that the article repeats, and how much of it: the share and the longest stretch of words."""
    told: list[Child] = [link("article", article["copied_title"] or "another report", {"id": article["copy_of"]})]
    if revision["copied_share"] is not None:
        share = f"{revision['copied_share']:.0%} of the shorter text stands in the other"
        stretch = revision["text"][revision["copied_start"] or 0 : revision["copied_end"] or 0]
        longest = f"; the longest stretch has {words.count(len(stretch.split()), 'word')}" if stretch else ""
        told.append(tag("div", f"{share}{longest}.", cls="sub"))
        if stretch:
            told.append(tag("div", f"“{words.short(stretch, 160)}”", cls="sub", lang=revision["language"]))
    return join(told)


outlet = article["outlet"] or article["site"]
published = words.moment(article["published_at"]) if article["published_at"] else "time of publication not told"
elements.heading(
    article["title"] or "Without a title",
    join(
        [
            f"{outlet}, {published}",
            f". By {words.listed(article['authors'])}" if article["authors"] else None,
            f". Speaks for {article['speaks_for']}" if article["speaks_for"] else None,
            ".",
        ]
    ),
    kicker=" · ".join(
        (
            (article["kind"] or "article").replace("_", " "),
            languages.name(article["language"]) if article["language"] else "language unknown",
            f"page {article['status']}",
        )
    ),
)
if not revisions:
    elements.nothing("No text of this article is held.")
    session.end()

left, right = st.columns([1.75, 1], gap="large")
with left:
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    with bar:
        shown = st.pills(
            "Mark in the text", kinds, selection_mode="multi", default=["Acts"], key="marks", bind="query-params"
        )
        by_number = {row["number"]: row for row in revisions}
        current = next((row for row in revisions if row["is_current"]), revisions[0])
        number = current["number"]
        if len(revisions) > 1:
            asked = st.query_params.get("revision", "")
            numbers = list(by_number)
            chosen = numbers.index(int(asked) if asked.isdecimal() and int(asked) in by_number else number)
            number = st.selectbox(
                "Revision", numbers, index=chosen, key="shown_revision", width=250,
                format_func=lambda n: seen(by_number[n]),
            )  # fmt: skip
    revision = by_number[number]
    found = articles.read_from(warehouse, revision["revision_id"])
    before = by_number.get(number - 1)
    if before:
        changed = changes.into(warehouse, revision["revision_id"])
        with st.expander(f"What changed from revision {number - 1}", expanded="revision" in st.query_params):
            elements.show(in_short(changed))
            elements.show(side_by_side(before, revision, changed))
    intact = elements.is_as_stored(revision)
    if not intact:
        st.error("This text is not the one that was stored: its SHA-256 differs, so no mark in it can be trusted.")
    marks = marks_of(revision, found, shown or [], st.query_params.get("mention")) if intact else []
    elements.show(tag("div", marked(revision["text"], marks), cls="passage reader", lang=revision["language"]))

with right:
    elements.section("What was read from it")
    told = [act for act in found["acts"] if act["event_id"] or act["claim_id"]]
    if told:
        elements.show(
            tag(
                "ul",
                *(
                    tag(
                        "li",
                        tag("span", cls=f"bar {elements.quad_class(act['quad'])}"),
                        tag(
                            "div",
                            tag(
                                "div",
                                link(
                                    "event",
                                    f"{elements.type_words({**act, 'mode': None})}, {act['modality']}",
                                    {"id": act["event_id"]},
                                )
                                if act["event_id"]
                                else tag(
                                    "span", f"{elements.type_words({**act, 'mode': None})}, {act['modality']} (a claim)"
                                ),
                                cls="head",
                            ),
                            tag(
                                "div",
                                " → ".join(
                                    part
                                    for part in (
                                        words.listed(act["actors"]) or "nobody named",
                                        words.listed(act["recipients"]),
                                    )
                                    if part
                                ),
                                f" · “{words.short(act['trigger'], 40)}”",
                                cls="sub",
                            ),
                        ),
                    )
                    for act in told
                ),
                cls="ledger",
            )
        )
    else:
        elements.nothing("No event and no claim.")
    elements.section("The page")
    elements.show(
        elements.field_table(
            [
                ("Original", outside(article["url"], words.short(article["url"], 80))),
                ("First seen", words.moment(article["first_seen_at"])),
                ("Last seen", words.moment(article["last_seen_at"])),
                ("Words", f"{article['words'] or 0:,}"),
                ("Origin", events.source_names(warehouse).get(article["origin"], article["origin"])),
                ("Copy of", copied(article, current)) if article["copy_of"] else ("Copy of", "no other report held"),
                ("Story", link("story", article["story_title"] or "its story", {"id": article["story_id"]}))
                if article["story_id"]
                else ("Story", "stands alone"),
            ]
        )
    )
    elements.show(elements.receipt(revision, 0, len(revision["text"]), revision["text"]))
