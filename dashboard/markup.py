"""HTML that cannot carry a stranger's markup: a tiny builder that escapes every child and attribute.

The only way to an `Html` value is `tag`, `join` or `raw`; `raw` is for constants of this package. What is drawn with it
belongs to elements and the pages.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urlsplit

VOID = frozenset({"br", "hr", "input", "wbr"})


class Html(str):
    """Markup that is safe to show: made by this module's functions and by nothing else."""

    __slots__ = ()


Child = str | int | float | None
"""What may stand in a tag: Html as it is, other values as escaped text, None as nothing."""


def raw(constant: str) -> Html:
    """A constant of this package as markup. Never call it with anything that was read."""
    return Html(constant)


def text(value: Child) -> Html:
    """A value as markup: Html unchanged, None empty, all else escaped."""
    if value is None:
        return Html("")
    if isinstance(value, Html):
        return value
    # A NUL or another control character is no text and breaks parsers; a line break and a tab stay.
    plain = "".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in str(value))
    return Html(html.escape(plain, quote=True))


def join(children: Iterable[Child], between: Child = "") -> Html:
    """Children one after another, with `between` between them."""
    return Html(text(between).join(text(child) for child in children))


def tag(name: str, /, *children: Child, cls: str = "", **attributes: Child) -> Html:
    """An element. `aria_label` becomes `aria-label`; an attribute that is None is left out."""
    pairs = {"class": cls or None, **attributes}
    inside = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in pairs.items() if value is not None
    )
    if name in VOID:
        return Html(f"<{name}{inside}>")
    return Html(f"<{name}{inside}>{join(children)}</{name}>")


def address(page: str, params: Mapping[str, object] | None = None) -> str:
    """The relative address of a page of the dashboard; None and empty values are left out, lists repeat their name."""
    kept = {k: v for k, v in (params or {}).items() if v not in (None, "", [], ())}
    return f"{page}?{urlencode(kept, doseq=True)}" if kept else page or "./"


def link(page: str, label: Child, params: Mapping[str, object] | None = None, *, cls: str = "") -> Html:
    """A link to a page of the dashboard, in the same tab."""
    return tag("a", label, cls=cls, href=address(page, params), target="_self")


def outside(url: str | None, label: Child) -> Html:
    """A link off the machine, followed only by a click; an address that is not http or https is shown as text."""
    if url and web_address(url):
        return tag("a", label, href=url, target="_blank", rel="noopener noreferrer nofollow")
    return tag("span", label, " ", tag("small", f"(not a web address: {(url or 'none')[:200]})"))


def web_address(url: str) -> bool:
    """Whether an address is plain http or https with a host."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
