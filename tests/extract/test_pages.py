"""A page becomes a revision, and whatever else comes in becomes a typed row and never an exception."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from pipelines.extract import EXTRACTOR
from pipelines.extract.pages import Unread, extract_html, extract_page, extract_pages, loose_page
from pipelines.extract.revisions import text_hash
from pipelines.records import Page, Revision, key
from pipelines.settings import ExtractSettings
from tests.extract.layouts import FETCHED, PARAGRAPHS, TITLE, URL, linked, page


def read(html: bytes | str, url: str | None = URL) -> Revision:
    result = extract_html(html, url=url, fetched_at=FETCHED)
    assert isinstance(result, Revision), result
    return result


def test_an_article_with_all_its_parts() -> None:
    head = linked(
        headline=TITLE,
        author=[{"@type": "Person", "name": "Mara Ellwood"}, {"@type": "Person", "name": "Tariq Osman"}],
        datePublished="2025-10-26T01:00:00+05:00",
        dateModified="2025-10-26T09:30:00+05:00",
        publisher={"@type": "Organization", "name": "The Harbour Post"},
    )
    found = read(page(head=head))
    assert found.title == TITLE
    assert found.authors == ("Mara Ellwood", "Tariq Osman")
    assert found.published_at == datetime(2025, 10, 25, 20, 0, tzinfo=UTC)
    assert found.published_offset == 300
    assert found.published_on == date(2025, 10, 26), "the publisher's own day"
    assert found.modified_at == datetime(2025, 10, 26, 4, 30, tzinfo=UTC)
    assert (found.language, found.kind, found.site) == ("en", "article", "The Harbour Post")
    assert found.language_confidence is not None
    assert found.language_confidence > 0.9
    assert found.extractor == EXTRACTOR


def test_the_text_is_the_paragraphs_one_a_line_without_title_or_navigation() -> None:
    assert read(page()).text == "\n".join(PARAGRAPHS)


def test_keys_are_made_of_address_and_words() -> None:
    found = read(page())
    assert found.article_id == key("article", URL)
    assert found.text_sha256 == text_hash(found.text)
    assert read(page(head=linked(headline=TITLE))).revision_id == found.revision_id


def test_a_page_names_its_own_address_where_none_is_given() -> None:
    assert read(page(head=f'<link rel="canonical" href="{URL}">'), url=None).url == URL


NOT_PAGES = {
    "nothing": (b"", "Empty"),
    "white space": (b" \n\t ", "Empty"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "NotHtml"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "NotHtml"),
    "random bytes": (random.Random(5).randbytes(5_000), "NotHtml"),
    "30 MB": (b"<html><body>" + b"<p>word</p>" * 2_800_000, "TooBig"),
    "markup without text": (b"<html><head><title>x</title></head><body><div></div><img src=a></body></html>", "NoText"),
    "JSON": (b'{"a": [1, 2, 3]}', "NotHtml"),
}


@pytest.mark.parametrize(("payload", "error_class"), NOT_PAGES.values(), ids=list(NOT_PAGES))
def test_what_is_no_article_is_told_with_its_class(payload: bytes, error_class: str) -> None:
    result = extract_html(payload, url=URL, fetched_at=FETCHED)
    assert isinstance(result, Unread)
    assert result.error_class == error_class
    assert result.message


def test_a_page_served_as_something_else_is_not_read() -> None:
    given = loose_page(page(), url=URL, fetched_at=FETCHED)
    wrong = Page(
        given.capture_id, None, given.url, given.canonical_url, FETCHED, "application/pdf", None, given.payload
    )
    assert isinstance(extract_page(wrong, run_id="r"), Unread)


def test_hostile_pages_cost_only_themselves_and_order_is_kept() -> None:
    deep = "<html><body>" + "<div>" * 100_000 + "<p>" + PARAGRAPHS[0] + "</p></body></html>"
    html = [page(), deep, page().encode("utf-16"), "", page(title="The last one is read as well")]
    pages = [loose_page(each, url=f"{URL}-{n}", fetched_at=FETCHED) for n, each in enumerate(html)]
    settings = ExtractSettings(workers=1, page_seconds=20)
    found = list(extract_pages(pages, settings=settings, run_id="run"))
    assert [each for each, _ in found] == pages
    results = [result for _, result in found]
    first, utf16, last = results[0], results[2], results[4]
    assert isinstance(first, Revision)
    assert isinstance(utf16, Revision)
    assert isinstance(last, Revision)
    assert first.run_id == "run"
    assert utf16.text == first.text
    assert last.title == "The last one is read as well"
    assert isinstance(results[3], Unread)


@pytest.mark.parametrize("cut", [200, 700, 1_200])
def test_a_page_cut_short_gives_a_row(cut: int) -> None:
    assert isinstance(extract_html(page()[:cut], url=URL, fetched_at=FETCHED), Revision | Unread)


def test_a_page_given_twice_over_gives_a_row() -> None:
    assert isinstance(extract_html(page() * 2, url=URL, fetched_at=FETCHED), Revision)
