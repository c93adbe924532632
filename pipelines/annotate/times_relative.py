"""Times as seen from the day of publication: yesterday, last week, on Saturday, two years ago, in recent days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.annotate.times_calendar import (
    COUNT,
    ORDINALS,
    PART,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    Anchor,
    Expression,
    Interval,
    compiled,
    monday,
    moved,
    number_of,
    on_day,
    part_of,
    shift_month,
    unit_of,
    unknown,
    week_of,
    whole_month,
    whole_year,
)
from pipelines.records import Granularity


def _named_day(match: re.Match[str], anchor: Anchor) -> Interval:
    words = re.sub(r"\s+", " ", match[0].lower())
    granularity: Granularity = "day"
    if anchor.day is None:
        return unknown(granularity)
    shift = 0
    if words.startswith(("yesterday", "last night", "last evening")):
        shift = -1
    elif words.startswith(("the day before yesterday", "day before yesterday")):
        shift = -2
    elif words.startswith("tomorrow"):
        shift = 1
    elif words.startswith(("the day after tomorrow", "day after tomorrow")):
        shift = 2
    return on_day(anchor.day + timedelta(days=shift))


def _weekday(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.day is None:
        return unknown("day")
    number = WEEKDAYS[match["weekday"].lower().rstrip(".")]
    behind = (anchor.day.weekday() - number) % 7
    ahead = -behind % 7
    which = (match["which"] or "").lower()
    week = (match["week"] or "").lower()
    if week:
        weeks = {"last": -1, "this": 0, "next": 1}[week.split()[0]]
        return on_day(monday(anchor.day, weeks) + timedelta(days=number))
    if which in ("last", "past", "this past"):
        return on_day(anchor.day - timedelta(days=behind or 7))
    if which in ("next", "coming", "this coming"):
        return on_day(anchor.day + timedelta(days=ahead or 7))
    if which == "this" or (anchor.forward is True and not which.startswith("earlier")):
        return on_day(anchor.day + timedelta(days=ahead))
    return on_day(anchor.day - timedelta(days=behind))


_PERIODS: dict[str, Granularity] = {"week": "week", "month": "month", "year": "year", "decade": "decade"}
_STEPS: dict[str, Granularity] = {"hour": "hour", "day": "day", "week": "week", "month": "month"}


def _last_this_next(match: re.Match[str], anchor: Anchor) -> Interval:
    unit = match["unit"].lower().rstrip("s")
    granularity = _PERIODS.get(unit, "span")
    if anchor.day is None:
        return unknown(granularity)
    which = match["which"].lower()
    shift = -1 if which in ("last", "past", "previous") else 1 if which in ("next", "coming", "upcoming") else 0
    day, part = anchor.day, (match["part"] or "").lower().strip()
    if unit == "week":
        whole = week_of(day, shift)
    elif unit == "weekend":
        ahead = anchor.forward is True or day.weekday() >= 5
        saturday = monday(day, shift or (0 if ahead else -1)) + timedelta(days=5)
        whole = Interval(saturday, saturday + timedelta(days=1), "span")
    elif unit == "month":
        whole = whole_month(*shift_month(day, shift))
    elif unit == "year":
        whole = whole_year(day.year + shift)
    elif unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        year, month = shift_month(date(day.year, first, 1), 3 * shift)
        whole = Interval(date(year, month, 1), whole_month(*shift_month(date(year, month, 1), 2)).to_on, "span")
    else:
        start = day.year // 10 * 10 + 10 * shift
        whole = Interval(date(start, 1, 1), date(start + 9, 12, 31), "decade")
    if part.startswith("earlier") and whole.from_on is not None:
        return Interval(whole.from_on, min(day, whole.to_on) if whole.to_on else day, whole.granularity)
    if part.startswith("later") and whole.to_on is not None:
        return Interval(max(day, whole.from_on) if whole.from_on else day, whole.to_on, whole.granularity)
    return part_of(part, whole)


def _ago(match: re.Match[str], anchor: Anchor) -> Interval:
    unit, count = unit_of(match["unit"]), number_of(match["count"])
    granularity = _STEPS.get(unit, "year")
    if anchor.day is None:
        return unknown(granularity)
    day = anchor.day
    if unit == "hour":
        return on_day(day - timedelta(days=count // 24), "hour")
    if unit == "day":
        return on_day(day - timedelta(days=count))
    if unit in ("week", "fortnight"):
        return week_of(day - timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
    if unit == "month":
        return whole_month(*shift_month(day, -count))
    years = count * {"year": 1, "decade": 10, "century": 100}[unit]
    return whole_year(day.year - years) if day.year > years else unknown("year")


def _past_span(match: re.Match[str], anchor: Anchor) -> Interval:
    unit, count = unit_of(match["unit"]), number_of(match["count"] or "one")
    granularity: Granularity = "hour" if unit == "hour" else "span"
    if anchor.day is None:
        return Interval(None, None, granularity, "during")
    return Interval(moved(anchor.day, unit, -count), anchor.day, granularity, "during")


def _coming_span(match: re.Match[str], anchor: Anchor) -> Interval:
    unit, count = unit_of(match["unit"]), number_of(match["count"] or "few")
    granularity: Granularity = "hour" if unit == "hour" else "span"
    if anchor.day is None:
        return Interval(None, None, granularity, "during")
    return Interval(anchor.day, moved(anchor.day, unit, count), granularity, "during")


def _recent_span(match: re.Match[str], anchor: Anchor) -> Interval:
    unit = unit_of(match["unit"])
    if anchor.day is None:
        return Interval(None, None, "span", "during")
    return Interval(moved(anchor.day, unit, -3), anchor.day, "span", "during")


def _overnight(match: re.Match[str], anchor: Anchor) -> Interval:
    """From the evening before to the day: of publication, or of the weekday that is named."""
    if anchor.day is None:
        return Interval(None, None, "day", "during")
    last = anchor.day
    if match["weekday"]:
        behind = (anchor.day.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
        last = anchor.day - timedelta(days=behind)
        return Interval(last, min(last + timedelta(days=1), anchor.day), "day", "during")
    return Interval(last - timedelta(days=1), last, "day", "during")


def _in_a_row(match: re.Match[str], anchor: Anchor) -> Interval:
    """The third day running: from two days before until now."""
    if anchor.day is None:
        return Interval(None, None, "span", "during")
    word = match["nth"].lower()
    count = ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 1)
    return Interval(moved(anchor.day, unit_of(match["unit"]), 1 - count), anchor.day, "span", "during")


def _lasting(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """How long something has gone on, where its verb says that it has: "have fought for three days"."""
    if not anchor.lasting:
        return None
    return _past_span(match, anchor)


def _in_future(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """After so long, where the verb looks ahead: "will meet in two weeks"."""
    if anchor.forward is not True:
        return None
    unit, count = unit_of(match["unit"]), number_of(match["count"])
    if anchor.day is None:
        return unknown("day")
    day = moved(anchor.day, unit, count)
    if unit in ("hour", "day"):
        return on_day(day)
    if unit in ("week", "fortnight"):
        return week_of(day)
    return whole_month(day.year, day.month) if unit == "month" else whole_year(day.year)


def _so_far(match: re.Match[str], anchor: Anchor) -> Interval:
    """From the beginning of this week, month or year until now."""
    unit = match["unit"].lower()
    granularity = _PERIODS[unit]
    if anchor.day is None:
        return unknown(granularity)
    day = anchor.day
    first = monday(day, 0) if unit == "week" else day.replace(day=1) if unit == "month" else date(day.year, 1, 1)
    return Interval(first, day, "span", "during")


def _rolling(match: re.Match[str], anchor: Anchor) -> Interval:
    """The past week, month, year: as far back as that, not the one before this one."""
    if anchor.day is None:
        return Interval(None, None, "span", "during")
    return Interval(moved(anchor.day, unit_of(match["unit"]), -1), anchor.day, "span", "during")


def _years_end(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.day is None:
        return unknown("year")
    year = anchor.day.year - (1 if (match["which"] or "").lower() == "last" else 0)
    return Interval(date(year, 12, 1), date(year, 12, 31), "year")


RELATIVE: tuple[Expression, ...] = (
    Expression(
        compiled(rf"overnight(?:\s+(?:(?:on|into|from)\s+)?(?P<weekday>{WEEKDAY}))?"),
        _overnight,
        lambda match, _before, _is_date: (
            not re.match(r"\s+(?:stay|bag|train|bus|flight|success|sensation)", match.string[match.end() :][:20])
        ),
        words=("overnight",),
    ),
    Expression(
        compiled(
            rf"(?:(?:for\s+)?(?:the|a)\s+)?(?P<nth>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\s+(?:consecutive|straight|"
            rf"successive|running)\s+(?P<unit>{UNIT})"
        ),
        _in_a_row,
        words=("consecutive", "straight", "successive", "running", "for"),
    ),
    Expression(
        compiled(
            rf"for\s+(?:the\s+|a\s+)(?P<nth>{'|'.join(ORDINALS)})\s+(?P<unit>day|night|week|month|year)"
            r"(?:\s+(?:running|in\s+a\s+row))?"
        ),
        _in_a_row,
        words=("consecutive", "straight", "successive", "running", "for"),
    ),
    Expression(
        compiled(
            rf"for\s+(?:(?:about|nearly|almost|over|some|more\s+than|at\s+least)\s+)?(?P<count>{COUNT})\s+"
            rf"(?P<unit>{UNIT})(?!\s+(?:ago|before|after|of))"
        ),
        _lasting,
        words=("for",),
    ),
    Expression(
        compiled(rf"in\s+(?:(?:about|around|just)\s+)?(?P<count>{COUNT})\s+(?P<unit>{UNIT})(?:[’']s?\s+time)?"),
        _in_future,
        words=("in",),
    ),
    Expression(
        compiled(r"(?:so\s+far|thus\s+far|to\s+date)\s+this\s+(?P<unit>week|month|year)"),
        _so_far,
        words=("far", "date"),
    ),
    Expression(
        compiled(
            r"(?:over|in|during|for|within|throughout)\s+the\s+past\s+(?P<unit>week|fortnight|month|year|decade|century)"
        ),
        _rolling,
        words=("past",),
    ),
    Expression(compiled(r"(?:the\s+)?(?:(?P<which>last|this)\s+)?year(?:[’']s)?[\s-]end"), _years_end, words=("year",)),
    Expression(
        compiled(
            r"(?:the\s+)?day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday(?:\s+(?:morning|afternoon|evening|night))?"
            r"|last\s+night|today|tonight|tomorrow(?:\s+(?:morning|afternoon|evening|night))?"
            r"|this\s+(?:morning|afternoon|evening)|last\s+evening|earlier\s+(?:today|in\s+the\s+day)|later\s+today"
        ),
        _named_day,
        lambda match, before, _is_date: not (match[0] == "Today" and re.search(r"\b[A-Z][A-Za-z]+ $", before)),
        words=("day", "night", "tomorrow", "morning", "afternoon", "evening"),
    ),
    Expression(
        compiled(
            rf"(?:(?P<which>last|this\s+past|past|next|this\s+coming|this|coming|earlier(?:\s+on)?)\s+)?(?P<weekday>{WEEKDAY}){PART}"
            rf"(?:\s+(?:of\s+)?(?P<week>(?:last|this|next)\s+week))?"
        ),
        _weekday,
        words=("day",),
    ),
    Expression(
        compiled(
            r"(?:(?P<part>earlier|later|early|late(?:r)?|mid|the\s+end\s+of|the\s+start\s+of|the\s+beginning\s+of)"
            r"(?:\s+in)?\s+)?(?:the\s+)?(?P<which>last|past|previous|this|next|coming|upcoming)\s+"
            r"(?P<unit>week|weekend|month|year|decade|quarter)"
        ),
        _last_this_next,
        words=("week", "month", "year", "decade", "quarter"),
    ),
    Expression(
        compiled(r"(?P<part>)(?P<which>the|this)\s+(?P<unit>weekend)"),
        _last_this_next,
        words=("week", "month", "year", "decade", "quarter"),
    ),
    Expression(
        compiled(
            r"(?P<part>(?:the\s+)?(?:end|beginning|start|middle|first\s+half|second\s+half)|earlier\s+in|later\s+in)(?:\s+of)?\s+(?P<which>the)\s+(?P<unit>week|month|year|quarter)"
        ),
        _last_this_next,
        words=("week", "month", "year", "decade", "quarter"),
    ),
    Expression(
        compiled(
            rf"(?:(?:about|nearly|almost|over|some|around|roughly|just|only|barely|(?:more|less)\s+than|at\s+least)\s+)?(?P<count>{COUNT})\s+(?P<unit>{UNIT})\s+ago"
        ),
        _ago,
        words=("ago",),
    ),
    Expression(
        compiled(rf"(?:the\s+)?(?:past|last|previous)\s+(?P<count>{COUNT})[\s-]+(?P<unit>{UNIT})"),
        _past_span,
        words=("past", "last", "previous"),
    ),
    Expression(
        compiled(rf"(?:the\s+)?(?:next|coming|following)\s+(?P<count>{COUNT})[\s-]+(?P<unit>{UNIT})"),
        _coming_span,
        words=("next", "coming", "following"),
    ),
    Expression(
        compiled(r"(?:the\s+)?(?:coming|upcoming)(?P<count>)\s+(?P<unit>days|weeks|months|years)"),
        _coming_span,
        words=("next", "coming", "following"),
    ),
    Expression(compiled(r"recent\s+(?P<unit>days|weeks|months|years)"), _recent_span, words=("recent",)),
)
