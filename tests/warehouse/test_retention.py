"""Retention by age: what was kept too long leaves like a takedown's, and files that nothing needs go whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipelines.archive.reader import read_payload
from pipelines.records import key
from pipelines.settings import Home
from pipelines.warehouse import takedown
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.retention import forget_retired, retire
from pipelines.warehouse.snapshot import published_path
from pipelines.warehouse.takedown import finish_removal
from pipelines.warehouse.verify import verify_snapshot
from tests.warehouse.test_takedown import SECRET, holding
from tests.warehouse.world import NOON, VALLEY, build_marts, land_article, publish_at

LATER = NOON + timedelta(days=40)


def begun(home: Home, file: str, at: datetime) -> str:
    """Name a WARC file for the pass that wrote it, as a run does."""
    name = f"{at:%Y%m%dT%H%M%SZ}-{file}"
    (home.archive / file).rename(home.archive / name)
    return name


def test_what_is_over_the_age_leaves_and_the_rest_stays(home: Home) -> None:
    land_article(home, "old", SECRET, source=VALLEY)
    kept = land_article(home, "kept", at=LATER)
    build_marts(home)
    publish_at(home, NOON)
    retired = retire(home, 30, at=LATER)
    assert retired is not None
    assert (len(retired.gone.articles), retired.gone.captures, retired.gone.records) == (1, 1, 1)
    build_marts(home)
    publish_at(home, LATER)
    assert forget_retired(home) == 1
    assert holding(home, "Quillfeather") == []
    assert verify_snapshot(home, published_path(home)).findings == ()
    assert run_sql(published_path(home), "select article_id from articles").to_pylist() == [
        {"article_id": kept.revision.article_id}
    ]
    assert retire(home, 30, at=LATER) is None


def test_a_file_that_nothing_needs_goes_whole(home: Home) -> None:
    old, kept = land_article(home, "old"), land_article(home, "kept", at=LATER)
    with Landing.open(home) as landing:
        old_name = begun(home, old.capture.warc_file, NOON)
        kept_name = begun(home, kept.capture.warc_file, LATER)
        for was, name in ((old.capture.warc_file, old_name), (kept.capture.warc_file, kept_name)):
            landing._connection.execute("update landing.captures set warc_file = ? where warc_file = ?", [name, was])
    retired = retire(home, 30, at=LATER)
    assert retired is not None
    assert retired.files == 1
    assert [path.name for path in home.archive.iterdir()] == [kept_name]
    assert read_payload(home.archive, kept_name, kept.capture.warc_offset)


def test_an_imported_page_of_long_ago_has_its_age_from_the_import(home: Home) -> None:
    article = land_article(home, "old")
    with Landing.open(home) as landing:
        name = begun(home, article.capture.warc_file, LATER)
        landing._connection.execute("update landing.captures set warc_file = ?", [name])
    assert retire(home, 30, at=LATER) is None


def test_feeds_go_with_their_titles_but_bytes_that_are_needed_stay(home: Home) -> None:
    feed = land_article(home, "feed").capture
    with Landing.open(home) as landing:
        landing._connection.execute("update landing.captures set purpose = 'feed'")
        again = replace(feed, capture_id=key("again"), fetched_at=LATER, refers_to=feed.capture_id, purpose="feed")
        landing.append({"captures": [again]})
    retired = retire(home, 30, at=LATER)
    assert retired is not None
    assert retired.gone.captures == 0
    assert read_payload(home.archive, feed.warc_file, feed.warc_offset)


def test_a_day_must_pass_before_anything_is_removed_again(home: Home) -> None:
    land_article(home, "old")
    assert retire(home, 39.5, at=LATER) is None
    assert retire(home, 38.5, at=LATER) is not None


def test_killed_before_the_warehouse_is_written_anew_it_goes_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    land_article(home, "old", SECRET)
    land_article(home, "kept", at=LATER)

    def killed(_: Home) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("pipelines.warehouse.retention.write_anew", killed)
        with pytest.raises(KeyboardInterrupt):
            retire(home, 30, at=LATER)
    finish_removal(home)
    assert holding(home, "Quillfeather") == []
    assert not takedown._unfinished(home).exists()
    with Landing.open(home) as landing:
        assert landing.counts()["articles"] == 1
