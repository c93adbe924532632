"""The sample newsroom, played by `dateline run --sample` into a home of its own."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.conftest import Dateline
from tests.pipeline.contents import contents


def ask(snapshot: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_it_is_published_in_at_most_three_snapshots(sample_home: Path) -> None:
    snapshots = list((sample_home / "published").glob("warehouse-*.duckdb"))
    assert 1 <= len(snapshots) <= 3
    assert (sample_home / "published" / "warehouse.duckdb").is_symlink()


def test_every_published_table_of_the_contract_is_there(sample_snapshot: Path) -> None:
    tables = {
        name
        for (name,) in ask(
            sample_snapshot, "select table_name from information_schema.tables where table_schema = 'main'"
        )
    }
    assert tables >= {
        "sources", "source_health", "fetch_attempts", "captures", "articles", "revisions", "revision_changes",
        "stories", "entities", "entity_mentions", "quotes", "places", "events", "event_actors", "event_mentions",
        "event_changes", "claims", "commitments", "situations", "daily_dyads", "coverage_daily", "coverage_languages",
        "language_health", "rejected_rows", "runs", "meta",
    }  # fmt: skip


def test_every_table_and_column_has_a_comment(sample_snapshot: Path) -> None:
    bare = ask(
        sample_snapshot,
        "select table_name, '' from duckdb_tables() where schema_name = 'main' and coalesce(comment, '') = '' "
        "union all select view_name, '' from duckdb_views() "
        "where schema_name = 'main' and not internal and coalesce(comment, '') = '' "
        "union all select table_name, column_name from duckdb_columns() "
        "where schema_name = 'main' and not internal and database_name = current_database() "
        "and coalesce(comment, '') = ''",
    )
    assert bare == []


def test_it_shows_revisions_copies_gone_and_moved_pages(sample_snapshot: Path) -> None:
    assert ask(sample_snapshot, "select max(revisions) from articles")[0][0] >= 3
    assert ask(sample_snapshot, "select count(*) from articles where copy_of is not null")[0][0] >= 3
    assert ask(sample_snapshot, "select count(*) from articles where status = 'gone'")[0][0] >= 1
    assert ask(sample_snapshot, "select count(*) from fetch_attempts where outcome = 'moved'")[0][0] >= 1
    assert ask(sample_snapshot, "select count(*) from revision_changes")[0][0] >= 2


def test_opinion_is_kept_and_not_coded(sample_snapshot: Path) -> None:
    kinds = ask(
        sample_snapshot,
        "select kind, count(*), count(coder) from revisions where kind in ('opinion', 'article') group by 1",
    )
    told = {kind: (revisions, coded) for kind, revisions, coded in kinds}
    assert told["opinion"][0] > 0
    assert told["opinion"][1] == 0
    assert told["article"][1] > 0


def test_every_event_leads_to_its_sentence_and_its_record(sample_snapshot: Path) -> None:
    broken = ask(
        sample_snapshot,
        """
        select m.mention_id
        from event_mentions as m
        left join revisions as r using (revision_id)
        left join captures as c on c.capture_id = m.capture_id
        where r.text is null or c.warc_file is null
            or substring(r.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) <> m.sentence
            or r.text_sha256 <> m.text_sha256
        """,
    )
    assert broken == []
    unproved = ask(
        sample_snapshot,
        "select event_id from events "
        "where event_id not in (select event_id from event_mentions where event_id is not null)",
    )
    assert unproved == []


def test_only_what_happened_is_an_event(sample_snapshot: Path) -> None:
    assert (
        ask(sample_snapshot, "select distinct modality from events where modality not in ('happened', 'ongoing')") == []
    )


def test_verify_finds_nothing_wrong(dateline: Dateline, sample_home: Path) -> None:
    result = dateline("verify", "--sample", DATELINE_SAMPLE_HOME=sample_home)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_second_run_adds_nothing(dateline: Dateline, sample_home: Path, tmp_path: Path) -> None:
    before_path = (sample_home / "published" / "warehouse.duckdb").resolve()
    before = contents(before_path)
    again = dateline("run", "--sample", DATELINE_SAMPLE_HOME=sample_home)
    assert again.returncode == 0, again.stderr
    after_path = (sample_home / "published" / "warehouse.duckdb").resolve()
    assert after_path == before_path
    assert contents(after_path) == before
