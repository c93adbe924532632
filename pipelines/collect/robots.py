"""robots.txt as RFC 9309 has it: what may be asked, and how slowly.

A 4xx means that there are no rules; a server error or silence means to wait. Rules read within the last 24 hours are
taken from the archive, so that a quiet tick asks for no robots.txt.
"""

from __future__ import annotations

import asyncio
import codecs
import math
import random
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta

from protego import Protego

from pipelines.archive.exchange import ArchiveError
from pipelines.archive.reader import read_payload
from pipelines.collect.addresses import host_of, origin_of
from pipelines.collect.network import Fetched, Request, Session
from pipelines.collect.outcomes import retry_at
from pipelines.collect.protocols import Clock, CollectState
from pipelines.collect.recording import Recorder
from pipelines.records import Capture
from pipelines.settings import CollectSettings

_KEPT_FOR = timedelta(hours=24)
_READ_BYTES = 512 * 1024
"""RFC 9309 asks for at least 500 KiB; what comes after is not read."""


UNREACHABLE, UNREADABLE = "RobotsUnreachable", "RobotsUnreadable"
"""Error classes of addresses that are not asked, since nobody can tell whether they may be."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us. `delay_seconds` is its crawl-delay or the pause its request-rate comes to."""

    parsed: Protego | None
    agent: str

    def allows(self, url: str) -> bool:
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.agent))

    @property
    def delay_seconds(self) -> float:
        if self.parsed is None:
            return 0.0
        delay = self.parsed.crawl_delay(self.agent) or 0.0
        rate = self.parsed.request_rate(self.agent)
        if rate is not None and rate.requests > 0:
            delay = max(delay, rate.seconds / rate.requests)
        return delay if math.isfinite(delay) and delay > 0 else 0.0


class UnreadableRules(ValueError):
    """A robots.txt that breaks its parser; as long as it does, nothing is asked."""


def parse_rules(payload: bytes, agent: str) -> Rules:
    """The rules of a robots.txt for the product token `agent` ("Dateline").

    Raises:
        UnreadableRules: none of 4,231 real files does that, but the parser gives no promise.
    """
    try:
        return Rules(Protego.parse(_prepared(payload[:_READ_BYTES], agent)), agent)
    except Exception as error:
        raise UnreadableRules(f"{type(error).__name__} while reading it") from error


_AGENT_LINE = re.compile(r"^([ \t]*user[- ]?agent[ \t]*:[ \t]*)([A-Za-z_-]+)[^\r\n#]*", re.IGNORECASE | re.MULTILINE)


_ANOTHER = "-"
"""A name that is nobody's."""


def _prepared(payload: bytes, agent: str) -> str:
    """The text for the parser, with agents named as RFC 9309 has it: by letters, `-` and `_` alone, so that what stands
    after them ("Foo/1.2", "Foo Bar") is not of the name, and a name that only begins like ours is another's. Half a
    byte order mark is dropped."""

    def named(line: re.Match[str]) -> str:
        return line[1] + (agent if line[2].casefold() == agent.casefold() else _ANOTHER)

    for length in (3, 2, 1):
        if payload.startswith(codecs.BOM_UTF8[:length]):
            payload = payload[length:]
            break
    return _AGENT_LINE.sub(named, payload.decode("utf-8", "replace"))


def product_token(user_agent: str) -> str:
    """The name that robots.txt files call us by: what stands before the first slash or space."""
    return user_agent.split("/")[0].split(" ")[0] or "Dateline"


def rules_told(fetched: Fetched, agent: str) -> Rules | Fetched:
    """The rules that an answer of robots.txt comes to; where nothing may be asked yet, how that ends for an address.

    A 4xx, redirects without end and an address that is none mean that there are no rules. One that is too big to be
    read may hold any rule, as one that was not answered may.
    """
    if fetched.outcome == "done" and fetched.exchange is not None:
        try:
            return parse_rules(fetched.exchange.payload, agent)
        except UnreadableRules as error:
            return _not_yet(fetched, UNREADABLE, str(error))
    if fetched.outcome == "too_big":
        return _not_yet(fetched, UNREADABLE, fetched.error_message)
    if fetched.outcome in ("temporary", "throttled"):
        return _not_yet(fetched, UNREACHABLE, fetched.error_message)
    return Rules(None, agent)


