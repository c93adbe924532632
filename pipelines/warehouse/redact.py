"""Blanking a record of a WARC file in its place, for a takedown: every other record keeps its offset.

The archive is only ever added to; this is the one exception. The bytes are overwritten by a WARC record of the same
length that says that something was taken down, so that the file stays a WARC file for every reader.
"""

from __future__ import annotations

import os
import uuid
import zlib
from datetime import UTC, datetime
from pathlib import Path

_COMMENT = 0x10
"""The flag of a gzip header that a comment follows, which fills what is left over."""


def blank_record(file: Path, offset: int, length: int, at: datetime) -> None:
    """Overwrite the compressed record at `offset` by one that holds nothing; may be done twice.

    Args:
        file: the WARC file, each record of which is a gzip member of its own.
        offset: where the record starts, in bytes of the compressed file.
        length: of the compressed record.
        at: the time of the takedown, which the new record names.

    Raises:
        OSError: the file cannot be written.
        ValueError: there is no record of that length, or it is too short to hold another.
    """
    blank = _blank(f"{file.name}:{offset}", length, at)
    with file.open("rb+") as archive:
        archive.seek(offset)
        if archive.read(2) != b"\x1f\x8b" or offset + length > file.stat().st_size:
            raise ValueError(f"{file.name}: no record of {length} bytes at {offset}")
        archive.seek(offset)
        archive.write(blank)
        archive.flush()
        os.fsync(archive.fileno())


def _blank(name: str, length: int, at: datetime) -> bytes:
    """A gzip member of exactly `length` bytes with a WARC record of spaces."""
    spaces = length
    while spaces >= 0:
        member = _member(_record(name, spaces, at), 0, 0)
        if len(member) <= length:
            return member if len(member) == length else _padded(_record(name, spaces, at), 0, length)
        spaces -= len(member) - length
    return _padded(_record(name, 0, at), 9, length)


def _padded(record: bytes, level: int, length: int) -> bytes:
    bare = len(_member(record, level, 0))
    if bare > length:
        raise ValueError(f"a record of {length} bytes is too short to be blanked")
    member = _member(record, level, length - bare)
    assert len(member) == length
    return member


def _record(name: str, spaces: int, at: datetime) -> bytes:
    head = (
        "WARC/1.1\r\nWARC-Type: metadata\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>\r\n"
        f"WARC-Date: {at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\r\n"
        "Content-Type: text/plain\r\n"
        f"Content-Length: {spaces + 10}\r\n\r\n"
    )
    return head.encode() + b"taken down" + b" " * spaces + b"\r\n\r\n"


def _member(data: bytes, level: int, filling: int) -> bytes:
    """A gzip member of `data`; `filling` bytes of comment in its header, its closing zero among them."""
    compress = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = compress.compress(data) + compress.flush()
    comment = b" " * (filling - 1) + b"\x00" if filling else b""
    head = b"\x1f\x8b\x08" + bytes([_COMMENT if filling else 0]) + b"\x00\x00\x00\x00\x00\xff" + comment
    return head + body + zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
