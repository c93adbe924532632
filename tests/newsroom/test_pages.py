"""Every page as a reader's software sees it: it renders, and the article can be taken out of it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import trafilatura

from pipelines.newsroom.answers import Answer, answer
from pipelines.newsroom.content import Article, Edition, Listing, Outlet, load_newsroom
from pipelines.newsroom.passes import DATA, PASSES

NEWSROOM = load_newsroom(DATA)
OUTLETS = {outlet.id: outlet for outlet in NEWSROOM.outlets}
EDITIONS = [
    pytest.param(article, edition, id=f"{article.outlet_id}/{article.file.stem}-{number}")
    for article in NEWSROOM.articles
    for number, edition in enumerate(article.editions, 1)
]


def page(article: Article, edition: Edition) -> tuple[Outlet, Answer]:
    outlet = OUTLETS[article.outlet_id]
    return outlet, answer(NEWSROOM, outlet.host, article.path(edition.at), edition.at, {})


@pytest.mark.parametrize(("article", "edition"), EDITIONS)
def test_the_article_can_be_taken_out_of_its_page(article: Article, edition: Edition) -> None:
    outlet, given = page(article, edition)
    assert given.status == 200
    assert "�" not in given.body.decode(outlet.charset)
    found = trafilatura.bare_extraction(given.body, url=outlet.address + article.head.path, with_metadata=True)
    text = " ".join(found.text.split())
    assert found.title == edition.title
    assert found.date == article.head.published.date().isoformat()
    assert len(text.split()) > 60
    for block in edition.blocks:
        assert block.text in text
    clutter = [" | ".join(outlet.navigation[:3]), " ".join(outlet.navigation[:3]), *outlet.adverts, *outlet.comments]
    clutter += [outlet.footer, "We value your privacy", "You may also like", "Most read", "Read more", "Exchange rates"]
    assert [piece for piece in clutter if piece in text] == []


WITH_AUTHOR_MARKUP = ("karachi-ledger", "meridian-wire", "yamuna-tv", "corniche-gazette")


@pytest.mark.parametrize(
    ("article", "edition"), [case for case in EDITIONS if str(case.id).startswith(WITH_AUTHOR_MARKUP)]
)
def test_writers_are_named_where_the_layout_gives_them_to_machines(article: Article, edition: Edition) -> None:
    found = trafilatura.bare_extraction(page(article, edition)[1].body, with_metadata=True)
    assert set(article.head.authors[:1]) <= set((found.author or "").split("; "))


def test_each_kind_of_metadata_has_an_outlet() -> None:
    bodies = [page(article, article.editions[0])[1].body.decode("utf-8", "replace") for article in NEWSROOM.articles]
    for mark in ("application/ld+json", 'property="og:title"', 'itemprop="headline"', 'name="date"', "DC.title"):
        assert any(mark in body for body in bodies), mark
    assert any("<meta" not in body for body in bodies)


def test_a_page_stays_the_same_to_the_byte_until_its_article_changes() -> None:
    for article in NEWSROOM.articles:
        outlet = OUTLETS[article.outlet_id]
        if outlet.layout == "yamuna-tv":
            continue  # its margin shows the newest headlines, as many sites do
        bodies = {
            answer(NEWSROOM, outlet.host, article.path(now), now, {}).body
            for now in PASSES
            if article.edition(now) == article.editions[0] and not article.gone(now)
        }
        assert len(bodies) <= 1, article.file


DIGEST = """
import hashlib
from pipelines.newsroom.answers import answer
from pipelines.newsroom.content import Listing, load_newsroom
from pipelines.newsroom.passes import DATA, PASSES
newsroom, digest = load_newsroom(DATA), hashlib.sha256()
for outlet in newsroom.outlets:
    paths = ["/", "/robots.txt", *(index.path for index in outlet.indexes), *(front.path for front in outlet.listings)]
    paths += [article.head.path for article in newsroom.articles_of(outlet)]
    for path in paths:
        for now in PASSES:
            given = answer(newsroom, outlet.host, path, now, {})
            digest.update(repr((given.status, given.headers)).encode() + given.body)
print(digest.hexdigest())
"""


def test_the_bytes_do_not_depend_on_zone_locale_hashing_or_folder(tmp_path: Path) -> None:
    surroundings = [
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ]
    digests = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=os.environ | extra,
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for extra, folder in zip(surroundings, (tmp_path, DATA), strict=True)
    ]
    assert digests[0] == digests[1]


def test_what_is_gone_answers_410_and_what_has_moved_301() -> None:
    for article in NEWSROOM.articles:
        outlet = OUTLETS[article.outlet_id]
        last = answer(NEWSROOM, outlet.host, article.head.path, PASSES[-1], {})
        if article.head.gone_at:
            assert last.status == 410
        elif article.head.moved:
            assert last.status == 301
            assert last.header("location") == outlet.address + article.head.moved.to
            assert answer(NEWSROOM, outlet.host, article.head.moved.to, PASSES[-1], {}).status == 200
            assert answer(NEWSROOM, outlet.host, article.head.moved.to, PASSES[0], {}).status == 404
        else:
            assert last.status == 200


def test_front_pages_list_what_stands_and_nothing_of_the_future() -> None:
    for outlet in NEWSROOM.outlets:
        for listing in (Listing(path="/", title=outlet.name), *outlet.listings):
            early = answer(NEWSROOM, outlet.host, listing.path, PASSES[0], {}).body.decode(outlet.charset)
            late = answer(NEWSROOM, outlet.host, listing.path, PASSES[-1], {}).body.decode(outlet.charset)
            assert early.count("<h3>") <= late.count("<h3>")
            assert listing.path != "/" or 0 < early.count("<h3>") < late.count("<h3>")


def test_a_query_matters_only_where_addresses_are_made_of_queries() -> None:
    wire = "/asia/2025/10/14/gunmen-attack-sangtara-bazaar"
    assert answer(NEWSROOM, "meridian-wire.example", wire + "?utm_source=feed", PASSES[0], {}).status == 200
    assert answer(NEWSROOM, "bosphorus-courier.example", "/article.php?id=8801", PASSES[0], {}).status == 200
    assert answer(NEWSROOM, "bosphorus-courier.example", "/article.php?id=1", PASSES[0], {}).status == 404


@pytest.mark.parametrize("target", ["", "//", "/%00", "/../../etc/passwd", "/" + "a" * 5000, "http://[broken", "*"])
def test_a_strange_target_is_answered_and_never_raises(target: str) -> None:
    assert answer(NEWSROOM, "meridian-wire.example", target, PASSES[0], {}).status in (200, 404)


@pytest.mark.parametrize("date", ["", "yesterday", "Sat, 99 Oct 2025 06:00:00 GMT", "0"])
def test_an_unreadable_date_in_a_condition_is_ignored(date: str) -> None:
    asked = {"if-modified-since": date}
    assert answer(NEWSROOM, "meridian-wire.example", "/rss/asia", PASSES[0], asked).status == 200
