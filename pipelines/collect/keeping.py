"""What becomes of the pages that a round fetched: archived, and landed with their outcome and their next turn.

It goes on beside the fetching, in batches of what has come in meanwhile: what is held already is asked once a batch,
and compressing, which takes longer than all else, is a thread's. No host waits for it, unless too much waits already.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from pipelines.archive.exchange import Exchange
from pipelines.archive.writer import Records, records_of
from pipelines.collect.addresses import canonical, host_of
from pipelines.collect.network import Fetched
from pipelines.collect.outcomes import ledger_outcome
from pipelines.collect.own_address import declared_address, own_address
from pipelines.collect.protocols import LIVE
from pipelines.collect.rounds import Round
from pipelines.records import Capture, LedgerRow, Outcome, PageDue

STEP = "fetch"
VERSION = "1"

_OTHER_ADDRESS = "OtherAddress"


class Keeper:
    """Keeps the pages of a round: `put` each, `end` after the last, with `keep_all` running beside."""

    def __init__(self, round_: Round) -> None:
        self._round = round_
        # As many as may be under way: each can be as long as `max_bytes`.
        self._waiting: asyncio.Queue[tuple[PageDue, Fetched] | None] = asyncio.Queue(round_.settings.concurrency)

    async def put(self, page: PageDue, fetched: Fetched) -> None:
        """Hand over how a page was answered; waits while as many wait as may be under way."""
        await self._waiting.put((page, fetched))

    async def end(self) -> None:
        """Say that no more comes."""
        await self._waiting.put(None)

    async def keep_all(self) -> None:
        """Keep what comes until the end is said.

        Raises:
            OSError: the archive or the sink cannot write.
        """
        ended = False
        while not ended:
            batch = [await self._waiting.get()]
            while not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            ended = batch[-1] is None
            await self._keep([item for item in batch if item is not None])

    async def _keep(self, batch: Sequence[tuple[PageDue, Fetched]]) -> None:
        led = [(page, _led_home(fetched)) for page, fetched in batch]
        came = [fetched.exchange for _, fetched in led if fetched.outcome == "done" and fetched.exchange is not None]
        held = self._round.recorder.holders({exchange.payload_sha256 for exchange in came})
        first = {exchange.payload_sha256: exchange for exchange in reversed(came)}
        made = [
            _Made(exchange, held.get(exchange.payload_sha256), records_of(exchange, held.get(exchange.payload_sha256)))
            for exchange in came
            if exchange.payload_sha256 in held or first[exchange.payload_sha256] is exchange
        ]
        ready = await asyncio.to_thread(_compressed, made) if made else {}
        for page, fetched in led:
            _keep_page(self._round, page, fetched, ready.get(id(fetched.exchange)))


@dataclass(frozen=True, slots=True)
class _Made:
    """An answer, the capture that holds its bytes already, and its records. Of answers in one batch with the same
    bytes only the first has this; the others become its revisits, once it has its place."""

    exchange: Exchange
    held: Capture | None
    records: Records


def _compressed(made: Sequence[_Made]) -> dict[int, _Made]:
    """The same with the records compressed, by the identity of the exchange."""
    return {id(one.exchange): replace(one, records=one.records.compressed()) for one in made}


def _keep_page(round_: Round, page: PageDue, fetched: Fetched, made: _Made | None) -> None:
    own, held = page.canonical_url, None
    if fetched.outcome == "done" and fetched.exchange is not None and not page.revisit:
        declared = declared_address(fetched.exchange.payload, fetched.exchange.url)
        own = own_address(page.canonical_url, fetched.exchange.url, declared)
        fetched = _kept_apart(round_, page, fetched, own)
    capture, outcome = None, fetched.outcome
    if fetched.outcome == "done" and fetched.exchange is not None:
        held = made.held if made is not None else round_.recorder.holder(fetched.exchange.payload_sha256)
        capture = round_.recorder.keep(
            fetched.exchange,
            url=page.url,
            canonical_url=own,
            purpose="page",
            source_id=page.source_id,
            held=held,
            records=made.records if made is not None else None,
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
