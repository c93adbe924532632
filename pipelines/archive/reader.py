"""Reading WARC: one payload by its place, or all pages of a file in order, from any record on.

Files come from our own runs and from elsewhere, so every length and coding in them is taken with caution.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive.decoding import BodyCutShort, BodyTooBig, decoded
from pipelines.archive.exchange import ArchiveError

_DAMAGE = (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError, AttributeError, TypeError, KeyError)
"""What warcio raises on records that are torn or malformed."""
_EDGE_BYTES = 65_536
_NO_LIMIT = 1 << 40
_NO_DATE = datetime.min.replace(tzinfo=UTC)
_CODED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
"""How a body begins that is coded beyond doubt: gzip, zstd."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A response or resource record of a WARC file. `offset` is where its record starts in the file.

    `payload` is decoded from its transfer and content codings. A `problem` ("longer than 10000000 bytes") means that
    the payload was not taken and is empty. `status` is 200 for a resource, which has none. `cut_short` pages are the
    beginning alone, as their crawler kept it (WARC-Truncated).
    """

    url: str
    fetched_at: datetime
    status: int
    content_type: str | None
    payload: bytes = field(repr=False)
    offset: int
    headers: tuple[tuple[str, str], ...] = ()
    problem: str | None = None
    cut_short: bool = False


def read_payload(folder: Path, warc_file: str, offset: int) -> bytes:
    """The payload of the record at `offset` of `<folder>/<warc_file>`, by one seek.

    Raises:
        ArchiveError: no such file, no record there, or the record is torn or holds no payload (a revisit).
    """
    place = f"{warc_file} at byte {offset}"
    if Path(warc_file).name != warc_file:
        raise ArchiveError(f"{place}: not a file name in the archive folder")
    try:
        with (folder / warc_file).open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)), None)
            if record is None:
                raise ArchiveError(f"{place}: no record there; the file may be cut short, restore it from a back-up")
            if record.rec_type not in ("response", "resource"):
                raise ArchiveError(f"{place}: a {record.rec_type} record, which holds no payload")
            payload = _payload(record, None) if _has_length(record) else None
    except FileNotFoundError as error:
        raise ArchiveError(f"{place}: no such file in {folder.name}/; restore it from a back-up") from error
    except _DAMAGE as error:
        raise ArchiveError(f"{place}: not readable ({error})") from error
    if payload is None:
        raise ArchiveError(f"{place}: the record is torn; restore the file from a back-up")
    return payload


def read_record(folder: Path, warc_file: str, offset: int, length: int) -> bytes:
    """The bytes of a record as they lie in `<folder>/<warc_file>`: a gzip member of its own, headers and all.

    Raises:
        ArchiveError: no such file, or it ends before `offset` and `length` bytes more.
    """
    place = f"{warc_file} at byte {offset}"
    if Path(warc_file).name != warc_file:
        raise ArchiveError(f"{place}: not a file name in the archive folder")
    try:
        with (folder / warc_file).open("rb") as file:
            file.seek(offset)
            data = file.read(length)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{place}: not readable ({error}); restore it from a back-up") from error
    if len(data) < length:
        raise ArchiveError(f"{place}: the file ends within the record; restore it from a back-up")
    return data


@dataclass(frozen=True, slots=True)
class WarcPart:
    """A WARC file, or one within a WACZ file. `size` is its length in bytes, as its records' offsets count them."""

    path: Path
    member: str | None
    size: int

    @property
    def name(self) -> str:
        return self.path.name if self.member is None else f"{self.path.name}:{self.member}"

    def fingerprint(self) -> str:
        """A digest of its length, beginning and end: the same file wherever it lies, and no other."""
        digest = hashlib.sha256(str(self.size).encode())
        with self.open() as stream:
            digest.update(stream.read(_EDGE_BYTES))
            if self.member is None:
                stream.seek(max(0, self.size - _EDGE_BYTES))
                digest.update(stream.read(_EDGE_BYTES))
            else:
                # The end of a bundle's member is only reached by reading it all; its checksum stands in the directory.
                with zipfile.ZipFile(self.path) as bundle:
                    digest.update(str(bundle.getinfo(self.member).CRC).encode())
        return digest.hexdigest()

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        if self.member is None:
            with self.path.open("rb") as file:
                yield file
        else:
            with zipfile.ZipFile(self.path) as bundle, bundle.open(self.member) as stream:
                yield stream  # type: ignore[misc]


def warc_parts(path: Path) -> list[WarcPart]:
    """The WARC files that a WARC or WACZ file holds: itself, or its members in order of name.

    Raises:
        ArchiveError: the file cannot be opened, or is a zip file of something else.
    """
    try:
        if not zipfile.is_zipfile(path):
            return [WarcPart(path, None, path.stat().st_size)]
        with zipfile.ZipFile(path) as bundle:
            infos = sorted((i.filename, i.file_size) for i in bundle.infolist() if i.filename.startswith("archive/"))
    except (OSError, zipfile.BadZipFile) as error:
        raise ArchiveError(f"{path.name}: cannot be read ({error})") from error
    parts = [WarcPart(path, name, size) for name, size in infos if ".warc" in name]
    if not parts:
        raise ArchiveError(f"{path.name}: a zip file without archive/*.warc.gz, so not a WACZ file")
    return parts


