"""Feeds and sitemaps of an outlet as they stood at a time: RSS 2.0, Atom, sitemap and news sitemap, as XML bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from pipelines.newsroom.content import Article, Edition, Index, Newsroom, Outlet

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_DC = "http://purl.org/dc/elements/1.1/"
# None is the default namespace, which lxml takes and its stubs do not.
_ATOM_NAMES: Any = {None: _ATOM}
_SITEMAP_NAMES: Any = {None: _SITEMAP, "news": _NEWS}


@dataclass(frozen=True, slots=True)
class _Item:
    article: Article
    edition: Edition
    address: str


def index_document(newsroom: Newsroom, outlet: Outlet, index: Index, now: datetime) -> bytes:
    """The feed or sitemap at `index.path` as it stood at `now`, newest article first."""
    items = [
        _Item(article, edition, outlet.address + article.path(now))
        for article in newsroom.articles_of(outlet)
        if article.listed(index.listing, now) and (edition := article.edition(now)) is not None
    ]
    items.reverse()
    if index.form == "rss":
        root = _rss(outlet, items)
    elif index.form == "atom":
        root = _atom(outlet, index, items)
    elif index.form == "sitemap":
        root = _sitemap(outlet, items)
    else:
        root = _news_sitemap(outlet, items)
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return document


def index_changed_at(newsroom: Newsroom, outlet: Outlet, index: Index, now: datetime) -> datetime | None:
    """When the document last changed before `now`, in UTC; None while it is empty."""
    moments: list[datetime] = []
    for article in newsroom.articles_of(outlet):
        if index.listing in article.head.listed:
            moments += [edition.at for edition in article.editions]
            moments += [article.head.gone_at] if article.head.gone_at else []
            moments += [article.head.moved.at] if article.head.moved else []
    return max((moment.astimezone(UTC) for moment in moments if moment <= now), default=None)


def _rss(outlet: Outlet, items: Sequence[_Item]) -> etree._Element:
    rss = etree.Element("rss", version="2.0", nsmap={"dc": _DC})
    channel = etree.SubElement(rss, "channel")
    _texts(channel, title=outlet.name, link=outlet.address + "/", description=outlet.tagline)
    _texts(channel, language=outlet.language)
    for item in items:
        head = item.article.head
        element = etree.SubElement(channel, "item")
        _texts(element, title=item.edition.title, link=item.address, description=item.edition.summary)
        etree.SubElement(element, "guid", isPermaLink="false").text = f"{outlet.id}:{head.path}"
        _texts(element, pubDate=format_datetime(head.published), category=head.section)
        for author in head.authors:
            etree.SubElement(element, f"{{{_DC}}}creator").text = author
    return rss


def _atom(outlet: Outlet, index: Index, items: Sequence[_Item]) -> etree._Element:
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_ATOM_NAMES)
    _texts(feed, _ATOM, id=outlet.address + index.path, title=outlet.name, subtitle=outlet.tagline)
    etree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=outlet.address + index.path)
    newest = max((item.edition.at for item in items), default=datetime(2025, 10, 1, tzinfo=UTC))
    _texts(feed, _ATOM, updated=newest.isoformat())
    for item in items:
        head = item.article.head
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _texts(entry, _ATOM, id=f"tag:{outlet.host},2025:{head.path}", title=item.edition.title)
        etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=item.address)
        _texts(entry, _ATOM, published=head.published.isoformat(), updated=item.edition.at.isoformat())
        _texts(entry, _ATOM, summary=item.edition.summary)
        for name in head.authors or (outlet.name,):
            _texts(etree.SubElement(entry, f"{{{_ATOM}}}author"), _ATOM, name=name)
    return feed


def _sitemap(outlet: Outlet, items: Sequence[_Item]) -> etree._Element:
    urlset = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_SITEMAP_NAMES)
    for listing in outlet.listings:
        if listing.in_sitemap:
            _texts(etree.SubElement(urlset, f"{{{_SITEMAP}}}url"), _SITEMAP, loc=outlet.address + listing.path)
    for item in items:
        url = etree.SubElement(urlset, f"{{{_SITEMAP}}}url")
        _texts(url, _SITEMAP, loc=item.address, lastmod=item.edition.at.isoformat())
    return urlset


def _news_sitemap(outlet: Outlet, items: Sequence[_Item]) -> etree._Element:
    urlset = _sitemap(outlet, items)
    by_address = {item.address: item for item in items}
    for url in urlset:
        item = by_address.get(url.findtext(f"{{{_SITEMAP}}}loc", ""))
        if item is None:
            continue
        news = etree.SubElement(url, f"{{{_NEWS}}}news")
        _texts(etree.SubElement(news, f"{{{_NEWS}}}publication"), _NEWS, name=outlet.name, language=outlet.language)
        _texts(news, _NEWS, publication_date=item.article.head.published.isoformat(), title=item.edition.title)
    return urlset


def _texts(parent: etree._Element, namespace: str = "", **values: str) -> None:
    for tag, text in values.items():
        etree.SubElement(parent, f"{{{namespace}}}{tag}" if namespace else tag).text = text
