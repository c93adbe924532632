"""What the sample newsroom holds: counts as promised, editions, and files that do not fit."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.newsroom.content import NewsroomError, load_newsroom
from pipelines.newsroom.passes import DATA, PASSES
from pipelines.settings import ROOT

NEWSROOM = load_newsroom(DATA)
FOUNDING_STORY = ROOT.parent / "shared" / "founding-story" / "article.txt"


def test_there_are_at_least_five_outlets_with_a_layout_of_their_own() -> None:
    assert len(NEWSROOM.outlets) >= 5
    assert len({outlet.layout for outlet in NEWSROOM.outlets}) == len(NEWSROOM.outlets)


def test_there_are_at_least_forty_pages_twelve_of_which_hold_no_event() -> None:
    subjects = Counter(article.head.subject for article in NEWSROOM.articles)
    assert subjects.total() >= 40
    assert subjects["nothing"] >= 12


def test_addresses_are_unique_and_dates_lie_in_the_days_of_the_story() -> None:
    addresses = [(article.outlet_id, article.head.path) for article in NEWSROOM.articles]
    assert len(set(addresses)) == len(addresses)
    for article in NEWSROOM.articles:
        assert datetime(2025, 10, 11, tzinfo=UTC) <= article.editions[0].at
        assert article.editions[-1].at < PASSES[-1]


def test_feeds_atom_and_sitemaps_of_both_kinds_are_among_them() -> None:
    assert {index.form for outlet in NEWSROOM.outlets for index in outlet.indexes} == {
        "rss",
        "atom",
        "sitemap",
        "news_sitemap",
    }


def test_each_pass_brings_new_articles_and_something_else_that_changed() -> None:
    seen = [
        {article.head.path for article in NEWSROOM.articles if article.edition(moment) is not None} for moment in PASSES
    ]
    assert len(seen[0]) >= 10
    assert seen[0] < seen[1] < seen[2]
    for before, now in pairwise(PASSES):
        revised = [a for a in NEWSROOM.articles if a.edition(before) and a.edition(before) != a.edition(now)]
        assert revised


def test_one_report_is_seen_in_three_editions_one_at_each_pass() -> None:
    thrice = [
        a for a in NEWSROOM.articles if len({a.edition(moment) for moment in PASSES}) == 3 and a.edition(PASSES[0])
    ]
    assert [article.file.name for article in thrice] == ["sangtara-shooting.md"]
    assert len({edition.title for edition in thrice[0].editions}) == 3


def test_one_page_goes_and_one_moves_after_having_been_seen() -> None:
    gone = [a for a in NEWSROOM.articles if not a.gone(PASSES[0]) and a.gone(PASSES[1])]
    moved = [a for a in NEWSROOM.articles if a.path(PASSES[0]) != a.path(PASSES[1])]
    assert [len(gone), len(moved)] == [1, 1]
    assert gone[0].edition(PASSES[0]) is not None
    assert moved[0].edition(PASSES[0]) is not None


def test_one_agency_report_is_reprinted_with_credit_by_three_outlets() -> None:
    origin = next(a for a in NEWSROOM.articles if a.file.name == "doha-ceasefire.md" and a.outlet_id == "meridian-wire")
    own = {block.text for block in origin.editions[0].blocks}
    reprints = [a for a in NEWSROOM.articles if a.head.credit and "Meridian Wire" in a.head.credit]
    assert len({reprint.outlet_id for reprint in reprints}) == 3
    for reprint in reprints:
        shared = own & {block.text for block in reprint.editions[0].blocks}
        assert len(shared) >= 4
        assert reprint.editions[0].title != origin.editions[0].title
        assert reprint.editions[0].at > origin.editions[0].at


def test_no_five_words_in_a_row_are_those_of_the_founding_story() -> None:
    if not FOUNDING_STORY.exists():
        pytest.skip("the founding story is not beside the checkout")
    theirs = five_words(FOUNDING_STORY.read_text(encoding="utf-8"))
    for article in NEWSROOM.articles:
        shared = five_words(article.file.read_text(encoding="utf-8")) & theirs
        assert not shared, f"{article.file}: {shared}"


def five_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9%/]+", text.lower().replace("’", "").replace("'", ""))
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


OUTLET = """
id: post
host: post.example
name: Post
tagline: News
language: en
zone: UTC
layout: post
navigation: [Home]
footer: End
indexes: [{form: rss, path: /rss}]
robots: ""
"""
ARTICLE = """---
path: /a
title: A title
published: 2025-10-12T01:10:00Z
section: news
summary: A summary.
subject: nothing
---
A paragraph
over two lines.

## A heading

> A quotation.

- one
- two
"""


def newsroom_in(folder: Path, article: str = ARTICLE, outlet: str = OUTLET) -> Path:
    (folder / "outlets").mkdir()
    (folder / "outlets" / "post.yml").write_text(outlet, encoding="utf-8")
    (folder / "articles" / "post").mkdir(parents=True)
    (folder / "articles" / "post" / "a.md").write_text(article, encoding="utf-8")
    return folder


def test_a_text_is_read_into_blocks(tmp_path: Path) -> None:
    article = load_newsroom(newsroom_in(tmp_path)).articles[0]
    assert [(block.kind, block.text) for block in article.editions[0].blocks] == [
        ("paragraph", "A paragraph over two lines."),
        ("heading", "A heading"),
        ("quotation", "A quotation."),
        ("item", "one"),
        ("item", "two"),
    ]


def test_a_later_head_begins_an_edition_that_keeps_what_it_does_not_name(tmp_path: Path) -> None:
    later = ARTICLE + "---\nrevised: 2025-10-13T00:00:00Z\nnote: Corrected.\n---\nAnother text.\n"
    article = load_newsroom(newsroom_in(tmp_path, later)).articles[0]
    assert article.edition(datetime(2025, 10, 11, tzinfo=UTC)) is None
    second = article.edition(datetime(2025, 10, 13, tzinfo=UTC))
    assert second is not None
    assert (second.title, second.note) == ("A title", "Corrected.")
    assert second.blocks[0].text == "Another text."


@pytest.mark.parametrize(
    ("article", "message"),
    [
        ("no head at all\n", "heads and bodies"),
        (ARTICLE.replace("subject: nothing", "subject: sport"), "subject"),
        (ARTICLE.replace("title: A title", "title: [A"), "not readable as YAML"),
        (ARTICLE.replace("section: news", "sektion: news"), "sektion"),
        (ARTICLE.replace("01:10:00Z", "01:10:00"), "published"),
        (ARTICLE + "---\nrevised: 2025-10-11T00:00:00Z\n---\nText.\n", "not after the edition before"),
    ],
)
def test_a_file_that_does_not_fit_is_named_with_its_field(tmp_path: Path, article: str, message: str) -> None:
    with pytest.raises(NewsroomError, match=message) as caught:
        load_newsroom(newsroom_in(tmp_path, article))
    assert "a.md" in str(caught.value)


def test_a_folder_without_outlets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NewsroomError, match="no outlet there"):
        load_newsroom(tmp_path)


def test_a_host_outside_the_reserved_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NewsroomError, match="host"):
        load_newsroom(newsroom_in(tmp_path, outlet=OUTLET.replace("post.example", "post.com")))
