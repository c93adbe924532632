"""Asking an address outside a round: robots.txt kept and each host in its turn, nothing archived, nothing landed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from pipelines.collect.addresses import host_of, origin_of
from pipelines.collect.feeds import FEED_TYPES, Listing, NotAFeed, parse_listing
from pipelines.collect.network import Fetched, Request, Session
from pipelines.collect.protocols import Clock
from pipelines.collect.robots import Rules, product_token, rules_told
from pipelines.records import Outcome
from pipelines.settings import CollectSettings


@dataclass(frozen=True, slots=True)
class Listed:
    """How a feed or sitemap answered. `fault` says in words what is wrong where there is no `listing`."""

    outcome: Outcome
    status: int | None
    url: str
    moved: bool
    listing: Listing | None
    fault: str | None


class Asker:
    """Asks single addresses, each origin's robots.txt first and once."""

    def __init__(self, session: Session, settings: CollectSettings, clock: Clock) -> None:
        self._session = session
        self._settings = settings
        self._clock = clock
        self._agent = product_token(settings.user_agent)
        self._rules: dict[str, asyncio.Task[Rules | Fetched]] = {}

    async def rules(self, url: str) -> Rules | Fetched:
        """The rules of an address's origin, or how asking for them failed."""
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read_rules(origin))
        return await self._rules[origin]

    async def ask(self, url: str, accept: str = "*/*") -> Fetched:
        """The answer of an address; `refused` where robots.txt does not allow it. Never raises for an answer."""
        refusal = await self._refusal(url)
        return refusal or await self._session.get(Request(url, accept=accept, permit=self._refusal))

    async def listing(self, url: str) -> Listed:
        """Ask for a feed or sitemap and read it."""
        fetched = await self.ask(url, FEED_TYPES)
        final = fetched.exchange.url if fetched.exchange is not None else url
        if fetched.outcome != "done" or fetched.exchange is None:
            return Listed(fetched.outcome, fetched.status, final, fetched.moved, None, fetched.error_message)
        try:
            # In a thread: a hostile feed takes seconds to read, and the other hosts' clocks run on.
            found = await asyncio.to_thread(
                parse_listing,
                fetched.exchange.payload,
                final,
                now=self._clock(),
                max_bytes=self._settings.max_bytes,
            )
        except NotAFeed as error:
            return Listed("wrong_type", fetched.status, final, fetched.moved, None, str(error))
        return Listed("done", fetched.status, final, fetched.moved, found, None)

    async def _refusal(self, url: str) -> Fetched | None:
        rules = await self.rules(url)
        if isinstance(rules, Fetched):
            return rules
        self._session.turns.slow_down(host_of(url), min(rules.delay_seconds, self._settings.max_delay_seconds))
        if rules.allows(url):
            return None
        message = f"{origin_of(url)}/robots.txt does not allow {self._agent} to ask for it"
        return Fetched(url, "refused", error_class="RobotsDisallowed", error_message=message)

    async def _read_rules(self, origin: str) -> Rules | Fetched:
        return rules_told(await self._session.get(Request(f"{origin}/robots.txt")), self._agent)
