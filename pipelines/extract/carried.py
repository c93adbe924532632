"""Text that a page carries as data for its scripts, for pages that a browser only fills in once it runs them.

Frameworks write the article's markup into string literals of inline scripts. Only literals that hold several
paragraphs are looked at; which text of a page is the article is not told here.
"""

from __future__ import annotations

import json
import re

from lxml.html import HtmlElement, fragment_fromstring

from pipelines.extract.layout import visible_text

_LITERAL = re.compile(r'"((?:[^"\\]|\\.){300,400000})"', re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_LEAST_PARAGRAPHS = 3
_MOST_SCRIPT = 3_000_000
_BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote")
_NESTED = 4
"""How often a literal may be written inside another."""


def carried_markup(tree: HtmlElement) -> str:
    """The longest markup of several paragraphs in the literals of a page's inline scripts, or an empty string."""
    best = ""
    for script in tree.iter("script"):
        text = script.text or ""
        if len(text) > _MOST_SCRIPT or ("u003cp" not in text and "<p" not in text):
            continue
        for literal in _LITERAL.finditer(text):
            markup = _decoded(literal[1])
            if len(markup) > len(best) and len(_PARAGRAPH.findall(markup)) >= _LEAST_PARAGRAPHS:
                best = markup
    return best


def carried_paragraphs(markup: str) -> list[str]:
    """The paragraphs, subheadings and list items of such markup; captions of pictures are left out."""
    try:
        root = fragment_fromstring(markup, create_parent="div")
    except (ValueError, SyntaxError):
        return []
    lines = []
    for element in root.iter(*_BLOCKS):
        inside = [ancestor for ancestor in element.iterancestors() if ancestor is not root]
        if any(ancestor.tag in _BLOCKS or _is_caption(ancestor) for ancestor in inside) or _is_caption(element):
            continue
        lines.append(visible_text(element))
    return lines


def _is_caption(element: HtmlElement) -> bool:
    return element.tag in ("figure", "figcaption") or "caption" in (element.get("class") or "").lower()


def _decoded(literal: str) -> str:
    """A script's string literal as the text it stands for, also where it is written inside another."""
    text = literal
    for _ in range(_NESTED):
        if "\\" not in text:
            break
        try:
            text = json.loads(f'"{text}"', strict=False)
        except ValueError:
            try:
                text = json.loads('"' + re.sub(r'(?<!\\)"', r'\\"', text) + '"', strict=False)
            except ValueError:
                break
        if not isinstance(text, str):
            return ""
    return text
