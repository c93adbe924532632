"""What a collecting round asks of its surroundings, and what it gives back: state, sink, counts.

The warehouse implements `CollectState` and `Sink` without importing this module; tests bring small ones of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from pipelines.records import Capture, FeedState, ImportPlace, Outcome, PageDue

Clock = Callable[[], datetime]
"""Gives the time now, aware and in UTC."""


class Progress(Protocol):
    """Told after each item: how many are done, and of how many; where nobody counted them, `share` (0 to 1) is how far
    it is."""

    def __call__(self, done: int, total: int | None = None, share: float | None = None) -> None: ...


class CollectState(Protocol):
    """What is known from earlier rounds. Rows count as known once their batch is in the sink."""

    def feed_states(self) -> Mapping[str, FeedState]:
        """By address, of each feed and sitemap that was asked before."""

    def pages_due(self, now: datetime, limit: int) -> Sequence[PageDue]:
        """Addresses whose turn it is at `now`: new ones first, then tries anew, then revisits; at most `limit`."""

    def captures_with(self, digests: Collection[str]) -> Mapping[str, Capture]:
        """By payload digest, the capture whose WARC record holds these bytes (`refers_to` is None), where any does."""

    def captured_from(self, canonical_url: str) -> str | None:
        """The address that the first page capture of this article was asked at, None if there is none."""

    def taken_down(self, canonical_url: str) -> bool:
        """Whether this article was taken down, and must not be kept anew."""

    def known_entries(self, entry_ids: Sequence[str]) -> set[str]:
        """Those of the ids that are in `feed_entries` already."""

    def paused_hosts(self, now: datetime) -> set[str]:
        """Hosts that asked us to wait (429, or 503 with Retry-After) until a time that is still to come at `now`."""

    def robots_captures(self, since: datetime) -> Sequence[Capture]:
        """Captures of purpose robots fetched at or after `since`, oldest first."""


class ImportState(Protocol):
    """What an import asks of earlier rounds."""

    def captures_with(self, digests: Collection[str]) -> Mapping[str, Capture]:
        """As in CollectState."""

    def captured_from(self, canonical_url: str) -> str | None:
        """As in CollectState."""

    def taken_down(self, canonical_url: str) -> bool:
        """As in CollectState."""

    def captured(self, payload_sha256: str, capture_id: str) -> bool:
        """Whether this capture, of these bytes, is in `captures` already."""

    def import_place(self, file_id: str) -> ImportPlace | None:
        """How far the import of a file has come, None if it was never begun."""


class Sink(Protocol):
    """Where rows go."""

    def append(self, rows: Mapping[str, Sequence[object]], /) -> object:
        """Append rows to the named tables of `records.LANDING`, all in one transaction."""


@dataclass(frozen=True, slots=True)
class CollectCounts:
    """How a round went. `requests` counts attempts of all purposes; the outcomes are those of the items asked for
    (feeds, sitemaps or pages), robots.txt aside. `dead` are those given up in this round; `offline` those that no host
    at all answered, which count against nobody."""

    requests: int = 0
    done: int = 0
    unchanged: int = 0
    moved: int = 0
    gone: int = 0
    refused: int = 0
    throttled: int = 0
    temporary: int = 0
    permanent: int = 0
    too_big: int = 0
    wrong_type: int = 0
    unsafe: int = 0
    captures: int = 0
    new_entries: int = 0
    payload_bytes: int = 0
    dead: int = 0
    offline: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


LIVE: frozenset[Outcome] = frozenset({"done", "unchanged", "moved"})
"""Outcomes in which the site answered with what was asked for."""
