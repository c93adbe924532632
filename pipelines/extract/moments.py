"""Points in time as pages write them: a stamp with its offset, a stamp without one, or a day alone.

Times in running text ("on Saturday") belong to the annotating room.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

EARLIEST = date(1990, 1, 1)
"""Older stamps are placeholders (1970, 0001): no page on the web is older."""

SLACK = timedelta(minutes=10)
"""How far a publisher's clock may run ahead of ours."""

_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_UNPADDED = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])")
_ZONE_WORD = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_OFFSET_WORD = re.compile(r"\s*(?:UTC|GMT)(?=[+-]\d)", re.IGNORECASE)
_JAVASCRIPT_ZONE = re.compile(r"\s*\([^)]*\)$")
_TWELVE_HOURS = re.compile(r"^(.*?)(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap])\.?m\.?(.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is aware or None; `on` the day as written, in the writer's own zone; `offset` minutes east of UTC."""

    at: datetime | None
    on: date
    offset: int | None

    def shifted(self, offset: int) -> Moment:
        """The same instant told in another zone; a moment without an instant stays as it is."""
        if self.at is None:
            return self
        return Moment(self.at, (self.at + timedelta(minutes=offset)).date(), offset)


def read_moment(value: str, *, latest: datetime) -> Moment | None:
    """The moment a stamp tells, or None where it tells none, an impossible one, or one after `latest`.

    A stamp whose clock time lies after `latest` on a day that has begun keeps its day only: its offset is wrong or it
    foretells, and neither gives an instant.
    """
    stamp = _parse(value.strip()[:80])
    if stamp is None:
        return None
    day = stamp.date()
    if not EARLIEST <= day <= latest.date() + timedelta(days=1):
        return None
    if stamp.tzinfo is None:
        # Places east of us are a day ahead for up to 14 hours; a day later than that has not begun anywhere.
        return Moment(None, day, None) if day <= (latest + timedelta(hours=14)).date() else None
    zone = stamp.utcoffset()
    offset = int(zone.total_seconds() // 60) if zone is not None else None
    at = stamp.astimezone(UTC)
    if at > latest + SLACK:
        return Moment(None, day, None) if day <= latest.date() else None
    return Moment(at, day, offset)


def _parse(value: str) -> datetime | None:
    if not value or not any(character.isdigit() for character in value):
        return None
    if _EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC)
    for form in (_iso, _twelve_hours, _mail):
        try:
            return form(value)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def _iso(value: str) -> datetime:
    value = _SPACED_OFFSET.sub("", _OFFSET_WORD.sub("", value.rstrip(".")))
    value = _ZONE_WORD.sub("+00:00", value) if not value.isdigit() else value
    value = _COMPACT_OFFSET.sub(r"\1:\2", value) if ":" in value else value
    value = _UNPADDED.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", value)
    return datetime.fromisoformat(value)


def _twelve_hours(value: str) -> datetime:
    match = _TWELVE_HOURS.match(value)
    if match is None:
        raise ValueError(value)
    before, hour, minute, second, half, after = match.groups()
    hours = int(hour) % 12 + (12 if half.lower() == "p" else 0)
    clock = f"{hours:02}:{minute}:{second or '00'}"
    try:
        return _iso(f"{before}{clock}{after}")
    except ValueError:
        return _mail(f"{before}{after} {clock}")


def _mail(value: str) -> datetime:
    """RFC 5322 and what JavaScript prints ("Sat Oct 25 2025 10:00:00 GMT+0500 (PKT)")."""
    return parsedate_to_datetime(_OFFSET_WORD.sub(" ", _JAVASCRIPT_ZONE.sub("", value)))
