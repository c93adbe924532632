"""The coder's JSON, as the contract of the `code` command has it. Only the shape is decided here.

Records name an interval `from_on` and `to_on`, the JSON `from` and `to`; days are ISO dates; unknown is null.
"""

from __future__ import annotations

from typing import Any

from pipelines.records import (
    Coding,
    EntityMention,
    EventMention,
    Figure,
    NumberRange,
    Party,
    PlaceMention,
    Quote,
    SituationMention,
    Span,
    ThirdParty,
    TimeMention,
)


def coding_json(id: Any, coding: Coding) -> dict[str, Any]:
    """One text's coding as plain JSON values, under the id its caller gave it."""
    return {
        "id": id,
        "coder": coding.coder,
        "language": coding.language,
        "text_sha256": coding.text_sha256,
        "truncated_at": coding.truncated_at,
        "entities": [_entity(mention) for mention in coding.entities],
        "places": [_place(mention) for mention in coding.places],
        "times": [_time(mention) for mention in coding.times],
        "quotes": [_quote(quote) for quote in coding.quotes],
        "event_mentions": [_event(mention) for mention in coding.event_mentions],
        "situations": [_situation(situation) for situation in coding.situations],
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def _party(party: Party | None) -> dict[str, Any] | None:
    if party is None:
        return None
    return {
        "start": party.start,
        "end": party.end,
        "text": party.text,
        "name": party.name,
        "wikidata_id": party.wikidata_id,
        "country": party.country,
        "sector": party.sector,
    }


def _third_party(party: ThirdParty) -> dict[str, Any]:
    return {
        "start": party.start,
        "end": party.end,
        "text": party.text,
        "name": party.name,
        "wikidata_id": party.wikidata_id,
        "country": party.country,
        "sector": party.sector,
        "part": party.part,
    }


def _entity(mention: EntityMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": mention.name,
        "kind": mention.kind,
        "wikidata_id": mention.wikidata_id,
        "country": mention.country,
        "sector": mention.sector,
        "role": mention.role,
        "refers_to": mention.refers_to,
    }


def _place(mention: PlaceMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "geonameid": mention.geonameid,
        "name": mention.name,
        "country": mention.country,
        "admin1": mention.admin1,
        "lat": mention.lat,
        "lon": mention.lon,
        "feature": mention.feature,
        "precision": mention.precision,
    }


def _time(mention: TimeMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "from": mention.from_on and mention.from_on.isoformat(),
        "to": mention.to_on and mention.to_on.isoformat(),
        "granularity": mention.granularity,
        "relation": mention.relation,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "direct": quote.direct,
        "cue": _span(quote.cue),
        "speaker": _party(quote.speaker),
        "kind": quote.kind,
        "stance": quote.stance,
        "parts": [_span(part) for part in quote.parts],
    }


def _range(count: NumberRange | None) -> dict[str, int | None] | None:
    return None if count is None else {"low": count.low, "high": count.high}


def _figure(figure: Figure) -> dict[str, Any]:
    value = int(figure.value) if figure.value.is_integer() else figure.value
    return {
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "value": value,
        "unit": figure.unit,
        "of": figure.of,
    }


def _event(mention: EventMention) -> dict[str, Any]:
    place, time = mention.place, mention.time
    return {
        "id": mention.id,
        "within": mention.within,
        "main": mention.main,
        "event": mention.event,
        "mode": mention.mode,
        "contexts": list(mention.contexts),
        "quad": mention.quad,
        "cameo": mention.cameo,
        "goldstein": mention.goldstein,
        "modality": mention.modality,
        "attribution": mention.attribution,
        "speaker": _party(mention.speaker),
        "condition": _span(mention.condition),
        "sentence": {"start": mention.sentence_start, "end": mention.sentence_end},
        "trigger": _span(mention.trigger),
        "reciprocal": mention.reciprocal,
        "actors": [_party(party) for party in mention.actors],
        "recipients": [_party(party) for party in mention.recipients],
        "third_parties": [_third_party(party) for party in mention.third_parties],
        "place": place
        and {
            "start": place.start,
            "end": place.end,
            "geonameid": place.geonameid,
            "name": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision,
        },
        "time": time
        and {
            "start": time.start,
            "end": time.end,
            "from": time.from_on and time.from_on.isoformat(),
            "to": time.to_on and time.to_on.isoformat(),
            "granularity": time.granularity,
            "relation": time.relation,
        },
        "deaths": _range(mention.deaths),
        "injured": _range(mention.injured),
        "figures": [_figure(figure) for figure in mention.figures],
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def _situation(situation: SituationMention) -> dict[str, Any]:
    return {
        "start": situation.start,
        "end": situation.end,
        "text": situation.text,
        "bearer": situation.bearer,
        "attribute": situation.attribute,
        "value": situation.value,
        "from": situation.from_on and situation.from_on.isoformat(),
        "to": situation.to_on and situation.to_on.isoformat(),
        "status": situation.status,
        "speaker": _party(situation.speaker),
        "condition": _span(situation.condition),
        "country": situation.country,
        "rule": situation.rule,
    }
