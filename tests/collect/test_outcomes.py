"""What a status means, and when to try again."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.collect.outcomes import ledger_outcome, outcome_of, retry_after, retry_at
from pipelines.records import Outcome

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, "done"), (204, "done"), (304, "unchanged"), (400, "permanent"), (401, "refused"), (403, "refused"),
        (404, "gone"), (408, "temporary"), (410, "gone"), (418, "permanent"), (429, "throttled"), (451, "refused"),
        (500, "temporary"), (502, "temporary"), (503, "temporary"), (522, "temporary"), (206, "permanent"),
    ],
)  # fmt: skip
def test_a_status_is_an_outcome(status: int, expected: Outcome) -> None:
    assert outcome_of(status, asked_conditionally=True, retry_after=False) == expected


def test_a_server_that_says_when_to_come_back_throttles() -> None:
    assert outcome_of(503, asked_conditionally=False, retry_after=True) == "throttled"


def test_an_unasked_for_not_modified_is_tried_again() -> None:
    assert outcome_of(304, asked_conditionally=False, retry_after=False) == "temporary"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta()),
        ("Sun, 01 Mar 2026 12:30:00 GMT", timedelta(minutes=30)),
        ("Sun, 01 Mar 2026 11:00:00 GMT", timedelta()),
        ("99999999999999999999", timedelta(days=7)),
        ("Sun, 01 Mar 9999 11:00:00 GMT", timedelta(days=7)),
        ("soon", None), ("-5", None), ("", None), (None, None), ("Sun, 99 Foo", None),
    ],
)  # fmt: skip
def test_retry_after_in_both_forms(header: str | None, expected: timedelta | None) -> None:
    assert retry_after(header, NOW) == expected


def test_the_wait_grows_linearly_with_a_little_chance() -> None:
    rng = random.Random(3)
    for attempt in (1, 2, 5):
        at = retry_at("temporary", now=NOW, attempt=attempt, wait=None, minutes=15, rng=rng)
        assert at is not None
        assert 1 <= (at - NOW) / timedelta(minutes=15 * attempt) <= 1.25


def test_the_same_seed_gives_the_same_times() -> None:
    one, two = (
        retry_at("throttled", now=NOW, attempt=2, wait=None, minutes=15, rng=random.Random(3)) for _ in range(2)
    )
    assert one == two


def test_a_longer_wait_that_the_server_asks_for_is_kept() -> None:
    at = retry_at("throttled", now=NOW, attempt=1, wait=timedelta(hours=3), minutes=15, rng=random.Random(3))
    assert at == NOW + timedelta(hours=3)


def test_only_what_time_mends_is_tried_again() -> None:
    assert retry_at("gone", now=NOW, attempt=1, wait=None, minutes=15, rng=random.Random(3)) is None


@pytest.mark.parametrize(
    ("outcome", "attempt", "expected"),
    [
        ("done", 1, "done"), ("unchanged", 1, "done"), ("moved", 1, "done"), ("gone", 1, "empty"),
        ("refused", 1, "empty"), ("temporary", 4, "failed"), ("throttled", 5, "dead"), ("too_big", 1, "dead"),
        ("wrong_type", 1, "dead"), ("unsafe", 1, "dead"), ("permanent", 1, "dead"),
    ],
)  # fmt: skip
def test_how_the_ledger_holds_an_outcome(outcome: Outcome, attempt: int, expected: str) -> None:
    assert ledger_outcome(outcome, attempt, max_attempts=5) == expected
