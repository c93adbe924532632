"""When and where an act took place: the time and place nearest to its trigger by syntax, never a guess.

A time or place belongs to the first candidate met on the way from it to the root of its sentence. What is carried
between mentions: a noun in an act's own phrase lends its place ("handed over ... during talks in Geneva"), and a later
mention of the same type in the paragraph lends its day to one that has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipelines.annotate.event_nouns import support_verb
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token
from pipelines.annotate.triggers import Candidate
from pipelines.records import EventPlace, EventTime, PlaceMention, TimeMention

if TYPE_CHECKING:
    from pipelines.annotate.assembly import Draft

_FREQUENT = frozenset({"daily", "weekly", "annual", "annually", "monthly"})
_PLACE_WORDS = frozenset({
    "in", "at", "near", "on", "outside", "inside", "across", "around", "along", "from", "over", "within",
    "throughout", "to", "into", "between", "off", "above",
})  # fmt: skip


_WITHIN_STATES = frozenset({"in", "inside", "across", "within", "throughout", "into", "to"})
"""Prepositions that make a state the place of an act, and not a party to it."""


@dataclass
class Settings:
    """The place and time of each candidate, by token index."""

    reading: Reading
    places: dict[int, EventPlace] = field(default_factory=dict)
    times: dict[int, EventTime] = field(default_factory=dict)

    def of(self, token: Token) -> tuple[EventPlace | None, EventTime | None]:
        return self.places.get(token.i), self.times.get(token.i)

    def carry(self, drafts: list[Draft]) -> None:
        """Lend places and days between mentions that speak of one happening. Changes the drafts' mentions."""
        self._lend_parties(drafts)
        self._lend_terms(drafts)
        for draft in drafts:
            mention = draft.mention
            if mention is None or (mention.place and mention.time):
                continue
            for other in drafts:
                if other is draft or other.mention is None:
                    continue
                told = _in_phrase_of(draft.candidate.token, other.candidate.token)
                there = other.mention.event == "CONSULT" and _where_it_was(draft.candidate.token, other.candidate.token)
                if (told or there) and mention.modality in ("happened", "ongoing"):
                    mention = replace(
                        mention, place=mention.place or other.mention.place, time=mention.time or other.mention.time
                    )
            draft.mention = mention
        for position, draft in enumerate(drafts):
            mention = draft.mention
            if mention is None or mention.modality not in ("happened", "ongoing"):
                continue
            for other in drafts[position + 1 :]:
                later = other.mention
                if later is None or not _same_happening(draft, other):
                    continue
                if mention.time is None and later.time is not None:
                    mention = replace(mention, time=later.time)
                if later.place is None and mention.place is not None:
                    other.mention = replace(later, place=mention.place)
            draft.mention = mention
        for draft in drafts:
            mention = draft.mention
            if mention is None or mention.time is not None or mention.modality not in ("happened", "ongoing"):
                continue
            for other in drafts:
                if (
                    other.mention is not None
                    and other.mention.time is not None
                    and _in_phrase_of(draft.candidate.token, other.candidate.token)
                ):
                    draft.mention = replace(mention, time=other.mention.time)
                    break

    def _lend_terms(self, drafts: list[Draft]) -> None:
        """What parties agree to do, and nobody in particular is told to do, is theirs to do."""
        acts = {draft.candidate.token.i: draft for draft in drafts}
        for draft in drafts:
            mention = draft.mention
            act = acts.get(draft.within) if draft.within is not None else None
            lender = act.mention if act is not None else None
            if mention is None or lender is None or act is None:
                continue
            if lender.event == "AGREE" and lender.time is None and mention.time and mention.modality == "planned":
                day, first = self.reading.day, mention.time.from_on
                done = act.candidate.token.tag_ in ("VBD", "VBN")
                if day is not None and first is not None and first <= day and done:
                    lender = replace(lender, time=mention.time)
                    act.mention = lender
                    draft.mention = mention = replace(mention, time=None)
            if mention.actors or lender.event not in ("AGREE", "CONCEDE", "THREATEN"):
                continue
            if lender.event == "THREATEN" and mention.event not in (
                "ASSAULT",
                "SANCTION",
                "COERCE",
                "MOBILIZE",
                "PROTEST",
            ):
                continue
            if lender.event == "THREATEN" and mention.modality in ("threatened", "conditional"):
                to = mention.recipients or tuple(p for p in lender.recipients if p not in lender.actors)
                draft.mention = replace(mention, actors=lender.actors, recipients=to)
                continue
            if mention.modality == "planned" and mention.event in ("RETREAT", "CONSULT", "COOPERATE"):
                draft.mention = replace(mention, actors=lender.actors, reciprocal=lender.reciprocal)

    def _lend_parties(self, drafts: list[Draft]) -> None:
        """Talks that name nobody are between the parties to the act they are the occasion of, or the talks before."""
        for position, draft in enumerate(drafts):
            mention = draft.mention
            if mention is None or mention.event != "CONSULT" or draft.candidate.is_verb or len(mention.actors) > 1:
                continue
            for other in drafts:
                lender = other.mention
                if lender is None or other is draft or not _in_phrase_of(other.candidate.token, draft.candidate.token):
                    continue
                joined = tuple(sorted({*lender.actors, *lender.recipients}, key=lambda party: party.start))
                if len(joined) > 1 and not mention.actors:
                    mention = replace(mention, actors=joined, reciprocal=True)
            for other in drafts:
                lender = other.mention
                if mention.actors or lender is None or not lender.reciprocal or len(lender.actors) < 2:
                    continue
                same = lender.sentence_start == mention.sentence_start
                if same and lender.event == "AGREE" and draft.candidate.token.is_ancestor(other.candidate.token):
                    mention = replace(mention, actors=lender.actors, reciprocal=True)
            for other in reversed(drafts[:position]):
                lender = other.mention
                if mention.actors or lender is None or lender.event != "CONSULT" or not lender.reciprocal:
                    continue
                if _is_definite(draft.candidate.token) and (mention.time is not None or mention.place is not None):
                    mention = replace(mention, actors=lender.actors, reciprocal=True)
            draft.mention = mention


