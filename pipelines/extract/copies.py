"""Copies of one report: which texts share passages, and who repeats whom.

A text's passages are sampled by their hashes (a MinHash whose sample grows with the text), so that a short text inside
a long one is found as well as two of one length. A passage is kept for the text it was first seen in; a copy adds only
what it adds. So a passage that many texts have is one that unrelated texts share (a formula, a footer) and binds
little, while a report reprinted a thousand times is looked up as quickly as one reprinted once.

Which of a report's copies is its origin (credit, dateline) is not told here: of two texts the one told first is the one
repeated.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from pipelines.extract.alignment import longest_shared
from pipelines.extract.revisions import spaced, words_of
from pipelines.records import CopyLink, KnownText, Revision, Sketch, Stretch

PASSAGE = 3
"""Words in a passage: a changed word costs three of them."""
FEWEST = 20
"""Texts with fewer passages are notices and captions; that they agree says little."""
SAMPLE = 64
"""A text's sample is thinned while it is more than this, to no thinner than one passage in THINNEST."""
THINNEST = 8
CONTAINED = 0.3
"""Least share of a long text's passages that a copy has."""
BESIDES = 12
"""Passages that a copy has besides: a short text must share more of its own, since formulas are a larger part of it."""
TELLERS = 32
"""Texts kept for a passage; one that so many unrelated texts have says nothing of any of them."""
COMPARED = 8
"""Texts that a new one is compared with in full: those that share most with it."""

_MOST_WORDS = 8_000
"""Words of a text that are looked through for the stretch it shares with another."""

_RANGE = 1 << 63
# Scripts that part no words: each character is a token of its own.
_TOKEN = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\\s\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")


class Passages(Protocol):
    """The texts seen so far, found by their passages."""

    def tellers(self, passages: Collection[int]) -> Mapping[int, Collection[int]]:
        """The numbers of the texts kept for each of these passages; those of none are left out."""

    def texts(self, numbers: Collection[int]) -> Mapping[int, KnownText]:
        """The texts with these numbers."""

    def versions(self, article_id: str) -> Collection[int]:
        """The numbers of an article's texts."""

    def add(self, sketch: Sketch, root: int | None, linked: Collection[int], passages: Collection[int]) -> None:
        """Keep a text, linked with others, for these of its passages; with no root it is its own.

        One that is kept already stays as it is.
        """


