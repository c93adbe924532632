"""Title, authors, times and site of a page, chosen from all that the page says of itself.

Every place that may name a field gives a candidate. How one is chosen stands in `titles`, `authors` and `stamps`; all
candidates are kept with the place they came from. No rule is for any one site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.extract.authors import read_authors
from pipelines.extract.jsonld import Node, node_types, text_of
from pipelines.extract.markup import Markup
from pipelines.extract.moments import Moment
from pipelines.extract.stamps import read_modified, read_published
from pipelines.extract.titles import read_title
from pipelines.extract.wording import fold, one_line
from pipelines.records import Candidate

ARTICLE_TYPES = frozenset(
    {
        "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle",
        "opinionnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "satiricalarticle", "blogposting",
        "liveblogposting", "socialmediaposting", "report", "advertisercontentarticle", "techarticle",
        "scholarlyarticle",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was chosen. `published.on` is the publisher's own day. `types` are those of the main JSON-LD object.

    `sites` are folded names of the site, `summaries` what the page gives as its description; `candidates` is what every
    place says of every field.
    """

    title: str | None
    authors: tuple[str, ...]
    published: Moment | None
    modified: Moment | None
    site: str
    sites: frozenset[str]
    main: Node
    types: frozenset[str]
    summaries: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def read_metadata(markup: Markup, tree: HtmlElement, *, url: str, fetched_at: datetime) -> Metadata:
    """Choose each field; no time after `fetched_at` is taken."""
    main = main_article(markup, url)
    site = _site(markup, main, url)
    sites = _site_words(markup, site, url)
    title, titles = read_title(markup, main, tree, sites)
    authors, bylines = read_authors(markup, main, tree, sites)
    published, stamps = read_published(markup, main, tree, url=url, fetched_at=fetched_at)
    modified, changes = read_modified(markup, main, fetched_at=fetched_at)
    return Metadata(
        title=title,
        authors=authors,
        published=published,
        modified=modified,
        site=site,
        sites=sites,
        main=main,
        types=node_types(main),
        summaries=_summaries(markup, main),
        candidates=(*titles, *bylines, *stamps, *changes),
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
        score = (8 if same else 0) + sum(
            1 for name in ("headline", "datePublished", "author", "articleBody") if node.get(name)
        )
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


def _summaries(markup: Markup, main: Node) -> tuple[str, ...]:
    given = (text_of(main.get("description")), markup.first("og:description"), markup.first("description"))
    return tuple(dict.fromkeys(line for value in given if (line := one_line(value))))


def _site(markup: Markup, main: Node, url: str) -> str:
    publisher = markup.linked.resolve(main.get("publisher"))
    if isinstance(publisher, list):
        publisher = markup.linked.resolve(publisher[0]) if publisher else None
    name = markup.first("og:site_name") or text_of(publisher.get("name") if isinstance(publisher, dict) else publisher)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return one_line(name)[:120] or host


def _site_words(markup: Markup, site: str, url: str) -> frozenset[str]:
    """Folded names under which a title may carry its site at its end."""
    names = [site, *(markup.meta.get(name, [""])[0] for name in ("og:site_name", "application-name", "twitter:site"))]
    host = urlsplit(url).hostname or ""
    folded = {fold(name) for name in (*names, host, host.removeprefix("www."))}
    return frozenset(name for name in folded | {fold(part) for part in host.split(".") if len(part) > 3} if name)
