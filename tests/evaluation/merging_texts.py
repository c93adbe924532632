"""The texts that were labelled by event: the sample newsroom's stories, articles of Wikinews, releases of ISAF.

The texts of Wikinews and ISAF stay beside the checkout; a label there names an article by a hash of its address, a
release by a hash of its text.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pipelines.newsroom.content import load_newsroom
from pipelines.newsroom.passes import DATA
from tests.evaluation.merging_world import Report

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "texts"
WIKINEWS = TEXTS / "wikinews"
ISAF = TEXTS / "isaf-afghanistan" / "isaf_press_releases_ft_test.jsonl"

_DATELINE = re.compile(r"\(\s*([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})\s*\)")
"""The day of a release, as "(Sept. 2, 2012)"."""


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


def isaf(names: frozenset[str]) -> Iterator[Report]:
    """The releases of ISAF with these names, at noon of the day in their dateline; those without one are left out."""
    with ISAF.open(encoding="utf-8") as lines:
        for line in lines:
            asked = next(turn["value"] for turn in json.loads(line)["conversations"] if turn["from"] == "human")
            text = asked.removeprefix("PRESS RELEASE TEXT: ")
            name = f"isaf-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
            written = _DATELINE.search(text)
            if name in names and written:
                at = datetime.strptime(" ".join(written.groups()), "%b %d %Y").replace(hour=12, tzinfo=UTC)
                yield Report(name, "isaf", text.partition("\n")[0], text, at)
