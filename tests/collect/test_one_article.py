"""One article is one row, whichever of its addresses feeds name, and a lying canonical makes no two articles one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.collect.loopback import Desk, Site, rss, source

STORY = "http://harbour.example/world/ferry-sails-again-4711"
FEED = "http://harbour.example/rss"


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(site, tmp_path / "archive")


def says(site: Site, url: str, canonical: str | None, text: str = "text") -> None:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = f"<html><head>{link}</head><body><p>{text}</p></body></html>"
    site.says(url, body, content_type="text/html")


def listed(desk: Desk, site: Site, *urls: str) -> None:
    site.says(FEED, rss(*urls))
    desk.poll(source(FEED))


def test_feeds_that_name_an_amp_or_mobile_page_have_it_asked_once(desk: Desk, site: Site) -> None:
    listed(
        desk, site, STORY, f"{STORY}/amp", f"{STORY}?amp=1", STORY.replace("//", "//m."), f"{STORY}?utm_medium=x#top"
    )
    assert [entry.canonical_url for entry in desk.rows.entries] == [STORY]


def test_another_address_of_an_article_that_is_held_is_moved(desk: Desk, site: Site) -> None:
    other = STORY.replace("/world", "/amp/world") + "?view=plain"
    says(site, STORY, STORY)
    says(site, other, STORY, "shorter text")
    listed(desk, site, STORY)
    desk.fetch()
    desk.now += timedelta(minutes=20)
    listed(desk, site, other)
    desk.fetch()
    assert [(c.url, c.canonical_url) for c in desk.rows.captures if c.purpose == "page"] == [(STORY, STORY)]
    attempt = desk.rows.of(other)
    assert (attempt.outcome, attempt.error_class) == ("moved", "OtherAddress")
    assert desk.rows.ledger[-1].next_try_at is None


def test_an_article_first_seen_at_another_address_has_its_own_key(desk: Desk, site: Site) -> None:
    other = STORY.replace("harbour", "www.harbour")
    says(site, other, STORY)
    listed(desk, site, other)
    desk.fetch()
    (capture,) = (c for c in desk.rows.captures if c.purpose == "page")
    assert (capture.url, capture.canonical_url) == (other, STORY)


def test_an_article_keeps_its_key_when_its_page_says_another(desk: Desk, site: Site) -> None:
    says(site, STORY, None)
    listed(desk, site, STORY)
    desk.fetch()
    says(site, STORY, STORY.replace("ferry-sails", "ferry-sinks"), "new text")
    desk.now = desk.rows.ledger[-1].next_try_at or desk.now
    desk.fetch()
    assert [c.canonical_url for c in desk.rows.captures if c.purpose == "page"] == [STORY, STORY]


@pytest.mark.parametrize("lie", ["http://harbour.example/", "http://valley.example/ferry-sails-again-4711", STORY])
def test_a_canonical_on_every_page_merges_none(desk: Desk, site: Site, lie: str) -> None:
    urls = [
        f"http://harbour.example/news/{words}-{n}4{n}" for n, words in enumerate(("one-two", "three-four", "five-six"))
    ]
    for url in urls:
        says(site, url, lie, url)
    listed(desk, site, *urls)
    desk.fetch()
    assert [c.canonical_url for c in desk.rows.captures if c.purpose == "page"] == urls


def test_redirects_to_one_page_give_one_article(desk: Desk, site: Site) -> None:
    """A short link, a mobile page and the plain address that all lead to the page with its name."""
    others = [f"http://harbour.example/?p={n}" for n in (7, 8)] + [STORY.replace("harbour", "m.harbour") + "?from=app"]
    says(site, STORY, STORY)
    for other in others:
        site.says(other, b"", 301, location=STORY)
    listed(desk, site, *others, STORY)
    desk.fetch()
    assert {c.canonical_url for c in desk.rows.captures if c.purpose == "page"} == {STORY}
    assert sorted({desk.rows.of(url).outcome for url in (*others, STORY)}) == ["done", "moved"]
    assert len([c for c in desk.rows.captures if c.purpose == "page" and c.refers_to is None]) == 1


def test_two_pages_that_name_each_other_stay_two(desk: Desk, site: Site) -> None:
    first, second = (
        f"http://harbour.example/news/{name}" for name in ("ferry-sails-again-1111", "bridge-opens-late-2222")
    )
    says(site, first, second, "the ferry")
    says(site, second, first, "the bridge")
    listed(desk, site, first, second)
    desk.fetch()
    assert [c.canonical_url for c in desk.rows.captures if c.purpose == "page"] == [first, second]


def test_an_article_that_was_taken_down_is_not_kept_anew_from_another_address(desk: Desk, site: Site) -> None:
    other = STORY.replace("harbour", "www.harbour")
    says(site, other, STORY, "secret words")
    listed(desk, site, other)
    desk.rows.gone.add(STORY)
    desk.fetch()
    assert desk.rows.of(other).error_class == "TakenDown"
    assert not [c for c in desk.rows.captures if c.purpose == "page"]
    assert all(b"secret words" not in file.read_bytes() for file in desk.folder.iterdir())
