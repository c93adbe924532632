"""What elements are by their place and names in a page: overlines, breadcrumbs, and the text that is seen.

The names stand in `layout.yml`. Walks are bounded, since a hostile page nests without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from pipelines.extract.knowledge import FOLDER, Strict, load

_DEPTH = 40
_CENTRE = 8_000
_NOT_SHOWN = frozenset({"script", "style", "noscript", "template", "head"})
_AROUND = frozenset({"nav", "header", "footer", "aside", *_NOT_SHOWN})
_MOST_PARTS = 100
_LISTS = frozenset({"nav", "ul", "ol", "aside", "footer", *_NOT_SHOWN})
_LONGEST_LABEL = 60
_LONGEST_HEADER = 800
"""Letters of what stands around a headline and belongs to it."""
_HEADER_LEVELS = 4
_SPACE_BEFORE_POINT = re.compile(r"\s+([:;,.!?])(?=\s|$)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


class Layout(Strict):
    """The content of `layout.yml`."""

    overline: tuple[str, ...]
    path: tuple[str, ...]
    ask: tuple[str, ...]


def visible_text(element: HtmlElement) -> str:
    """The element's text on one line, without invisible characters."""
    joined = " ".join(" ".join(str(part) for part in element.itertext()).split())
    return _SPACE_BEFORE_POINT.sub(r"\1", _INVISIBLE.sub("", joined))


def central_text(tree: HtmlElement) -> str:
    """What a page shows in its middle, prompts and all, cut to some thousand characters."""
    middle = next((found for tag in ("main", "article", "body") if (found := tree.find(f".//{tag}")) is not None), tree)
    parts: list[str] = []
    length = 0
    for element in middle.iter():
        if not isinstance(element.tag, str) or element.tag in _NOT_SHOWN:
            continue
        if any(ancestor.tag in _AROUND for ancestor in islice(element.iterancestors(), _DEPTH)):
            continue
        words = f"{element.text or ''} "
        parts.append(words)
        parts.extend(child.tail or "" for child in element if child.tail)
        length += len(words)
        if length > _CENTRE:
            break
    return " ".join("".join(parts).split())[:_CENTRE]


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that an element stands in, innermost first, as many as matter."""
    return islice(element.iterancestors(), _DEPTH)


def without_overline(heading: HtmlElement) -> str:
    """A heading's visible text without the parts that its markup calls an overline."""
    if sum(1 for _ in islice(heading.iter(), _MOST_PARTS + 1)) > _MOST_PARTS:
        return visible_text(heading)
    parts: list[str] = []

    def collect(element: HtmlElement) -> None:
        parts.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and not _marked("overline").search(child.get("class") or ""):
                collect(child)
            parts.append(child.tail or "")

    collect(heading)
    joined = " ".join(" ".join(parts).split())
    return _SPACE_BEFORE_POINT.sub(r"\1", _INVISIBLE.sub("", joined)).lstrip(":-–—|· ")


def labels_beside(heading: HtmlElement) -> tuple[str, ...]:
    """The short texts that stand with a headline in the block that is its own, outside lists and menus."""
    holder = heading
    for above in islice(heading.iterancestors(), _HEADER_LEVELS):
        if sum(len(part) for part in islice(above.itertext(), _MOST_PARTS)) > _LONGEST_HEADER:
            break
        holder = above
    labels = []
    for element in islice(holder.iter(), _MOST_PARTS):
        words = " ".join((element.text or "").split()) if isinstance(element.tag, str) else ""
        if 0 < len(words) <= _LONGEST_LABEL and element is not heading:
            inside = takewhile(lambda above: above is not holder, element.iterancestors())
            if element.tag not in _LISTS and not any(above.tag in _LISTS for above in inside):
                labels.append(words)
    return tuple(labels)


def in_path(element: HtmlElement) -> bool:
    """Whether an element stands in a breadcrumb, or is marked as made for search engines."""
    names = [element]
    for ancestor in ancestors(element):
        if ancestor.tag in ("nav", "ol"):
            return True
        if len(names) < 5:
            names.append(ancestor)
    return any(
        _marked("path").search(f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemtype') or ''}")
        for each in names
    )


def is_ask(element: HtmlElement) -> bool:
    """Whether an element's own names call it a box that asks to subscribe or sign up."""
    return bool(_marked("ask").search(f"{element.get('class') or ''} {element.get('id') or ''}"))


@cache
def _marked(part: str) -> re.Pattern[str]:
    names: tuple[str, ...] = getattr(_layout(), part)
    return re.compile("|".join(map(re.escape, names)), re.IGNORECASE)


@cache
def _layout() -> Layout:
    return load(FOLDER / "layout.yml", Layout)
