"""Pages that list articles rather than tell one: front pages, sections, tags, authors, search results.

No one sign is sure: a list has many headings that are links and few paragraphs of its own, and a page that calls
itself an article, with a day, seldom is one. Each sign has points; LISTING of them make a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from pipelines.extract.jsonld import node_types
from pipelines.extract.markup import Markup
from pipelines.extract.metadata import Metadata
from pipelines.extract.wording import words

LISTING = 4
LONG_PARAGRAPH = 35
"""Words; teasers are shorter."""

_SLUG = re.compile(r"(?:[^-_/]+[-_]){3,}[^-_/]+|\d{5,}|\.html?$|\d{4}/\d\d?/\d\d?")


def is_listing(
    markup: Markup,
    metadata: Metadata,
    text: str,
    url: str,
    parts: Collection[str],
    paths: Collection[str],
    types: Collection[str],
) -> bool:
    """Whether a page is a list. `paths` and `types` are what lists have in their address and JSON-LD."""
    long = sum(1 for line in text.split("\n") if words(line) >= LONG_PARAGRAPH)
    if long >= 4 and metadata.types:
        return False
    points = 0
    if markup.linked_headings >= 4:
        points += 2 if markup.linked_headings >= 8 else 1
    if markup.links > 20:
        points += 1
    if any({*types} & node_types(node) for node in markup.linked.nodes):
        points += 1
    if (markup.first("og:type") or "website").lower() in ("website", "webpage", "profile", "object"):
        points += 1
    if not parts or {*parts} & {*paths}:
        points += 2
    elif not _SLUG.search(urlsplit(url).path):
        points += 1
    if markup.dated_teasers and len(markup.times) <= 2 * markup.dated_teasers:
        # Every time that the page shows is another page's, and so is the day that was read from one.
        points += 3
    elif metadata.published is None:
        points += 1
    if metadata.types and (metadata.main.get("headline") or metadata.main.get("datePublished")):
        points -= 3
    if markup.first("article:published_time") is not None:
        points -= 2
    return points - min(long, 4) >= LISTING
