"""An agreement as it is drawn: who agreed, what each undertook, how that stands, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import countries, elements, entries, words
from dashboard.markup import Child, Html, join, link, tag

Row = Mapping[str, Any]
STANDINGS = {"kept": "good", "broken": "bad", "claimed": "warn"}
BEARINGS = {"kept": "told as kept", "broken": "told as broken", "share": "a share told as done"}


def agreement(row: Row, undertaken: Sequence[Row], reported: Sequence[Row], *, headed: bool = True) -> Html:
    """An agreement with its commitments and, folded beneath, the reports of how they stand."""
    return tag(
        "div", heading(row) if headed else None, summary(row), standing(row, undertaken), told(reported), cls="report"
    )


def heading(row: Row) -> Html:
    """What was agreed, as the way to its event."""
    return tag("h3", link("event", row["summary"] or row["event_id"], {"id": row["event_id"]}))


def summary(row: Row) -> Html:
    """When and through whom it was agreed, and what share of it a party says is done."""
    share: Child = None
    if row["claimed_share_percent"] is not None:
        of = f" of {row['claimed_share_of']}" if row["claimed_share_of"] else ""
        share = join(
            [f"{row['claimed_share_percent']:g} % done{of}, says ", entries.actor_link(row["claimed_share_by"])]
        )
    parts: list[Child] = [
        words.days(row["agreed_from"], row["agreed_to"]),
        row["place_name"],
        join(["between ", entries.actors_listed(row["parties"], 6)]) if row["parties"] else None,
        join(["through ", entries.actors_listed(row["mediators"], 4)]) if row["mediators"] else None,
        words.count(row["origins"], "origin"),
        share,
    ]
    return tag("div", join((tag("span", part) for part in parts if part), elements.SEPARATOR), cls="from")


def standing(row: Row, undertaken: Sequence[Row]) -> Html:
    """Each commitment with when it is due, how it stands, and how many reports say so."""
    if not undertaken:
        return tag("p", "No single undertaking was read from it.", cls="soft")
    return elements.table(
        ("Undertaking", "Due", "Standing", "Kept", "Broken", "Only claimed"),
        [
            (
                part["summary"] or words.TYPES.get(part["event_type"], part["event_type"]),
                words.days(part["due_from"], part["due_to"]) if part["due_from"] or part["due_to"] else "not told",
                tag("b", part["standing"], cls=STANDINGS.get(part["standing"], "soft")),
                part["kept_reports"],
                part["broken_reports"],
                part["claims"],
            )
            for part in undertaken
        ],
        numeric=(3, 4, 5),
        label=f"What was undertaken: {row['summary'] or row['event_id']}",
    )


def told(reported: Sequence[Row]) -> Html | None:
    """The sentences on which a standing rests, folded; each leads to its place in the stored text."""
    if not reported:
        return None
    lines = []
    for row in reported:
        who = row["speaker"] and f"{row['speaker']} says"
        where = countries.name(row["speaker_country"]) if row["speaker_country"] else None
        bearing = BEARINGS.get(row["bearing"], row["bearing"])
        lines.append(
            entries.entry(
                link(
                    "article",
                    row["title"] or "Without a title",
                    {"id": row["article_id"], "mention": row["mention_id"]},
                ),
                [
                    f"{bearing}, as a claim" if row["is_claim"] else bearing,
                    f"{row['share_percent']:g} %" if row["share_percent"] is not None else None,
                    who,
                    where,
                    words.day(row["reported_on"]),
                    row["outlet"],
                ],
                said=row["sentence"],
            )
        )
    return tag(
        "details", tag("summary", f"{words.count(len(reported), 'report')} of how it stands"), entries.ledger(lines)
    )
