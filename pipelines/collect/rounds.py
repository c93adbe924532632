"""One round of collecting: the session, the recorder and the robots rules that its requests share."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pipelines.archive.writer import WarcWriter
from pipelines.collect.network import Fetched, Network, Request, Session
from pipelines.collect.outcomes import retry_at
from pipelines.collect.protocols import Clock, CollectCounts, CollectState, Progress, Sink
from pipelines.collect.recording import Recorder
from pipelines.collect.robots import Robots
from pipelines.collect.silence import Silence
from pipelines.records import Capture, Outcome
from pipelines.settings import CollectSettings


@dataclass
class Tally:
    """What a round has done so far."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    requests: int = 0
    captures: int = 0
    new_entries: int = 0
    payload_bytes: int = 0
    dead: int = 0
    done: int = 0
    total: int = 0

    def counts(self, robots_requests: int, offline: int) -> CollectCounts:
        return CollectCounts(
            offline=offline,
            requests=self.requests + robots_requests,
            captures=self.captures,
            new_entries=self.new_entries,
            payload_bytes=self.payload_bytes,
            dead=self.dead,
            **{str(name): number for name, number in self.outcomes.items()},
        )


@dataclass
class Round:
    """What the requests of a round share. `fetch` is the one way out: robots first, then the host's turn."""

    session: Session
    recorder: Recorder
    robots: Robots
    state: CollectState
    settings: CollectSettings
    clock: Clock
    rng: random.Random
    progress: Progress | None
    silence: Silence
    tally: Tally = field(default_factory=Tally)

    async def fetch(self, request: Request, source_id: str | None) -> Fetched:
        """Ask an address if robots.txt lets us, and each address it redirects to likewise.

        What comes back not `asked` stays due: its host asked to wait in this round.
        """

        async def permit(url: str) -> Fetched | None:
            return await self.robots.refusal(url, source_id)

        fetched = await permit(request.url)
        if fetched is None:
            fetched = await self.session.get(replace(request, permit=permit))
            self.tally.requests += fetched.asked
        if self.session.heard:
            self.silence.answered()
        return fetched

    def counts(self) -> CollectCounts:
        """How the round went, once it is over."""
        return self.tally.counts(self.robots.requests, self.silence.offline)

    def retry_at(self, fetched: Fetched, attempt: int) -> datetime | None:
        return retry_at(
            fetched.outcome,
            now=self.clock(),
            attempt=attempt,
            wait=fetched.wait,
            minutes=self.settings.retry_minutes,
            rng=self.rng,
        )

    def archive_others(self, fetched: Fetched, kept: Capture | None) -> None:
        """Archive the redirects on the way and, where it became no capture, the last response."""
        for hop in fetched.hops:
            self.recorder.archive.write(hop, None)
        if kept is None and fetched.exchange is not None and fetched.exchange.payload:
            self.recorder.archive.write(fetched.exchange, None)

    def told(self, fetched: Fetched, outcome: Outcome, capture: Capture | None) -> None:
        """Count an item as dealt with, and tell the progress."""
        self.tally.outcomes[outcome] += 1
        self.tally.captures += capture is not None
        self.tally.payload_bytes += len(fetched.exchange.payload) if fetched.exchange is not None else 0
        self.tally.done += 1
        if self.progress is not None:
            self.progress(self.tally.done, self.tally.total)


@asynccontextmanager
async def collecting_round(
    *,
    state: CollectState,
    sink: Sink,
    archive: WarcWriter,
    network: Network,
    settings: CollectSettings,
    clock: Clock,
    rng: random.Random,
    run_id: str,
    progress: Progress | None,
) -> AsyncIterator[Round]:
    """A round; its last batch is in the sink when the context ends."""
    async with network.session(clock=clock) as session:
        with Recorder(archive=archive, sink=sink, state=state, clock=clock, run_id=run_id) as recorder:
            robots = Robots(session, recorder, state=state, settings=settings, clock=clock, rng=rng)
            silence = Silence(recorder)
            yield Round(session, recorder, robots, state, settings, clock, rng, progress, silence)
            silence.end()


async def side_by_side(work: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run coroutines at once; the first failure ends the others and is raised as it is."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
