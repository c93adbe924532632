"""Keeping what came in: responses into the archive, rows into the sink, in batches.

A batch goes to the sink when it is full or two seconds old, so that a killed run loses only what was under way. The
rows of one response always go together. What a response means stays out.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from email.message import Message
from types import TracebackType

from pipelines.archive.exchange import Exchange
from pipelines.archive.writer import Records, WarcWriter, records_of
from pipelines.collect.network import Fetched
from pipelines.collect.protocols import Clock, CollectState, ImportState, Sink
from pipelines.records import Capture, FetchAttempt, ImportPlace, Outcome, Purpose, key

_BATCH_ROWS = 1_000
_BATCH_SECONDS = 2.0


class Recorder:
    """Archives exchanges and gathers rows. Use it as a context manager: the last batch is flushed at the end."""

    def __init__(
        self, *, archive: WarcWriter, sink: Sink, state: CollectState | ImportState, clock: Clock, run_id: str
    ) -> None:
        self.archive = archive
        self.run_id = run_id
        self._sink = sink
        self._state = state
        self._clock = clock
        self._rows: defaultdict[str, list[object]] = defaultdict(list)
        self._waiting = 0
        self._flushed_at = time.monotonic()
        self._held: dict[str, Capture] = {}
        self._asked_at: dict[str, str] = {}
        self._added: set[str] = set()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After a failure of the disk or the sink there is nothing to save; after an interruption there is.
        if error is None or not isinstance(error, Exception):
            self.flush()

    def add(self, tables: Mapping[str, Sequence[object]]) -> None:
        """Rows that belong together; they reach the sink in one batch."""
        for table, rows in tables.items():
            self._rows[table].extend(rows)
            self._waiting += len(rows)
        if self._waiting >= _BATCH_ROWS or time.monotonic() - self._flushed_at >= _BATCH_SECONDS:
            self.flush()

    def reached(self, place: ImportPlace) -> None:
        """How far an import has come in a file, to be remembered with the rows up to there."""
        self._rows["import_places"] = [place]
        self.add({})

    def flush(self) -> None:
        """Hand the batch over, once the records it points to are safe on the disk."""
        batch = {table: rows for table, rows in self._rows.items() if rows}
        if batch:
            self.archive.sync()
            self._sink.append(batch)
        self._rows.clear()
        # What is in the sink is the state's to tell: memory does not grow with the round.
        self._held.clear()
        self._asked_at.clear()
        self._added.clear()
        self._waiting = 0
        self._flushed_at = time.monotonic()

    def holders(self, digests: Collection[str]) -> dict[str, Capture]:
        """By payload digest, the capture that holds these bytes, of this run or an earlier one."""
        fresh = {digest: self._held[digest] for digest in digests if digest in self._held}
        asked = [digest for digest in digests if digest not in fresh]
        return {**self._state.captures_with(asked), **fresh} if asked else fresh

    def holder(self, payload_sha256: str) -> Capture | None:
        """The same for one."""
        return self.holders((payload_sha256,)).get(payload_sha256)

    def captured_from(self, canonical_url: str) -> str | None:
        """The address that this article was first captured from, in this run or an earlier one."""
        return self._state.captured_from(canonical_url) or self._asked_at.get(canonical_url)

    def has(self, capture_id: str) -> bool:
        """Whether this capture was added since the last batch went to the sink."""
        return capture_id in self._added

    def keep(
        self,
        exchange: Exchange,
        *,
        url: str,
        canonical_url: str,
        purpose: Purpose,
        source_id: str | None,
        held: Capture | None = None,
        records: Records | None = None,
    ) -> Capture:
        """Archive a response and return its capture (not yet added). With `held`, only as a revisit of it.

        `records` are those of the response, where they were compressed beforehand.
        """
        place = self.archive.add(records or records_of(exchange, held).compressed())
        content_type, charset = _content_type(exchange)
        capture = Capture(
            capture_id=key("capture", url, exchange.fetched_at.isoformat(), exchange.payload_sha256),
            run_id=self.run_id,
            source_id=source_id,
            url=url,
            final_url=exchange.url,
            canonical_url=canonical_url,
            purpose=purpose,
            fetched_at=exchange.fetched_at,
            status=exchange.status or 200,
            content_type=content_type,
            charset=charset,
            payload_sha256=exchange.payload_sha256,
            payload_bytes=len(exchange.payload),
            warc_file=place.file,
            warc_offset=place.offset,
            warc_length=place.length,
            refers_to=held.capture_id if held is not None else None,
        )
        if held is None:
            self._held.setdefault(exchange.payload_sha256, capture)
        self._added.add(capture.capture_id)
        if purpose == "page":
            self._asked_at.setdefault(canonical_url, url)
        return capture

    def attempt(
        self,
        fetched: Fetched,
        *,
        purpose: Purpose,
        source_id: str | None,
        number: int,
        outcome: Outcome | None = None,
        capture: Capture | None = None,
        validators: tuple[str | None, str | None] = (None, None),
        retry_at: datetime | None = None,
        fault: tuple[str, str] | None = None,
    ) -> FetchAttempt:
        """The row of a request. `validators` are those to send next time; `fault` overrides the fetch's own error."""
        at = self._clock()
        name, message = fault or (fetched.error_class, fetched.error_message)
        return FetchAttempt(
            attempt_id=key("attempt", self.run_id, purpose, fetched.url, at.isoformat()),
            run_id=self.run_id,
            source_id=source_id,
            url=fetched.url,
            final_url=fetched.final_url,
            purpose=purpose,
            attempted_at=at,
            outcome=outcome or fetched.outcome,
            status=fetched.status,
            error_class=name,
            error_message=message,
            etag=validators[0],
            last_modified=validators[1],
            payload_bytes=len(fetched.exchange.payload) if fetched.exchange is not None else None,
            elapsed_ms=fetched.elapsed_ms,
            attempt=number,
            retry_at=retry_at,
            capture_id=capture.capture_id if capture is not None else None,
        )


def _content_type(exchange: Exchange) -> tuple[str | None, str | None]:
    """Media type and charset as the response declares them, both lowercased, None where it does not."""
    declared = exchange.content_type
    for name, value in exchange.headers:
        if name.lower() == "content-type":
            declared = value
    if not declared or not declared.strip():
        return None, None
    message = Message()
    try:
        message["Content-Type"] = declared
        charset = message.get_content_charset()
    except (ValueError, LookupError, UnicodeError, AssertionError):
        charset = None
    return declared.partition(";")[0].strip().lower()[:200] or None, charset
