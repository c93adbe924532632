"""The time of something done, held against the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pipelines.annotate.reading import Reading
from pipelines.records import EventTime

_MONTHS = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)
_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
_DAYS = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)


def not_after(reading: Reading, time: EventTime | None) -> EventTime | None:
    """The time of something done, never after the publication: "the April 22 attack" looks back, not to next April."""
    if time is None or reading.day is None or time.from_on is None or time.from_on <= reading.day:
        return time
    text = reading.text[time.start : time.end]
    if _YEAR.search(text):
        return time
    if _MONTHS.search(text):
        return _shifted(time, 365 if not _leaps(time.from_on) else 366)
    return _shifted(time, 7) if _DAYS.search(text) else time


def _leaps(day: date) -> bool:
    return (day - timedelta(days=365)).day != day.day


def _shifted(time: EventTime, days: int) -> EventTime:
    back = timedelta(days=days)
    first = time.from_on - back if time.from_on is not None else None
    last = time.to_on - back if time.to_on is not None else None
    return replace(time, from_on=first, to_on=last)
