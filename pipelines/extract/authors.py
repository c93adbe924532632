"""Who wrote a page's article: the first place in order that names somebody.

The order: JSON-LD author and creator, meta elements, microdata, author links, then a byline guessed from the layout. A
place that names only the site itself is taken where no other names a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from pipelines.extract.bylines import like_a_person, read_bylines, read_written_byline
from pipelines.extract.jsonld import Node
from pipelines.extract.markup import Markup
from pipelines.extract.names import clean_names
from pipelines.extract.wording import fold
from pipelines.records import Candidate

_META_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "citation_author", "cxenseparse:author", "article:author_name", "og:article:author", "creator", "authors",
)  # fmt: skip


def read_authors(
    markup: Markup, main: Node, tree: HtmlElement, sites: Collection[str]
) -> tuple[tuple[str, ...], tuple[Candidate, ...]]:
    """The authors' names in order, and what every place says. `sites` are folded names of the page's site.

    The tree is read where JSON-LD names nobody but the site: for a byline, which outweighs meta elements that it says
    more than, and where the markup is silent for what else looks like one.
    """
    named = [(place, names) for place, values in _places(markup, main) if (names := clean_names(values))]
    own = next(((place, names) for place, names in named if not all(fold(name) in sites for name in names)), None)
    if own is None:
        own = named[0] if named else None
        byline = read_bylines(tree) or clean_names((extract_author(tree) or "").split(";"))
        byline = byline or (read_written_byline(tree) if own is None else ())
        # A guess from the layout outweighs the site's own name only where it reads like persons.
        if byline and (own is None or all(like_a_person(name) for name in byline)):
            own = ("byline", byline)
            named.append(own)
    elif not own[0].startswith("json-ld") and (byline := read_bylines(tree)) and {*own[1]} < {*byline}:
        # Meta elements often hold the first author alone.
        own = ("byline", byline)
        named.append(own)
    candidates = tuple(
        Candidate("author", place, name, (place, names) == own) for place, names in named for name in names
    )
    return own[1] if own else (), candidates


def _places(markup: Markup, main: Node) -> Iterator[tuple[str, list[str]]]:
    yield "json-ld author", _linked_names(markup, main.get("author"))
    yield "json-ld creator", _linked_names(markup, main.get("creator"))
    for name in _META_AUTHORS:
        yield f"meta {name}", markup.meta.get(name, [])
    yield "microdata author", markup.items.get("author", [])
    yield "author link", markup.author_links


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
