"""One event: what it says, who asserts it, and every sentence it rests on, marked in the text that was stored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from dashboard import codebook, correcting, countries, elements, entries, session, undertakings, words
from dashboard.marking import Mark, excerpt
from dashboard.markup import Child, Html, join, link, outside, raw, tag
from dashboard.queries import agreements, articles, changes, events
from pipelines.warehouse.receipts import event_receipts

Row = Mapping[str, Any]
warehouse = session.warehouse()
event_id = st.query_params.get("id", "")
event = events.one(warehouse, event_id)

if event is None:
    merged = events.moved_to(warehouse, event_id)
    if merged:
        elements.heading("This event was merged into another")
        elements.show(tag("p", link("event", "Go to the event that holds its reports", {"id": merged})))
    else:
        elements.heading(
            "No such event", "The snapshot holds no event of this address. It may have been merged or removed."
        )
        elements.show(tag("p", link("events", "All events")))
    correcting.told(event_id)
    session.end()

coded: Row = event
evidence = events.evidence(warehouse, event_id)
names = articles.name_marks(warehouse, sorted({row["revision_id"] for row in evidence}))
contents: dict[str, list[Row]] = {}
for row in events.within(warehouse, [row["mention_id"] for row in evidence]):
    contents.setdefault(row["within_id"], []).append(row)


def coded_as(row: Row) -> str:
    """The codes of an act, CAMEO's with its name."""
    name = codebook.cameo().get(row["cameo"] or "")
    return f"{row['event_type']}; CAMEO {row['cameo']}" + (f", {name}" if name else "")


def precision_words(row: Row) -> str | None:
    """The place with how well it is known."""
    if not row["place_name"] and not row["country"]:
        return None
    parts = [row["place_name"], row["admin1"] if row["admin1"] != row["place_name"] else None]
    place = ", ".join([p for p in parts if p] + ([countries.name(row["country"])] if row["country"] else []))
    known = {
        "exact": "the place itself is named",
        "admin": "known to the province",
        "country": "known to the country",
        "region": "a region, known roughly",
    }
    return f"{place} ({known.get(row['place_precision'] or '', 'known roughly')})"


def sentence_marks(row: Row) -> list[Mark]:
    """The marks of one mention: its sentence, trigger, place, time, and the names inside the sentence."""
    act = f"{words.TYPES.get(row['event_type'], row['event_type'])}, {row['modality']}"
    marks = [Mark(row["sentence_start"], row["sentence_end"], "sentence", "the sentence")]
    marks += [
        Mark(name["start_char"], name["end_char"], "name", f"{name['name']} ({name['kind']})")
        for name in names.get(row["revision_id"], [])
        if row["sentence_start"] <= name["start_char"] < row["sentence_end"]
    ]
    if row["place_start"] is not None:
        marks.append(Mark(row["place_start"], row["place_end"], "place", "where"))
    if row["time_start"] is not None:
        when = words.days(row["event_from"], row["event_to"])
        marks.append(Mark(row["time_start"], row["time_end"], "time", f"when: {when}"))
    marks.append(Mark(row["trigger_start"], row["trigger_end"], "trigger", act))
    return marks


def head_of(row: Row) -> Html:
    """The article of a mention, and from where it comes."""
    parts = join(
        [
            tag("b", row["outlet"] or row["source_id"]),
            f" · {words.moment(row['published_at'] or row['fetched_at'])}",
            f" · speaks for {countries.name(row['speaks_for'])}" if row["speaks_for"] else None,
            f" · credits {row['credit']}" if row["credit"] and row["credit"] != row["outlet"] else None,
            " · page now gone" if row["article_status"] == "gone" else None,
        ]
    )
    title = link("article", row["title"] or "Without a title", {"id": row["article_id"], "mention": row["mention_id"]})
    return join([tag("h3", title), tag("div", parts, cls="from")])


