"""What the archive writes can be read back by place, and other tools find nothing wrong with it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive.exchange import ArchiveError, Exchange, WarcPlace
from pipelines.archive.reader import iter_pages, read_payload
from pipelines.archive.writer import WarcWriter
from pipelines.records import Capture

NOON = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
PAGE = b"<html><body><p>The ferry to the island sails again.</p></body></html>"


def exchange(payload: bytes = PAGE, url: str = "https://harbour.example/ferry", at: datetime = NOON) -> Exchange:
    return Exchange(
        url=url,
        fetched_at=at,
        payload=payload,
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", '"7"')),
        request_headers=(("Host", "harbour.example"), ("User-Agent", "Dateline/0.1")),
        request_target="/ferry",
        ip_address="203.0.113.9",
    )


def capture(made: Exchange, place: WarcPlace) -> Capture:
    return Capture(
        capture_id="0" * 16, run_id="r1", source_id="harbour", url=made.url, final_url=made.url,
        canonical_url=made.url, purpose="page", fetched_at=made.fetched_at, status=200, content_type="text/html",
        charset="utf-8", payload_sha256=made.payload_sha256, payload_bytes=len(made.payload), warc_file=place.file,
        warc_offset=place.offset, warc_length=place.length, refers_to=None,
    )  # fmt: skip


def writer(folder: Path, max_bytes: int = 10_000_000) -> WarcWriter:
    return WarcWriter(folder, prefix="run1", max_bytes=max_bytes, clock=lambda: NOON)


def test_a_payload_comes_back_by_its_place(tmp_path: Path) -> None:
    with writer(tmp_path) as archive:
        places = [archive.write(exchange(b"page %d" % n), None) for n in range(5)]
    assert [read_payload(tmp_path, place.file, place.offset) for place in places] == [b"page %d" % n for n in range(5)]


def test_a_place_is_readable_as_soon_as_it_is_given_out(tmp_path: Path) -> None:
    with writer(tmp_path) as archive:
        place = archive.write(exchange(), None)
        assert read_payload(tmp_path, place.file, place.offset) == PAGE
        assert place.length == _length_of_record(tmp_path / place.file, place.offset)


def _length_of_record(path: Path, offset: int) -> int:
    with path.open("rb") as file:
        file.seek(offset)
        records = ArchiveIterator(file)
        next(records)
        return int(records.get_record_length())


def test_the_records_tell_request_response_digests_and_address(tmp_path: Path) -> None:
    with writer(tmp_path) as archive:
        place = archive.write(exchange(), None)
    with (tmp_path / place.file).open("rb") as file:
        info, response, request = [(r.rec_type, r.rec_headers, r.http_headers) for r in ArchiveIterator(file)]
    assert info[0] == "warcinfo"
    assert (response[0], request[0]) == ("response", "request")
    assert response[1].protocol == "WARC/1.1"
    assert response[1].get_header("WARC-Date") == "2026-03-01T12:00:00.250000Z"
    assert response[1].get_header("WARC-Payload-Digest") == f"sha256:{exchange().payload_sha256}"
    assert response[1].get_header("WARC-Block-Digest").startswith("sha256:")
    assert response[1].get_header("WARC-IP-Address") == "203.0.113.9"
    assert response[2].get_header("Content-Encoding") is None
    assert response[2].get_header("X-Crawler-Content-Encoding") == "gzip"
    assert response[2].get_header("Content-Length") == str(len(PAGE))
    assert request[2].get_header("User-Agent") == "Dateline/0.1"
    assert request[1].get_header("WARC-Concurrent-To") == response[1].get_header("WARC-Record-ID")


def test_bytes_already_held_become_a_revisit_without_a_body(tmp_path: Path) -> None:
    with writer(tmp_path) as archive:
        first = exchange()
        held = capture(first, archive.write(first, None))
        later = exchange(at=NOON + timedelta(hours=6))
        place = archive.write(later, held)
    with (tmp_path / place.file).open("rb") as file:
        file.seek(place.offset)
        record = next(ArchiveIterator(file))
        assert record.rec_type == "revisit"
        assert record.rec_headers.get_header("WARC-Refers-To-Date") == "2026-03-01T12:00:00.250000Z"
        assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == first.url
        assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{first.payload_sha256}"
        assert record.content_stream().read() == b""
    with pytest.raises(ArchiveError, match="revisit"):
        read_payload(tmp_path, place.file, place.offset)


def test_a_revisit_of_other_bytes_is_refused(tmp_path: Path) -> None:
    with writer(tmp_path) as archive:
        first = exchange()
        held = capture(first, archive.write(first, None))
        with pytest.raises(ArchiveError, match="other bytes"):
            archive.write(exchange(b"something else"), held)


def test_a_file_is_closed_at_its_size_and_a_new_one_begun(tmp_path: Path) -> None:
    with writer(tmp_path, max_bytes=2_000) as archive:
        places = [archive.write(exchange(bytes([n]) * 50), None) for n in range(8)]
    files = sorted(path.name for path in tmp_path.iterdir())
    assert len(files) > 1
    assert {place.file for place in places} == set(files)
    assert all(read_payload(tmp_path, p.file, p.offset) == bytes([n]) * 50 for n, p in enumerate(places))


def test_a_second_run_of_the_same_name_begins_a_file_of_its_own(tmp_path: Path) -> None:
    with writer(tmp_path) as archive:
        first = archive.write(exchange(), None)
    before = (tmp_path / first.file).read_bytes()
    with writer(tmp_path) as archive:
        second = archive.write(exchange(), None)
    assert second.file != first.file
    assert (tmp_path / first.file).read_bytes() == before


def test_a_run_without_a_response_leaves_no_file(tmp_path: Path) -> None:
    with writer(tmp_path / "archive"):
        pass
    assert not (tmp_path / "archive").exists()


def test_the_same_exchange_gives_the_same_bytes_on_any_machine(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        with writer(tmp_path / folder) as archive:
            place = archive.write(exchange(), None)
    assert (tmp_path / "one" / place.file).read_bytes() == (tmp_path / "two" / place.file).read_bytes()


def test_warcio_check_finds_every_digest_right(tmp_path: Path) -> None:
    with writer(tmp_path) as archive:
        first = exchange()
        held = capture(first, archive.write(first, None))
        archive.write(exchange(at=NOON + timedelta(hours=1)), held)
        archive.write(exchange(b""), None)
        archive.write(exchange(bytes(range(256)) * 300, url="https://harbour.example/bytes?q=a b"), None)
        place = archive.write(Exchange("https://import.example/a.html", NOON, PAGE, content_type="text/html"), None)
    warcio = Path(sys.executable).with_name("warcio")
    result = subprocess.run(
        [str(warcio), "check", "-v", str(tmp_path / place.file)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("digest pass") >= 6
    assert "failed" not in result.stdout


def test_a_full_disk_leaves_no_half_record_behind(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    script = """
import resource, signal, sys
from tests.archive.test_writer import exchange, writer
from pathlib import Path
import os
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
archive = writer(Path(sys.argv[1]))
archive.write(exchange(b'first'), None)
try:
    archive.write(exchange(os.urandom(40_000)), None)
