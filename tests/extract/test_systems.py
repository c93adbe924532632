"""Pages as common systems and languages lay them out: title, authors, day and text, and nothing of what is around.

The pages and what a reader finds in them stand in the folder `systems`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED

FOLDER = Path(__file__).parent / "systems"
TRUTH: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "truth.yml").read_text(encoding="utf-8"))
URL = "https://www.strait-courier.example/world/2025/ferry-crews-and-harbour-board-meet"


@pytest.fixture(params=TRUTH)
def read(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Revision]:
    found = extract_html((FOLDER / f"{request.param}.html").read_bytes(), url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision), found
    return TRUTH[request.param], found


def test_title_authors_day_and_language(read: tuple[dict[str, Any], Revision]) -> None:
    true, found = read
    assert (found.title, list(found.authors)) == (true["title"], true["authors"])
    assert (found.published_on, found.language, found.kind) == (true["published_on"], true["language"], "article")


def test_the_text_is_the_article_paragraph_by_paragraph(read: tuple[dict[str, Any], Revision]) -> None:
    true, found = read
    assert found.text.split("\n") == true["paragraphs"]