def passage(row: Row) -> Html:
    """One mention: its sentence in the text around it, what it says of the fields, its receipt."""
    stored = row["text"] if row["text"] is None or elements.is_as_stored(row) else None
    text = (
        excerpt(stored, sentence_marks(row), row["sentence_start"], row["sentence_end"])
        if stored is not None
        else tag("span", row["sentence"])
    )
    said = [
        elements.chip("How real", row["modality"]),
        elements.chip("By", row["speaker"] or words.ATTRIBUTIONS.get(row["attribution"], row["attribution"])),
        elements.chip("When", words.days(row["event_from"], row["event_to"])),
    ]
    killed = words.numbers(row["deaths_low"], row["deaths_high"])
    injured = words.numbers(row["injured_low"], row["injured_high"])
    if killed:
        said.append(elements.chip("Killed", killed))
    if injured:
        said.append(elements.chip("Injured", injured))
    said.append(elements.chip("Confidence", elements.confidence(row["confidence"])))
    if row["told"] > 1:
        said.append(elements.chip("In", f"{row['told']} revisions"))
    inside = [
        tag(
            "p",
            tag("span", f"within it, {content['modality']}", cls="tagline"),
            content["summary"] or content["sentence"],
            f" (condition: {content['condition']})" if content["condition"] else None,
        )
        for content in contents.get(row["mention_id"], [])
    ]
    read = link("article", "Read the stored text", {"id": row["article_id"], "mention": row["mention_id"]})
    return tag(
        "div",
        tag("div", text, cls="passage"),
        tag("div", *said, style="margin-top:.5rem"),
        *inside,
        tag("p", read, raw(" &nbsp; "), outside(row["url"] or row["canonical_url"], "The original page")),
        elements.receipt(row, row["sentence_start"], row["sentence_end"], row["text"]),
        cls="telling",
    )


def report(rows: Sequence[Row]) -> Html:
    """What one article says of the event, passage by passage."""
    return tag("div", head_of(rows[0]), *(passage(row) for row in rows), cls="report")


def changed_fields(change: Row) -> Html:
    """The fields that a change touched, before and after; nothing for a row that came or went whole."""
    before, after = (json.loads(change[side] or "{}") for side in ("old_values", "new_values"))
    if not before or not after:
        return join([])
    touched = [name for name in after if before.get(name) != after[name]]
    return join(
        (
            tag("div", tag("b", name.replace("_", " ")), f" {told_value(before.get(name))} → {told_value(after[name])}")
            for name in touched[:8]
        ),
    )


def told_value(value: object) -> str:
    """A value of a row's history in a few words."""
    if value is None:
        return "unknown"
    return words.short(", ".join(map(str, value)) if isinstance(value, list) else str(value), 70)


