"""How sure the coder is of a mention: additive features of what was found, from 0.05 to 0.95."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import Reality
from pipelines.annotate.triggers import Candidate
from pipelines.records import EventPlace, EventTime, Party

_BASE = 0.5


def confidence(
    reading: Reading,
    candidate: Candidate,
    found: Reality,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    setting: tuple[EventPlace | None, EventTime | None],
) -> float:
    """The share of mentions with such features that is expected to be right."""
    score = _BASE + candidate.entry.confidence
    score += 0.12 if any(party.country or party.name for party in actors) else -0.05
    score += 0.1 if any(party.country or party.name for party in recipients) or len(actors) > 1 else 0.0
    score += 0.02 * min(candidate.entry.weight, 4)
    score += 0.04 if candidate.is_verb else 0.0
    score += 0.04 if setting[0] is not None else 0.0
    score += 0.04 if setting[1] is not None else 0.0
    score -= 0.05 if found.effect is not None else 0.0
    score -= 0.08 if reading.headline else 0.0
    return round(min(max(score, 0.05), 0.95), 2)
