"""Asking one address over HTTP: resolved and checked, limited in time and size, followed hop by hop, never raising.

Whether an address may be asked (`robots`), when (`hosts`) and what becomes of the answer (`fetching`) stay out.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import httpcore
import httpx

from pipelines.archive.decoding import ACCEPTED, BodyCutShort, BodyTooBig, decoded
from pipelines.archive.exchange import Exchange
from pipelines.collect.addresses import absolute, host_of
from pipelines.collect.connections import Answer, Connections, Headers
from pipelines.collect.hosts import HostTurns
from pipelines.collect.outcomes import outcome_of, retry_after
from pipelines.collect.protocols import Clock
from pipelines.collect.resolving import CheckedBackend, NameNotFound, Resolver, SystemResolver, UnsafeAddress
from pipelines.records import Outcome
from pipelines.settings import CollectSettings

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """How asking an address ended.

    `exchange` is the last response, with its body, where one came in whole; `hops` are the redirects before it.
    `moved` says that every hop was a permanent redirect to another address. `wait` is the server's Retry-After. `asked`
    is False where nothing was sent, since the host had asked to wait just before.
    """

    url: str
    outcome: Outcome
    final_url: str | None = None
    status: int | None = None
    error_class: str | None = None
    error_message: str | None = None
    exchange: Exchange | None = None
    hops: tuple[Exchange, ...] = ()
    moved: bool = False
    wait: timedelta | None = None
    elapsed_ms: int = 0
    asked: bool = True

    def header(self, name: str) -> str | None:
        """The last response's header, verbatim, or None."""
        for given, value in self.exchange.headers if self.exchange is not None else ():
            if given.lower() == name:
                return value
        return None


Permit = Callable[[str], Awaitable[Fetched | None]]
"""Asked before each redirect is followed; what it gives back, if anything, ends the matter."""

Unwanted = Callable[[str | None, bytes], str | None]
"""Says what is wrong with a content type, and with the first bytes once they are there; None for nothing."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for. `etag` and `last_modified` are sent back verbatim as a condition."""

    url: str
    accept: str = "*/*"
    etag: str | None = None
    last_modified: str | None = None
    unwanted: Unwanted | None = None
    permit: Permit | None = None


class Network:
    """The way out to the web: limits, resolver and certificates, from the settings."""

    def __init__(self, settings: CollectSettings, *, resolver: Resolver | None = None) -> None:
        self.settings = settings
        self._resolver = resolver or SystemResolver()
        self._ended: dict[str, float] = {}

    @classmethod
    def from_settings(cls, settings: CollectSettings, *, resolver: Resolver | None = None) -> Network:
        """A network that asks the machine's own resolver, or leads every host to `replay_address` where that is set.

        Raises:
            ValueError: `replay_address` is not host:port on loopback.
        """
        if settings.replay_address is not None:
            _replay_place(settings.replay_address)
        return cls(settings, resolver=resolver)

    @asynccontextmanager
    async def session(self, *, clock: Clock) -> AsyncIterator[Session]:
        """A session with connections of its own, closed at the end. Enter it inside a running event loop."""
        place = _replay_place(self.settings.replay_address) if self.settings.replay_address else None
        backend = CheckedBackend(self._resolver, place)
        async with aclosing(Connections(_certificates(self.settings), backend)) as connections:
            yield Session(connections, self.settings, clock, self._ended)


