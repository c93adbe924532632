"""Bringing in lists of addresses: each becomes due as if a feed had named it, and is then fetched as politely.

Fetching stays out: the addresses wait in `feed_entries` for the next round like all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.collect.addresses import absolute
from pipelines.collect.hosts_of_sources import HostsOfSources
from pipelines.collect.own_address import article_address
from pipelines.collect.protocols import Clock, CollectState, Progress, Sink
from pipelines.records import FeedEntry, Source, key

_BATCH = 1_000
_LONGEST = 4_096


@dataclass
class ListCounts:
    """How a list was taken. `known` were named before; `problems` name lines that are no address, by file and line."""

    addresses: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


def is_url_list(path: Path) -> bool:
    """Whether a file's first line with something on it, comments aside, is an http(s) address."""
    try:
        with path.open(encoding="utf-8-sig", errors="strict") as lines:
            for _, text in zip(range(1_000), iter(lambda: lines.readline(_LONGEST), ""), strict=False):
                if text.strip() and not text.lstrip().startswith("#"):
                    return absolute("", text.strip()) is not None
    except (OSError, UnicodeDecodeError):
        return False
    return False


def land_addresses(
    paths: Sequence[Path],
    *,
    state: CollectState,
    sink: Sink,
    clock: Clock,
    run_id: str,
    sources: Sequence[Source] = (),
    progress: Progress | None = None,
) -> ListCounts:
    """Land the addresses of text files, one a line, `#` for a comment; those named before are counted, not repeated.

    An address is a source's when its host is one of `sources`; others have none. A million lines take no memory to
    speak of. Rows: feed_entries, with the file's name where the feed's address stands otherwise.

    Raises:
        OSError: the sink cannot write; what was landed before stands.
    """
    counts = ListCounts()
    hosts = HostsOfSources(sources)
    waiting: dict[str, FeedEntry] = {}
    for path in paths:
        for number, url in _lines(path, counts):
            source = hosts.source_of(url)
            address = article_address(url, source.homepage if source else None)
            entry_id, source_id = key("entry", address), source.source_id if source else None
            waiting.setdefault(
                entry_id, FeedEntry(entry_id, run_id, source_id, path.name, url, address, None, None, clock())
            )
            if len(waiting) >= _BATCH:
                _land(waiting, state, sink, counts)
            if progress is not None and number % _BATCH == 0:
                progress(counts.addresses + counts.known)
    _land(waiting, state, sink, counts)
    return counts


def _land(waiting: dict[str, FeedEntry], state: CollectState, sink: Sink, counts: ListCounts) -> None:
    known = state.known_entries(list(waiting))
    fresh = [entry for entry_id, entry in waiting.items() if entry_id not in known]
    if fresh:
        sink.append({"feed_entries": fresh})
    counts.addresses += len(fresh)
    counts.known += len(waiting) - len(fresh)
    waiting.clear()


def _lines(path: Path, counts: ListCounts) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, text in enumerate(iter(lambda: lines.readline(_LONGEST), ""), start=1):
            given = text.strip()
            if not given or given.startswith("#"):
                continue
            url = absolute("", given) if " " not in given else None
            if url is None:
                counts.problems.append(f"{path}:{number}: {given[:80]!r} is no http(s) address; one a line")
            else:
                yield number, url
