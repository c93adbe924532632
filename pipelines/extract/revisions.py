"""When a text is a new one: revision keys and text hashes.

A revision's key is made of the words of its title and text alone, so that a change of layout, spacing, quotation marks
or other punctuation is no new revision. A text that comes back has the key it had: that it did is told beside it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from pipelines.records import Revision, RevisionReturn, Sighting, key


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


def returned(read: Iterable[Revision], seen: Mapping[str, Sequence[Sighting]], run_id: str) -> list[RevisionReturn]:
    """The texts among those read that their pages had shown before and show again after another text.

    Args:
        read: what was read of captures.
        seen: by article, the sightings known so far, in order of time.
        run_id: the run that read them.
    """
    known = {article_id: list(sightings) for article_id, sightings in seen.items()}
    found: list[RevisionReturn] = []
    for each in sorted(read, key=lambda one: one.first_seen_at):
        sightings = known.setdefault(each.article_id, [])
        before = [sighting for sighting in sightings if sighting.seen_at <= each.first_seen_at]
        if before and before[-1].revision_id == each.revision_id:
            continue
        if any(sighting.revision_id == each.revision_id for sighting in before):
            found.append(RevisionReturn(each.revision_id, each.article_id, run_id, each.capture_id, each.first_seen_at))
        sightings.insert(len(before), Sighting(each.first_seen_at, each.revision_id))
    return found


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
