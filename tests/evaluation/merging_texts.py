"""The texts that were labelled by event: the sample newsroom's border and local stories, and articles of Wikinews.

The texts of Wikinews stay beside the checkout; a label there names an article by a hash of its address.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pipelines.newsroom.content import load_newsroom
from pipelines.newsroom.passes import DATA
from tests.evaluation.merging_world import Report

WIKINEWS = Path(__file__).resolve().parents[3] / "shared" / "texts" / "wikinews"


def sample() -> Iterator[Report]:
    """The last edition of every article of the sample newsroom, a line a paragraph; its title stands apart."""
    for article in load_newsroom(DATA).articles:
        edition = article.editions[-1]
        text = "\n".join(block.text for block in edition.blocks)
        name = f"{article.outlet_id}-{article.file.stem}"
        yield Report(name, article.outlet_id, edition.title, text, edition.at, article.head.credit)


def wikinews(names: frozenset[str]) -> Iterator[Report]:
    """The articles of Wikinews with these names, each as an outlet's of its own, at noon of its day."""
    csv.field_size_limit(10**9)
    for file in sorted(WIKINEWS.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                name = wikinews_name(row["url"])
                if name in names:
                    at = datetime.fromisoformat(row["date"]).replace(hour=12, tzinfo=UTC)
                    yield Report(name, "wikinews", row["title"], row["text"], at)


def wikinews_name(url: str) -> str:
    """The name of an article of Wikinews among the labels: its address hashed."""
    return f"wikinews-{hashlib.sha256(url.encode()).hexdigest()[:12]}"
