"""Where: toponyms resolved against the gazetteer, with the text's own context.

Contract. `find_places(paragraphs, entities, text, country=...)` takes the same paragraphs as `find_entities` and its
mentions, and gives the toponyms in text order. A name inside an organisation's or a person's, a state's adjective, and
a capital that stands for its government are no places. A toponym that cannot be told stays in with nothing resolved:
never a guess.

`precision`: exact (a city, a site), admin (a province, a county), country, region (something that is neither).

How a name is told: what stands right after it ("Paris, Texas"), then the divisions and states the text speaks of, the
source's own state, and population. One name has one place in a text unless the text itself says otherwise.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipelines.annotate.entities import Paragraph
from pipelines.records import EntityMention, PlaceMention, PlacePrecision
from pipelines.reference.gazetteer import Place, candidates, resolve
from pipelines.reference.territories import by_name, territory

_PRECISION: dict[str, PlacePrecision] = {
    "city": "exact", "site": "exact", "admin": "admin", "country": "country", "region": "region", "water": "region",
}  # fmt: skip
_KINDS_OF_DIVISION = (
    "province|provinces|state|governorate|oblast|prefecture|county|region|district|districts|tribal district|"
    "division|territory|agency|department|municipality"
)
_KINDS_OF_TOWN = "city|town|village|area|border|crossing|border crossing|suburb|valley|metropolitan area|neighbourhood"
_BEFORE = re.compile(
    r"^(?:the |mainland |downtown |central |greater |far |(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)? )+",
    re.IGNORECASE,
)
_DIVISION = re.compile(rf"^(.+?) (?:{_KINDS_OF_DIVISION})$", re.IGNORECASE)
_TOWN = re.compile(rf"^(.+?) (?:{_KINDS_OF_TOWN})$", re.IGNORECASE)
_PREFIXED = re.compile(r"^(?:city|province|state|county|district|port|town|village) of (.+)$", re.IGNORECASE)
_WHERE = frozenset({"in", "near", "at", "outside", "around", "from", "to", "of"})
_LIKELY_TOWN, _LARGE_TOWN = 5_000, 100_000


_CALENDAR = frozenset(calendar.month_name) | frozenset(calendar.day_name)


@dataclass(slots=True)
class _Name:
    """A toponym in the making: its span in the text, and the names that stand right after it ("Paris, Texas")."""

    start: int
    end: int
    text: str
    state: str | None
    within: str | None = None
    sure: bool = True


def find_places(
    paragraphs: Sequence[Paragraph], entities: Sequence[EntityMention], text: str, *, country: str | None = None
) -> list[PlaceMention]:
    """All toponyms of `text`, in order, without overlap. `country` is the source's, ISO alpha-3."""
    names = _names(paragraphs, entities, text)
    countries = _countries(names, entities, country)
    divisions = _divisions(names, countries)
    told: dict[str, Place | None] = {}
    for name in names:
        if name.within is not None and name.text not in told:
            told[name.text] = _tell(name, countries, divisions)
    places = []
    for name in names:
        place = told[name.text] if name.text in told and name.within is None else _tell(name, countries, divisions)
        told.setdefault(name.text, place)
        if place is not None or name.sure:
            places.append(_mention(name, place))
    return places


def _names(paragraphs: Sequence[Paragraph], entities: Sequence[EntityMention], text: str) -> list[_Name]:
    taken = [(mention.start, mention.end) for mention in entities if mention.kind != "agent"]
    names = []
    for mention in entities:
        if mention.kind == "place":
            names.append(_Name(mention.start, mention.end, mention.text, None))
        elif mention.kind == "country" and mention.sector is None and by_name(mention.text):
            names.append(_Name(mention.start, mention.end, mention.text, mention.country))
    names = [name for name in names if name.text not in _CALENDAR]
    names.extend(_missed(paragraphs, names, taken, text))
    names.sort(key=lambda name: name.start)
    for name, after in pairwise(names):
        if re.fullmatch(r",? \(?|, in ", text[name.end : after.start]):
            name.within = after.text
    return names


def _missed(
    paragraphs: Sequence[Paragraph], names: Sequence[_Name], taken: Sequence[tuple[int, int]], text: str
) -> list[_Name]:
    """Proper nouns that the recogniser left out though the gazetteer has them: after "in" or "near", a name that is
    a place elsewhere in the text, or the dateline that opens a paragraph."""
    covered = {at for start, end in taken for at in range(start, end)}
    known = {name.text for name in names}
    found = []
    for doc, offset in paragraphs:
        last = -1
        for token in doc:
            if token.i <= last or offset + token.idx in covered or not token.text[0].isupper() or token.pos_ != "PROPN":
                continue
            if token.ent_type_ in ("DATE", "TIME", "PERSON") or token.text in _CALENDAR:
                continue
            if not (_after_where(token) or _opens(token) or token.text in known or _is_state(token.text)):
                continue
            for length in (3, 2, 1):
                span = doc[token.i : token.i + length]
                if len(span) < length or any(not word.text[0].isupper() for word in span):
                    continue
                if any(offset + word.idx in covered for word in span):
                    continue
                if length == 1 and token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN":
                    continue
                if any(place.own and (place.population > _LIKELY_TOWN or place.feature != "city")
                       for place in _lookup(span.text)):  # fmt: skip
                    start, end = offset + span.start_char, offset + span.end_char
                    found.append(_Name(start, end, text[start:end], None, sure=False))
                    last = token.i + length - 1
                    break
    return found


