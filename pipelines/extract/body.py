"""The main text of a page: paragraphs, one a line, without blank lines, in NFC.

A line break in the text always parts two paragraphs and no paragraph holds one, so that text.split("\\n") gives them
and offsets add up. The title is not part of the text. Once a revision is stored its text is frozen.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Extractor

from pipelines.extract.characters import MAX_BYTES
from pipelines.extract.jsonld import Node

SHORT = 250
"""Characters under which the text that the page's JSON-LD carries is looked at too."""

_LIST_MARK = re.compile(r"^(?:[-–•*]\s+)+")
_CELL_MARK = re.compile(r"\s*\|\s*")
_MARKUP = re.compile(r"</?(?:p|br|div|li|h\d|ul|ol)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u2028\u2029\u2060\ufeff\ufffe\uffff]")
_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_NOT_WORD = re.compile(r"[\W_]+")


def parse(characters: str) -> HtmlElement | None:
    """The page's tree, or None where there is no markup in it. Comments and processing instructions are gone."""
    return load_html(characters, MAX_BYTES)


def main_text(tree: HtmlElement, main: Node, titles: Iterable[str | None]) -> str:
    """The article's paragraphs, or an empty string; a first line that is one of `titles` is left out.

    The tree is not changed.
    """
    headings = {_fold(title) for title in titles if title}
    document = bare_extraction(tree, options=_options())
    found = _lines(str(document.text), headings) if document is not None and document.text else []
    if sum(map(len, found)) < SHORT:
        body = main.get("articleBody")
        told = _lines(_plain(body), headings) if isinstance(body, str) else []
        if sum(map(len, told)) > sum(map(len, found)):
            found = told
    return "\n".join(found)


def words(text: str) -> int:
    """How many words a text has: runs of other than white space, and two characters a word where none parts them."""
    return len(text.split()) + len(_UNPARTED.findall(text)) // 2


@cache
def _options() -> Any:
    return Extractor(output_format="python", comments=False, tables=True, with_metadata=False)


def _lines(text: str, headings: set[str]) -> list[str]:
    lines: list[str] = []
    for line in unicodedata.normalize("NFC", text).splitlines():
        line = _CELL_MARK.sub(" ", _LIST_MARK.sub("", line.strip())) if line.strip() else ""
        line = " ".join(_CONTROL.sub("", line).split())
        if any(character.isalnum() for character in line) and (not lines or line != lines[-1]):
            lines.append(line)
    if lines and _fold(lines[0]) in headings:
        lines.pop(0)
    return lines


def _plain(markup: str) -> str:
    """Text that may carry markup or entities of its own, as lines."""
    text = html.unescape(html.unescape(markup)) if "&" in markup else markup
    return _TAG.sub("", _MARKUP.sub("\n", text))


def _fold(text: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())
