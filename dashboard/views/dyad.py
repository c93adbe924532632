"""Two sides: cooperation and conflict over time, what each says of the other, and which side is silent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import charts, countries, elements, entries, session, words
from dashboard.markup import join, link, tag
from dashboard.queries import actors, dyads
from dashboard.theme import palette

SHOWN = 12
warehouse = session.warehouse()


def side(name: str) -> dict[str, Any] | None:
    """The entity of one side of the address: a key, or a name."""
    asked = st.query_params.get(name, "")
    return actors.one(warehouse, asked) or (actors.by_name(warehouse, asked) if asked else None)


one, other = side("one"), side("other")
if one is None or other is None or one["entity_id"] == other["entity_id"]:
    elements.heading("No such pair", "The address names two actors, as keys or names: dyad?one=…&other=…")
    elements.show(tag("p", link("actors", "All actors")))
    session.end()
ids = (one["entity_id"], other["entity_id"])
total = dyads.totals(warehouse, *ids)
elements.heading(
    join([entries.actor_link(one["name"], ids[0]), " and ", entries.actor_link(other["name"], ids[1])]),
    f"{words.count(round(total['events']), 'dated event')} between them"
    + (f", {words.days(total['first_on'], total['last_on'])}." if total["first_on"] else "."),
    kicker="Pair",
)
words_of = {"one": dyads.said(warehouse, one, other, SHOWN), "other": dyads.said(warehouse, other, one, SHOWN)}
said = {side: count for side, (count, _) in words_of.items()}
weighs = "of −10 to +10 an event"
if total["goldstein"]:
    weighs = ("cooperation" if total["goldstein"] > 0 else "conflict") + f" outweighs; {weighs}"
both = {"actor": [one["name"], other["name"]], "recipient": [one["name"], other["name"]]}
elements.figures(
    [
        ("Cooperation", link("events", f"{total['cooperation']:g}", {**both, "quad": [1, 2]}), "verbal and material"),
        ("Conflict", link("events", f"{total['conflict']:g}", {**both, "quad": [3, 4]}), "verbal and material"),
        (
            "Who acts",
            f"{total['by_one']:g} : {total['by_other']:g}",
            f"{words.short(one['name'], 18)} : {words.short(other['name'], 18)}; {total['together']:g} together",
        ),
        (
            "Goldstein sum",
            "–" if total["goldstein"] is None else f"{total['goldstein']:+.1f}",
            weighs,
        ),
        (
            "Words of each",
            f"{said['one']:,} : {said['other']:,}",
            f"claims: {words.short(one['name'], 18)} : {words.short(other['name'], 18)}",
        ),
    ]
)

unit = words.unit_of(total["first_on"], total["last_on"])
steps = dyads.over_time(warehouse, *ids, unit)
if steps:
    elements.section("Over time", f"events a {unit}: cooperation upwards, conflict downwards")
    elements.legend(elements.QUAD_LEGEND[:4])
    st.vega_lite_chart(
        spec=charts.mirrored(steps, palette(), {"one": one["name"], "other": other["name"], "both": "both"}, unit=unit),
        width="stretch",
        alt=f"Cooperation and conflict between {one['name']} and {other['name']} a {unit}; a table is below.",
    )
    with st.expander("The values as a table", expanded=False):
        elements.show(
            elements.table(
                (unit.capitalize(), "Kind", "Who acts", "Events"),
                [
                    (
                        words.day(s["day_on"]),
                        words.QUADS[s["quad"]],
                        {"one": one["name"], "other": other["name"]}.get(s["by_whom"], "both"),
                        f"{s['events']:g}",
                    )
                    for s in steps
                ],
                numeric=(3,),
                label="Events between the two over time",
            )
        )


def silence(speaker: Mapping[str, Any], count: int, against: int) -> None:
    """Says how to read a side of which no or few words are held."""
    read = dyads.readable(warehouse, speaker["country"])
    where = countries.name(speaker["country"]) if speaker["country"] else "no country"
    sources = link("sources", words.count(read["sources"], "source"))
    if count:
        if against > 4 * count:
            elements.notice(
                f"Far fewer words of {speaker['name']} are held than of the other side. Of {where}, ",
                sources,
                " is read." if read["sources"] == 1 else " are read.",
            )
        return
    silent = tag("b", f"{speaker['name']} is silent here. "), "No statement of it about the other side is held. "
    if not read["sources"]:
        elements.notice(
            *silent,
            link("sources", f"No source of {where}" if speaker["country"] else "No source of its own"),
            " is read: nobody here could have told its side.",
        )
        return
    elements.notice(
        *silent,
        f"Of {where}, ",
        sources,
        f" with {words.count(read['articles'], 'article')} "
        + ("is read" if read["sources"] == 1 else "are read")
        + ": it may have spoken elsewhere.",
    )


elements.section("What each says of the other", "beside each other, the newest first")
columns = st.columns(2, gap="large")
for column, speaker, spoken_of, key, against in (
    (columns[0], one, other, "one", "other"),
    (columns[1], other, one, "other", "one"),
):
    with column:
        elements.show(tag("h3", f"{speaker['name']} about {spoken_of['name']}", tag("small", f" {said[key]:,}")))
        silence(speaker, said[key], said[against])
        _, rows = words_of[key]
        elements.show(entries.ledger([entries.claim_line(row) for row in rows]))
        if said[key] > len(rows):
            elements.nothing(f"{said[key] - len(rows):,} more:", link("claims", "Claims", {"about": spoken_of["name"]}))

between = dyads.deeds(warehouse, *ids, 15)
elements.section("What happened between them", "the newest first")
if between:
    elements.event_ledger(between)
    elements.show(tag("p", link("events", "All of them, with filters", both)))
else:
    elements.nothing("No event has both as actor and recipient.")
