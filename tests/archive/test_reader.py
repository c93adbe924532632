"""Reading WARC files, our own and other people's, whole and damaged."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.archive.exchange import ArchiveError, Exchange
from pipelines.archive.reader import is_warc, iter_pages, read_payload
from pipelines.archive.writer import WarcWriter

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHARED = Path(__file__).parents[2].parent / "shared"


def archive_of(folder: Path, payloads: list[bytes]) -> Path:
    with WarcWriter(folder, prefix="run1", max_bytes=10_000_000, clock=lambda: NOON) as archive:
        for number, payload in enumerate(payloads):
            place = archive.write(
                Exchange(
                    url=f"https://harbour.example/{number}", fetched_at=NOON, payload=payload, status=200, reason="OK",
                    headers=(("Content-Type", "text/html"),), request_headers=(("Host", "harbour.example"),),
                ),
                None,
            )  # fmt: skip
    return folder / place.file


def foreign(path: Path, body: bytes, headers: list[tuple[str, str]], *, gzipped: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "https://elsewhere.example/a", "response", payload=io.BytesIO(body), length=len(body),
                http_headers=http, warc_headers_dict={"WARC-Date": "2025-11-02T08:30:00Z"},
            )
        )  # fmt: skip
    return path


def test_pages_come_in_order_with_what_an_import_needs(tmp_path: Path) -> None:
    path = archive_of(tmp_path, [b"one", b"two", b""])
    pages = list(iter_pages(path))
    assert [page.payload for page in pages] == [b"one", b"two", b""]
    assert pages[1].url == "https://harbour.example/1"
    assert (pages[1].status, pages[1].content_type, pages[1].fetched_at) == (200, "text/html", NOON)
    assert read_payload(tmp_path, path.name, pages[1].offset) == b"two"


def test_every_cut_of_a_file_gives_the_whole_records_before_it_and_tells_the_rest(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "whole", [b"a" * 300, b"b" * 300, b"c" * 300])
    data = path.read_bytes()
    offsets = [page.offset for page in iter_pages(path)]
    ends = [at for at in range(len(data)) if data[at : at + 3] == b"\x1f\x8b\x08"]
    for cut in range(offsets[0], len(data), 37):
        torn = tmp_path / "torn.warc.gz"
        torn.write_bytes(data[:cut])
        payloads, told = [], ""
        try:
            payloads.extend(page.payload for page in iter_pages(torn))
        except ArchiveError as error:
            told = str(error)
        assert payloads == [b"a" * 300, b"b" * 300, b"c" * 300][: len(payloads)]
        # A gzip member that lacks only the line ends after the record and its checksum has given all it held.
        near_an_end = any(-4 <= end - cut <= 20 for end in ends)
        assert told.startswith("torn.warc.gz: breaks off") or near_an_end


def test_bodies_of_other_tools_are_decoded_from_their_codings(tmp_path: Path) -> None:
    body = gzip.compress(b"<p>The bridge opens in spring.</p>")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    path = foreign(tmp_path / "f.warc.gz", chunked, [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")])
    (page,) = iter_pages(path)
    assert page.payload == b"<p>The bridge opens in spring.</p>"
    assert page.fetched_at == datetime(2025, 11, 2, 8, 30, tzinfo=UTC)


def record(kind: str, head: str, body: bytes, warc: str = "", date: str = "2019-02-01T08:30:00Z") -> bytes:
    """A WARC/1.0 record as CC-NEWS has them: a gzip member of its own, head and body as they are given."""
    block = head.encode() + b"\r\n\r\n" + body
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Target-URI: https://news.example/a", f"WARC-Date: {date}", *([warc] if warc else []),
        f"Content-Type: application/http; msgtype={kind}", f"Content-Length: {len(block)}",
    ]  # fmt: skip
    return gzip.compress("\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n")


PAGE = b"<p>The bridge opens in spring.</p>"
LAST = record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html", b"the last")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99999", PAGE),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", PAGE),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: br", PAGE),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: br", brotli.compress(PAGE)),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: zstd", zstandard.compress(PAGE)),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: deflate", PAGE),
        ("HTTP/1.1 200 OK\r\nX-Crawler-Content-Encoding: br\r\nX-Crawler-Transfer-Encoding: chunked", PAGE),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ("HTTP/2 200 \r\ncontent-type: text/html", PAGE),
        ("HTTP/1.1 200\r\nContent-Type: text/html;\r\n charset=utf-8\r\nno colon\r\nX-Odd: café", PAGE),
        ("HTTP/1.1 200 OK\nContent-Type: text/html", PAGE),
    ],
)
def test_pages_of_every_year_of_cc_news_are_read(tmp_path: Path, head: str, body: bytes) -> None:
    path = tmp_path / "CC-NEWS-20190201083000-00001.warc.gz"
    info = record("warcinfo", "software: a crawler", b"")
    asked = record("request", "GET /a ", b"")
    aside = record("metadata", "fetchTimeMs: 12", b"") + record("revisit", "HTTP/1.1 304 Not Modified", b"")
    path.write_bytes(info + asked + record("response", head, body) + aside + LAST)
    assert [(page.payload, page.status, page.problem) for page in iter_pages(path)] == [
        (PAGE, 200, None), (b"the last", 200, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "odd",
    [
        record("response", "HTTP/1.1 200 OK", PAGE, date="yesterday"),
        record("response", "HTTP/1.1 OK", PAGE),
        record("response", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip", gzip.compress(PAGE * 99)[:40]),
    ],
)
def test_an_odd_record_is_told_and_those_after_it_are_read(tmp_path: Path, odd: bytes) -> None:
    path = tmp_path / "odd.warc.gz"
    path.write_bytes(odd + LAST)
    first, last = iter_pages(path)
    assert (first.payload, (first.problem or "").partition(" (")[0]) == (b"", "not readable")
    assert last.payload == b"the last"


def test_a_page_that_its_crawler_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(record("response", "HTTP/1.1 200 OK", PAGE[:9], warc="WARC-Truncated: length") + LAST)
    assert [(page.payload, page.cut_short) for page in iter_pages(path)] == [(PAGE[:9], True), (b"the last", False)]


@pytest.mark.parametrize(("coding", "code"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_bomb_or_a_chunk_of_any_length_in_an_archive_is_not_unpacked(
    tmp_path: Path, coding: str, code: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "bomb.warc.gz"
    bomb = record("response", f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}", code(bytes(20_000_000)))
    chunk = record("response", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"7fffffff\r\n" + bytes(3_000_000))
    path.write_bytes(bomb + chunk + LAST)
    assert [page.problem for page in iter_pages(path, max_bytes=1_000_000)] == ["longer than 1000000 bytes"] * 2 + [
        None
    ]


def test_an_uncompressed_file_is_read_as_well(tmp_path: Path) -> None:
    path = foreign(tmp_path / "f.warc", b"plain", [("Content-Type", "text/html")], gzipped=False)
    assert [page.payload for page in iter_pages(path)] == [b"plain"]
    assert is_warc(path)


def test_a_wacz_bundle_is_read_through_its_archive_folder(tmp_path: Path) -> None:
    warc = archive_of(tmp_path, [b"one", b"two"])
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as bundle:
        bundle.write(warc, "archive/data.warc.gz")
        bundle.writestr("datapackage.json", "{}")
    assert [page.payload for page in iter_pages(tmp_path / "a.wacz")] == [b"one", b"two"]


def test_a_payload_over_the_limit_comes_as_a_problem_and_the_next_one_follows(tmp_path: Path) -> None:
    path = archive_of(tmp_path, [b"x" * 5_000, b"small"])
    first, second = iter_pages(path, max_bytes=1_000)
    assert first.problem == "longer than 1000 bytes"
    assert first.payload == b""
    assert second.payload == b"small"


@pytest.mark.parametrize("content", [b"", b"<html>no archive</html>", b"\x1f\x8b\x08\x00rubbish", b"\x00" * 4096])
def test_what_is_no_warc_is_told_from_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    assert not is_warc(path)


def test_a_file_that_is_no_warc_is_an_error_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "page.warc.gz"
    path.write_bytes(b"<html>no archive</html>")
    with pytest.raises(ArchiveError, match=r"page\.warc\.gz: not a WARC file"):
        list(iter_pages(path))


@pytest.mark.parametrize("name", ["missing.warc.gz", "../outside.warc.gz", "/etc/hostname"])
def test_a_place_outside_the_archive_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError):
        read_payload(tmp_path, name, 0)


def test_a_torn_record_or_a_wrong_offset_is_an_error(tmp_path: Path) -> None:
    path = archive_of(tmp_path, [b"a" * 300_000])
    (page,) = iter_pages(path)
    whole = path.read_bytes()
    # Wherever it is torn, in the record's head too: never an empty payload in place of the real one.
    for length in range(1, 700, 3):
        path.write_bytes(whole[: page.offset + length])
        with pytest.raises(ArchiveError):
            read_payload(tmp_path, path.name, page.offset)
    with pytest.raises(ArchiveError):
        read_payload(tmp_path, path.name, page.offset + 3)
    with pytest.raises(ArchiveError):
        read_payload(tmp_path, path.name, 10_000_000)


def test_a_file_of_real_pages_is_read_to_its_end() -> None:
    path = SHARED / "pages" / "real-news-pages.warc.gz"
    if not path.exists():
        pytest.skip("real pages are not beside the checkout")
    pages = list(iter_pages(path))
    assert len(pages) >= 80
    assert all(page.payload and page.url.startswith("http") for page in pages)
