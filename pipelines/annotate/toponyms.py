"""Which words of a text are names of places: the spans, before anyone asks where they are.

Contract. `find_toponyms(paragraphs, entities, text)` gives the names in text order, without overlap, from four sources:
what `find_entities` took for a place or a state; the longer name such a word is part of ("South Australia", "New
Mexico"); proper nouns that the recogniser left out, or took for a body or a person, though the gazetteer has them and
their neighbours say that a place is meant ("in X", "X province", "the town of X", "X and Y" beside a place, "X, Ohio");
and the place in front of, or after "of" in, the name of a local body ("the X police", "the University of X").

A name found on such evidence alone is not `sure`: it counts only if the gazetteer tells which place it is. A state's
adjective, a person's name, and a capital that stands for its government are no toponyms. Where it is, places.py says.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipelines.annotate.entities import Paragraph
from pipelines.annotate.place_names import is_abbreviation, lookup, strength
from pipelines.annotate.toponym_evidence import (
    FIRM_WHERE,
    LARGE_TOWN,
    LIKELY_TOWN,
    NOUNS_AFTER,
    SURE_NAME,
    WELL_KNOWN_TOWN,
    WHERE,
    asks_for,
    before_place,
    beside_place,
    ends_a_name,
    has_place_noun,
    is_list,
    is_shown,
    is_taken,
    is_told_by_noun,
    longest_run,
    names_a_treaty,
    of_body,
    of_town,
    opens,
)
from pipelines.records import EntityMention
from pipelines.reference.territories import by_name


@dataclass(slots=True)
class Toponym:
    """A name of a place: its span, the state it is the name of, and the name right after it ("Paris, Texas").

    `inner` is the name right before it that it may hold, `beside` are the names it is listed with, and `listed` tells
    a list of equals ("Ohio, Texas and Iowa") from a name with what it lies in. `asks` is the kind of place its
    neighbours ask for ("the state of X", "X county"), as feature names. `shown` says that a place is
    meant by what stands around the name ("in X", "shelled X", "X and Y"), or by its length.
    """

    start: int
    end: int
    text: str
    state: str | None = None
    within: str | None = None
    inner: str | None = None
    beside: tuple[str, ...] = ()
    listed: bool = False
    sure: bool = True
    asks: tuple[str, ...] = ()
    shown: bool = False


LONGEST_NAME = 5
"""Words of the longest name that is looked up."""

_CALENDAR = frozenset(calendar.month_name) | frozenset(calendar.day_name)


def find_toponyms(paragraphs: Sequence[Paragraph], entities: Sequence[EntityMention], text: str) -> list[Toponym]:
    """All names of places in `text`, in order, without overlap."""
    named = [found for found in _named(entities) if found.text not in _CALENDAR and not _is_money(found, text)]
    names = _Names(named, entities)
    for doc, offset in paragraphs:
        names.read(doc, offset, text)
    found = names.found()
    for name, after in pairwise(found):
        between = text[name.end : after.start] if after.start - name.end < 16 else ""
        if _LIES_IN.fullmatch(between):
            name.within, after.inner = after.text, name.text
        if _LISTED.fullmatch(between):
            name.beside, after.beside = (*name.beside, after.text), (*after.beside, name.text)
    for name in found:
        name.listed = len(name.beside) > 0 and _is_among_equals(name)
        name.shown = name.shown or bool(name.asks or name.beside or name.within or name.inner or " " in name.text)
    return found


_LIES_IN = re.compile(r",? \(?|,? (?:in )?(?:the )?(?:(?:far )?(?:north|south|east|west|central|upstate)[\w-]* )?")
_LISTED = re.compile(r", (?:and |or )?(?:the )?| (?:and|or) (?:the )?")


def _is_among_equals(name: Toponym) -> bool:
    """Whether a division or state stands among others of its kind, so that the next name does not hold it."""
    own = lookup(name.text)[:1]
    if not own or own[0].feature not in ("admin", "country") or own[0].weight < LARGE_TOWN:
        return False
    kinds = [place.feature for text in name.beside for place in lookup(text)[:1]]
    return own[0].feature in kinds and (name.inner is None or own[0].feature == "country" or len(name.beside) > 1)


def _named(entities: Sequence[EntityMention]) -> Iterator[Toponym]:
    for mention in entities:
        if mention.kind == "place":
            yield Toponym(mention.start, mention.end, mention.text)
        elif mention.kind == "country" and mention.sector is None and by_name(mention.text):
            yield Toponym(mention.start, mention.end, mention.text, mention.country)


def _is_money(name: Toponym, text: str) -> bool:
    return text[name.end : name.end + 1] == "$" or text[max(0, name.start - 1) : name.start] in ("$", "€", "£")


class _Names:
    """Gathers names paragraph by paragraph. Spans that a person's or another name has taken are left alone."""

    def __init__(self, named: list[Toponym], entities: Sequence[EntityMention]) -> None:
        self._named = sorted(named, key=lambda name: name.start)
        self._more: list[Toponym] = []
        self._places = {name.text for name in named}
        self._entities = [m for m in entities if m.kind not in ("agent", "place")]
        self._surnames = {
            m.text.split()[-1] for m in entities if m.kind == "person" and " " in m.text and not has_place_noun(m.text)
        }
        self._dropped: set[int] = set()
        self._at = 0
        self._entity_at = 0

    def found(self) -> list[Toponym]:
        """The names in order; of two that overlap the longer one."""
        every = sorted([*self._named, *self._more], key=lambda name: (name.start - name.end, name.start))
        taken: set[int] = set()
        kept = []
        for name in every:
            if name.start not in self._dropped and not taken.intersection((name.start, name.end - 1)):
                kept.append(name)
                taken.update(range(name.start, name.end))
        return sorted(kept, key=lambda name: name.start)

    def read(self, doc: Any, offset: int, text: str) -> None:
        """Look for more names in one paragraph, in the order of the text."""
        end = offset + len(doc.text)
        held, self._at = _between(self._named, self._at, offset, end)
        names, self._entity_at = _between(self._entities, self._entity_at, offset, end)
        place_at = _by_token(doc, offset, held)
        entity_at = _by_token(doc, offset, names)
        before = len(self._more)
        spelled = [token for token in doc if token.text[0].isupper()]
        self._scan(doc, spelled, offset, text, place_at, entity_at)
        if len(self._more) > before or held:
            self._scan(doc, reversed(spelled), offset, text, place_at, entity_at)
        for name in held:
            span = doc.char_span(name.start - offset, name.end - offset, alignment_mode="expand")
            if span is not None and len(span):
                name.asks = asks_for(doc, span)
                name.shown = is_shown(doc, span)
                if names_a_treaty(doc, span):
                    self._dropped.add(name.start)

    def _scan(
        self,
        doc: Any,
        tokens: Iterable[Any],
        offset: int,
        text: str,
        place_at: dict[int, Toponym],
        entity_at: dict[int, Any],
    ) -> None:
        """Take the names that begin at each of the tokens. The second time backwards: a list tells its first names."""
        done: set[int] = set()
        for token in tokens:
            if token.i in done:
                continue
            if is_abbreviation(token.text) and self._abbreviates(doc, token, offset, place_at):
                continue
            span = self._longest(doc, token, place_at, entity_at)
            if span is not None:
                start, stop = offset + span.start_char, offset + span.end_char
                asks = asks_for(doc, span)
                sure = token.i in place_at and place_at[token.i].start == start
                new = Toponym(start, stop, text[start:stop], sure=sure, asks=asks, shown=is_shown(doc, span))
                if not (sure and place_at[token.i].end == stop):
                    self._more.append(new)
                    for at in range(span.start, span.end):
                        place_at[at] = new
                done.update(range(span.start, span.end))

    def _abbreviates(self, doc: Any, token: Any, offset: int, place_at: dict[int, Toponym]) -> bool:
        """Whether a state's short form stands after a town's name: "Glasgow, Ky.", "NEWARK, N.J.", "Austin, TX"."""
        if token.i < 2 or doc[token.i - 1].text not in (",", "("):
            return False
        before = doc[token.i - 2]
        if not before.text[0].isupper():
            return False
        stop = token.idx + len(token)
        if doc.text[stop : stop + 1] == "." and not token.text.endswith(".") and not token.text.isupper():
            stop += 1
        if before.i not in place_at and strength(before.text) is None:
            return False
        if token.i in place_at:
            return True
        start = offset + token.idx
        place_at[token.i] = Toponym(start, offset + stop, doc.text[token.idx : stop], sure=False, asks=("admin",))
        self._more.append(place_at[token.i])
        if before.i not in place_at and not before.is_punct:
            begin = offset + before.idx
            place_at[before.i] = Toponym(begin, begin + len(before), before.text, sure=False)
            self._more.append(place_at[before.i])
        return True

    def _longest(self, doc: Any, token: Any, place_at: dict[int, Toponym], entity_at: dict[int, Any]) -> Any | None:
        """The longest span from here that is a place's name by the gazetteer, with evidence that a place is meant."""
        for length in range(longest_run(doc, token.i, LONGEST_NAME), 0, -1):
            last = doc[token.i + length - 1]
            if not last.text[:1].isupper():
                continue
            span = doc[token.i : token.i + length]
            name = span.text
            owner = place_at.get(token.i)
            if owner is not None and owner.end - owner.start >= len(name):
                if length == 1:
                    return None
                continue
            power = strength(name)
            if power is None or name in _CALENDAR or token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
                continue
            within = any(word.i in place_at for word in span)
            if within and length > 1:
                if power >= LIKELY_TOWN and not is_list(span):
                    return span
                continue
            if length == 1 and name not in self._places and ends_a_name(doc, token, place_at):
                continue
            if length == 1 and (
                (token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN" and token.i + 1 not in entity_at
                 and not self._before_noun(doc, span))
                or (not token.is_upper and token.pos_ not in ("PROPN", "NOUN", "ADJ", "X"))
            ):  # fmt: skip
                continue
            if self._means_place(doc, span, power, place_at, entity_at):
                return span
        return None

    def _before_noun(self, doc: Any, span: Any) -> bool:
        return span.end < len(doc) and doc[span.end].lower_ in NOUNS_AFTER

    def _means_place(
        self, doc: Any, span: Any, power: float, place_at: dict[int, Toponym], entity_at: dict[int, Any]
    ) -> bool:
        entity = entity_at.get(span.start)
        name = span.text
        whole = entity is not None and len(entity.text) <= len(name) + 1
        if entity is not None and entity.kind == "country":
            return False
        if entity is not None and not whole:
            return entity.kind in ("organisation", "group") and of_body(doc, span, entity_at, power)
        if is_told_by_noun(doc, span) or before_place(doc, span, place_at):
            return power > 0
        if " " in name and power > SURE_NAME:
            return True
        if of_town(doc, span):
            return power > LIKELY_TOWN
        if entity is not None and entity.kind == "person" and (" " in entity.text or name in self._surnames):
            return power > LIKELY_TOWN and " " not in entity.text and beside_place(doc, span, place_at)
        before = doc[span.start - 1].lower_ if span.start else ""
        if before == "the" and span.start > 1 and entity is None:
            before = doc[span.start - 2].lower_
        if entity is None:
            if before in FIRM_WHERE or opens(span) or by_name(name) is not None:
                return power > LIKELY_TOWN
            if before in WHERE and power > WELL_KNOWN_TOWN:
                return True
            if name in self._places or beside_place(doc, span, place_at):
                return power > 0
            return power >= LARGE_TOWN and span[0].pos_ == "PROPN" and not span[0].is_sent_start
        if name in self._places and name not in self._surnames:
            return True
        if is_taken(span):
            return power >= LARGE_TOWN
        if beside_place(doc, span, place_at):
            return power > 0
        return before in FIRM_WHERE and power > 0


def _between(names: Sequence[Any], at: int, start: int, end: int) -> tuple[list[Any], int]:
    """The names of one paragraph, from the position that earlier ones reached: linear over the whole text."""
    while at < len(names) and names[at].start < start:
        at += 1
    first = at
    while at < len(names) and names[at].start < end:
        at += 1
    return list(names[first:at]), at


def _by_token(doc: Any, offset: int, names: Sequence[Any]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for name in names:
        span = doc.char_span(name.start - offset, name.end - offset, alignment_mode="expand")
        for token in span or ():
            found[token.i] = name
    return found
