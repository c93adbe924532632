"""`dateline sql`: what may be asked, how it is refused, the past, and the forms of an answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.settings import Home
from pipelines.warehouse.faults import MachineFault, NoSnapshot, QueryError
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.render import safe_cell, write_result
from pipelines.warehouse.snapshot import connect, published_path
from tests.warehouse.world import NOON, build_marts, land_article, publish_at


@pytest.fixture
def snapshot(published_home: Home) -> Path:
    return published_path(published_home)


@pytest.mark.parametrize(
    "query",
    [
        "select count(*) from events",
        "from events",
        "with e as (from events) select * from e",
        "describe events",
        "show tables",
        "summarize events",
        "explain select * from events",
        "values (1)",
        "select * from main.events;",
    ],
)
def test_reading_is_answered(snapshot: Path, query: str) -> None:
    assert run_sql(snapshot, query).num_rows >= 1


@pytest.mark.parametrize(
    "query",
    [
        "insert into events select * from events",
        "update events set summary = ''",
        "delete from events",
        "drop table events",
        "create table mine as select 1",
        "create temp table mine as select 1",
        "copy events to 'out.csv'",
        "attach 'other.duckdb'",
        "set threads = 1",
        "use memory",
        "install httpfs",
        "load json",
        "checkpoint",
        "call pragma_version()",
        "export database 'out'",
        "begin transaction",
        "vacuum",
    ],
)
def test_writing_is_refused(snapshot: Path, query: str) -> None:
    with pytest.raises(QueryError, match="read-only, and this is a statement of kind"):
        run_sql(snapshot, query)


@pytest.mark.parametrize(
    "query",
    [
        "from read_csv('/etc/passwd')",
        "from read_text('/etc/hostname')",
        "from '/etc/passwd'",
        "from glob('/*')",
        "from read_parquet('https://elsewhere.example/x.parquet')",
        "select getenv('HOME')",
        "from sqlite_scan('x', 'y')",
        "from hidden_python_variable",
    ],
)
def test_nothing_outside_the_snapshot_can_be_reached(snapshot: Path, query: str) -> None:
    hidden_python_variable = pa.table({"secret": [1]})
    assert hidden_python_variable.num_rows == 1
    with pytest.raises(QueryError):
        run_sql(snapshot, query)


def test_two_statements_are_one_too_many(snapshot: Path) -> None:
    with pytest.raises(QueryError, match="holds 2"):
        run_sql(snapshot, "select 1; drop table events")


def test_a_typing_error_is_told_without_a_traceback(snapshot: Path) -> None:
    with pytest.raises(QueryError, match="syntax error"):
        run_sql(snapshot, "selec * from events")
    with pytest.raises(QueryError, match="evnts"):
        run_sql(snapshot, "select * from evnts")
    with pytest.raises(QueryError, match="empty"):
        run_sql(snapshot, "  -- nothing")


def test_a_query_runs_beside_open_readers(snapshot: Path) -> None:
    with connect(snapshot) as reader:
        assert run_sql(snapshot, "select count(*) as n from events").to_pylist() == [{"n": 1}]
        assert reader.execute("select count(*) from events").fetchall() == [(1,)]


def test_no_snapshot_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="dateline run"):
        published_path(Home(tmp_path))
    with pytest.raises(NoSnapshot):
        run_sql(tmp_path / "none.duckdb", "select 1")
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"not a database" * 1000)
    with pytest.raises(MachineFault, match=r"broken\.duckdb"):
        run_sql(broken, "select 1")


def test_the_past_is_answered_as_it_was_published(published_home: Home) -> None:
    home = published_home
    [event] = run_sql(published_path(home), "select event_id from events").to_pylist()
    build_marts(home, summaries={event["event_id"]: "Envoys of both sides met"})
    publish_at(home, NOON + timedelta(hours=1))
    land_article(home, "later")
    build_marts(home, summaries={event["event_id"]: "Envoys of both sides met"})
    publish_at(home, NOON + timedelta(hours=2))
    path = published_path(home)

    def told(at: datetime) -> list[tuple[str, int]]:
        rows = run_sql(path, "select summary, mentions from events order by summary", as_of=at).to_pylist()
        return [(row["summary"], row["mentions"]) for row in rows]

    assert told(NOON) == [("Envoys met", 1)]
    assert told(NOON + timedelta(minutes=59)) == [("Envoys met", 1)]
    assert told(NOON + timedelta(hours=1)) == [("Envoys of both sides met", 1)]
    assert told(NOON + timedelta(days=1)) == [("Envoys met", 1), ("Envoys of both sides met", 1)]
    now = run_sql(path, "select * from events order by event_id")
    then = run_sql(path, "select * from main.events order by event_id", as_of=NOON + timedelta(hours=2))
    assert then.schema == now.schema
    assert then.to_pylist() == now.to_pylist()
    meta = run_sql(path, "select pass_time from meta", as_of=NOON).to_pylist()
    assert meta == [{"pass_time": NOON}]


def test_what_was_removed_is_there_in_the_past(published_home: Home) -> None:
    home = published_home
    build_marts(home)
    from pipelines.warehouse.connection import writer

    with writer(home) as connection:
        connection.execute("delete from main.claims")
    publish_at(home, NOON + timedelta(hours=1))
    path = published_path(home)
    assert run_sql(path, "from claims", as_of=NOON).num_rows == 1
    assert run_sql(path, "from claims", as_of=NOON + timedelta(hours=1)).num_rows == 0


def test_before_the_first_snapshot_there_is_nothing_to_tell(snapshot: Path) -> None:
    with pytest.raises(QueryError, match="nothing was published by 2025-10-01 00:00 UTC; the first snapshot is of"):
        run_sql(snapshot, "from events", as_of=datetime(2025, 10, 1, tzinfo=UTC))


def test_the_past_of_other_tables_is_refused_not_made_up(snapshot: Path) -> None:
    with pytest.raises(QueryError, match="--as-of answers for what the history keeps: events, claims"):
        run_sql(snapshot, "from articles", as_of=NOON)
    with pytest.raises(QueryError):
        run_sql(snapshot, "from main.articles", as_of=NOON)


RESULT = pa.table(
    {
        "title": ["=cmd|' /C calc'!A0", 'Bread, "fresh"', "+1", "@home", "-5 degrees", "\ttab", None],
        "count": [-1, 2, 3, 4, 5, 6, 7],
        "at": pa.array([NOON] * 7, pa.timestamp("us", tz="UTC")),
        "names": [["a", "=b"], [], None, None, None, None, None],
    }
)


def test_csv_is_safe_for_spreadsheets(tmp_path: Path) -> None:
    write_result(RESULT, "csv", tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_bytes().decode().split("\r\n")
    assert lines[0] == "title,count,at,names"
    assert lines[1] == """'=cmd|' /C calc'!A0,-1,2025-10-26T12:00:00Z,"[""a"", ""=b""]\""""
    assert lines[2].startswith('"Bread, ""fresh""",2,')
    assert [line[:2] for line in lines[3:7]] == ["'+", "'@", "'-", "'\t"]
    assert safe_cell(-5) == -5


def test_json_is_a_list_of_objects(tmp_path: Path) -> None:
    write_result(RESULT, "json", tmp_path / "out.json")
    rows = json.loads((tmp_path / "out.json").read_text())
    assert rows[0] == {
        "title": "=cmd|' /C calc'!A0", "count": -1, "at": "2025-10-26T12:00:00Z", "names": ["a", "=b"],
    }  # fmt: skip
    write_result(RESULT.slice(0, 0), "json", tmp_path / "none.json")
    assert json.loads((tmp_path / "none.json").read_text()) == []


def test_parquet_keeps_values_as_they_are(tmp_path: Path) -> None:
    write_result(RESULT, "parquet", tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == RESULT.to_pylist()


def test_a_table_for_people_shows_text_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    write_result(pa.table({"title": ["[bold]not markup[/bold]", "line\nbreak \x1b[31mred"]}), "table")
    shown = capsys.readouterr().out
    assert "[bold]not markup[/bold]" in shown
    assert "\x1b" not in shown
    assert "2 rows" in shown


def test_a_result_that_cannot_be_written_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(MachineFault, match="could not write the result"):
        write_result(RESULT, "csv", tmp_path / "no such folder" / "out.csv")
