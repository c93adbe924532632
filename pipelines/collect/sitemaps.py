"""Reading sitemaps, news sitemaps and sitemap indexes with lxml, entities and network off, damage forgiven."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from lxml import etree

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(urlset|sitemapindex)[\s>/]", re.IGNORECASE)
_MAX_PAGES = 50_000
"""The most that the protocol lets a sitemap hold."""


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A `url` element as it stands; `published` and `title` are a news sitemap's."""

    url: str
    lastmod: str | None
    published: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class ChildSitemap:
    """A `sitemap` element of an index."""

    url: str
    lastmod: str | None


def is_sitemap(payload: bytes) -> bool:
    """Whether the first kilobytes hold a sitemap's root element (UTF-16 ones are told by their zero bytes dropped)."""
    return _ROOT.search(payload[:4_096].replace(b"\x00", b"")) is not None


def parse_sitemap(payload: bytes) -> tuple[list[SitemapPage], list[ChildSitemap]]:
    """The pages and the child sitemaps; what comes after a fault in the XML is read as far as can be."""
    pages: list[SitemapPage] = []
    children: list[ChildSitemap] = []
    elements = etree.iterparse(
        io.BytesIO(payload), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, element in elements:
            name = _name(element)
            if name not in ("url", "sitemap"):
                continue
            found = _fields(element)
            if url := found.get("loc"):
                if name == "sitemap":
                    children.append(ChildSitemap(url, found.get("lastmod")))
                else:
                    published, title = found.get("publication_date"), found.get("title")
                    pages.append(SitemapPage(url, found.get("lastmod"), published, title))
            element.clear()
            if len(pages) + len(children) >= _MAX_PAGES:
                break
    except etree.XMLSyntaxError:
        pass
    return pages, children


def _fields(element: etree._Element) -> dict[str, str]:
    """The first text of each field of an entry. Names of the image and video extensions are passed over."""
    fields: dict[str, str] = {}
    for child in element.iter():
        tag = child.tag
        if not isinstance(tag, str) or "sitemap-image" in tag or "sitemap-video" in tag:
            continue
        if child.text and child.text.strip():
            fields.setdefault(_name(child), child.text.strip())
    return fields


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
