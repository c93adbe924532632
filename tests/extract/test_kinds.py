"""What kind of page it is."""

from __future__ import annotations

import pytest

from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, PARAGRAPHS, URL, linked, page

LINKS = "".join(
    f'<div class="card"><h3><a href="/world/{n}">Report number {n} from the strait and the islands beyond it</a></h3>'
    f"<p>A short line under report {n}.</p></div>"
    for n in range(60)
)

PAGES = {
    "article": (page(), URL),
    "live_blog": (
        page(head='<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Strait"}</script>'),
        URL,
    ),
    "opinion": (page(), "https://www.harbour-post.example/opinion/ferries-need-crews"),
    "paywalled": (
        page(paragraphs=PARAGRAPHS[:1], head=linked(headline="x", isAccessibleForFree=False)),
        URL,
    ),
    "soft_404": (
        page(title="Page not found", paragraphs=("The page that you asked for does not stand here any more.",)),
        URL,
    ),
    "consent": (
        page(
            title="Before you go on",
            paragraphs=(
                "We value your privacy. We and our partners keep and read information on your device and ask you to"
                " agree to it, or to choose which of it you agree to.",
            ),
        ),
        URL,
    ),
    "video": (
        page(
            title="Watch: the strait from the air",
            paragraphs=("Pictures taken from an aeroplane over the strait on Saturday show the empty ferry piers.",),
            head='<meta property="og:type" content="video.other">',
        ),
        "https://www.harbour-post.example/video/strait",
    ),
    "listing": (
        f"<html lang=en><head><title>World</title><meta property='og:type' content='website'></head><body>"
        f"<main>{LINKS}</main></body></html>",
        "https://www.harbour-post.example/",
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_kind(kind: str) -> None:
    html, url = PAGES[kind]
    found = extract_html(html, url=url, fetched_at=FETCHED)
    assert isinstance(found, Revision), found
    assert found.kind == kind


def test_a_long_article_about_cookies_is_an_article() -> None:
    said = "The ministry said that we use cookies is a phrase nobody reads."
    found = extract_html(page(paragraphs=(said, *PARAGRAPHS)), url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    assert found.kind == "article"


def test_a_free_article_behind_a_metered_wall_is_an_article() -> None:
    html = page(head=linked(headline="x", isAccessibleForFree="False"), paragraphs=(*PARAGRAPHS, *PARAGRAPHS[::-1]))
    found = extract_html(html, url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    assert found.kind == "article"
