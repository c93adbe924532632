"""What time expressions are made of: words that count, the days of an anchor, and the arithmetic of intervals.

The expressions stand in times_dates.py (dates that name themselves), times_periods.py (quarters to centuries),
times_relative.py (as seen from the day of publication), times_told.py (as seen from a day the text has told) and
times_feasts.py.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.records import Granularity, TimeRelation
from pipelines.reference.numerals import NUMBER_WORDS


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication, None where unknown; `forward` True where the verb looks ahead, False where back.

    `told` is the last day that the text itself has told so far, `told_year` the year of the last time it told.
    `lasting` says that the verb tells what goes on until now ("has fought"). `country` is the source's, ISO alpha-3: it
    says whether 3/4 is in March or in April.
    """

    day: date | None
    forward: bool | None
    told: date | None = None
    lasting: bool = False
    country: str | None = None
    told_year: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, both inclusive, both None where they cannot be told; `relation` where the words themselves fix it."""

    from_on: date | None
    to_on: date | None
    granularity: Granularity | None
    relation: TimeRelation | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern with its reading; `stands` says whether a match is one, from what is before it and the recogniser.

    Of `words`, in lower case, a match holds at least one: text without them is not searched.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Anchor], Interval | None]
    stands: Callable[[re.Match[str], str, bool], bool] = lambda match, before, is_date: True  # noqa: ARG005
    words: tuple[str, ...] = ()


MONTHS = list(calendar.month_name)[1:]
SHORT_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
                 "nov": 11, "dec": 12}  # fmt: skip
MONTH_NUMBER = {name.lower(): number for number, name in enumerate(MONTHS, start=1)} | SHORT_MONTHS
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
NUMBERS = NUMBER_WORDS | {
    "a": 1, "an": 1, "couple": 2, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 4,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
}  # fmt: skip
"""Words that count. Few and several are as vague as the text: three and four units back."""

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4, "1": 1, "2": 2, "3": 3, "4": 4}

FULL = "|".join(MONTHS)
MONTH = rf"(?:{FULL}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
CAPS_MONTH = rf"(?:{FULL}|{FULL.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[6-9]\d\d|20\d\d)"
MONTH_WORDS = (*(month.lower() for month in MONTHS), *SHORT_MONTHS)
YEAR_WORDS = ("16", "17", "18", "19", "20")
"""What names of months and years hold, for the `words` of an expression."""
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
ANY_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
PART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midnight|noon))?"
COUNT = (
    r"(?:\d{1,3}|a\s+couple\s+of|couple\s+of|couple|a\s+few|few|several|an?|"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + ")"
)
UNIT = r"(?:hour|day|night|week|weekend|fortnight|month|year|decade|century|centurie)s?"


def compiled(pattern: str, *, case: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£.,\-])(?:{pattern})(?!\w|[.,]\d)", 0 if case else re.IGNORECASE)


def number_of(word: str) -> int:
    word = re.sub(r"\s+", " ", word.lower())
    return int(word) if word.isdigit() else NUMBERS[word]


def month_of(word: str) -> int:
    return MONTH_NUMBER[word.lower().rstrip(".")]


def day_number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def date_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_month(year: int, month: int, relation: TimeRelation | None = None) -> Interval:
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", relation)


def whole_year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31), "year")


def shift_month(day: date, months: int) -> tuple[int, int]:
    at = day.year * 12 + day.month - 1 + months
    return at // 12, at % 12 + 1


def months_back(day: date, months: int) -> date:
    year, month = shift_month(day, -months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def week_of(day: date, weeks: int = 0) -> Interval:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return Interval(monday, monday + timedelta(days=6), "week")


def nearest_year(anchor: Anchor, month: int, day: int) -> date | None:
    """The date of a day whose year is left out: forward or back as the verb looks, else the nearest one."""
    if anchor.day is None:
        return None
    found = [at for at in (date_of(anchor.day.year + shift, month, day) for shift in (-1, 0, 1)) if at is not None]
    if anchor.forward is True:
        found = [at for at in found if at >= anchor.day] or found
    if anchor.forward is False:
        found = [at for at in found if at <= anchor.day] or found
    return min(found, key=lambda at: abs((at - anchor.day).days) if anchor.day else 0, default=None)


def on_day(day: date | None, granularity: Granularity = "day") -> Interval:
    return Interval(day, day, granularity)


def unknown(granularity: Granularity) -> Interval:
    return Interval(None, None, granularity)


def part_of(part: str | None, whole: Interval) -> Interval:
    """Early, mid or late in a month or year: its third."""
    part = (part or "").lower().strip(" -").removeprefix("the ")
    if not part or whole.from_on is None or whole.to_on is None:
        return whole
    days = (whole.to_on - whole.from_on).days + 1
    third = timedelta(days=days // 3)
    if part.startswith(("first half", "second half")):
        half = whole.from_on + timedelta(days=days // 2)
        if whole.granularity == "year":
            half = date(whole.from_on.year, 7, 1)
        if part.startswith("first"):
            return Interval(whole.from_on, half - timedelta(days=1), "span")
        return Interval(half, whole.to_on, "span")
    if part.startswith(("early", "start", "beginning")):
        return Interval(whole.from_on, whole.from_on + third, whole.granularity)
    if part.startswith("mid"):
        return Interval(whole.from_on + third, whole.to_on - third, whole.granularity)
    return Interval(whole.to_on - third, whole.to_on, whole.granularity)


def unit_of(word: str) -> str:
    word = word.lower()
    unit = "century" if word.startswith("centur") else word.removesuffix("s")
    return {"night": "day", "weekend": "week"}.get(unit, unit)


def moved(day: date, unit: str, count: int) -> date:
    if unit == "hour":
        return day + timedelta(days=-(-abs(count) // 24) * (1 if count > 0 else -1))
    if unit == "day":
        return day + timedelta(days=count)
    if unit in ("week", "fortnight"):
        return day + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    if day.year + months // 12 < 1:
        return date(1, 1, 1)
    return months_back(day, -months)


def monday(day: date, weeks: int) -> date:
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


PARTS = (
    r"(?:(?P<part>(?:early|late|mid(?:dle)?|the\s+middle\s+of|(?:the\s+)?end\s+of|(?:the\s+)?beginning\s+of|"
    r"(?:the\s+)?start\s+of|(?:the\s+)?(?:first|second)\s+half\s+of)(?:\s+in)?)[\s-]+)?"
)
