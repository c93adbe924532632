"""`sources check`: each feed asked once, each answer told, nothing kept."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.collect.check import FeedCheck, check_sources
from pipelines.collect.network import Network
from pipelines.records import Source
from tests.collect.loopback import START, Desk, Site, rss, source


def check(desk: Desk, *sources: Source) -> dict[str, FeedCheck]:
    network = Network.from_settings(desk.settings)
    found: Iterator[FeedCheck] = check_sources(sources, network=network, settings=desk.settings, clock=lambda: START)
    return {one.url: one for one in found}


def test_each_answer_is_told(desk: Desk, site: Site) -> None:
    base = "http://harbour.example"
    site.says(f"{base}/robots.txt", "User-agent: *\nDisallow: /closed\n")
    site.says(f"{base}/rss", rss("/a", "/b"))
    site.says(f"{base}/moved", b"", 301, location="/rss")
    site.says(f"{base}/empty", rss())
    site.says(f"{base}/page", "<html><body>No feed</body></html>")
    site.says(f"{base}/down", "down", 500)
    site.says(f"{base}/map.xml", "<urlset><url><loc>/a</loc></url></urlset>")
    names = ("rss", "moved", "empty", "page", "down", "none", "closed")
    found = check(desk, source(*[f"{base}/{name}" for name in names], sitemaps=(f"{base}/map.xml",)))
    assert {url.rpartition("/")[2]: (one.outcome, one.entries) for url, one in found.items()} == {
        "rss": ("done", 2), "moved": ("moved", 2), "empty": ("done", 0), "page": ("wrong_type", 0),
        "down": ("temporary", 0), "none": ("gone", 0), "closed": ("refused", 0), "map.xml": ("done", 1),
    }  # fmt: skip
    assert found[f"{base}/moved"].message == f"has moved to {base}/rss; put that into the list"
    assert found[f"{base}/empty"].message == "is a rss20 without entries"
    assert found[f"{base}/map.xml"].purpose == "sitemap"
    assert site.paths().count("harbour.example/robots.txt") == 1


def test_a_host_that_is_not_there_is_told_and_the_others_are_asked(desk: Desk, site: Site) -> None:
    site.says("http://harbour.example/rss", rss("/a"))
    found = check(desk, source("http://harbour.example/rss", "http://127.0.0.1/rss"))
    assert found["http://127.0.0.1/rss"].outcome == "unsafe"
    assert found["http://harbour.example/rss"].outcome == "done"


def test_the_check_may_be_left_half_way(desk: Desk, site: Site) -> None:
    feeds = [f"http://host{n}.example/rss" for n in range(5)]
    answers = check_sources(
        [source(*feeds)], network=Network.from_settings(desk.settings), settings=desk.settings, clock=lambda: START
    )
    assert next(answers).outcome == "gone"
    answers.close()  # type: ignore[attr-defined]