def distinct(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The mentions with a sentence told once for each article: of its latest revision, with the earlier counted."""
    kept: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        place = (row["article_id"], row["sentence"], row["trigger"])
        held = kept.get(place)
        newer = held is None or (row["revision_number"] or 0) >= (held["revision_number"] or 0)
        kept[place] = {**(row if newer or held is None else held), "told": (held["told"] if held else 0) + 1}
    return list(kept.values())


def beneath(count: int, apart: int = 0) -> Html:
    """How many of the mentions say what is coded, and how many say something else."""
    told = f" {count:,} of {len(evidence):,}"
    return tag("small", told + (f"; {apart:,} otherwise" if apart else ""))


def held_by(value: Child, *fields: str) -> Html | None:
    """A coded value with how many mentions carry it in these fields; None where it is not told."""
    if value in (None, ""):
        return None
    told = [tuple(row[field] for field in fields) for row in evidence]
    said = [values for values in told if any(v is not None for v in values)]
    same = said.count(tuple(coded[field] for field in fields))
    return join([value, beneath(same, len(said) - same)])


def party_words(row: Row) -> Html:
    """A party with its part, country and sector, and how many mentions name it."""
    sector = words.SECTORS.get(row["sector"], row["sector"])
    more = [row["part"], countries.name(row["country"]) if row["country"] else None, sector]
    note = ", ".join(m for m in more if m and m != row["name"])
    told = [entries.actor_link(row["name"], row["entity_id"]), tag("small", f" {note};" if note else "")]
    return join([*told, beneath(row["mentions"])])


when = words.days(event["event_from"], event["event_to"])
elements.heading(
    event["summary"] or "Event",
    f"{elements.told_by(event)}, asserted by {words.ASSERTED.get(event['asserted_by'], event['asserted_by'])}; "
    f"first reported {words.moment(event['first_reported_at'])}.",
    kicker=f"{elements.type_words(event)} · {words.QUADS.get(event['quad'])} · {event['modality']}",
)

left, right = st.columns([1.6, 1], gap="large")
with right:
    elements.section("What is coded", f"and how many of {words.count(len(evidence), 'mention')} say so")
    by_role: dict[str, list[Row]] = {
        role: list(rows) for role, rows in groupby(events.parties(warehouse, event_id), key=lambda r: r["role"])
    }
    both = "Parties" if event["reciprocal"] else "Actor"
    people: list[tuple[str, Child]] = [
        (label, join((party_words(r) for r in by_role[role]), raw("<br>")))
        for role, label in (("actor", both), ("recipient", "Recipient"), ("third_party", "Third parties"))
        if by_role.get(role)
    ]
    if "actor" not in by_role:
        people.insert(0, ("Actor", None))
    story = link("story", event["story_title"] or "its story", {"id": event["story_id"]})
    goldstein = (
        join([f"{event['goldstein']:+.1f}", tag("small", " from −10, conflict, to +10, cooperation")])
        if event["goldstein"] is not None
        else None
    )
    elements.show(
        elements.field_table(
            [
                (
                    "Act",
                    join(
                        [
                            held_by(elements.type_words(event), "event_type", "mode"),
                            tag("div", codebook.act(event["event_type"], event["mode"]), cls="sub"),
                            tag("div", coded_as(event), cls="sub"),
                        ]
                    ),
                ),
                *people,
                ("When", held_by(when, "event_from", "event_to") if event["event_from"] or event["event_to"] else None),
                ("Where", held_by(precision_words(event), "place_id")),
                ("How real", f"{event['modality']}: {words.MODALITIES.get(event['modality'], '')}"),
                (
                    "Killed",
                    held_by(words.numbers(event["deaths_low"], event["deaths_high"]), "deaths_low", "deaths_high"),
                ),
                (
                    "Injured",
                    held_by(words.numbers(event["injured_low"], event["injured_high"]), "injured_low", "injured_high"),
                ),
                ("Contexts", words.listed([c.replace("_", " ") for c in event["contexts"] or []], 8) or None),
                ("Goldstein", goldstein),
                ("Confidence", elements.confidence(event["confidence"])),
                ("Told by", f"{elements.told_by(event)}, {words.count(event['mentions'], 'mention')}"),
                *([("Story", story)] if event["story_id"] else []),
                ("Key", tag("span", event["event_id"], cls="mono")),
            ]
        )
    )
    elements.section("Who tells it", "independent origins, and who carries each")
    outlets = events.source_names(warehouse)
    origins: dict[str, dict[str, str]] = {}
    for row in evidence:
        outlet = row["outlet"] or row["source_id"] or "unknown"
        origin = row["origin"] or outlet
        # An agency that is no source here has its name from the credit.
        named = outlets.get(origin) or (row["credit"] if origin.lower() == (row["credit"] or "").lower() else origin)
        origins.setdefault(named, {})[row["article_id"]] = outlet
    elements.show(
        elements.table(
            ("Origin", "Carried by", "Articles"),
            [
                (origin, words.listed(sorted(set(carriers.values())), 6), len(carriers))
                for origin, carriers in sorted(origins.items(), key=lambda item: -len(item[1]))
            ],
            numeric=(2,),
            label="Origins of this event",
        )
    )
    counted: dict[tuple[str, str, str], Row] = {}
    for row in evidence:
        killed, injured = (words.numbers(row[f"{n}_low"], row[f"{n}_high"]) for n in ("deaths", "injured"))
        if killed or injured:
            counted.setdefault((row["outlet"] or row["source_id"], killed or "–", injured or "–"), row)
    if len(counted) > 1:
        elements.section("What each says of the numbers", "in the order they were told")
        elements.show(
            elements.table(
                ("Outlet", "Killed", "Injured", "First told so"),
                [
                    (
                        outlet,
                        killed,
                        injured,
                        link(
                            "article",
                            words.moment(row["published_at"] or row["fetched_at"]),
                            {"id": row["article_id"], "mention": row["mention_id"]},
                        ),
                    )
                    for (outlet, killed, injured), row in counted.items()
                ],
                numeric=(1, 2),
                label="What each outlet says of the numbers",
            )
        )
    undertaken = agreements.of_event(warehouse, event_id)
    if undertaken:
        elements.section("What was undertaken", "how each part stands, and on whose word")
        elements.show(
            undertakings.agreement(
                undertaken,
                agreements.commitments(warehouse, [event_id])[event_id],
                agreements.reports(warehouse, [event_id])[event_id],
                headed=False,
            )
        )
    edited = changes.of_event(warehouse, event_id)
    if edited:
        elements.section("Changed in the reports", "numbers and titles that an outlet changed after it first told this")
        elements.show(
            elements.table(
                ("Outlet", "When", "What"),
                [
                    (
                        link("article", c["outlet"], {"id": c["article_id"], "revision": c["number"]}),
                        words.moment(c["changed_at"]),
                        join([c["old_value"], " → ", tag("b", c["new_value"]), f" {c['noun']}" if c["noun"] else None]),
                    )
                    for c in edited
                ],
                label="Numbers and titles changed in the reports of this event",
            )
        )
    changed = events.changes(warehouse, event_id)
    if changed:
        elements.section("History of this row", "from snapshot to snapshot")
        elements.show(
            elements.table(
                ("When", "Change", "What"),
                [(words.moment(c["changed_at"]), c["change"], changed_fields(c) or "–") for c in changed[:20]],
                label="Changes of this event from snapshot to snapshot",
            )
        )


def verified() -> Html:
    """The receipts of this event, recomputed now against the texts and the archive."""
    checked = event_receipts(session.home(), warehouse.path, event_id)
    sound = sum(receipt.holds for receipt in checked)
    good = tag("span", "as published", cls="good")
    rows = [
        (
            link(
                "article", words.short(r.title or "Without a title", 60), {"id": r.article_id, "mention": r.mention_id}
            ),
            *(
                tag("span", fault, cls="bad") if fault else good
                for fault in (r.text_fault, r.passage_fault, r.page_fault)
            ),
        )
        for r in checked
    ]
    told = f"{sound:,} of {words.count(len(checked), 'receipt')} recomputed: as published."
    return join(
        [
            tag("p", tag("b", told, cls="good" if sound == len(checked) else "bad"), role="status"),
            elements.table(("Report", "Text", "Passage", "Archived page"), rows, label="Receipts, recomputed"),
        ]
    )


with left:
    bar = st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute")
    with bar:
        elements.section("The sentences it rests on", words.count(event["mentions"], "mention"))
        asked = st.button(
            "Verify",
            icon=":material/fact_check:",
            key="verify",
            help="Recomputes each receipt on this machine: the text's hash, the passage, the archived page",
        )
    if asked:
        elements.show(verified())
    elements.show(
        tag(
            "div",
            tag("span", "the sentence", style="--k: light-dark(#f0d98c,#6b5c28)"),
            tag("span", "the word that tells the act", style="--k: var(--q4)"),
            tag("span", "a name", style="--k: var(--q2)"),
            tag("span", "place or time (dotted)", style="--k: var(--ink)"),
            cls="legend",
        )
    )
    if not evidence:
        elements.nothing("No report of this event is held any more.")
    by_article: dict[str, list[dict[str, Any]]] = {}
    for row in distinct(evidence):
        by_article.setdefault(row["article_id"], []).append(row)
    reports = list(by_article.values())
    for rows in reports[:12]:
        elements.show(report(rows))
    if len(reports) > 12:
        with st.expander(f"{len(reports) - 12} further reports"):
            for rows in reports[12:]:
                elements.show(report(rows))
    if event["mentions"] > len(evidence):
        elements.nothing(f"{event['mentions'] - len(evidence):,} more mentions are in the table event_mentions.")

correcting.form(event_id, evidence, events.parties(warehouse, event_id))
with st.expander("This row as JSON"):
    st.code(json.dumps(event, ensure_ascii=False, indent=1, default=str), language="json")
