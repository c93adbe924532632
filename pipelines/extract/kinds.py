"""What kind of page it is, by signals that the page gives; the words stand in `signals.yml`.

A text of ARTICLE_WORDS or more is never called a wall, a stub or an error page, whatever words it has.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from pipelines.extract.body import words
from pipelines.extract.jsonld import Node, node_types
from pipelines.extract.knowledge import FOLDER, Strict, load
from pipelines.extract.markup import Markup
from pipelines.extract.metadata import Metadata
from pipelines.records import PageKind

ARTICLE_WORDS = 150
STUB_WORDS = 120
"""Below this, a text behind a declared paywall is a stub of the article."""
LONG_PARAGRAPH = 35
"""Words; teasers are shorter."""
SCRAP_WORDS = 25
"""Below this, a page that does not call itself an article is none."""


class Words(Strict):
    """The signals of one kind."""

    titles: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class Signals(Strict):
    """The content of `signals.yml`."""

    live_blog: Words
    opinion: Words
    video: Words
    listing: Words
    consent: Words
    soft_404: Words
    paywalled: Words


def page_kind(markup: Markup, metadata: Metadata, text: str, url: str) -> PageKind:
    """The kind, by the first test that holds, walls and errors before articles."""
    signals = _signals()
    length = words(text)
    parts = _path_parts(url)
    types = metadata.types
    says_article = bool(types) or _says_article(markup)
    short = length < ARTICLE_WORDS
    if short and _titled(signals.soft_404, metadata.title, markup.title):
        return "soft_404"
    if length < STUB_WORDS and _locked(markup, metadata.main):
        return "paywalled"
    if short and _has(signals.consent.phrases, text) and not says_article:
        return "consent"
    if length < STUB_WORDS and _has(signals.paywalled.phrases, text):
        return "paywalled"
    if "liveblogposting" in types or parts & set(signals.live_blog.paths) or _titled(signals.live_blog, metadata.title):
        return "live_blog"
    if short and _is_video(markup, types, parts, signals.video):
        return "video"
    if not says_article and _is_listing(markup, text, parts, signals.listing):
        return "listing"
    if length < SCRAP_WORDS and not says_article:
        return "other"
    if "opinionnewsarticle" in types or parts & set(signals.opinion.paths):
        return "opinion"
    if _sections(markup, metadata.main) & set(signals.opinion.sections):
        return "opinion"
    return "article"


@cache
def _signals() -> Signals:
    return load(FOLDER / "signals.yml", Signals)


def _says_article(markup: Markup) -> bool:
    names = ("article:published_time", "og:article:published_time", "article:section", "datepublished")
    return (markup.first("og:type") or "").lower() in ("article", "news") or markup.first(*names) is not None


def _locked(markup: Markup, main: Node) -> bool:
    free = main.get("isAccessibleForFree")
    tier = (markup.first("article:content_tier", "og:article:content_tier") or "").lower()
    return str(free).strip().lower() in ("false", "no") or tier in ("locked", "paid", "premium")


def _is_video(markup: Markup, types: frozenset[str], parts: set[str], signals: Words) -> bool:
    if types & {"newsarticle", "article", "reportagenewsarticle"}:
        return False
    has_object = any("videoobject" in node_types(node) for node in markup.linked.nodes)
    return (markup.first("og:type") or "").lower().startswith("video") or (
        has_object and bool(parts & {*signals.paths})
    )


def _is_listing(markup: Markup, text: str, parts: set[str], signals: Words) -> bool:
    """Many links, no long paragraph, and the page says so: by its type, its address, or being the site's root."""
    longest = sorted((words(line) for line in text.split("\n")), reverse=True)[:3]
    teasers = markup.links > 20 and sum(longest) < LONG_PARAGRAPH * len(longest)
    typed = any(node_types(node) & {*signals.types} for node in markup.linked.nodes)
    named = (markup.first("og:type") or "").lower() == "website" or typed
    return teasers and (named or not parts or bool(parts & {*signals.paths}))


def _sections(markup: Markup, main: Node) -> set[str]:
    given = main.get("articleSection")
    values = [*(given if isinstance(given, list) else [given]), *markup.meta.get("article:section", ())]
    return {value.strip().lower() for value in values if isinstance(value, str)}


def _titled(signals: Words, *titles: str | None) -> bool:
    return any(title and _pattern(signals.titles).search(title) for title in titles)


def _has(phrases: tuple[str, ...], text: str) -> bool:
    return bool(_pattern(phrases).search(text))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)


def _path_parts(url: str) -> set[str]:
    return {part.lower() for part in urlsplit(url).path.split("/") if part}
