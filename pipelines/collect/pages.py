"""Fetching the pages that are due: new addresses, ones to be tried again, articles to be looked at again.

Hosts go side by side, the pages of one host one after the other. Reading a page's text stays out.
"""

from __future__ import annotations

import asyncio
import random as random_numbers
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from pipelines.archive.exchange import Exchange
from pipelines.archive.writer import Records, WarcWriter, records_of
from pipelines.collect.addresses import canonical, host_of
from pipelines.collect.network import Fetched, Network, Request
from pipelines.collect.outcomes import ledger_outcome
from pipelines.collect.own_address import declared_address, own_address
from pipelines.collect.protocols import LIVE, Clock, CollectCounts, CollectState, Progress, Sink
from pipelines.collect.rounds import Round, collecting_round, side_by_side
from pipelines.records import LedgerRow, Outcome, PageDue
from pipelines.settings import CollectSettings

STEP = "fetch"
VERSION = "1"
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
_OTHER_ADDRESS = "OtherAddress"
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
        await side_by_side([_fetch_host(round_, pages) for pages in hosts.values()])
    return round_.counts()


async def _fetch_host(round_: Round, pages: list[PageDue]) -> None:
    loop = asyncio.get_running_loop()
    ends, silent = loop.time() + round_.settings.host_seconds, 0
    for page in pages:
        if loop.time() >= ends:
            return
        fetched = await _fetch_page(round_, page)
        silent = silent + 1 if fetched.status is None and fetched.outcome == "temporary" else 0
        if fetched.outcome == "throttled" or silent >= _SILENT_TRIES:
            return


async def _fetch_page(round_: Round, page: PageDue) -> Fetched:
    request = Request(page.url, accept=ACCEPT, etag=page.etag, last_modified=page.last_modified, unwanted=not_a_page)
    fetched = _led_home(await round_.fetch(request, page.source_id))
    own, held, records = page.canonical_url, None, None
    if fetched.outcome == "done" and fetched.exchange is not None:
        held = round_.recorder.holder(fetched.exchange.payload_sha256)
        # In a thread: compressing a page takes longer than all else, and the other hosts' clocks run on.
        records, declared = await asyncio.to_thread(_prepared, fetched.exchange, records_of(fetched.exchange, held))
        if not page.revisit:
            own = own_address(page.canonical_url, fetched.exchange.url, declared)
            fetched = _kept_apart(round_, page, fetched, own)
    capture, outcome = None, fetched.outcome
    if fetched.outcome == "done" and fetched.exchange is not None:
        capture = round_.recorder.keep(
            fetched.exchange,
            url=page.url,
            canonical_url=own,
            purpose="page",
            source_id=page.source_id,
            held=held,
            records=records,
        )
        if page.revisit and fetched.moved and _elsewhere(page, fetched):
            outcome = "moved"
        elif page.revisit and held is not None and held.canonical_url == page.canonical_url:
            outcome = "unchanged"
    round_.archive_others(fetched, capture)
    number = page.attempts + 1
    again = round_.retry_at(fetched, number)
    etag, last_modified = (fetched.header("etag"), fetched.header("last-modified")) if outcome in LIVE else (None, None)
    attempt = round_.recorder.attempt(
        fetched,
        purpose="page",
        source_id=page.source_id,
        number=number,
        outcome=outcome,
        capture=capture,
        validators=(etag, last_modified),
        retry_at=again,
    )
    row = _ledger_row(round_, page, attempt.error_class, attempt.error_message, outcome, again)

    def counted() -> None:
        round_.tally.dead += row.outcome == "dead"

    if round_.silence.is_silent(fetched):
        round_.silence.hold(host_of(page.url), attempt, row, counted)
    else:
        counted()
        round_.recorder.add({"fetch_attempts": [attempt], "captures": [capture] if capture else [], "ledger": [row]})
    round_.told(fetched, outcome, capture)
    return fetched


def _prepared(exchange: Exchange, records: Records) -> tuple[Records, str | None]:
    """The records of an answer, compressed, and the address that its page declares."""
    return records.compressed(), declared_address(exchange.payload, exchange.url)


def _kept_apart(round_: Round, page: PageDue, fetched: Fetched, own: str) -> Fetched:
    """The answer as one of another article address: `moved` where the article is held by way of another one, so that
    its AMP page is no revision of it, and `refused`, its bytes dropped, where the article was taken down."""
    if own == page.canonical_url:
        return fetched
    if round_.state.taken_down(own):
        message = f"is an address of {own}, which was taken down"
        return replace(
            fetched, outcome="refused", error_class="TakenDown", error_message=message, exchange=None, hops=()
        )
    held_from = round_.recorder.captured_from(own)
    if held_from is None or held_from == page.url:
        return fetched
    message = f"is another address of {own}, which is collected from {held_from}"
    return replace(fetched, outcome="moved", error_class=_OTHER_ADDRESS, error_message=message)


def _ledger_row(
    round_: Round,
    page: PageDue,
    error_class: str | None,
    error_message: str | None,
    outcome: Outcome,
    again: datetime | None,
) -> LedgerRow:
    """How the ledger holds this. An article that was read once stays done whatever a revisit meets: what it meets is
    the attempt's row."""
    now = round_.clock()
    number = page.attempts + 1
    held = "done" if page.revisit else ledger_outcome(outcome, number, round_.settings.max_attempts)
    next_try = again if held == "failed" else None
    if held == "done" and outcome != "gone" and error_class != _OTHER_ADDRESS:
        next_try = next_revisit(page.seen_at or now, now, round_.settings.revisit_hours)
    return LedgerRow(
        step=STEP,
        version=VERSION,
        input_id=page.entry_id,
        outcome=held,
        attempts=number,
        next_try_at=next_try,
        run_id=round_.recorder.run_id,
        at=now,
        error_class=error_class,
        error_message=error_message,
    )


def next_revisit(seen_at: datetime, now: datetime, hours: tuple[float, ...]) -> datetime | None:
    """The first of the times `hours` after first sight that is still to come; None when all are past."""
    times = sorted(seen_at + timedelta(hours=hour) for hour in hours)
    return next((at for at in times if at > now), None)


def not_a_page(content_type: str | None, head: bytes) -> str | None:
    """What an answer is instead of a page, by its declared type or its first bytes; None where it may be one."""
    declared = (content_type or "").partition(";")[0].strip().lower()
    if declared and "/" in declared and declared not in _PAGE_TYPES:
        return f"is {declared[:80]}, not a page"
    for signature, name in _SIGNATURES.items():
        if head.startswith(signature):
            return f"is {name}, not a page" + (f", though declared as {declared}" if declared else "")
    return None


def _led_home(fetched: Fetched) -> Fetched:
    """An address that leads to a site's front page has nothing of its own any more: gone, not an article anew."""
    if fetched.outcome != "done" or not fetched.hops or fetched.exchange is None:
        return fetched
    asked, answered = urlsplit(canonical(fetched.url)), urlsplit(canonical(fetched.exchange.url))
    if answered.path != "/" or answered.query or (asked.path == "/" and not asked.query):
        return fetched
    message = f"leads to the front page {fetched.exchange.url}"
    return replace(fetched, outcome="gone", error_class="RedirectedHome", error_message=message)


def _elsewhere(page: PageDue, fetched: Fetched) -> bool:
    """Whether the answer came from another page, the scheme aside."""
    final = canonical(fetched.final_url or page.url)
    return final.partition("://")[2] != page.canonical_url.partition("://")[2]
