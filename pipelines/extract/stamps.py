"""When a page's article was published and changed: the first place in order that tells a usable time.

Never a time after the capture. Another place may add what the chosen one lacks: the instant to a bare day, the local
offset to an instant in UTC, which tells the publisher's own day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from htmldate import find_date
from lxml.html import HtmlElement

from pipelines.extract.jsonld import Node, text_of
from pipelines.extract.markup import Markup
from pipelines.extract.moments import Moment, read_moment
from pipelines.records import Candidate

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


def read_published(
    markup: Markup, main: Node, tree: HtmlElement, *, url: str, fetched_at: datetime
) -> tuple[Moment | None, tuple[Candidate, ...]]:
    """When the article was published, and what every place says; the tree is read only where the markup is silent."""
    told = [
        (place, stamp, moment)
        for place, stamp in _published(markup, main)
        if (moment := read_moment(stamp, latest=fetched_at))
    ]
    if not told and (moment := _day_in_page(tree, url, fetched_at)):
        told.append(("address or text", moment.on.isoformat(), moment))
    if not told:
        return None, ()
    candidates = tuple(
        Candidate("published_at", place, stamp, number == 0) for number, (place, stamp, _) in enumerate(told)
    )
    return _told_fully(told[0][2], [moment for _, _, moment in told]), candidates


def read_modified(markup: Markup, main: Node, *, fetched_at: datetime) -> tuple[Moment | None, tuple[Candidate, ...]]:
    """When the article was last changed, an instant, and what every place says."""
    told = [
        (place, stamp, moment)
        for place, stamp in _modified(markup, main)
        if (moment := read_moment(stamp, latest=fetched_at)) and moment.at
    ]
    candidates = tuple(
        Candidate("modified_at", place, stamp, number == 0) for number, (place, stamp, _) in enumerate(told)
    )
    return told[0][2] if told else None, candidates


def _published(markup: Markup, main: Node) -> Iterator[tuple[str, str]]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        if stamp := text_of(main.get(name)):
            yield f"json-ld {name}", stamp
    for name in _META_PUBLISHED:
        if stamp := markup.first(name):
            yield f"meta {name}", stamp
    for stamp in markup.items.get("datepublished", ()):
        yield "microdata datePublished", stamp
    for stamp, marked in markup.times:
        if marked:
            yield "marked time element", stamp
    for node in markup.linked.nodes:
        if node is not main and (stamp := text_of(node.get("datePublished"))):
            yield "another json-ld object", stamp
    for stamp, _ in markup.times[:1]:
        yield "time element", stamp


def _modified(markup: Markup, main: Node) -> Iterator[tuple[str, str]]:
    if stamp := text_of(main.get("dateModified")):
        yield "json-ld dateModified", stamp
    for name in _META_MODIFIED:
        if stamp := markup.first(name):
            yield f"meta {name}", stamp
    for stamp in markup.items.get("datemodified", ()):
        yield "microdata dateModified", stamp


def _day_in_page(tree: HtmlElement, url: str, fetched_at: datetime) -> Moment | None:
    """The day that the address or the visible page tells where no markup does."""
    latest = fetched_at.date().isoformat()
    for extensive in (False, True):
        # The extensive search loads rules of two hundred languages first, which takes seconds.
        found = find_date(tree, url=url or None, original_date=True, extensive_search=extensive, max_date=latest)
        if found:
            return read_moment(found, latest=fetched_at)
    return None


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
