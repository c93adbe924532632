"""The replay server answers as the sites themselves would: by host, over TLS and plain, with feeds and robots.txt."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import httpx
import pytest

from pipelines.collect.network import Fetched, Network, Request
from pipelines.collect.sources import load_sources
from pipelines.settings import CollectSettings
from tests.replay.feeds import FEED_PATH, host_of
from tests.replay.server import ReplayServer


@pytest.fixture(scope="module")
def ca_file(replay_server: ReplayServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return replay_server.write_ca(tmp_path_factory.mktemp("ca") / "ca.pem")


def ask(server: ReplayServer, ca_file: Path, url: str, **headers: str) -> httpx.Response:
    """Ask the server for an address of another host, as a client that resolves every host to loopback does."""
    parts = httpx.URL(url)
    host, port = server.address.split(":")
    at = parts.copy_with(host=host, port=int(port))
    with httpx.Client(verify=ssl.create_default_context(cafile=str(ca_file))) as client:
        return client.get(at, headers={"Host": parts.host, **headers}, extensions={"sni_hostname": parts.host})


def test_every_page_stands_at_its_own_address(replay_server: ReplayServer) -> None:
    assert len(replay_server.pages) == 258
    served = {page.url: page for page in sorted(replay_server.pages, key=lambda page: page.crawled_at)}
    assert len(served) == 257, "one address was fetched twice, a year apart: the later page is served"
    for page in served.values():
        target = httpx.URL(page.url).raw_path.decode()
        assert replay_server.answer(host_of(page.url), target) == ("text/html; charset=utf-8", page.html), page.url


def test_a_page_comes_over_tls_with_a_certificate_for_its_host(replay_server: ReplayServer, ca_file: Path) -> None:
    page = next(page for page in replay_server.pages if page.url.startswith("https://"))
    answer = ask(replay_server, ca_file, page.url)
    assert answer.status_code == 200
    assert answer.content == page.html


def test_plain_http_is_answered_on_the_same_port(replay_server: ReplayServer, ca_file: Path) -> None:
    host = host_of(replay_server.pages[0].url)
    assert "Allow: /" in ask(replay_server, ca_file, f"http://{host}/robots.txt").text


def test_a_feed_names_the_pages_of_its_host_and_is_not_sent_twice(replay_server: ReplayServer, ca_file: Path) -> None:
    page = replay_server.pages[0]
    host = host_of(page.url)
    answer = ask(replay_server, ca_file, f"https://{host}{FEED_PATH}")
    links = {entry.link for entry in feedparser.parse(answer.content).entries}
    assert links == {other.url for other in replay_server.pages if host_of(other.url) == host}
    again = ask(replay_server, ca_file, f"https://{host}{FEED_PATH}", **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_an_unknown_address_is_a_404(replay_server: ReplayServer, ca_file: Path) -> None:
    assert ask(replay_server, ca_file, "https://nowhere.example/page").status_code == 404


def test_the_list_of_sources_passes_the_schema(replay_server: ReplayServer, tmp_path: Path) -> None:
    sources = load_sources(replay_server.write_sources(tmp_path / "sources.yml"))
    assert {source.source_id for source in sources} == {
        host_of(page.url).replace(".", "-") for page in replay_server.pages
    }
    assert all(source.country for source in sources)


def test_the_collecting_room_fetches_every_page_at_its_own_address(replay_server: ReplayServer, ca_file: Path) -> None:
    given = replay_server.settings(ca_file)
    network = Network.from_settings(
        CollectSettings(
            replay_address=given["DATELINE_COLLECT__REPLAY_ADDRESS"],
            replay_ca_file=Path(given["DATELINE_COLLECT__REPLAY_CA_FILE"]),
            delay_seconds=float(given["DATELINE_COLLECT__DELAY_SECONDS"]),
        )
    )
    urls = sorted({page.url for page in replay_server.pages})

    async def fetch() -> list[Fetched]:
        async with network.session(clock=lambda: datetime.now(UTC)) as session:
            return list(await asyncio.gather(*(session.get(Request(url)) for url in urls)))

    fetched = asyncio.run(fetch())
    assert {(each.outcome, each.error_message) for each in fetched} == {("done", None)}