def _is_state(word: str) -> bool:
    return by_name(word) is not None


def _after_where(token: Any) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in _WHERE


def _opens(token: Any) -> bool:
    """Whether a name in capitals opens its paragraph as a dateline: "KABUL (Reuters)", "DOHA:"."""
    if token.i > 0 or not token.is_upper:
        return False
    return any(word.text in ("(", ":", "—", "–", "-", ",") for word in token.doc[1:4])


def _countries(names: Sequence[_Name], entities: Sequence[EntityMention], source: str | None) -> list[str]:
    """The states the text speaks of, the most named first, the source's own after those named more than once."""
    count: Counter[str] = Counter()
    for mention in entities:
        if mention.country and mention.kind != "place":
            count[mention.country] += 2
    for name in names:
        for place in candidates(name.text):
            if place.feature == "admin" and place.country and place.weight > _LARGE_TOWN:
                count[place.country] += 2
                break
            if (
                place.population > _LARGE_TOWN
                and place.feature == "city"
                and place.country
                and _alone(name.text, place)
            ):
                count[place.country] += 1
                break
    if source:
        count[source] += 3
    return [state for state, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))]


def _alone(name: str, place: Place) -> bool:
    """Whether no other state has a place of this name that comes near."""
    return all(other.country == place.country or other.weight * 20 < place.weight for other in candidates(name))


def _divisions(names: Sequence[_Name], countries: Sequence[str]) -> frozenset[str]:
    found = set()
    for name in names:
        place = resolve(_stripped(name.text), countries=countries, features=("admin", "country", "city"))
        if place is not None and place.feature == "admin" and place.admin1:
            found.add(place.admin1)
    return frozenset(found)


def _tell(name: _Name, countries: Sequence[str], divisions: frozenset[str]) -> Place | None:
    if name.state is not None:
        return resolve(name.text, features=("country",)) or _state(name.state)
    nearer, narrower, around = list(countries), divisions, None
    if name.within is not None:
        around = resolve(_stripped(name.within), countries=countries, features=("country", "admin"))
        if around is not None and around.country:
            nearer = [around.country, *(state for state in countries if state != around.country)]
            narrower = frozenset({around.admin1}) if around.admin1 else divisions
    for form, features in _forms(name.text):
        place = _inside(form, around) or resolve(form, countries=nearer, divisions=narrower, features=features)
        if place is not None and _sound(place, form, nearer, narrower):
            return place
    return None


def _inside(form: str, around: Place | None) -> Place | None:
    """The likeliest place of a name within the division or state that stands right after it."""
    if around is None:
        return None
    return next(
        (
            place
            for place in candidates(form)
            if place.country == around.country
            and place.feature not in ("country", around.feature)
            and (around.feature == "country" or place.admin1 == around.admin1)
        ),
        None,
    )


def _forms(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The name as it stands, then without what is said around it; a division's word asks for a division first."""
    forms: list[tuple[str, tuple[str, ...]]] = [(text, ())]
    plain = _BEFORE.sub("", text)
    if plain and plain != text:
        forms.append((plain, ()))
    for pattern, features in ((_DIVISION, ("admin", "region")), (_TOWN, ("city", "site")), (_PREFIXED, ())):
        match = pattern.match(plain)
        if match:
            forms += [(match[1], features), (match[1], ())]
    return forms


def _stripped(text: str) -> str:
    return _forms(text)[-1][0]


def _lookup(text: str) -> tuple[Place, ...]:
    return candidates(text) or candidates(_stripped(text))


def _sound(place: Place, form: str, countries: Sequence[str], divisions: frozenset[str]) -> bool:
    """Whether the look-up tells enough: a small town far from all that the text speaks of does not."""
    if place.feature != "city" or place.population >= _LARGE_TOWN:
        return True
    if place.country in countries or place.admin1 in divisions:
        return True
    return place.own and (place.population >= _LIKELY_TOWN or len(candidates(form)) == 1)


def _state(iso3: str) -> Place | None:

    return resolve(territory(iso3).name, features=("country",))


def _mention(name: _Name, place: Place | None) -> PlaceMention:
    if place is None:
        return PlaceMention(name.start, name.end, name.text, None, None, None, None, None, None, None, None)
    return PlaceMention(
        name.start, name.end, name.text, place.geonameid, place.name, place.country, place.admin1, place.lat, place.lon,
        place.feature, _PRECISION[place.feature],
    )  # fmt: skip
