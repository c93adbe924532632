"""Dates that name themselves: days, weeks, months and years, with or without their year.

A day or month without its year is the one nearest to publication on the side that the verb looks to.
"""

from __future__ import annotations

import re
from datetime import timedelta

from pipelines.annotate.times_calendar import (
    ANY_WEEKDAY,
    CAPS_MONTH,
    DAY,
    MONTH,
    MONTH_WORDS,
    PARTS,
    WEEKDAY,
    YEAR,
    YEAR_WORDS,
    Anchor,
    Expression,
    Interval,
    compiled,
    date_of,
    day_number,
    month_of,
    nearest_year,
    on_day,
    part_of,
    shift_month,
    unknown,
    week_of,
    whole_month,
    whole_year,
)
from pipelines.records import Granularity


def _iso(match: re.Match[str], _: Anchor) -> Interval | None:
    found = date_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return on_day(found) if found else None


def _full_date(match: re.Match[str], anchor: Anchor) -> Interval | None:
    month, day = month_of(match["month"]), day_number(match["day"])
    if match["year"]:
        found = date_of(int(match["year"]), month, day)
        return on_day(found) if found else None
    if date_of(2024, month, day) is None:
        return None
    return on_day(nearest_year(anchor, month, day))


def _date_range(match: re.Match[str], anchor: Anchor) -> Interval | None:
    month, other = month_of(match["month"]), month_of(match["other"] or match["month"])
    if match["year"]:
        last = date_of(int(match["year"]), other, day_number(match["last"]))
    elif anchor.forward is False and anchor.day is not None:
        # What has begun may still go on: looking back, the first day is past, and not the last.
        begun = nearest_year(anchor, month, day_number(match["day"]))
        last = date_of(begun.year + (other < month), other, day_number(match["last"])) if begun else None
    else:
        last = nearest_year(anchor, other, day_number(match["last"]))
    if last is None:
        return unknown("span") if anchor.day is None else None
    first = date_of(last.year - (month > other), month, day_number(match["day"]))
    return Interval(first, last, "span", "during") if first and first <= last else None


def _month_of_year(match: re.Match[str], _: Anchor) -> Interval:
    return part_of(match["part"], whole_month(int(match["year"]), month_of(match["month"])))


