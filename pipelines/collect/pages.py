"""Fetching the pages that are due: new addresses, ones to be tried again, articles to be looked at again.

Hosts go side by side, the pages of one host one after the other. What becomes of an answer
is `keeping`'s matter; reading a page's text stays out.
"""

from __future__ import annotations

import asyncio
import random as random_numbers
from collections import defaultdict
from collections.abc import Iterable

from pipelines.archive.writer import WarcWriter
from pipelines.collect.addresses import host_of
from pipelines.collect.keeping import Keeper
from pipelines.collect.network import Fetched, Network, Request
from pipelines.collect.protocols import Clock, CollectCounts, CollectState, Progress, Sink
from pipelines.collect.robots import UNREACHABLE, UNREADABLE
from pipelines.collect.rounds import Round, collecting_round, side_by_side
from pipelines.records import PageDue
from pipelines.settings import CollectSettings

ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.5"

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"})
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a zip file or office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"ID3": "sound",
    b"\x1f\x8b": "a gzip file",
}
_SILENT_TRIES = 3
"""After so many tries in a row without an answer, a host's other pages wait for the next round."""


def fetch_pages(
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
    """Ask every page that `state.pages_due` names, and land what came back.

    Rows: fetch_attempts, captures (of 2xx answers) and one ledger row of step "fetch" an address: `done` with the time
    of the next revisit, `empty` for gone and refused, `failed` with the next try, `dead` when given up. An address of
    an article that is held by way of another one is `moved`, and not captured beside it. A host that
    throttles is left alone until the time it names, in later rounds too; one that is silent three times in a row, or
    takes longer than `settings.host_seconds`, for the rest of the round. Its pages stay due. Where no host at all
    answers, no try is counted (`silence`). Must not be called from a running event loop.

    Raises:
        OSError: the archive or the sink cannot write (disk full, permission); what was appended before stands.
    """
    return asyncio.run(_fetch(state, sink, archive, network, settings, clock, random, run_id, progress))


async def _fetch(
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
        hosts: defaultdict[str, list[PageDue]] = defaultdict(list)
        paused = state.paused_hosts(clock())
        for page in state.pages_due(clock(), settings.max_pages_per_run):
            if host_of(page.url) not in paused:
                hosts[host_of(page.url)].append(page)
        round_.tally.total = sum(map(len, hosts.values()))
        keeper = Keeper(round_)
        await side_by_side([_fetch_hosts(round_, keeper, hosts.values()), keeper.keep_all()])
    return round_.counts()


async def _fetch_hosts(round_: Round, keeper: Keeper, hosts: Iterable[list[PageDue]]) -> None:
    await side_by_side([_fetch_host(round_, keeper, pages) for pages in hosts])
    await keeper.end()


async def _fetch_host(round_: Round, keeper: Keeper, pages: list[PageDue]) -> None:
    loop = asyncio.get_running_loop()
    ends, silent = loop.time() + round_.settings.host_seconds, 0
    for page in pages:
        if loop.time() >= ends:
            return
        fetched = await round_.fetch(
            Request(page.url, accept=ACCEPT, etag=page.etag, last_modified=page.last_modified, unwanted=not_a_page),
            page.source_id,
        )
        if not fetched.asked:
            return
        await keeper.put(page, fetched)
        silent = silent + 1 if fetched.status is None and fetched.outcome == "temporary" else 0
        if fetched.outcome == "throttled" or silent >= _SILENT_TRIES or (_no_rules(fetched) and not fetched.hops):
            return


def _no_rules(fetched: Fetched) -> bool:
    """Whether robots.txt could not be read: then no page of the host is asked, and one row tells it."""
    return fetched.error_class in (UNREACHABLE, UNREADABLE)


def not_a_page(content_type: str | None, head: bytes) -> str | None:
    """What an answer is instead of a page, by its declared type or its first bytes; None where it may be one."""
    declared = (content_type or "").partition(";")[0].strip().lower()
    if declared and "/" in declared and declared not in _PAGE_TYPES:
        return f"is {declared[:80]}, not a page"
    for signature, name in _SIGNATURES.items():
        if head.startswith(signature):
            return f"is {name}, not a page" + (f", though declared as {declared}" if declared else "")
    return None
