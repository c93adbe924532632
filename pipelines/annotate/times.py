"""When: time expressions as intervals of days in the publisher's own zone.

Contract. `find_times(text, published_on, paragraphs, country=...)` gives the expressions in order, without overlap.
Days in `from_on` and `to_on` are inclusive. With relation since the end is open (`to_on` None), with until the
beginning; with before and after the interval is that of the expression itself ("before October": October). Without
`published_on` what is relative to it stays None on both sides; explicit dates are still read.

- A weekday, and a date without a year, looks back ("on Saturday" is the last one up to the day of publication) unless
  its verb or its words look forward ("will meet on Saturday", "next Friday", "by Friday").
- `relation`: on, since, until, before, after, during. Clock times alone are not given, nor durations without an anchor:
  "waited for three weeks" says no day, "has waited for three weeks" says the last three weeks.
- "The next day", "a week later" count from the last day that the text has told, and are not given where it told none.
- A date in figures (3/4/2014) is read as the source's country writes it, and has no day where that is not known.

The expressions themselves are times_grammar.py's; here is what surrounds them: prepositions, ranges and verbs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipelines.annotate.entities import Paragraph
from pipelines.annotate.times_grammar import DIGITS, EXPRESSIONS, WORDS_OF_TIME, Anchor, Interval
from pipelines.records import TimeMention, TimeRelation

_RELATIONS: tuple[tuple[str, TimeRelation], ...] = (
    (r"(?:ever )?since|starting(?: on| from)?|beginning(?: on| in)?|as of|effective|from", "since"),
    (r"until|till|by|up to|no later than|through", "until"),
    (r"before|prior to|ahead of|in advance of", "before"),
    (r"after|following|in the wake of", "after"),
    (r"in|during|over|within|throughout|across|for", "during"),
    (r"on|at|of", "on"),
)
_RELATION = [
    (re.compile(rf"\b(?:{words})\s+(?:the\s+|early\s+on\s+)?$", re.IGNORECASE), relation)
    for words, relation in _RELATIONS
]
_RANGE = re.compile(r"\s*(?:-|–|—|to|until|till|through|and)\s*(?:the\s+)?", re.IGNORECASE)
_PLAIN_RANGE = re.compile(r"\s*(?:-|–|—)\s*|\s+(?:to|through|till|until)\s+(?:the\s+)?", re.IGNORECASE)
_FORWARD_WORDS = re.compile(
    r"\b(?:by|until|till|no later than|ahead of|as soon as|upcoming|coming)\s+(?:the\s+)?$", re.IGNORECASE
)
_FUTURE_VERBS = frozenset(
    {"schedule", "plan", "expect", "set", "due", "slate", "hope", "intend", "postpone", "delay", "aim", "ready", "vow"}
)
_TERMS = frozenset({
    "jail", "sentence", "imprison", "ban", "suspend", "bar", "exclude", "disqualify", "extend", "renew", "appoint",
    "elect", "hire", "sign", "agree", "order", "license", "postpone", "delay", "adjourn", "remand", "grant",
})  # fmt: skip
"""Verbs whose "for two years" is the term they set, and not how long they have gone on."""

_MODALS = frozenset({"must", "should", "may", "might", "can", "could", "would"})
_DONE = frozenset({"has", "have", "had", "'ve", "’ve", "'d", "’d", "was", "were", "been", "got", "having", "being"})
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class DatedPart:
    """A stretch of a text that was published on a day of its own, as a post of a live blog was."""

    start: int
    end: int
    day: date | None


def find_times(
    text: str,
    published_on: date | None,
    paragraphs: Sequence[Paragraph] = (),
    *,
    country: str | None = None,
    parts: Sequence[DatedPart] = (),
) -> list[TimeMention]:
    """All time expressions of `text`, in order, without overlap.

    `paragraphs` tell which way a verb looks, `country` (the source's, ISO alpha-3) how dates in figures are written. In
    one of `parts` relative times count from its own day, and nothing is carried over from the part before.
    """
    verbs = _Verbs(paragraphs)
    told: date | None = None
    year: int | None = None
    found: list[tuple[int, int, Interval]] = []
    within: DatedPart | None = None
    for start, end, match, expression in _matches(text):
        part = next((one for one in parts if one.start <= start < one.end), None)
        if part is not within:
            within, told, year = part, None, None
        anchor = part.day if part is not None and part.day is not None else published_on
        before = text[max(0, start - _LOOK_BACK) : start]
        if not expression.stands(match, before, verbs.is_date(start)):
            continue
        forward = True if _FORWARD_WORDS.search(before) and not verbs.past(start) else verbs.forward(start)
        interval = expression.read(match, Anchor(anchor, forward, told, verbs.lasting(start), country, year))
        if interval is None:
            continue
        found.append((start, end, interval))
        if interval.from_on is not None and interval.granularity in ("day", "month", "year"):
            year = interval.from_on.year
        if interval.granularity == "day" and interval.from_on is not None and interval.from_on == interval.to_on:
            told = interval.from_on
    return _joined(text, found)


_ASKED = frozenset(word for expression in EXPRESSIONS for word in expression.words)
"""The words that expressions ask for, each looked for once in a stretch."""


def _matches(text: str) -> list[tuple[int, int, re.Match[str], Any]]:
    """Where expressions match: at each place the longest one, the first in the grammar of two of one length."""
    every: list[tuple[int, int, int, re.Match[str], Any]] = []
    for start, end in _windows(text):
        stretch = text[start:end].lower()
        held = {word for word in _ASKED if word in stretch}
        for order, expression in enumerate(EXPRESSIONS):
            if expression.words and held.isdisjoint(expression.words):
                continue
            every.extend(
                (match.start(), -match.end(), order, match, expression)
                for match in expression.pattern.finditer(text, start, end)
            )
    every.sort(key=lambda item: item[:3])
    kept: list[tuple[int, int, re.Match[str], Any]] = []
    reached = 0
    for start, end, _, match, expression in every:
        if start >= reached:
            kept.append((start, -end, match, expression))
            reached = -end
    return kept


_REACH = 60
"""Characters around a word that tells a time within which its whole expression stands."""


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that hold a word of time: most sentences hold none, and need no grammar."""
    found: list[tuple[int, int]] = []
    words = WORDS_OF_TIME.spans(text) + [match.span() for match in DIGITS.finditer(text)]
    for first, last in sorted(words):
        start, end = max(0, first - _REACH), min(len(text), last + _REACH)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _joined(text: str, found: Sequence[tuple[int, int, Interval]]) -> list[TimeMention]:
    """The mentions, with ranges ("from October 11 to 19") made one and the preposition's relation told."""
    mentions = []
    at = 0
    while at < len(found):
        start, end, interval = found[at]
        before = text[max(0, start - _LOOK_BACK) : start]
        if at + 1 < len(found):
            next_start, next_end, next_interval = found[at + 1]
            opens = re.search(r"\b(?:from|between)\s+(?:the\s+)?$", before, re.IGNORECASE)
            joined = _RANGE if opens else _PLAIN_RANGE
            first = _before(
                _in_year_of(interval, next_interval, text[start:end], text[next_start:next_end]), next_interval
            )
            if joined.fullmatch(text[end:next_start]) and _ordered(first, next_interval):
                mentions.append(
                    TimeMention(
                        start, next_end, text[start:next_end], first.from_on, next_interval.to_on, "span", "during"
                    )
                )
                at += 2
                continue
        mentions.append(_mention(start, end, text, interval, before))
        at += 1
    return mentions


def _in_year_of(one: Interval, other: Interval, text: str, other_text: str) -> Interval:
    """The beginning of a range in the year that only its end tells: "from 28 December to 3 January 2009"."""
    if one.from_on is None or one.granularity != "day" or other.from_on is None:
        return one
    if not _YEAR_IN.search(other_text) or _YEAR_IN.search(text):
        return one
    year = other.from_on.year - (one.from_on.month > other.from_on.month)
    try:
        day = one.from_on.replace(year=year)
    except ValueError:
        return one
    return Interval(day, day, one.granularity, one.relation)


_YEAR_IN = re.compile(r"\b\d{4}\b")


def _before(one: Interval, other: Interval) -> Interval:
    """A weekday that opens a range, put before the day that closes it: each was read by itself."""
    if one.granularity != "day" or other.granularity != "day" or not one.from_on or not one.to_on or not other.from_on:
        return one
    gap = (one.from_on - other.from_on).days
    if not 0 < gap < 7:
        return one
    week = timedelta(days=7)
    return Interval(one.from_on - week, one.to_on - week, one.granularity, one.relation)


def _ordered(one: Interval, other: Interval) -> bool:
    return one.from_on is not None and other.to_on is not None and one.from_on <= other.to_on


def _mention(start: int, end: int, text: str, interval: Interval, before: str) -> TimeMention:
    relation: TimeRelation = interval.relation or "on"
    if interval.relation is None:
        # "The toll from Monday's bombing": the day is the bombing's, whatever stands before it.
        owned = text[end : end + 2].lower() in ("'s", "’s") or text[end - 2 : end].lower() in ("'s", "’s")
        relation = "on" if owned else next((told for pattern, told in _RELATION if pattern.search(before)), "on")
        if relation == "during" and interval.from_on is not None and interval.from_on == interval.to_on:
            relation = "on"
        if relation == "on" and interval.granularity in ("month", "year", "span", "week", "season", "decade"):
            relation = "during"
    from_on, to_on = interval.from_on, interval.to_on
    if relation == "since":
        to_on = None
    if relation == "until":
        from_on = None
    return TimeMention(start, end, text[start:end], from_on, to_on, interval.granularity, relation)


class _Verbs:
    """Which way the verb above a place in the text looks."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = sorted(paragraphs, key=lambda paragraph: paragraph[1])
        self._starts = [offset for _, offset in self._paragraphs]
        self._lengths = [doc[-1].idx + len(doc[-1]) if len(doc) else 0 for doc, _ in self._paragraphs]

    def _token(self, at: int) -> Any | None:
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return None
        doc, offset = self._paragraphs[number]
        span = (
            doc.char_span(at - offset, at - offset + 1, alignment_mode="expand")
            if at - offset < self._lengths[number]
            else None
        )
        return span[0] if span is not None and len(span) else None

    def is_date(self, at: int) -> bool:
        """Whether the recogniser too takes the word for part of a date."""
        token = self._token(at)
        return token is not None and token.ent_type_ == "DATE"

    def forward(self, at: int) -> bool | None:
        """True where the verb tells what is to come, False where it tells the past, None where neither."""
        token = self._token(at)
        verb = _verb_of(token) if token is not None else None
        if verb is None:
            return None
        helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if helpers & {"will", "shall", "'ll", "’ll", "wo", "going"} or verb.lower_ == "will":
            return True
        if "to" in helpers and verb.tag_ == "VB":
            return verb.head.lemma_.lower() not in ("fail", "manage", "refuse", "help", "continue", "begin", "start")
        if verb.lemma_.lower() in _FUTURE_VERBS and ("be" in {c.lemma_ for c in verb.children} or verb.tag_ != "VBD"):
            return True
        if helpers & _MODALS and not helpers & {"have", "'ve", "’ve"}:
            return True
        if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and helpers & _DONE):
            return False
        return None

    def lasting(self, at: int) -> bool:
        """Whether the verb tells what has gone on until now: "has been shut", "have fought"."""
        token = self._token(at)
        verb = _verb_of(token) if token is not None else None
        if verb is None:
            return False
        helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        going_on = helpers & {"has", "have", "'ve", "’ve"} and verb.tag_ in ("VBN", "VBG", "JJ")
        return bool(going_on) and verb.lemma_.lower() not in _TERMS

    def past(self, at: int) -> bool:
        return self.forward(at) is False


def _verb_of(token: Any) -> Any | None:
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head is token:
            return None
        token = token.head
    return None
