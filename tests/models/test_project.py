"""The project as a whole: an empty warehouse builds, broken rows stay out, seeds agree with the reference codes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.records import key
from pipelines.reference import codes
from pipelines.reference.territories import territories
from pipelines.settings import Home
from pipelines.warehouse import marts
from tests.dashboard import published_schema
from tests.models.conftest import Ask
from tests.models.world import ROOT, dbt

SEEDS = ROOT / "dbt_project" / "seeds"


def _seed(name: str) -> Iterator[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_an_empty_warehouse_builds_every_table(empty_home: Home) -> None:
    with duckdb.connect(str(empty_home.build_file), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, estimated_size from duckdb_tables() where schema_name = 'main' and not internal"
        ).fetchall()
    assert len(tables) == 27
    assert {size for _, size in tables} == {0}


def test_the_tables_that_the_dashboard_is_tested_and_measured_on_are_those_that_are_built(empty_home: Home) -> None:
    columns = (
        "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'main' and not internal"
    )
    with duckdb.connect(str(empty_home.build_file), read_only=True) as connection:
        built = {(table, column): kind for table, column, kind in connection.execute(columns).fetchall()}
    with duckdb.connect() as connection:
        published_schema.create(connection)
        made = {(table, column): kind for table, column, kind in connection.execute(columns).fetchall()}
    of_models = {table for table, _ in built}
    assert {key: kind for key, kind in made.items() if key[0] in of_models and built.get(key) != kind} == {}


def test_every_table_and_column_has_a_comment(empty_home: Home) -> None:
    with duckdb.connect(str(empty_home.build_file), read_only=True) as connection:
        bare = connection.execute(
            "select table_name, '' as column_name from duckdb_tables()"
            " where schema_name = 'main' and not internal and comment is null"
            " union all select table_name, column_name from duckdb_columns()"
            " where schema_name = 'main' and not internal and comment is null"
        ).fetchall()
    assert bare == []


def test_broken_rows_are_told_and_kept_out(ask: Ask) -> None:
    assert ask("select distinct reason from rejected_rows order by reason") == [
        "confidence outside 0 to 1",
        "dangling key",
        "entity with two countries",
        "event in the future of its capture",
        "interval backwards",
        "offset outside the text",
        "place outside the earth",
        "unknown code",
        "within a rejected act",
    ]
    assert ask("select count(*) from event_mentions where event_type = 'PROTEST'") == [0]


@pytest.mark.parametrize(
    ("table", "fault", "reason"),
    [
        ("event_mentions", "third party", "unknown code"),
        ("event_mentions", "speaker", "offset outside the text"),
        ("event_mentions", "pole", "place outside the earth"),
        ("event_mentions", "far", "unknown code"),
        ("event_mentions", "whenever", "unknown code"),
        ("entity_mentions", "sector", "unknown code"),
        ("entity_mentions", "kind", "unknown code"),
        ("entity_mentions", "two countries", "entity with two countries"),
        ("entity_mentions", "past", "offset outside the text"),
        ("place_mentions", "precision", "unknown code"),
        ("place_mentions", "north", "place outside the earth"),
        ("quotes", "past", "offset outside the text"),
        ("situation_mentions", "status", "unknown code"),
        ("situation_mentions", "backwards", "interval backwards"),
    ],
)
def test_one_broken_row_is_told_and_its_neighbours_are_shown(ask: Ask, table: str, fault: str, reason: str) -> None:
    broken = key("faulty", table, fault)
    assert reason in ask("select reason from rejected_rows where table_name = ? and row_key = ?", table, broken)
    revision = "(select current_revision_id from articles where url like '%/odd')"
    if table == "place_mentions":
        assert ask("select count(*) > 0 from places where name = 'Doha' and lat between 25 and 26") == [True]
        return
    shown = ask(f"select {marts.KEYS[table][0]} from {table} where revision_id = {revision}")
    assert shown
    assert broken not in shown


def test_a_reading_by_an_older_coder_is_not_shown(ask: Ask) -> None:
    assert ask("select distinct coder from event_mentions") == ["2"]


def test_an_article_taken_down_is_nowhere(ask: Ask) -> None:
    for table in ("captures", "articles", "fetch_attempts"):
        assert ask(f"select count(*) from {table} where url like '%/private'") == [0]
    assert ask("select count(*) from places where name = 'Karachi' and mentions > 1") == [0]


def test_a_revised_article_is_one_article_with_its_changes(ask: Ask) -> None:
    assert ask("select revisions, events from articles where url like '%dunya.example/talks'") == [(2, 1)]
    assert ask("select field, change, new_paragraph, old_words, new_words from revision_changes") == [
        ("paragraph", "changed", 1, None, "The talks will go on"),
    ]  # fmt: skip
    assert ask(
        "select old_value = before.text and new_value = after.text from revision_changes"
        " join revisions as before on previous_revision_id = before.revision_id"
        " join revisions as after on revision_changes.revision_id = after.revision_id"
    ) == [True]


def test_health_is_told_relative_to_the_last_pass(ask: Ask) -> None:
    assert ask("select source_id, state from source_health where source_id in ('idle', 'dunya') order by all") == [
        ("dunya", "well"),
        ("idle", "new"),
    ]


def test_docs_are_generated(empty_home: Home) -> None:
    made = dbt(empty_home, "docs", "generate", "--static", "--no-compile")
    assert made.returncode == 0, made.stdout
    assert Path(empty_home.root / "dbt" / "catalog.json").exists()


def test_event_type_seeds_agree_with_the_reference() -> None:
    types = {(t.name, str(t.quad or ""), t.definition) for t in codes.event_types().values()}
    assert {(row["event_type"], row["quad"], row["definition"]) for row in _seed("event_types")} == types
    modes = {(t.name, mode, text) for t in codes.event_types().values() for mode, text in t.modes.items()}
    assert {(row["event_type"], row["mode"], row["definition"]) for row in _seed("event_modes")} == modes


@pytest.mark.parametrize(
    ("seed", "column", "table"), [("contexts", "context", codes.contexts), ("sectors", "sector", codes.sectors)]
)
def test_code_list_seeds_agree_with_the_reference(seed: str, column: str, table: object) -> None:
    assert callable(table)
    assert {row[column]: row["definition"] for row in _seed(seed)} == table()


def test_the_cameo_seed_is_the_reference_table() -> None:
    reference = ROOT / "pipelines" / "reference" / "data" / "cameo.csv"
    assert (SEEDS / "cameo_codes.csv").read_text(encoding="utf-8") == reference.read_text(encoding="utf-8")


def test_every_type_and_mode_has_its_words() -> None:
    phrased = {(row["event_type"], row["mode"]) for row in _seed("phrases")}
    wanted = {(t.name, mode) for t in codes.event_types().values() for mode in ("", *t.modes)}
    assert phrased == wanted


def test_the_acled_seed_pairs_only_what_the_reference_pairs() -> None:
    for row in _seed("acled_codes"):
        covering = {
            (found.event_type, found.sub_event_type) for found in codes.acled(row["event_type"], row["mode"] or None)
        }
        assert (row["acled_event_type"], row["acled_sub_event_type"]) in covering


def test_the_countries_seed_agrees_with_the_reference() -> None:
    assert {row["country"]: row["name"] for row in _seed("countries")} == {
        iso3: territory.name for iso3, territory in territories().items()
    }


def test_goldstein_values_of_gdelt_are_of_known_codes_and_differ_from_ours() -> None:
    for row in _seed("gdelt_goldstein"):
        assert codes.code(row["code"]).goldstein != float(row["goldstein"])


def test_no_model_compares_each_row_with_each(filled_home: Home) -> None:
    """A join whose condition DuckDB cannot hash costs the product of both sides: hours in a big warehouse."""
    found = (filled_home.root / "dbt" / "compiled").rglob("models/*/*.sql")
    # A unit test's rows are constants, which DuckDB may join as it likes.
    compiled = sorted(model for model in found if not any(part.endswith(".yml") for part in model.parts))
    assert len(compiled) > 40
    slow = []
    with duckdb.connect(str(filled_home.build_file), read_only=True) as connection:
        # Over fewer rows than this DuckDB loops whatever the condition, and the world of the tests is small.
        connection.execute("set nested_loop_join_threshold = 0")
        for model in compiled:
            [(_, plan)] = connection.execute(f"explain {model.read_text(encoding='utf-8')}").fetchall()
            slow += [model.name for join in ("BLOCKWISE_NL_JOIN", "NESTED_LOOP_JOIN") if join in plan]
    assert slow == []
