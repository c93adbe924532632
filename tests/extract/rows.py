"""Revisions made by hand for tests of copies and stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipelines.extract.revisions import revision_key, text_hash
from pipelines.records import Revision, key

START = datetime(2025, 10, 20, 8, 0, tzinfo=UTC)


def revision(name: str, text: str, *, title: str | None = None, hours: float = 0) -> Revision:
    """A revision of the article `name`, published `hours` after START."""
    at = START + timedelta(hours=hours)
    article_id = key("article", f"https://{name}.example/")
    return Revision(
        revision_id=revision_key(article_id, title, text),
        run_id="r",
        article_id=article_id,
        capture_id=key("capture", name),
        source_id=name,
        url=f"https://{name}.example/",
        site=name,
        title=title,
        authors=(),
        published_at=at,
        published_offset=0,
        published_on=at.date(),
        modified_at=None,
        language="en",
        language_confidence=1.0,
        kind="article",
        credit=None,
        text=text,
        text_sha256=text_hash(text),
        first_seen_at=at,
        extractor="1",
    )