def sketch(revision: Revision) -> Sketch:
    """The sample of a revision's passages; a text too short has none."""
    passages = _passages(_told(revision))
    every = 1
    while every < THINNEST and len(passages) > SAMPLE * every:
        every *= 2
    sample = frozenset(each for each in map(_hash, passages) if each < _RANGE // every)
    return Sketch(
        revision_id=revision.revision_id,
        article_id=revision.article_id,
        told_at=revision.published_at or revision.first_seen_at,
        passages=len(passages),
        every=every,
        sample=sample if len(passages) >= FEWEST else frozenset(),
    )


def relate_copies(revision: Revision, seen: Passages, found_at: datetime) -> list[CopyLink]:
    """A link for each text of `seen` that shares enough with `revision`, from the one told later; it is then added.

    Revisions of one article are not copies of each other. The cost does not grow with how many texts were seen: at most
    TELLERS are looked at for a passage, and COMPARED in full, with the one told first of those each is linked with.
    """
    made = sketch(revision)
    tellers = dict(seen.tellers(made.sample))
    own = set(seen.versions(made.article_id))
    shared = Counter(number for told in tellers.values() for number in told)
    nearest = sorted((n for n in shared if n not in own), key=lambda number: (-shared[number], number))[:COMPARED]
    near = dict(seen.texts(nearest))
    near |= seen.texts({text.earliest for text in near.values()} - near.keys() - own)
    unknown = {passage for text in near.values() for passage in text.sketch.sample} - made.sample
    tellers |= seen.tellers(unknown)

    links: list[CopyLink] = []
    linked: dict[int, float] = {}
    for number, text in sorted(near.items()):
        if text.sketch.article_id == made.article_id:
            continue
        related = own | {number, text.root}
        unrelated = {
            passage: len(told) - len(related.intersection(told))
            for passage in made.sample | text.sketch.sample
            if (told := tellers.get(passage))
        }
        similarity, containment = resemblance(made, text.sketch, unrelated)
        if containment < CONTAINED + BESIDES / max(1, min(made.passages, text.sketch.passages)):
            continue
        linked[number] = containment
        later, earlier = sorted((made, text.sketch), key=lambda one: (one.told_at, one.revision_id), reverse=True)
        links.append(
            CopyLink(
                revision_id=later.revision_id,
                copy_of=earlier.revision_id,
                run_id=revision.run_id,
                similarity=round(similarity, 4),
                containment=round(containment, 4),
                found_at=found_at,
            )
        )
    likest = max(linked, key=lambda number: (linked[number], -number), default=min(own, default=None))
    root = None if likest is None else (near.get(likest) or seen.texts([likest])[likest]).root
    # Passages are kept anew for a text that was told before those it was linked with: it is the one to be found.
    before = {number for number in linked if near[number].sketch.told_at <= made.told_at}
    related = own | before | {near[number].root for number in before}
    fresh = [
        passage
        for passage in made.sample
        if len(told := tellers.get(passage, ())) < TELLERS and related.isdisjoint(told)
    ]
    seen.add(made, root, linked, fresh)
    return links


def shared_stretch(repeating: Revision, repeated: Revision) -> Stretch | None:
    """The longest stretch of a text whose words stand in another in the same order; None where PASSAGE words do not."""
    words, places = _words(repeating)
    start, length = longest_shared(_runs(words), _runs(_words(repeated)[0]))
    return Stretch(places[start].start, places[start + length + PASSAGE - 2].end) if length else None


def resemblance(first: Sketch, second: Sketch, unrelated: Mapping[int, int]) -> tuple[float, float]:
    """Estimated share of all passages that both have, and of the shorter text's passages that the other has.

    `unrelated` says how many unrelated texts have a passage; for the second figure it counts by one over that. Only of
    the lowest hashes is it known of all texts: what is shared besides counts no more than these do on average.
    """
    limit = _RANGE // max(first.every, second.every)
    one, two = ({passage for passage in each.sample if passage < limit} for each in (first, second))
    if not one or not two:
        return 0.0, 0.0

    def weights(passages: Iterable[int]) -> list[float]:
        return [1 / (1 + unrelated.get(passage, 0)) for passage in passages]

    both = one & two
    lowest = weights(passage for passage in both if passage < _RANGE // THINNEST)
    most = sum(lowest) / len(lowest) if lowest else 1.0
    shared = sum(min(most, weight) for weight in weights(both))
    own = min(sum(weights(one - both)), sum(weights(two - both)))
    return len(both) / len(one | two), shared / (shared + own) if shared else 0.0


def _told(revision: Revision) -> str:
    """The text with blanks for its dateline and lines of credit, which all reports of an outlet or agency share."""
    marked = [(line.start, line.end) for line in revision.credits]
    if revision.dateline is not None:
        marked.append((revision.dateline.start, revision.dateline.end))
    text = revision.text
    for start, end in marked:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _words(revision: Revision) -> tuple[list[str], list[Stretch]]:
    """The words of a text as passages have them, and where each stands in it."""
    found = [match for _, match in zip(range(_MOST_WORDS), _TOKEN.finditer(spaced(_told(revision))), strict=False)]
    words = [unicodedata.normalize("NFKC", match[0]).casefold() for match in found]
    return words, [Stretch(match.start(), match.end()) for match in found]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + PASSAGE]) for at in range(len(words) - PASSAGE + 1)]


def _passages(text: str) -> set[str]:
    tokens = _TOKEN.findall(words_of(text).casefold())
    return {" ".join(tokens[at : at + PASSAGE]) for at in range(len(tokens) - PASSAGE + 1)}


def _hash(passage: str) -> int:
    """63 bits, so that they fit a signed column."""
    return int.from_bytes(hashlib.blake2b(passage.encode(), digest_size=8).digest(), "big") >> 1