def _not_yet(fetched: Fetched, name: str, why: str | None) -> Fetched:
    return Fetched(
        url=fetched.url,
        outcome="throttled" if fetched.outcome == "throttled" else "temporary",
        status=fetched.status,
        error_class=name,
        error_message=f"{fetched.url} cannot be read ({why or 'no answer'}), so nothing is asked until it can",
        wait=fetched.wait,
    )


class Robots:
    """The rules of every origin that a round meets, each asked for once."""

    def __init__(
        self,
        session: Session,
        recorder: Recorder,
        *,
        state: CollectState,
        settings: CollectSettings,
        clock: Clock,
        rng: random.Random,
    ) -> None:
        self._session = session
        self._recorder = recorder
        self._settings = settings
        self._clock = clock
        self._rng = rng
        self._agent = product_token(settings.user_agent)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._found: dict[str, Rules | Fetched] = {}
        self._archived = {c.url: c for c in state.robots_captures(clock() - _KEPT_FOR)}
        self.requests = 0

    async def refusal(self, url: str, source_id: str | None) -> Fetched | None:
        """None where `url` may be asked; else how the matter ends: refused, or temporary while robots.txt is silent."""
        origin = origin_of(url)
        async with self._locks[origin]:
            if origin not in self._found:
                self._found[origin] = await self._rules(origin, source_id)
        found = self._found[origin]
        if isinstance(found, Fetched):
            return replace(found, url=url)
        self._session.turns.slow_down(host_of(url), min(found.delay_seconds, self._settings.max_delay_seconds))
        if found.allows(url):
            return None
        return Fetched(
            url=url,
            outcome="refused",
            error_class="RobotsDisallowed",
            error_message=f"{origin}/robots.txt does not allow {self._agent} to ask for this address",
        )

    async def _rules(self, origin: str, source_id: str | None) -> Rules | Fetched:
        address = f"{origin}/robots.txt"
        known = self._archived.get(address)
        if known is not None and (rules := self._from_archive(known)) is not None:
            return rules
        fetched = await self._session.get(Request(address, accept="text/plain,*/*;q=0.5"))
        if not fetched.asked:
            return fetched
        self.requests += 1
        self._record(fetched, source_id)
        return rules_told(fetched, self._agent)

    def _from_archive(self, capture: Capture) -> Rules | None:
        if 400 <= capture.status < 500:
            return Rules(None, self._agent)
        try:
            payload = read_payload(self._recorder.archive.folder, capture.warc_file, capture.warc_offset)
            return parse_rules(payload, self._agent)
        except (ArchiveError, UnreadableRules):
            return None

    def _record(self, fetched: Fetched, source_id: str | None) -> None:
        """Archive and record the answer. A capture row is made of what can be read again: 2xx and 4xx but 429."""
        capture = None
        for hop in fetched.hops:
            self._recorder.archive.write(hop, None)
        if fetched.exchange is not None:
            status = fetched.status or 0
            if 200 <= status < 300 or (400 <= status < 500 and fetched.outcome not in ("temporary", "throttled")):
                # Always with its bytes, never as a revisit: the next tick reads it back by its own place.
                capture = self._recorder.keep(
                    fetched.exchange,
                    url=fetched.url,
                    canonical_url=fetched.url,
                    purpose="robots",
                    source_id=source_id,
                )
            else:
                self._recorder.archive.write(fetched.exchange, None)
        again = retry_at(
            fetched.outcome,
            now=self._clock(),
            attempt=1,
            wait=fetched.wait,
            minutes=self._settings.retry_minutes,
            rng=self._rng,
        )
        attempt = self._recorder.attempt(
            fetched, purpose="robots", source_id=source_id, number=1, capture=capture, retry_at=again
        )
        self._recorder.add({"fetch_attempts": [attempt], "captures": [capture] if capture else []})
