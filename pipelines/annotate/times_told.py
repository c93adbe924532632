"""Times as seen from a day that the text itself has told: the next day, a week later, that night, two days earlier.

Where the text has told no day there is nothing to count from, and such words give nothing: "the following day" of an
event without a date is no day of ours.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.annotate.times_calendar import (
    COUNT,
    UNIT,
    Anchor,
    Expression,
    Interval,
    compiled,
    moved,
    number_of,
    on_day,
    shift_month,
    unit_of,
    week_of,
    whole_month,
    whole_year,
)


def _next_day(match: re.Match[str], anchor: Anchor) -> Interval | None:
    if anchor.told is None:
        return None
    which = match["which"].lower()
    shift = 1 if which in ("next", "following") else -1 if which in ("previous", "preceding") else 0
    if match["unit"].lower() == "week":
        return week_of(anchor.told, shift)
    if match["unit"].lower() == "month":
        return whole_month(*shift_month(anchor.told, shift))
    if match["unit"].lower() == "year":
        return whole_year(anchor.told.year + shift)
    return on_day(anchor.told + timedelta(days=shift))


def _day_before(match: re.Match[str], anchor: Anchor) -> Interval | None:
    if anchor.told is None:
        return None
    return on_day(anchor.told + timedelta(days=-1 if match["side"].lower() == "before" else 1))


def _later(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A span before or after the day told; without one, "a year earlier" counts from publication."""
    back = (match["side"] or "before").lower() != "later"
    unit = unit_of(match["unit"])
    from_day = anchor.told if anchor.told is not None or not back else anchor.day
    if unit in ("year", "decade") and anchor.told_year is not None:
        from_day = date(anchor.told_year, 7, 1)
    if from_day is None:
        return None
    count = number_of(match["count"]) * (-1 if back else 1)
    if unit == "hour":
        return None
    if unit == "day":
        return on_day(from_day + timedelta(days=count))
    if unit in ("week", "fortnight"):
        return week_of(from_day, count * (2 if unit == "fortnight" else 1))
    if unit == "month":
        return whole_month(*shift_month(from_day, count))
    day = moved(from_day, unit, count)
    return whole_year(day.year)


TOLD: tuple[Expression, ...] = (
    Expression(
        compiled(
            r"(?:the|that|this)\s+(?P<which>next|following|previous|preceding|same)\s+(?P<unit>day|night|morning|"
            r"afternoon|evening|week|month|year)"
        ),
        _next_day,
        words=("that", "next", "following", "previous", "preceding", "same"),
    ),
    Expression(
        compiled(r"(?P<which>that)\s+(?P<unit>day|night|morning|afternoon|evening|week|month|year)"),
        _next_day,
        words=("that", "next", "following", "previous", "preceding", "same"),
    ),
    Expression(
        compiled(r"(?:the\s+)?(?:day|night)\s+(?P<side>before|after)(?=\s*(?:[.,;:!?)]|$))"),
        _day_before,
        words=("before", "after"),
    ),
    Expression(
        compiled(
            rf"(?:(?:about|nearly|almost|over|some|just|exactly)\s+)?(?P<count>{COUNT})\s+(?P<unit>{UNIT})\s+"
            r"(?:(?P<side>later|earlier|previously)(?!\s+than)|before(?=\s*(?:[.,;:!?)]|$)))"
        ),
        _later,
        words=("later", "earlier", "before", "previously"),
    ),
)
