"""The landing tables: rows land once, and each step is told what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import duckdb
import pytest

from pipelines.extract.revisions import returned
from pipelines.records import Capture, FeedEntry, FetchAttempt, RunEvent, StoryLink, StoryPlace, key
from pipelines.settings import CollectSettings, Home
from pipelines.warehouse.connection import writer
from pipelines.warehouse.landing import Landing, RevisionsToCompare
from tests.warehouse.world import (
    HARBOUR,
    NOON,
    TEXT,
    VALLEY,
    archived,
    coded,
    entry,
    event_mention,
    land_article,
    ledger_row,
    revision,
)

HOUR = timedelta(hours=1)


def attempt(url: str, outcome: str, at: timedelta, **changes: object) -> FetchAttempt:
    fields: dict[str, object] = {
        "attempt_id": key("attempt", url, str(at)), "run_id": "run-1", "source_id": "harbour-times", "url": url,
        "final_url": url, "purpose": "feed", "attempted_at": NOON + at, "outcome": outcome, "status": 200,
        "error_class": None, "error_message": None, "etag": None, "last_modified": None, "payload_bytes": 1,
        "elapsed_ms": 1, "attempt": 1, "retry_at": None, "capture_id": None,
    }  # fmt: skip
    return FetchAttempt(**{**fields, **changes})  # type: ignore[arg-type]


# Appending ------------------------------------------------------------------------------------------------------------


def test_rows_come_back_as_they_were_landed(home: Home) -> None:
    landed = land_article(home, "talks")
    with Landing.open(home) as landing:
        assert landing.latest_revision(landed.revision.article_id) == landed.revision
        digest = landed.capture.payload_sha256
        assert landing.captures_with([digest, "no such digest"]) == {digest: landed.capture}


def test_a_row_lands_once(home: Home) -> None:
    capture = archived(home, "talks")
    read = revision(capture)
    met = event_mention(read, "met")
    batch = {"revisions": [read, read], "coded_revisions": [coded(read)], "event_mentions": [met, met], "ledger": []}
    with Landing.open(home) as landing:
        assert landing.append(batch) == {"revisions": 1, "coded_revisions": 1, "event_mentions": 1, "ledger": 0}
        assert landing.append(batch) == {"revisions": 0, "coded_revisions": 0, "event_mentions": 0, "ledger": 0}
        assert landing.append({"event_mentions": [met]}) == {"event_mentions": 0}
        assert landing.counts()["revisions"] == 1


def test_a_batch_lands_whole_or_not_at_all(home: Home) -> None:
    read = revision(archived(home, "talks"))
    with Landing.open(home) as landing:
        with pytest.raises(duckdb.ConstraintException):
            landing.append({"revisions": [read], "ledger": [replace(ledger_row("extract", "x"), input_id=None)]})  # type: ignore[arg-type]
        assert landing.counts()["revisions"] == 0
        assert landing.append({"revisions": [read]}) == {"revisions": 1}


def test_an_unknown_table_is_refused(home: Home) -> None:
    with Landing.open(home) as landing, pytest.raises(KeyError):
        landing.append({"gossip": [entry("talks")]})


def test_a_field_that_came_later_widens_the_table(home: Home) -> None:
    landed = land_article(home, "talks")
    with writer(home) as connection:
        connection.execute("alter table landing.revisions drop column credit")
        connection.execute("alter table landing.event_mentions drop column mention.rule")
    with Landing.open(home) as landing:
        assert landing.latest_revision(landed.revision.article_id) == landed.revision
    with writer(home) as connection:
        assert connection.execute("select mention.rule, mention.cameo from landing.event_mentions").fetchall() == [
            (None, "040")
        ]


def test_sources_land_when_they_change(home: Home) -> None:
    with Landing.open(home) as landing:
        assert landing.land_sources([HARBOUR, VALLEY], "run-1", NOON) == 2
        assert landing.land_sources([HARBOUR, VALLEY], "run-2", NOON + HOUR) == 0
        assert landing.land_sources([replace(HARBOUR, name="Harbour")], "run-3", NOON + 2 * HOUR) == 2
        assert landing.counts()["sources"] == 1
        assert landing.land_sources([HARBOUR, VALLEY], "run-4", NOON + 3 * HOUR) == 2
        assert landing.counts()["sources"] == 2


def test_sources_that_captures_name_land_before_the_first_run(home: Home) -> None:
    with Landing.open(home) as landing:
        landing.append({"captures": [archived(home, "talks")]})
        assert landing.land_named_sources([HARBOUR, VALLEY], "run-1", NOON) == 1
        assert landing.land_named_sources([HARBOUR, VALLEY], "run-2", NOON + HOUR) == 0
        assert landing.counts()["sources"] == 1


# What collecting asks -------------------------------------------------------------------------------------------------

FEED = HARBOUR.feeds[0]


def test_a_feed_is_due_a_poll_interval_after_its_pass(home: Home) -> None:
    with Landing.open(home, CollectSettings(poll_minutes=15)) as landing:
        started = RunEvent("run-1", "started", "tick", NOON, NOON, None, None, "0.1.0", None)
        late = attempt(FEED, "done", timedelta(minutes=4), etag='"v1"', last_modified="Sun")
        landing.append({"run_events": [started], "fetch_attempts": [late]})
        state = landing.feed_states()[FEED]
    assert (state.etag, state.last_modified, state.failures) == ('"v1"', "Sun", 0)
    assert state.next_poll_at is not None
    assert NOON + timedelta(minutes=13) < state.next_poll_at <= NOON + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("news_a_day", "days", "minutes"),
    [(0, 10, 240), (1, 10, 240), (6, 10, 120), (24, 10, 30), (200, 10, 15), (6, 1, 15)],
    ids=["silent", "one a day", "six a day", "hourly", "lively", "known for a day"],
)
def test_a_feed_is_polled_at_its_own_pace(home: Home, news_a_day: int, days: int, minutes: int) -> None:
    def news(run_id: str, number: int, at: datetime) -> FeedEntry:
        url = f"{FEED}/{run_id}/{number}"
        return FeedEntry(key("entry", url), run_id, HARBOUR.source_id, FEED, url, url, None, None, at)

    backlog = [news("run-1", number, NOON) for number in range(50)]
    later = [news("run-2", n, NOON + timedelta(days=days * n / (news_a_day * days))) for n in range(news_a_day * days)]
    first = attempt(FEED, "done", 0 * HOUR)
    last = attempt(FEED, "done", days * 24 * HOUR)
    with Landing.open(home, CollectSettings(poll_minutes=15, max_poll_minutes=240)) as landing:
        landing.append(
            {
                "fetch_attempts": [replace(first, run_id="run-1"), replace(last, run_id="run-2")],
                "feed_entries": [*backlog, *later],
            }
        )
        state = landing.feed_states()[FEED]
    assert state.next_poll_at is not None
    wait = state.next_poll_at - last.attempted_at
    assert timedelta(minutes=minutes - 1.5) <= wait <= timedelta(minutes=minutes)


def test_an_unchanged_feed_keeps_its_validators(home: Home) -> None:
    with Landing.open(home) as landing:
        landing.append(
            {
                "fetch_attempts": [
                    attempt(FEED, "done", 0 * HOUR, etag='"v1"'),
                    # Carried on by each poll that was answered, so that one from weeks ago need not be sought.
                    attempt(FEED, "unchanged", 800 * HOUR, status=304, etag='"v1"'),
                    attempt(FEED, "temporary", 801 * HOUR, status=503),
                ]
            }
        )
        assert landing.feed_states()[FEED].etag == '"v1"'


def test_a_failing_feed_waits_longer_each_time(home: Home) -> None:
    with Landing.open(home, CollectSettings(poll_minutes=15)) as landing:
        landing.append({"fetch_attempts": [attempt(FEED, "done", 0 * HOUR)]})
        waits = []
        for hour in (1, 2, 3):
            landing.append({"fetch_attempts": [attempt(FEED, "permanent", hour * HOUR, status=500)]})
            state = landing.feed_states()[FEED]
            assert state.failures == hour
            assert state.next_poll_at is not None
            waits.append(state.next_poll_at - NOON - hour * HOUR)
        assert waits[0] < waits[1] < waits[2]
        retry = NOON + 9 * HOUR
        landing.append({"fetch_attempts": [attempt(FEED, "throttled", 4 * HOUR, status=429, retry_at=retry)]})
        assert landing.feed_states()[FEED].next_poll_at == retry
        assert landing.paused_hosts(NOON + 5 * HOUR) == {"harbour.example"}
        assert landing.paused_hosts(retry) == set()


def test_a_long_list_of_one_source_lets_no_other_wait(home: Home) -> None:
    mine = [entry(f"page-{number}") for number in range(5)]
    other = entry("other", VALLEY, NOON + HOUR)
    with Landing.open(home) as landing:
        landing.append({"feed_entries": [*mine, other]})
        assert other.entry_id in {page.entry_id for page in landing.pages_due(NOON + 9 * HOUR, 2)}


def test_new_pages_come_first_then_tries_then_revisits(home: Home) -> None:
    with Landing.open(home) as landing:
        landing.append(
            {
                "feed_entries": [entry("new"), entry("tried"), entry("seen"), entry("later"), entry("dead")],
                "ledger": [
                    ledger_row("fetch", entry("tried").entry_id, "failed", attempts=2, next_try_at=NOON),
                    ledger_row("fetch", entry("seen").entry_id, next_try_at=NOON),
                    ledger_row("fetch", entry("later").entry_id, next_try_at=NOON + HOUR),
                    ledger_row("fetch", entry("dead").entry_id, "dead", attempts=5),
                ],
                "fetch_attempts": [
                    attempt(entry("seen").url, "done", 0 * HOUR, purpose="page", etag='"p"', last_modified="Mon")
                ],
            }
        )
        due = landing.pages_due(NOON, 10)
        assert {page.url.rsplit("/", 1)[-1] for page in due[:2]} == {"new", "tried"}
        assert [(page.attempts, page.revisit) for page in due if page.url.endswith("tried")] == [(2, False)]
        seen = due[-1]
        assert (seen.revisit, seen.attempts, seen.etag, seen.last_modified) == (True, 0, '"p"', "Mon")
        assert seen.seen_at == NOON
        assert len(landing.pages_due(NOON, 1)) == 1
        assert len(landing.pages_due(NOON + HOUR, 10)) == 4


def test_pages_of_a_source_that_left_the_list_wait(home: Home) -> None:
    with Landing.open(home) as landing:
        landing.land_sources([HARBOUR, VALLEY], "run-1", NOON)
        landing.append({"feed_entries": [entry("a"), entry("b", VALLEY)]})
        landing.land_sources([HARBOUR], "run-2", NOON + HOUR)
        assert [page.source_id for page in landing.pages_due(NOON + HOUR, 10)] == ["harbour-times"]


def test_entries_and_captures_that_are_known(home: Home) -> None:
    capture = archived(home, "talks")
    with Landing.open(home) as landing:
        landing.append({"feed_entries": [entry("a")], "captures": [capture]})
        assert landing.known_entries([entry("a").entry_id, entry("b").entry_id]) == {entry("a").entry_id}
        assert landing.captured(capture.payload_sha256, capture.capture_id)
        assert not landing.captured(capture.payload_sha256, "no")
        assert landing.known_entries([]) == set()
        assert landing.captures_with(["no such digest"]) == {}


# What the later steps ask ---------------------------------------------------------------------------------------------


def test_a_capture_is_extracted_once(home: Home) -> None:
    capture = archived(home, "talks")
    with Landing.open(home) as landing:
        landing.append({"captures": [capture]})
        [item] = landing.captures_to_extract("extract-1", NOON, 10)
        assert (item.capture, item.payload_file, item.payload_offset) == (
            capture, capture.warc_file, capture.warc_offset,
        )  # fmt: skip
        landing.append({"ledger": [ledger_row("extract", capture.capture_id, version="extract-1")]})
        assert landing.captures_to_extract("extract-1", NOON, 10) == []
        assert landing.captures_to_extract("extract-2", NOON, 10) == []


def test_what_one_version_could_not_read_is_due_to_the_next(home: Home) -> None:
    capture = archived(home, "talks")
    with Landing.open(home) as landing:
        dead = ledger_row("extract", capture.capture_id, "dead", version="extract-1")
        landing.append({"captures": [capture], "ledger": [dead]})
        assert landing.captures_to_extract("extract-1", NOON, 10) == []
        assert len(landing.captures_to_extract("extract-2", NOON, 10)) == 1


def test_only_html_pages_that_were_answered_are_extracted(home: Home) -> None:
    page = archived(home, "talks")

    def other(**changes: object) -> Capture:
        return replace(page, capture_id=key("other", str(changes)), **changes)  # type: ignore[arg-type]

    with Landing.open(home) as landing:
        landing.append(
            {
                "captures": [
                    other(purpose="feed"), other(status=404), other(content_type="application/pdf"),
                    other(content_type=None), other(content_type="application/xhtml+xml; charset=x"),
                ]
            }
        )  # fmt: skip
        found = landing.captures_to_extract("extract-1", NOON, 10)
        assert {item.capture.content_type for item in found} == {None, "application/xhtml+xml; charset=x"}


def test_the_same_bytes_again_are_not_read_again(home: Home) -> None:
    first = archived(home, "talks")
    again = replace(first, capture_id="again", fetched_at=NOON + HOUR, refers_to=first.capture_id, warc_offset=999)
    elsewhere = replace(again, capture_id="elsewhere", canonical_url="https://harbour.example/reprint")
    with Landing.open(home) as landing:
        landing.append({"captures": [first, again, elsewhere]})
        found = {item.capture.capture_id: item for item in landing.captures_to_extract("extract-1", NOON, 10)}
    assert set(found) == {first.capture_id, "elsewhere"}
    assert found["elsewhere"].payload_offset == first.warc_offset


def test_revisions_are_related_and_annotated_once(home: Home) -> None:
    read = revision(archived(home, "talks"))
    with Landing.open(home) as landing:
        landing.land_sources([HARBOUR], "run-1", NOON)
        landing.append({"revisions": [read]})
        assert landing.revisions_to_relate("1", 10) == [read]
        [item] = landing.revisions_to_annotate(NOON, 10)
        assert (item.revision, item.country) == (read, "PAK")
        landing.append({"ledger": [ledger_row("annotate", read.revision_id, version="coder-1")]})
        assert landing.revisions_to_annotate(NOON, 10) == []
        assert landing.revisions_to_code_again("coder-1", 10) == []
        assert [item.revision for item in landing.revisions_to_code_again("coder-2", 10)] == [read]
        assert landing.revisions_to_relate("1", 10) == [read]


def test_a_failed_text_is_due_at_its_next_try(home: Home) -> None:
    read = revision(archived(home, "talks"))
    with Landing.open(home) as landing:
        failed = ledger_row("annotate", read.revision_id, "failed", next_try_at=NOON + HOUR)
        landing.append({"revisions": [read], "ledger": [failed]})
        assert landing.revisions_to_annotate(NOON, 10) == []
        assert len(landing.revisions_to_annotate(NOON + HOUR, 10)) == 1


def test_a_text_that_lost_a_byte_is_known_when_it_is_read(home: Home) -> None:
    read = revision(archived(home, "talks"))
    with Landing.open(home) as landing:
        landing.append({"revisions": [read]})
        assert [item.intact for item in landing.revisions_to_annotate(NOON, 10)] == [True]
    with writer(home) as connection:
        connection.execute("update landing.revisions set text = replace(text, 'shot', 'shut')")
    with Landing.open(home) as landing:
        assert [item.intact for item in landing.revisions_to_annotate(NOON, 10)] == [False]


def test_the_latest_revision_is_the_one_seen_last(home: Home) -> None:
    first = revision(archived(home, "talks"))
    second = revision(archived(home, "talks", TEXT + " They parted.", NOON + HOUR), TEXT + " They parted.")
    with Landing.open(home) as landing:
        landing.append({"revisions": [second, first]})
        assert landing.latest_revision(first.article_id) == second
        assert landing.latest_revision("nobody") is None


def test_each_revision_is_compared_with_its_neighbours_in_time(home: Home) -> None:
    texts = [TEXT, TEXT + " They parted.", TEXT + " They parted late."]
    first, second, third = (
        revision(archived(home, "talks", text, NOON + number * HOUR), text) for number, text in enumerate(texts)
    )
    with Landing.open(home) as landing:
        landing.append({"revisions": [third, first, revision(archived(home, "other"))]})
        due = landing.revisions_to_compare("1", 10)
        assert (len(due.waiting), due.pairs) == (3, ((first, third),))
        landing.append({"ledger": [ledger_row("compare", each) for each in due.waiting]})
        assert landing.revisions_to_compare("1", 10) == RevisionsToCompare((), ())
        # A text that is found later may be older: it stands between two that were compared.
        landing.append({"revisions": [second]})
        due = landing.revisions_to_compare("1", 10)
        assert due.waiting == (second.revision_id,)
        assert set(due.pairs) == {(first, second), (second, third)}


def test_related_revisions_are_those_the_ledger_names(home: Home) -> None:
    first, second = (revision(archived(home, name)) for name in ("talks", "ferry"))
    with Landing.open(home) as landing:
        landing.append({"revisions": [first, second], "ledger": [ledger_row("relate", first.revision_id)]})
        assert landing.related_count() == 1
        assert landing.related_revisions() == {first.revision_id}
        assert landing.revisions([second.revision_id, "none"], 10) == [second]


def test_an_article_stands_where_its_last_link_puts_it(home: Home) -> None:
    first = revision(archived(home, "talks"))
    second = revision(archived(home, "talks", "Another text.", NOON + HOUR), "Another text.")
    with Landing.open(home) as landing:
        link = StoryLink(first.article_id, "story-1", "run-1", 1.0, (), NOON)
        moved = replace(link, story_id="story-2", turn=2)
        back = replace(link, turn=3)
        landing.append({"revisions": [first, second], "story_links": [link, moved, back]})
        assert landing.append({"story_links": [back]}) == {"story_links": 0}
        assert landing.story_places() == [StoryPlace(first.article_id, "story-1", 3)]
        assert landing.story_tally() == (1, 3)
        assert landing.first_revisions([first.article_id, "none"]) == {first.article_id: first}


# Dead letters and tallies ---------------------------------------------------------------------------------------------


def test_dead_letters_can_be_tried_anew(home: Home) -> None:
    capture = archived(home, "talks")
    with Landing.open(home) as landing:
        landing.append(
            {
                "feed_entries": [entry("gone")],
                "captures": [capture],
                "ledger": [
                    ledger_row("fetch", entry("gone").entry_id, "dead", attempts=5, error_class="Timeout"),
                    ledger_row("extract", capture.capture_id, "dead", attempts=1, at=NOON + HOUR),
                ],
            }
        )
        letters = landing.dead_letters()
        assert [(letter.step, letter.address) for letter in letters] == [
            ("extract", capture.url),
            ("fetch", entry("gone").url),
        ]
        assert landing.counts()["dead_letters"] == 2
        assert landing.requeue_dead("run-2", NOON) == 2
        assert landing.dead_letters() == []
        [page] = landing.pages_due(NOON, 10)
        assert (page.entry_id, page.attempts, page.revisit) == (entry("gone").entry_id, 0, False)
        assert len(landing.captures_to_extract("1", NOON + HOUR, 10)) == 1
        assert landing.requeue_dead("run-2", NOON) == 0


def test_how_a_run_went(home: Home) -> None:
    capture = archived(home, "talks")
    with Landing.open(home) as landing:
        landing.append(
            {"captures": [capture], "fetch_attempts": [attempt(FEED, "done", HOUR), attempt(FEED, "gone", 2 * HOUR)]}
        )
        assert landing.outcomes_of("run-1") == {"done": 1, "gone": 1}
        assert landing.captures_not_archived("run-1") == []
        (home.archive / capture.warc_file).unlink()
        assert landing.captures_not_archived("run-1") == [capture.capture_id]


def test_bytes_that_come_back_after_others_are_read_again_and_their_text_is_the_current_one(home: Home) -> None:
    first, other = (archived(home, "talks", text, at) for text, at in (("Four sailed.", NOON), ("Five.", NOON + HOUR)))
    repeated, back = (
        replace(first, capture_id=name, fetched_at=NOON + after, refers_to=first.capture_id)
        for name, after in (("repeated", HOUR / 2), ("back", 2 * HOUR))
    )
    texts = [revision(first, "Four sailed."), revision(other, "Five.")]
    with Landing.open(home) as landing:
        for capture in (first, repeated, other, back):
            landing.append({"captures": [capture]})
        due = [item.capture.capture_id for item in landing.captures_to_extract("1", NOON + 2 * HOUR, 10)]
        assert due == [first.capture_id, other.capture_id, "back"]
        landing.append({"revisions": texts})
        article = texts[0].article_id
        read = replace(texts[0], capture_id="back", first_seen_at=back.fetched_at)
        landing.append({"revision_returns": returned([read], landing.sightings({article}), "run-2")})
        assert [each.revision_id for each in landing.sightings({article})[article]] == [
            texts[0].revision_id, texts[1].revision_id, texts[0].revision_id,
        ]  # fmt: skip