def settings_of(reading: Reading, candidates: dict[int, Candidate]) -> Settings:
    """Hand each place and time of a paragraph to the candidates it belongs to."""
    settings = Settings(reading)
    for time in reading.times:
        anchor = _anchor(reading, time)
        if anchor is None or anchor.lower_ in _FREQUENT:
            continue
        for owner in _owners(reading, anchor, candidates):
            settings.times.setdefault(owner.i, _event_time(time))
    for candidate in candidates.values():
        if candidate.token.i not in settings.times:
            bound = _followed_by(reading, candidate.token)
            if bound is not None:
                settings.times[candidate.token.i] = bound
    for place in reading.places:
        anchor = _anchor(reading, place)
        if anchor is None or not _locates(reading, anchor, candidates):
            continue
        if place.feature == "country" and not (anchor.dep_ == "pobj" and anchor.head.lower_ in _WITHIN_STATES):
            continue
        for owner in _owners(reading, anchor, candidates):
            settings.places.setdefault(owner.i, _event_place(place))
    return settings


def _followed_by(reading: Reading, noun: Token) -> EventTime | None:
    """The bound of an act that something dated came after: "shut since May 2, following clashes": up to May 2."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("following", "after") or preposition.dep_ != "prep":
        return None
    own = {token.i for token in preposition.subtree}
    for token in preposition.head.subtree:
        time = reading.time_at.get(token.i)
        if token.i in own or time is None or time.from_on is None or time.relation not in ("on", "since"):
            continue
        return EventTime(time.start, time.end, None, time.from_on, time.granularity, "before")
    return None


def _anchor(reading: Reading, mention: Any) -> Token | None:
    span = reading.doc.char_span(mention.start - reading.start, mention.end - reading.start, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _locates(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> bool:
    """Whether a toponym stands as a place: after a preposition of place, or before an event noun."""
    if token.dep_ == "pobj":
        return token.head.lower_ in _PLACE_WORDS
    if token.dep_ in ("compound", "nmod", "amod"):
        return token.head.i in candidates and token.i in reading.place_at
    if token.dep_ in ("conj", "appos"):
        return _locates(reading, token.head, candidates)
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.i in candidates and candidates[token.head.i].entry.event in ("ASSAULT", "COERCE", "CONSULT")
    return token.dep_ in ("npadvmod", "advmod")


def _owners(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> list[Token]:
    """The candidates a modifier belongs to: the first met on the way up, with what that one carries."""
    steps = 0
    while token.head.i != token.i and steps < 12:
        child, token, steps = token, token.head, steps + 1
        if child.dep_ == "ccomp" and child.pos_ in ("VERB", "AUX") and child.head.i != child.i:
            return []
        if token.i in candidates:
            return [token, *_alongside(reading, token, candidates)]
        carried = [c.token for c in candidates.values() if _carries(reading, token, c.token)]
        if carried:
            return carried
        if child.dep_ in ("ccomp", "advcl") and token.pos_ in ("VERB", "AUX"):
            return []
    return []


def _alongside(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> list[Token]:
    """A noun that a verb with the same time carries, and a verb coordinated with it that has no time of its own."""
    found = [c.token for c in candidates.values() if c.token.i != token.i and _carries(reading, token, c.token)]
    found += [
        c.token
        for c in candidates.values()
        if c.token.dep_ == "conj" and c.token.head.i == token.i and c.token.pos_ == token.pos_
    ]
    return found


def _carries(reading: Reading, verb: Token, noun: Token) -> bool:
    if verb.pos_ not in ("VERB", "AUX", "NOUN"):
        return False
    if verb.pos_ == "NOUN":
        return (
            verb.lemma_.lower() in reading.lexicon.classes["transparent"]
            and noun.dep_ == "pobj"
            and noun.head.head.i == verb.i
        )
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    support = support_verb(reading, noun)
    if support is not None and support.i == verb.i:
        return True
    subject = noun
    if subject.dep_ == "pobj" and subject.head.lower_ == "of":
        subject = subject.head.head
    return (
        subject.dep_ in ("nsubj", "nsubjpass")
        and subject.head.i == verb.i
        and (verb.lemma_.lower() in reading.lexicon.classes["occur"])
    )


def _in_phrase_of(verb: Token, noun: Token) -> bool:
    """Whether a noun stands in a verb's own phrase as its occasion: during, at, in, amid, after the talks."""
    steps = 0
    token = noun
    while token.head.i != token.i and steps < 4:
        token, steps = token.head, steps + 1
        if token.dep_ == "prep" and token.lower_ in ("during", "at", "in", "amid", "after") and _under(verb, token):
            return True
        if token.dep_ == "prep" and token.lower_ == "during" and verb.is_ancestor(token):
            return not any(t.pos_ == "VERB" and t.i != verb.i and verb.is_ancestor(t) for t in token.ancestors)
    return False


