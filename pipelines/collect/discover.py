"""Finding a site's feeds from its front page: what the page links to, what robots.txt names, and the usual places.

Each candidate is asked and read before it is offered. What the entry of the list should say is read off the page where
it says so itself; nothing is guessed. Writing the entry is `sources_file`'s.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from pipelines.collect.addresses import absolute, origin_of
from pipelines.collect.asking import Asker
from pipelines.collect.network import Fetched, Network
from pipelines.collect.own_address import site_of
from pipelines.collect.protocols import Clock
from pipelines.collect.robots import Rules
from pipelines.records import Purpose
from pipelines.settings import CollectSettings

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_FEED_WORD = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom)(?:[/._-]|\d|$)|\.rdf$", re.IGNORECASE)
_ASIDE = re.compile(r"comment|podcast|/(?:author|tag|user|search)s?/", re.IGNORECASE)
"""Feeds that bring no new articles of the site: readers' words, sound, one author or tag."""
_USUAL_FEEDS = (
    "/feed/",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
    "/feed.json",
)
_USUAL_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml", "/sitemap_index.xml")
_MOST_ASKED = 20
"""Places asked in one go; robots.txt is kept and so is the pause between two requests."""


class NothingFound(ValueError):
    """The site cannot be added; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed or sitemap that answered. `entries` counts the addresses it names; `at_home` those on the site's own
    hosts; `found` says where its address stood: link, page, robots.txt or usual place."""

    url: str
    purpose: Purpose
    title: str | None
    entries: int
    at_home: int
    found: str


@dataclass(frozen=True, slots=True)
class SiteFound:
    """A site as its front page tells of it. Names that the page does not give are None."""

    homepage: str
    name: str | None
    language: str | None
    candidates: tuple[Candidate, ...]

    def best(self, most: int) -> tuple[Candidate, ...]:
        """The feeds to list: those the site links to before guessed ones, then the fuller; else its sitemaps, of which
        one for news is enough."""
        feeds = [c for c in self.candidates if c.purpose == "feed" and c.at_home]
        if feeds:
            return tuple(feeds[:most])
        return tuple(c for c in self.candidates if c.purpose == "sitemap")[:1]


def discover(url: str, *, network: Network, settings: CollectSettings, clock: Clock) -> SiteFound:
    """Look for the feeds and sitemaps of the site at `url`: what it names itself, then the usual places.

    Must not be called from a running event loop.

    Raises:
        NothingFound: the address is none, the front page does not answer, or no candidate is a feed or sitemap.
    """
    return asyncio.run(_discover(url, network, settings, clock))


async def _discover(url: str, network: Network, settings: CollectSettings, clock: Clock) -> SiteFound:
    address = absolute("", url if "://" in url else f"https://{url}")
    if address is None:
        raise NothingFound(f"{url!r} is no http(s) address; give a site's front page, as in https://harbour.example/")
    async with network.session(clock=clock) as session:
        asker = Asker(session, settings, clock)
        front = await asker.ask(address, "text/html,application/xhtml+xml,*/*;q=0.5")
        if front.outcome == "refused":
            raise NothingFound(f"{front.error_message}; write the entry by hand if you may collect this site")
        if front.outcome != "done" or front.exchange is None:
            raise NothingFound(f"{address} did not answer ({front.error_message or front.outcome}); try again later")
        base = front.exchange.url
        tree = _tree(front.exchange.payload)
        found: list[Candidate] = []
        asked: set[str] = set()
        # Guessed places are asked only where the site names none itself: each costs it a request and us its pause.
        for places in (_named(tree, base, await asker.rules(base)), _usual_feeds(base), _usual_sitemaps(base)):
            wanted = [one for one in _first_of_each(places) if one.url not in asked][:_MOST_ASKED]
            asked |= {one.url for one in wanted}
            answers = await asyncio.gather(*(_look(asker, one, base) for one in wanted))
            found += [candidate for candidate in answers if candidate is not None]
            if any(candidate.at_home for candidate in found):
                break
    if not found:
        raise NothingFound(
            f"{base} names no feed or sitemap that answers ({len(asked)} places asked); "
            "if you know one, write the entry by hand as the head of the list shows"
        )
    name, language = _name(tree), _language(tree)
    return SiteFound(f"{origin_of(base)}/", name, language, tuple(_distinct(sorted(found, key=_order))))


