"""Which words of a text are names of places: the spans, before anyone asks where they are.

Contract. `find_toponyms(paragraphs, entities, text)` gives the names in text order, without overlap, from four sources:
what `find_entities` took for a place or a state; the longer name such a word is part of ("South Australia", "New
Mexico"); proper nouns that the recogniser left out, or took for a body or a person, though the gazetteer has them and
their neighbours say that a place is meant ("in X", "X province", "the town of X", "X and Y" beside a place, "X, Texas");
and the place in front of, or after "of" in, the name of a local body ("the X police", "the University of X").

A name found on such evidence alone is not `sure`: it counts only if the gazetteer tells which place it is. A state's
adjective, a person's name, and a capital that stands for its government are no toponyms. Where a name is, places.py says.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipelines.annotate.entities import Paragraph
from pipelines.annotate.place_names import is_abbreviation, lookup, strength
from pipelines.records import EntityMention
from pipelines.reference.territories import by_name


@dataclass(slots=True)
class Toponym:
    """A name of a place: its span, the state it is the name of, and the name right after it ("Paris, Texas").

    `asks` is the kind of place its neighbours ask for ("the state of X", "X county"), as feature names.
    """

    start: int
    end: int
    text: str
    state: str | None = None
    within: str | None = None
    sure: bool = True
    asks: tuple[str, ...] = ()


LONGEST_NAME = 5
"""Words of the longest name that is looked up."""

_LIKELY_TOWN, _LARGE_TOWN = 5_000, 100_000
_CALENDAR = frozenset(calendar.month_name) | frozenset(calendar.day_name)
_WHERE = frozenset({
    "in", "near", "at", "outside", "around", "from", "to", "of", "across", "throughout", "toward", "towards", "into",
    "inside", "via", "over", "between", "off", "for", "through", "beyond", "within", "above",
})  # fmt: skip
_FIRM_WHERE = frozenset({"in", "near", "at", "outside", "around", "across", "throughout", "towards", "toward", "inside"})
_DIVISION_NOUNS = frozenset({
    "province", "provinces", "state", "states", "governorate", "oblast", "prefecture", "county", "counties", "region",
    "regions", "district", "districts", "department", "canton", "parish", "territory", "municipality", "division",
})  # fmt: skip
_TOWN_NOUNS = frozenset({
    "city", "cities", "town", "towns", "village", "villages", "suburb", "suburbs", "township", "neighbourhood",
    "neighborhood", "hamlet", "settlement", "port", "borough", "municipality", "capital", "barangay",
})  # fmt: skip
_LAND_NOUNS = frozenset({
    "island", "islands", "valley", "river", "mountain", "mountains", "peninsula", "desert", "coast", "delta", "plateau",
    "basin", "lake", "bay", "gulf", "strait", "hills",
})  # fmt: skip
_SITE_NOUNS = frozenset({
    "airport", "airbase", "hospital", "prison", "jail", "university", "college", "refinery", "border", "crossing",
    "area", "camp", "checkpoint", "bridge", "station", "harbour", "harbor", "dam", "highway", "road", "garrison",
    "base", "zoo", "museum", "cathedral", "mosque", "market", "square", "metro", "suburbs", "outskirts", "farm", "farms",
    "resident", "residents", "mayor", "native", "metropolitan", "hinterland", "front", "stadium", "embassy",
})  # fmt: skip
_BODIES = frozenset({
    "police", "sheriff", "sheriff's", "council", "department", "fire", "county", "city", "state", "government",
    "provincial", "regional", "metropolitan", "municipal", "hospital", "medical", "health", "university", "college",
    "school", "schools", "high", "airport", "international", "detention", "prison", "jail", "legislature", "assembly",
    "parliament", "governor", "mayor", "office", "authority", "zoo", "museum", "gallery", "art", "library",
    "court", "courts", "supreme", "superior", "port", "district", "board", "institute", "centre", "center", "church",
    "cathedral", "mosque", "stadium", "rescue", "coroner", "coroner's", "troopers", "rangers", "attorney", "penitentiary",
    "correctional", "regional", "general", "children's", "station", "dam", "bridge", "port", "harbour", "refinery",
    "community", "chamber", "traders'", "partnership", "stock", "zoological", "botanical", "highway", "transit",
})  # fmt: skip
"""Words that follow a place's name in the name of a body that sits there."""


