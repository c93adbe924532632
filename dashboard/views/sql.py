"""SQL over the published tables: an editor beside its tables and columns, run apart, read-only, with a stop."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard import charts, elements, session, words
from dashboard.export import csv_of, parquet_of
from dashboard.markup import Html, join, link, tag
from dashboard.queries import catalogue
from dashboard.sandbox import MOST_ROWS, SECONDS, Job
from dashboard.theme import palette
from pipelines.warehouse.recipes import recipes

FIRST = "select event_from, event_type, modality, summary, origins\nfrom events\norder by event_from desc\nlimit 100"
warehouse = session.warehouse()


def take_recipe() -> None:
    """Puts the chosen recipe into the editor."""
    chosen = st.session_state.get("recipe")
    if chosen:
        st.session_state["query"] = recipes()[chosen]


def run() -> None:
    """Starts the query of the editor, ending one that still runs."""
    stop()
    st.session_state["job"] = Job(warehouse.path, st.session_state["query"])


def stop() -> None:
    """Ends the query that runs, if one does."""
    job = st.session_state.get("job")
    if job:
        job.stop()


def displayable(table: pa.Table) -> pd.DataFrame:
    """A result as the grid can show it: names made distinct, and kinds it does not know as text."""
    names: list[str] = []
    for name in table.column_names:
        fresh, number = name, 2
        while fresh in names:
            fresh, number = f"{name} ({number})", number + 1
        names.append(fresh)
    table = table.rename_columns(names)
    plain = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        kind = column.type
        simple = pa.types.is_primitive(kind) or pa.types.is_string(kind) or pa.types.is_boolean(kind)
        known = (simple and not pa.types.is_interval(kind)) or (
            pa.types.is_list(kind) and pa.types.is_string(kind.value_type)
        )
        plain[name] = (
            column.to_pandas() if known else pd.Series([None if v is None else str(v) for v in column.to_pylist()])
        )
    return pd.DataFrame(plain)


def table_entry(name: str, table: dict[str, Any], columns: list[dict[str, Any]]) -> Html:
    """A table with its columns folded under it, each with its comment."""
    rows = table.get("rows")
    return tag(
        "details",
        tag(
            "summary",
            tag("span", name, cls="mono"),
            tag("small", f" {words.count(rows, 'row')}" if rows is not None else " a view"),
        ),
        tag("p", table.get("comment"), cls="soft"),
        tag(
            "dl",
            *(
                join(
                    [
                        tag("dt", tag("span", c["name"], cls="mono"), tag("small", f" {c['type'].lower()}")),
                        tag("dd", c["comment"]),
                    ]
                )
                for c in columns
            ),
        ),
        cls="table-entry",
    )


@st.fragment(run_every=0.4)
def progress() -> None:
    """Watches a running query."""
    job: Job = st.session_state["job"]
    if job.state() != "running":
        st.rerun()
    bar = st.container(horizontal=True, vertical_alignment="center")
    bar.button("Stop", icon=":material/stop:", on_click=stop, key="stop")
    bar.caption(f"Running, {job.elapsed:.0f} s of at most {job.seconds:.0f} s")


elements.heading(
    "SQL",
    f"Read-only, over the snapshot shown: no files, no network, no settings. {SECONDS:.0f} s at most, "
    f"{MOST_ROWS:,} rows on screen. DuckDB's dialect.",
)
left, right = st.columns([2.1, 1], gap="large")
with left:
    st.session_state.setdefault("query", st.query_params.get("query") or FIRST)
    st.selectbox(
        "Recipes", list(recipes()), index=None, key="recipe", on_change=take_recipe, placeholder="Start from a recipe"
    )
    st.text_area("Query", key="query", height=230)
    job: Job | None = st.session_state.get("job")
    running = job is not None and job.state() == "running"
    st.button(
        "Run",
        icon=":material/play_arrow:",
        on_click=run,
        disabled=running,
        key="run",
        shortcut="Ctrl+Enter",
    )
    if job is not None and running:
        progress()
    elif job is not None and job.message:
        why = job.message[0].upper() + job.message[1:]
        elements.notice(tag("b", "No result. "), tag("span", why, style="white-space:pre-wrap"), bad=True)
    elif job is not None and job.table is not None:
        table = job.table
        cut = f", the first {table.num_rows:,} shown" if job.rows > table.num_rows else ""
        stale = " From an earlier snapshot: run it again." if job.snapshot != warehouse.path else ""
        elements.section("Result", f"{words.count(job.rows, 'row')}{cut}, {job.took:.1f} s.{stale}")
        frame = displayable(table)
        st.dataframe(frame, hide_index=True, height=420 if len(frame) > 12 else "content", alt="The query's result")
        bar = st.container(horizontal=True, vertical_alignment="center")
        for label, ending, mime, made in (
            ("Download CSV", "csv", "text/csv", csv_of),
            ("Download Parquet", "parquet", "application/vnd.apache.parquet", parquet_of),
        ):
            bar.download_button(
                label, data=partial(made, table),
                file_name=f"dateline-query.{ending}", mime=mime,
                on_click="ignore", icon=":material/download:", key=f"result_{ending}",
            )  # fmt: skip
        with bar:
            elements.show(link("sql", "Link to this query", {"query": st.session_state["query"]}))
        drawn = charts.of_result(frame, palette())
        if drawn is not None:
            with st.expander("As a chart", expanded=False):
                st.altair_chart(drawn, width="stretch", alt="The result as a chart; the table above holds its values")
with right:
    elements.section("Tables and columns")
    comments = {row["name"]: row for row in catalogue.tables(warehouse)}
    by_table = groupby(catalogue.columns(warehouse), key=lambda c: c["table_name"])
    elements.show(join(table_entry(name, comments.get(name, {}), list(columns)) for name, columns in by_table))
