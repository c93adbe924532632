"""Reading WARC files, our own and other people's, whole and damaged."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
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
