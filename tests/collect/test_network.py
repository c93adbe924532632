"""The way out: TLS with the replay's own authority, HTTP/2, headers verbatim, redirects told hop by hop."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import h2.config
import h2.connection
import h2.events
import pytest
import trustme

from pipelines.collect.network import Fetched, Network, Request
from pipelines.settings import CollectSettings
from tests.collect.loopback import Site, page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


def certificate(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    context.set_alpn_protocols(["h2"])
    return context


@asynccontextmanager
async def http2_server(context: ssl.SSLContext, body: bytes) -> AsyncIterator[str]:
    """Answers every request with `body`, over HTTP/2 only."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65_536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                    connection.send_data(event.stream_id, body, end_stream=True)
            writer.write(connection.data_to_send())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


def over_http2(context: ssl.SSLContext, url: str, ca_file: Path | None) -> Fetched:
    async def ask() -> Fetched:
        async with http2_server(context, page("Over HTTP/2").encode()) as address:
            settings = CollectSettings(delay_seconds=0, replay_address=address, replay_ca_file=ca_file)
            async with Network.from_settings(settings).session(clock=lambda: NOW) as session:
                return await session.get(Request(url))

    return asyncio.run(ask())


def test_https_hosts_are_reached_over_http2_with_the_replays_authority(authority: trustme.CA, ca_file: Path) -> None:
    fetched = over_http2(certificate(authority, "harbour.example"), "https://harbour.example/a", ca_file)
    assert (fetched.outcome, fetched.final_url) == ("done", "https://harbour.example/a")
    assert fetched.exchange is not None
    assert fetched.exchange.http_version == "HTTP/2"
    assert fetched.exchange.payload == page("Over HTTP/2").encode()
    assert fetched.exchange.fetched_at == NOW


def test_a_certificate_of_another_host_is_refused(authority: trustme.CA, ca_file: Path) -> None:
    fetched = over_http2(certificate(authority, "hill.example"), "https://harbour.example/a", ca_file)
    assert (fetched.outcome, fetched.error_class) == ("temporary", "TlsError")


def test_an_authority_nobody_knows_is_refused(authority: trustme.CA) -> None:
    fetched = over_http2(certificate(authority, "harbour.example"), "https://harbour.example/a", None)
    assert fetched.error_class == "TlsError"


def get(site: Site, request: Request, **settings: Any) -> Fetched:
    given = CollectSettings(delay_seconds=0, replay_address=site.address, **settings)

    async def ask() -> Fetched:
        async with Network.from_settings(given).session(clock=lambda: NOW) as session:
            return await session.get(request)

    return asyncio.run(ask())


def test_redirects_are_kept_hop_by_hop(site: Site) -> None:
    site.says("http://harbour.example/a", b"", 301, location="http://hill.example/b")
    site.says("http://hill.example/b", b"", 308, location="/c")
    site.says("http://hill.example/c", page("c"))
    fetched = get(site, Request("http://harbour.example/a"))
    assert [hop.url for hop in fetched.hops] == ["http://harbour.example/a", "http://hill.example/b"]
    assert (fetched.final_url, fetched.moved) == ("http://hill.example/c", True)


def test_a_temporary_redirect_is_no_move(site: Site) -> None:
    site.says("http://harbour.example/a", b"", 301, location="/b")
    site.says("http://harbour.example/b", b"", 302, location="/c")
    site.says("http://harbour.example/c", page("c"))
    assert not get(site, Request("http://harbour.example/a")).moved


def test_the_exchange_tells_what_was_sent_and_what_came(site: Site) -> None:
    site.says("http://harbour.example/a b?q=ü", page("x"))
    site.says("http://harbour.example/a%20b?q=%C3%BC", page("x"), etag='"7"', content_type="text/html")
    fetched = get(site, Request("http://harbour.example/a b?q=ü", etag='"6"'), contact="desk@dateline.example")
    assert fetched.exchange is not None
    assert fetched.exchange.request_target == "/a%20b?q=%C3%BC"
    sent = {name.lower(): value for name, value in fetched.exchange.request_headers}
    assert sent["host"] == "harbour.example"
    assert sent["if-none-match"] == '"6"'
    assert sent["user-agent"] == "Dateline/0.1 (+desk@dateline.example)"
    assert fetched.header("etag") == '"7"'
    assert fetched.exchange.ip_address == "127.0.0.1"


def test_a_connection_that_the_server_closed_meanwhile_is_opened_anew(site: Site) -> None:
    """It says that it is kept, and closes it all the same, as servers do after so many requests."""

    def close_quietly(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok")

    urls = [f"http://harbour.example/{number}" for number in range(40)]
    for url in urls:
        site.says(url, close_quietly)

    async def ask() -> list[str]:
        given = CollectSettings(delay_seconds=0, replay_address=site.address)
        async with Network.from_settings(given).session(clock=lambda: NOW) as session:
            return [(await session.get(Request(url))).outcome for url in urls]

    assert asyncio.run(ask()) == ["done"] * 40


def test_a_validator_goes_back_in_the_very_bytes_that_came(site: Site) -> None:
    site.says("http://harbour.example/a", page("x"), etag='"für-7"')
    first = get(site, Request("http://harbour.example/a"))
    again = get(site, Request("http://harbour.example/a", etag=first.header("etag")))
    assert (first.outcome, again.outcome) == ("done", "unchanged")


@pytest.mark.parametrize(
    "url", ["ftp://harbour.example/", "gopher://harbour.example/", "http:///", "http://", "nonsense"]
)
def test_what_is_no_web_address_is_never_asked_again(site: Site, url: str) -> None:
    fetched = get(site, Request(url))
    assert (fetched.outcome, fetched.error_class) == ("permanent", "BadAddress")
    assert site.asked == []
