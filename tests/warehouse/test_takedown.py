"""A takedown leaves nothing of the text anywhere in the home, and a tombstone that keeps it from coming back."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive.exchange import ArchiveError
from pipelines.archive.reader import read_payload
from pipelines.extract.changes import changes
from pipelines.records import key
from pipelines.settings import Home
from pipelines.warehouse.connection import writer
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.redact import blank_record
from pipelines.warehouse.snapshot import published_path
from pipelines.warehouse.takedown import forget_older, take_down
from pipelines.warehouse.verify import verify_snapshot
from tests.warehouse.world import HARBOUR, NOON, TEXT, VALLEY, archived, build_marts, entry, land_article, publish_at

SECRET = "Envoys met at the house of Zubeida Quillfeather. She gave them tea."
LATER = NOON + timedelta(hours=1)


def holding(home: Home, words: str) -> list[Path]:
    """The files of a home that hold these words, compressed records opened."""
    found = []
    for path in home.root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            if words.encode() in content:
                found.append(path)
    return found


def test_nothing_of_the_text_stays(home: Home) -> None:
    land_article(home, "kept")
    gone = land_article(home, "secret", SECRET, source=VALLEY)
    old = replace(gone.revision, revision_id="older", title="A visit to Quillfeather")
    with Landing.open(home) as landing:
        landing.append({"revision_changes": changes(old, gone.revision)})
    build_marts(home)
    publish_at(home, NOON)
    assert holding(home, "Quillfeather")

    done = take_down(home, gone.capture.url, "asked by the person named", at=LATER)
    assert (done.articles, done.captures, done.records, done.kept_records) == ((gone.capture.canonical_url,), 1, 1, 0)
    build_marts(home)
    publish_at(home, LATER)
    assert forget_older(home) == 1

    assert holding(home, "Quillfeather") == []
    path = published_path(home)
    assert verify_snapshot(home, path).findings == ()
    assert run_sql(path, "select count(*) as n from articles").to_pylist() == [{"n": 1}]
    [stone] = run_sql(path, "from landing.tombstones").to_pylist()
    assert (stone["article_id"], stone["reason"]) == (gone.revision.article_id, "asked by the person named")
    told = run_sql(path, "select change from event_changes order by changed_at, change").to_pylist()
    assert [row["change"] for row in told] == ["added", "added", "removed"]


def test_the_feeds_that_told_of_it_go_too(home: Home) -> None:
    land_article(home, "kept")
    gone = land_article(home, "secret", SECRET)
    told = archived(home, "rss", '<a href="/secret">A visit to Quillfeather</a>')
    other = archived(home, "rss", '<a href="/kept">Envoys meet</a>', at=LATER)
    with Landing.open(home) as landing:
        landing.append({"captures": [replace(one, url=HARBOUR.feeds[0], purpose="feed") for one in (told, other)]})
    assert take_down(home, gone.capture.url, "asked", at=LATER).captures == 2
    assert holding(home, "Quillfeather") == []
    with writer(home) as connection:
        left = connection.execute("select capture_id from landing.captures where purpose = 'feed'").fetchall()
    assert left == [(other.capture_id,)]


def test_a_warehouse_from_before_a_column_came_can_be_taken_down_from(home: Home) -> None:
    land_article(home, "kept")
    gone = land_article(home, "secret", SECRET, source=VALLEY)
    with writer(home) as connection:
        connection.execute("alter table landing.captures drop column payload_bytes")
    assert take_down(home, gone.capture.url, "asked", at=LATER).captures == 1
    with writer(home) as connection:
        assert connection.execute("select payload_bytes from landing.captures").fetchall() == [(None,)]


def test_what_was_taken_down_does_not_come_back(home: Home) -> None:
    gone = land_article(home, "secret", SECRET)
    take_down(home, gone.capture.url, "asked", at=LATER)
    with Landing.open(home) as landing:
        again = replace(gone.capture, capture_id=key("again"), fetched_at=LATER)
        landing.append({"captures": [again], "revisions": [gone.revision], "feed_entries": [entry("secret")]})
        assert landing.captures_to_extract("extract-1", LATER, 10) == []
        assert landing.revisions_to_annotate(LATER, 10) == []
        assert landing.revisions_to_relate("1", 10) == []
        assert landing.pages_due(LATER + timedelta(days=9), 10) == []


def test_every_address_that_led_to_an_article_has_its_tombstone(home: Home) -> None:
    own = "https://harbour.example/secret"
    short = entry("s?x")
    capture = archived(home, "s?x")
    with Landing.open(home) as landing:
        landing.append({"feed_entries": [short], "captures": [replace(capture, canonical_url=own)]})
    assert set(take_down(home, own, "asked", at=LATER).articles) == {own, short.canonical_url}
    with Landing.open(home) as landing:
        assert landing.taken_down(own)
        assert landing.captured_from(own) is None
        assert landing.pages_due(LATER, 10) == []


def test_a_whole_site_can_be_taken_down(home: Home) -> None:
    land_article(home, "kept")
    land_article(home, "one", source=VALLEY)
    land_article(home, "two", source=VALLEY)
    done = take_down(home, "valley.example", "closed", at=LATER)
    assert len(done.articles) == 2
    with Landing.open(home) as landing:
        assert landing.counts()["articles"] == 1


def test_bytes_that_another_article_shares_stay_for_it(home: Home) -> None:
    gone = land_article(home, "secret")
    with Landing.open(home) as landing:
        reprint = replace(
            gone.capture, capture_id="reprint", url="https://valley.example/reprint",
            final_url="https://valley.example/reprint", canonical_url="https://valley.example/reprint",
            refers_to=gone.capture.capture_id,
        )  # fmt: skip
        landing.append({"captures": [reprint]})
    done = take_down(home, gone.capture.url, "asked", at=LATER)
    assert (done.records, done.kept_records) == (0, 1)
    assert read_payload(home.archive, gone.capture.warc_file, gone.capture.warc_offset)


def test_an_unknown_address_changes_nothing(home: Home) -> None:
    land_article(home, "kept")
    assert take_down(home, "https://harbour.example/never", "asked", at=LATER).articles == ()
    with Landing.open(home) as landing:
        assert landing.counts()["articles"] == 1


@pytest.mark.parametrize("size", [1, 200, 5_000, 200_000])
def test_a_blanked_record_keeps_its_length_and_the_file_its_form(home: Home, size: int) -> None:
    capture = archived(home, "long", TEXT * (size // len(TEXT) + 1) + "".join(chr(97 + i % 26) for i in range(size)))
    file = home.archive / capture.warc_file
    before = file.stat().st_size
    records = sum(1 for _ in ArchiveIterator(file.open("rb")))
    blank_record(file, capture.warc_offset, capture.warc_length, LATER)
    blank_record(file, capture.warc_offset, capture.warc_length, LATER)
    assert file.stat().st_size == before
    with file.open("rb") as stream:
        kinds = [(record.rec_type, record.content_stream().read(10)) for record in ArchiveIterator(stream)]
    assert len(kinds) == records
    assert ("metadata", b"taken down") in kinds
    with pytest.raises(ArchiveError, match="metadata record"):
        read_payload(home.archive, capture.warc_file, capture.warc_offset)
