"""The forms of a place's name that the gazetteer is asked for: as it stands, and without what is said around it.

"northern Aleppo province" asks for "northern Aleppo province", "Aleppo province", then Aleppo as a division, then any
Aleppo. Which of the places of a name is meant, places.py says.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.reference.gazetteer import Place, candidates
from pipelines.reference.territories import by_adjective

_KINDS_OF_DIVISION = (
    "province|provinces|state|states|governorate|oblast|prefecture|county|region|regions|district|districts|"
    "tribal district|division|territory|agency|department|municipality|canton|parish|republic"
)
_KINDS_OF_TOWN = (
    "city|town|village|area|border|crossing|border crossing|suburb|valley|metropolitan area|neighbourhood|neighborhood|"
    "airport|international airport|township|borough|port|harbour|camp|refugee camp|hospital|university"
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
    "act", "airport", "al", "alliance", "amazon", "apple", "argo", "autumn", "bath", "belle", "best", "bible", "big",
    "bishop", "bitcoin", "black", "brexit", "capital", "captain", "catholic", "center", "central", "centre",
    "christian", "christmas", "church", "coast", "college", "commonwealth", "congress", "conservative",
    "constitution", "crescent", "cross", "deal", "delta", "democrat", "democratic", "doctor", "drug", "earth", "east",
    "easter", "eastern", "eden", "el", "eta", "facebook", "faith", "father", "federal", "first", "food", "ford",
    "freedom", "friday", "general", "god", "google", "great", "green", "hiv", "holden", "homeland", "hope",
    "hospital", "hurricane", "independence", "internet", "island", "islands", "justice", "king", "koran", "labor",
    "labour", "lady", "lake", "lakes", "las", "latina", "liberal", "liberty", "lion", "long", "lord", "los", "lower",
    "mahala", "major", "male", "march", "may", "maya", "media", "metro", "middle", "minister", "mission", "mobile",
    "monday", "mother", "muslim", "national", "new", "news", "nice", "nikki", "north", "north east", "north west",
    "north-east", "northeast", "northern", "northwest", "of", "old", "orange", "orthodox", "paradise", "park",
    "parliament", "peace", "plantation", "plum", "police", "pool", "pope", "post", "president", "prime", "prince",
    "princess", "protestant", "province", "queen", "quran", "reading", "region", "regions", "republic", "republican",
    "revolution", "river", "road", "roman", "royal", "saint", "san", "sandwich", "santa", "second", "senate",
    "senator", "sinn", "sir", "south", "south east", "south west", "southeast", "southern", "southwest", "spanish",
    "sport", "spring", "star", "states", "storm", "street", "summer", "sun", "sunshine", "tank", "the", "third",
    "tiger", "times", "union", "unity", "university", "upper", "van", "victory", "vladimir", "wall", "west",
    "western", "white", "windows", "winter", "xinhua", "young",
})  # fmt: skip
"""Words that are some place's name and, alone, hardly ever mean it."""

_WELL_KNOWN = 20_000
"""Weight from which another name of a place says as much as its own; below it, it only says that there is one."""

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
    """How likely these very words mean a place: the greatest weight of one of the name, None where there is none."""
    if text.lower() in _VAGUE or len(text) < 3:
        return None
    if (len(text) < 4 and not text.isupper()) or by_adjective(text):
        return None
    weights = (p.weight if p.own or p.weight > _WELL_KNOWN else 1.0 for p in candidates(text))
    return max(weights, default=None)


def is_vague(text: str) -> bool:
    """Whether a name alone says too little to be looked up."""
    return text.lower() in _VAGUE and text.lower() not in _VAGUE_KEPT


@lru_cache(maxsize=5_000)
def is_abbreviation(text: str) -> bool:
    """Whether a word is the short form of a division: "Ky.", "N.J.", "TX", "Ont."."""
    if not _ABBREVIATED.fullmatch(text):
        return False
    found = (*candidates(text), *candidates(f"{text}."))
    return any(place.feature == "admin" and place.own for place in found)


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
