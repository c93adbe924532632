"""Connections to hosts, one for each at a time, kept between a host's turns; a request and its answer over one.

What an answer means is `network`'s matter; which address a name may lead to is `resolving`'s.
"""

from __future__ import annotations

import resource
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from http.client import responses

import httpcore

from pipelines.archive.decoding import BodyTooBig

_KEPT_HOSTS = max(32, min(1_024, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2))
"""Hosts whose connections are kept between their turns: half of what this process may have open."""
_KEPT_SECONDS = 30

Headers = tuple[tuple[str, str], ...]


class Answer:
    """What a server says to one request: its head at once, its body when it is asked for. Texts are Latin-1, so that
    what goes back to the server (a validator) has the very bytes that came."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response
        self.status = response.status
        self.headers: Headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in response.headers)
        self.whole = False

    def header(self, name: str) -> str | None:
        """A header's values, joined by commas where it came more than once; None where it did not come."""
        values = [value for given, value in self.headers if given.lower() == name]
        return ", ".join(values) if values else None

    @property
    def reason(self) -> str:
        """The server's own phrase, or the usual one where it sends none, as in HTTP/2."""
        said = self._response.extensions.get("reason_phrase")
        if said:
            return str(said.decode("latin-1"))
        return responses.get(self.status, "")

    @property
    def http_version(self) -> str:
        return str(self._response.extensions.get("http_version", b"HTTP/1.1").decode("latin-1"))

    @property
    def ip_address(self) -> str | None:
        stream = self._response.extensions.get("network_stream")
        address = stream.get_extra_info("server_addr") if stream is not None else None
        return str(address[0]) if address else None

    async def body(self, limit: int) -> bytes:
        """The body as it comes over the wire, its content codings still on it.

        Raises:
            BodyTooBig: it says that it is longer than `limit` bytes, or is.
        """
        declared = self.header("content-length") or ""
        if declared.isascii() and declared.isdigit() and int(declared[:15]) > limit:
            raise BodyTooBig
        pieces, size = [], 0
        async for piece in self._response.aiter_stream():
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise BodyTooBig
        self.whole = True
        return b"".join(pieces)


class Connections:
    """A connection for each host, kept while it is idle and its host among those asked last.

    One pool for all hosts would close the connections of those that wait their turn, and search them all each time.
    """

    def __init__(self, certificates: ssl.SSLContext, backend: httpcore.AsyncNetworkBackend) -> None:
        self._certificates = certificates
        self._backend = backend
        self._idle: OrderedDict[tuple[bytes, bytes, int], httpcore.AsyncHTTPConnection] = OrderedDict()

    @asynccontextmanager
    async def answer(
        self, url: httpcore.URL, headers: Iterable[tuple[str, str]], *, connect_seconds: float, idle_seconds: float
    ) -> AsyncIterator[Answer]:
        """Ask for `url` and give the answer, whose body can be read within the context.

        Raises:
            httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError: no answer came.
        """
        request = httpcore.Request(
            b"GET",
            url,
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            extensions={"timeout": {"connect": connect_seconds, "read": idle_seconds, "write": idle_seconds}},
        )
        kept = await self._kept(url.origin)
        connection = kept or self._opened(url.origin)
        usable = False
        try:
            try:
                response = await connection.handle_async_request(request)
            except (httpcore.NetworkError, httpcore.RemoteProtocolError):
                if connection is not kept:
                    raise
                # The server may have closed it since the last answer, which is no failure: RFC 9112, 9.3.1.
                await connection.aclose()
                connection = self._opened(url.origin)
                response = await connection.handle_async_request(request)
            try:
                answer = Answer(response)
                yield answer
            finally:
                await response.aclose()
            # What is left of a body that was not read to its end would come before the next answer.
            usable = answer.whole and connection.is_idle()
        finally:
            await (self._keep(url.origin, connection) if usable else connection.aclose())

    async def _kept(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection | None:
        kept = self._idle.pop((origin.scheme, origin.host, origin.port), None)
        if kept is None or (kept.is_idle() and not kept.has_expired()):
            return kept
        await kept.aclose()
        return None

    def _opened(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        return httpcore.AsyncHTTPConnection(
            origin,
            ssl_context=self._certificates,
            keepalive_expiry=_KEPT_SECONDS,
            http1=True,
            http2=True,
            network_backend=self._backend,
        )

    async def _keep(self, origin: httpcore.Origin, connection: httpcore.AsyncHTTPConnection) -> None:
        key = (origin.scheme, origin.host, origin.port)
        other = self._idle.pop(key, None)
        self._idle[key] = connection
        if other is None and len(self._idle) > _KEPT_HOSTS:
            other = self._idle.popitem(last=False)[1]
        if other is not None:
            await other.aclose()

    async def aclose(self) -> None:
        """Close what is kept."""
        while self._idle:
            await self._idle.popitem()[1].aclose()
