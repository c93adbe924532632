"""The tables of schema `reading` over published tables made by a test: the very SQL of the models, without dbt."""

from __future__ import annotations

import duckdb
from jinja2 import Environment

from pipelines.settings import ROOT

PROJECT = ROOT / "dbt_project"
MACROS = ("words_in", "short_number")
ORDER = (
    "event_words",
    "event_facets",
    "event_places",
    "claim_words",
    "title_words",
    "article_facets",
    "entity_events",
    "entity_dyads",
    "entity_names",
    "entity_totals",
)


def create_reading(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of schema `reading` from the tables of `main`."""
    assert {path.stem for path in (PROJECT / "models" / "reading").glob("*.sql")} == set(ORDER)
    jinja = Environment(autoescape=False)
    macro = "".join((PROJECT / "macros" / f"{name}.sql").read_text(encoding="utf-8") for name in MACROS)
    connection.execute("create schema if not exists reading")
    for name in ORDER:
        model = (PROJECT / "models" / "reading" / f"{name}.sql").read_text(encoding="utf-8")
        query = jinja.from_string(macro + model).render(
            ref=lambda table: f"{'reading' if table in ORDER else 'main'}.{table}",
            config=lambda **_: "",
            changed=lambda *_: "",
            touched=lambda *_: "true",
            bounded=lambda *_: "true",
        )
        connection.execute(f"create or replace table reading.{name} as {query}")
