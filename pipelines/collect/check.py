"""Asking every feed and sitemap of a list once, to tell which answer. Nothing is archived and nothing landed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from pipelines.collect.asking import Asker
from pipelines.collect.network import Network, Session
from pipelines.collect.protocols import Clock
from pipelines.records import Outcome, Purpose, Source
from pipelines.settings import CollectSettings


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """How one feed or sitemap answered. `entries` counts the addresses it names (for an index, its sitemaps);
    `message` says what is wrong, or what to change in the list, and is None where nothing is."""

    source_id: str
    url: str
    purpose: Purpose
    outcome: Outcome
    status: int | None
    entries: int
    message: str | None


def check_sources(
    sources: Sequence[Source], *, network: Network, settings: CollectSettings, clock: Clock
) -> Iterator[FeedCheck]:
    """Ask each feed and sitemap of `sources` once, robots.txt kept, and give each answer as it comes.

    Failures are outcomes, never exceptions. Must not be called from a running event loop.
    """
    feeds: list[tuple[Source, str, Purpose]] = []
    for source in sources:
        feeds += [(source, url, "feed") for url in source.feeds]
        feeds += [(source, url, "sitemap") for url in source.sitemaps]
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        session = runner.run(stack.enter_async_context(network.session(clock=clock)))
        try:
            pending = runner.run(_begin(session, feeds, settings, clock))
            while pending:
                done, pending = runner.run(_next(pending))
                for task in done:
                    yield task.result()
        finally:
            runner.run(stack.aclose())


Tasks = set["asyncio.Task[FeedCheck]"]


async def _begin(
    session: Session, feeds: Sequence[tuple[Source, str, Purpose]], settings: CollectSettings, clock: Clock
) -> Tasks:
    asker = Asker(session, settings, clock)
    return {asyncio.ensure_future(_check(asker, source, url, purpose)) for source, url, purpose in feeds}


async def _next(pending: Tasks) -> tuple[Tasks, Tasks]:
    return await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)


async def _check(asker: Asker, source: Source, url: str, purpose: Purpose) -> FeedCheck:
    found = await asker.listing(url)
    listing = found.listing
    if listing is None:
        return FeedCheck(source.source_id, url, purpose, found.outcome, found.status, 0, found.fault)
    entries = len(listing.children) or len(listing.entries)
    message = None
    if found.moved:
        message = f"has moved to {found.url}; put that into the list"
    elif entries == 0:
        message = f"is a {listing.kind} without entries"
    outcome: Outcome = "moved" if found.moved else "done"
    return FeedCheck(source.source_id, url, purpose, outcome, found.status, entries, message)
