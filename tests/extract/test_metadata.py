"""Title, authors, times and site, from whatever kind of markup a page has."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from trafilatura import load_html

from pipelines.extract.markup import read_markup
from pipelines.extract.metadata import Metadata, read_metadata
from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, TITLE, URL, linked, page


def read(html: str, url: str = URL) -> Metadata:
    tree = load_html(html)
    assert tree is not None
    return read_metadata(read_markup(tree), tree, url=url, fetched_at=FETCHED)


def test_a_title_loses_the_name_of_its_site() -> None:
    head = f'<meta property="og:title" content="{TITLE} - Harbour Post">'
    head += '<meta property="og:site_name" content="Harbour Post">'
    assert read(page(head=head)).title == TITLE


def test_a_dash_of_the_title_itself_stays() -> None:
    title = "Board to crews – write it down"
    assert read(page(title=title, head=f'<meta property="og:title" content="{title}">')).title == title


def test_agreement_outweighs_a_title_made_for_search_engines() -> None:
    head = linked(headline="Ferry dispute: latest") + f'<meta property="og:title" content="{TITLE}">'
    head += f'<meta name="twitter:title" content="{TITLE}">'
    head += f'<meta name="sailthru.title" content="{TITLE}">'
    assert read(page(head=head)).title == TITLE


def test_entities_and_invisible_characters_are_gone() -> None:
    head = linked(headline="Crews &amp; board&#039;s  third\u00ad day")
    assert read(page(title="Crews &amp; board's third day", head=head)).title == "Crews & board's third day"


def test_a_page_without_metadata_still_has_a_title_and_site() -> None:
    found = read(page())
    assert (found.title, found.site) == (TITLE, "harbour-post.example")


AUTHORS = {
    "JSON-LD object": (linked(author={"@type": "Person", "name": "Mara Ellwood"}), ("Mara Ellwood",)),
    "JSON-LD string": (linked(author="By Mara Ellwood and Tariq Osman"), ("Mara Ellwood", "Tariq Osman")),
    "JSON-LD list": (linked(author=["Mara Ellwood", "Tariq Osman"]), ("Mara Ellwood", "Tariq Osman")),
    "JSON-LD reference": (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "x", '
        '"author": {"@id": "#m"}}, {"@type": "Person", "@id": "#m", "name": "Mara Ellwood"}]}</script>',
        ("Mara Ellwood",),
    ),
    "meta": ('<meta name="author" content="Mara Ellwood, Tariq Osman">', ("Mara Ellwood", "Tariq Osman")),
    "an address is no author": (
        '<meta property="article:author" content="https://social.example/post"><meta name="author" content="M. Ell">',
        ("M. Ell",),
    ),
    "the site yields to a person": (
        linked(author={"name": "Harbour Post"}, publisher={"name": "Harbour Post"})
        + '<meta name="author" content="Mara Ellwood">',
        ("Mara Ellwood",),
    ),
    "nobody": ("", ()),
}


@pytest.mark.parametrize(("head", "authors"), AUTHORS.values(), ids=list(AUTHORS))
def test_authors(head: str, authors: tuple[str, ...]) -> None:
    assert read(page(head=head)).authors == authors


def test_microdata_and_a_marked_time_are_read() -> None:
    before = (
        '<span itemprop="author" itemscope><span itemprop="name">Mara Ellwood</span></span>'
        '<time itemprop="datePublished" datetime="2025-10-25T18:00:00Z">Saturday</time>'
    )
    found = read(page(before=before))
    assert found.authors == ("Mara Ellwood",)
    assert found.published is not None
    assert found.published.at == datetime(2025, 10, 25, 18, 0, tzinfo=UTC)


def test_the_article_of_the_page_is_told_from_those_it_links_to() -> None:
    other = linked(
        headline="Another report", url="https://www.harbour-post.example/world/1", datePublished="2020-01-01"
    )
    own = linked(headline=TITLE, url=URL, datePublished="2025-10-25T10:00:00Z")
    found = read(page(head=other + own))
    assert found.title == TITLE
    assert found.published is not None
    assert found.published.on == date(2025, 10, 25)


def test_broken_json_ld_is_mended_or_passed_over() -> None:
    start = '<script type="application/ld+json">{"@type": "NewsArticle", '
    assert read(page(head=start + '"headline": "A\ntitle", "author": "Mara El",}</script>')).authors == ("Mara El",)
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    assert read(page(head=broken)).title == TITLE
    deep = '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>"
    assert read(page(head=deep)).title == TITLE
    blank = '<script type="application/ld+json">{"@type": "NewsArticle",' + "\n" * 200_000 + "x</script>"
    assert read(page(head=blank)).title == TITLE


def test_an_instant_in_utc_takes_the_local_offset_that_the_page_tells_elsewhere() -> None:
    head = linked(datePublished="2025-10-25T20:00:00Z")
    head += '<meta property="article:published_time" content="2025-10-26T01:00:00+05:00">'
    published = read(page(head=head)).published
    assert published is not None
    assert (published.on, published.offset) == (date(2025, 10, 26), 300)


def test_no_time_lies_after_the_capture() -> None:
    assert read(page(head=linked(datePublished="2026-03-01T10:00:00Z")), url="https://a.example/x").published is None
    later_today = read(page(head=linked(datePublished="2025-10-26T17:00:00Z"))).published
    assert later_today is not None
    assert (later_today.at, later_today.on) == (None, date(2025, 10, 26)), "the day holds, the hour does not"


def test_modified_is_kept_apart_from_published() -> None:
    head = linked(datePublished="2025-10-24T08:00:00Z", dateModified="2025-10-26T08:00:00Z")
    found = read(page(head=head))
    assert found.published is not None
    assert found.modified is not None
    assert found.published.on < found.modified.on


ANONYMOUS = (
    "By Our Correspondent",
    "Staff Reporter",
    "Agencies",
    "Web Desk",
    "Web Desk/Agencies",
    "Staff Reporter & Agencies",
)


@pytest.mark.parametrize("byline", ANONYMOUS)
def test_a_byline_that_names_nobody_is_no_author(byline: str) -> None:
    found = read(page(head=linked(author=byline) + f'<meta name="author" content="{byline}">'))
    assert found.authors == ()
    assert [each for each in found.candidates if each.field == "author"] == []


def test_who_is_named_beside_such_words_is_the_author() -> None:
    assert read(page(head=linked(author="Mara Ellwood, Staff Reporter"))).authors == ("Mara Ellwood",)
    assert read(page(head=linked(author="Web Desk") + '<meta name="author" content="Mara Ellwood">')).authors == (
        "Mara Ellwood",
    )


def test_an_agency_in_the_byline_is_author_and_credit() -> None:
    found = extract_html(page(head=linked(author="AFP")), url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    assert (found.authors, found.credit, found.kind) == (("AFP",), "Agence France-Presse", "wire_reprint")
    own = extract_html(page(head=linked(author=["Mara Ellwood", "AFP"])), url=URL, fetched_at=FETCHED)
    assert isinstance(own, Revision)
    assert (own.authors, own.credit, own.kind) == (("Mara Ellwood", "AFP"), "Agence France-Presse", "article")


def test_a_post_of_a_live_blog_is_not_the_article_of_the_page() -> None:
    """Posts carry the blog's own address, and often more about themselves than the blog does."""
    post = {
        "@type": "BlogPosting", "headline": "Loud noise at the pier", "url": f"{URL}#7", "mainEntityOfPage": URL,
        "datePublished": "2025-10-26T09:00:00Z", "author": {"name": "Nima Sorel"}, "articleBody": "It was a horn.",
    }  # fmt: skip
    head = linked(**{"@type": "LiveBlogPosting"}, headline=TITLE, url=URL, liveBlogUpdate=[post])
    found = read(page(title="x", head=head))
    assert (found.title, found.authors) == (TITLE, ())
    assert found.types == {"liveblogposting"}


def test_the_sites_own_name_beside_a_persons_is_no_author() -> None:
    head = '<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Harbour Post">'
    assert read(page(head=head + '<meta name="author" content="Mara Ellwood">')).authors == ("Mara Ellwood",)


def test_an_authors_post_is_no_author() -> None:
    line = "Mara Ellwood, professor of the law of the sea at the university of the islands"
    assert read(page(head=linked(author=line))).authors == ("Mara Ellwood",)
