"""Pages made to hurt: each gives a row or a typed error within its time, and costs no other page.

The generated ones run always; `make soak` does the same to every real page beside the checkout.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from pipelines.extract.pages import PagePool, Unread, extract_html, loose_page
from pipelines.records import Page, Revision
from pipelines.settings import ExtractSettings
from pipelines.workers import Failure
from tests.extract.layouts import FETCHED, PARAGRAPHS, TITLE, URL, linked, page
from tests.replay.corpus import ABSENT, corpus_file, load_corpus

SENTENCE = "The board met for a third day and parted without a word on the night sailings of its ferries."
POST = f"<article class=post><time datetime='2025-10-25T10:00:00Z'>1</time><p>{SENTENCE}</p></article>"
DEEP = 100_000


def body(inside: str, head: str = "") -> str:
    return f"<html><head><title>{TITLE}</title>{head}</head><body>{inside}</body></html>"


GENERATED: dict[str, str | bytes] = {
    "nested 100,000 deep": body("<div>" * DEEP + f"<p>{SENTENCE}</p>"),
    "nested inline elements": body("<p>" + "<b><i>" * 20_000 + SENTENCE),
    "tables in tables": body("<table><tr><td>" * 3_000 + SENTENCE),
    "lists in lists": body("<ul><li>" * 10_000 + SENTENCE),
    "50,000 linked headings": body("<h2><a href='/a/b'>A heading of some report</a></h2>" * 50_000),
    "30,000 bold words in a paragraph": body("<article><p>" + "<b>word</b> " * 3_000 + "</p></article>"),
    "100,000 attributes": body("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{SENTENCE}</p>"),
    "a million words": body(f"<article>{'<p>' + 'word ' * 1_000 + '</p>' * 300}</article>"),
    "one word of a million letters": body(f"<article><p>{'w' * 1_000_000}</p></article>"),
    "5,000 authors": body(f"<p>{SENTENCE}</p>", "<meta name='author' content='Mara Ellwood'>" * 5_000),
    "5,000 times": body("<div><time datetime='2025-10-25T10:00:00Z'>x</time></div>" * 5_000),
    "5,000 JSON-LD articles": body("", linked(headline="x" * 50, author="Mara Ellwood") * 1_500),
    "JSON-LD nested 100,000 deep": body("", f"<script type='application/ld+json'>{'[' * DEEP}{']' * DEEP}</script>"),
    "JSON-LD of one long string": body("", linked(headline="a " * 200_000, articleBody="b " * 200_000)),
    "a comment that never ends": body(f"<p>{SENTENCE}</p><!-- " + "- " * 500_000),
    "a title that never ends": f"<html><head><title>{'A report - ' * 100_000}",
    "entities without end": body("<p>" + "&amp;lt;p&amp;gt;" * 50_000 + "</p>"),
    "a live blog of 2,000 posts": body(
        f"<main>{POST * 2_000}</main>",
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Strait"}</script>',
    ),
    "white space without end in what names its section": body(
        f"<p>{SENTENCE}</p>", f"<meta name='article:section' content='a{' ' * 500_000}b'>"
    ),
    "white space without end in what is shared": body(
        f"<p>{SENTENCE}</p>", f"<meta property='og:title' content='a{' ' * 500_000}b'>"
    ),
    "labels without end": body(
        f"<h1>{TITLE}</h1>" + "<div><span>Opinion by</span></div>" * 5_000 + f"<p>{SENTENCE}</p>",
        "<meta name='author' content='Mara Ellwood'>",
    ),
    "null bytes and marks": body(f"<p>{SENTENCE}</p>").replace(" ", "\x00 \u202e\u200b"),
    "half surrogates": body(f"<p>\ud800{SENTENCE}\udfff</p>"),
    "a frameset": "<frameset><frame src=a><frame src=b></frameset>",
    "an XML bomb": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "b" * 1_000 + '">'
    + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(20)) + f"]>{body(f'<p>&a19;{SENTENCE}</p>')}",
}  # fmt: skip


@pytest.mark.parametrize("html", GENERATED.values(), ids=list(GENERATED))
def test_a_generated_page_gives_a_row_or_a_typed_error_in_seconds(html: str | bytes) -> None:
    began = time.perf_counter()
    result = extract_html(html, url=URL, fetched_at=FETCHED)
    assert time.perf_counter() - began < 15, "of the 20 s a page may take"
    assert isinstance(result, Revision | Unread)
    if isinstance(result, Unread):
        assert result.error_class in {"Empty", "NotHtml", "TooBig", "NoText"}
    else:
        result.text.encode()
        assert result.published_at is None or result.published_at <= FETCHED


def mutations(html: bytes, rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """A page as failing disks, broken servers and enemies would have it."""
    cut = rng.randrange(1, len(html))
    noise = bytearray(html)
    for _ in range(max(20, len(html) // 200)):
        noise[rng.randrange(len(noise))] = rng.randrange(256)
    text = html.decode("utf-8", errors="replace")
    yield "truncated", html[:cut]
    yield "doubled", html * 2
    yield "with random bytes", bytes(noise)
    yield "nested", b"<div>" * DEEP + html
    yield "empty", b""
    yield "as PDF", b"%PDF-1.7\n" + html
    yield "as UTF-16", text.encode("utf-16")
    yield "as UTF-16 without a mark", text.encode("utf-16-le")


def test_our_own_page_in_every_mutation() -> None:
    rng = random.Random(11)
    given = page().encode()
    for name, html in mutations(given, rng):
        result = extract_html(html, url=URL, fetched_at=FETCHED)
        assert isinstance(result, Revision | Unread), name
        if name.startswith("as UTF-16"):
            assert isinstance(result, Revision)
            assert (result.title, result.text) == (TITLE, "\n".join(PARAGRAPHS)), name


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_every_real_page_in_every_mutation() -> None:
    path = corpus_file()
    if path is None:
        pytest.skip(ABSENT)
    rng = random.Random(5)
    asked: list[tuple[str, Page]] = [
        (f"{true.name} {name}", loose_page(html, url=true.url, fetched_at=true.crawled_at))
        for true in load_corpus(path)
        for name, html in mutations(true.html, rng)
    ]
    names = {id(given): name for name, given in asked}
    with PagePool(ExtractSettings(workers=2), run_id="soak") as pool:
        results = [(names[id(given)], result) for given, result in pool.extract(given for _, given in asked)]
    assert [name for name, _ in results] == [name for name, _ in asked]
    failed = {name: result for name, result in results if isinstance(result, Failure)}
    print(f"\n{len(results):,} pages, of which {len(failed)} gave a typed failure: {sorted(failed)}")
    assert {result.error_class for result in failed.values()} <= {"Timeout"}
    assert len(failed) <= 0.002 * len(results), "on a machine with other work a page or two may take too long"
    assert all(isinstance(result, Revision) for name, result in results if "UTF-16" in name)
