"""Names in the line of a page's layout that tells who wrote it, for pages whose markup is silent.

A byline is an element whose own class, id or role in the markup calls it one ("byline", "authors"), outside comments,
related articles and the like. Its links, else its pieces of text, are names where they read like those of persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.extract.layout import ancestors, visible_text
from pipelines.extract.names import clean_names

_CALLED = re.compile(r"(?:^|[\s_-])(?:by-?lines?|authors?|writers?|contributors?)(?:$|[\s_-])")
_ELSEWHERE = re.compile(r"comment|related|recommend|sidebar|teaser|card|promo|newsletter|latest|popular|bio\b|caption")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = frozenset({"aside", "footer", "nav", "figure", "figcaption", "head", "form"})
_BY = re.compile(r"\s*(?:By|BY|Von|Par|Por|Di|Door|Av|Af|Автор:?|Written by)\s+[^\W\d_]")
_LABEL = re.compile(
    r"\s*(?:by|written by|von|par|por|door|af|av|authors?|autor(?:in)?(?:/autor(?:in)?)?|auteurs?|autora?|autore|автор)"
    r"\s*:?\s*",
    re.IGNORECASE,
)
_LONGEST_LINE = 120
_MOST_LETTERS = 400
_MOST_ELEMENTS = 20_000
_MOST_NAMES = 8


def read_bylines(tree: HtmlElement) -> tuple[str, ...]:
    """The persons that the page's first byline names, in order; none where it has no byline that names persons.

    Where each author has an element of the same kind beside the first one's, they are one byline.
    """
    first: HtmlElement | None = None
    found: dict[str, None] = {}
    for element in _bylines(tree):
        if first is not None and not _beside(element, first):
            continue
        links = clean_names(visible_text(link) for link in element.iter("a"))
        names = _persons(links) or _persons(clean_names(str(part) for part in element.itertext()))
        if names:
            first = element if first is None else first
            found.update(dict.fromkeys(names))
    return tuple(found)[:_MOST_NAMES]


def read_written_byline(tree: HtmlElement) -> tuple[str, ...]:
    """The persons of the first line that says "By" or "Author" and names nothing but persons, whatever it stands in.

    The name may stand in the line, or by itself right behind it.
    """
    label = False
    for number, element in enumerate(tree.iter()):
        if number > _MOST_ELEMENTS or element.tag == "footer":
            break
        for piece in (element.text if isinstance(element.tag, str) else None, element.tail):
            if piece is None or not piece.strip():
                continue
            names = clean_names([piece]) if len(piece) <= _LONGEST_LINE and (label or _BY.match(piece)) else ()
            if names and names == _persons(names) and not any(each.tag in _APART for each in ancestors(element)):
                return names[:_MOST_NAMES]
            label = _LABEL.fullmatch(piece) is not None
    return ()


def _beside(element: HtmlElement, first: HtmlElement) -> bool:
    """Whether two elements of one class stand in one element, or each in one of its children."""
    if (element.tag, element.get("class")) != (first.tag, first.get("class")):
        return False
    parent, other = element.getparent(), first.getparent()
    return parent is other or (parent is not None and other is not None and parent.getparent() is other.getparent())


def like_a_person(name: str) -> bool:
    """Whether a name has the form of a person's: two to four words, each with one capital at its beginning."""
    parts = name.split()
    return 2 <= len(parts) <= 4 and all(part[0].isupper() and not part.isupper() for part in parts)


def _persons(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if like_a_person(name) and not any(c.isdigit() for c in name))


def _bylines(tree: HtmlElement) -> Iterator[HtmlElement]:
    for number, element in enumerate(tree.iter("div", "span", "p", "a", "address", "section", "ul", "li", "header")):
        if number > _MOST_ELEMENTS:
            return
        if not _CALLED.search(_names(element)) or _ELSEWHERE.search(_names(element)):
            continue
        if any(each.tag in _APART or _ELSEWHERE.search(_names(each)) for each in ancestors(element)):
            continue
        if 0 < sum(len(str(part)) for _, part in zip(range(60), element.itertext(), strict=False)) <= _MOST_LETTERS:
            yield element


def _names(element: HtmlElement) -> str:
    given = (element.get(name) for name in ("class", "id", "rel", "itemprop", "data-testid", "data-component"))
    return _CAMEL.sub("-", " ".join(value for value in given if value)).lower()
