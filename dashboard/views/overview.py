"""The first page: what is new, where, between whom, and how the sources fare."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from dashboard import charts, countries, elements, entries, maps, session, visit, words
from dashboard.markup import Html, link, tag
from dashboard.queries import events, overview
from dashboard.theme import palette
from pipelines.desk.filters import EventFilter
from pipelines.desk.judging import usual
from pipelines.warehouse.marts import TROUBLED

DAYS = 7
MAP_DAYS = 30
CHART_DAYS = 60

warehouse = session.warehouse()
meta = session.meta()
colours = palette()
last_day = overview.last_day(warehouse)


def change(now: int, before: int) -> str:
    """A count against the one before it, in words."""
    if not before:
        return "none in the week before" if now else "nor in the week before"
    if now == before:
        return "as in the week before"
    return f"{abs(now - before):,} {'more' if now > before else 'fewer'} than the week before"


def against_usual(now: int) -> Html | None:
    """A week's count against what the weeks before usually hold; None where too few of them are held."""
    weeks = overview.weeks_before(warehouse, newest)
    if len(weeks) < 4:
        return None
    low, high = usual(weeks)
    told = f"usually {low:,.0f} to {high:,.0f}, by {len(weeks)} weeks"
    if low <= now <= high:
        return tag("span", told)
    return tag("span", tag("b", "more " if now > high else "fewer ", cls="warn"), f"than usual: {told}")


elements.heading(
    "What is new",
    f"As of {words.moment(meta.get('pass_time'))}. "
    f"This snapshot was built {words.age(meta.get('built_at'), session.now())}.",
)

if last_day is None:
    elements.nothing(
        "This snapshot holds no events yet.", "The next runs will bring some; Sources tells whether feeds answer."
    )
    session.end()

newest = overview.newest_day(warehouse, last_day)
counted = overview.counts(warehouse, newest, DAYS)
lately = "last 7 days"
if newest < last_day:
    # An archive: its articles were read of late, and what they tell is of their own days.
    elements.notice(f"The newest report held is of {words.day(newest)}; the days told below are those up to then.")
    counted |= {name: n for name, n in overview.counts(warehouse, last_day, DAYS).items() if "articles" in name}
    lately = f"7 days to {words.day(newest)}"
    last_day = newest
states = {row["state"]: row["sources"] for row in overview.health(warehouse)}
troubled = sum(states.get(state, 0) for state in TROUBLED)
elements.figures(
    [
        (
            f"Events, {lately}",
            link("events", f"{counted['events']:,}", {"sort": "Newest report first"}),
            against_usual(counted["events"]) or change(counted["events"], counted["events_before"]),
        ),
        (
            f"Claims, {lately}",
            link("claims", f"{counted['claims']:,}"),
            change(counted["claims"], counted["claims_before"]),
        ),
        (
            "Articles read, last 7 days",
            link("articles", f"{counted['articles']:,}"),
            change(counted["articles"], counted["articles_before"]),
        ),
        (
            "Sources in trouble",
            link("sources", f"{troubled} of {sum(states.values())}"),
            words.listed([f"{n} {state}" for state, n in states.items()], 5),
        ),
        (
            "Held in all",
            link("events", f"{counted['events_all']:,}"),
            f"events from {counted['articles_all']:,} articles",
        ),
    ]
)

last_visit = visit.before(meta.get("pass_time"))
if last_visit:
    new = overview.since_visit(warehouse, last_visit)
    elements.notice(
        tag("b", f"Since your last visit (snapshot of {words.moment(last_visit)}): "),
        link("events", words.count(new["added"], "new event"), {"sort": "Newest report first"}),
        f", {new['changed']:,} changed, {new['redone']:,} merged, split or withdrawn; ",
        link("articles", words.count(new["articles"], "new article")),
        "; ",
        link("claims", words.count(new["claims"], "new claim")),
        ".",
    )

