"""Feasts and seasons of faith as days: fixed ones, those that hang on Easter, and Ramadan by the tabular calendar.

Only feasts that mean the same days wherever they are kept. The tabular Islamic calendar may differ by a day from the
one that is proclaimed: Ramadan is given as a span of its days, a feast of Eid as the days on which it may fall.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.annotate.times_calendar import YEAR, Anchor, Expression, Interval, compiled, on_day, unknown


def easter(year: int) -> date:
    """Easter Sunday of a year by the Gregorian computus (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def ramadan(hijri: int) -> Interval:
    """The days of Ramadan of a Hijri year by the tabular calendar (civil epoch, leap years of the 30-year cycle)."""
    days = 29 * 8 + 4 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30
    first = date.fromordinal(227015 + days)
    return Interval(first, first + timedelta(days=29), "span", "during")


def _fixed(month: int, day: int) -> Callable[[int], Interval]:
    return lambda year: on_day(date(year, month, day))


def _from_easter(days: int) -> Callable[[int], Interval]:
    return lambda year: on_day(easter(year) + timedelta(days=days))


def _of_ramadan(year: int) -> Interval:
    """Ramadan of a year of ours: the one that begins in it, the later one where two do."""
    return next(found for hijri in range(_hijri(year) + 2, 0, -1)
                if (found := ramadan(hijri)).from_on is not None and found.from_on.year == year)  # fmt: skip


def _hijri(year: int) -> int:
    return int((year - 622) * 33 / 32)


def _eid(year: int) -> Interval:
    last = _of_ramadan(year).to_on
    assert last is not None
    return Interval(last, last + timedelta(days=2), "span")


def _eid_of_sacrifice(year: int) -> Interval:
    found = []
    for hijri in range(_hijri(year) - 1, _hijri(year) + 3):
        first = ramadan(hijri).from_on
        if first is not None:
            found.append(first + timedelta(days=97))
    first = next((day for day in found if day.year == year), None)
    return Interval(first, first + timedelta(days=2), "span") if first else unknown("span")


def _thanksgiving(year: int) -> Interval:
    first = date(year, 11, 1)
    return on_day(first + timedelta(days=(3 - first.weekday()) % 7 + 21))


_FEASTS: dict[str, Callable[[int], Interval]] = {
    "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25), "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26), "new year's eve": _fixed(12, 31), "new year's day": _fixed(1, 1),
    "valentine's day": _fixed(2, 14), "halloween": _fixed(10, 31), "may day": _fixed(5, 1),
    "good friday": _from_easter(-2), "easter sunday": _from_easter(0), "easter monday": _from_easter(1),
    "ash wednesday": _from_easter(-46), "palm sunday": _from_easter(-7), "ramadan": _of_ramadan,
    "the holy month of ramadan": _of_ramadan, "eid al-fitr": _eid, "eid al-adha": _eid_of_sacrifice,
    "thanksgiving day": _thanksgiving, "thanksgiving": _thanksgiving, "nowruz": _fixed(3, 21),
    "international women's day": _fixed(3, 8),
}  # fmt: skip


def _feast(match: re.Match[str], anchor: Anchor) -> Interval | None:
    name = re.sub(r"\s+", " ", match["feast"].lower().replace("’", "'"))
    days = _FEASTS[name]
    if match["year"]:
        return days(int(match["year"]))
    if anchor.day is None or not 1000 < anchor.day.year < 9000:
        return unknown("span" if "ramadan" in name or name.startswith("eid") else "day")
    which = (match["which"] or "").lower()
    near = [days(anchor.day.year + shift) for shift in (-1, 0, 1)]
    known = [found for found in near if found.from_on is not None]
    ahead = [found for found in known if found.to_on is not None and found.to_on >= anchor.day]
    behind = [found for found in known if found.from_on is not None and found.from_on <= anchor.day]
    if anchor.forward is True or which in ("next", "this coming"):
        return ahead[0] if ahead else None
    return behind[-1] if behind else None


_NAMES = "|".join(
    re.escape(name).replace("'", "[’']").replace(r"\ ", r"\s+") for name in sorted(_FEASTS, key=len, reverse=True)
)

FEASTS: tuple[Expression, ...] = (
    Expression(
        compiled(
            rf"(?:(?P<which>last|next|this|this\s+coming)\s+)?(?P<feast>{_NAMES})(?:,?\s+(?:in\s+)?(?P<year>{YEAR}))?"
        ),
        _feast,
        words=tuple({max(re.findall(r"[a-z]+", name), key=len) for name in _FEASTS}),
    ),
)
