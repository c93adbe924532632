"""One article, one address: what a site says of its pages is believed where the addresses bear it out."""

from __future__ import annotations

import pytest

from pipelines.collect.own_address import article_address, declared_address, embedded_address, own_address

STORY = "https://www.harbour.example/world/2026/03/01/ferry-sails-again-after-storm"


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (f"{STORY}/amp", STORY),
        (f"{STORY}/amp/", STORY),
        (f"{STORY}.amp.html", f"{STORY}.html"),
        (f"{STORY}?amp=1", STORY),
        (f"{STORY}?amp", STORY),
        (f"{STORY}?outputType=amp", STORY),
        (f"{STORY}?utm_source=rss#comments", STORY),
        (STORY.replace("www.", "m."), STORY),
        (STORY.replace("www.", "mobile."), STORY),
        (STORY.replace("www.", "amp."), STORY),
        (f"https://www-harbour-example.cdn.ampproject.org/c/s/{STORY[8:]}/amp?usqp=mq331", f"{STORY}?usqp=mq331"),
        (f"https://www.google.com/amp/s/{STORY[8:]}.amp.html", f"{STORY}.html"),
        ("https://www.google.com/amp/s/", "https://www.google.com/amp/s/"),
        ("https://www.harbour.example/products/amp", "https://www.harbour.example/products/amp"),
        ("https://m.harbour.example/", "https://m.harbour.example/"),
        (STORY.replace("www.harbour", "m.valley"), STORY.replace("www.harbour", "m.valley")),
    ],
)
def test_amp_and_mobile_addresses_are_led_back(listed: str, expected: str) -> None:
    assert article_address(listed, "https://www.harbour.example/") == expected


@pytest.mark.parametrize(
    "listed",
    [
        STORY.replace("https", "http"),
        STORY.replace("www.", ""),
        STORY.replace("www.", "m."),
        STORY.replace("/world", "/amp/world"),
        f"{STORY}/",
        f"{STORY}.html",
        f"{STORY}?from=feed",
    ],
)
def test_a_page_is_believed_about_another_address_of_its_own(listed: str) -> None:
    assert own_address(article_address(listed), listed, STORY) == STORY


@pytest.mark.parametrize(
    ("listed", "declared"),
    [
        ("https://harbour.example/news/1943201", "https://harbour.example/news/1943201/ferry-sails"),
        ("https://harbour.example/ferry-sails-1943201", "https://harbour.example/ferry-sails-at-last-1943201"),
        ("https://harbour.example/?p=19432", "https://harbour.example/ferry-19432"),
    ],
)
def test_an_articles_number_bears_out_a_new_name(listed: str, declared: str) -> None:
    assert own_address(listed, listed, declared) == declared


@pytest.mark.parametrize(
    ("listed", "declared"),
    [
        (STORY, "https://www.harbour.example/"),
        (STORY, STORY.replace("harbour", "valley")),
        (STORY, "https://www.harbour.example/world/"),
        (STORY, "https://www.harbour.example/world/2026/03/01/"),
        (STORY, "https://www.harbour.example/world/2026/03/01/another-ferry-sails-after-storm"),
        (STORY, "https://www.harbour.example/world/2025/11/05/an-old-story-on-every-page"),
        ("https://harbour.example/story?id=7", "https://harbour.example/story"),
        ("https://harbour.example/the-daily-news-archive?id=7", "https://harbour.example/the-daily-news-archive"),
        ("https://harbour.example/view.php?page=ferry", "https://harbour.example/view.php"),
        ("https://harbour.example/2026/03/02/morning-news-briefing", "https://harbour.example/morning-news-briefing"),
        ("https://harbour.example/topic/1234567/ferry-sails", "https://harbour.example/topic/1234567"),
        (STORY, None),
    ],
)
def test_a_canonical_that_may_lie_merges_nothing(listed: str, declared: str | None) -> None:
    assert own_address(listed, listed, declared) == listed


def test_a_redirect_is_followed_to_the_page_that_vouches_for_itself() -> None:
    short = "https://harbour.example/?p=7"
    assert own_address(short, STORY, STORY) == STORY
    assert own_address(short, f"{STORY}?from=short", STORY) == STORY
    assert own_address("https://links.example/x7", STORY, STORY) == STORY
    assert own_address(short, STORY, None) == short


@pytest.mark.parametrize("wall", ["https://www.harbour.example/consent", "https://www.harbour.example/log-in?next=7"])
def test_a_wall_before_every_article_is_none_of_them(wall: str) -> None:
    assert own_address(STORY, wall, wall.partition("?")[0]) == STORY


@pytest.mark.parametrize("listed", [STORY, "https://harbour.example/", "https://harbour.example/?p=7", "no address"])
def test_an_own_address_has_no_other(listed: str) -> None:
    own = own_address(listed, listed, STORY)
    assert own_address(own, own, STORY) == own


def test_what_a_page_declares() -> None:
    page = b"<html><head><LINK HREF='/ferry' REL='Canonical'></head><body><link rel=canonical href=/evil></body>"
    assert declared_address(page, STORY) == "https://www.harbour.example/ferry"
    assert declared_address(b"<head><!-- <link rel=canonical href=/x> --></head>", STORY) is None
    assert declared_address(b"<head><link rel=canonical href='javascript:alert(1)'></head>", STORY) is None
    assert declared_address(b"canonical \x00\xff" * 100, STORY) is None


def test_what_a_page_without_an_address_is_called() -> None:
    assert embedded_address(b"<head><meta property=og:url content=https://h.example/a></head>") == "https://h.example/a"
    assert embedded_address(b"<head><link rel=canonical href=https://h.example/></head>") is None
