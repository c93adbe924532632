"""The filter panel of Events and Map: what is asked stands in the address, and charts set it too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import streamlit as st

from dashboard import countries, elements, session, words
from dashboard.markup import Html, address, join, tag, web_address
from dashboard.queries import events
from pipelines.desk.filters import EventFilter
from pipelines.desk.store import SearchKind

FIELDS = {
    "quad": "class",
    "since": "from",
    "until": "to",
    "asserted": "asserted by",
    "origins": "origins, at least",
    "confidence": "confidence, at least",
    "reported": "reported since",
    "text": "words",
}
"""How a field of a filter is called before a reader, where not by its name."""
QUAD_NAMES = {str(quad or 0): name for quad, name in words.QUADS.items()}


@st.cache_data(max_entries=8, show_spinner=False)
def _choices(path: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What the filters offer in the snapshot at `path`, and the names of its sources."""
    del path  # the key of the cache: a snapshot never changes
    return events.choices(session.warehouse()), events.source_names(session.warehouse())


def _known_as(label: str, name: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """A filter over codes (the keys of `names`) that is offered, and kept in the address, by name; codes do as well."""
    codes = {shown: code for code, shown in names.items()}
    return tuple(codes.get(chosen, chosen) for chosen in elements.some_of(label, name, list(codes), typed=True))


def panel() -> EventFilter:
    """The filters in the side bar, as they stand in the address."""
    offered, outlets = _choices(str(session.warehouse().path))
    with st.sidebar:
        elements.section("Filter")
        text = st.text_input("Words in summary or sentence", key="text", bind="query-params", type="search") or ""
        since = st.date_input("From", value=None, key="since", bind="query-params", format="YYYY-MM-DD")
        until = st.date_input("To", value=None, key="until", bind="query-params", format="YYYY-MM-DD")
        actor = elements.some_of("Actor", "actor", offered["actor"], typed=True)
        recipient = elements.some_of("Recipient", "recipient", offered["actor"], typed=True)
        kind = tuple(t.upper() for t in elements.some_of("Type", "type", list(words.TYPES), typed=True))
        country = _known_as("Country", "country", {c: countries.name(c) for c in offered["country"]})
        place = elements.some_of("Place", "place", offered["place"], typed=True)
        modality = elements.some_of("Modality", "modality", ["happened", "ongoing"], typed=True)
        with st.expander("More"):
            quad = _known_as("Class", "quad", QUAD_NAMES)
            mode = elements.some_of("Mode", "mode", offered["mode"], typed=True)
            source = _known_as("Source", "source", {s: outlets.get(s, s) for s in offered["source"]})
            asserted = _known_as("Asserted by", "asserted", words.ASSERTED)
            origins = st.number_input("Independent origins, at least", 1, 50, 1, key="origins", bind="query-params")
            confidence = st.slider("Confidence, at least", 0.0, 1.0, 0.0, 0.05, key="confidence", bind="query-params")
            reported = st.date_input("Reported since", None, key="reported", bind="query-params", format="YYYY-MM-DD")
    return EventFilter(
        since=since,
        until=until,
        actor=actor,
        recipient=recipient,
        country=country,
        type=kind,
        mode=mode,
        modality=modality,
        quad=tuple(int(q) for q in quad if q in QUAD_NAMES),
        place=place,
        source=source,
        asserted=asserted,
        origins=int(origins),
        confidence=float(confidence),
        text=text.strip(),
        reported=reported,
    )


def told(asked: EventFilter) -> dict[str, str]:
    """What is asked, by field, in words."""
    _, outlets = _choices(str(session.warehouse().path))
    names: dict[str, Callable[[Any], str]] = {
        "country": countries.name,
        "source": lambda s: outlets.get(s, s),
        "type": lambda t: words.TYPES.get(t, t),
        "quad": lambda q: QUAD_NAMES.get(str(q), str(q)),
        "asserted": lambda a: words.ASSERTED.get(a, a),
    }
    return {
        name: words.listed([str(names.get(name, str)(v)) for v in value], 6) if isinstance(value, tuple) else str(value)
        for name, value in asked.asks().items()
    }


def chips(page: str, asked: EventFilter) -> Html:
    """What is asked as chips, each with the way to the same view without it, and the way to none."""
    spoken = told(asked)
    params: dict[str, list[str]] = {name: st.query_params.get_all(name) for name in st.query_params}
    shown = [
        tag(
            "span",
            tag("b", f"{FIELDS.get(name, name).capitalize()} "),
            value,
            tag(
                "a",
                "×",
                href=address(page, {k: v for k, v in params.items() if k not in (name, "page")}),
                target="_self",
                cls="away",
                aria_label=f"without {name}: {value}",
            ),
            cls="chip",
        )
        for name, value in spoken.items()
    ]
    if len(shown) > 1:
        shown.append(tag("a", "Clear all", href=address(page), target="_self", cls="clear"))
    return join(shown)


def params_of(asked: EventFilter) -> dict[str, list[str]]:
    """A filter as the parameters of an address, of a page or a feed."""
    params: dict[str, list[str]] = {}
    for name, value in asked.pairs():
        params.setdefault(name, []).append(value)
    return params


def feed(asked: EventFilter) -> str:
    """The address of the feed of what a filter finds."""
    return address("feeds/events.atom", params_of(asked))


def over_days(key: str, field: str, unit: str) -> None:
    """Takes the days brushed on a timeline (the state of its `key`) into the filter."""
    span: Sequence[float] = st.session_state[key]["selection"].get("days", {}).get(field) or []
    if len(span) == 2:
        first, last = (datetime.fromtimestamp(ms / 1000, UTC).date() for ms in sorted(span))
        st.session_state["since"] = first
        st.session_state["until"] = max(first, last_of(last, unit))
        st.session_state.pop("page", None)


def last_of(day: date, unit: str) -> date:
    """The last day of the step (day, week from Sunday, month) of a timeline that a day falls into."""
    if unit == "week":
        return day + timedelta(days=6 - (day.weekday() + 1) % 7)
    if unit == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return day


def at_places(field: str, names: Sequence[str]) -> None:
    """Takes places or a country chosen on the map into the filter, in place of those it had."""
    if field == "country":
        names = [countries.name(name) for name in names]
    st.session_state[field] = list(names)
    st.session_state.pop("page", None)


def keep(asked: EventFilter) -> None:
    """The form that saves what is asked as a search which raises alerts."""
    with st.popover("Save as alert", icon=":material/notifications:"):
        name = st.text_input("Name", key="alert-name", max_chars=80)
        kinds = {"Each event that matches": "match", "A day out of its usual band": "band"}
        kind = st.radio("Tell me of", list(kinds), key="alert-kind")
        webhook = st.text_input("Webhook (optional)", key="alert-webhook", placeholder="https://…").strip()
        if webhook and not web_address(webhook):
            elements.notice("A webhook is an http or https address.", bad=True)
        elif st.button("Save", key="alert-save", disabled=not name.strip()):
            passed = session.meta().get("pass_time") or session.now()
            chosen: SearchKind = "band" if kinds[kind] == "band" else "match"
            session.desk().save(name.strip(), chosen, asked, webhook, passed)
            st.toast("Saved; it is judged after each publish.")
