"""What the replayed sites say beside their pages: a feed a host, robots.txt, and the list of sources to run over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from email.utils import format_datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import yaml

from tests.replay.corpus import TruePage

FEED_PATH = "/dateline-replay.xml"
ROBOTS = "User-agent: *\nAllow: /\n"

# The folders of the archive, which name countries in two letters (and the United Kingdom as "uk").
_COUNTRIES = {
    "at": "AUT", "au": "AUS", "be": "BEL", "ca": "CAN", "ch": "CHE", "cn": "CHN",
    "cz": "CZE", "de": "DEU", "dk": "DNK", "es": "ESP", "fr": "FRA", "gl": "GRL", "gr": "GRC",
    "id": "IDN", "il": "ISR", "ind": "IND", "isl": "ISL", "it": "ITA", "jp": "JPN",
    "kr": "KOR", "lb": "LBN", "li": "LIE", "ls": "LSO", "lt": "LTU", "lu": "LUX", "mx": "MEX", "my": "MYS",
    "na": "NAM", "no": "NOR", "pl": "POL", "pt": "PRT", "py": "PRY", "ru": "RUS",
    "se": "SWE", "tr": "TUR", "tw": "TWN", "tz": "TZA", "ua": "UKR", "uk": "GBR", "us": "USA", "vn": "VNM", "za": "ZAF",
}  # fmt: skip
_LANGUAGES = {
    "at": "de", "ch": "de", "cn": "zh", "cz": "cs", "de": "de", "dk": "da", "es": "es", "fr": "fr", "gl": "kl",
    "id": "id", "isl": "is", "it": "it", "jp": "ja", "kr": "ko", "lb": "ar", "li": "de", "lt": "lt",
    "lu": "de", "mx": "es", "no": "no", "pl": "pl", "py": "de", "ru": "ru", "se": "sv", "tr": "tr",
    "tw": "zh", "ua": "uk", "vn": "vi",
}  # fmt: skip


def by_host(pages: Iterable[TruePage]) -> dict[str, list[TruePage]]:
    """The pages of each host, hosts in order of their names; of two pages of one address the later one."""
    newest = {page.url: page for page in sorted(pages, key=lambda page: page.crawled_at)}
    hosts: defaultdict[str, list[TruePage]] = defaultdict(list)
    for page in sorted(newest.values(), key=lambda page: page.name):
        hosts[host_of(page.url)].append(page)
    return dict(sorted(hosts.items()))


def host_of(url: str) -> str:
    """The host of an address, in lower case, without a port."""
    return (urlsplit(url).hostname or "").lower()


def rss(host: str, pages: Sequence[TruePage]) -> bytes:
    """The host's pages as RSS 2.0, newest first, with their own links, titles and dates."""
    newest = sorted(pages, key=lambda page: (page.published_at, page.name), reverse=True)
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{escape(page.url)}</link>"
        f'<guid isPermaLink="true">{escape(page.url)}</guid>'
        f"<pubDate>{format_datetime(page.published_at)}</pubDate></item>\n"
        for page in newest
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(host)}</title><link>{escape(_root(pages))}</link><description>{escape(host)}</description>\n"
        f"{items}</channel></rss>\n"
    ).encode()


def sources_yml(pages: Iterable[TruePage]) -> str:
    """A list of sources in the form of data/sources.yml, one a host."""
    entries = [
        {
            "id": host.replace(".", "-"),
            "name": own[0].publisher,
            "homepage": _root(own),
            "country": _COUNTRIES.get(own[0].country),
            "language": _LANGUAGES.get(own[0].country, "en"),
            "owner": "private",
            "feeds": [_root(own) + FEED_PATH.removeprefix("/")],
        }
        for host, own in by_host(pages).items()
    ]
    return yaml.safe_dump({"sources": entries}, allow_unicode=True, sort_keys=False)


def _root(pages: Sequence[TruePage]) -> str:
    parts = urlsplit(pages[0].url)
    return f"{parts.scheme}://{parts.netloc}/"