left, right = st.columns([1.55, 1], gap="large")
recent = EventFilter(reported=last_day - timedelta(days=MAP_DAYS - 1))
with left:
    elements.section("Where", f"events reported in the last {MAP_DAYS} days, by place")
    where = events.found(warehouse, recent)
    places = where.places
    if not any(p["country"] for p in places):
        elements.nothing("No report of these days names a place that is known.")
    with st.container(key="map"):
        st.vega_lite_chart(
            spec=maps.place_map(maps.sited(places), colours, countries.numeric_codes()),
            width="stretch",
            height="stretch",
            alt=f"Map of {sum(p['events'] for p in places)} events by place; the table below the map names the places.",
        )
    elements.show(tag("p", maps.LEGEND, " ", link("map", "The whole map"), cls="soft", style="font-size:.84rem"))
    with st.expander("Places as a table"):
        elements.show(
            elements.table(
                ("Place", "Country", "Known to", "Events", "Cooperation", "Conflict"),
                [
                    (
                        link("events", p["place_name"], {"place": p["place_name"]}) if p["place_name"] else "not told",
                        countries.name(p["country"]),
                        maps.KNOWN.get(p["precision"] or "", "not known"),
                        p["events"],
                        p["cooperation"],
                        p["conflict"],
                    )
                    for p in places[:40]
                ],
                numeric=(3, 4, 5),
                label="Events by place",
            )
        )
    first_day = last_day - timedelta(days=CHART_DAYS - 1)
    elements.section("When", f"events on each of the last {CHART_DAYS} days, by kind")
    when = events.found(warehouse, EventFilter(since=first_day, until=last_day))
    # What began before, as "this year" did on its first day, reaches into these days but has no place among them.
    days = [step for step in events.steps(when.days, "day") if step["day_on"] >= first_day]
    if days:
        elements.legend(elements.QUAD_LEGEND)
        st.vega_lite_chart(
            spec=charts.timeline(days, colours),
            width="stretch",
            alt=f"Events a day by kind: {sum(d['events'] for d in days)} over {len({d['day_on'] for d in days})} days.",
        )
        undated = where.undated
        if undated:
            elements.show(
                tag(
                    "p",
                    f"{words.count(undated, 'event')} reported in the last {MAP_DAYS} days without a day of its own."
                    if undated == 1
                    else f"{undated:,} events reported in the last {MAP_DAYS} days without a day of their own.",
                    cls="soft small-print",
                )
            )
    else:
        elements.nothing(f"No event of the last {CHART_DAYS} days has a day that is told.")

with right:
    elements.section("Latest reports", "more origins first within a day")
    elements.event_ledger(overview.new_events(warehouse, 9))
    elements.show(tag("p", link("events", "All events", {"sort": "Newest report first"})))

left, right = st.columns([1.55, 1], gap="large")
with left:
    elements.section("Between whom", f"pairs with most events, last {MAP_DAYS} days")
    pairs = overview.dyads(warehouse, last_day - timedelta(days=MAP_DAYS - 1), last_day)
    most = max((p["events"] for p in pairs), default=1)

    if pairs:
        elements.show(
            elements.table(
                ("Pair", "Events", "Cooperation / conflict", "Coop.", "Conf."),
                [
                    (
                        link("dyad", f"{p['one']} – {p['other']}", {"one": p["one_id"], "other": p["other_id"]}),
                        f"{p['events']:g}",
                        entries.balance(p["cooperation"], p["conflict"], most),
                        f"{p['cooperation']:g}",
                        f"{p['conflict']:g}",
                    )
                    for p in pairs
                ],
                numeric=(1, 3, 4),
                label="Pairs of parties with most events",
            )
        )
    else:
        elements.nothing("No event of these days has both an actor and a recipient.")

with right:
    elements.section("Stories", "told by more than one article")
    told = overview.stories(warehouse)
    if told:
        elements.show(entries.ledger([entries.story_line(row) for row in told]))
        elements.show(tag("p", link("stories", "All stories")))
    else:
        elements.nothing("No story has more than one article yet.")
