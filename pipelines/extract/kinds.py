"""What kind of page it is, by signals that the page gives; the words stand in `signals.yml`.

A text of ARTICLE_WORDS or more is never called a wall or an error page, whatever words it has, and a stub only where
the page itself says that it is locked. What an article is about, and whether it is coded, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.extract.agencies import agency_by_ending, agency_named
from pipelines.extract.jsonld import Node, node_types
from pipelines.extract.listings import is_listing
from pipelines.extract.markup import Markup
from pipelines.extract.metadata import Metadata
from pipelines.extract.opinion import is_opinion
from pipelines.extract.signals import Words, has, signals
from pipelines.extract.wording import fold, words
from pipelines.records import CreditLine, Dateline, PageKind

ARTICLE_WORDS = 150
STUB_WORDS = 120
"""Below this, a text behind a declared paywall is a stub of the article."""
LONGEST_STUB = 300
"""Below this, it is one where the page also asks to subscribe."""
STUB_SHARE = 2
"""It is one, too, where the page says that the article has this many times its words."""
SCRAP_WORDS = 25
"""Below this, a page that does not call itself an article is none."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What was read of whose work a text is; `house` are folded names of the page's own site."""

    dateline: Dateline | None
    credits: tuple[CreditLine, ...]
    house: frozenset[str]


def page_kind(
    markup: Markup,
    metadata: Metadata,
    tree: HtmlElement,
    text: str,
    url: str,
    *,
    central: str = "",
    live: bool = False,
    whose: Attribution | None = None,
) -> PageKind:
    """The kind, by the first test that holds, walls and errors before articles.

    Args:
        central: what the page shows in its middle, prompts and all; needed where the text is short.
        live: whether the page is a live blog, as `is_live` told before its text was read.
        whose: what tells an agency's report from the outlet's own; without it none is a reprint.
    """
    known = signals()
    parts = _path_parts(url)
    if wall := _wall(markup, metadata, text, central or text):
        return wall
    if live:
        return "live_blog"
    says_article = bool(metadata.types) or says_so(markup)
    if words(text) < ARTICLE_WORDS and _is_video(markup, metadata.types, parts, known.video):
        return "video"
    if is_listing(markup, metadata, text, url, parts, known.listing.paths, known.listing.types):
        return "listing"
    if words(text) < SCRAP_WORDS and not says_article:
        return "other"
    if is_opinion(markup, metadata, tree, text, parts):
        return "opinion"
    if whose is not None and _is_reprint(metadata.authors, whose):
        return "wire_reprint"
    return "article"


def is_live(markup: Markup, metadata: Metadata, url: str, posts: int) -> bool:
    """Whether a page is a live blog: it says so, or hints at it and has timed posts."""
    told = signals().live_blog
    parts = _path_parts(url)
    if "liveblogposting" in metadata.types or any("liveblogposting" in node_types(n) for n in markup.linked.nodes):
        return True
    if parts & {*told.paths} or markup.classes & {*told.classes} or has(told.titles, metadata.title):
        return True
    if any(slug in part for slug in told.slugs for part in parts):
        return True
    return posts > 0 and bool(parts & {*told.weak_paths} or has(told.weak_titles, metadata.title))


def hints_at_live(markup: Markup, metadata: Metadata, url: str) -> bool:
    """Whether it is worth looking for posts: nothing else is searched for them."""
    return is_live(markup, metadata, url, posts=1)


def says_so(markup: Markup) -> bool:
    """Whether the page's meta elements call it an article."""
    names = ("article:published_time", "og:article:published_time", "article:section", "datepublished")
    return (markup.first("og:type") or "").lower() in ("article", "news") or markup.first(*names) is not None


def _wall(markup: Markup, metadata: Metadata, text: str, central: str) -> PageKind | None:
    known = signals()
    length = words(text)
    locked = _locked(markup, metadata.main)
    asks = length < LONGEST_STUB and has(known.paywalled.phrases, central)
    if locked and (asks or _word_count(metadata.main) >= STUB_SHARE * length):
        return "paywalled"
    if length >= ARTICLE_WORDS:
        return None
    says_article = bool(metadata.types) or says_so(markup)
    dated = metadata.published is not None and says_article
    headings = [heading.text for heading in markup.headings]
    if not dated:
        if has(known.soft_404.titles, metadata.title, markup.title, *headings[:2]):
            return "soft_404"
        if has(known.consent.phrases, text) or has(known.consent.titles, metadata.title, markup.title):
            return "consent"
        if has(known.soft_404.phrases, text):
            return "soft_404"
    return "paywalled" if length < STUB_WORDS and (locked or asks) else None


def _locked(markup: Markup, main: Node) -> bool:
    free = main.get("isAccessibleForFree")
    tier = (markup.first("article:content_tier", "og:article:content_tier") or "").lower()
    return str(free).strip().lower() in ("false", "no") or tier in ("locked", "paid", "premium")


def _word_count(main: Node) -> int:
    """How many words the page says that its article has; 0 where it does not say."""
    count = str(main.get("wordCount") or "")
    return int(count) if count.isdecimal() and len(count) < 7 else 0


def _is_video(markup: Markup, types: Collection[str], parts: Collection[str], told: Words) -> bool:
    shared = (markup.first("og:type") or "").lower().startswith("video")
    has_object = any({*told.types} & node_types(node) for node in markup.linked.nodes)
    in_path = bool({*parts} & {*told.paths})
    if {*types} & {"newsarticle", "article", "reportagenewsarticle"}:
        return in_path and (shared or has_object)
    return shared or has_object or (in_path and markup.players > 0)


def _is_reprint(authors: Collection[str], whose: Attribution) -> bool:
    """Whether the whole text is an agency's: by its dateline, its byline, or a line that names its source."""
    house = whose.house
    if whose.dateline is not None and whose.dateline.agency:
        return True
    agencies = [name for name in authors if agency_named(name, house) or agency_by_ending(name, house)]
    if agencies and len(agencies) == len(authors):
        return True
    return all(fold(name) in house for name in authors) and any(
        line.relation == "source" and line.agency for line in whose.credits
    )


def _path_parts(url: str) -> set[str]:
    return {part.lower() for part in urlsplit(url).path.split("/") if part}
