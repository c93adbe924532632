"""Sources and runs: who is read, how they fare, what failed and why, and the runs that made the snapshot."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from dashboard import charts, countries, elements, languages, session, words
from dashboard.markup import Html, link, outside, tag
from dashboard.queries import sources
from dashboard.theme import palette
from pipelines.settings import load_settings
from pipelines.warehouse.marts import LOST, TROUBLED

SHOWN = 40
warehouse = session.warehouse()
rows = sources.listed(warehouse)
states = {"well": "good", "quiet": "warn", "new": "soft"} | dict.fromkeys(TROUBLED, "bad")
trouble = [row for row in rows if row["state"] in TROUBLED and row["active"]]
elements.heading(
    "Sources",
    f"{words.count(len(rows), 'source')}, {len(trouble)} in trouble. What is not read here cannot be found here: judge "
    "silence by coverage.",
)
if not rows:
    elements.nothing("No source has been loaded.", "Sources stand in data/sources.yml; the next run loads them.")
    session.end()

now = session.meta().get("pass_time") or session.now()


def state(row: dict[str, Any]) -> Html:
    """A source's state in its colour, with what is wrong."""
    wrong = None
    if row["state"] == "changed_layout":
        wrong = f"{words.count(row['pages_72h'], 'page')} in 3 days, {row['pages_read_72h']} read as articles"
    elif row["state"] == "late":
        wrong = f"silent for longer than ever in 4 weeks ({row['longest_silence_hours']:,.0f} h)"
        if row["late_languages"]:
            late = words.listed([languages.name(code) for code in row["late_languages"]])
            wrong = f"{late}: silent for longer than ever in 4 weeks"
    elif row["state"] in TROUBLED:
        wrong = " ".join(str(p) for p in (row["last_status"], row["last_error_class"], row["last_error_message"]) if p)
    return tag(
        "span",
        tag("b", (row["state"] or "unknown").replace("_", " "), cls=states.get(row["state"], "soft")),
        tag("br") if wrong else None,
        tag("small", words.short(wrong, 110)) if wrong else None,
    )


def run_counts(counts: str | None) -> str:
    """What a run counted, its traffic aside, in words."""
    told = json.loads(counts or "{}")
    dull = ("_bytes", "_requests", "_unchanged", "sources")
    return ", ".join(f"{k.replace('_', ' ')} {v:,}" for k, v in told.items() if v and not k.endswith(dull))


def cause(row: dict[str, Any]) -> str:
    """Why a request failed: what the server or the rule said, else the name of the fault."""
    said = row["error_message"] or row["error_class"] or ""
    status = str(row["status"] or "")
    return words.short(said if status in said else f"{status} {said}".strip(), 140)


def in_dagster(run_id: str | None) -> Html | None:
    """The way to a run on Dagster's own screen."""
    if run_id in (None, "", "none"):
        return None
    serve = load_settings().serve
    return outside(f"http://{serve.host}:{serve.dagster_port}/runs/{run_id}", "steps and logs")


def health(listed: list[dict[str, Any]], label: str) -> Html:
    """How each of these sources fares."""
    return elements.table(
        (
            "Source",
            "State",
            "Country",
            "Owner",
            "Speaks for",
            "Last answered",
            "Last new article",
            "A day",
            "Failed, 24 h",
            "Articles",
        ),
        [
            (
                tag(
                    "span",
                    outside(row["homepage"], row["name"]),
                    tag("small", "" if row["active"] else " (no longer read)"),
                ),
                state(row),
                countries.name(row["country"]),
                row["owner"],
                countries.name(row["speaks_for"]) if row["speaks_for"] else "",
                words.age(row["last_success_at"], now),
                words.age(row["last_new_article_at"], now),
                "" if row["articles_a_day"] is None else f"{row['articles_a_day']:,.1f}",
                f"{row['failures_24h'] or 0:,} of {row['attempts_24h'] or 0:,}",
                link("articles", f"{row['articles']:,}", {"outlet": row["name"]}) if row["articles"] else "0",
            )
            for row in listed
        ],
        numeric=(7, 8, 9),
        label=label,
    )