class Session:
    """Asks addresses, each host in turn (`turns`). Keeps no cookies and reads no proxy from the environment.

    `heard` says whether any host has answered yet, whatever it said.
    """

    def __init__(
        self, connections: Connections, settings: CollectSettings, clock: Clock, ended: dict[str, float]
    ) -> None:
        self._connections = connections
        self._settings = settings
        self._clock = clock
        agent = settings.user_agent.replace("{contact}", settings.contact)
        self._agent = agent.encode().decode("latin-1")  # headers are bytes: a contact beyond ASCII goes out as UTF-8
        self.turns = HostTurns(delay_seconds=settings.delay_seconds, concurrency=settings.concurrency, ended=ended)
        self.heard = False

    async def get(self, asked: Request) -> Fetched:
        """Ask an address and follow its redirects; every failure comes back as an outcome."""
        hops: list[Exchange] = []
        url, spent, moved = asked.url, 0.0, True
        seen = {url}
        while True:
            result, seconds = await self._hop(asked, url, self._settings.total_seconds - spent)
            spent += seconds
            result = replace(
                result,
                url=asked.url,
                hops=tuple(hops),
                moved=moved and bool(hops),
                elapsed_ms=round(spent * 1000),
                asked=result.asked or bool(hops),
            )
            if result.status not in _REDIRECTS or result.exchange is None:
                return result
            target = absolute(url, result.header("location") or "")
            fault = None
            if target is None or not result.header("location"):
                fault = ("BadRedirect", f"redirected to {result.header('location')!r}, which is no http(s) address")
            elif target in seen:
                fault = ("RedirectLoop", f"redirected in a circle by way of {target}")
            elif len(hops) >= self._settings.max_redirects:
                fault = ("TooManyRedirects", f"redirected more than {self._settings.max_redirects} times")
            if fault is not None or target is None:
                name, message = fault or ("BadRedirect", "")
                return replace(result, outcome="permanent", error_class=name, error_message=message)
            if asked.permit is not None and (refusal := await asked.permit(target)) is not None:
                return replace(refusal, url=asked.url, final_url=target, hops=(*hops, result.exchange), asked=True)
            moved = moved and result.status in _PERMANENT
            hops.append(result.exchange)
            seen.add(target)
            url = target

    async def _hop(self, asked: Request, url: str, seconds: float) -> tuple[Fetched, float]:
        """One request and its answer, with the time it took once its turn had come."""
        loop, host = asyncio.get_running_loop(), host_of(url)
        async with self.turns.turn(host):
            if host in self.turns.closed:
                return _left_alone(url, self.turns.closed[host]), 0.0
            began = loop.time()
            try:
                async with asyncio.timeout(max(seconds, 0.001)):
                    result = await self._exchange(asked, url)
            except Exception as error:  # whatever a server does is an outcome of this address, never a crash of the run
                result = _failure(url, error, self._settings)
            if result.outcome == "throttled":
                self.turns.closed[host] = result.wait
            return result, loop.time() - began

    async def _exchange(self, asked: Request, url: str) -> Fetched:
        settings = self._settings
        parsed = httpx.URL(url)
        if not parsed.raw_host or parsed.scheme not in ("http", "https"):
            raise httpx.InvalidURL(f"{url[:200]!r} names no host, or is not of the web")
        headers = [
            ("Host", parsed.netloc.decode("ascii")),
            ("User-Agent", self._agent),
            ("Accept", asked.accept),
            ("Accept-Encoding", ACCEPTED),
        ]
        if asked.etag:
            headers.append(("If-None-Match", asked.etag))
        if asked.last_modified:
            headers.append(("If-Modified-Since", asked.last_modified))
        target = httpcore.URL(
            scheme=parsed.raw_scheme, host=parsed.raw_host, port=parsed.port, target=parsed.raw_path or b"/"
        )
        async with self._connections.answer(
            target, headers, connect_seconds=settings.connect_seconds, idle_seconds=settings.idle_seconds
        ) as answer:
            return await self._told(asked, url, answer, parsed.raw_path.decode("latin-1"), tuple(headers))

    async def _told(
        self, asked: Request, url: str, answer: Answer, request_target: str, request_headers: Headers
    ) -> Fetched:
        """An answer as its outcome, its body read as far as it is wanted."""
        self.heard = True
        status, now = answer.status, self._clock()
        wait = retry_after(answer.header("retry-after"), now)
        outcome = outcome_of(
            status, asked_conditionally=bool(asked.etag or asked.last_modified), retry_after=wait is not None
        )
        told = Fetched(url=url, outcome=outcome, final_url=url, status=status, wait=wait)
        if outcome not in ("done", "unchanged"):
            phrase = f"{status} {answer.reason}".strip()[:200]
            told = replace(told, error_class=f"Http{status}", error_message=phrase)
        content_type = answer.header("content-type")
        wanted = outcome == "done" and asked.unwanted is not None
        if wanted and asked.unwanted is not None and (fault := asked.unwanted(content_type, b"")):
            return replace(told, outcome="wrong_type", error_class="WrongType", error_message=fault)
        limit = self._settings.max_bytes
        try:
            body = decoded(await answer.body(limit), answer.header("content-encoding") or "", limit)
        except BodyTooBig:
            if outcome != "done":
                return told
            message = f"longer than the limit of {limit} bytes (collect.max_bytes)"
            return replace(told, outcome="too_big", error_class="TooBig", error_message=message)
        if wanted and asked.unwanted is not None and (fault := asked.unwanted(content_type, body[:2_048])):
            return replace(told, outcome="wrong_type", error_class="WrongType", error_message=fault)
        exchange = Exchange(
            url=url,
            fetched_at=self._clock(),
            payload=body,
            status=status,
            reason=answer.reason,
            headers=answer.headers,
            request_headers=request_headers,
            request_target=request_target,
            http_version=answer.http_version,
            ip_address=answer.ip_address,
        )
        return replace(told, exchange=exchange)