def _month_alone(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.day is None:
        return unknown("month")
    month, year, which = month_of(match["month"]), anchor.day.year, (match["which"] or "").lower()
    if which == "last":
        year -= month >= anchor.day.month
    elif which == "next":
        year += month <= anchor.day.month
    elif which == "this":
        year += 0
    elif anchor.forward is True:
        year += month < anchor.day.month
    else:
        year -= month > anchor.day.month
    return part_of(match["part"], whole_month(year, month))


def _year_alone(match: re.Match[str], _: Anchor) -> Interval:
    return part_of(match["part"], whole_year(int(match["year"])))


def _numeric(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A date in figures: which of two is the day the source's country says, and where it is not known, nothing does."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if len(match["year"]) == 2:
        this = anchor.day.year if anchor.day else 2000
        year += this // 100 * 100
        year -= 100 if year > this + 10 else 0
    if match["mark"] == ".":
        found = date_of(year, second, first)
    elif first > 12 or second > 12 or first == second:
        found = date_of(year, second, first) or date_of(year, first, second)
    elif anchor.country is None:
        return unknown("day")
    else:
        found = date_of(year, first, second) if anchor.country == "USA" else date_of(year, second, first)
    return on_day(found) if found else None


def _day_alone(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """A day of the month without its month: the last such day, the next one where the verb looks ahead."""
    day, of = day_number(match["day"]), re.sub(r"^\s*of\s+", "", (match["of"] or "").lower())
    if anchor.day is None:
        return unknown("day")
    shifts = (
        (0,) if of.startswith("this") else (-1,) if of.startswith("last") else (1,) if of.startswith("next") else ()
    )
    for shift in shifts or ((0, 1) if anchor.forward is True else (0, -1)):
        found = date_of(*shift_month(anchor.day, shift), day)
        if found and (shifts or (found >= anchor.day if anchor.forward is True else found <= anchor.day)):
            return on_day(found)
    return None


def _week_of_date(match: re.Match[str], anchor: Anchor) -> Interval | None:
    found = _full_date(match, anchor)
    if found is None or found.from_on is None:
        return found
    return week_of(found.from_on)


def _week_of_month(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """The first, second or last week or days of a month."""
    whole = _month_of_year(match, anchor) if match["year"] else _month_alone(match, anchor)
    if whole.from_on is None or whole.to_on is None:
        return unknown("span")
    number = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}.get(match["nth"].lower())
    length = timedelta(days=2 if match["unit"].lower() == "days" else 6)
    kind: Granularity = "span" if match["unit"].lower() == "days" else "week"
    if number is None:
        return Interval(whole.to_on - length, whole.to_on, kind, "during")
    first = whole.from_on + timedelta(days=7 * number)
    return Interval(first, first + length, kind, "during")


_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|last|next|this|early|late|mid|during|before|after|through|and|between)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s*(?:GMT|UTC|BST|[A-Z]{2,3}T\b|hours\b|hrs\b|local time|Zulu|h\b|[ap]\.?m\b)")
_MEASURE = re.compile(
    r"[\s-]+(?:met(?:re|er)|kilo|km|mile|word|page|strong|square|foot|feet|ton|acre|hectare|member|seat|people)"
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|early|late|mid|during|before|after|through|and|between|circa|the|year)"
    r"[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)


def _is_month(match: re.Match[str], before: str, is_date: bool) -> bool:
    if match["which"] or match["part"]:
        return True
    if match["month"].lower().rstrip(".") in ("may", "march", "mar", "jan", "dec", "sun"):
        return _BEFORE_MONTH.search(before) is not None
    return is_date or _BEFORE_MONTH.search(before) is not None


def _is_year(match: re.Match[str], before: str, is_date: bool) -> bool:
    after = match.string[match.end() : match.end() + 20]
    if _CLOCK.match(after):
        return False
    if match["part"] or _BEFORE_YEAR.search(before):
        return True
    if re.search(r"\b(?:an?|his|her|their|its|our|[’']s)\s+$", before) and not _MEASURE.match(after):
        return True
    counted = re.match(r"\s+(?:people|[a-z]+s)\b", match.string[match.end() : match.end() + 40])
    return is_date and counted is None


_FOLLOWS_A_DAY = re.compile(
    r"\s*(?:[.,;:!?)\-–—]|$|(?:and|but|when|after|before|as|while|with|to|in|at|by|for|that|which|was|is|were|are|has|had|"
    r"will|he|she|they|it|the|near|from|of\s+(?:this|last|next))\b)"
)


def _is_day_alone(match: re.Match[str], before: str, _: bool) -> bool:
    """Whether "the 19th" is a day: after "on", "since" or "until", and not the 19th of something else."""
    if not re.search(r"\b(?:on|since|until|till|by|before|after|from|of)\s+$", before, re.IGNORECASE):
        return False
    return bool(match["of"]) or _FOLLOWS_A_DAY.match(match.string, match.end()) is not None


DATES: tuple[Expression, ...] = (
    Expression(
        compiled(r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)"),
        _numeric,
        words=("/", "."),
    ),
    Expression(
        compiled(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"),
        _iso,
        words=("-", "/"),
    ),
    Expression(
        compiled(
            rf"(?:the\s+)?week\s+(?:of|beginning|starting|ending)\s+(?:(?:on\s+)?{WEEKDAY},?\s+)?"
            rf"(?P<month>{MONTH})\s+(?P<day>{DAY})(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _week_of_date,
        words=("week",),
    ),
    Expression(
        compiled(
            rf"(?:the\s+)?week\s+(?:of|beginning|starting|ending)\s+(?:(?:on\s+)?{WEEKDAY},?\s+)?"
            rf"(?P<day>{DAY})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _week_of_date,
        words=("week",),
    ),
    Expression(
        compiled(
            rf"the\s+(?P<nth>first|opening|second|third|fourth|last|final|closing)\s+(?P<unit>week|days)\s+of\s+"
            rf"(?P<which>)(?P<part>)(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _week_of_month,
        words=("week", "days"),
    ),
    Expression(
        compiled(r"(?:the\s+)?(?P<day>[0-3]?\d(?:st|nd|rd|th))(?P<of>\s+of\s+(?:this|last|next)\s+month)?"),
        _day_alone,
        _is_day_alone,
        words=tuple("0123456789"),
    ),
    Expression(compiled(r"(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d)"), _iso, words=("-", "/")),
    Expression(
        compiled(
            rf"(?P<month>{MONTH})\s+(?P<day>{DAY})\s*(?:-|–|—|to|and|until|through)\s*"
            rf"(?:(?P<other>{MONTH})\s+)?(?P<last>{DAY})(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _date_range,
        words=MONTH_WORDS,
    ),
    Expression(
        compiled(
            rf"(?P<day>{DAY})\s*(?:-|–|—|to|and|until|through)\s*(?P<last>{DAY})\s+(?:of\s+)?"
            rf"(?P<month>{MONTH})(?P<other>)(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _date_range,
        words=MONTH_WORDS,
    ),
    Expression(
        compiled(
            rf"(?:{ANY_WEEKDAY},?\s+)?(?:the\s+)?(?P<month>{MONTH})\s+(?P<day>{DAY})(?!\s*(?:%|percent|per\s+cent))"
            rf"(?:(?:,|\s+of)?\s+(?P<year>{YEAR}))?"
        ),
        _full_date,
        words=MONTH_WORDS,
    ),
    Expression(
        compiled(
            rf"(?:{ANY_WEEKDAY},?\s+)?(?:the\s+)?(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})"
            rf"(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _full_date,
        words=MONTH_WORDS,
    ),
    Expression(
        compiled(rf"{PARTS}(?P<month>{CAPS_MONTH}),?\s+(?:of\s+)?(?P<year>{YEAR})"), _month_of_year, words=MONTH_WORDS
    ),
    Expression(
        compiled(rf"(?:(?P<which>(?i:last|next|this))\s+)?{PARTS}(?P<month>{CAPS_MONTH})", case=True),
        _month_alone,
        _is_month,
        words=MONTH_WORDS,
    ),
    Expression(compiled(rf"{PARTS}(?P<year>{YEAR})"), _year_alone, _is_year, words=YEAR_WORDS),
)
