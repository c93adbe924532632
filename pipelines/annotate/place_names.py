"""The forms of a place's name that the gazetteer is asked for: as it stands, and without what is said around it.

"northern Aleppo province" asks for "northern Aleppo province", "Aleppo province", then Aleppo as a division, then any
Aleppo. Which of the places of a name is meant, places.py says.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.reference.gazetteer import Place, candidates

_KINDS_OF_DIVISION = (
    "province|provinces|state|states|governorate|oblast|prefecture|county|region|regions|district|districts|"
    "tribal district|division|territory|agency|department|municipality|canton|parish|republic"
)
_KINDS_OF_TOWN = (
    "city|town|village|area|border|crossing|border crossing|suburb|valley|metropolitan area|neighbourhood|neighborhood|"
    "airport|international airport|township|borough|port|harbour|camp|refugee camp|hospital|university|island|islands"
)
_BEFORE = re.compile(
    r"^(?:the |mainland |downtown |central |inner |outer |upper |lower |greater |far |rural |occupied |"
    r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?[ -])+",
    re.IGNORECASE,
)
_DIVISION = re.compile(rf"^(.+?) (?:{_KINDS_OF_DIVISION})$", re.IGNORECASE)
_TOWN = re.compile(rf"^(.+?) (?:{_KINDS_OF_TOWN})$", re.IGNORECASE)
_PREFIXED = re.compile(
    r"^(?:city|province|state|county|district|port|town|village|island|kingdom|republic|region) of (?:the )?(.+)$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,4}\.|(?:[A-Z]\.){2,3}|[A-Z]{2}|Texas|Ohio|Utah|Iowa|Que\.?|Ont\.?|Alta\.?")
_VAGUE = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "middle", "upper",
    "lower", "northeast", "northwest", "southeast", "southwest", "north east", "north west", "south east", "south west",
    "coast", "capital", "union", "centre", "center", "amazon", "earth", "states", "university", "police", "march", "may",
    "street", "road", "river", "lake", "island", "islands", "park", "church", "college", "hospital", "airport", "mobile",
    "independence", "liberty", "unity", "victory", "best", "male", "nice", "reading", "bath", "sandwich", "deal", "of",
    "republic", "democratic", "general", "president", "prime", "royal", "king", "queen", "federal", "national", "eta",
    "news", "post", "times", "sun", "star", "the", "new", "old", "big", "great", "young", "white", "black", "green",
    "san", "santa", "saint", "los", "las", "el", "al", "van", "ford", "christmas", "easter", "monday", "friday",
})  # fmt: skip
"""Words that are some place's name and, alone, hardly ever mean it."""

_VAGUE_KEPT = {"amazon": "region", "male": "city", "nice": "city", "reading": "city", "mobile": "city"}


@lru_cache(maxsize=20_000)
def lookup(text: str) -> tuple[Place, ...]:
    """The places of the first form of a name that the gazetteer has."""
    for form, features in forms(text):
        found = tuple(place for place in candidates(form) if not features or place.feature in features)
        if found:
            return found
    return ()


@lru_cache(maxsize=20_000)
def strength(text: str) -> float | None:
    """How likely these very words mean a place that bears the name itself: its weight, None where there is none."""
    if text.lower() in _VAGUE or len(text) < 3:
        return None
    found = [place.weight for place in candidates(text) if place.own]
    return max(found, default=None)


def is_vague(text: str) -> bool:
    """Whether a name alone says too little to be looked up."""
    return text.lower() in _VAGUE and text.lower() not in _VAGUE_KEPT


@lru_cache(maxsize=5_000)
def is_abbreviation(text: str) -> bool:
    """Whether a word is the short form of a division: "Ky.", "N.J.", "TX", "Ont."."""
    if not _ABBREVIATED.fullmatch(text):
        return False
    return any(place.feature == "admin" and place.own for place in candidates(text))


@lru_cache(maxsize=20_000)
def forms(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The forms of a name in the order to ask for, each with the kinds of place that its own words ask for."""
    text = re.sub(r"\s+", " ", text)
    found: list[tuple[str, tuple[str, ...]]] = [(text, ())]
    plain = _BEFORE.sub("", text)
    if plain and plain != text and not is_vague(plain):
        found.append((plain, ()))
    else:
        plain = plain or text
    for pattern, features in ((_DIVISION, ("admin", "region")), (_TOWN, ("city", "site")), (_PREFIXED, ())):
        match = pattern.match(plain)
        if match and not is_vague(match[1]):
            found += [(match[1], features), (match[1], ())]
    return tuple(found)
