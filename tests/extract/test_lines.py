"""JSON lines and files in, answers out, in the same order."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from pipelines.extract.lines import extract_files, extract_lines
from pipelines.settings import ExtractSettings
from tests.extract.layouts import FETCHED, PARAGRAPHS, TITLE, URL, linked, page

SETTINGS = ExtractSettings(workers=1)


def test_each_line_is_answered_in_its_place() -> None:
    lines = [
        "not json",
        json.dumps({"id": "a", "html": page(head=linked(datePublished="2025-10-26T01:00:00+05:00")), "url": URL}),
        "",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "html": "%PDF-1.7 not a page"}),
        json.dumps({"id": 7, "html": page(title="A second page"), "fetched_at": "2025-10-25"}),
        json.dumps(["a", "list"]),
        json.dumps({"id": "d", "html": page(), "fetched_at": "some day"}),
        '{"id": "e", "html": "half a pair \\ud800"}',
    ]
    answers = list(extract_lines(lines, SETTINGS, lambda: FETCHED))
    assert [answer["id"] for answer in answers] == [None, "a", "b", "c", 7, None, "d", "e"]
    assert [answer.get("error", {}).get("class") for answer in answers] == [
        "NotJson", None, "NoHtml", "NotHtml", None, "NotAnObject", "BadTime", "NotHtml",
    ]  # fmt: skip
    assert [answer["line"] for answer in answers if "error" in answer] == [1, 4, 5, 7, 8, 9]
    answer = answers[1]
    assert list(answer)[:11] == [
        "id", "url", "title", "authors", "published_at", "published_on", "site", "language", "kind", "text",
        "text_sha256",
    ]  # fmt: skip
    assert answer["published_at"] == "2025-10-26T01:00:00+05:00"
    assert (answer["title"], answer["url"], answer["text"]) == (TITLE, URL, "\n".join(PARAGRAPHS))
    json.dumps(answers)


def test_files_and_folders_of_pages(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    (tmp_path / "a.htm.gz").write_bytes(gzip.compress(page(title="A gzipped page").encode()))
    (tmp_path / "c.html.gz").write_bytes(b"not gzip")
    (tmp_path / "notes.txt").write_text("not asked for")
    answers = list(extract_files([tmp_path, tmp_path / "missing.html"], SETTINGS, lambda: FETCHED))
    assert [Path(answer["id"]).name for answer in answers] == ["a.htm.gz", "b.html", "c.html.gz", "missing.html"]
    assert [answer.get("title") for answer in answers[:2]] == ["A gzipped page", TITLE]
    assert all("error" in answer for answer in answers[2:])
