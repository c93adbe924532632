"""JSON-LD of a page: its objects, found however they are nested, with references by `@id` followed.

What their members mean for an article is not told here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

Node = dict[str, Any]

_DEPTH = 12
"""Deeper nesting carries nothing of use and may be hostile."""

_OPENING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)")
# White space is bounded or kept to its line: an open \s* before what may not follow costs the square of a hostile run.
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s{0,9}\]\]>\s{0,9}(?:\*/)?)\s{0,9};?$")
_TRAILING_COMMA = re.compile(r",\s{0,99}(?=[}\]])")
_COMMENT = re.compile(r"^[ \t]{0,99}(?://[^\n]*|/\*[^\n]{0,500}\*/)[ \t]{0,99}$", re.MULTILINE)
_LONE_BACKSLASH = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The typed objects of a page in document order, outer before inner, and all that carry an `@id`.

    The posts of a live blog are no objects of the page: they belong to the blog, and stand in it.
    """

    nodes: tuple[Node, ...]
    by_id: dict[str, Node]

    def of_types(self, types: frozenset[str]) -> Iterator[Node]:
        """The objects of any of these types, given in lower case."""
        return (node for node in self.nodes if types & node_types(node))

    def resolve(self, value: Any) -> Any:
        """The object a bare `{"@id": ...}` points to; anything else as it is."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value


def linked_data(tree: HtmlElement) -> LinkedData:
    """Read every JSON-LD script of a page; one that cannot be read even after mending is passed over."""
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node, is_post in _walk(parse(script.text or ""), 0):
            if node_types(node) and not is_post:
                nodes.append(node)
            if isinstance(node.get("@id"), str) and len(node) > len(by_id.get(node["@id"], {})):
                by_id[node["@id"]] = node
    return LinkedData(tuple(nodes), by_id)


def node_types(node: Node) -> frozenset[str]:
    """An object's types in lower case, without a namespace."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return frozenset(re.split(r"[/#:]", name)[-1].lower() for name in names if isinstance(name, str))


def text_of(value: Any) -> str | None:
    """The text of a member: itself, or the first of a list, or what an object has as its value or name."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value if isinstance(value, str) and value.strip() else None


def parse(text: str) -> Any:
    """The value of a JSON-LD script, mended where sites commonly break it; None where it cannot be read."""
    text = _CLOSING.sub("", _OPENING.sub("", text.strip())).strip().rstrip(";")
    if not text:
        return None
    for mend in (_as_is, _mended, _unescaped):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _as_is(text: str) -> str:
    return text


def _mended(text: str) -> str:
    return _LONE_BACKSLASH.sub(r"\\\\", _TRAILING_COMMA.sub("", _COMMENT.sub("", text)))


def _unescaped(text: str) -> str:
    return _mended(html.unescape(text))


def _walk(value: Any, depth: int, is_post: bool = False) -> Iterator[tuple[Node, bool]]:
    """Every object, and whether it is a live blog's post or stands in one."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1, is_post)
    elif isinstance(value, dict):
        yield value, is_post
        for name, item in value.items():
            if isinstance(item, dict | list) and name != "@context":
                yield from _walk(item, depth + 1, is_post or name == "liveBlogUpdate")
