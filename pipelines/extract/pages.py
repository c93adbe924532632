"""Pages in, revisions out: the room's front door, for one page and for many in a pool of workers.

How each part is read (characters, text, metadata, language, kind, credit) lives in a module of its own; this one puts
the parts together.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from types import TracebackType
from urllib.parse import urljoin

from lxml.etree import strip_elements

from pipelines.extract import EXTRACTOR
from pipelines.extract.agencies import house_names
from pipelines.extract.body import main_text, parse
from pipelines.extract.characters import NotAPageError, read_characters
from pipelines.extract.credits import credited_agency, read_credits
from pipelines.extract.datelines import read_dateline
from pipelines.extract.kinds import LONGEST_STUB, Attribution, hints_at_live, is_live, page_kind
from pipelines.extract.language import detect_language
from pipelines.extract.layout import central_text
from pipelines.extract.markup import read_markup
from pipelines.extract.metadata import read_metadata
from pipelines.extract.posts import join_posts, read_posts
from pipelines.extract.revisions import revision_key, text_hash
from pipelines.extract.typed_posts import MOSTLY, UNASKED, typed_parts
from pipelines.extract.wording import words
from pipelines.records import Page, Part, Revision, key
from pipelines.settings import ExtractSettings
from pipelines.workers import Failure, Workers

MOST_ELEMENTS = 100_000
"""News pages have some thousands; to read many more takes longer than a page may."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that holds no article; `message` says what was there.

    `error_class` is Empty, NotHtml, TooBig or NoText.
    """

    error_class: str
    message: str
    outcome: str = "empty"


class PagePool:
    """Worker processes that read pages, for a run with many batches: starting them takes a second or two.

    A context manager. A page that takes longer than `settings.page_seconds` or ends its worker is a Failure and costs
    no other page.
    """

    def __init__(self, settings: ExtractSettings, *, run_id: str) -> None:
        self._workers: Workers[Page, Revision | Unread] = Workers(
            _work, count=settings.workers, seconds=settings.page_seconds, start=_start, start_args=(run_id,)
        )

    def __enter__(self) -> PagePool:
        self._workers.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def extract(self, pages: Iterable[Page]) -> Iterator[tuple[Page, Revision | Unread | Failure]]:
        """Each page with its revision, with why it has none, or with how it failed, in the order given."""
        return self._workers.run(pages)


def extract_pages(
    pages: Iterable[Page], *, settings: ExtractSettings, run_id: str
) -> Iterator[tuple[Page, Revision | Unread | Failure]]:
    """The same for one lot of pages, in a pool of its own."""
    with PagePool(settings, run_id=run_id) as pool:
        yield from pool.extract(pages)


def extract_page(page: Page, *, run_id: str) -> Revision | Unread:
    """One page in this process, without a time limit."""
    try:
        characters = read_characters(page.payload, page.content_type, page.charset)
    except NotAPageError as error:
        return Unread(error.reason, str(error))
    tree = parse(characters)
    if tree is None:
        return Unread("NotHtml", "there is no markup in the page")
    if next(islice(tree.iter(), MOST_ELEMENTS, None), None) is not None:
        return Unread("TooBig", f"the page has more than {MOST_ELEMENTS:,} elements")
    markup = read_markup(tree)
    url = page.url or _own_address(markup.canonical or markup.first("og:url"))
    metadata = read_metadata(markup, tree, url=url, fetched_at=page.fetched_at)
    titles = (metadata.title, markup.first("og:title"), *(heading.text for heading in markup.headings))
    posts = read_posts(tree, markup, page.fetched_at) if hints_at_live(markup, metadata, url) else ()
    live = is_live(markup, metadata, url, len(posts))
    text = main_text(tree, metadata.main, titles, metadata.summaries, metadata.authors, url)
    parts: tuple[Part, ...] = ()
    if live:
        text, parts = join_posts(tree, text.split("\n") if text else [], posts)
    if text and not parts:
        typed = typed_parts(text.split("\n"), metadata.published, page.fetched_at)
        live = live or (len(typed) >= UNASKED and sum(part.end - part.start for part in typed) >= MOSTLY * len(text))
        parts = typed if live else ()
    if not text:
        return Unread("NoText", "no running text was found in the page")
    # From here on only what is shown counts; scripts are most of many pages.
    strip_elements(tree, "script", "style", with_tail=False)
    language, confidence = detect_language(text, markup.lang)
    published = metadata.published
    house = house_names(metadata.sites, metadata.site)
    dateline = read_dateline(text, published.on if published else None, house)
    credits = read_credits(text, dateline, house)
    central = central_text(tree) if words(text) < LONGEST_STUB else ""
    whose = Attribution(dateline, credits, house)
    kind = page_kind(markup, metadata, tree, text, url, central=central, live=live, whose=whose)
    article_id = key("article", page.canonical_url or url)
    return Revision(
        revision_id=revision_key(article_id, metadata.title, text),
        run_id=run_id,
        article_id=article_id,
        capture_id=page.capture_id,
        source_id=page.source_id,
        url=url,
        site=metadata.site,
        title=metadata.title,
        authors=metadata.authors,
        published_at=published.at if published else None,
        published_offset=published.offset if published else None,
        published_on=published.on if published else None,
        modified_at=metadata.modified.at if metadata.modified else None,
        language=language,
        language_confidence=confidence,
        kind=kind,
        credit=credited_agency(dateline, metadata.authors, credits, house),
        text=text,
        text_sha256=text_hash(text),
        first_seen_at=page.fetched_at,
        extractor=EXTRACTOR,
        dateline=dateline,
        credits=credits,
        parts=parts if kind == "live_blog" else (),
        candidates=metadata.candidates,
    )


def loose_page(html: bytes | str, *, url: str | None, fetched_at: datetime) -> Page:
    """A page that was given rather than captured. Its keys are made of its address and bytes."""
    payload = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    return Page(
        capture_id=key("given", url or "", hashlib.sha256(payload).hexdigest()),
        source_id=None,
        url=url or "",
        canonical_url=url or "",
        fetched_at=fetched_at,
        content_type=None,
        charset="utf-8" if isinstance(html, str) else None,
        payload=payload,
    )


def extract_html(html: bytes | str, *, url: str | None, fetched_at: datetime, run_id: str = "") -> Revision | Unread:
    """The article of one page as it was given, without a capture, in this process.

    Without `url` the page's own canonical address is taken. `fetched_at` is the latest time the page can have been
    published at.
    """
    return extract_page(loose_page(html, url=url, fetched_at=fetched_at), run_id=run_id)


def _own_address(value: str | None) -> str:
    return value if value and urljoin(value, "/").startswith(("http://", "https://")) else ""


_run_id = ""


def _start(run_id: str) -> None:
    global _run_id
    _run_id = run_id
    # What the parsers warn of is told in the row; in a worker it would only clutter standard error.
    logging.disable(logging.CRITICAL)


def _work(page: Page) -> Revision | Unread:
    return extract_page(page, run_id=_run_id)