except OSError as error:
    print(type(error).__name__)
archive.write(exchange(b'after'), None)
"""
    assert resource
    result = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "OSError" in result.stdout
    payloads = [page.payload for path in sorted(tmp_path.iterdir()) for page in iter_pages(path)]
    assert payloads == [b"first", b"after"]


@pytest.mark.parametrize(
    "headers",
    [
        (("X-Ferry", "sails\r\n\r\nagain"),),
        (("X-Ferry", "sails\nTransfer-Encoding: chunked"),),
        (("X-Ferry\r\n\r\n", "sails"),),
        (("Content-Encoding: gzip\r\nX", "sails"),),
        (("Fähre", "sails"), (":status", "200"), ("", "sails"), ("Content-Encoding ", "gzip")),
    ],
)
def test_a_head_that_http2_or_another_archive_brings_does_not_end_early(
    tmp_path: Path, headers: tuple[tuple[str, str], ...]
) -> None:
    with writer(tmp_path) as archive:
        place = archive.write(replace(exchange(), headers=headers, reason="OK\r\n\r\n"), None)
        after = archive.write(exchange(b"the next one"), None)
    assert read_payload(tmp_path, place.file, place.offset) == PAGE
    assert read_payload(tmp_path, after.file, after.offset) == b"the next one"


def test_headers_of_any_bytes_do_not_break_the_record(tmp_path: Path) -> None:
    odd = Exchange(
        url="https://harbour.example/odd", fetched_at=NOON, payload=b"x", status=200, reason="Très bien",
        headers=(("X-Odd", "naïve ☃"), ("Content-Type", "text/html")),
    )  # fmt: skip
    with writer(tmp_path) as archive:
        place = archive.write(odd, None)
    assert read_payload(tmp_path, place.file, place.offset) == b"x"
