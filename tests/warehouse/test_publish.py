"""Write, audit, publish: what is shown, what is not, and what stays when something fails."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Home, PublishSettings
from pipelines.warehouse.connection import writer
from pipelines.warehouse.faults import CheckFailed, MachineFault, NoSnapshot
from pipelines.warehouse.manifest import manifest_file, rows_file
from pipelines.warehouse.publish import audit
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.snapshot import connect, published_path, snapshot_meta
from tests.warehouse.world import NOON, VALLEY, build_marts, land_article, publish_at


@pytest.fixture
def mention(told_once: Home) -> str:
    """The only event of `told_home`, and its only mention."""
    with writer(told_once) as connection:
        row = connection.execute("select event_id from main.events").fetchone()
    assert row is not None
    return str(row[0])


def test_a_first_publish_shows_the_build(told_home: Home) -> None:
    home = told_home
    published = publish_at(home, NOON)
    assert published.changed
    assert published.path == published_path(home)
    assert published.counts == {"events": 1, "claims": 1, "situations": 1, "entities": 1}
    meta = snapshot_meta(published_path(home))
    assert (meta.snapshot_id, meta.pass_time, meta.kind) == (published.snapshot_id, NOON, "sample")
    assert (meta.coder, meta.extractor) == ("coder-1", "extract-1")
    runs = run_sql(published_path(home), "from runs").to_pylist()
    assert [(run["run_id"], run["outcome"]) for run in runs] == [("run-1", "done")]


def test_nothing_changed_nothing_is_published(told_home: Home) -> None:
    home = told_home
    first = publish_at(home, NOON)
    build_marts(home)
    second = publish_at(home, NOON + timedelta(hours=1), "run-2")
    assert not second.changed
    assert second.path is None
    assert second.snapshot_id == first.snapshot_id
    assert published_path(home) == first.path


def test_times_and_places_of_a_run_are_no_change(published_home: Home) -> None:
    home = published_home
    with writer(home) as connection:
        connection.execute("update main.captures set fetched_at = fetched_at + interval 1 hour, warc_offset = 7")
        connection.execute("update main.articles set last_seen_at = last_seen_at + interval 1 hour")
        connection.execute("update main.source_health set last_attempt_at = now()")
    assert not publish_at(home, NOON + timedelta(hours=1)).changed


def test_a_source_that_begins_to_fail_is_a_change(published_home: Home) -> None:
    home = published_home
    with writer(home) as connection:
        connection.execute("update main.source_health set state = 'failing' where source_id = 'valley-radio'")
    assert publish_at(home, NOON + timedelta(hours=1)).changed


def test_every_change_of_an_event_is_kept(published_home: Home, mention: str) -> None:
    home = published_home
    build_marts(home, summaries={mention: "Envoys of both sides met"})
    second = publish_at(home, NOON + timedelta(hours=1))
    changes = run_sql(published_path(home), "from event_changes order by changed_at").to_pylist()
    assert [change["change"] for change in changes] == ["added", "changed"]
    assert '"summary":"Envoys met"' in changes[1]["old_values"]
    assert '"summary":"Envoys of both sides met"' in changes[1]["new_values"]
    assert changes[1]["snapshot_id"] == second.snapshot_id
    assert changes[1]["changed_at"] == NOON + timedelta(hours=1)


def test_a_merge_says_which_event_took_the_other_in(home: Home) -> None:
    older = land_article(home, "talks").mention.mention_id
    newer = land_article(home, "talks-too", source=VALLEY).mention.mention_id
    build_marts(home)
    publish_at(home, NOON)
    build_marts(home, events={newer: older})
    publish_at(home, NOON + timedelta(hours=1))
    [change] = run_sql(published_path(home), "from event_changes where change = 'merged'").to_pylist()
    assert (change["event_id"], change["into_event_id"], change["new_values"]) == (newer, older, None)


def test_a_split_says_which_event_came_out(home: Home) -> None:
    older = land_article(home, "talks").mention.mention_id
    newer = land_article(home, "talks-too", source=VALLEY).mention.mention_id
    build_marts(home, events={newer: older})
    publish_at(home, NOON)
    build_marts(home)
    publish_at(home, NOON + timedelta(hours=1))
    [change] = run_sql(published_path(home), "from event_changes where change = 'split'").to_pylist()
    assert (change["event_id"], change["into_event_id"]) == (older, newer)
    assert '"mentions":2' in change["old_values"]
    assert '"mentions":1' in change["new_values"]


def test_an_event_whose_first_report_is_gone_leads_to_where_its_others_are(home: Home) -> None:
    first = land_article(home, "talks").mention.mention_id
    second = land_article(home, "talks-too", source=VALLEY).mention.mention_id
    build_marts(home, events={second: first})
    publish_at(home, NOON)
    build_marts(home)
    with writer(home) as connection:
        for table in ("events", "event_mentions"):
            connection.execute(f"delete from main.{table} where event_id = ?", [first])
    publish_at(home, NOON + timedelta(hours=1))
    changes = run_sql(published_path(home), "from event_changes where change != 'added'").to_pylist()
    assert [(row["change"], row["event_id"], row["into_event_id"]) for row in changes] == [("merged", first, second)]


def test_an_event_that_is_gone_is_told(published_home: Home, mention: str) -> None:
    home = published_home
    with writer(home) as connection:
        connection.execute("delete from main.events; delete from main.event_mentions")
    publish_at(home, NOON + timedelta(hours=1))
    [change] = run_sql(published_path(home), "from event_changes where change = 'removed'").to_pylist()
    assert change["event_id"] == mention


def test_the_last_three_snapshots_are_kept(told_home: Home, mention: str) -> None:
    home = told_home
    paths = []
    for hour in range(5):
        build_marts(home, summaries={mention: f"Envoys met, told for the {hour + 1}. time"})
        paths.append(publish_at(home, NOON + timedelta(hours=hour)).path)
    assert sorted(home.published.glob("warehouse-*.duckdb")) == paths[-3:]
    assert all(manifest_file(path).exists() and rows_file(path).exists() for path in paths[-3:])
    assert not manifest_file(paths[0]).exists()


def test_a_reader_of_the_old_snapshot_is_not_disturbed(published_home: Home, mention: str) -> None:
    home = published_home
    with connect(published_path(home)) as reader:
        build_marts(home, summaries={mention: "Envoys of both sides met"})
        publish_at(home, NOON + timedelta(hours=1), keep_snapshots=1)
        assert reader.execute("select summary from events").fetchall() == [("Envoys met",)]


def test_too_many_rejects_stop_the_publish(published_home: Home) -> None:
    home = published_home
    good = published_path(home)
    with writer(home) as connection:
        connection.execute(
            "insert into main.rejected_rows"
            " select 'r' || i, 'event_mentions', 'k' || i, 'unknown code' from range(300) t(i)"
        )
    assert not audit(home, PublishSettings()).passed
    with pytest.raises(CheckFailed, match=r"300 of 301 rows of event_mentions were rejected \(99.7%"):
        publish_at(home, NOON + timedelta(hours=1))
    assert published_path(home) == good


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("drop table main.claims", "table claims is missing"),
        ("insert into main.events from main.events", "whose key"),
        ("insert into main.claims values (null, 'x')", "1 rows without a claim_id"),
        ("alter table main.quotes drop column quote_id", "table quotes has no column quote_id"),
    ],
)
def test_a_structural_fault_stops_the_publish(told_home: Home, fault: str, words: str) -> None:
    home = told_home
    with writer(home) as connection:
        connection.execute(fault)
    with pytest.raises(CheckFailed, match=words):
        publish_at(home, NOON)
    with pytest.raises(NoSnapshot):
        published_path(home)


def test_what_a_killed_publish_wrote_is_shown_by_the_next(told_home: Home) -> None:
    home = told_home
    first = publish_at(home, NOON)
    home.published_link.unlink()
    again = publish_at(home, NOON + timedelta(hours=1), "run-2")
    assert again.changed
    assert again.snapshot_id == first.snapshot_id
    assert run_sql(published_path(home), "select count(*) as n from event_changes").to_pylist() == [{"n": 1}]


def test_what_a_killed_publish_wrote_is_dropped_if_it_is_never_shown(told_home: Home, mention: str) -> None:
    home = told_home
    build_marts(home)
    first = publish_at(home, NOON)
    assert first.path is not None
    build_marts(home, summaries={mention: "A summary nobody saw"})
    publish_at(home, NOON + timedelta(hours=1))
    # As after a kill just before the swap: the link still leads to the first snapshot.
    home.published_link.unlink()
    home.published_link.symlink_to(first.path.name)
    build_marts(home, summaries={mention: "Envoys of both sides met"})
    publish_at(home, NOON + timedelta(hours=2))
    changes = run_sql(published_path(home), "select change, new_values from event_changes order by changed_at")
    assert [row["change"] for row in changes.to_pylist()] == ["added", "changed"]
    assert "nobody saw" not in str(changes.to_pylist())


def test_half_written_copies_are_swept_away(told_home: Home) -> None:
    home = told_home
    home.published.mkdir(parents=True)
    torn = home.published / "warehouse-20251026T110000Z-run-0.duckdb"
    torn.write_bytes(b"half a file")
    publish_at(home, NOON)
    assert not torn.exists()


def test_a_lost_build_file_gets_its_history_back(published_home: Home, mention: str) -> None:
    home = published_home
    build_marts(home, summaries={mention: "Envoys of both sides met"})
    publish_at(home, NOON + timedelta(hours=1))
    shutil.rmtree(home.warehouse)
    land_article(home, "talks-again")
    build_marts(home, summaries={mention: "Envoys of both sides met"})
    publish_at(home, NOON + timedelta(hours=2))
    changes = run_sql(published_path(home), "select change from event_changes order by changed_at, change").to_pylist()
    assert [row["change"] for row in changes] == ["added", "changed", "added"]


def test_history_comes_back_from_parquet_alone(published_home: Home, mention: str) -> None:
    home = published_home
    build_marts(home, summaries={mention: "Envoys of both sides met"})
    publish_at(home, NOON + timedelta(hours=1))
    home.build_file.unlink()
    for path in home.published.glob("warehouse*"):
        path.unlink()
    land_article(home, "talks")
    build_marts(home)
    publish_at(home, NOON + timedelta(hours=2))
    changes = run_sql(published_path(home), "select change from event_changes order by changed_at").to_pylist()
    assert [row["change"] for row in changes] == ["added", "changed", "changed"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_a_fault_of_the_machine(told_home: Home) -> None:
    home = told_home
    home.published.mkdir()
    home.published.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(MachineFault, match="permission denied"):
        publish_at(home, NOON)


def test_a_file_where_the_folder_should_be_is_a_fault_of_the_machine(told_home: Home) -> None:
    home = told_home
    home.published.write_text("in the way")
    with pytest.raises(MachineFault, match="a file stands where a folder is needed"):
        publish_at(home, NOON)


def test_tables_written_at_publish_carry_comments(told_home: Home, tmp_path: Path) -> None:
    home = told_home
    publish_at(home, NOON)
    with duckdb.connect(published_path(home), read_only=True) as reader:
        bare = reader.execute(
            "select table_name, column_name from duckdb_columns()"
            " where schema_name = 'main' and table_name in ('runs', 'meta', 'event_changes') and comment is null"
        ).fetchall()
    assert bare == []
