"""The sample newsroom over HTTP: hosts, time, validators, what is gone and what has moved."""

from __future__ import annotations

import http.client
import socket
import struct
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pipelines.newsroom.passes import DATA, PASSES
from pipelines.newsroom.server import NewsroomServer


@pytest.fixture
def server() -> Iterator[NewsroomServer]:
    with NewsroomServer(DATA, PASSES[0]) as running:
        yield running


def get(server: NewsroomServer, host: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(server.address, timeout=10)
    sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=sent)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


SHOOTING = "/asia/2025/10/14/gunmen-attack-sangtara-bazaar"


def test_an_article_is_served_under_the_host_of_its_outlet_only(server: NewsroomServer) -> None:
    assert get(server, "meridian-wire.example", SHOOTING)[0] == 200
    assert get(server, "karachi-ledger.example", SHOOTING)[0] == 404


def test_a_port_in_the_host_header_does_not_matter(server: NewsroomServer) -> None:
    assert get(server, "meridian-wire.example:80", SHOOTING)[0] == 200


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "elsewhere.example", ""])
def test_an_unknown_host_is_answered_404(server: NewsroomServer, host: str) -> None:
    assert get(server, host, "/")[0] == 404


def test_the_date_header_is_the_newsrooms_time_and_not_the_machines(server: NewsroomServer) -> None:
    assert get(server, "meridian-wire.example", "/")[1]["date"] == "Sat, 18 Oct 2025 06:00:00 GMT"


def test_the_time_can_be_set_and_brings_the_later_edition(server: NewsroomServer) -> None:
    titles = []
    for moment in PASSES:
        server.now = moment
        body = get(server, "meridian-wire.example", SHOOTING)[2].decode()
        titles.append(body.partition("<h1>")[2].partition("</h1>")[0])
    assert len(set(titles)) == 3
    assert "six" in titles[0]
    assert "nine" in titles[1]
    assert "eight" in titles[2]


def test_a_naive_time_is_refused(server: NewsroomServer) -> None:
    with pytest.raises(ValueError, match="aware"):
        server.now = datetime(2025, 10, 20)


def test_before_its_publication_an_article_is_not_found(server: NewsroomServer) -> None:
    server.now = datetime(2025, 10, 14, 15, 39, tzinfo=UTC)
    assert get(server, "meridian-wire.example", SHOOTING)[0] == 404


def test_last_modified_sent_back_gives_304_until_the_next_edition(server: NewsroomServer) -> None:
    first = get(server, "meridian-wire.example", SHOOTING)[1]["last-modified"]
    status, _, body = get(server, "meridian-wire.example", SHOOTING, If_Modified_Since=first)
    assert (status, body) == (304, b"")
    server.now = PASSES[1]
    assert get(server, "meridian-wire.example", SHOOTING, If_Modified_Since=first)[0] == 200


def test_an_etag_sent_back_gives_304_while_the_feed_stands(server: NewsroomServer) -> None:
    feed = "/feeds/latest.xml"
    tag = get(server, "karachi-ledger.example", feed)[1]["etag"]
    assert get(server, "karachi-ledger.example", feed, If_None_Match=tag)[0] == 304
    assert get(server, "karachi-ledger.example", feed, If_None_Match='"another"')[0] == 200
    server.now = PASSES[1]
    assert get(server, "karachi-ledger.example", feed, If_None_Match=tag)[0] == 200


def test_an_outlet_without_validators_always_answers_in_full(server: NewsroomServer) -> None:
    status, headers, _ = get(server, "hindukush-agency.example", "/en/atom.xml", If_None_Match='"any"')
    assert status == 200
    assert "etag" not in headers
    assert "last-modified" not in headers


def test_head_gives_the_headers_of_get_without_a_body(server: NewsroomServer) -> None:
    connection = http.client.HTTPConnection(server.address, timeout=10)
    connection.request("HEAD", SHOOTING, headers={"Host": "meridian-wire.example"})
    response = connection.getresponse()
    assert response.status == 200
    assert int(response.headers["Content-Length"]) > 1000
    assert response.read() == b""
    connection.close()


def test_one_connection_serves_many_requests(server: NewsroomServer) -> None:
    connection = http.client.HTTPConnection(server.address, timeout=10)
    for path in ("/robots.txt", "/", SHOOTING, "/nowhere"):
        connection.request("GET", path, headers={"Host": "meridian-wire.example"})
        connection.getresponse().read()
    connection.close()


def test_a_visitor_who_hangs_up_leaves_no_trace(server: NewsroomServer, capfd: pytest.CaptureFixture[str]) -> None:
    host, port = server.address.split(":")
    for _ in range(20):
        visitor = socket.create_connection((host, int(port)), timeout=10)
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing resets
        visitor.sendall(f"GET {SHOOTING} HTTP/1.1\r\nHost: meridian-wire.example\r\n\r\n".encode() * 5)
        visitor.close()
    assert get(server, "meridian-wire.example", SHOOTING)[0] == 200
    assert capfd.readouterr().err == ""
