"""Periods that name themselves: quarters, seasons, spans of years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from pipelines.annotate.times_calendar import (
    PARTS,
    QUARTERS,
    SEASONS,
    YEAR,
    Anchor,
    Expression,
    Interval,
    compiled,
    day_number,
    part_of,
    unknown,
    whole_month,
)

_CENTURIES = {"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
              "twenty-first": 21}  # fmt: skip


NAMED_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
                  "eighties": 80, "nineties": 90}  # fmt: skip


def _decade(match: re.Match[str], _: Anchor) -> Interval:
    year = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
    return part_of(match["part"], Interval(date(year, 1, 1), date(year + 9, 12, 31), "decade"))


def _quarter(match: re.Match[str], anchor: Anchor) -> Interval:
    year = int(match["year"]) if match["year"] else anchor.day.year if anchor.day else None
    if year is None:
        return unknown("span")
    number = QUARTERS[(match["which"] or match["digit"]).lower()]
    of = (match["of"] or "").lower()
    if of and anchor.day is not None:
        year += {"last": -1, "previous": -1, "next": 1}.get(of, 0)
    elif (
        not match["year"]
        and anchor.day is not None
        and anchor.forward is not True
        and number * 3 - 2 > anchor.day.month
    ):
        year -= 1
    return Interval(date(year, number * 3 - 2, 1), whole_month(year, number * 3).to_on, "span")


def _season(match: re.Match[str], anchor: Anchor) -> Interval:
    year = int(match["year"]) if match["year"] else anchor.day.year if anchor.day else None
    if year is None:
        return unknown("season")
    month, which = SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if anchor.day is not None and not match["year"]:
        if which == "last":
            year -= month + 2 >= anchor.day.month
        elif which == "next":
            year += month <= anchor.day.month
    end_year, end_month = (year + 1, 2) if month == 12 else (year, month + 2)
    return Interval(date(year, month, 1), whole_month(end_year, end_month).to_on, "season")


def _years(match: re.Match[str], _: Anchor) -> Interval | None:
    first, last = int(match["first"]), match["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 99:
        return None
    return Interval(date(first, 1, 1), date(end, 12, 31), "span", "during")


def _fiscal(_match: re.Match[str], _: Anchor) -> Interval:
    """A fiscal year begins where its state says: which days it has is not told."""
    return Interval(None, None, "year", "during")


def _century(match: re.Match[str], _: Anchor) -> Interval | None:
    word = match["number"].lower()
    number = day_number(word) if word[0].isdigit() else _CENTURIES.get(word, 0)
    if not 1 < number <= 30:
        return None
    return part_of(match["part"], Interval(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31), "span"))


def _named_decade(match: re.Match[str], _: Anchor) -> Interval:
    year = 1900 + NAMED_DECADES[match["decade"].lower()]
    return part_of(match["part"], Interval(date(year, 1, 1), date(year + 9, 12, 31), "decade"))


def _is_season(match: re.Match[str], _: str, is_date: bool) -> bool:
    return bool(match["which"] or match["year"]) or (is_date and match["season"].lower() != "fall")


def _is_span_of_years(match: re.Match[str], before: str, _: bool) -> bool:
    if len(match["last"]) == 4:
        return not re.search(r"\b(?:from|between)\s+$", before, re.IGNORECASE)
    return (int(match["first"]) + 1) % 100 == int(match["last"]) or re.search(r"(?:in|of|the)\s+$", before) is not None


PERIODS: tuple[Expression, ...] = (
    Expression(
        compiled(
            r"(?:the\s+)?(?:(?:19|20)\d\d(?:[-–/]\d{2,4})?\s+)?(?:fiscal|financial|budget)\s+year"
            r"(?:\s+(?:of\s+)?(?:19|20)\d\d(?:[-–/]\d{2,4})?)?|FY\s?(?:(?:19|20)?\d\d)(?:[-–/]\d{2,4})?"
        ),
        _fiscal,
        lambda match, _before, _is_date: bool(re.search(r"\d", match[0])),
        words=("fiscal", "financial", "budget", "fy"),
    ),
    Expression(
        compiled(r"(?P<first>(?:1[6-9]|20)\d\d)\s?[-–—/]\s?(?P<last>(?:1[6-9]|20)\d\d|\d\d)"), _years, _is_span_of_years
    ),
    Expression(
        compiled(
            rf"{PARTS}(?:the\s+)?(?P<number>(?:1\d|2[01])(?:st|nd|rd|th)|sixteenth|seventeenth|eighteenth|nineteenth|"
            r"twentieth|twenty-first)[\s-]century"
        ),
        _century,
        words=("centur",),
    ),
    Expression(
        compiled(
            rf"(?:in|of|during|since)\s+the\s+{PARTS}(?P<decade>twenties|thirties|forties|fifties|sixties|seventies|"
            r"eighties|nineties)"
        ),
        _named_decade,
        words=tuple(NAMED_DECADES),
    ),
    Expression(
        compiled(rf"{PARTS}(?:the\s+)?(?P<decade>(?:1[6-9]|20)\d0|(?:(?<=the )|(?<=[’'‘]))[2-9]0)[’']?s"), _decade
    ),
    Expression(
        compiled(
            rf"(?:the\s+)?(?P<which>first|second|third|fourth|final|last)[\s-]quarter(?P<digit>)"
            rf"(?:\s+(?:of\s+)?(?:(?P<year>{YEAR})|(?P<of>last|this|next|the\s+previous)\s+year))?"
        ),
        _quarter,
        words=("quarter", "q1", "q2", "q3", "q4"),
    ),
    Expression(
        compiled(rf"(?P<which>)(?P<of>)Q(?P<digit>[1-4])(?:\s+(?:of\s+)?(?P<year>{YEAR}))?", case=True),
        _quarter,
        words=("quarter", "q1", "q2", "q3", "q4"),
    ),
    Expression(
        compiled(
            rf"(?:(?P<which>last|this|next)\s+)?(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)"
            rf"(?:\s+(?:of\s+)?(?P<year>{YEAR}))?"
        ),
        _season,
        _is_season,
        words=("spring", "summer", "autumn", "fall", "winter"),
    ),
)
