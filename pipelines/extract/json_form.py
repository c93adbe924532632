"""The JSON of `dateline extract`: the contract's members, and what we add to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pipelines.records import Revision


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
    }


def _stamp(at: datetime | None, offset: int | None) -> str | None:
    if at is None:
        return None
    return at.astimezone(timezone(timedelta(minutes=offset)) if offset else UTC).isoformat()
