"""Bad input and use: a clear message, the right exit code, nothing changed, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Dateline

GOOD = """\
sources:
  - id: courier
    name: The Courier
    homepage: https://courier.example/
    country: PAK
    language: en
    owner: private
    feeds: [https://courier.example/feed.xml]
"""


def refused(result, *words: str) -> None:
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr.replace("\n", " "), result.stderr


def test_no_sources_file(dateline: Dateline, tmp_path: Path) -> None:
    missing = tmp_path / "none.yml"
    refused(dateline("run", "--sources", missing, DATELINE_HOME=tmp_path / "home"), "none.yml")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sources: [", ("sources.yml:",)),
        (GOOD.replace("owner: private", "owner: private\n    colour: red"), ("sources.yml:8", "colour")),
        (GOOD + GOOD.split("\n", 1)[1], ("courier", "sources.yml:9")),
        (GOOD.replace("private", "oligarch"), ("owner", "sources.yml:7")),
    ],
    ids=["bad YAML", "unknown field", "duplicate id", "unknown owner"],
)
def test_bad_sources(dateline: Dateline, tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(text, encoding="utf-8")
    refused(dateline("run", "--sources", path, DATELINE_HOME=tmp_path / "home"), *words)
    assert not (tmp_path / "home").exists()


def test_a_setting_that_does_not_exist(dateline: Dateline) -> None:
    refused(dateline("path", DATELINE_COLLECT__SPEED="9"), "collect.speed")


def test_no_snapshot_yet(dateline: Dateline, tmp_path: Path) -> None:
    empty = {"DATELINE_HOME": tmp_path / "a", "DATELINE_SAMPLE_HOME": tmp_path / "b"}
    for command in (["path"], ["sql", "select 1"], ["status"], ["verify"], ["export", str(tmp_path / "out")]):
        refused(dateline(*command, **empty), "make run")


@pytest.mark.parametrize(
    "query",
    [
        "delete from events",
        "create table x as select 1",
        "copy events to 'events.csv'",
        "attach 'other.duckdb'",
        "select * from read_csv('/etc/passwd')",
        "set memory_limit='1GB'",
        "select * from no_such_table",
        "selec 1",
    ],
)
def test_sql_that_may_not_or_cannot_run(dateline: Dateline, sample_home: Path, query: str) -> None:
    refused(dateline("sql", "--sample", query, DATELINE_SAMPLE_HOME=sample_home))


def test_sql_as_of_what_is_no_time(dateline: Dateline, sample_home: Path) -> None:
    refused(dateline("sql", "--sample", "--as-of", "soon", "select 1", DATELINE_SAMPLE_HOME=sample_home), "soon")


def test_json_lines_that_are_not_json_leave_the_others_answered(dateline: Dateline) -> None:
    lines = '{"id": 1, "text": "Police arrested six protesters."}\nnot json\n{"id": 3}\n{"id": 4, "text": ""}\n'
    result = dateline("code", "--jsonl", stdin=lines)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, 3, 4]
    assert answers[1]["line"] == 2
    assert answers[1]["error"]["class"]
    assert answers[2]["line"] == 3
    assert "error" not in answers[0]
    assert "error" not in answers[3]


def test_html_that_is_none(dateline: Dateline) -> None:
    pages = [
        {"id": "pdf", "html": "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"},
        {"id": "empty", "html": ""},
        {"id": "big", "html": "<html><body>" + "<p>word word word.</p>" * 1_500_000},
    ]
    result = dateline("extract", "--jsonl", stdin="".join(json.dumps(page) + "\n" for page in pages))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["pdf", "empty", "big"]
    assert all("error" in answer for answer in answers)


def test_a_folder_without_permission(dateline: Dateline, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    result = dateline("run", "--sample", DATELINE_SAMPLE_HOME=blocked / "home")
    assert result.returncode == 4, result.stderr
    assert "Traceback" not in result.stderr


def test_what_cannot_be_imported_or_added(dateline: Dateline, tmp_path: Path) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("Dear reader,\nhttps://courier.example/1\n", encoding="utf-8")
    refused(
        dateline("import", prose, DATELINE_HOME=tmp_path / "home"), "prose.txt", "WARC", "one http(s) address a line"
    )
    refused(dateline("sources", "add", "https://courier.example/"), "--owner")


def test_a_takedown_of_what_is_not_held(dateline: Dateline, tmp_path: Path) -> None:
    asked = dateline("takedown", "https://courier.example/1", "--reason", "a test", DATELINE_HOME=tmp_path / "home")
    refused(asked, "no warehouse")


def test_every_command_has_help(dateline: Dateline) -> None:
    commands = [
        [], ["run"], ["up"], ["path"], ["sql"], ["extract"], ["code"], ["import"], ["verify"], ["export"], ["sources"],
        ["sources", "check"], ["sources", "add"], ["replay"], ["reannotate"], ["takedown"], ["status"], ["lexicon"],
    ]  # fmt: skip
    for command in commands:
        result = dateline(*command, "--help")
        assert result.returncode == 0, command
        assert len(result.stdout) > 200, command
