"""Claims: who says what of whom, how real it is said to be, and whether anybody answered."""

from __future__ import annotations

import streamlit as st

from dashboard import countries, elements, entries, session, words
from dashboard.markup import link, tag
from dashboard.queries import claims

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
    asked = {
        "text": text.strip(),
        "speaker": st.multiselect(
            "Speaker", offered["speaker"], key="speaker", bind="query-params", accept_new_options=True,
            placeholder="any",
        ),
        "about": st.multiselect(
            "About", offered["about"], key="about", bind="query-params", accept_new_options=True, placeholder="any"
        ),
        "modality": st.multiselect(
            "How real it is said to be", list(words.MODALITIES), key="real", bind="query-params", placeholder="any"
        ),
        "answer": [
            ANSWER_OF[chosen]
            for chosen in st.multiselect(
                "Answer", list(words.ANSWERS.values()), key="answer", bind="query-params", placeholder="any"
            )
        ],
        "claim": st.query_params.get("claim"),
    }  # fmt: skip

total = claims.count(warehouse, asked)
elements.heading(
    "Claims",
    f"{words.count(total, 'claim')}. What was said, threatened, demanded or alleged: never counted as an event.",
)


if not total:
    elements.nothing("No claim matches.", "Take a filter away; the address always tells which are set.")
    st.stop()

left, right = st.columns([2, 1], gap="large")
with right:
    elements.section("Spoken of, and speaking")
    sides = claims.silent(warehouse)
    if sides:
        elements.show(
            elements.table(
                ("Country", "Spoken of", "Spoke itself"),
                [
                    (
                        countries.name(s["country"]),
                        s["spoken_of"],
                        s["spoke"] if s["spoke"] else tag("span", "no word held", cls="bad"),
                    )
                    for s in sides
                ],
                numeric=(1, 2),
                label="How often a country is spoken of and how often it speaks",
            )
        )
        elements.show(
            tag(
                "p",
                "A side without a word here may have spoken where Dateline does not read: see Sources.",
                cls="soft",
                style="font-size:.84rem;margin-top:.4rem",
            )
        )
    undertaken = claims.commitments(warehouse)
    if undertaken:
        elements.section("Commitments", "what was undertaken, and how it stands")
        elements.show(
            elements.table(
                ("Undertaking", "Parties", "Agreed", "Standing"),
                [
                    (
                        link("event", c["summary"] or c["event_type"], {"id": c["agreement_event_id"]})
                        if c["agreement_event_id"]
                        else c["summary"],
                        entries.actors_listed(c["parties"]),
                        words.day(c["agreed_on"]),
                        c["standing"],
                    )
                    for c in undertaken[:20]
                ],
            )
        )
with left:
    elements.section("Who says what", "the newest first")
    pages = max(1, -(-total // SIZE))
    number = st.pagination(pages, key="claims_page", bind="query-params") if pages > 1 else 1
    elements.show(entries.ledger([entries.claim_line(row) for row in claims.page(warehouse, asked, number, SIZE)]))
