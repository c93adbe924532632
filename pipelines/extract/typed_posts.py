"""Posts of a live blog whose markup tells no times: lines that begin with the time of day part its text.

"12.31 Uhr: Crews walk in", "9h05 - The board answers", "10:42am" above a paragraph. The day is told by the page's own
time of publication and by the order of the posts, in which the clock passes midnight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise

from pipelines.extract.moments import SLACK, Moment
from pipelines.records import Part

LEAST = 4
"""Fewer such lines are times that the text happens to tell."""
UNASKED = 6
"""As many make a live blog of a page that does not call itself one, if they hold MOSTLY of its text."""
MOSTLY = 0.6
_LONGEST_TITLE = 160
_MOST_TURNS = 3
"""How often the clock may pass midnight; more often the lines are in no order."""

_TIME = re.compile(
    r"\W{0,3}(?P<hour>[01]?\d|2[0-3])\s?(?:[:.]|(?P<h>[hH]))\s?(?P<minute>[0-5]\d)"
    r"(?P<half>\s?[ap]\.?m\.?(?!\w))?(?P<zone>\s?(?:Uhr|hrs?|UTC|GMT|BST|CET|CEST|ET|EDT|EST|IST|PKT|AFT|GST)(?!\w))?"
    r"(?P<sign>\s*[:–—|•-]\s+|\s*:?\s*$)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that begins a post: its number, the time told, and what it says besides."""

    line: int
    clock: time
    rest: str


def typed_parts(lines: Sequence[str], published: Moment | None, fetched_at: datetime) -> tuple[Part, ...]:
    """The posts as stretches of the lines joined by line breaks; none where fewer than LEAST lines begin one."""
    starts = [start for number, line in enumerate(lines) if (start := _start(number, line))]
    if len(starts) < LEAST:
        return ()
    clocks = [start.clock for start in starts]
    falling = sum(one > other for one, other in pairwise(clocks)) * 2 > len(clocks) - 1
    ordered = clocks[::-1] if falling else clocks
    days = _days(ordered)
    if days is None:
        return ()
    # Where the newest would come after the capture, the oldest came before the page's own day.
    while days[0] > -_MOST_TURNS and _moment(ordered[-1], days[-1], published, fetched_at) is None:
        days = [day - 1 for day in days]
    offsets = days[::-1] if falling else days
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line) + 1)
    ends = [start.line for start in starts[1:]] + [len(lines)]
    parts = []
    for start, end, day in zip(starts, ends, offsets, strict=True):
        moment = _moment(start.clock, day, published, fetched_at)
        titled = start.rest and len(start.rest) <= _LONGEST_TITLE and end > start.line + 1
        parts.append(
            Part(
                start=places[start.line],
                end=places[end] - 1,
                title=start.rest if titled else None,
                published_at=moment.at if moment else None,
                published_offset=moment.offset if moment else None,
                published_on=moment.on if moment else None,
            )
        )
    return tuple(parts)


def _start(number: int, line: str) -> _Start | None:
    match = _TIME.match(line)
    if match is None or not (match["sign"] is not None or match["half"] or match["zone"]):
        return None
    hour = int(match["hour"])
    if half := (match["half"] or "").strip().lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    rest = line[match.end() :].strip(" :–—|•-")
    return _Start(number, time(hour, int(match["minute"])), rest)


def _days(clocks: Sequence[time]) -> list[int] | None:
    """Days after the first of clock times in the order of time, None where they are in no order."""
    days = [0]
    for one, other in pairwise(clocks):
        days.append(days[-1] + (other < one))
    return days if days[-1] <= _MOST_TURNS else None


def _moment(clock: time, day: int, published: Moment | None, fetched_at: datetime) -> Moment | None:
    """The moment of a post; no instant where the page's zone is not known, none at all after the capture."""
    if published is None:
        return None
    on = published.on + timedelta(days=day)
    if published.offset is None:
        return Moment(None, on, None) if on <= fetched_at.date() + timedelta(days=1) else None
    zone = timezone(timedelta(minutes=published.offset))
    at = datetime.combine(on, clock, zone).astimezone(UTC)
    return Moment(at, on, published.offset) if at <= fetched_at + SLACK else None
