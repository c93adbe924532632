"""Short texts of a page compared by their letters alone, and made plain."""

from __future__ import annotations

import html
import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_TAG = re.compile(r"<[^<>]{1,200}>")
_LONGEST_LINE = 1_000


def fold(text: str) -> str:
    """The letters and digits of a text alone, without case: two titles that fold alike say the same."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def words(text: str) -> int:
    """How many words a text has: runs of other than white space, and two characters a word where none parts them."""
    return len(text.split()) + len(_UNPARTED.findall(text)) // 2


def one_line(value: str | None) -> str:
    """A title as one line of plain text: entities decoded, markup and invisible characters gone."""
    if not value:
        return ""
    value = value[:_LONGEST_LINE]
    text = html.unescape(html.unescape(value)) if "&" in value else value
    text = _TAG.sub("", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace() or c in "\u200c\u200d")
    return unicodedata.normalize("NFC", " ".join(text.split())).strip("\u200c\u200d")
