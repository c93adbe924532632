"""The grammar of time expressions: what each looks like, and the days it means as seen from the day of publication.

Each Expression is a pattern, a test of what stands around it, and a reading that gives an Interval. A reading gets an
Anchor: the day of publication, or None, and whether the verb looks forward. What surrounds an expression (prepositions,
ranges) is times.py's.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.records import Granularity, TimeRelation


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication, None where unknown; `forward` True where the verb looks ahead, False where back."""

    day: date | None
    forward: bool | None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, both inclusive, both None where they cannot be told; `relation` where the words themselves fix it."""

    from_on: date | None
    to_on: date | None
    granularity: Granularity | None
    relation: TimeRelation | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern with its reading; `stands` says whether a match is one, from what is before it and the recogniser."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Anchor], Interval | None]
    stands: Callable[[re.Match[str], str, bool], bool] = lambda match, before, is_date: True  # noqa: ARG005


_MONTHS = list(calendar.month_name)[1:]
_SHORT_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
                 "nov": 11, "dec": 12}  # fmt: skip
_MONTH_NUMBER = {name.lower(): number for number, name in enumerate(_MONTHS, start=1)} | _SHORT_MONTHS
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "couple of": 2, "a couple of": 2, "three": 3, "few": 3,
    "a few": 3, "four": 4, "several": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
"""Words that count. Few and several are as vague as the text: three and four units back."""

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_FULL = "|".join(_MONTHS)
_MONTH = rf"(?:{_FULL}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_CAPS_MONTH = rf"(?:{_FULL}|{_FULL.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
_PART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midnight|noon))?"
_COUNT = (
    r"(?:\d{1,3}|a\s+couple\s+of|couple\s+of|couple|a\s+few|few|several|an?|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety)"
)
_UNIT = r"(?:hour|day|week|fortnight|month|year|decade|century|centurie)s?"


def _compiled(pattern: str, *, case: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£.,\-])(?:{pattern})(?!\w|[.,]\d)", 0 if case else re.IGNORECASE)


def _number(word: str) -> int:
    word = re.sub(r"\s+", " ", word.lower())
    return int(word) if word.isdigit() else _NUMBERS[word]


def _month(word: str) -> int:
    return _MONTH_NUMBER[word.lower().rstrip(".")]


def _day_number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole_month(year: int, month: int, relation: TimeRelation | None = None) -> Interval:
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", relation)


def _whole_year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31), "year")


def _shift_month(day: date, months: int) -> tuple[int, int]:
    at = day.year * 12 + day.month - 1 + months
    return at // 12, at % 12 + 1


def _back(day: date, months: int) -> date:
    year, month = _shift_month(day, -months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _week(day: date, weeks: int = 0) -> Interval:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return Interval(monday, monday + timedelta(days=6), "week")


def _nearest_year(anchor: Anchor, month: int, day: int) -> date | None:
    """The date of a day whose year is left out: forward or back as the verb looks, else the nearest one."""
    if anchor.day is None:
        return None
    found = [at for at in (_date(anchor.day.year + shift, month, day) for shift in (-1, 0, 1)) if at is not None]
    if anchor.forward is True:
        found = [at for at in found if at >= anchor.day] or found
    if anchor.forward is False:
        found = [at for at in found if at <= anchor.day] or found
    return min(found, key=lambda at: abs((at - anchor.day).days) if anchor.day else 0, default=None)


def _on(day: date | None, granularity: Granularity = "day") -> Interval:
    return Interval(day, day, granularity)


def _unknown(granularity: Granularity) -> Interval:
    return Interval(None, None, granularity)


# Explicit dates ---------------------------------------------------------------------------------------------------


def _iso(match: re.Match[str], _: Anchor) -> Interval | None:
    found = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return _on(found) if found else None


def _full_date(match: re.Match[str], anchor: Anchor) -> Interval | None:
    month, day = _month(match["month"]), _day_number(match["day"])
    if match["year"]:
        found = _date(int(match["year"]), month, day)
        return _on(found) if found else None
    if _date(2024, month, day) is None:
        return None
    return _on(_nearest_year(anchor, month, day))


def _date_range(match: re.Match[str], anchor: Anchor) -> Interval | None:
    month, other = _month(match["month"]), _month(match["other"] or match["month"])
    if match["year"]:
        last = _date(int(match["year"]), other, _day_number(match["last"]))
    else:
        last = _nearest_year(anchor, other, _day_number(match["last"]))
    if last is None:
        return _unknown("span") if anchor.day is None else None
    first = _date(last.year - (month > other), month, _day_number(match["day"]))
    return Interval(first, last, "span", "during") if first and first <= last else None


def _month_of_year(match: re.Match[str], _: Anchor) -> Interval:
    return _part_of(match["part"], _whole_month(int(match["year"]), _month(match["month"])))


def _month_alone(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.day is None:
        return _unknown("month")
    month, year, which = _month(match["month"]), anchor.day.year, (match["which"] or "").lower()
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
    return _part_of(match["part"], _whole_month(year, month))


def _year_alone(match: re.Match[str], _: Anchor) -> Interval:
    return _part_of(match["part"], _whole_year(int(match["year"])))


def _part_of(part: str | None, whole: Interval) -> Interval:
    """Early, mid or late in a month or year: its third."""
    part = (part or "").lower().strip(" -").removeprefix("the ")
    if not part or whole.from_on is None or whole.to_on is None:
        return whole
    days = (whole.to_on - whole.from_on).days + 1
    third = timedelta(days=days // 3)
    if part.startswith(("early", "start", "beginning")):
        return Interval(whole.from_on, whole.from_on + third, whole.granularity)
    if part.startswith("mid"):
        return Interval(whole.from_on + third, whole.to_on - third, whole.granularity)
    return Interval(whole.to_on - third, whole.to_on, whole.granularity)


def _decade(match: re.Match[str], _: Anchor) -> Interval:
    year = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
    return _part_of(match["part"], Interval(date(year, 1, 1), date(year + 9, 12, 31), "decade"))


def _quarter(match: re.Match[str], anchor: Anchor) -> Interval:
    year = int(match["year"]) if match["year"] else anchor.day.year if anchor.day else None
    if year is None:
        return _unknown("span")
    number = _QUARTERS[(match["which"] or match["digit"]).lower()]
    if (
        not match["year"]
        and anchor.day is not None
        and anchor.forward is not True
        and number * 3 - 2 > anchor.day.month
    ):
        year -= 1
    return Interval(date(year, number * 3 - 2, 1), _whole_month(year, number * 3).to_on, "span")


def _season(match: re.Match[str], anchor: Anchor) -> Interval:
    year = int(match["year"]) if match["year"] else anchor.day.year if anchor.day else None
    if year is None:
        return _unknown("season")
    month, which = _SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if anchor.day is not None and not match["year"]:
        if which == "last":
            year -= month + 2 >= anchor.day.month
        elif which == "next":
            year += month <= anchor.day.month
    end_year, end_month = (year + 1, 2) if month == 12 else (year, month + 2)
    return Interval(date(year, month, 1), _whole_month(end_year, end_month).to_on, "season")


# Relative to the day of publication --------------------------------------------------------------------------------


def _named_day(match: re.Match[str], anchor: Anchor) -> Interval:
    words = re.sub(r"\s+", " ", match[0].lower())
    granularity: Granularity = "day"
    if anchor.day is None:
        return _unknown(granularity)
    shift = 0
    if words.startswith(("yesterday", "last night", "the previous night")):
        shift = -1
    elif words.startswith(("the day before yesterday", "day before yesterday")):
        shift = -2
    elif words.startswith("tomorrow"):
        shift = 1
    elif words.startswith(("the day after tomorrow", "day after tomorrow")):
        shift = 2
    return _on(anchor.day + timedelta(days=shift))


def _weekday(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.day is None:
        return _unknown("day")
    number = _WEEKDAYS[match["weekday"].lower().rstrip(".")]
    behind = (anchor.day.weekday() - number) % 7
    ahead = -behind % 7
    which = (match["which"] or "").lower()
    week = (match["week"] or "").lower()
    if week:
        weeks = {"last": -1, "this": 0, "next": 1}[week.split()[0]]
        return _on(_monday(anchor.day, weeks) + timedelta(days=number))
    if which in ("last", "past"):
        return _on(anchor.day - timedelta(days=behind or 7))
    if which in ("next", "coming", "this coming"):
        return _on(anchor.day + timedelta(days=ahead or 7))
    if which == "this" or (anchor.forward is True and not which.startswith("earlier")):
        return _on(anchor.day + timedelta(days=ahead))
    return _on(anchor.day - timedelta(days=behind))


def _monday(day: date, weeks: int) -> date:
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


def _last_this_next(match: re.Match[str], anchor: Anchor) -> Interval:
    unit = match["unit"].lower().rstrip("s")
    granularity: Granularity = {"week": "week", "month": "month", "year": "year", "decade": "decade"}.get(unit, "span")  # type: ignore[assignment]
    if anchor.day is None:
        return _unknown(granularity)
    which = match["which"].lower()
    shift = -1 if which in ("last", "past", "previous") else 1 if which in ("next", "coming", "upcoming") else 0
    day, part = anchor.day, (match["part"] or "").lower().strip()
    if unit == "week":
        whole = _week(day, shift)
    elif unit == "weekend":
        ahead = anchor.forward is True or day.weekday() >= 5
        saturday = _monday(day, shift or (0 if ahead else -1)) + timedelta(days=5)
        whole = Interval(saturday, saturday + timedelta(days=1), "span")
    elif unit == "month":
        whole = _whole_month(*_shift_month(day, shift))
    elif unit == "year":
        whole = _whole_year(day.year + shift)
    elif unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        year, month = _shift_month(date(day.year, first, 1), 3 * shift)
        whole = Interval(date(year, month, 1), _whole_month(*_shift_month(date(year, month, 1), 2)).to_on, "span")
    else:
        start = day.year // 10 * 10 + 10 * shift
        whole = Interval(date(start, 1, 1), date(start + 9, 12, 31), "decade")
    if part.startswith("earlier") and whole.from_on is not None:
        return Interval(whole.from_on, min(day, whole.to_on) if whole.to_on else day, whole.granularity)
    if part.startswith("later") and whole.to_on is not None:
        return Interval(max(day, whole.from_on) if whole.from_on else day, whole.to_on, whole.granularity)
    return _part_of(part, whole)


def _ago(match: re.Match[str], anchor: Anchor) -> Interval:
    unit, count = _unit(match["unit"]), _number(match["count"])
    granularity: Granularity = {"hour": "hour", "day": "day", "week": "week", "month": "month"}.get(unit, "year")  # type: ignore[assignment]
    if anchor.day is None:
        return _unknown(granularity)
    day = anchor.day
    if unit == "hour":
        return _on(day - timedelta(days=count // 24), "hour")
    if unit == "day":
        return _on(day - timedelta(days=count))
    if unit in ("week", "fortnight"):
        return _week(day - timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
    if unit == "month":
        return _whole_month(*_shift_month(day, -count))
    years = count * {"year": 1, "decade": 10, "century": 100}[unit]
    return _whole_year(day.year - years) if day.year > years else _unknown("year")


def _past_span(match: re.Match[str], anchor: Anchor) -> Interval:
    unit, count = _unit(match["unit"]), _number(match["count"] or "one")
    granularity: Granularity = "hour" if unit == "hour" else "span"
    if anchor.day is None:
        return Interval(None, None, granularity, "during")
    return Interval(_moved(anchor.day, unit, -count), anchor.day, granularity, "during")


def _coming_span(match: re.Match[str], anchor: Anchor) -> Interval:
    unit, count = _unit(match["unit"]), _number(match["count"] or "few")
    granularity: Granularity = "hour" if unit == "hour" else "span"
    if anchor.day is None:
        return Interval(None, None, granularity, "during")
    return Interval(anchor.day, _moved(anchor.day, unit, count), granularity, "during")


def _recent_span(match: re.Match[str], anchor: Anchor) -> Interval:
    unit = _unit(match["unit"])
    if anchor.day is None:
        return Interval(None, None, "span", "during")
    return Interval(_moved(anchor.day, unit, -3), anchor.day, "span", "during")


def _unit(word: str) -> str:
    word = word.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")


def _moved(day: date, unit: str, count: int) -> date:
    if unit == "hour":
        return day + timedelta(days=-(-abs(count) // 24) * (1 if count > 0 else -1))
    if unit == "day":
        return day + timedelta(days=count)
    if unit in ("week", "fortnight"):
        return day + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    if day.year + months // 12 < 1:
        return date(1, 1, 1)
    return _back(day, -months)


# What must stand around a match -----------------------------------------------------------------------------------

_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|last|next|this|early|late|mid|during|before|after|through|and|between)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
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
    if match["part"] or _BEFORE_YEAR.search(before):
        return True
    counted = re.match(r"\s+(?:people|[a-z]+s)\b", match.string[match.end() :])
    return is_date and counted is None


def _is_season(match: re.Match[str], _: str, is_date: bool) -> bool:
    return bool(match["which"] or match["year"]) or (is_date and match["season"].lower() != "fall")


_PARTS = (
    r"(?:(?P<part>(?:early|late|mid|the\s+end\s+of|the\s+beginning\s+of|the\s+start\s+of|end\s+of)(?:\s+in)?)[\s-]+)?"
)

EXPRESSIONS: tuple[Expression, ...] = (
    Expression(_compiled(r"(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d)"), _iso),
    Expression(
        _compiled(
            rf"(?P<month>{_MONTH})\s+(?P<day>{_DAY})\s*(?:-|–|—|to|and|until|through)\s*"
            rf"(?:(?P<other>{_MONTH})\s+)?(?P<last>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?"
        ),
        _date_range,
    ),
    Expression(
        _compiled(
            rf"(?P<day>{_DAY})\s*(?:-|–|—|to|and|until|through)\s*(?P<last>{_DAY})\s+(?:of\s+)?"
            rf"(?P<month>{_MONTH})(?P<other>)(?:,?\s+(?P<year>{_YEAR}))?"
        ),
        _date_range,
    ),
    Expression(
        _compiled(
            rf"(?:{_ANY_WEEKDAY},?\s+)?(?:the\s+)?(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?!\s*(?:%|percent|per\s+cent))"
            rf"(?:(?:,|\s+of)?\s+(?P<year>{_YEAR}))?"
        ),
        _full_date,
    ),
    Expression(
        _compiled(
            rf"(?:{_ANY_WEEKDAY},?\s+)?(?:the\s+)?(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})"
            rf"(?:,?\s+(?P<year>{_YEAR}))?"
        ),
        _full_date,
    ),
    Expression(_compiled(rf"{_PARTS}(?P<month>{_CAPS_MONTH}),?\s+(?:of\s+)?(?P<year>{_YEAR})"), _month_of_year),
    Expression(
        _compiled(rf"(?:(?P<which>(?i:last|next|this))\s+)?{_PARTS}(?P<month>{_CAPS_MONTH})", case=True),
        _month_alone,
        _is_month,
    ),
    Expression(_compiled(rf"{_PARTS}(?P<year>{_YEAR})"), _year_alone, _is_year),
    Expression(_compiled(rf"{_PARTS}(?:the\s+)?(?P<decade>(?:1[6-9]|20)\d0)[’']?s"), _decade),
    Expression(
        _compiled(
            rf"(?:the\s+)?(?P<which>first|second|third|fourth|final|last)[\s-]quarter(?P<digit>)"
            rf"(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?"
        ),
        _quarter,
    ),
    Expression(_compiled(rf"(?P<which>)Q(?P<digit>[1-4])(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?", case=True), _quarter),
    Expression(
        _compiled(
            rf"(?:(?P<which>last|this|next)\s+)?(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)"
            rf"(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?"
        ),
        _season,
        _is_season,
    ),
    Expression(
        _compiled(
            r"(?:the\s+)?day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday(?:\s+(?:morning|afternoon|evening))?"
            r"|last\s+night|today|tonight|tomorrow(?:\s+(?:morning|afternoon|evening|night))?"
            r"|this\s+(?:morning|afternoon|evening)|earlier\s+(?:today|in\s+the\s+day)|later\s+today"
        ),
        _named_day,
    ),
    Expression(
        _compiled(
            rf"(?:(?P<which>last|past|next|this\s+coming|this|coming|earlier(?:\s+on)?)\s+)?(?P<weekday>{_WEEKDAY}){_PART}"
            rf"(?:\s+(?P<week>(?:last|this|next)\s+week))?"
        ),
        _weekday,
    ),
    Expression(
        _compiled(
            r"(?:(?P<part>earlier|later|early|late(?:r)?|mid|the\s+end\s+of|the\s+start\s+of|the\s+beginning\s+of)"
            r"(?:\s+in)?\s+)?(?:the\s+)?(?P<which>last|past|previous|this|next|coming|upcoming)\s+"
            r"(?P<unit>week|weekend|month|year|decade|quarter)"
        ),
        _last_this_next,
    ),
    Expression(_compiled(r"(?P<part>)(?P<which>the|this)\s+(?P<unit>weekend)"), _last_this_next),
    Expression(
        _compiled(
            r"(?P<part>(?:the\s+)?(?:end|beginning|start))\s+of\s+(?P<which>the)\s+(?P<unit>week|month|year|quarter)"
        ),
        _last_this_next,
    ),
    Expression(
        _compiled(rf"(?:(?:about|nearly|almost|over|some)\s+)?(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})\s+ago"),
        _ago,
    ),
    Expression(
        _compiled(rf"(?:the\s+)?(?:past|last|previous)\s+(?P<count>{_COUNT})[\s-]+(?P<unit>{_UNIT})"),
        _past_span,
    ),
    Expression(
        _compiled(rf"(?:the\s+)?(?:next|coming|following)\s+(?P<count>{_COUNT})[\s-]+(?P<unit>{_UNIT})"), _coming_span
    ),
    Expression(
        _compiled(r"(?:the\s+)?(?:coming|upcoming)(?P<count>)\s+(?P<unit>days|weeks|months|years)"), _coming_span
    ),
    Expression(_compiled(r"recent\s+(?P<unit>days|weeks|months|years)"), _recent_span),
)
