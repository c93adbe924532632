"""How well pages are read: body, title, authors and date of the 258 real pages, beside bare trafilatura.

    python -m tests.evaluation.extract_quality [--misses title,authors,date,body]

Body: F1 over words as a multiset, mean over pages. Title: equal after Unicode compatibility form, quotation marks and
white space. Authors: equal as a set, case aside, on pages whose truth names any. Date: the day as the publisher has it.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import trafilatura

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.replay.corpus import ABSENT, TruePage, corpus_file, load_corpus

FIELDS = ("body", "title", "authors", "date")

_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛´`", "'"), **dict.fromkeys("“”„«»", '"'), "\u00ad": None, "\u200b": None})


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor read from a page."""

    title: str
    authors: tuple[str, ...]
    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """One page: body F1, and whether the others are right; authors None where the truth names none."""

    body: float
    title: bool
    authors: bool | None
    date: bool
    in_future: bool


def ours(page: TruePage) -> Reading:
    """Our own reading of a page."""
    found = extract_html(page.html, url=page.url, fetched_at=page.crawled_at)
    if not isinstance(found, Revision):
        return Reading("", (), None, "")
    return Reading(found.title or "", found.authors, found.published_on, found.text)


def bare(page: TruePage) -> Reading:
    """What trafilatura reads by itself."""
    found = trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True)
    if found is None:
        return Reading("", (), None, "")
    names = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    on = date.fromisoformat(found.date) if found.date else None
    return Reading(found.title or "", names, on, found.text or "")


def score(page: TruePage, reading: Reading) -> Score:
    """How right a reading is."""
    # Somewhere it is a day later than in UTC while a page is fetched.
    latest = (page.crawled_at + timedelta(hours=14)).date()
    return Score(
        body=body_f1(reading.text, "\n".join(page.paragraphs)),
        title=plain(reading.title) == plain(page.title),
        authors=None if not page.authors else _names(reading.authors) == _names(page.authors),
        date=reading.on == page.published_at.date(),
        in_future=reading.on is not None and reading.on > latest,
    )


def body_f1(found: str, true: str) -> float:
    """F1 over words as a multiset, 0 to 1."""
    first, second = (Counter(re.findall(r"\w+", text.lower())) for text in (found, true))
    shared = sum((first & second).values())
    if not shared:
        return 0.0
    precision, recall = shared / sum(first.values()), shared / sum(second.values())
    return 2 * precision * recall / (precision + recall)


def plain(text: str) -> str:
    """A title without differences of Unicode form, quotation marks and white space."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def _names(names: Iterable[str]) -> set[str]:
    return {plain(name).casefold() for name in names}


def summary(scores: Sequence[Score]) -> dict[str, float]:
    """The mean of each field, 0 to 1, and how many dates lie in the future of their capture."""
    known = [each.authors for each in scores if each.authors is not None]
    return {
        "body": sum(each.body for each in scores) / len(scores),
        "title": sum(each.title for each in scores) / len(scores),
        "authors": sum(known) / len(known),
        "date": sum(each.date for each in scores) / len(scores),
        "in_future": float(sum(each.in_future for each in scores)),
    }


def table(pages: Sequence[TruePage]) -> Iterator[str]:
    """Our figures beside bare trafilatura's, a line at a time."""
    yield f"{len(pages)} pages      body F1   title   authors   date    dates in the future"
    for name, read in (("dateline", ours), ("trafilatura", bare)):
        means = summary([score(page, read(page)) for page in pages])
        yield (
            f"{name:<15}{means['body']:.3f}     {means['title']:.3f}   {means['authors']:.3f}     {means['date']:.3f}"
            f"   {means['in_future']:.0f}"
        )


def misses(pages: Sequence[TruePage], fields: Sequence[str]) -> Iterator[str]:
    """The pages that we read otherwise than the truth, in the named fields."""
    for page in pages:
        reading = ours(page)
        result = score(page, reading)
        if "body" in fields and result.body < 0.9:
            yield f"{page.name}: body {result.body:.2f}"
        for field, found, true in (
            ("title", reading.title, page.title),
            ("authors", reading.authors, page.authors),
            ("date", reading.on, page.published_at),
        ):
            if field in fields and getattr(result, field) is False:
                yield f"{page.name}: {field}\n  found {found}\n  true  {true}"


def main() -> int:
    parser = argparse.ArgumentParser(description="How well the 258 real pages are read.")
    parser.add_argument("--misses", default="", help="fields, parted by commas: " + ",".join(FIELDS))
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    path = corpus_file()
    if path is None:
        print(ABSENT, file=sys.stderr)
        return 2
    pages = load_corpus(path)
    for line in table(pages):
        print(line)
    if given.misses:
        for line in misses(pages, given.misses.split(",")):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
