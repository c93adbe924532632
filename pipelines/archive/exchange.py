"""What the archive keeps: one request with its response, or one file that was handed in.

Only the type stands here; `writer` turns it into WARC records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

Clock = Callable[[], datetime]
"""Gives the time now, aware and in UTC; passed in, so that a run can be repeated."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One response as it came in, with the request that asked for it.

    `payload` is the body after transfer and content decoding. `headers` are the response's own, in order. A `status` of
    None means that there was no HTTP: a file handed in, kept as a WARC resource of type `content_type`. An exchange
    without `request_headers` (an import) gets no request record. `http_version` is "HTTP/1.1", "HTTP/2" and so on.
    """

    url: str
    fetched_at: datetime
    payload: bytes = field(repr=False)
    status: int | None = None
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    request_headers: tuple[tuple[str, str], ...] = ()
    request_target: str = "/"
    http_version: str = "HTTP/1.1"
    ip_address: str | None = None
    content_type: str | None = None
    payload_sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "payload_sha256", hashlib.sha256(self.payload).hexdigest())


@dataclass(frozen=True, slots=True)
class WarcPlace:
    """Where a record lies: the file's name in the archive folder, and its bytes in that compressed file."""

    file: str
    offset: int
    length: int


class ArchiveError(Exception):
    """A WARC file or record cannot be read or written; the message names the file, the place and what to do."""
