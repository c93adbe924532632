"""Where: toponyms resolved against the gazetteer, with the text's own context.

Contract. `find_places(paragraphs, entities, text, country=...)` takes the same paragraphs as `find_entities` and its
mentions, and gives the toponyms (toponyms.py) in text order. A toponym that cannot be told stays in with nothing
resolved, never a guess, where the words around it somewhere in the text say that it is a place.

`precision`: exact (a city, a site), admin (a province, a county), country, region (something that is neither). The
point of a division, a state or a region is its middle: what draws a map asks for the precision first.

How a name is told: what stands right after it ("Paris, Texas"), then the divisions and states the text speaks of, the
other places of the text that lie near, the source's own state, and population. One name has one place in a text unless
the text itself says otherwise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.annotate.entities import Paragraph
from pipelines.annotate.place_names import forms, is_vague, lookup
from pipelines.annotate.toponyms import Toponym, find_toponyms
from pipelines.records import EntityMention, PlaceMention, PlacePrecision
from pipelines.reference.gazetteer import Place, candidates, name_key, resolve
from pipelines.reference.territories import territory

_PRECISION: dict[str, PlacePrecision] = {
    "city": "exact", "site": "exact", "admin": "admin", "country": "country", "region": "region", "water": "region",
}  # fmt: skip
_LIKELY_TOWN, _LARGE_TOWN = 5_000, 100_000
_NEAR_KM = 150.0
_MOST_NAMES = 80
"""Names whose nearness to each other is weighed: the first ones of a text that has more, to keep the work bounded."""

_MOST_CANDIDATES = 12
_IN_DIVISION, _IN_FIRST_COUNTRY, _IN_COUNTRY, _BESIDE = math.log(150), math.log(50), math.log(20), math.log(15)
"""What context adds to the logarithm of a place's weight."""

_ASKED = 5.0
"""How much less likely, in the same measure, a place may be that is of the kind its neighbours ask for."""


def find_places(
    paragraphs: Sequence[Paragraph], entities: Sequence[EntityMention], text: str, *, country: str | None = None
) -> list[PlaceMention]:
    """All toponyms of `text`, in order, without overlap. `country` is the source's, ISO alpha-3."""
    names = find_toponyms(paragraphs, entities, text)
    shown = {name_key(name.text) for name in names if name.shown}
    for name in names:
        name.shown = name_key(name.text) in shown
    context = _context(paragraphs, names, entities, country)
    told: dict[str, Place | None] = {}
    for name in names:
        if name.within is not None and name_key(name.text) not in told:
            place = _tell(name, context)
            if place is not None and context.contains(name, place):
                told[name_key(name.text)] = place
    places = []
    for name in names:
        key = name_key(name.text)
        if name.asks or name.within is not None or key not in told:
            place = _tell(name, context)
            if name.within is not None and key in told and not (place and context.contains(name, place)):
                place = told[key]
            if not name.asks:
                told.setdefault(key, place)
        else:
            place = told[key]
        if place is not None or (name.sure and name.shown and not _is_acronym(name.text)):
            places.append(_mention(name, place))
    return places