def _left_alone(url: str, wait: timedelta | None) -> Fetched:
    message = f"{host_of(url)} asked to wait, so it was left alone"
    return Fetched(url, "throttled", url, error_class="HostPaused", error_message=message, wait=wait, asked=False)


def _failure(url: str, error: Exception, settings: CollectSettings) -> Fetched:
    """An exception on the way to an answer as an outcome, with words an operator can act on."""
    causes = _causes(error)
    outcome: Outcome = "temporary"
    match error:
        case UnsafeAddress():
            outcome, name, message = "unsafe", "UnsafeAddress", str(error)
        case httpcore.ConnectTimeout():
            name, message = "ConnectTimeout", f"no connection within {settings.connect_seconds:g} s"
        case httpcore.TimeoutException():
            name, message = "IdleTimeout", f"silent for {settings.idle_seconds:g} s"
        case TimeoutError():
            name, message = "TotalTimeout", f"not done within {settings.total_seconds:g} s"
        case httpcore.ConnectError() if any(isinstance(cause, NameNotFound) for cause in causes):
            name, message = "NameNotFound", str(error)
        case httpcore.ConnectError() if any(isinstance(cause, ssl.SSLError) for cause in causes):
            name, message = "TlsError", str(error)
        case httpcore.ConnectError():
            name, message = "ConnectError", f"{host_of(url)} does not take connections ({error})"
        case httpx.InvalidURL() | httpcore.UnsupportedProtocol() | httpcore.LocalProtocolError() | UnicodeError():
            outcome, name, message = "permanent", "BadAddress", str(error)
        case BodyCutShort() | httpcore.ReadError() | httpcore.RemoteProtocolError():
            name, message = "CutShort", f"the answer broke off or is damaged ({error})"
        case _:
            name, message = type(error).__name__, str(error)
    return Fetched(url=url, outcome=outcome, final_url=url, error_class=name, error_message=message[:500])


def _causes(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def _replay_place(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    host = host.strip("[]")
    if host not in ("127.0.0.1", "::1", "localhost") or not port.isdigit() or not 0 < int(port) < 65_536:
        raise ValueError(f"collect.replay_address: {text!r} is not host:port on loopback, as in 127.0.0.1:8080")
    return host, int(port)


def _certificates(settings: CollectSettings) -> ssl.SSLContext:
    if settings.replay_address is not None and settings.replay_ca_file is not None:
        return ssl.create_default_context(cafile=str(settings.replay_ca_file))
    return httpx.create_ssl_context(trust_env=False)
