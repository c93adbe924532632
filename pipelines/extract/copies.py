"""Copies of one report: MinHash signatures of word shingles, bands to look them up by, and who repeats whom.

Which of two copies is the origin beyond first sight is not told here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pipelines.records import CopyLink, Revision, Signature


def signature(revision: Revision, made_at: datetime) -> Signature:
    """The MinHash of a revision's text and the bands it is looked up by; a text without words has no bands."""
    raise NotImplementedError


def find_copies(
    revision: Revision, made: Signature, candidates: Sequence[Signature], found_at: datetime
) -> list[CopyLink]:
    """Which earlier text `revision` repeats: at most one link, to the candidate that holds most of it.

    `candidates` are signatures that share a band with `made`. Revisions of the same article are not copies of it, and
    of two texts the one with the earlier signature (by `made_at`, then id) is the one repeated.
    """
    raise NotImplementedError
