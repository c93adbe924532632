"""The rows of the `landing` tables that no room makes alone: annotations with the revision they were read from, what
was taken down, and what readers corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipelines.records.articles import (
    CopyLink,
    Revision,
    RevisionChange,
    RevisionReturn,
    StoryLink,
)
from pipelines.records.coded import (
    EntityMention,
    EventMention,
    PlaceMention,
    Quote,
    SituationMention,
    TimeMention,
)
from pipelines.records.collected import (
    Capture,
    FeedEntry,
    FetchAttempt,
    ImportPlace,
    LedgerRow,
    RunEvent,
    SourceRow,
)


@dataclass(frozen=True, slots=True)
class CodedRevision:
    """That a revision was coded by a coder version, with how much it gave. One row a revision and coder.

    `truncated_at` is the character up to which a text that is too long was read.
    """

    revision_id: str
    coder: str
    run_id: str
    language: str | None
    text_sha256: str
    entities: int
    events: int
    coded_at: datetime
    truncated_at: int | None = None


@dataclass(frozen=True, slots=True)
class LandedEntity:
    mention_id: str
    revision_id: str
    coder: str
    mention: EntityMention


@dataclass(frozen=True, slots=True)
class LandedPlace:
    mention_id: str
    revision_id: str
    coder: str
    mention: PlaceMention


@dataclass(frozen=True, slots=True)
class LandedTime:
    mention_id: str
    revision_id: str
    coder: str
    mention: TimeMention


@dataclass(frozen=True, slots=True)
class LandedQuote:
    mention_id: str
    revision_id: str
    coder: str
    mention: Quote


@dataclass(frozen=True, slots=True)
class LandedEvent:
    """`mention_id` is the key of revision, trigger span and act, `within_id` that of the act it stands within."""

    mention_id: str
    within_id: str | None
    revision_id: str
    coder: str
    mention: EventMention


@dataclass(frozen=True, slots=True)
class LandedSituation:
    mention_id: str
    revision_id: str
    coder: str
    mention: SituationMention


@dataclass(frozen=True, slots=True)
class Tombstone:
    """That an article was taken down: its text and captures are gone, and no table may show them."""

    article_id: str
    canonical_url: str
    reason: str
    taken_down_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectedMention:
    """What a reader's correction says of one mention: `wrong` (tells no such event), `merge` (of one event with the
    other mentions of this correction), `split` (of an event of their own) or `not_actor` (this party has no part)."""

    correction_id: str
    mention_id: str
    kind: str
    actor: str | None
    actor_entity_id: str | None
    who: str
    made_at: datetime
    withdrawn: bool


LANDING: dict[str, type] = {
    "sources": SourceRow,
    "fetch_attempts": FetchAttempt,
    "captures": Capture,
    "feed_entries": FeedEntry,
    "ledger": LedgerRow,
    "import_places": ImportPlace,
    "run_events": RunEvent,
    "revisions": Revision,
    "revision_changes": RevisionChange,
    "revision_returns": RevisionReturn,
    "copy_links": CopyLink,
    "story_links": StoryLink,
    "coded_revisions": CodedRevision,
    "entity_mentions": LandedEntity,
    "place_mentions": LandedPlace,
    "time_mentions": LandedTime,
    "quotes": LandedQuote,
    "event_mentions": LandedEvent,
    "situation_mentions": LandedSituation,
    "tombstones": Tombstone,
    "corrections": CorrectedMention,
}
"""The tables of schema `landing` and the type of a row of each."""