def iter_pages(path: Path, *, max_bytes: int | None = None) -> Iterator[ArchivedPage]:
    """The response and resource records of a WARC or WACZ file, in order, one in memory at a time (`iter_part`)."""
    for part in warc_parts(path):
        yield from iter_part(part, max_bytes=max_bytes)


def iter_part(part: WarcPart, *, max_bytes: int | None = None, start: int = 0) -> Iterator[ArchivedPage]:
    """The same for one WARC file, from the record that begins at byte `start`.

    A payload over `max_bytes` comes as a problem.

    Raises:
        ArchiveError: the file cannot be opened, is no WARC file, or breaks off or is damaged, which is told after the
            records before; a file that a killed run left behind ends so.
    """
    try:
        with part.open() as stream:
            stream.seek(start)
            yield from _pages(stream, part, max_bytes)
    except (OSError, zipfile.BadZipFile) as error:
        raise ArchiveError(f"{part.name}: cannot be read ({error})") from error


_CLOSING_BYTES = 4
"""The two line ends that close the last record of an uncompressed file."""


def _pages(stream: BinaryIO, part: WarcPart, max_bytes: int | None) -> Iterator[ArchivedPage]:
    records = ArchiveIterator(stream)
    end, seen, fault = stream.tell(), False, ""
    try:
        while (record := next(records, None)) is not None:
            page = _page(record, records, max_bytes)
            after = records.get_record_offset() + records.get_record_length()
            if not _has_length(record) or getattr(record.raw_stream, "limit", 0) > 0:
                raise EOFError("a record ends before its length")
            end = after
            seen = True
            if page is not None:
                yield page
        if end + _CLOSING_BYTES < part.size:
            fault = "what comes after is no record"
    except _DAMAGE as error:
        fault = " ".join(str(error).split())[:200]
        if not seen and end == 0:
            raise ArchiveError(f"{part.name}: not a WARC file ({fault})") from error
    if fault:
        raise ArchiveError(f"{part.name}: breaks off or is damaged after byte {end} ({fault})")


def _page(record: Any, records: Any, max_bytes: int | None) -> ArchivedPage | None:
    if record.rec_type not in ("response", "resource"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not url.startswith(("http://", "https://")):
        return None
    http = record.http_headers
    content_type = http.get_header("Content-Type") if http else record.content_type
    headers = tuple((str(n), str(v)) for n, v in http.headers) if http else ()
    try:
        status = int(http.get_statuscode()) if http else 200
        fetched_at = _date(record.rec_headers.get_header("WARC-Date"))
        payload = _payload(record, max_bytes)
    except BodyTooBig:
        fault = f"longer than {max_bytes} bytes"
    except (ValueError, BodyCutShort) as error:
        # One odd record among the many of a file is no reason to leave those after it.
        fault = f"not readable ({error})"
    else:
        if payload is None:
            return None
        cut_short = record.rec_headers.get_header("WARC-Truncated") is not None
        offset = records.get_record_offset()  # passes over what is left of the record
        return ArchivedPage(url, fetched_at, status, content_type, payload, offset, headers, None, cut_short)
    return ArchivedPage(url, _NO_DATE, 0, content_type, b"", records.get_record_offset(), headers, fault)


def _has_length(record: Any) -> bool:
    """Whether a record says how long it is; one whose head is torn does not, and would pass for empty."""
    return str(record.rec_headers.get_header("Content-Length") or "").strip().isdecimal()


def _payload(record: Any, max_bytes: int | None) -> bytes | None:
    """The decoded payload, or None where the record ends before its stated length.

    Codings that a header names and the body does not bear are passed over: many archives (CC-NEWS before May 2019) keep
    the server's headers beside a body that is freed of them.

    Raises:
        BodyTooBig: over `max_bytes`. BodyCutShort: the body is coded, and damaged.
    """
    limit = max_bytes if max_bytes is not None else _NO_LIMIT
    http = record.http_headers
    # Read before it is freed of its chunks, which may claim any length.
    body = _read(record.raw_stream, 2 * limit)
    if getattr(record.raw_stream, "limit", 0) > 0:
        return None
    if http and (http.get_header("Transfer-Encoding") or "").lower().strip() == "chunked":
        body = _read(ChunkedDataReader(io.BytesIO(body), decomp_type=None), limit)
    codings = (http.get_header("Content-Encoding") if http else None) or ""
    try:
        return decoded(body, codings, limit)
    except BodyCutShort:
        if body.startswith(_CODED):
            raise
        if len(body) > limit:
            raise BodyTooBig from None
        return body


def _read(stream: Any, limit: int) -> bytes:
    parts = io.BytesIO()
    while piece := stream.read(65_536):
        parts.write(piece)
        if parts.tell() > limit:
            raise BodyTooBig
    return parts.getvalue()


def _date(text: str | None) -> datetime:
    at = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def is_warc(path: Path) -> bool:
    """Whether a file begins as a WARC or WACZ file does, whatever it is called."""
    try:
        if zipfile.is_zipfile(path):
            return True
        with path.open("rb") as file:
            head = file.read(4)
        if head[:2] == b"\x1f\x8b":
            with gzip.open(path) as file:
                head = file.read(4)
    except (OSError, EOFError, zlib.error):
        return False
    return head == b"WARC"
