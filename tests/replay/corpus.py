"""The 258 real news pages beside the checkout, each with the truth told of it.

The pages lie in `../shared/pages` and are absent from most machines: ask `corpus_file()` first. The truth is the output
of parsers written by hand for each publisher (flairNLP/fundus).
"""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "pages" / "fundus-news-pages.tar"
ABSENT = "the real pages (../shared/pages/fundus-news-pages.tar) are not beside this checkout"


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page as it was fetched, and what an article reader should find in it.

    `name` is `country/Publisher_date`; `crawled_at` and `published_at` are aware. `published_naive` is True where the
    truth gives no offset (then `published_at` is as if in UTC, and only its day can be trusted). `topics` are the
    publisher's own keywords, in its language.
    """

    name: str
    publisher: str
    country: str
    url: str
    crawled_at: datetime
    html: bytes
    title: str
    authors: tuple[str, ...] | None
    published_at: datetime
    published_naive: bool
    paragraphs: tuple[str, ...]
    topics: tuple[str, ...]


def corpus_file() -> Path | None:
    """The archive of pages, or None where it is absent."""
    return CORPUS if CORPUS.is_file() else None


def load_corpus(path: Path) -> list[TruePage]:
    """All pages with their truth, in the order of their names."""
    with tarfile.open(path) as archive:
        files = {
            member.name.removeprefix("test_data/"): handle.read()
            for member in archive
            if member.isfile() and (handle := archive.extractfile(member)) is not None
        }
    pages: list[TruePage] = []
    for name in sorted(name for name in files if name.endswith(".json")):
        country, publisher = name.removesuffix(".json").split("/")
        truths: list[dict[str, Any]] = list(json.loads(files[name]).values())
        own = re.compile(re.escape(f"{country}/{publisher}_") + r"\d{4}_\d\d_\d\d\.html\.gz")
        # The k-th truth is of the k-th page by date.
        names = sorted(other for other in files if own.fullmatch(other))
        where = json.loads(files[f"{country}/meta.info"])
        for page_name, truth in zip(names, truths, strict=True):
            meta = where[page_name.split("/")[1]]
            pages.append(_page(page_name, country, publisher, meta, truth, gzip.decompress(files[page_name])))
    return sorted(pages, key=lambda page: page.name)


def _page(
    name: str, country: str, publisher: str, meta: dict[str, str], truth: dict[str, Any], html: bytes
) -> TruePage:
    published = datetime.fromisoformat(truth["publishing_date"])
    body = truth["body"]
    sections = [part for section in body["sections"] for part in (*section["headline"], *section["paragraphs"])]
    authors = truth.get("authors")
    return TruePage(
        name=name.removesuffix(".html.gz"),
        publisher=publisher,
        country=country,
        url=meta["url"],
        crawled_at=datetime.fromisoformat(meta["crawl_date"]).replace(tzinfo=UTC),
        html=html,
        title=truth["title"],
        authors=tuple(authors) if authors is not None else None,
        published_at=published if published.tzinfo else published.replace(tzinfo=UTC),
        published_naive=published.tzinfo is None,
        paragraphs=(*body["summary"], *sections),
        topics=tuple(truth.get("topics") or ()),
    )