def _where_it_was(verb: Token, noun: Token) -> bool:
    """Whether a verb tells what was done at a meeting: "talks in Doha, where they agreed"."""
    if verb.dep_ not in ("relcl", "advcl") or not noun.is_ancestor(verb):
        return False
    return any(child.lower_ in ("where", "when", "which") for child in verb.subtree if child.i < verb.i)


def _under(verb: Token, preposition: Token) -> bool:
    """Whether a preposition hangs on a verb, or on the object or the terms that the parser gave it to instead."""
    head = preposition.head
    for _ in range(3):
        if head.i == verb.i:
            return bool(preposition.lower_ != "after" or head.i == preposition.head.i)
        if head.dep_ not in ("dobj", "pobj", "prep") or head.pos_ in ("VERB", "AUX"):
            return False
        head = head.head
    return False


def _same_happening(earlier: Draft, later: Draft) -> bool:
    first, second = earlier.mention, later.mention
    if first is None or second is None or first.event != second.event or first.event != "CONSULT":
        return False
    if second.modality not in ("happened", "ongoing"):
        return False
    if second.sentence_start < first.sentence_end and second.sentence_start != first.sentence_start:
        return False
    definite = _is_definite(later.candidate.token)
    near = 0 <= second.sentence_start - first.sentence_end < 5
    return definite and near and not (first.place and second.place)


def _is_definite(token: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in ("the", "these", "this", "those") for child in token.children)


def _event_place(place: PlaceMention) -> EventPlace:
    return EventPlace(
        place.start, place.end, place.geonameid, place.name, place.country, place.admin1, place.lat, place.lon,
        place.precision,
    )  # fmt: skip


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


def _event_time(time: TimeMention) -> EventTime:
    return EventTime(time.start, time.end, time.from_on, time.to_on, time.granularity, time.relation)
