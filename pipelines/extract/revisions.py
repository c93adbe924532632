"""When a text is a new one: revision keys and text hashes.

A revision's key is made of the words of its title and text alone, so that a change of layout, spacing, quotation marks
or other punctuation is no new revision, and a text that comes back has the key it had.
"""

from __future__ import annotations

import hashlib
import unicodedata

from pipelines.records import key


class _Spacing(dict[int, str]):
    """Maps punctuation, separators and control characters to a space, and leaves letters, marks and signs."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        apart = unicodedata.category(character)[0] in "PZC" and character != "%"
        self[code] = value = " " if apart else character
        return value


_SPACING = _Spacing()


def revision_key(article_id: str, title: str | None, text: str) -> str:
    """The key of a revision: the same for two texts that differ in no word."""
    return key("revision", article_id, words_of(title or ""), words_of(text))


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8, in hexadecimal: proves that offsets point into the text they were made for."""
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(text: str) -> str:
    """The words of a text in order, parted by single spaces. "1.5" is two words and unlike "15"; "%" and "$" stay."""
    return " ".join(spaced(unicodedata.normalize("NFKC", text)).split())


def spaced(text: str) -> str:
    """The text with a space for each character that belongs to no word: as long as before, so that places agree."""
    return text.translate(_SPACING)


def same_words(first: str, second: str) -> bool:
    """Whether two texts differ in no word."""
    return words_of(first) == words_of(second)
