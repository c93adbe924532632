"""Title, authors, times and site of a page, chosen from all that the page says of itself.

The rule: every place that may name a field gives a candidate with the weight of its place (the tables below).
Candidates that say the same add their weights; the heaviest wins, and between equals the place named first. Authors and
times are not voted on: the first place in order that gives a usable value wins. No rule is for any one site.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from pipelines.extract.jsonld import Node, node_types
from pipelines.extract.markup import Markup
from pipelines.extract.moments import Moment, read_moment
from pipelines.extract.names import clean_names

ARTICLE_TYPES = frozenset(
    {
        "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle",
        "opinionnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "satiricalarticle", "blogposting",
        "liveblogposting", "socialmediaposting", "report", "advertisercontentarticle", "techarticle",
        "scholarlyarticle",
    }
)  # fmt: skip

TITLE_WEIGHTS = {
    "json-ld headline": 3.0,
    "og:title": 2.0,
    "microdata headline": 0.5,
    "meta headline": 0.5,
    "meta title": 0.5,
    "h1": 0.5,
    "twitter:title": 0.3,
    "json-ld name": 0.8,
    "json-ld alternative": 1.0,
    "title element": 0.2,
}
"""A headline made for the page outweighs one made for a search engine, and agreement outweighs both."""

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|•|·|\*|::|»|/|ᅵ)\s+|\s*[|｜ᅵ]\s*")
_LONGEST_TITLE = 1_000
_NOT_WORD = re.compile(r"[\W_]+")

_META_TITLES = {
    "og:title": ("og:title",),
    "twitter:title": ("twitter:title", "twitter:text:title"),
    "meta headline": ("headline", "ob_headline", "cxenseparse:title", "fulltitle"),
    "meta title": ("sailthru.title", "parsely-title", "dc.title", "dcterms.title", "citation_title", "title"),
}
_META_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "citation_author", "cxenseparse:author", "article:author_name", "og:article:author", "creator", "authors",
)  # fmt: skip
_META_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "cxenseparse:recs:publishtime", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "published_at", "article.published", "date.published", "rnews:datepublished",
    "citation_publication_date", "last-published", "originalpublicationdate", "date",
)  # fmt: skip
_META_MODIFIED = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms.modified",
    "last-modified", "lastmod", "revised",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was chosen. `published.on` is the publisher's own day. `types` are those of the main JSON-LD object."""

    title: str | None
    authors: tuple[str, ...]
    published: Moment | None
    modified: Moment | None
    site: str
    main: Node
    types: frozenset[str]


def read_metadata(markup: Markup, tree: HtmlElement, *, url: str, fetched_at: datetime) -> Metadata:
    """Choose each field; no time after `fetched_at` is taken. The tree is read only where the markup is silent."""
    main = main_article(markup, url)
    site = _site(markup, main, url)
    return Metadata(
        title=_title(markup, main, site, url),
        authors=_authors(markup, main, tree, _site_words(markup, site, url)),
        published=_published(markup, main, fetched_at) or _day_in_page(tree, url, fetched_at),
        modified=_modified(markup, main, fetched_at),
        site=site,
        main=main,
        types=node_types(main),
    )


def main_article(markup: Markup, url: str) -> Node:
    """The JSON-LD object that speaks of this page's own article, or an empty one.

    Pages also describe the articles they link to; the one with this page's address is it, then the fullest, then the
    first.
    """
    best: Node = {}
    best_score = 0
    path = urlsplit(url).path.rstrip("/")
    for node in markup.linked.of_types(ARTICLE_TYPES):
        addresses = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
        same = path and any(path == _path(address) for address in addresses)
        score = (8 if same else 0) + sum(1 for name in ("headline", "datePublished", "author") if node.get(name))
        if score > best_score:
            best, best_score = node, score
    return best


def _path(address: Any) -> str | None:
    if isinstance(address, dict):
        address = address.get("@id") or address.get("url")
    if not isinstance(address, str):
        return None
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return None


# Title ----------------------------------------------------------------------------------------------------------------


def _title(markup: Markup, main: Node, site: str, url: str) -> str | None:
    places = {place: line for place, value in _titles(markup, main) if (line := _one_line(value))}
    headings = [line for heading in markup.headings if (line := _one_line(heading))]
    said = {_fold(text) for text in (*places.values(), *headings)}
    sites = _site_words(markup, site, url)
    cut = {place: _without_site(text, sites, said - {_fold(text)}) for place, text in places.items()}
    told = {_fold(text) for text in cut.values()}
    # Of several headings the one that another place repeats is the article's.
    if headings:
        cut["h1"] = next((heading for heading in headings if _fold(heading) in told), headings[0])
    weights: dict[str, float] = {}
    forms: dict[str, str] = {}
    for place, weight in sorted(TITLE_WEIGHTS.items(), key=lambda item: -item[1]):
        form = cut.get(place, "")
        if folded := _fold(form):
            weights[folded] = weights.get(folded, 0.0) + weight
            forms.setdefault(folded, form)
    return forms[max(weights, key=lambda key: weights[key])] if weights else None


def _titles(markup: Markup, main: Node) -> Iterator[tuple[str, str | None]]:
    yield "json-ld headline", _text(main.get("headline"))
    yield "json-ld name", _text(main.get("name"))
    yield "json-ld alternative", _text(main.get("alternativeHeadline"))
    yield "microdata headline", next(iter(markup.items.get("headline", ())), None)
    for place, names in _META_TITLES.items():
        yield place, markup.first(*names)
    yield "title element", markup.title


