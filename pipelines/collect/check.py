"""Asking every feed and sitemap of a list once, to tell which answer. Nothing is archived and nothing landed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from pipelines.collect.addresses import origin_of
from pipelines.collect.feeds import NotAFeed, parse_listing
from pipelines.collect.network import Fetched, Network, Request, Session
from pipelines.collect.poll import ACCEPT
from pipelines.collect.protocols import Clock
from pipelines.collect.robots import UnreadableRules, parse_rules, product_token
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
    robots: dict[str, asyncio.Task[Fetched]] = {}
    return {
        asyncio.ensure_future(_check(session, robots, source, url, purpose, settings, clock))
        for source, url, purpose in feeds
    }


async def _next(pending: Tasks) -> tuple[Tasks, Tasks]:
    return await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)


async def _check(
    session: Session,
    robots: dict[str, asyncio.Task[Fetched]],
    source: Source,
    url: str,
    purpose: Purpose,
    settings: CollectSettings,
    clock: Clock,
) -> FeedCheck:
    def told(outcome: Outcome, status: int | None, entries: int = 0, message: str | None = None) -> FeedCheck:
        return FeedCheck(source.source_id, url, purpose, outcome, status, entries, message)

    origin = origin_of(url)
    if origin not in robots:
        robots[origin] = asyncio.ensure_future(session.get(Request(f"{origin}/robots.txt")))
    rules = await robots[origin]
    agent = product_token(settings.user_agent)
    if rules.outcome == "done" and rules.exchange is not None:
        try:
            allowed = parse_rules(rules.exchange.payload, agent).allows(url)
        except UnreadableRules as error:
            return told("temporary", None, message=f"{origin}/robots.txt: {error}")
        if not allowed:
            return told("refused", None, message=f"{origin}/robots.txt does not allow {agent} to ask for it")
    elif rules.outcome in ("temporary", "throttled"):
        return told("temporary", rules.status, message=f"{origin}/robots.txt: {rules.error_message}")
    fetched = await session.get(Request(url, accept=ACCEPT))
    if fetched.outcome != "done" or fetched.exchange is None:
        return told(fetched.outcome, fetched.status, message=fetched.error_message)
    try:
        listing = await asyncio.to_thread(
            parse_listing, fetched.exchange.payload, fetched.exchange.url, now=clock(), max_bytes=settings.max_bytes
        )
    except NotAFeed as error:
        return told("wrong_type", fetched.status, message=str(error))
    entries = len(listing.children) or len(listing.entries)
    message = None
    if fetched.moved:
        message = f"has moved to {fetched.exchange.url}; put that into the list"
    elif entries == 0:
        message = f"is a {listing.kind} without entries"
    return told("moved" if fetched.moved else "done", fetched.status, entries, message)
