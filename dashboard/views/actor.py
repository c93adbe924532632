"""One actor: what it is called and by whom, its roles, its activity over time, and with whom."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, countries, elements, entries, going, session, words
from dashboard.markup import join, link, outside, tag
from dashboard.network import edges_of, nodes_of
from dashboard.queries import actors, claims, events
from dashboard.theme import palette

warehouse = session.warehouse()
named = st.query_params.get("name", "")
actor = actors.one(warehouse, st.query_params.get("id", "")) or (actors.by_name(warehouse, named) if named else None)
if actor is None:
    elements.heading("No such actor", "The snapshot holds no actor of this address; it may have another name.")
    elements.show(
        tag(
            "p",
            link("events", f"Events that name {named}", {"actor": named}) if named else link("actors", "All actors"),
        )
    )
    session.end()

entity_id = actor["entity_id"]
counted = actors.totals(warehouse, entity_id)
kicker = [
    actor["kind"],
    countries.name(actor["country"]) if actor["country"] else None,
    words.SECTORS.get(actor["sector"], actor["sector"]),
]
elements.heading(
    actor["name"],
    f"Told of from {words.day(actor['first_seen_on'])} to {words.day(actor['last_seen_on'])} in "
    f"{words.count(actor['articles'], 'article')}.",
    kicker=" · ".join(k for k in kicker if k),
)
elements.figures(
    [
        ("Acts", link("events", f"{counted['acts']:,}", {"actor": actor["name"]}), "events it is an actor of"),
        ("Is acted upon", link("events", f"{counted['receives']:,}", {"recipient": actor["name"]}), "as recipient"),
        ("Beside others' acts", f"{counted['thirds']:,}", "as mediator, host or victim"),
        ("Says", link("claims", f"{counted['says']:,}", {"speaker": actor["name"]}), "claims of its own"),
        ("Is spoken of", link("claims", f"{counted['spoken_of']:,}", {"about": actor["name"]}), "claims about it"),
    ]
)

left, right = st.columns([1.45, 1], gap="large")
with left:
    active = actors.activity(warehouse, entity_id)
    if active:
        unit = words.unit_of(active[0]["day_on"], active[-1]["day_on"])
        elements.section("Activity", f"events a {unit}, by kind")
        elements.legend(elements.QUAD_LEGEND)
        st.vega_lite_chart(
            spec=charts.timeline(events.steps(active, unit), palette(), height=150, unit=unit),
            width="stretch",
            alt=f"Events of {actor['name']} a {unit}, {sum(a['events'] for a in active)} in all; a list is below.",
        )
    partners = actors.partners(warehouse, entity_id)
    if partners:
        elements.section("With whom", "deeds either way; each pair leads to its own page")
        most = max(p["events"] for p in partners)
        elements.show(
            elements.table(
                ("With", "Events", "Cooperation / conflict", "It did / received / both", "Last"),
                [
                    (
                        link("dyad", p["other"], {"one": entity_id, "other": p["other_id"]}),
                        f"{p['events']:g}",
                        entries.balance(p["cooperation"], p["conflict"], most),
                        f"{p['given']:g} / {p['received']:g} / {p['together']:g}",
                        words.day(p["last_on"]),
                    )
                    for p in partners
                ],
                numeric=(1, 3),
                label="With whom",
            )
        )
        edges = actors.network(warehouse, around=entity_id, most=15)
        if len(edges) > 1:
            elements.section("The network around it", "and how its neighbours stand to each other")
            drawn = st.vega_lite_chart(
                spec=charts.network(nodes_of(edges, entity_id), edges_of(edges, entity_id), palette(), height=380),
                width="stretch",
                key=going.choices("ego"),
                on_select="rerun",
                selection_mode="node",
                alt=f"Network of {len(edges)} pairs around {actor['name']}; the table above lists its own.",
            )
            picked = drawn["selection"].get("node") or []
            if picked and picked[0]["id"] != entity_id:
                going.to("actor", picked[0]["id"])
    elements.section("Latest events")
    latest = actors.recent(warehouse, entity_id, 12)
    if latest:
        elements.event_ledger(latest)
        elements.show(tag("p", link("events", "All it did", {"actor": actor["name"]})))
    else:
        elements.nothing("No event names it as a party; it is mentioned or quoted only.")

with right:
    elements.section("What it is called", "in the texts, and by whom")
    elements.show(
        elements.table(
            ("Name", "Mentions", "Used by"),
            [
                (a["called"], f"{a['mentions']:,}", tag("small", words.listed(a["used_by"], 5)))
                for a in actors.aliases(warehouse, entity_id)
            ],
            numeric=(1,),
            label="Names in the texts",
        )
    )
    held = actors.roles(warehouse, entity_id)
    if held:
        elements.section("Roles", "as texts give them")
        elements.show(
            elements.table(
                ("Role", "Mentions", "Told"),
                [(r["role"], f"{r['mentions']:,}", words.days(r["first_on"], r["last_on"])) for r in held],
                numeric=(1,),
                label="Roles",
            )
        )
    wikidata = actor["wikidata_id"]
    elements.show(
        elements.field_table(
            [
                ("Wikidata", outside(f"https://www.wikidata.org/wiki/{wikidata}", wikidata) if wikidata else None),
                ("Key", tag("span", entity_id, cls="mono")),
            ]
        )
    )
    said = claims.page(warehouse, claims.ClaimFilter(speaker=(actor["name"],)), 1, 5)
    if said:
        elements.section("What it says", join([link("claims", "all", {"speaker": actor["name"]})]))
        elements.show(entries.ledger([entries.claim_line(row, speaker=False) for row in said]))
    about = claims.page(warehouse, claims.ClaimFilter(about=(actor["name"],)), 1, 5)
    if about:
        elements.section("What is said of it", join([link("claims", "all", {"about": actor["name"]})]))
        elements.show(entries.ledger([entries.claim_line(row) for row in about]))