@dataclass(frozen=True, slots=True)
class _Context:
    """What the text speaks of: its states, the strongest first, its divisions, and where its other names may lie."""

    countries: tuple[str, ...]
    divisions: frozenset[str]
    words: frozenset[str]
    """The words of the text that are written small."""
    persons: frozenset[str]
    """The words of the names of its persons."""
    spots: dict[str, tuple[tuple[float, float, float], ...]] = field(default_factory=dict)
    """By name: latitude, longitude and share of the likelihood of each place of that name."""
    _beside: dict[tuple[Place, str], float] = field(default_factory=dict)

    def score(self, place: Place, key: str) -> float:
        weight = math.log(place.weight + 1)
        there = 0.0
        if place.feature not in ("country", "region", "water") and place.country in self.countries:
            there = _IN_FIRST_COUNTRY if place.country == self.countries[0] else _IN_COUNTRY
        if not place.own:
            return weight + there
        if place.admin1 in self.divisions:
            there = _IN_DIVISION + there / 4
        if place.feature in ("city", "admin", "site"):
            there += _BESIDE * min(2.0, self.beside(place, key))
        return weight + there

    def beside(self, place: Place, key: str) -> float:
        """How many other names of the text have a place near this one, each counted by how likely it is."""
        if (place, key) not in self._beside:
            self._beside[place, key] = self._count_beside(place, key)
        return self._beside[place, key]

    def _count_beside(self, place: Place, key: str) -> float:
        if place.lat is None or place.lon is None:
            return 0.0
        near = 0.0
        for other, spots in self.spots.items():
            if other == key:
                continue
            shares = [
                share
                for lat, lon, share in spots
                if abs(place.lat - lat) <= _NEAR_DEGREES and _is_near(place.lat, place.lon, lat, lon)
            ]
            near += max(shares, default=0.0)
            if near >= 2:
                break
        return near

    def contains(self, name: Toponym, place: Place) -> bool:
        """Whether a place lies in what stands right after its name."""
        around = _around(name, self.countries)
        return around is not None and _is_inside(place, around)


_NEAR_DEGREES = 1.4
"""Degrees of latitude, a little more than the distance that is near."""


def _is_near(lat: float, lon: float, other_lat: float, other_lon: float) -> bool:
    east = (lon - other_lon) * math.cos(math.radians(lat))
    return math.hypot(lat - other_lat, east) * 111.2 <= _NEAR_KM


def _context(
    paragraphs: Sequence[Paragraph], names: Sequence[Toponym], entities: Sequence[EntityMention], source: str | None
) -> _Context:
    countries = _countries(names, entities, source)
    divisions = set()
    for name in names:
        around = _around(name, countries)
        if around is not None and around.feature == "admin" and around.admin1:
            divisions.add(around.admin1)
        place = _plain(name, countries)
        if place is not None and place.feature == "admin" and place.admin1 == place.name:
            divisions.add(place.admin1)
    spots: dict[str, tuple[tuple[float, float, float], ...]] = {}
    for name in names:
        key = name_key(name.text)
        if key in spots or len(spots) >= _MOST_NAMES:
            continue
        found = [p for p in lookup(name.text)[:_MOST_CANDIDATES] if p.lat is not None and p.feature in _POINTS]
        total = sum(math.sqrt(place.weight) for place in found)
        if total:
            spots[key] = tuple((p.lat or 0.0, p.lon or 0.0, math.sqrt(p.weight) / total) for p in found)
    words = frozenset(token.text for doc, _ in paragraphs for token in doc if token.text.islower())
    persons = frozenset(word for m in entities if m.kind == "person" and " " in m.text for word in m.text.split())
    return _Context(tuple(countries), frozenset(divisions), words, persons, spots)


_POINTS = frozenset({"city", "site", "admin"})


def _countries(names: Sequence[Toponym], entities: Sequence[EntityMention], source: str | None) -> list[str]:
    """The states the text speaks of, the most named first, the source's own after those named more than once."""
    count: Counter[str] = Counter()
    for mention in entities:
        if mention.country and mention.kind != "place":
            count[mention.country] += 2
    for name in names:
        if name.state is not None:
            continue
        found = lookup(name.text)
        for place in found:
            if place.feature == "admin" and place.country and place.weight > _LARGE_TOWN and _alone(found, place):
                count[place.country] += 2
                break
            if place.population > _LARGE_TOWN and place.feature == "city" and place.country and _alone(found, place):
                count[place.country] += 1
                break
    if source:
        count[source] += 3
    return [state for state, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))]


def _alone(found: Sequence[Place], place: Place) -> bool:
    """Whether no other state has a place of this name that comes near."""
    return all(other.country == place.country or other.weight * 20 < place.weight for other in found)


