"""`dateline verify`: what was changed by a hand or a failing disk is found and named."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Home
from pipelines.warehouse.faults import MachineFault
from pipelines.warehouse.manifest import manifest_file
from pipelines.warehouse.snapshot import published_path
from pipelines.warehouse.verify import verify, verify_snapshot


def kinds(home: Home) -> set[tuple[str, str]]:
    return {(finding.kind, finding.table) for finding in verify(home, published_path(home))}


def tamper(home: Home, statement: str) -> None:
    with duckdb.connect(published_path(home)) as connection:
        connection.execute(statement)


def test_what_was_published_is_as_published(published_home: Home) -> None:
    report = verify_snapshot(published_home, published_path(published_home))
    assert report.findings == ()
    assert report.checked["captures"] == 1
    assert report.checked["spans"] == 2
    assert report.checked["archive files"] == 1
    assert report.summary().endswith("all as published")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("update revisions set text = replace(text, 'No shot', 'One shot')", ("text", "revisions")),
        ("update revisions set text_sha256 = 'x'", ("text", "revisions")),
        ("update revisions set text = 'x' || text", ("span", "event_mentions")),
        ("update event_mentions set trigger_start = trigger_start + 1", ("span", "event_mentions")),
        ("update event_mentions set trigger_end = 100000", ("span", "event_mentions")),
        ("update event_mentions set sentence = 'Envoys never met'", ("span", "event_mentions")),
        ("update event_mentions set place_start = 5, place_end = 900000", ("span", "event_mentions")),
        ("update event_mentions set text_sha256 = 'x'", ("text", "event_mentions")),
        ("update event_mentions set payload_sha256 = 'x'", ("capture", "event_mentions")),
        ("update captures set payload_sha256 = 'x'", ("capture", "captures")),
        ("update captures set warc_offset = warc_offset + 1", ("capture", "captures")),
        ("update captures set warc_file = '../escape.warc.gz'", ("capture", "captures")),
        ("update events set summary = 'Envoys fought'", ("row", "events")),
        ("update events set event_type = 'ASSAULT'", ("evidence", "events")),
        ("update events set mentions = 2", ("evidence", "events")),
        ("insert into events by name select * replace ('0' as event_id) from events", ("evidence", "events")),
        ("delete from claims", ("row", "claims")),
        ("insert into claims values ('c2', 'added by hand')", ("row", "claims")),
        ("drop table situations", ("row", "situations")),
        (
            "insert into revision_changes by name select 'c1' as change_id, revision_id, 1 as new_paragraph,"
            " 'No such words' as new_value, 0 as new_start, 13 as new_end from revisions limit 1",
            ("span", "revision_changes"),
        ),
    ],
)
def test_a_changed_row_is_named(published_home: Home, statement: str, found: tuple[str, str]) -> None:
    tamper(published_home, statement)
    assert {found, ("file", "")} <= kinds(published_home)


def test_a_changed_history_is_named(published_home: Home) -> None:
    [saved] = (published_home.history / "events").glob("*.parquet")
    other = saved.with_suffix(".other")
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * replace (replace(new::varchar, 'CONSULT', 'ASSAULT')::json as new) from '{saved}')"
            f" to '{other}' (format parquet)"
        )
    other.replace(saved)
    assert kinds(published_home) == {("history", "events")}
    saved.write_bytes(saved.read_bytes()[:-9])
    assert kinds(published_home) == {("history", "events")}


def test_a_changed_manifest_is_named(published_home: Home) -> None:
    manifest = manifest_file(published_path(published_home))
    told = manifest.read_text()
    assert '"events": 1' in told
    manifest.write_text(told.replace('"events": 1', '"events": 3'))
    assert kinds(published_home) == {("manifest", "events")}


def test_a_changed_row_is_named_by_its_key(published_home: Home) -> None:
    tamper(published_home, "update claims set summary = 'One shot was fired'")
    rows = [f for f in verify(published_home, published_path(published_home)) if f.kind == "row"]
    assert [(f.table, f.key, f.message) for f in rows] == [("claims", "c1", "was changed")]


def test_a_lost_archive_file_is_named(published_home: Home) -> None:
    [file] = published_home.archive.glob("*.warc.gz")
    file.unlink()
    findings = list(verify(published_home, published_path(published_home)))
    assert {finding.kind for finding in findings} == {"capture", "archive"}
    assert all(file.name in finding.message + finding.key for finding in findings)


def test_a_missing_manifest_is_told_and_the_rest_is_checked(published_home: Home) -> None:
    manifest_file(published_path(published_home)).unlink()
    assert {finding.kind for finding in verify(published_home, published_path(published_home))} == {"manifest"}
    manifest_file(published_path(published_home)).write_text("{}")
    assert {finding.kind for finding in verify(published_home, published_path(published_home))} == {"manifest"}


def flip_a_byte(path: Path, generator: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[generator.randrange(len(content))] ^= 1 << generator.randrange(8)
    path.write_bytes(content)


def change_a_cell(snapshot: Path, generator: random.Random) -> str:
    """Change one character of one cell of one published row; the file's own digest is another check."""
    with duckdb.connect(snapshot) as connection:
        cells = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal"
            " and data_type = 'VARCHAR' and table_name in (select table_name from duckdb_tables())"
        ).fetchall()
        while True:
            table, column = generator.choice(cells)
            rows = connection.execute(
                f'select rowid, "{column}" from main."{table}" where length("{column}") > 0 order by rowid'
            ).fetchall()
            if rows:
                break
        row, text = generator.choice(rows)
        at = generator.randrange(len(text))
        other = chr(ord(text[at]) ^ 1)
        connection.execute(
            f'update main."{table}" set "{column}" = ? where rowid = ?', [text[:at] + other + text[at + 1 :], row]
        )
    return f"{table}.{column}"


@pytest.mark.parametrize("changes", [24, pytest.param(1_000, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)])])
def test_any_single_change_is_found(published_home: Home, changes: int) -> None:
    """A third each: a bit of the snapshot's file, a bit of the archive, a character of a published row or text."""
    generator = random.Random(11)
    snapshot = published_path(published_home)
    [warc] = published_home.archive.glob("*.warc.gz")
    missed = []
    for number in range(changes):
        target = (snapshot, warc, snapshot)[number % 3]
        good = target.read_bytes()
        told = target.name
        if number % 3 == 2:
            told = change_a_cell(target, generator)
        else:
            flip_a_byte(target, generator)
        try:
            found = [finding.kind for finding in verify(published_home, snapshot)]
        except MachineFault:
            # A header so broken that the file does not open.
            found = ["file"]
        if not found or (number % 3 == 2 and set(found) == {"file"}):
            missed.append((number, told, found))
        target.write_bytes(good)
    assert missed == []
    assert list(verify(published_home, snapshot)) == []
