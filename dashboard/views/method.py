"""Method: how it is coded, what it cannot tell, how to cite: our words, and the snapshot's own."""

from __future__ import annotations

import streamlit as st

from dashboard import codebook, elements, session, words
from dashboard.markup import raw, tag
from pipelines.settings import ROOT

meta = session.meta()
elements.heading("Method", "How a page becomes a row, what a row does and does not tell, and how to cite it.")

left, right = st.columns([1.7, 1], gap="large")
with left:
    elements.section("From a page to a row")
    elements.show(
        raw(
            """<div style="max-width:46rem">
<p>News sites are polled through their feeds and sitemaps; each response is archived as it came, with a digest. The
article's text is taken from the page and frozen: every coded field points at characters of that text. Articles, wire
reprints and live blogs are coded, a live blog post by post; opinion, lists, videos, stubs behind a paywall, consent
and error pages are kept and told as such, and never coded.</p>
<p>A rule-based coder reads names, places, times, quotations and acts. An act gets one of the 16 types of PLOVER, or
STATEMENT, with a CAMEO code; a word the lexicon does not know gets no code, never a default one.</p>
<p><b>How real.</b> Only what is told as done or under way counts as an event. What was planned, threatened, demanded,
conditional, possible, denied, said not to have happened, or alleged stays with the speaker, under Claims. A threat is
an event (somebody threatened); what was threatened is not.</p>
<p><b>Who says so.</b> Each event tells who asserts it and from how many independent origins. A reprint of a wire report
counts for the outlet that carries it, not as a second origin.</p>
<p><b>Merging.</b> Reports of one act by the same parties, near in time and place, become one event; its mentions stay
beneath it, each with its sentence. When two events turn out to be one, the older key survives and the change is
recorded.</p>
<p><b>Lasting states</b>, such as a closed crossing or a ceasefire in force, are situations with a beginning and an end,
not an event a day.</p></div>"""
        )
    )
    elements.section("Limits")
    elements.show(
        raw(
            """<div style="max-width:46rem">
<p>The coder reads English. It reads sentences one paragraph at a time, and misses what is only implied. Its confidence
is a judgement of rules, not a probability.</p>
<p>Coverage is that of the sources listed here. A side that does not publish in them looks silent; a country without
outlets looks quiet. Compare with Sources before reading a trend.</p>
<p>A receipt proves that a page said something at a time. It does not prove that what it said is so.</p>
<p>Places: a disc on a map means that the text names the town. Where only a province or a country is told, the map shows
no more than that. Country shapes are those of Natural Earth (public domain) and follow who holds the ground, which says
nothing about whose claim is right. Names and places come from GeoNames (CC BY 4.0).</p></div>"""
        )
    )
    with st.expander("The codebook: types, modes, kinds of actors, contexts"):
        elements.show(
            elements.table(
                ("Type", "Class", "What it is"),
                [
                    (tag("b", name), words.QUADS[codebook.quads()[name]], codebook.types().get(name))
                    for name in words.TYPES
                ],
                label="Types of acts",
            )
        )
        for title, rows in (
            ("Mode", [(f"{kind}, {mode}", told) for (kind, mode), told in codebook.modes().items()]),
            ("Kind of actor", [(f"{code}, {words.SECTORS[code]}", told) for code, told in codebook.sectors().items()]),
            ("Context", [(name.replace("_", " "), told) for name, told in codebook.contexts().items()]),
        ):
            elements.show(elements.table((title, "What it is"), rows, label=f"{title}s"))
    accuracy = ROOT / "docs" / "accuracy.md"
    if accuracy.is_file():
        with st.expander("Measured accuracy"):
            st.markdown(accuracy.read_text(encoding="utf-8"))
with right:
    elements.section("How to cite")
    built = meta.get("built_at")
    elements.show(
        tag(
            "p",
            f"Dateline {meta.get('dateline_version')}, coder {meta.get('coder')}, snapshot {meta.get('snapshot_id')}"
            f"{' of ' + words.day(built.date()) if built else ''}.",
        )
    )
    elements.show(
        tag(
            "p",
            "For a single event add its key, as in ",
            tag("span", "event?id=…", cls="mono"),
            ". Keys are the same on every machine that coded the same pages.",
            cls="soft",
        )
    )
    elements.section("This snapshot")
    elements.show(
        elements.field_table(
            [
                ("Snapshot", tag("span", meta.get("snapshot_id"), cls="mono")),
                ("Kind", meta.get("kind")),
                ("Built", words.moment(built)),
                ("Pass", words.moment(meta.get("pass_time"))),
                ("Coder", meta.get("coder")),
                ("Extractor", meta.get("extractor")),
                ("DuckDB", meta.get("duckdb_version")),
                ("File", tag("span", session.warehouse().path.name, cls="mono")),
            ]
        )
    )
    elements.section("What the words of modality mean")
    elements.show(elements.field_table(list(words.MODALITIES.items())))