elements.section("How they fare", f"as of {words.moment(now)}; those in trouble first")
elements.show(health(rows[:SHOWN], "Health of each source"))
if len(rows) > SHOWN:
    with st.expander(f"{len(rows) - SHOWN:,} more sources"):
        elements.show(health(rows[SHOWN:], "Health of the other sources"))

spoken = sources.languages(warehouse)
if spoken:
    elements.section("Languages", "a language can be lost while every source answers")
    elements.show(
        elements.table(
            (
                "Language",
                "State",
                "Articles, 24 h",
                "On a weak day",
                "A day",
                "Pages read, 3 days",
                "Last new article",
                "In all",
            ),
            [
                (
                    languages.name(row["language"]),
                    tag(
                        "b",
                        row["state"].replace("_", " "),
                        cls="bad" if row["state"] in LOST else states.get(row["state"], "soft"),
                    ),
                    f"{row['articles_24h']:,}",
                    "" if row["articles_on_a_weak_day"] is None else f"{row['articles_on_a_weak_day']:,}",
                    "" if row["articles_a_day"] is None else f"{row['articles_a_day']:,.1f}",
                    f"{row['pages_read_72h']:,} of {row['pages_72h']:,}" if row["pages_72h"] else "",
                    words.age(row["last_new_article_at"], now),
                    f"{row['articles']:,}",
                )
                for row in spoken
            ],
            numeric=(2, 3, 4, 5, 7),
            label="Health of each language",
        )
    )

covered = sources.coverage(warehouse)
if covered:
    elements.section("Coverage", "articles a day; a cross: the source never answered that day")
    first = {row["name"] for row in rows[:SHOWN]}

    def drawn(listed: list[dict[str, Any]]) -> None:
        """Coverage of some sources."""
        st.altair_chart(
            charts.coverage(listed, palette()),
            width="stretch",
            alt=f"Articles by source and day over {len({c['day_on'] for c in listed})} days.",
        )

    drawn([row for row in covered if row["source"] in first])
    others = [row for row in covered if row["source"] not in first]
    if others:
        with st.expander(f"Coverage of {words.count(len({row['source'] for row in others}), 'more source')}"):
            drawn(others)

elements.section("Last failures", "with their cause and the next try")
failed = sources.failures(warehouse, 60)
if failed:
    elements.show(
        elements.table(
            ("When", "Source", "What", "Outcome", "Cause", "Address", "Tried again"),
            [
                (
                    words.moment(f["attempted_at"]),
                    f["source"],
                    f["purpose"],
                    f["outcome"],
                    cause(f),
                    tag("span", words.short(f["url"], 140), cls="mono"),
                    words.moment(f["retry_at"]) if f["retry_at"] else "no",
                )
                for f in failed
            ],
            label="Requests that failed, the newest first",
        )
    )
else:
    elements.nothing("No request has failed.")
kept_out = sources.rejected(warehouse)
if kept_out:
    elements.section("Rows kept out", "found invalid before they reached a table")
    elements.show(
        elements.table(
            ("Table", "Reason", "Rows", "For instance"),
            [(r["table_name"], r["reason"], r["rows"], words.short(r["example"], 90)) for r in kept_out],
            numeric=(2,),
        )
    )
elements.section("Last runs", "each leads to its steps and logs in Dagster while dateline up serves it")
elements.show(
    elements.table(
        ("Started", "Kind", "Took", "Outcome", "Counts", "In Dagster"),
        [
            (
                words.moment(r["started_at"]),
                r["kind"],
                f"{(r['finished_at'] - r['started_at']).total_seconds():,.0f} s" if r["finished_at"] else "not ended",
                r["outcome"] or tag("span", "killed, or under way", cls="warn"),
                run_counts(r["counts"]),
                in_dagster(r["dagster_run_id"]),
            )
            for r in sources.runs(warehouse, 15)
        ],
        numeric=(2,),
        label="The last runs",
    )
)
