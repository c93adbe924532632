"""Whether a page is somebody's opinion: what its publisher files it under, labels it as, or says of who wrote it.

News is told by staff and agencies; a comment, column, editorial or guest essay is marked as one, each publisher in a
place of its own. The words stand in `signals.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from pipelines.extract.jsonld import Node, node_types
from pipelines.extract.layout import visible_text
from pipelines.extract.markup import Markup
from pipelines.extract.metadata import Metadata
from pipelines.extract.signals import Words, has, signals
from pipelines.extract.wording import fold, one_line

_FILED_UNDER = re.compile(
    r"(?:^|[:._-])(?:kicker|section|subsection|category|channel|metachannel|genre|rubric)(?:$|[:_-])"
)
"""Names of meta elements that tell under what a page is filed."""
_PARTS = re.compile(r"\s*[/,;|>»]\s*")
_TITLE_PARTS = re.compile(r"\s+[|–—·-]\s+|\s*\|\s*")
_FILING_CLASS = re.compile(
    r"(?:post-)?(?:category|section|single|type|template|format|page|kategorie|ressort|rubrik)-(?:.*-)?([^-]+)"
)
_LONGEST_PIECE = 180
_LONGEST_TEASER = 800
_TEASER_LEVELS = 6
_LEAST_TITLE = 25
"""Letters of a link's text that is the title of another page."""
_MOST_ELEMENTS = 20_000
_PIECES_ON = 2
"""Texts behind "Opinion by" among which the author's name is looked for."""


def is_opinion(markup: Markup, metadata: Metadata, tree: HtmlElement, text: str, parts: Collection[str]) -> bool:
    """Whether any of the publisher's own marks says so. `parts` are those of the page's address."""
    told = signals().opinion
    if metadata.types & {*told.types} or {*parts} & {*told.paths}:
        return True
    if any(value in told.sections for value in _filed_under(markup, metadata.main)):
        return True
    labels = [label.casefold() for heading in markup.headings for label in heading.labels]
    if any(label in told.labels for label in (*labels, *_title_labels(markup, metadata))):
        return True
    paragraphs = text.split("\n")
    if has(told.phrases, "\n".join([*paragraphs[:2], *paragraphs[-3:]])):
        return True
    return bool(metadata.authors) and (
        _guest(paragraphs, metadata.authors, told) or _said_by(tree, metadata.authors, told)
    )


def _filed_under(markup: Markup, main: Node) -> Iterator[str]:
    """The sections, genres and labels that the metadata names, and the steps of a breadcrumb that lead to the page."""
    values: list[Any] = [main.get("articleSection"), main.get("genre")]
    values += [content for name, contents in markup.meta.items() if _FILED_UNDER.search(name) for content in contents]
    for node in markup.linked.nodes:
        if "breadcrumblist" in node_types(node):
            steps = node.get("itemListElement")
            values += [_step(step) for step in (steps if isinstance(steps, list) else [])[:-1]]
    for value in values:
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                yield from _PARTS.split(one_line(each).casefold())
    for name in markup.page_classes:
        if match := _FILING_CLASS.fullmatch(name):
            yield match[1]


def _step(step: Any) -> Any:
    if not isinstance(step, dict):
        return None
    item = step.get("item")
    return step.get("name") or (item.get("name") if isinstance(item, dict) else None)


def _title_labels(markup: Markup, metadata: Metadata) -> Iterator[str]:
    """What stands beside a title behind a bar or dash, and what it opens with before a colon where that is a label."""
    for title in (markup.title, markup.first("og:title"), metadata.title):
        line = one_line(title).casefold()
        parts = _TITLE_PARTS.split(line)
        yield from parts if len(parts) > 1 else ()
        if line.startswith(signals().opinion.titles):
            yield signals().opinion.labels[0]


def _guest(paragraphs: list[str], authors: Collection[str], told: Words) -> bool:
    """Whether a first or last paragraph presents an author as somebody who does not report for a living."""
    for line in (*paragraphs[:2], *paragraphs[-4:]):
        if any(line.startswith(f"{name} ") for name in authors) and has(told.guests, line):
            return not has(told.staff, line)
    return False


def _said_by(tree: HtmlElement, authors: Collection[str], told: Words) -> bool:
    """Whether the page puts "Opinion by" or the like before the name of one of its authors, not in a teaser."""
    shown = tree.text_content().casefold()
    if not any(byline in shown for byline in told.bylines):
        return False
    names = {fold(name) for name in authors}
    label: HtmlElement | None = None
    left = 0
    for holder, piece in _pieces(tree):
        match = _by(told.bylines).search(piece)
        if match:
            label, left = holder, _PIECES_ON
        if label is None or left < 0:
            continue
        left -= 1
        rest = fold(piece[match.end() :] if match else piece)
        if any(name in rest for name in names) and not _in_teaser(label):
            return True
    return False


def _pieces(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The short texts of a page in its order, each with the element that it stands in."""
    for element in islice(tree.iter(), _MOST_ELEMENTS):
        if not isinstance(element.tag, str):
            continue
        for piece, holder in ((element.text, element), (element.tail, element.getparent())):
            if holder is not None and piece and piece.strip() and len(piece) <= _LONGEST_PIECE:
                yield holder, piece


def _in_teaser(element: HtmlElement) -> bool:
    """Whether a small block around an element leads to another page by a title."""
    for above in islice(element.iterancestors(), _TEASER_LEVELS):
        if sum(len(piece) for piece in above.itertext()) > _LONGEST_TEASER:
            return False
        if any(len(visible_text(link)) >= _LEAST_TITLE and link.get("rel") != "author" for link in above.iter("a")):
            return True
    return False


@cache
def _by(bylines: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, bylines))})(?!\w)\s*:?", re.IGNORECASE)
