"""A fast server of many small outlets on loopback, for speed alone: robots.txt, a feed and pages for any host.

Run as `python newsstand.py FEED_LENGTH`; it prints its port and serves until its standard input is closed. Host
`h7.example` has a feed at /rss that names pages /7/0-... to /7/N-..., each of some 40 kB that no other page has.
"""

from __future__ import annotations

import asyncio
import random
import sys

WORDS = [f"w{number}ord" for number in range(4_000)]
PARAGRAPHS = 60
"""Of about 100 words each: with the markup around them, as long as an ordinary news page."""


def paragraphs() -> list[str]:
    chosen = random.Random(7)
    return [f"<p>{' '.join(chosen.choices(WORDS, k=100))}.</p>\n" for _ in range(600)]


STOCK = paragraphs()


def page(path: str) -> bytes:
    """The page of an address: a head, a menu, and paragraphs drawn by the address."""
    chosen = random.Random(path)
    body = "".join(chosen.choices(STOCK, k=PARAGRAPHS))
    menu = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(40))
    head = f'<title>{path}</title><link rel="canonical" href="{path}">'
    return f"<html><head>{head}</head><body><ul>{menu}</ul><article>{body}</article></body></html>".encode()


def feed(host: str, length: int) -> bytes:
    number = host.partition(".")[0].removeprefix("h")
    items = "".join(
        f"<item><title>Story {n} of {number}</title><link>/{number}/{n}-story-of-the-day</link></item>"
        for n in range(length)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()


class Outlets(asyncio.Protocol):
    """HTTP/1.1 with kept connections, as much of it as two well-behaved clients need."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, self._heard = self._heard.split(b"\r\n\r\n", 1)
            self._answer(head.decode("latin-1"))

    def _answer(self, head: str) -> None:
        lines = head.split("\r\n")
        path = lines[0].split(" ")[1]
        host = next((line.split(" ", 1)[1] for line in lines if line.lower().startswith("host:")), "")
        kind, body = "text/html; charset=utf-8", b""
        if path == "/robots.txt":
            kind, body = "text/plain", b"User-agent: *\nDisallow: /private/\n"
        elif path == "/rss":
            kind, body = "application/rss+xml", feed(host, self._length)
        else:
            body = page(path)
        self._transport.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )


async def serve(length: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Outlets(length), "127.0.0.1", 0, backlog=1_024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
