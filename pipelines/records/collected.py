"""What collecting hands on: sources, attempts, captures, entries of feeds, the ledger, and where a run stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

OwnerKind = Literal["wire", "government", "party", "private", "public", "ngo", "igo"]
Purpose = Literal["robots", "feed", "sitemap", "page"]
Outcome = Literal[
    "done", "unchanged", "moved", "gone", "refused", "throttled", "temporary", "permanent", "too_big", "wrong_type",
    "unsafe",
]  # fmt: skip
StepOutcome = Literal["done", "empty", "failed", "dead"]
RunKind = Literal["tick", "sample", "import", "replay", "reannotate", "rebuild", "takedown"]
OFFLINE = "Offline"
"""The error class of an attempt that no host at all answered: it counts against nobody."""


@dataclass(frozen=True, slots=True)
class Source:
    """A news site as `sources.yml` describes it. `country` is ISO 3166-1 alpha-3, `language` ISO 639-1.

    `speaks_for` is the ISO alpha-3 code or the name of the side whose voice the outlet is, None for nobody's.
    """

    source_id: str
    name: str
    homepage: str
    country: str | None
    language: str
    owner: OwnerKind
    speaks_for: str | None
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One version of a source's entry, landed whenever the entry differs from the last one landed.

    `entry_sha256` is of the entry alone; `active` is False for a source that left the file.
    """

    source_id: str
    name: str
    homepage: str
    country: str | None
    language: str
    owner: OwnerKind
    speaks_for: str | None
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    active: bool
    entry_sha256: str
    run_id: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class FetchAttempt:
    """One request as it ended. `retry_at` is set for throttled and temporary outcomes only."""

    attempt_id: str
    run_id: str
    source_id: str | None
    url: str
    final_url: str | None
    purpose: Purpose
    attempted_at: datetime
    outcome: Outcome
    status: int | None
    error_class: str | None
    error_message: str | None
    etag: str | None
    last_modified: str | None
    payload_bytes: int | None
    elapsed_ms: int | None
    attempt: int
    retry_at: datetime | None
    capture_id: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """One response as it was archived. `warc_offset` and `warc_length` are bytes in the compressed file.

    A capture whose bytes were already held is a WARC revisit record and names the capture that holds them in
    `refers_to`. `canonical_url` is what the article's key is made from.
    """

    capture_id: str
    run_id: str
    source_id: str | None
    url: str
    final_url: str
    canonical_url: str
    purpose: Purpose
    fetched_at: datetime
    status: int
    content_type: str | None
    charset: str | None
    payload_sha256: str
    payload_bytes: int
    warc_file: str
    warc_offset: int
    warc_length: int
    refers_to: str | None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An address that a feed or sitemap named, at its first sight. `entry_id` is the key of its canonical address.

    One from an imported list has the list's file name as `feed_url`, and no `source_id` where its host is no source's.
    """

    entry_id: str
    run_id: str
    source_id: str | None
    feed_url: str
    url: str
    canonical_url: str
    title: str | None
    published_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """That a step dealt with an input. The latest row (by `at`, then `attempts`) of a step and input holds.

    Steps: `fetch` (input: entry_id), `extract` (capture_id), `compare`, `relate`, `annotate` (revision_id).
    """

    step: str
    version: str
    input_id: str
    outcome: StepOutcome
    attempts: int
    next_try_at: datetime | None
    run_id: str
    at: datetime
    error_class: str | None
    error_message: str | None


@dataclass(frozen=True, slots=True)
class RunEvent:
    """The start or the end of a run; a start without an end is a run that was killed. `counts` is a JSON object."""

    run_id: str
    phase: Literal["started", "finished"]
    kind: RunKind
    at: datetime
    pass_time: datetime
    outcome: str | None
    counts: str | None
    dateline_version: str
    dagster_run_id: str | None


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """How far the import of a WARC file has come: the records before byte `position` of `total` have been dealt with.

    `file_id` is the key of the file's fingerprint and of what the import takes; `pages` counts those taken so far.
    """

    file_id: str
    run_id: str
    file: str
    position: int
    total: int
    pages: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed or sitemap from earlier polls. `failures` counts those since the last success."""

    url: str
    etag: str | None
    last_modified: str | None
    next_poll_at: datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class PageDue:
    """An address whose turn it is: new, to be tried again, or to be looked at again (`revisit`).

    `attempts` counts failed tries so far; `etag` and `last_modified` are those of the last capture. `seen_at` is when
    the address was first named: revisits are timed from it.
    """

    entry_id: str
    source_id: str | None
    url: str
    canonical_url: str
    attempts: int
    revisit: bool
    etag: str | None
    last_modified: str | None
    seen_at: datetime | None = None