def _site_words(markup: Markup, site: str, url: str) -> set[str]:
    """Folded names under which a title may carry its site at its end."""
    names = [site, *(markup.meta.get(name, [""])[0] for name in ("og:site_name", "application-name", "twitter:site"))]
    host = urlsplit(url).hostname or ""
    folded = {_fold(name) for name in (*names, host, host.removeprefix("www."))}
    return {name for name in folded | {_fold(part) for part in host.split(".") if len(part) > 3} if name}


def _without_site(text: str, sites: set[str], others: set[str]) -> str:
    """A title without the site's name (and section) at its end, or cut to what another place says."""
    while True:
        cuts = list(_SEPARATOR.finditer(text))
        if not cuts:
            return text
        for cut in cuts:
            if _fold(text[: cut.start()]) in others:
                return text[: cut.start()].strip()
        tail = _fold(text[cuts[-1].end() :])
        if not (tail and any(tail == name or (len(tail) > 2 and (tail in name or name in tail)) for name in sites)):
            return text
        text = text[: cuts[-1].start()].strip()


def _fold(text: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def _one_line(value: str | None) -> str:
    """A title as one line of plain text: entities decoded, markup and invisible characters gone."""
    if not value:
        return ""
    value = value[:_LONGEST_TITLE]
    text = html.unescape(html.unescape(value)) if "&" in value else value
    text = re.sub(r"<[^<>]{1,200}>", "", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace() or c in "\u200c\u200d")
    return unicodedata.normalize("NFC", " ".join(text.split())).strip("\u200c\u200d")


# Authors --------------------------------------------------------------------------------------------------------------


def _authors(markup: Markup, main: Node, tree: HtmlElement, sites: set[str]) -> tuple[str, ...]:
    """The first place that names somebody other than the site itself, else the first that names the site."""
    places: tuple[Iterable[str], ...] = (
        _linked_names(markup, main.get("author")),
        _linked_names(markup, main.get("creator")),
        *(markup.meta.get(name, ()) for name in _META_AUTHORS),
        markup.items.get("author", ()),
        markup.author_links,
    )
    house: tuple[str, ...] = ()
    for place in places:
        if names := clean_names(place):
            if not all(_fold(name) in sites for name in names):
                return names
            house = house or names
    byline = clean_names((extract_author(tree) or "").split(";"))
    # A guess from the layout outweighs the site's own name only where it reads like persons.
    return byline if byline and (not house or all(_like_a_person(name) for name in byline)) else house


def _like_a_person(name: str) -> bool:
    parts = name.split()
    return 2 <= len(parts) <= 4 and all(part[0].isupper() and not part.isupper() for part in parts)


def _linked_names(markup: Markup, value: Any) -> list[str]:
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        item = markup.linked.resolve(item)
        if isinstance(item, str):
            names.append(item)
        elif isinstance(item, dict):
            name = item.get("name")
            parts = [item.get(part) for part in ("givenName", "additionalName", "familyName")]
            if isinstance(name, list):
                names.extend(part for part in name if isinstance(part, str))
            elif isinstance(name, str) and name.strip():
                names.append(name)
            elif any(parts):
                names.append(" ".join(part for part in parts if isinstance(part, str) and part))
    return names


# Times ----------------------------------------------------------------------------------------------------------------


def _published(markup: Markup, main: Node, fetched_at: datetime) -> Moment | None:
    stamps: list[str | None] = [_text(main.get(name)) for name in ("datePublished", "dateCreated", "uploadDate")]
    stamps += [markup.first(name) for name in _META_PUBLISHED]
    stamps += [*markup.items.get("datepublished", ()), *(stamp for stamp, marked in markup.times if marked)]
    stamps += [_text(node.get("datePublished")) for node in markup.linked.nodes if node is not main]
    stamps += [stamp for stamp, _ in markup.times[:1]]
    moments = [moment for stamp in stamps if stamp and (moment := read_moment(stamp, latest=fetched_at))]
    if not moments:
        return None
    return _told_fully(moments[0], moments)


def _day_in_page(tree: HtmlElement, url: str, fetched_at: datetime) -> Moment | None:
    """The day that the address or the visible page tells where no markup does."""
    found = find_date(tree, url=url or None, original_date=True, max_date=fetched_at.date().isoformat())
    return read_moment(found, latest=fetched_at) if found else None


def _told_fully(chosen: Moment, others: list[Moment]) -> Moment:
    """The chosen moment with what other places add to it: the instant to a bare day, the local offset to UTC."""
    if chosen.at is None:
        chosen = next((other for other in others if other.at is not None and other.on == chosen.on), chosen)
    if chosen.at is not None and not chosen.offset:
        # 20:00Z and 01:00+05:00 are one instant; the second tells the publisher's own day.
        local = next((o.offset for o in others if o.offset and o.at == chosen.at), None)
        if local is not None:
            return chosen.shifted(local)
    return chosen


def _modified(markup: Markup, main: Node, fetched_at: datetime) -> Moment | None:
    stamps: list[str | None] = [_text(main.get("dateModified")), *(markup.first(name) for name in _META_MODIFIED)]
    stamps += markup.items.get("datemodified", ())
    return next((m for stamp in stamps if stamp and (m := read_moment(stamp, latest=fetched_at)) and m.at), None)


# Site -----------------------------------------------------------------------------------------------------------------


def _site(markup: Markup, main: Node, url: str) -> str:
    publisher = markup.linked.resolve(main.get("publisher"))
    if isinstance(publisher, list):
        publisher = markup.linked.resolve(publisher[0]) if publisher else None
    name = markup.first("og:site_name") or _text(publisher.get("name") if isinstance(publisher, dict) else publisher)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return _one_line(name)[:120] or host


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value if isinstance(value, str) and value.strip() else None