@dataclass(frozen=True, slots=True)
class _Wanted:
    url: str
    purpose: Purpose
    title: str | None
    found: str


_RANK = {"link": 0, "page": 1, "robots.txt": 2, "usual place": 3}


def _order(candidate: Candidate) -> tuple[bool, bool, int, int]:
    news = "news" in candidate.url.lower()
    aside = bool(_ASIDE.search(f"{candidate.url} {candidate.title or ''}"))
    return aside, candidate.purpose == "sitemap" and not news, _RANK[candidate.found], -candidate.at_home


def _named(tree: Any, base: str, rules: Rules | Fetched) -> Iterator[_Wanted]:
    """What the site itself names: in the head of its page, in its links, in robots.txt."""
    if tree is not None:
        for link in tree.iter("link"):
            kinds = (link.get("rel") or "").lower().split()
            if "alternate" in kinds and (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES:
                yield from _wanted(base, link.get("href"), "feed", link.get("title"), "link")
        for anchor in tree.iter("a"):
            href = anchor.get("href") or ""
            if _FEED_WORD.search(href.partition("?")[0]):
                yield from _wanted(base, href, "feed", None, "page")
    if isinstance(rules, Rules) and rules.parsed is not None:
        for sitemap in sorted(rules.parsed.sitemaps, key=lambda url: "news" not in url.lower()):
            yield from _wanted(base, sitemap, "sitemap", None, "robots.txt")


def _usual_feeds(base: str) -> Iterator[_Wanted]:
    for path in _USUAL_FEEDS:
        yield from _wanted(base, path, "feed", None, "usual place")


def _usual_sitemaps(base: str) -> Iterator[_Wanted]:
    for path in _USUAL_SITEMAPS:
        yield from _wanted(base, path, "sitemap", None, "usual place")


def _wanted(base: str, link: str | None, purpose: Purpose, title: str | None, found: str) -> Iterator[_Wanted]:
    url = absolute(base, link) if link and link.strip() else None
    if url is not None and url.partition("#")[0] != base:
        yield _Wanted(url.partition("#")[0], purpose, " ".join(title.split())[:200] if title else None, found)


def _first_of_each(wanted: Iterable[_Wanted]) -> Iterator[_Wanted]:
    seen: set[str] = set()
    for one in wanted:
        if one.url not in seen:
            seen.add(one.url)
            yield one


async def _look(asker: Asker, wanted: _Wanted, base: str) -> Candidate | None:
    answer = await asker.listing(wanted.url)
    if answer.listing is None:
        return None
    site = site_of(base)
    named = [entry.url for entry in answer.listing.entries] or [child.url for child in answer.listing.children]
    at_home = sum(site_of(url) == site for url in named)
    purpose: Purpose = "sitemap" if answer.listing.kind.startswith("sitemap") else "feed"
    return Candidate(answer.url, purpose, wanted.title, len(named), at_home, wanted.found) if named else None


def _distinct(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Each address once: several places may redirect to one feed."""
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.url not in seen:
            seen.add(candidate.url)
            yield candidate


def _tree(payload: bytes) -> Any:
    try:
        return lxml.html.fromstring(payload[:4_000_000])
    except (etree.LxmlError, ValueError):
        return None


def _name(tree: Any) -> str | None:
    """What the site calls itself: og:site_name, or the name of a JSON-LD publisher or WebSite."""
    if tree is None:
        return None
    for meta in tree.iter("meta"):
        if (meta.get("property") or "").lower() == "og:site_name" and (meta.get("content") or "").strip():
            return " ".join(meta.get("content").split())[:120]
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json" and (name := _ld_name(script.text or "")):
            return name
    return None


def _ld_name(text: str) -> str | None:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None
    graph = given.get("@graph", [given]) if isinstance(given, dict) else given
    for node in graph if isinstance(graph, list) else []:
        kinds = node.get("@type") if isinstance(node, dict) else None
        if kinds in ("WebSite", "NewsMediaOrganization", "Organization") and isinstance(node.get("name"), str):
            return " ".join(node["name"].split())[:120] or None
    return None


def _language(tree: Any) -> str | None:
    """The language that the page declares, ISO 639-1."""
    html = tree if tree is not None and tree.tag == "html" else None
    given = (html.get("lang") or html.get("xml:lang") or "") if html is not None else ""
    found = re.match(r"([A-Za-z]{2})(?:[-_]|$)", given.strip())
    return found.group(1).lower() if found else None
