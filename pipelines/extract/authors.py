"""Who wrote a page's article: the first place in order that names somebody.

The order: JSON-LD author and creator, meta elements, microdata, author links, then a byline guessed from the layout. A
place that names only the site itself is taken where no other names a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from pipelines.extract.agencies import agency_named
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
    more than or that name no person, and where the markup is silent for what else looks like one.
    """
    named = [(place, _own_names(place, names, sites)) for place, names in _named(markup, main)]
    own = next(((place, names) for place, names in named if not all(fold(name) in sites for name in names)), None)
    if own is None or _names_a_body(*own):
        own = own or (named[0] if named else None)
        byline = read_bylines(tree) or clean_names((extract_author(tree) or "").split(";"))
        if not any(like_a_person(name) for name in byline):
            byline = read_written_byline(tree) or byline
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


def _named(markup: Markup, main: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((place, names) for place, values in _places(markup, main) if (names := clean_names(values)))


def _own_names(place: str, names: tuple[str, ...], sites: Collection[str]) -> tuple[str, ...]:
    """The names without the site's own beside others: its address, and in meta elements its name too."""
    told = place.startswith("json-ld")
    return tuple(name for name in names if fold(name) not in sites or (told and "." not in name)) or names


def _names_a_body(place: str, names: tuple[str, ...]) -> bool:
    """Whether a meta element names an outlet's short name and nobody else: "LTO", and no agency."""
    return place.startswith("meta") and not any(" " in name or agency_named(name) for name in names)


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
