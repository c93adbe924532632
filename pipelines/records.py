"""What flows between the rooms: frozen types, and the Arrow schema of each, read from its annotations.

Every table of the `landing` schema is one of these types (see LANDING), so a field is named in one place only. Times
are aware and in UTC, days are plain dates, offsets are Unicode code points with an exclusive end. This module holds
no logic beyond keys and schemas, and imports nothing of ours.
"""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Literal

import pyarrow as pa

OwnerKind = Literal["wire", "government", "party", "private", "public", "ngo", "igo"]
Purpose = Literal["robots", "feed", "sitemap", "page"]
Outcome = Literal[
    "done", "unchanged", "moved", "gone", "refused", "throttled", "temporary", "permanent", "too_big", "wrong_type",
    "unsafe",
]  # fmt: skip
StepOutcome = Literal["done", "empty", "failed", "dead"]
RunKind = Literal["tick", "sample", "import", "replay", "reannotate", "rebuild", "takedown"]
PageKind = Literal[
    "article", "live_blog", "listing", "video", "paywalled", "consent", "soft_404", "opinion", "wire_reprint", "other",
]  # fmt: skip
ChangedField = Literal["title", "paragraph", "number", "authors", "published_at"]
OFFLINE = "Offline"
"""The error class of an attempt that no host at all answered: it counts against nobody."""
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT",
]  # fmt: skip
Modality = Literal[
    "happened", "ongoing", "planned", "threatened", "demanded", "conditional", "possible", "denied", "absent",
    "alleged",
]  # fmt: skip
Attribution = Literal["outlet", "named", "anonymous"]
Stance = Literal["said", "thought", "wanted", "felt", "seeming"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Granularity = Literal["hour", "day", "week", "month", "season", "year", "decade", "span"]
TimeRelation = Literal["on", "since", "until", "before", "after", "during"]
PlacePrecision = Literal["exact", "admin", "country", "region"]
SituationStatus = Literal["open", "closed", "unknown"]


# Collecting -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A news site as `sources.yml` describes it. `country` is ISO 3166-1 alpha-3, `language` ISO 639-1.

    `speaks_for` is the ISO alpha-3 code or the name of the side whose voice the outlet is, None for nobody's.
    """

    source_id: str
    name: str
    homepage: str
    country: str | None
    language: str
    owner: OwnerKind
    speaks_for: str | None
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One version of a source's entry, landed whenever the entry differs from the last one landed.

    `entry_sha256` is of the entry alone; `active` is False for a source that left the file.
    """

    source_id: str
    name: str
    homepage: str
    country: str | None
    language: str
    owner: OwnerKind
    speaks_for: str | None
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    active: bool
    entry_sha256: str
    run_id: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class FetchAttempt:
    """One request as it ended. `retry_at` is set for throttled and temporary outcomes only."""

    attempt_id: str
    run_id: str
    source_id: str | None
    url: str
    final_url: str | None
    purpose: Purpose
    attempted_at: datetime
    outcome: Outcome
    status: int | None
    error_class: str | None
    error_message: str | None
    etag: str | None
    last_modified: str | None
    payload_bytes: int | None
    elapsed_ms: int | None
    attempt: int
    retry_at: datetime | None
    capture_id: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """One response as it was archived. `warc_offset` and `warc_length` are bytes in the compressed file.

    A capture whose bytes were already held is a WARC revisit record and names the capture that holds them in
    `refers_to`. `canonical_url` is what the article's key is made from.
    """

    capture_id: str
    run_id: str
    source_id: str | None
    url: str
    final_url: str
    canonical_url: str
    purpose: Purpose
    fetched_at: datetime
    status: int
    content_type: str | None
    charset: str | None
    payload_sha256: str
    payload_bytes: int
    warc_file: str
    warc_offset: int
    warc_length: int
    refers_to: str | None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An address that a feed or sitemap named, at its first sight. `entry_id` is the key of its canonical address.

    One from an imported list has the list's file name as `feed_url`, and no `source_id` where its host is no source's.
    """

    entry_id: str
    run_id: str
    source_id: str | None
    feed_url: str
    url: str
    canonical_url: str
    title: str | None
    published_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """That a step dealt with an input. The latest row (by `at`, then `attempts`) of a step and input holds.

    Steps: `fetch` (input: entry_id), `extract` (capture_id), `compare`, `relate`, `annotate` (revision_id).
    """

    step: str
    version: str
    input_id: str
    outcome: StepOutcome
    attempts: int
    next_try_at: datetime | None
    run_id: str
    at: datetime
    error_class: str | None
    error_message: str | None


@dataclass(frozen=True, slots=True)
class RunEvent:
    """The start or the end of a run; a start without an end is a run that was killed. `counts` is a JSON object."""

    run_id: str
    phase: Literal["started", "finished"]
    kind: RunKind
    at: datetime
    pass_time: datetime
    outcome: str | None
    counts: str | None
    dateline_version: str
    dagster_run_id: str | None


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """How far the import of a WARC file has come: the records before byte `position` of `total` have been dealt with.

    `file_id` is the key of the file's fingerprint and of what the import takes; `pages` counts those taken so far.
    """

    file_id: str
    run_id: str
    file: str
    position: int
    total: int
    pages: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed or sitemap from earlier polls. `failures` counts those since the last success."""

    url: str
    etag: str | None
    last_modified: str | None
    next_poll_at: datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class PageDue:
    """An address whose turn it is: new, to be tried again, or to be looked at again (`revisit`).

    `attempts` counts failed tries so far; `etag` and `last_modified` are those of the last capture. `seen_at` is when
    the address was first named: revisits are timed from it.
    """

    entry_id: str
    source_id: str | None
    url: str
    canonical_url: str
    attempts: int
    revisit: bool
    etag: str | None
    last_modified: str | None
    seen_at: datetime | None = None


# Extracting -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """A captured page on its way to the extractor: the payload as archived, decoded from its transfer only."""

    capture_id: str
    source_id: str | None
    url: str
    canonical_url: str
    fetched_at: datetime
    content_type: str | None
    charset: str | None
    payload: bytes


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one place of a page says of a field: title, author, published_at or modified_at; whether it was chosen."""

    field: str
    place: str
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by whom a report was filed, as its first words say ("KABUL, Oct 25 (Agency) -").

    `start`..`end` takes in the sign that ends it. `day` needs the day of publication where the words name no year.
    """

    start: int
    end: int
    place: str | None
    day: date | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class CreditLine:
    """Words of the text that say whose work it is ("With inputs from ..."), not what happened.

    `relation`: source (the report is theirs), input (they contributed), rights (a copyright line). `agency` is a news
    agency under its own name, `name` the words that name whoever it is.
    """

    start: int
    end: int
    relation: Literal["source", "input", "rights"]
    name: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a live blog: a stretch of the text with its own time; `published_on` in the publisher's own zone."""

    start: int
    end: int
    title: str | None
    published_at: datetime | None
    published_offset: int | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One distinct text of an article. `text` is frozen: every offset points into it, `text_sha256` proves it.

    `article_id` is the key of the canonical address, `revision_id` of article, title and text. `published_on` is the
    day in the publisher's own zone, `published_offset` that zone's offset in minutes east of UTC where the page gives
    one. `capture_id` is the capture the text was first read from. `parts` are the posts of a live blog in the text's
    order; a stretch of text in none of them belongs to the whole. `candidates` is what the page says of each field.
    """

    revision_id: str
    run_id: str
    article_id: str
    capture_id: str
    source_id: str | None
    url: str
    site: str
    title: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    published_offset: int | None
    published_on: date | None
    modified_at: datetime | None
    language: str | None
    language_confidence: float | None
    kind: PageKind
    credit: str | None
    text: str
    text_sha256: str
    first_seen_at: datetime
    extractor: str
    dateline: Dateline | None = None
    credits: tuple[CreditLine, ...] = ()
    parts: tuple[Part, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a text or title: code points, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """One difference between a revision and the one before it.

    `field`: title, paragraph, number, authors or published_at. Paragraphs are counted from 1; a number in the title has
    none. `old_start`..`new_end` are places in the two texts, of the paragraph or the number, and of a title's number in
    the titles; `old_spans` and `new_spans` the words that differ. `old_value` and `new_value` are null for a paragraph,
    whose words stand in the texts. `noun` is what a number counts, as the words after it say.
    """

    change_id: str
    article_id: str
    revision_id: str
    previous_revision_id: str
    run_id: str
    field: ChangedField
    change: Literal["changed", "added", "removed", "moved"]
    old_value: str | None = None
    new_value: str | None = None
    old_paragraph: int | None = None
    new_paragraph: int | None = None
    old_start: int | None = None
    old_end: int | None = None
    new_start: int | None = None
    new_end: int | None = None
    old_spans: tuple[Stretch, ...] = ()
    new_spans: tuple[Stretch, ...] = ()
    old_number: float | None = None
    new_number: float | None = None
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sample of a revision's passages, by which copies are found.

    A passage is a few words in a row, kept as a hash of 63 bits. `sample` holds one passage in `every`, always those
    with the lowest hashes, so that the samples of two texts can be compared. `told_at` is when the text was published,
    else first seen: of two copies the one told first is repeated.
    """

    revision_id: str
    article_id: str
    told_at: datetime
    passages: int
    every: int
    sample: frozenset[int]


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text that later ones are compared with.

    `root`: the number of the text that is kept for the passages it shares; `earliest`: of the one told first among
    itself and those it was linked with.
    """

    number: int
    root: int
    earliest: int
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class RevisionReturn:
    """That a page showed an earlier text of its article again after another one: since `seen_at` it is the current."""

    revision_id: str
    article_id: str
    run_id: str
    capture_id: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """When a page showed which text of its article; sightings of one article in order of time tell what was current."""

    seen_at: datetime
    revision_id: str


@dataclass(frozen=True, slots=True)
class CopyLink:
    """That `revision_id` repeats `copy_of`, which was told earlier.

    `similarity`: share of all their passages that both have. `containment`: share of the shorter text's passages that
    the other has, where a passage that unrelated texts have too counts for less. Both are estimates from samples.
    `shared` is the longest stretch of the repeating text whose words stand in the repeated one in the same order.
    """

    revision_id: str
    copy_of: str
    run_id: str
    similarity: float
    containment: float
    found_at: datetime
    shared: Stretch | None = None


@dataclass(frozen=True, slots=True)
class StoryLink:
    """That an article belongs to a story; `story_id` is the key of the story's first article.

    `score`: average likeness to the story's latest articles. `why`: the shared words that bind it, weightiest first.
    `turn`: 1 for the first story of an article, one more each time that later articles showed it to belong elsewhere.
    """

    article_id: str
    story_id: str
    run_id: str
    score: float
    why: tuple[str, ...]
    assigned_at: datetime
    turn: int = 1


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article as stories are made of it: how much each of its terms counts in it, and each as it is written there.

    A term is what words are compared by. `told_at` is when the article was published, else when it was first seen.
    """

    article_id: str
    told_at: datetime
    terms: Mapping[str, float]
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that has its story; both have numbers in the order in which they came.

    `story_id` is the key of the story's first article; `turn`: how many stories this article has been in.
    """

    number: int
    story: int
    story_id: str
    turn: int
    told: ToldArticle


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Which story an article is in at last, and how many it has been in."""

    article_id: str
    story_id: str
    turn: int


# Annotating: the coder's output. Field names are those of its JSON, with `from`/`to` as `from_on`/`to_on` ------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: code points, `end` exclusive, and the characters themselves."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A name, or a phrase that stands for one. `refers_to` is the start offset of the mention that introduced it."""

    start: int
    end: int
    text: str
    name: str
    kind: Literal["country", "organisation", "person", "group", "place", "agent"]
    wikidata_id: str | None
    country: str | None
    sector: str | None
    role: str | None
    refers_to: int | None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym with what it was resolved to. `country` is ISO alpha-3; all of it None where it could not be told."""

    start: int
    end: int
    text: str
    geonameid: int | None
    name: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    feature: Literal["city", "admin", "country", "region", "water", "site"] | None
    precision: PlacePrecision | None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression as an interval of days, both inclusive, in the publisher's own zone; None where unknown."""

    start: int
    end: int
    text: str
    from_on: date | None
    to_on: date | None
    granularity: Granularity | None
    relation: TimeRelation


@dataclass(frozen=True, slots=True)
class Party:
    """A party to an act as the text names it, and what it was resolved to. `name` is the entity's own name."""

    start: int
    end: int
    text: str
    name: str | None
    wikidata_id: str | None
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A party that is neither actor nor recipient; `part` says what it does: mediator, host, instrument, victim."""

    start: int
    end: int
    text: str
    name: str | None
    wikidata_id: str | None
    country: str | None
    sector: str | None
    part: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What is attributed to somebody. `start`..`end` is the content; `direct` where all of it stands in marks.

    `kind` is `mixed` where some of it does. `stance` tells words (said) from a belief, a wish or a feeling that is
    attributed, and from what only seems so. `parts` are the pieces of a content that its cue interrupts, else empty.
    """

    start: int
    end: int
    text: str
    direct: bool
    cue: Span | None
    speaker: Party | None
    kind: QuoteKind = "indirect"
    stance: Stance = "said"
    parts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an act took place: the toponym's span and what it was resolved to."""

    start: int
    end: int
    geonameid: int | None
    name: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision | None


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an act took place: the expression's span and its interval of days."""

    start: int
    end: int
    from_on: date | None
    to_on: date | None
    granularity: Granularity | None
    relation: TimeRelation


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A count as a range, both inclusive; `high` is None where the text gives no upper bound ("dozens")."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit and, for a share, what it is a share `of` as the text says it."""

    start: int
    end: int
    text: str
    value: float
    unit: str | None
    of: str | None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One act as one sentence tells it. `id` and `within` are local to the text ("m1"); `sentence` carries no text.

    `goldstein` runs from -10 to 10, `confidence` from 0 to 1. Reciprocal acts name all parties in `actors`.
    """

    id: str
    within: str | None
    main: bool
    event: EventType
    mode: str | None
    contexts: tuple[str, ...]
    quad: int | None
    cameo: str
    goldstein: float | None
    modality: Modality
    attribution: Attribution
    speaker: Party | None
    condition: Span | None
    sentence_start: int
    sentence_end: int
    trigger: Span
    reciprocal: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    third_parties: tuple[ThirdParty, ...]
    place: EventPlace | None
    time: EventTime | None
    deaths: NumberRange | None
    injured: NumberRange | None
    figures: tuple[Figure, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class SituationMention:
    """A state of affairs that lasts: `bearer` (a crossing, a ceasefire) has `value` in `attribute` from..to."""

    start: int
    end: int
    text: str
    bearer: str
    attribute: str
    value: str
    from_on: date | None
    to_on: date | None
    status: SituationStatus
    speaker: Party | None
    condition: Span | None
    country: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Coding:
    """All that the coder read from one text; `truncated_at` is the offset up to which it read one that is too long."""

    coder: str
    language: str | None
    text_sha256: str
    entities: tuple[EntityMention, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    quotes: tuple[Quote, ...]
    event_mentions: tuple[EventMention, ...]
    situations: tuple[SituationMention, ...]
    truncated_at: int | None = None


# Landed annotations: the above with the revision they were read from, one row a mention ------------------------------


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


def key(*parts: str | int) -> str:
    """16 hex digits of SHA-256 over the parts: the same on every machine, for the same parts in the same order."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]


_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """The Arrow type of an annotation, and whether None is allowed."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in typing.get_args(annotation) if a is not type(None)]
        return _arrow_type(inner[0])[0], len(inner) < len(typing.get_args(annotation))
    if origin is Literal:
        return pa.string(), False
    if origin is tuple:
        return pa.list_(_arrow_type(typing.get_args(annotation)[0])[0]), False
    if is_dataclass(annotation) and isinstance(annotation, type):
        return pa.struct(list(arrow_schema(annotation))), False
    return _SCALARS[annotation], False


@cache
def arrow_schema(record: type) -> pa.Schema:
    """The Arrow schema of a record type: its fields in order, nullable where None is allowed."""
    hints = typing.get_type_hints(record)
    columns = []
    for field in fields(record):
        arrow_type, nullable = _arrow_type(hints[field.name])
        columns.append(pa.field(field.name, arrow_type, nullable=nullable))
    return pa.schema(columns)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def to_table(record: type, rows: Sequence[Any] | Iterable[Any]) -> pa.Table:
    """Rows of one record type as an Arrow table in that type's schema; an empty one keeps the schema."""
    given, schema = list(rows), arrow_schema(record)
    columns = []
    for field in schema:
        values = list(map(attrgetter(field.name), given))
        if pa.types.is_nested(field.type):
            values = list(map(_plain, values))
        columns.append(pa.array(values, field.type))
    return pa.Table.from_arrays(columns, schema=schema)
