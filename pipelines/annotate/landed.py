"""A coding as rows of the landing tables. Keys are made here, so that they are the same on every machine."""

from __future__ import annotations

from datetime import datetime

from pipelines.records import (
    CodedRevision,
    Coding,
    LandedEntity,
    LandedEvent,
    LandedPlace,
    LandedQuote,
    LandedSituation,
    LandedTime,
    key,
)


def landed_rows(revision_id: str, run_id: str, coding: Coding, coded_at: datetime) -> dict[str, list[object]]:
    """The rows of every annotation table for one revision, `coded_revisions` included.

    A mention's key is of the revision, its span and what it is of; an event mention's of the revision, its trigger's
    span and its type, with the coder's version left out, so that a mention that stays keeps its key.
    """
    coder = coding.coder
    event_ids = {
        mention.id: key("mention", revision_id, mention.trigger.start, mention.trigger.end, mention.event)
        for mention in coding.event_mentions
    }
    return {
        "coded_revisions": [
            CodedRevision(
                revision_id=revision_id,
                coder=coder,
                run_id=run_id,
                language=coding.language,
                text_sha256=coding.text_sha256,
                entities=len(coding.entities),
                events=len(coding.event_mentions),
                coded_at=coded_at,
                truncated_at=coding.truncated_at,
            )
        ],
        "entity_mentions": [
            LandedEntity(key("entity", revision_id, e.start, e.end), revision_id, coder, e) for e in coding.entities
        ],
        "place_mentions": [
            LandedPlace(key("place", revision_id, p.start, p.end), revision_id, coder, p) for p in coding.places
        ],
        "time_mentions": [
            LandedTime(key("time", revision_id, t.start, t.end), revision_id, coder, t) for t in coding.times
        ],
        "quotes": [
            LandedQuote(key("quote", revision_id, q.start, q.end), revision_id, coder, q) for q in coding.quotes
        ],
        "event_mentions": [
            LandedEvent(
                event_ids[mention.id],
                event_ids.get(mention.within) if mention.within else None,
                revision_id,
                coder,
                mention,
            )
            for mention in coding.event_mentions
        ],
        "situation_mentions": [
            LandedSituation(key("situation", revision_id, s.start, s.end, s.attribute), revision_id, coder, s)
            for s in coding.situations
        ],
    }
