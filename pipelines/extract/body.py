"""The main text of a page: paragraphs, one a line, without blank lines, in NFC.

A line break in the text always parts two paragraphs and no paragraph holds one, so that text.split("\\n") gives them
and offsets add up. The title is not part of the text. Once a revision is stored its text is frozen.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Extractor

from pipelines.extract.carried import carried_markup, carried_paragraphs
from pipelines.extract.characters import MAX_BYTES
from pipelines.extract.front import without_surroundings
from pipelines.extract.jsonld import Node
from pipelines.extract.prompts import without_prompts
from pipelines.extract.surroundings import (
    drop_asks,
    drop_other_articles,
    part_layout_tables,
    part_paragraphs,
    shown_lead,
    without_links,
)
from pipelines.extract.wording import fold

SHORT = 250
"""Characters under which the text that the page's JSON-LD carries is looked at too."""

_PARAGRAPHS = 5
_MORE = 1.4
_NEARLY_ALL = 0.8
_MOSTLY = 0.6
_START = 60
"""Letters that tell a line from others."""

_LIST_MARK = re.compile(r"^(?:[-–•*]\s+)+")
_CELL_MARK = re.compile(r"\s*\|\s*")
_MARKUP = re.compile(r"</?(?:p|br|div|li|h\d|ul|ol)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u2028\u2029\u2060\ufeff\ufffe\uffff]")


def parse(characters: str) -> HtmlElement | None:
    """The page's tree, or None where there is no markup in it. Comments and processing instructions are gone."""
    return load_html(characters, MAX_BYTES)


def main_text(
    tree: HtmlElement,
    main: Node,
    titles: Iterable[str | None],
    summaries: Iterable[str] = (),
    authors: Collection[str] = (),
    url: str = "",
) -> str:
    """The article's paragraphs, or an empty string; a first line that is one of `titles` is left out.

    What the page tells in other places mends what the layout hides: the text that its JSON-LD or its scripts carry
    where the page shows less, and a summary among `summaries` that it shows above the text. Other articles on the page
    are taken out of the tree.
    """
    headings = {fold(title) for title in titles if title}
    drop_other_articles(tree, headings)
    drop_asks(tree)
    part_layout_tables(tree)
    part_paragraphs(tree)
    document = bare_extraction(tree, options=_options())
    found = lines_of(str(document.text), headings) if document is not None and document.text else []
    body = main.get("articleBody")
    told = lines_of(plain_text(body), headings) if isinstance(body, str) else []
    if (_length(found) < SHORT and _length(told) > _length(found)) or _holds_more(told, found):
        found = told
    if _length(found) < SHORT and (markup := carried_markup(tree)):
        carried = lines_of("\n".join(carried_paragraphs(markup)), headings)
        found = carried if _length(carried) > _length(found) else found
    found = without_prompts(_without_tail(found, told))
    found = without_surroundings(without_links(tree, found, url), headings, authors)
    if lead := shown_lead(tree, summaries, found, headings):
        found = [lead, *found]
    return "\n".join(found)


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _holds_more(told: list[str], found: list[str]) -> bool:
    """Whether the text told in metadata has paragraphs, much more of it, and nearly all that was found."""
    if len(told) < _PARAGRAPHS or _length(told) < _MORE * _length(found):
        return False
    joined = fold(" ".join(told))
    held = sum(len(line) for line in found if fold(line)[:_START] in joined)
    return held >= _NEARLY_ALL * _length(found)


def _without_tail(found: list[str], told: list[str]) -> list[str]:
    """The lines up to the last that the text told in metadata has too, where that has nearly all of them."""
    joined = fold(" ".join(told))
    if len(joined) < SHORT:
        return found
    common = [number for number, line in enumerate(found) if fold(line)[:_START] in joined]
    held = sum(len(found[number]) for number in common)
    return found[: common[-1] + 1] if common and held >= _MOSTLY * _length(found) else found


@cache
def _options() -> Any:
    return Extractor(output_format="python", comments=False, tables=True, with_metadata=False)


def lines_of(text: str, headings: Collection[str] = ()) -> list[str]:
    """A text's lines as paragraphs, cleaned; a first line that folds to one of `headings` is left out."""
    lines: list[str] = []
    for line in unicodedata.normalize("NFC", text).splitlines():
        line = _CELL_MARK.sub(" ", _LIST_MARK.sub("", line.strip())) if line.strip() else ""
        line = " ".join(_CONTROL.sub("", line).split())
        if any(character.isalnum() for character in line) and (not lines or line != lines[-1]):
            lines.append(line)
    if lines and fold(lines[0]) in headings:
        lines.pop(0)
    return lines


def plain_text(markup: str) -> str:
    """Text that may carry markup or entities of its own, as lines."""
    text = html.unescape(html.unescape(markup)) if "&" in markup else markup
    return _TAG.sub("", _MARKUP.sub("\n", text))
