"""Stamps as sites write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipelines.extract.moments import Moment, read_moment

LATEST = datetime(2025, 10, 26, 12, 0, tzinfo=UTC)

STAMPS = {
    "2025-10-25T10:00:00Z": (datetime(2025, 10, 25, 10, tzinfo=UTC), 0),
    "2025-10-25T15:00:00+05:00": (datetime(2025, 10, 25, 10, tzinfo=UTC), 300),
    "2025-10-25T15:00:00.123456+0500": (datetime(2025, 10, 25, 10, 0, 0, 123456, tzinfo=UTC), 300),
    "2025-10-25 15:00:00 +0500": (datetime(2025, 10, 25, 10, tzinfo=UTC), 300),
    "2025-10-25 10:00:00 UTC": (datetime(2025, 10, 25, 10, tzinfo=UTC), 0),
    "Sat, 25 Oct 2025 15:00:00 +0500": (datetime(2025, 10, 25, 10, tzinfo=UTC), 300),
    "Sat Oct 25 2025 15:00:00 GMT+0500 (PKT)": (datetime(2025, 10, 25, 10, tzinfo=UTC), 300),
    "1761386400": (datetime(2025, 10, 25, 10, tzinfo=UTC), 0),
    "1761386400000": (datetime(2025, 10, 25, 10, tzinfo=UTC), 0),
}


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamp_with_its_offset(stamp: str) -> None:
    at, offset = STAMPS[stamp]
    found = read_moment(stamp, latest=LATEST)
    assert found is not None
    assert (found.at, found.offset, found.on) == (at, offset, date(2025, 10, 25))


@pytest.mark.parametrize("stamp", ["2025-10-25", "2025-10-25T10:00:00", "2025-10-25 10:00 pm", "20251025"])
def test_without_an_offset_only_the_day_is_known(stamp: str) -> None:
    assert read_moment(stamp, latest=LATEST) == Moment(None, date(2025, 10, 25), None)


@pytest.mark.parametrize(
    "stamp", ["", "yesterday", "0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "2026-01-01", "99999999999999"]
)
def test_no_moment_is_made_up(stamp: str) -> None:
    assert read_moment(stamp, latest=LATEST) is None
