"""What the coder hands on. Field names are those of its JSON, with `from` and `to` as `from_on` and `to_on`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

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
