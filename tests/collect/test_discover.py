"""`sources add`: feeds found on the front page, in robots.txt or the usual places, and read before they are listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.collect.discover import NothingFound, SiteFound, discover
from pipelines.collect.network import Network
from pipelines.collect.sources import SourcesError, load_sources
from pipelines.collect.sources_file import add_source, entry_text, source_id_for
from pipelines.records import Source
from tests.collect.loopback import START, Desk, Site, rss, source

BASE = "http://www.harbour.example"


def front(*links: str, name: str = "The Harbour Post") -> str:
    head = f'<meta property="og:site_name" content="{name}">' + "".join(links)
    return f'<html lang="en-GB"><head>{head}</head><body><a href="/about">About</a></body></html>'


def alternate(href: str, title: str = "News") -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


def look(desk: Desk, url: str = BASE) -> SiteFound:
    return discover(
        url, network=Network.from_settings(desk.settings), settings=desk.settings, clock=lambda: START
    )  # fmt: skip


def test_the_feeds_that_the_page_names_come_first(desk: Desk, site: Site) -> None:
    site.says(f"{BASE}/", front(alternate("/comments/feed", "Comments"), alternate("/rss"), alternate("/gone")))
    site.says(f"{BASE}/rss", rss("/a", "/b"))
    site.says(f"{BASE}/comments/feed", rss("/a#1", "/b#2", "/c#3"))
    found = look(desk)
    assert (found.homepage, found.name, found.language) == (f"{BASE}/", "The Harbour Post", "en")
    assert [c.url for c in found.candidates] == [f"{BASE}/rss", f"{BASE}/comments/feed"]
    assert found.best(1)[0].url == f"{BASE}/rss"
    assert "www.harbour.example/feed.xml" not in site.paths()


def test_a_feed_of_other_sites_is_not_listed(desk: Desk, site: Site) -> None:
    site.says(f"{BASE}/", front(alternate("/partners.rss")))
    site.says(f"{BASE}/partners.rss", rss("http://elsewhere.example/a"))
    site.says(f"{BASE}/rss.xml", rss("/a"))
    assert [c.url for c in look(desk).best(3)] == [f"{BASE}/rss.xml"]


def test_robots_names_the_news_sitemap_where_there_is_no_feed(desk: Desk, site: Site) -> None:
    site.says(f"{BASE}/", front())
    site.says(f"{BASE}/robots.txt", f"User-agent: *\nSitemap: {BASE}/all.xml\nSitemap: {BASE}/news.xml\n")
    for name in ("all", "news"):
        site.says(f"{BASE}/{name}.xml", f"<urlset><url><loc>{BASE}/a</loc></url></urlset>")
    assert [c.url for c in look(desk).best(3)] == [f"{BASE}/news.xml"]


def test_a_site_that_forbids_it_is_not_looked_at(desk: Desk, site: Site) -> None:
    site.says(f"{BASE}/robots.txt", "User-agent: *\nDisallow: /\n")
    with pytest.raises(NothingFound, match="does not allow"):
        look(desk)
    assert site.paths() == ["www.harbour.example/robots.txt"]


@pytest.mark.parametrize("url", ["ftp://harbour.example/", "http://", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(desk: Desk, url: str) -> None:
    with pytest.raises(NothingFound, match="no http"):
        look(desk, url)


def test_a_site_without_any_says_what_to_do(desk: Desk, site: Site) -> None:
    site.says(f"{BASE}/", front())
    with pytest.raises(NothingFound, match="by hand"):
        look(desk)


def test_the_entry_is_added_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    old = "# Ours.\nsources:\n\n" + entry_text(source("http://harbour.example/rss")) + "  # the end"
    path.write_text(old)
    new = Source(
        "dune", "Dune: a daily", "https://dune.example/", None, "ar", "private", None, ("https://dune.example/x",), ()
    )
    add_source(path, new)
    assert path.read_text().startswith(old)
    assert load_sources(path)[1] == new
    assert [entry.name for entry in tmp_path.iterdir()] == ["sources.yml"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"source_id": "harbour", "feeds": ("https://new.example/rss",)}, "--id"),
        ({"source_id": "other"}, "listed already"),
    ],
)
def test_a_double_is_refused_and_nothing_written(tmp_path: Path, changed: dict[str, object], message: str) -> None:
    path = tmp_path / "sources.yml"
    path.write_text("sources:\n" + entry_text(source("http://harbour.example/rss")))
    before = path.read_bytes()
    with pytest.raises(SourcesError, match=message):
        add_source(path, replace(source("http://harbour.example/rss"), **changed))  # type: ignore[arg-type]
    assert path.read_bytes() == before


def test_the_short_name_is_free() -> None:
    assert source_id_for("https://www.harbour.example/", frozenset()) == "harbour"
    assert source_id_for("https://www.harbour.example/", frozenset({"harbour"})) == "harbour-example"
    assert source_id_for("https://harbour.example/", frozenset({"harbour", "harbour-example"})) == "harbour-example-2"
