"""Importing: archives and folders become captures with the address and time they were saved with, each once."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.archive.exchange import Exchange
from pipelines.archive.reader import read_payload
from pipelines.archive.writer import WarcWriter
from pipelines.collect.importing import ImportCounts, ImportFault, import_pages
from pipelines.collect.own_address import embedded_address
from pipelines.settings import CollectSettings
from tests.collect.loopback import START, Rows, page, source

SAVED = datetime(2025, 10, 26, 6, 30, tzinfo=UTC)
SHARED = Path(__file__).parents[2].parent / "shared"


class Importer:
    def __init__(self, folder: Path) -> None:
        self.rows = Rows()
        self.folder = folder
        self.told: list[tuple[int, float | None]] = []

    def run(self, *paths: Path, max_bytes: int = 10_000_000) -> ImportCounts:
        with WarcWriter(self.folder, prefix="import", max_bytes=10**8, clock=lambda: START) as archive:
            return import_pages(
                paths, archive=archive, sink=self.rows, state=self.rows, clock=lambda: START, run_id="run1",
                settings=CollectSettings(max_bytes=max_bytes), sources=[source("http://harbour.example/rss")],
                progress=lambda done, total=None, share=None: self.told.append((done, share)),
            )  # fmt: skip


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    return Importer(tmp_path / "archive")


def warc(folder: Path, *pages: tuple[str, int, str, bytes]) -> Path:
    with WarcWriter(folder, prefix="given", max_bytes=10**8, clock=lambda: SAVED) as archive:
        for url, status, kind, body in pages:
            headers = (("Content-Type", kind),)
            place = archive.write(Exchange(url, SAVED, body, status=status, reason="OK", headers=headers), None)
    return folder / place.file


def test_pages_of_a_warc_keep_their_address_and_time(importer: Importer, tmp_path: Path) -> None:
    path = warc(
        tmp_path,
        ("https://www.harbour.example/a?utm_source=x", 200, "text/html; charset=utf-8", page("one").encode()),
        ("https://hill.example/b", 200, "text/html", page("two").encode()),
        ("https://hill.example/p.png", 200, "image/png", b"\x89PNG"),
        ("https://hill.example/robots.txt", 200, "text/plain", b"User-agent: *"),
        ("https://hill.example/gone", 404, "text/html", b"<p>gone</p>"),
    )
    counts = importer.run(path)
    assert (counts.pages, counts.skipped, counts.known) == (2, 3, 0)
    first, second = importer.rows.captures
    assert (first.url, first.canonical_url) == (
        "https://www.harbour.example/a?utm_source=x",
        "https://www.harbour.example/a",
    )
    assert (first.fetched_at, first.source_id, second.source_id) == (SAVED, "harbour", None)
    assert (first.content_type, first.charset) == ("text/html", "utf-8")
    assert read_payload(importer.folder, first.warc_file, first.warc_offset) == page("one").encode()


def test_an_import_done_twice_adds_nothing(importer: Importer, tmp_path: Path) -> None:
    path = warc(tmp_path, ("https://hill.example/b", 200, "text/html", page("two").encode()))
    importer.run(path)
    counts = importer.run(path)
    assert (counts.pages, counts.known) == (0, 1)
    assert len(importer.rows.captures) == 1


def test_an_import_that_broke_off_goes_on(importer: Importer, tmp_path: Path) -> None:
    pages = [(f"https://hill.example/{n}", 200, "text/html", page(str(n)).encode()) for n in range(4)]
    importer.run(warc(tmp_path / "half", *pages[:2]))
    counts = importer.run(warc(tmp_path / "whole", *pages))
    assert (counts.pages, counts.known) == (2, 2)


def test_the_same_bytes_at_two_addresses_are_held_once(importer: Importer, tmp_path: Path) -> None:
    body = page("same").encode()
    importer.run(
        warc(
            tmp_path,
            ("https://hill.example/1", 200, "text/html", body),
            ("https://hill.example/2", 200, "text/html", body),
        )
    )
    first, second = importer.rows.captures
    assert second.refers_to == first.capture_id


def test_a_folder_takes_addresses_from_beside_or_within_the_page(importer: Importer, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.html").write_text('<html><head><link rel="canonical" href="https://harbour.example/news/a"></head>')
    (folder / "b.htm").write_text('<meta property="og:url" content="https://hill.example/b"><p>b</p>')
    (folder / "c.html").write_text('<link rel="canonical" href="https://hill.example/"><p>c</p>')
    (folder / "deep" / "d e.html").write_text("<p>d</p>")
    (folder / "a.html.json").write_text("not JSON")
    (folder / "b.json").write_text(
        json.dumps({"url": "https://hill.example/noted", "fetched_at": "2025-10-26T06:30:00Z"})
    )
    (folder / "readme.txt").write_text("not a page")
    os.utime(folder / "a.html", (SAVED.timestamp(), SAVED.timestamp()))
    counts = importer.run(folder)
    by_url = {capture.url: capture for capture in importer.rows.captures}
    assert set(by_url) == {
        "https://harbour.example/news/a",
        "https://hill.example/noted",
        "https://import.example/saved/c.html",
        "https://import.example/saved/deep/d%20e.html",
    }
    assert counts.pages == 4
    assert by_url["https://harbour.example/news/a"].fetched_at == SAVED
    assert by_url["https://hill.example/noted"].fetched_at == SAVED
    assert all(capture.status == 200 and capture.content_type == "text/html" for capture in by_url.values())
    assert importer.told[-1] == (4, 1.0)


def test_what_cannot_be_taken_is_named_and_the_rest_goes_on(importer: Importer, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "big.html").write_bytes(b"x" * 5_000)
    (folder / "paper.html").write_bytes(b"%PDF-1.7 ...")
    (folder / "small.html").write_bytes(b"<p>small</p>")
    counts = importer.run(folder, max_bytes=1_000)
    assert counts.pages == 1
    assert [problem.partition(": ")[2] for problem in counts.problems] == [
        "longer than 1000 bytes (collect.max_bytes)",
        "is a PDF document, not a page, though declared as text/html",
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("none.warc", None, "no such file"),
        ("a.txt", b"https://hill.example/", "is neither WARC"),
        ("b.bin", b"", "WARC"),
    ],
)
def test_a_path_that_is_nothing_of_the_kind_changes_nothing(
    importer: Importer, tmp_path: Path, name: str, content: bytes | None, expected: str
) -> None:
    good = warc(tmp_path / "good", ("https://hill.example/b", 200, "text/html", b"<p>b</p>"))
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportFault, match=expected):
        importer.run(good, tmp_path / name)
    assert importer.rows.captures == []


def test_a_folder_without_pages_says_so(importer: Importer, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ImportFault, match=r"holds no \.html"):
        importer.run(tmp_path / "empty")


@pytest.mark.parametrize("payload", [b"", b"\x00\x00", b"<", b"<link rel=canonical>", b"<link rel=canonical href=x>"])
def test_a_page_without_an_address_of_its_own_has_none(payload: bytes) -> None:
    assert embedded_address(payload) is None


def test_real_archived_pages_are_imported_whole(importer: Importer) -> None:
    path = SHARED / "pages" / "real-news-pages.warc.gz"
    if not path.exists():
        pytest.skip("real pages are not beside the checkout")
    counts = importer.run(path)
    assert counts.pages >= 80
    assert counts.problems == []
