"""What a page's markup says of itself: meta elements, microdata, headings, times, links, in document order.

One walk over the tree collects all of it, since a page has thousands of elements. What it means for an article is told
in `metadata`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from pipelines.extract.jsonld import LinkedData, linked_data
from pipelines.extract.layout import in_path, labels_beside, visible_text, without_overline

_MOST_HEADINGS = 60
_HEADS = ("h2", "h3", "h4")
_PLAYERS = ("video", "iframe")
_PLAYER = re.compile(r"youtu|vimeo|dailymotion|brightcove|jwplayer|kaltura|player|video", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """An h1: its text, the text without an overline, whether it is a step of a breadcrumb, and the labels beside it."""

    text: str
    bare: str
    in_path: bool
    labels: tuple[str, ...] = ()


@dataclass(slots=True)
class Markup:
    """`meta` holds the contents of meta elements by lower-cased name, property or itemprop; `items` microdata text.

    `linked_headings` counts h2 to h4 that lead to other pages, `dated_teasers` those of the first of them with a time
    beside them, `players` elements that play films. `classes` are those of body, main and article, `page_classes` those
    of body and main.
    """

    title: str = ""
    lang: str | None = None
    canonical: str | None = None
    base_type: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    times: list[tuple[str, bool]] = field(default_factory=list)
    author_links: list[str] = field(default_factory=list)
    links: int = 0
    linked_headings: int = 0
    dated_teasers: int = 0
    players: int = 0
    classes: set[str] = field(default_factory=set)
    page_classes: set[str] = field(default_factory=set)
    linked: LinkedData = field(default_factory=lambda: LinkedData((), {}))

    def first(self, *names: str) -> str | None:
        """The first content of the first of these meta names that has one."""
        return next((values[0] for name in names if (values := self.meta.get(name))), None)


_MOST_TEASERS = 100
_WHOLE = frozenset({"html", "body", "main"})
_ITEMS = frozenset({"headline", "datepublished", "datemodified", "author"})


def read_markup(tree: HtmlElement) -> Markup:
    """Collect a page's markup; the tree is not changed."""
    found = Markup(lang=tree.get("lang") or tree.get("xml:lang"), linked=linked_data(tree))
    found.base_type = tree.get("itemtype") or ""
    for element in tree.iter("meta", "title", "link", "h1", "time", "a", "body", "main", "article", *_HEADS, *_PLAYERS):
        tag = element.tag
        if tag == "a":
            found.links += 1
            if "author" in (element.get("rel") or "").lower().split():
                found.author_links.append(visible_text(element))
        elif tag == "meta":
            content = (element.get("content") or "").strip()
            if content:
                for name in {element.get(kind) for kind in ("name", "property", "itemprop")} - {None}:
                    found.meta.setdefault(str(name).strip().lower(), []).append(content)
        elif tag == "title":
            # An SVG picture has titles too; the page's own comes first.
            found.title = found.title or visible_text(element)
        elif tag == "link":
            if "canonical" in (element.get("rel") or "").lower() and not found.canonical:
                found.canonical = (element.get("href") or "").strip() or None
        elif tag == "h1":
            if len(found.headings) < _MOST_HEADINGS and (text := visible_text(element)):
                found.headings.append(
                    Heading(text, without_overline(element), in_path(element), labels_beside(element))
                )
        elif tag in _HEADS:
            if _is_link(element):
                found.linked_headings += 1
                found.dated_teasers += found.linked_headings <= _MOST_TEASERS and _is_dated(element)
        elif tag in _PLAYERS:
            found.players += tag == "video" or bool(_PLAYER.search(element.get("src") or ""))
        elif tag == "time":
            marked = "datepublished" in (element.get("itemprop") or "").lower() or element.get("pubdate") is not None
            if stamp := (element.get("datetime") or "").strip():
                found.times.append((stamp, marked))
        else:
            names = (element.get("class") or "").lower().split()
            found.classes.update(names)
            found.page_classes.update(names if tag != "article" else ())
    for element in tree.iterfind(".//*[@role='main']"):
        found.page_classes.update((element.get("class") or "").lower().split())
    found.classes |= found.page_classes
    for element in islice(tree.iterfind(".//*[@itemprop]"), 2_000):
        for name in (element.get("itemprop") or "").lower().split():
            if name in _ITEMS and element.tag != "meta":
                value = element.get("content") or element.get("datetime") or _item_text(element)
                if value:
                    found.items.setdefault(name, []).append(value)
    return found


def _is_link(heading: HtmlElement) -> bool:
    """Whether a heading leads to another page: a link in it, or around it."""
    inside = heading.find(".//a[@href]")
    if inside is not None:
        return not (inside.get("href") or "").startswith("#")
    return any(ancestor.tag == "a" for ancestor in islice(heading.iterancestors(), 4))


def _is_dated(heading: HtmlElement) -> bool:
    """Whether a time stands beside a heading or beside what is around it, as in the entries of a list."""
    holders = islice(heading.iterancestors(), 2)
    return any(next(holder.iter("time"), None) is not None for holder in holders if holder.tag not in _WHOLE)


def _item_text(element: HtmlElement) -> str:
    name = element.find(".//*[@itemprop='name']")
    return visible_text(element if name is None else name) or (
        "" if name is None else (name.get("content") or "").strip()
    )
