"""From a host name to an address that may be connected to.

A feed can name any host, and a redirect too: without a check here, a page on the web could make Dateline read the
machine it runs on, its network, or a cloud's metadata service. The connection goes to the very address that was
checked, so that a second answer of the name server cannot slip in between.
"""

from __future__ import annotations

import asyncio
import ipaddress
import select
import socket
import ssl
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import httpcore

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INSIDE = tuple(
    ipaddress.ip_network(block)
    for block in ("64:ff9b:1::/48", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")
)
"""Not public, though `ipaddress` does not say so of each: local NAT64, documentation, protocol assignments (a cloud's
metadata service is among them), 6to4 relays, and another cloud's own service for its machines."""
_WEB_PORTS = frozenset({80, 443})


class UnsafeAddress(Exception):
    """A name leads only to addresses that a public site cannot have."""


class NameNotFound(httpcore.ConnectError):
    """The name server knows no such host."""


class Resolver(Protocol):
    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """The IP addresses of a host name, best first.

        Raises:
            OSError: the name has none, or the name server does not answer.
        """


class SystemResolver:
    """What the machine itself would answer."""

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(place[4][0]) for place in found))


def literal(host: str) -> IpAddress | None:
    """The address that a host name is itself, if it is one ("127.0.0.1", "::1", "fe80::1%eth0")."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def is_public(address: IpAddress) -> bool:
    """Whether an address can be a public site's: global unicast, and so is every IPv4 address wrapped in it."""
    if any(address in block for block in _INSIDE):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.is_site_local:
            return False
        wrapped: Iterable[ipaddress.IPv4Address | None] = (
            address.ipv4_mapped,
            address.sixtofour,
            *(address.teredo or ()),
            ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None,
        )
        inner = [part for part in wrapped if part is not None]
        if inner:
            return all(is_public(part) for part in inner)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not address.is_loopback
        and not address.is_link_local
        and not address.is_private
    )


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that remembers what does not change while it lives: asking the socket is a system call, and httpcore
    asks several times a request."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._told = {name: stream.get_extra_info(name) for name in ("ssl_object", "server_addr", "socket")}

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            # So is one that the server closed, or that has more to say than was asked; neither is used again.
            descriptor = self._told["socket"].fileno()
            if descriptor < 0:
                return True
            ready = select.poll()
            ready.register(descriptor, select.POLLIN)
            return bool(ready.poll(0))
        return self._told[info] if info in self._told else self._stream.get_extra_info(info)


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's connection layer, with our resolver and the check between the name and the connection.

    With a `replay` address, every host name leads there, whatever its port, but for the names under `.invalid`, which
    exist nowhere (RFC 6761); numeric hosts are checked as ever, so that a redirect to one is refused in a replay too.
    """

    def __init__(self, resolver: Resolver, replay: tuple[str, int] | None = None) -> None:
        self._resolver = resolver
        self._replay = replay
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first public address of `host` that takes the connection.

        Raises:
            UnsafeAddress: it has none that is public, or the port is one of the system's that is not the web's.
            httpcore.ConnectError, httpcore.ConnectTimeout: it has no address, or none answers.
        """
        if port < 1_024 and port not in _WEB_PORTS:
            raise UnsafeAddress(f"port {port} of {host} is another service's, not the web's")
        last: Exception = httpcore.ConnectError(f"{host} has no address")
        for place, number in await self._places(host, port, timeout):
            try:
                return _Stream(await self._sockets.connect_tcp(place, number, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _places(self, host: str, port: int, timeout: float | None) -> list[tuple[str, int]]:
        number = literal(host)
        if number is None and self._replay is not None:
            if host.endswith(".invalid"):
                raise NameNotFound(f"no address is known for {host}")
            return [self._replay]
        if number is not None:
            addresses = [str(number)]
        else:
            try:
                async with asyncio.timeout(timeout):
                    addresses = list(await self._resolver.resolve(host, port))
            except TimeoutError as error:
                raise httpcore.ConnectTimeout(f"no name server answered for {host}") from error
            except (OSError, UnicodeError) as error:
                raise NameNotFound(f"no address is known for {host}") from error
        public = [text for text in addresses if (found := literal(text)) is not None and is_public(found)]
        if addresses and not public:
            raise UnsafeAddress(f"{host} leads to {addresses[0]}, which is not a public address")
        return [(text, port) for text in public[:3]]
