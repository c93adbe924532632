"""Claims: who says what of whom, how real it is said to be, who answered, and what was undertaken."""

from __future__ import annotations

import streamlit as st

from dashboard import countries, elements, entries, session, undertakings, words
from dashboard.markup import join, link, tag
from dashboard.queries import agreements, answers, claims

SIZE = 40
ANSWER_OF = {told: answer for answer, told in words.ANSWERS.items()}
warehouse = session.warehouse()


@st.cache_data(max_entries=8, show_spinner=False)
def choices(path: str) -> dict[str, list[str]]:
    """What the filters offer in the snapshot at `path`."""
    del path  # the key of the cache: a snapshot never changes
    return claims.choices(warehouse)


offered = choices(str(warehouse.path))
with st.sidebar:
    elements.section("Filter")
    text = st.text_input("Words in the claim", key="said", bind="query-params", type="search") or ""
    speaker = elements.some_of("Speaker", "speaker", offered["speaker"], typed=True)
    about = elements.some_of("About", "about", offered["about"], typed=True)
    modality = elements.some_of("How real it is said to be", "real", list(words.MODALITIES))
    answer = elements.some_of("Answer", "answer", list(words.ANSWERS.values()))
asked = claims.ClaimFilter(
    speaker=speaker,
    about=about,
    modality=modality,
    answer=tuple(ANSWER_OF[told] for told in answer),
    text=text.strip(),
    claim=st.query_params.get("claim"),
)
total = claims.count(warehouse, asked)
elements.heading(
    "Claims",
    f"{words.count(total, 'claim')}. What was said, threatened, demanded or alleged: never counted as an event.",
)
elements.filters_hint()


def both_sides() -> None:
    """Which country speaks of which and which is silent, and the claims beside their answers."""
    elements.section("Which side speaks of the other", "countries; each pair leads to both sides' words")
    pairs = answers.sides(warehouse)
    if not pairs:
        elements.nothing("No claim of a country's side about another country is held.")
    silent = tag("span", "silent here", cls="bad")
    elements.show(
        elements.table(
            ("One side", "", "The other", "It says", "Answered", "Says back", "Answered back"),
            [
                (
                    countries.name(p["one"]),
                    "→",
                    link("dyad", countries.name(p["other"]), {"one": p["one_id"], "other": p["other_id"]})
                    if p["one_id"] and p["other_id"]
                    else countries.name(p["other"]),
                    p["one_says"],
                    p["one_answered"],
                    p["other_says"] or silent,
                    p["other_answered"] if p["other_says"] else "–",
                )
                for p in pairs
            ],
            numeric=(3, 4, 5, 6),
            label="Which country speaks of which",
        )
        if pairs
        else join([])
    )
    elements.show(
        tag(
            "p",
            "A side without a word here may have spoken where Dateline does not read: see ",
            link("sources", "Sources"),
            ".",
            cls="soft",
        )
    )
    elements.section("Claims and their answers", "beside each other, the newest first")
    facing = answers.answered(warehouse)
    if not facing:
        elements.nothing("No claim has been answered by the side it is about.", "Answers are sought in later reports.")
    for found, claim, answer in facing:
        elements.show(
            tag(
                "div",
                tag("div", entries.ledger([entries.claim_line(claim)])),
                tag(
                    "div",
                    tag("div", found["told"] or f"{found['side_name']} {found['manner']}", cls="kicker"),
                    entries.ledger([entries.claim_line(answer)]),
                ),
                cls="facing",
            )
        )


def agreed() -> None:
    """Agreements with the standing of each commitment."""
    held = agreements.count(warehouse)
    elements.section("Agreements", "what was undertaken, how it stands, and on whose word; the newest first")
    if not held:
        elements.nothing("No agreement has been read yet.")
        return
    pages = max(1, -(-held // 20))
    number = st.pagination(pages, key="agreements_page", bind="query-params") if pages > 1 else 1
    rows = agreements.page(warehouse, number, 20)
    keys = [row["event_id"] for row in rows]
    undertaken, reported = agreements.commitments(warehouse, keys), agreements.reports(warehouse, keys)
    for row in rows:
        elements.show(undertakings.agreement(row, undertaken[row["event_id"]], reported[row["event_id"]]))


def who_says_what() -> None:
    """The claims that the filters find."""
    if not total:
        elements.nothing("No claim matches.", "Take a filter away; the address always tells which are set.")
        return
    elements.section("Who says what", "the newest first; “answered” leads to the answer")
    pages = max(1, -(-total // SIZE))
    number = st.pagination(pages, key="claims_page", bind="query-params") if pages > 1 else 1
    elements.show(entries.ledger([entries.claim_line(row) for row in claims.page(warehouse, asked, number, SIZE)]))


SHOWN = {"Claims": who_says_what, "Both sides": both_sides, "Agreements": agreed}
shown = st.segmented_control(
    "Show", list(SHOWN), key="show", bind="query-params", default="Claims", label_visibility="collapsed"
)
SHOWN[shown or "Claims"]()
