"""Polling the feeds and sitemaps that are due, side by side, each with a conditional request."""

from __future__ import annotations

import asyncio
import random as random_numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pipelines.archive.writer import WarcWriter
from pipelines.collect.addresses import canonical, host_of
from pipelines.collect.feeds import FEED_TYPES, Listing, NotAFeed, parse_listing
from pipelines.collect.network import Fetched, Network, Request
from pipelines.collect.own_address import article_address
from pipelines.collect.protocols import LIVE, Clock, CollectCounts, CollectState, Progress, Sink
from pipelines.collect.rounds import Round, collecting_round, side_by_side
from pipelines.records import Capture, FeedEntry, FeedState, Outcome, Purpose, Source, key
from pipelines.settings import CollectSettings

_MAX_CHILDREN = 20
"""Sitemaps of one index asked in a round, the newest."""
_MAX_DEPTH = 3
"""Indexes of indexes."""


def poll_feeds(
    sources: Sequence[Source],
    *,
    state: CollectState,
    sink: Sink,
    archive: WarcWriter,
    network: Network,
    settings: CollectSettings,
    clock: Clock,
    random: random_numbers.Random,
    run_id: str,
    progress: Progress | None = None,
) -> CollectCounts:
    """Ask every feed and sitemap of `sources` that is due, and land the addresses it names for the first time.

    A feed is due when it was never asked or its `next_poll_at` has come. Failures are rows of `fetch_attempts`, never
    exceptions. Rows: fetch_attempts, captures, feed_entries. Must not be called from a running event loop.

    Raises:
        OSError: the archive or the sink cannot write (disk full, permission); what was appended before stands.
    """
    return asyncio.run(_poll(sources, state, sink, archive, network, settings, clock, random, run_id, progress))


@dataclass
class _Poll:
    round: Round
    states: Mapping[str, FeedState]
    paused: set[str]
    asked: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)


async def _poll(
    sources: Sequence[Source],
    state: CollectState,
    sink: Sink,
    archive: WarcWriter,
    network: Network,
    settings: CollectSettings,
    clock: Clock,
    rng: random_numbers.Random,
    run_id: str,
    progress: Progress | None,
) -> CollectCounts:
    async with collecting_round(
        state=state, sink=sink, archive=archive, network=network, settings=settings, clock=clock, rng=rng,
        run_id=run_id, progress=progress,
    ) as round_:  # fmt: skip
        poll = _Poll(round_, state.feed_states(), state.paused_hosts(clock()))
        feeds: list[tuple[Source, str, Purpose]] = []
        for source in sources:
            feeds += [(source, url, "feed") for url in source.feeds]
            feeds += [(source, url, "sitemap") for url in source.sitemaps]
        due = [feed for feed in feeds if _due(poll, feed[1])]
        round_.tally.total = len(due)
        await side_by_side([_ask(poll, source, url, purpose) for source, url, purpose in due])
    return round_.counts()


def _due(poll: _Poll, url: str) -> bool:
    """Whether it is this address's turn; true once a round."""
    if url in poll.asked or host_of(url) in poll.paused:
        return False
    known = poll.states.get(url)
    due = known is None or known.next_poll_at is None or known.next_poll_at <= poll.round.clock()
    if due:
        poll.asked.add(url)
    return due


async def _ask(poll: _Poll, source: Source, url: str, purpose: Purpose, depth: int = 1) -> None:
    known = poll.states.get(url)
    etag, last_modified = (known.etag, known.last_modified) if known else (None, None)
    request = Request(url, accept=FEED_TYPES, etag=etag, last_modified=last_modified)
    fetched = await poll.round.fetch(request, source.source_id)
    if not fetched.asked:
        return
    listing: Listing | None = None
    fault: tuple[str, str] | None = None
    if fetched.outcome == "done" and fetched.exchange is not None:
        try:
            # In a thread: a hostile feed takes seconds to read, and the other hosts' clocks run on.
            listing = await asyncio.to_thread(
                parse_listing,
                fetched.exchange.payload,
                fetched.exchange.url,
                now=poll.round.clock(),
                max_bytes=poll.round.settings.max_bytes,
            )
        except NotAFeed as error:
            fault = ("NotAFeed", str(error))
    _land(poll, source, purpose, fetched, listing, fault, known)
    children = listing.children[:_MAX_CHILDREN] if listing is not None and depth < _MAX_DEPTH else ()
    for child in children:
        if _due(poll, child.url):
            poll.round.tally.total += 1
            await _ask(poll, source, child.url, "sitemap", depth + 1)


