"""The tables of schema `reading` over published tables made by a test: the very SQL of the models, without dbt."""

from __future__ import annotations

import duckdb
from jinja2 import Environment

from pipelines.settings import ROOT

PROJECT = ROOT / "dbt_project"
ORDER = ("event_words", "entity_events", "entity_dyads", "entity_names", "entity_totals")


def create_reading(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of schema `reading` from the tables of `main`."""
    assert {path.stem for path in (PROJECT / "models" / "reading").glob("*.sql")} == set(ORDER)
    jinja = Environment(autoescape=False)
    macro = (PROJECT / "macros" / "words_in.sql").read_text(encoding="utf-8")
    connection.execute("create schema if not exists reading")
    for name in ORDER:
        model = (PROJECT / "models" / "reading" / f"{name}.sql").read_text(encoding="utf-8")
        query = jinja.from_string(macro + model).render(
            ref=lambda table: f"{'reading' if table in ORDER else 'main'}.{table}"
        )
        connection.execute(f"create or replace table reading.{name} as {query}")