def find_toponyms(
    paragraphs: Sequence[Paragraph], entities: Sequence[EntityMention], text: str
) -> list[Toponym]:
    """All names of places in `text`, in order, without overlap."""
    named = [found for found in _named(entities) if found.text not in _CALENDAR and not _is_money(found, text)]
    names = _Names(named, entities)
    for doc, offset in paragraphs:
        names.read(doc, offset, text)
    found = names.found()
    for name, after in pairwise(found):
        if re.fullmatch(r",? \(?|, (?:in )?(?:the )?|, (?:north|south|east|west)\w* ", text[name.end : after.start]):
            name.within = after.text
    return found


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
        self._surnames = {m.text.split()[-1] for m in entities if m.kind == "person" and " " in m.text}
        self._at = 0
        self._entity_at = 0

    def found(self) -> list[Toponym]:
        """The names in order; of two that overlap the longer one."""
        every = sorted([*self._named, *self._more], key=lambda name: (name.start - name.end, name.start))
        taken: set[int] = set()
        kept = []
        for name in every:
            if not taken.intersection((name.start, name.end - 1)):
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
        last = -1
        for token in doc:
            if token.i <= last or not token.text[0].isupper():
                continue
            if is_abbreviation(token.text) and self._abbreviates(doc, token, offset, place_at):
                last = token.i
                continue
            span = self._longest(doc, token, place_at, entity_at)
            if span is not None:
                start, stop = offset + span.start_char, offset + span.end_char
                asks = _asks(doc, span)
                sure = token.i in place_at and place_at[token.i].start == start
                new = Toponym(start, stop, text[start:stop], sure=sure, asks=asks)
                if not (sure and place_at[token.i].end == stop):
                    self._more.append(new)
                    for at in range(span.start, span.end):
                        place_at[at] = new
                last = span.end - 1
        for name in held:
            span = doc.char_span(name.start - offset, name.end - offset, alignment_mode="expand")
            if span is not None and len(span):
                name.asks = _asks(doc, span)

    def _abbreviates(self, doc: Any, token: Any, offset: int, place_at: dict[int, Toponym]) -> bool:
        """Whether a state's short form stands after a town's name: "Glasgow, Ky.", "NEWARK, N.J.", "Austin, TX"."""
        if token.i < 2 or doc[token.i - 1].text not in (",", "("):
            return False
        before = doc[token.i - 2]
        if not before.text[0].isupper():
            return False
        stop = token.idx + len(token)
        if token.i + 1 < len(doc) and doc[token.i + 1].text == "." and not token.text.endswith("."):
            stop += 0
        if before.i not in place_at and strength(before.text) is None:
            return False
        start = offset + token.idx
        self._more.append(Toponym(start, offset + stop, doc.text[token.idx : stop], sure=False, asks=("admin",)))
        if before.i not in place_at and not before.is_punct:
            begin = offset + before.idx
            self._more.append(Toponym(begin, begin + len(before), before.text, sure=False))
        return True

    def _longest(self, doc: Any, token: Any, place_at: dict[int, Toponym], entity_at: dict[int, Any]) -> Any | None:
        """The longest span from here that is a place's name by the gazetteer, with evidence that a place is meant."""
        for length in range(min(LONGEST_NAME, len(doc) - token.i), 0, -1):
            span = doc[token.i : token.i + length]
            if not _is_spelled(span):
                continue
            owner = place_at.get(token.i)
            if owner is not None and owner.end - owner.start >= len(span.text):
                if length == 1:
                    return None
                continue
            power = strength(span.text)
            if power is None or span.text in _CALENDAR or span[0].ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
                continue
            within = any(word.i in place_at for word in span)
            if within and length > 1:
                if power >= _LIKELY_TOWN and not _is_list(span):
                    return span
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
        return span.end < len(doc) and doc[span.end].lower_ in _NOUNS_AFTER

    def _means_place(
        self, doc: Any, span: Any, power: float, place_at: dict[int, Toponym], entity_at: dict[int, Any]
    ) -> bool:
        entity = entity_at.get(span.start)
        name = span.text
        whole = entity is not None and len(entity.text) <= len(name) + 1
        if entity is not None and entity.kind == "country":
            return False
        if entity is not None and not whole:
            return entity.kind in ("organisation", "group") and _of_body(doc, span, entity_at, power)
        if _is_told_by_noun(doc, span) or _before_place(doc, span, place_at):
            return power > 0
        if entity is not None and entity.kind == "person" and (" " in entity.text or name in self._surnames):
            return False
        before = doc[span.start - 1].lower_ if span.start else ""
        if before == "the" and span.start > 1 and entity is None:
            before = doc[span.start - 2].lower_
        if entity is None:
            if before in _WHERE or _opens(span) or by_name(name) is not None:
                return power > _LIKELY_TOWN
            if name in self._places or _beside_place(doc, span, place_at):
                return power > 0
            return power >= _LARGE_TOWN and span[0].pos_ == "PROPN" and not span[0].is_sent_start
        if name in self._places and name not in self._surnames:
            return True
        if _beside_place(doc, span, place_at):
            return power > 0
        return before in _FIRM_WHERE and power > 0