def _land(
    poll: _Poll,
    source: Source,
    purpose: Purpose,
    fetched: Fetched,
    listing: Listing | None,
    fault: tuple[str, str] | None,
    known: FeedState | None,
) -> None:
    """Archive the answer and hand over its rows: attempt, capture and new addresses in one batch, so that a feed's
    validators are never remembered without what the feed said."""
    round_ = poll.round
    capture, outcome = None, fetched.outcome
    if fetched.outcome == "done" and fetched.exchange is not None:
        capture, repeated = _kept(round_, source, purpose, fetched)
        outcome = "wrong_type" if fault else "unchanged" if repeated else "done"
    round_.archive_others(fetched, capture)
    entries = _new_entries(poll, source, fetched.url, listing) if listing is not None else []
    number = 1 if outcome in LIVE else (known.failures if known else 0) + 1
    attempt = round_.recorder.attempt(
        fetched,
        purpose=purpose,
        source_id=source.source_id,
        number=number,
        outcome=outcome,
        capture=capture,
        validators=_validators(fetched, outcome, listing, known),
        retry_at=round_.retry_at(fetched, number),
        fault=fault,
    )
    if round_.silence.is_silent(fetched):
        round_.silence.hold(host_of(fetched.url), attempt)
    else:
        round_.recorder.add(
            {"fetch_attempts": [attempt], "captures": [capture] if capture else [], "feed_entries": entries}
        )
    round_.tally.new_entries += len(entries)
    round_.told(fetched, outcome, capture)


def _kept(round_: Round, source: Source, purpose: Purpose, fetched: Fetched) -> tuple[Capture, bool]:
    """The capture of an answer, and whether this feed has said the very same before."""
    assert fetched.exchange is not None
    held = round_.recorder.holder(fetched.exchange.payload_sha256)
    capture = round_.recorder.keep(
        fetched.exchange,
        url=fetched.url,
        canonical_url=canonical(fetched.url),
        purpose=purpose,
        source_id=source.source_id,
        held=held,
    )
    return capture, held is not None and held.url == fetched.url


def _validators(
    fetched: Fetched, outcome: Outcome, listing: Listing | None, known: FeedState | None
) -> tuple[str | None, str | None]:
    """What to send as a condition next time. An index whose children bear no times is asked without one: it stays the
    same while they change, and a 304 would hide them."""
    if outcome == "unchanged" and fetched.exchange is not None and fetched.status == 304 and known is not None:
        return fetched.header("etag") or known.etag, fetched.header("last-modified") or known.last_modified
    if outcome not in LIVE:
        return None, None
    if listing is not None and any(child.lastmod is None for child in listing.children):
        return None, None
    return fetched.header("etag"), fetched.header("last-modified")


def _is_front_page(address: str) -> bool:
    """Sitemaps list a site's own front page, and some feeds name it for want of a better address: no article."""
    parts = urlsplit(address)
    return parts.path == "/" and not parts.query


def _new_entries(poll: _Poll, source: Source, feed_url: str, listing: Listing) -> list[FeedEntry]:
    round_ = poll.round
    found: dict[str, FeedEntry] = {}
    for listed in listing.entries:
        address = article_address(listed.url, source.homepage)
        entry_id = key("entry", address)
        if _is_front_page(address) or entry_id in poll.named or entry_id in found:
            continue
        found[entry_id] = FeedEntry(
            entry_id=entry_id,
            run_id=round_.recorder.run_id,
            source_id=source.source_id,
            feed_url=feed_url,
            url=listed.url,
            canonical_url=address,
            title=listed.title,
            published_at=listed.published_at,
            seen_at=round_.clock(),
        )
    known = round_.state.known_entries(list(found)) if found else set()
    poll.named |= found.keys()
    return [entry for entry_id, entry in found.items() if entry_id not in known]
