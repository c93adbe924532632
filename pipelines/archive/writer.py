"""Writing WARC 1.1: a request and its response, with digests, or a revisit where the bytes are already held.

A run writes files of its own and never appends to one of an earlier run, so what a killed run left half-written at the
end of a file hurts nobody. Reading stands in `reader`.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from pipelines.archive.exchange import ArchiveError, Clock, Exchange, WarcPlace
from pipelines.records import Capture

# The payload is kept decoded, so the headers that told how it was coded on the wire are kept under another name, as
# Common Crawl does; else readers would decode it a second time.
_CODING_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A header's name, RFC 9110, 5.6.2."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

_LEVEL = 5
"""Of compression: real pages become two hundredths larger than at 9, which warcio takes, in two fifths of the time."""


class _Sha256Writer(WARCWriter):  # type: ignore[misc]  # warcio is untyped
    @staticmethod
    def _create_digester() -> Any:
        return Digester("sha256")


class WarcWriter:
    """Writes exchanges into `<folder>/<prefix>-<UTC time>-<number>.warc.gz`, each record a gzip member of its own.

    Use it as a context manager, from one thread at a time. A file is begun with the first record and closed once it
    holds `max_bytes`. What was written can be read at once, and is safe from a crash of the machine after `sync`.
    """

    def __init__(self, folder: Path, *, prefix: str, max_bytes: int, clock: Clock) -> None:
        self.folder = folder
        self._prefix = prefix
        self._max_bytes = max_bytes
        self._clock = clock
        self._number = 0
        self._file: io.FileIO | None = None
        self._name = ""
        self._size = 0
        self._synced = 0

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file under way; a later `write` begins a new one."""
        if self._file is not None:
            try:
                self.sync()
            finally:
                self._file.close()
                self._file = None

    def sync(self) -> None:
        """Wait until all that was written is on the disk: to be called before a row points to it.

        Raises:
            OSError: the disk could not take it.
        """
        if self._file is not None and self._synced < self._size:
            os.fsync(self._file.fileno())
            self._synced = self._size

    def write(self, exchange: Exchange, refers_to: Capture | None) -> WarcPlace:
        """Archive an exchange and return where its response, revisit or resource record lies.

        With `refers_to`, the capture that already holds these bytes, only the headers are written, as a revisit record.

        Raises:
            OSError: the disk is full or may not be written; nothing of this exchange is in the archive then.
            ArchiveError: `refers_to` holds other bytes than the exchange.
        """
        return self.add(records_of(exchange, refers_to).compressed())

    def add(self, records: Records) -> WarcPlace:
        """The same for records made and compressed beforehand; compressing takes most of the time."""
        if self._file is not None and self._size >= self._max_bytes:
            self.close()
        if self._file is None:
            self._begin()
        start = self._size
        self._append(records.main + records.request)
        return WarcPlace(self._name, start, len(records.main))

    def _begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        while self._file is None:
            self._number += 1
            self._name = f"{self._prefix}-{self._clock():%Y%m%dT%H%M%SZ}-{self._number:05d}.warc.gz"
            try:
                # Unbuffered: what a full disk did not take must not be written later, behind our back, by a close.
                self._file = (self.folder / self._name).open("xb", buffering=0)
            except FileExistsError:
                continue
        self._size = self._synced = 0
        buffer = io.BytesIO()
        writer = _Sha256Writer(buffer, gzip=False, warc_version="1.1")
        info = {"software": "Dateline", "format": "WARC File Format 1.1", "conformsTo": "ISO 28500:2017"}
        record = writer.create_warcinfo_record(self._name, info)
        at = self._clock()
        record.rec_headers.replace_header("WARC-Record-ID", _identity("warcinfo", self._name, at))
        record.rec_headers.replace_header("WARC-Date", _warc_date(at))
        writer.write_record(record)
        self._append(_member(buffer.getvalue()))
        _sync_folder(self.folder)

    def _append(self, data: bytes) -> None:
        if self._file is None:
            raise ArchiveError(f"{self._name} is closed")
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._give_up()
            raise
        self._size += len(data)

    def _give_up(self) -> None:
        """Cut off the half-written record, as far as the disk lets us, and end this file."""
        file, self._file = self._file, None
        if file is not None:
            try:
                os.ftruncate(file.fileno(), self._size)
            finally:
                file.close()


