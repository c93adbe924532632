"""Copies of one report: MinHash signatures of word shingles, bands to look them up by, and who repeats whom.

Which of a report's copies is its origin (credit, dateline) is not told here: of two texts the one told first is the one
repeated. Links do not depend on the order in which texts are looked at, so that a run that was killed and begun again
finds the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from rensa import RMinHash

from pipelines.extract.revisions import words_of
from pipelines.records import CopyLink, Revision, Signature

SLOTS = 128
"""Values in a signature: an estimate of similarity is off by about 1/sqrt(SLOTS) at most."""
ROWS = 3
"""Values in a band. 42 bands of 3 let texts of similarity 0.3 meet in two of three cases, 0.4 in 19 of 20."""
SEED = 1
SHINGLE = 3
"""Words in a shingle: a changed word costs three of them."""
FEWEST = 20
"""Texts with fewer shingles are notices and captions; that they agree says little."""
CONTAINED = 0.6
"""Share of the shorter text that must stand in the other."""

# Scripts that part no words: each character is a token of its own.
_TOKEN = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\\s\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")


def signature(revision: Revision, made_at: datetime) -> Signature:
    """The MinHash of a revision's text and the bands it is looked up by; a text too short has no bands."""
    shingles = _shingles(revision.text)
    sketch = RMinHash(num_perm=SLOTS, seed=SEED)
    sketch.update(sorted(shingles))
    minhash = tuple(int(value) for value in sketch.digest())
    return Signature(
        revision_id=revision.revision_id,
        article_id=revision.article_id,
        run_id=revision.run_id,
        shingles=len(shingles),
        minhash=minhash,
        bands=_bands(minhash) if len(shingles) >= FEWEST else (),
        told_at=revision.published_at or revision.first_seen_at,
        made_at=made_at,
    )


def find_copies(
    revision: Revision, made: Signature, candidates: Sequence[Signature], found_at: datetime
) -> list[CopyLink]:
    """A link for each pair of copies that `revision` completes, from the text told later to the one told earlier.

    `candidates` are signatures that share a band with `made`, its own and later ones among them. A pair is told by the
    one whose signature was made later, once. Revisions of one article are not copies of each other.
    """
    links = []
    for other in candidates:
        if other.article_id == made.article_id or (other.made_at, other.revision_id) > (made.made_at, made.revision_id):
            continue
        similarity, containment = resemblance(made, other)
        if containment < CONTAINED:
            continue
        later, earlier = sorted((made, other), key=lambda one: (one.told_at, one.revision_id), reverse=True)
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
    return links


def resemblance(first: Signature, second: Signature) -> tuple[float, float]:
    """Estimated share of all shingles that both have, and of the shorter text's shingles that the other has."""
    if not first.shingles or not second.shingles:
        return 0.0, 0.0
    equal = sum(a == b for a, b in zip(first.minhash, second.minhash, strict=True))
    similarity = equal / len(first.minhash)
    shared = similarity / (1 + similarity) * (first.shingles + second.shingles)
    return similarity, min(1.0, shared / min(first.shingles, second.shingles))


def _shingles(text: str) -> set[str]:
    tokens = _TOKEN.findall(words_of(text).casefold())
    return {" ".join(tokens[at : at + SHINGLE]) for at in range(len(tokens) - SHINGLE + 1)}


def _bands(minhash: tuple[int, ...]) -> tuple[int, ...]:
    """Keys of 63 bits, so that they fit a signed column."""
    keys = []
    for band, start in enumerate(range(0, len(minhash) - ROWS + 1, ROWS)):
        content = ",".join(map(str, (band, *minhash[start : start + ROWS])))
        digest = hashlib.blake2b(content.encode(), digest_size=8).digest()
        keys.append(int.from_bytes(digest, "big") >> 1)
    return tuple(keys)