def _plain(name: Toponym, countries: Sequence[str]) -> Place | None:
    """The place of a name by the states of the text alone: what the divisions of the text are told by."""
    for form, features in forms(name.text):
        place = resolve(form, countries=countries, features=name.asks or features)
        if place is not None:
            return place
    return None


def _around(name: Toponym, countries: Sequence[str]) -> Place | None:
    if name.within is None or name.listed:
        return None
    for form, _ in reversed(forms(name.within)):
        around = resolve(form, countries=countries, features=("country", "admin"))
        if around is not None:
            return around
    return None


def _tell(name: Toponym, context: _Context) -> Place | None:
    key = name_key(name.text)
    if name.state is not None:
        return _state_or_division(name, context)
    if is_vague(name.text) and not (name.sure and name.asks):
        return None
    around = _around(name, context.countries)
    told = forms(name.text)
    for form, features in told:
        found = [
            place for place in candidates(form)[: _MOST_CANDIDATES * 2] if not features or place.feature in features
        ]
        if not found:
            continue
        inside = [place for place in found if around is not None and _is_inside(place, around)]
        if inside:
            return inside[0]
        place = max(found, key=lambda place: context.score(place, key))
        asked = [other for other in found if other.feature in name.asks]
        if asked and place not in asked:
            other = max(asked, key=lambda other: context.score(other, key))
            if context.score(other, key) > context.score(place, key) - _ASKED:
                place = other
        if _is_sound(name, place, found, context):
            return place
    return None


def _state_or_division(name: Toponym, context: _Context) -> Place | None:
    """The state of a name, or what shares it where the words around say so: "Atlanta, Georgia", "Lebanon, Ohio"."""
    state = resolve(name.text, features=("country",)) or resolve(
        territory(name.state or "").name, features=("country",)
    )
    others = [place for place in candidates(name.text) if place.own and place.country != name.state]
    around = _around(name, context.countries)
    if around is not None and around.feature == "admin" and not name.listed:
        inside = [place for place in others if _is_inside(place, around)]
        if inside:
            return inside[0]
    for place in others[:3]:
        if place.feature != "admin" or place.admin1 != place.name:
            continue
        if any(_is_inside(inner, place) for inner in (lookup(name.inner) if name.inner else ())):
            return place
        if any(other.country == place.country and other.feature == "admin" for text in name.beside
               for other in lookup(text)[:1]):  # fmt: skip
            return place
    return state


def _own_state(name: Toponym) -> Place | None:
    return resolve(territory(name.state or "").name, features=("country",))


def _is_inside(place: Place, around: Place) -> bool:
    if place.country != around.country or place.feature == "country" or place is around:
        return False
    if around.feature == "country":
        return True
    return place.admin1 == around.admin1 and place.name != around.name


def _is_sound(name: Toponym, place: Place, found: Sequence[Place], context: _Context) -> bool:
    """Whether the look-up tells enough: a small town far from all that the text speaks of does not, nor one with
    nothing beside it whose name the text has as a word as well."""
    key = name_key(name.text)
    if not name.shown and (name.text.lower() in context.words or name.text in context.persons):
        return False
    if place.feature not in ("city", "admin") or place.weight >= _LARGE_TOWN:
        return True
    if place.country in context.countries or place.admin1 in context.divisions or context.beside(place, key) >= 0.5:
        return True
    return name.shown and place.own and (place.population >= _LIKELY_TOWN or len(found) == 1)


def _is_acronym(text: str) -> bool:
    return text.isupper() and len(text) <= 4


def _mention(name: Toponym, place: Place | None) -> PlaceMention:
    if place is None:
        return PlaceMention(name.start, name.end, name.text, None, None, None, None, None, None, None, None)
    return PlaceMention(
        name.start, name.end, name.text, place.geonameid, place.name, place.country, place.admin1, place.lat, place.lon,
        place.feature, _PRECISION[place.feature],
    )  # fmt: skip
