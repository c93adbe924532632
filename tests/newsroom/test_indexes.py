"""Feeds, sitemaps and robots.txt: they parse, name pages that answer, and show nothing of the future."""

from __future__ import annotations

from datetime import datetime

import feedparser
import pytest
from lxml import etree
from protego import Protego

from pipelines.newsroom.answers import answer
from pipelines.newsroom.content import Index, Outlet, load_newsroom
from pipelines.newsroom.passes import DATA, PASSES

NEWSROOM = load_newsroom(DATA)
INDEXES = [
    pytest.param(outlet, index, now, id=f"{outlet.id}-{index.form}-{now:%d}")
    for outlet in NEWSROOM.outlets
    for index in outlet.indexes
    for now in PASSES
]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def addresses(outlet: Outlet, index: Index, now: datetime) -> list[str]:
    body = answer(NEWSROOM, outlet.host, index.path, now, {}).body
    if index.listing == "feed":
        feed = feedparser.parse(body)
        assert not feed.bozo
        return [entry.link for entry in feed.entries]
    return [loc.text or "" for loc in etree.fromstring(body).iter(f"{SITEMAP}loc")]


@pytest.mark.parametrize(("outlet", "index", "now"), INDEXES)
def test_every_address_it_names_answers(outlet: Outlet, index: Index, now: datetime) -> None:
    named = addresses(outlet, index, now)
    assert named
    assert len(set(named)) == len(named)
    for address in named:
        assert address.startswith(outlet.address + "/")
        assert answer(NEWSROOM, outlet.host, address.removeprefix(outlet.address), now, {}).status == 200


@pytest.mark.parametrize(("outlet", "index", "now"), INDEXES)
def test_its_validators_give_304_as_long_as_it_stands(outlet: Outlet, index: Index, now: datetime) -> None:
    first = answer(NEWSROOM, outlet.host, index.path, now, {})
    sent_back = {"if-none-match": first.header("etag"), "if-modified-since": first.header("last-modified")}
    asked = {name: value for name, value in sent_back.items() if value}
    again = answer(NEWSROOM, outlet.host, index.path, now, asked)
    assert again.status == (304 if outlet.validators else 200)


def test_entries_carry_title_time_and_summary() -> None:
    body = answer(NEWSROOM, "karachi-ledger.example", "/feeds/latest.xml", PASSES[0], {}).body
    entry = next(entry for entry in feedparser.parse(body).entries if "Torkham" in entry.title)
    assert entry.published_parsed[:5] == (2025, 10, 15, 13, 5)
    assert entry.summary.startswith("The Torkham crossing")


def test_a_news_sitemap_gives_title_and_publication_time() -> None:
    body = answer(NEWSROOM, "meridian-wire.example", "/news-sitemap.xml", PASSES[0], {}).body
    titles = {title.text for title in etree.fromstring(body).iter(f"{NEWS}title")}
    assert "Gunmen kill six in attack on Sangtara bazaar" in titles
    assert b"<news:publication_date>2025-10-14T15:40:00+00:00<" in body


def test_what_has_moved_or_gone_has_left_the_feed() -> None:
    for article in NEWSROOM.articles:
        if article.head.moved or article.head.gone_at:
            outlet = next(outlet for outlet in NEWSROOM.outlets if outlet.id == article.outlet_id)
            feed = next(index for index in outlet.indexes if index.listing == "feed")
            assert outlet.address + article.head.path in addresses(outlet, feed, PASSES[0])
            assert outlet.address + article.head.path not in addresses(outlet, feed, PASSES[1])


def test_section_fronts_stand_in_sitemaps_and_in_no_feed() -> None:
    fronts = {outlet.address + listing.path for outlet in NEWSROOM.outlets for listing in outlet.listings}
    for outlet in NEWSROOM.outlets:
        for index in outlet.indexes:
            if index.listing == "feed":
                assert not fronts & set(addresses(outlet, index, PASSES[2]))
    in_sitemaps = {
        address
        for outlet in NEWSROOM.outlets
        for index in outlet.indexes
        if index.listing == "sitemap"
        for address in addresses(outlet, index, PASSES[2])
    }
    assert fronts & in_sitemaps


def test_robots_files_close_one_listed_article_and_ask_for_a_small_delay() -> None:
    closed, delays = [], []
    for outlet in NEWSROOM.outlets:
        rules = Protego.parse(answer(NEWSROOM, outlet.host, "/robots.txt", PASSES[0], {}).body.decode())
        delays.append(rules.crawl_delay("Dateline"))
        closed += [
            article.file.name
            for article in NEWSROOM.articles_of(outlet)
            if not rules.can_fetch(outlet.address + article.head.path, "Dateline")
        ]
    assert closed == ["premium-grocers.md"]
    assert [delay for delay in delays if delay] == [0.1, 0.2]
