"""The JSON of `dateline extract`: the contract's members, and what we add to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pipelines.records import CreditLine, Dateline, Revision


def extraction_json(item_id: Any, result: Revision) -> dict[str, Any]:
    """One answer. Times carry the publisher's own offset where it is known, else UTC."""
    return {
        "id": item_id,
        "url": result.url or None,
        "title": result.title,
        "authors": list(result.authors),
        "published_at": _stamp(result.published_at, result.published_offset),
        "published_on": result.published_on.isoformat() if result.published_on else None,
        "site": result.site or None,
        "language": result.language,
        "kind": result.kind,
        "text": result.text,
        "text_sha256": result.text_sha256,
        "modified_at": _stamp(result.modified_at, result.published_offset),
        "language_confidence": result.language_confidence,
        "credit": result.credit,
        "extractor": result.extractor,
        "dateline": _dateline(result),
        "credits": [
            {**_span(line, result.text), "relation": line.relation, "name": line.name, "agency": line.agency}
            for line in result.credits
        ],
        "parts": [
            {
                "start": part.start,
                "end": part.end,
                "title": part.title,
                "published_at": _stamp(part.published_at, part.published_offset),
                "published_on": part.published_on.isoformat() if part.published_on else None,
            }
            for part in result.parts
        ],
        "candidates": [
            {"field": each.field, "from": each.place, "value": each.value, "chosen": each.chosen}
            for each in result.candidates
        ],
    }


def _dateline(result: Revision) -> dict[str, Any] | None:
    found = result.dateline
    if found is None:
        return None
    day = found.day.isoformat() if found.day else None
    return {**_span(found, result.text), "place": found.place, "day": day, "agency": found.agency}


def _span(part: Dateline | CreditLine, text: str) -> dict[str, Any]:
    return {"start": part.start, "end": part.end, "text": text[part.start : part.end]}


def _stamp(at: datetime | None, offset: int | None) -> str | None:
    if at is None:
        return None
    return at.astimezone(timezone(timedelta(minutes=offset)) if offset else UTC).isoformat()