_NOUNS_AFTER = _DIVISION_NOUNS | _TOWN_NOUNS | _LAND_NOUNS | _SITE_NOUNS | frozenset({"police", "council"})


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


_INSIDE = frozenset({"of", "the", "de", "del", "do", "da", "dos", "la", "le", "les", "al", "el", "and", "sur", "-", "'s", "’s"})


def _is_spelled(span: Any) -> bool:
    """Whether a span is written as one name: capitals at both ends, nothing but capitals and particles between."""
    if not span[-1].text[:1].isupper() or span[-1].is_punct:
        return False
    return all(word.text[:1].isupper() or word.lower_ in _INSIDE for word in span)


def _is_list(span: Any) -> bool:
    return any(word.lower_ in ("and", "'s", "’s") for word in span)


def _asks(doc: Any, span: Any) -> tuple[str, ...]:
    """The kind of place that the words around a name ask for."""
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    of = span.start > 1 and doc[span.start - 1].lower_ == "of"
    head = doc[span.start - 2].lower_ if of else ""
    if after in _DIVISION_NOUNS or head in _DIVISION_NOUNS or after in _STATE_OFFICES:
        return ("admin", "region")
    if after in _TOWN_NOUNS or head in _TOWN_NOUNS:
        return ("city", "site")
    return ()


_STATE_OFFICES = frozenset({
    "gov.", "gov", "governor", "legislature", "lawmakers", "senate", "senator", "sen.", "rep.", "statehouse", "premier",
    "chief minister",
})  # fmt: skip


def _is_told_by_noun(doc: Any, span: Any) -> bool:
    """Whether a common noun beside the name says that it is a place: "X province", "the town of X", "X airport"."""
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    if after in _DIVISION_NOUNS | _TOWN_NOUNS | _LAND_NOUNS | _SITE_NOUNS:
        return True
    if span.start < 2 or doc[span.start - 1].lower_ not in ("of", "called", "named"):
        return False
    return doc[span.start - 2].lower_ in _DIVISION_NOUNS | _TOWN_NOUNS | _LAND_NOUNS | {"outskirts", "north", "south", "east", "west"}


def _before_place(doc: Any, span: Any, place_at: dict[int, Toponym]) -> bool:
    """Whether the name of what it lies in stands right after it: "Pandi, Bulacan"."""
    if span.end + 1 >= len(doc) or doc[span.end].text != ",":
        return False
    after = place_at.get(doc[span.end + 1].i)
    outer = after.text if after is not None else doc[span.end + 1].text
    if after is None and not outer[:1].isupper():
        return False
    return any(
        inner.country == around.country
        and around.feature in ("admin", "country")
        and (around.feature == "country" or inner.admin1 == around.admin1)
        and inner.feature in ("city", "admin")
        for around in lookup(outer)[:4]
        for inner in lookup(span.text)
    )


def _beside_place(doc: Any, span: Any, place_at: dict[int, Toponym]) -> bool:
    """Whether the name stands in a list with a place: "Darfur and X", "X, Tabriz and Y"."""
    at = span.start - 1
    while at >= 0 and doc[at].lower_ in (",", "and", "or", "the", "both") and at > span.start - 4:
        at -= 1
    if 0 <= at < span.start - 1 and at in place_at:
        return True
    at = span.end
    while at < len(doc) and doc[at].lower_ in (",", "and", "or", "the") and at < span.end + 3:
        at += 1
    return span.end < at < len(doc) and at in place_at and doc[span.end].lower_ in ("and", "or")


def _opens(span: Any) -> bool:
    """Whether a name in capitals opens its paragraph as a dateline: "KABUL (Reuters)", "DOHA:"."""
    if span.start > 0 or not span.text.isupper():
        return False
    return span.end == len(span.doc) or any(
        word.text in ("(", ":", "—", "–", "-", "--", ",") for word in span.doc[span.end : span.end + 3]
    )


def _of_body(doc: Any, span: Any, entity_at: dict[int, Any], power: float) -> bool:
    """Whether a name within a body's name says where the body sits, or is listed in what was taken for one."""
    if by_name(span.text) is not None and not (span.end == len(doc) or span.end not in entity_at):
        return False
    before = doc[span.start - 1] if span.start else None
    inside_before = before is not None and entity_at.get(before.i) is entity_at[span.start]
    after = doc[span.end] if span.end < len(doc) else None
    inside_after = after is not None and entity_at.get(after.i) is entity_at[span.start]
    if not inside_before and inside_after and after is not None:
        return after.lower_ in _BODIES and power > _LIKELY_TOWN
    if inside_before and before is not None and before.lower_ in (",", "and", "or", "/"):
        return power > 0
    if not inside_before and after is not None and after.lower_ in (",", "and", "or", "/"):
        return power > 0
    if inside_before and before is not None and before.lower_ == "of":
        return power > _LARGE_TOWN
    return False
