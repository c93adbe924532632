"""How far titles, authors and dates fall where a page lacks one of the places that tell them.

    python -m tests.evaluation.extract_robustness [--misses title,authors,date] [--without PLACE]

From each of the 258 real pages one place is taken out, as pages of other publishers lack it: so the rules are tried on
pages that they were not chosen on. What nothing in a page tells any more cannot be read, so no goal is set.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from lxml import html as markup
from lxml.html import HtmlElement

from pipelines.extract.characters import read_characters
from pipelines.extract.pages import PagePool, loose_page
from pipelines.records import Revision
from pipelines.settings import ExtractSettings
from tests.evaluation.extract_quality import Reading, Score, plain, score, summary
from tests.replay.corpus import ABSENT, TruePage, corpus_file, load_corpus

WITHOUT: dict[str, Callable[[HtmlElement], Sequence[HtmlElement]]] = {
    "nothing": lambda tree: (),
    "json-ld": lambda tree: tree.xpath("//script[contains(@type, 'ld+json')]"),
    "og and twitter": lambda tree: tree.xpath(
        "//meta[starts-with(@property, 'og:') or starts-with(@name, 'og:') or starts-with(@name, 'twitter:')"
        " or starts-with(@property, 'twitter:')]"
    ),
    "all meta": lambda tree: tree.xpath("//meta[@content]"),
    "h1": lambda tree: tree.xpath("//h1"),
    "title element": lambda tree: tree.xpath("//head/title"),
    "json-ld and og": lambda tree: [*WITHOUT["json-ld"](tree), *WITHOUT["og and twitter"](tree)],
    "json-ld and all meta": lambda tree: [*WITHOUT["json-ld"](tree), *WITHOUT["all meta"](tree)],
}
"""By name, the elements that are taken out of a page's tree."""


def without(page: TruePage, place: str) -> TruePage:
    """The page as it would be if it lacked one place."""
    tree = markup.document_fromstring(read_characters(page.html).encode(), parser=markup.HTMLParser(encoding="utf-8"))
    for element in WITHOUT[place](tree):
        element.drop_tree()
    return replace(page, html=markup.tostring(tree, encoding="utf-8"))


def readings(pages: Sequence[TruePage]) -> list[Reading]:
    """Our readings of pages, made by two workers."""
    with PagePool(ExtractSettings(workers=2, page_seconds=60), run_id="") as pool:
        given = [loose_page(page.html, url=page.url, fetched_at=page.crawled_at) for page in pages]
        return [
            Reading(found.title or "", found.authors, found.published_on, found.text)
            if isinstance(found, Revision)
            else Reading("", (), None, "")
            for _, found in pool.extract(given)
        ]


def main() -> int:
    parser = argparse.ArgumentParser(description="How titles, authors and dates fare where a page lacks a place.")
    parser.add_argument("--without", choices=list(WITHOUT), action="append", help="only this (may be repeated)")
    parser.add_argument("--misses", default="", help="fields, parted by commas: title,authors,date")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    path = corpus_file()
    if path is None:
        print(ABSENT, file=sys.stderr)
        return 2
    pages = load_corpus(path)
    print(f"{len(pages)} pages without      body F1   title   authors   date    dates in the future")
    for place in given.without or WITHOUT:
        lacking = [without(page, place) for page in pages]
        read = readings(lacking)
        scores: list[Score] = [score(page, reading) for page, reading in zip(lacking, read, strict=True)]
        means = summary(scores)
        print(
            f"{place:<22} {means['body']:.3f}     {means['title']:.3f}   {means['authors']:.3f}     {means['date']:.3f}"
            f"   {means['in_future']:.0f}"
        )
        for page, reading, each in zip(lacking, read, scores, strict=True):
            for field, found, true in (
                ("title", plain(reading.title), plain(page.title)),
                ("authors", reading.authors, page.authors),
                ("date", reading.on, page.published_at.date()),
            ):
                if field in given.misses.split(",") and getattr(each, field) is False:
                    print(f"  {page.name}: {field}\n    found {found}\n    true  {true}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