@dataclass(frozen=True, slots=True)
class Records:
    """An exchange as it goes into a file: the main record, and the request's or nothing."""

    main: bytes
    request: bytes

    def compressed(self) -> Records:
        """Each as a gzip member of its own. Any thread may do it, and it leaves the others running."""
        return Records(_member(self.main), _member(self.request) if self.request else b"")


def records_of(exchange: Exchange, refers_to: Capture | None) -> Records:
    """The records of an exchange, not yet compressed; a revisit record of `refers_to`, which holds the same bytes.

    Raises:
        ArchiveError: `refers_to` holds other bytes than the exchange.
    """
    if refers_to is not None and refers_to.payload_sha256 != exchange.payload_sha256:
        raise ArchiveError(f"{exchange.url}: capture {refers_to.capture_id} holds other bytes, no revisit of it")
    main, request = io.BytesIO(), io.BytesIO()
    writer = _Sha256Writer(main, gzip=False, warc_version="1.1")
    digest = f"sha256:{exchange.payload_sha256}"
    kind = "resource" if exchange.status is None else "response" if refers_to is None else "revisit"
    identity, date = _identity(kind, exchange.url, exchange.fetched_at, digest), _warc_date(exchange.fetched_at)
    common = {"WARC-Record-ID": identity, "WARC-Date": date, "WARC-Payload-Digest": digest}
    if exchange.ip_address:
        common["WARC-IP-Address"] = exchange.ip_address
    if exchange.http_version == "HTTP/2":
        common["WARC-Protocol"] = "h2"
    if exchange.status is None:
        record = writer.create_warc_record(
            exchange.url,
            kind,
            payload=io.BytesIO(exchange.payload),
            length=len(exchange.payload),
            warc_content_type=exchange.content_type or "application/octet-stream",
            warc_headers_dict=common,
        )
    elif refers_to is not None:
        del common["WARC-Payload-Digest"]
        record = writer.create_revisit_record(
            exchange.url,
            digest,
            refers_to.final_url,
            _warc_date(refers_to.fetched_at),
            http_headers=_response_headers(exchange),
            warc_headers_dict=common,
        )
    else:
        record = writer.create_warc_record(
            exchange.url,
            kind,
            payload=io.BytesIO(exchange.payload),
            length=len(exchange.payload),
            http_headers=_response_headers(exchange),
            warc_headers_dict=common,
        )
    writer.write_record(record)
    if exchange.request_headers and exchange.status is not None:
        writer = _Sha256Writer(request, gzip=False, warc_version="1.1")
        line = f"GET {exchange.request_target} HTTP/1.1"
        asked = writer.create_warc_record(
            exchange.url,
            "request",
            http_headers=StatusAndHeaders(line, list(exchange.request_headers), is_http_request=True),
            warc_headers_dict={
                "WARC-Record-ID": _identity("request", exchange.url, exchange.fetched_at),
                "WARC-Date": date,
                "WARC-Concurrent-To": identity,
            },
        )
        writer.write_record(asked)
    return Records(main.getvalue(), request.getvalue())


def _member(record: bytes) -> bytes:
    return gzip.compress(record, _LEVEL, mtime=0)


def _response_headers(exchange: Exchange) -> StatusAndHeaders:
    """The head of a response as HTTP/1.1 can say it. HTTP/2 and files from elsewhere bring names and values that would
    end the head early, or be read as another header: such a name is left out, such a character is a space."""
    headers = [
        (f"X-Crawler-{name}" if name.lower() in _CODING_HEADERS else name, _CONTROL.sub(" ", value))
        for name, value in exchange.headers
        if _TOKEN.fullmatch(name)
    ]
    headers.append(("Content-Length", str(len(exchange.payload))))
    # The reason phrase is free text of the server's; a record takes ASCII there.
    reason = _CONTROL.sub(" ", exchange.reason).encode("ascii", "replace").decode()
    return StatusAndHeaders(f"{exchange.status} {reason}".strip(), headers, protocol="HTTP/1.1")


def _identity(kind: str, url: str, at: datetime, digest: str = "") -> str:
    """A record's id, made from what it is, so that the same run writes the same bytes anywhere."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {url} {_warc_date(at)} {digest}')}>"


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _sync_folder(folder: Path) -> None:
    """Make the new file's name itself last; without this a crash of the machine can lose the file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
