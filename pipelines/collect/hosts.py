"""Taking turns: one request at a time to a host, a pause between two, so many at once over all hosts.

The pause is kept by the event loop's clock: it is manners, not data.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta


class HostTurns:
    """Hands out turns. `delay_seconds` runs from the end of a request to the start of the host's next one.

    `ended` is when each host's last request ended; handed on, the pause is kept between two sessions too. `closed` are
    the hosts that asked us to wait in this session, and for how long if they named that; whoever holds a turn looks.
    """

    def __init__(self, *, delay_seconds: float, concurrency: int, ended: dict[str, float] | None = None) -> None:
        self._default = delay_seconds
        self._delays: dict[str, float] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._ended = ended if ended is not None else {}
        self._slots = asyncio.Semaphore(concurrency)
        self.closed: dict[str, timedelta | None] = {}

    def delay(self, host: str) -> float:
        """The pause kept for a host, in seconds."""
        return self._delays.get(host, self._default)

    def slow_down(self, host: str, seconds: float) -> None:
        """Keep at least `seconds` between requests to a host from now on."""
        self._delays[host] = max(self.delay(host), seconds)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the host's turn and a free slot, hold both for one request."""
        loop = asyncio.get_running_loop()
        async with self._locks[host]:
            ended = self._ended.get(host)
            if ended is not None:
                await asyncio.sleep(max(0.0, ended + self.delay(host) - loop.time()))
            async with self._slots:
                try:
                    yield
                finally:
                    self._ended[host] = loop.time()
