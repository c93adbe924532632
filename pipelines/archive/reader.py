"""Reading WARC: one payload by its place, or all pages of a file in order.

Files come from our own runs and from elsewhere, so every length and coding in them is taken with caution.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive.exchange import ArchiveError

_DAMAGE = (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError, AttributeError, TypeError, KeyError)
"""What warcio raises on records that are torn or malformed."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A response or resource record of a WARC file. `offset` is where its record starts in the file.

    `payload` is decoded from its transfer and content codings. A `problem` ("longer than 10000000 bytes") means that
    the payload was not taken and is empty. `status` is 200 for a resource, which has none.
    """

    url: str
    fetched_at: datetime
    status: int
    content_type: str | None
    payload: bytes = field(repr=False)
    offset: int
    headers: tuple[tuple[str, str], ...] = ()
    problem: str | None = None


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
            payload = _payload(record, None)
    except FileNotFoundError as error:
        raise ArchiveError(f"{place}: no such file in {folder.name}/; restore it from a back-up") from error
    except _DAMAGE as error:
        raise ArchiveError(f"{place}: not readable ({error})") from error
    if payload is None:
        raise ArchiveError(f"{place}: the record is torn; restore the file from a back-up")
    return payload


def iter_pages(path: Path, *, max_bytes: int | None = None) -> Iterator[ArchivedPage]:
    """The response and resource records of a WARC or WACZ file, in order, one in memory at a time.

    A torn end, as a killed run leaves it, ends the iteration quietly. A payload over `max_bytes` comes as a problem.

    Raises:
        ArchiveError: the file cannot be opened or is no WARC file at all.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as bundle:
                names = sorted(n for n in bundle.namelist() if n.startswith("archive/") and ".warc" in n)
                if not names:
                    raise ArchiveError(f"{path.name}: a zip file without archive/*.warc.gz, so not a WACZ file")
                for name in names:
                    with bundle.open(name) as stream:
                        yield from _pages(stream, f"{path.name}:{name}", max_bytes)  # type: ignore[arg-type]
        else:
            with path.open("rb") as file:
                yield from _pages(file, path.name, max_bytes)
    except (OSError, zipfile.BadZipFile) as error:
        raise ArchiveError(f"{path.name}: cannot be read ({error})") from error


def _pages(stream: BinaryIO, name: str, max_bytes: int | None) -> Iterator[ArchivedPage]:
    records = ArchiveIterator(stream)
    seen = False
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            page = _page(record, records, max_bytes)
        except _DAMAGE as error:
            if not seen:
                raise ArchiveError(f"{name}: not a WARC file ({error})") from error
            return
        seen = True
        if page is not None:
            yield page


def _page(record: Any, records: Any, max_bytes: int | None) -> ArchivedPage | None:
    if record.rec_type not in ("response", "resource"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not url.startswith(("http://", "https://")):
        return None
    http = record.http_headers
    status = int(http.get_statuscode()) if http else 200
    content_type = http.get_header("Content-Type") if http else record.content_type
    headers = tuple((str(n), str(v)) for n, v in http.headers) if http else ()
    fetched_at = _date(record.rec_headers.get_header("WARC-Date"))
    problem = None
    payload = b""
    try:
        found = _payload(record, max_bytes)
        if found is None:
            return None
        payload = found
    except OverflowError:
        problem = f"longer than {max_bytes} bytes"
    return ArchivedPage(url, fetched_at, status, content_type, payload, records.get_record_offset(), headers, problem)


def _payload(record: Any, max_bytes: int | None) -> bytes | None:
    """The decoded payload, or None where the record ends before its stated length. OverflowError over `max_bytes`."""
    stream = record.content_stream()
    parts = io.BytesIO()
    while piece := stream.read(65_536):
        parts.write(piece)
        if max_bytes is not None and parts.tell() > max_bytes:
            raise OverflowError
    if getattr(record.raw_stream, "limit", 0) > 0:
        return None
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
