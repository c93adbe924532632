"""Which of its addresses is a page's own, so that one article is one row however it was reached.

A page comes under many addresses: an AMP page, a mobile host, a short link, a parameter that picks nothing. Its site
says by redirect and by rel=canonical which one is its own. It is believed only where the addresses themselves bear it
out, since templates name the front page, a section or one and the same page on every article, and believing those would
make one row of many articles. Pure functions; in doubt an address stays its own.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from courlan import extract_domain
from lxml import etree

from pipelines.collect.addresses import absolute, canonical, host_of

_HEAD_BYTES = 262_144
_END_OF_HEAD = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_SMALL_HOST = re.compile(r"^(?:m|mobile|mobil|amp|wap)\.")
_AMP_CACHE = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org|[\w-]+\.bing-amp\.com|(?:www\.)?google\.[a-z.]{2,6}/amp)"
    r"/(?:[acrv]/)?(?P<tls>s/)?(?P<page>[\w-]+(?:\.[\w-]+)+(?::\d+)?/.*)$",
    re.IGNORECASE,
)
"""A copy of a site's AMP page in a cache, by whose address the site's own is told: `s/` stands for https."""
_AMP_PATH = re.compile(r"/amp(?:\.html?)?/?$|\.amp(?=\.html?$|$)", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:html?|shtml|xhtml|php\d?|aspx?|jsp|cms|ece)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NUMBER_VALUE = re.compile(r"(?:^|[=&])(\d+)(?=&|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def site_of(url: str) -> str:
    """The registered domain of an address ("bbc.co.uk"): a site's own hosts (www, m, amp, feeds) share it."""
    return extract_domain(url, fast=True) or host_of(url)


def article_address(url: str, homepage: str | None = None) -> str:
    """The canonical form of an address as it is listed, an AMP or mobile one, in a cache too, led back to the page it
    is made from.

    Only where the rest of the address names an article by itself: `/products/amp` stays. A mobile host gives way to
    that of `homepage`, the front page of the source, if that is another host of the same site.
    """
    address = canonical(url)
    if (cached := _AMP_CACHE.match(address)) is not None:
        address = canonical(f"{'https' if cached['tls'] else 'http'}://{cached['page']}")
    parts = urlsplit(address)
    plain = _AMP_PATH.sub("", parts.path)
    if plain == parts.path or not _names_an_article(plain):
        plain = parts.path
    host = parts.netloc
    if homepage is not None and _SMALL_HOST.match(host) and _names_an_article(plain):
        home = urlsplit(canonical(homepage)).netloc
        if not _SMALL_HOST.match(home) and site_of(homepage) == site_of(address):
            host = home
    return urlunsplit((parts.scheme, host, plain, parts.query, ""))


def own_address(listed: str, final: str, declared: str | None) -> str:
    """The address that an article's key is made from.

    Args:
        listed: the address it was listed under, in the form of `article_address`.
        final: the address that answered, after redirects.
        declared: what the page says its address is (`declared_address`), None where it says nothing.
    """
    reached = article_address(final)
    told = article_address(declared) if declared is not None else None
    # Behind a short link, or a wall in front of every article, the page that was reached must vouch for itself.
    vouched = told is not None and _names_an_article(urlsplit(reached).path) and _same_page(reached, told)
    if not _same_page(listed, reached) and not vouched:
        return listed
    if told is not None and site_of(told) == site_of(reached) and _same_page(reached, told):
        return told
    return reached


def declared_address(payload: bytes, base: str) -> str | None:
    """What a page's rel=canonical names, as a full address; a relative one is taken from `base`."""
    return next(iter(_links(payload, base)), None)


def embedded_address(payload: bytes) -> str | None:
    """The address of a page that came without one: canonical link, else og:url. A site's front page is none, since
    many templates name it on every page."""
    for url in (*_links(payload, ""), *_links(payload, "", "meta")):
        if urlsplit(url).path not in ("", "/") or urlsplit(url).query:
            return url
    return None


def _links(payload: bytes, base: str, kind: str = "link") -> list[str]:
    head = payload[:_HEAD_BYTES]
    if b"canonical" not in head and b"og:url" not in head:
        return []
    end = _END_OF_HEAD.search(head)
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(head[: end.start()] if end is not None else head, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    if kind == "link":
        given = [e.get("href") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    else:
        given = [e.get("content") for e in root.iter("meta") if (e.get("property") or "").lower() == "og:url"]
    urls = [absolute(base, link) for link in given if link and link.strip()]
    return [url for url in urls if url is not None]


def _same_page(address: str, other: str) -> bool:
    """Whether `other` can be another address of the page at `address`, told from the two alone.

    They differ in scheme or host only; or the last part of the path is the same and names an article by itself; or a
    number in that part, long enough to be the article's, is in the other too. And `other` has every number of
    `address`: else it may be a section, a series or a page whose parameter was dropped.
    """
    first, second = urlsplit(address), urlsplit(other)
    if (_bare(first.path), first.query) == (_bare(second.path), second.query):
        return True
    numbers, others = _numbers(first.path, first.query), _numbers(second.path, second.query)
    if not numbers <= others or second.path == "/":
        return False
    last = _last(first.path)
    if last == _last(second.path):
        return _names_an_article(first.path)
    ids = {number for number in _numbers(last, first.query) if len(number) >= 5}
    return bool(ids & others)


def _names_an_article(path: str) -> bool:
    """Whether the last part of a path is one article's: a number that is no year, several words, or a long name."""
    last = _last(path)
    words = [word for word in re.split(r"[\W_]+", last) if word]
    numbers = [number for number in _NUMBER.findall(last) if len(number) >= 4 and not _YEAR.fullmatch(number)]
    return bool(numbers) or len(words) >= 3 or len(last) >= 20


def _bare(path: str) -> str:
    return _ENDING.sub("", _AMP_PATH.sub("", path).rstrip("/"))


def _last(path: str) -> str:
    return unquote(_bare(path).rpartition("/")[2]).casefold()


def _numbers(path: str, query: str) -> set[str]:
    """Every number of a path, and the parameters that are nothing but one (`id=7`, `page=2`)."""
    return {*_NUMBER.findall(unquote(path)), *_NUMBER_VALUE.findall(query)}
