"""What the words around a name tell of it: whether it is a place's, and what kind of place it asks for.

Tests over spaCy spans, each of one kind of evidence: a noun beside the name, what it lies in, the list it stands in,
the body it is part of. How they are weighed together is toponyms.py's.
"""

from __future__ import annotations

import re
from typing import Any

from pipelines.annotate.place_names import lookup
from pipelines.reference.territories import by_name

LIKELY_TOWN, WELL_KNOWN_TOWN, SURE_NAME, LARGE_TOWN = 5_000, 20_000, 50_000, 100_000
"""Weights from which a name is one of a town, of a well-known town, of a place by its two words, of a large town."""

WHERE = frozenset({
    "in", "near", "at", "outside", "around", "from", "to", "of", "across", "throughout", "toward", "towards", "into",
    "inside", "via", "over", "between", "off", "for", "through", "beyond", "within", "above",
})  # fmt: skip
FIRM_WHERE = frozenset({"in", "near", "at", "outside", "around", "across", "throughout", "towards", "toward", "inside"})
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
    "base", "zoo", "museum", "cathedral", "mosque", "market", "square", "metro", "suburbs", "outskirts", "farm",
    "farms", "laboratory", "lab", "plant", "factory", "mine", "reactor", "barracks", "compound", "campus", "man",
    "woman", "teenager", "slum", "hotel", "clinic", "nightclub", "businesses", "councillor",
    "resident", "residents", "mayor", "native", "metropolitan", "hinterland", "front", "stadium", "embassy",
})  # fmt: skip
_NOT_SEATED = frozenset({
    "times", "post", "herald", "star", "journal", "news", "tribune", "gazette", "telegraph", "guardian", "sun", "mail",
    "express", "chronicle", "globe", "standard", "review", "monitor", "observer", "inquirer", "magazine", "daily",
    "weekly", "press", "agency", "television", "tv", "radio", "fm", "broadcasting", "company", "co", "co.", "inc",
    "inc.", "corp", "corp.", "corporation", "ltd", "ltd.", "llc", "plc", "group", "holdings", "airlines", "airways",
    "farms", "laboratories", "foods", "bank", "insurance", "motors", "oil", "energy", "party", "front", "movement",
    "security", "league", "united", "fc", "treaty", "accord", "protocol", "convention", "agreement", "act", "law",
    "process", "declaration", "summit", "olympics", "games", "cup", "open", "marathon", "court", "courts", "tribunal",
    "university's", "soup", "series", "edge", "apartments", "virus", "disease", "syndrome", "variant", "fever", "flu",
})  # fmt: skip
"""Words that end a name with a place in it, of what does not sit there: papers, firms, parties, treaties, diseases."""
_NOUNS_BEFORE = _DIVISION_NOUNS | _TOWN_NOUNS | _LAND_NOUNS | {"outskirts", "north", "south", "east", "west"}
_PLACE_NOUNS = _DIVISION_NOUNS | _TOWN_NOUNS | _LAND_NOUNS | _SITE_NOUNS
NOUNS_AFTER = _PLACE_NOUNS | {"police", "council"}


def ends_a_name(doc: Any, token: Any, place_at: dict[int, Any]) -> bool:
    """Whether a word is the last one of a longer name that nobody knows: "the Danube Delta"."""
    before = doc[token.i - 1] if token.i else None
    return (
        before is not None
        and before.pos_ == "PROPN"
        and before.text[0].isupper()
        and before.i not in place_at
        and before.ent_type_ not in ("DATE", "TIME", "NORP")
        and not before.text.endswith(".")
    )


_INSIDE = frozenset(
    {"of", "the", "de", "del", "do", "da", "dos", "la", "le", "les", "al", "el", "and", "sur", "-", "'s", "’s"}
)


def longest_run(doc: Any, first: int, most: int) -> int:
    """How many words from the first one are written as one name: capitals, with nothing but particles between."""
    length = 1
    while length < most and first + length < len(doc):
        word = doc[first + length]
        if not word.text[0].isupper() and word.lower_ not in _INSIDE:
            break
        length += 1
    return length


def is_list(span: Any) -> bool:
    return any(word.lower_ in ("and", "'s", "’s") for word in span)


def asks_for(doc: Any, span: Any) -> tuple[str, ...]:
    """The kind of place that the words around a name ask for."""
    after = _noun_after(doc, span)
    of = span.start > 1 and doc[span.start - 1].lower_ == "of"
    head = doc[span.start - 2].lower_ if of else ""
    if after in _DIVISION_NOUNS or head in _DIVISION_NOUNS or after in _STATE_OFFICES:
        return ("admin", "region")
    if after in _TOWN_NOUNS or head in _TOWN_NOUNS:
        return ("city", "site")
    return ()


def _noun_after(doc: Any, span: Any) -> str:
    """The word right after a name, where it is not the head of another name: "the Hunan city of Yueyang"."""
    if span.end >= len(doc):
        return ""
    after = str(doc[span.end].lower_)
    if span.end + 1 < len(doc) and doc[span.end + 1].lower_ == "of" and after in _TOWN_NOUNS:
        return ""
    return after


_TAKE_PLACES = frozenset({
    "attack", "shell", "bomb", "bombard", "capture", "recapture", "seize", "visit", "leave", "reach", "enter",
    "overrun", "besiege", "liberate", "retake", "flee", "pound", "storm", "invade", "occupy", "tour", "evacuate",
    "rock", "shake", "encircle", "surround", "strike", "raid", "cross", "blockade",
})  # fmt: skip
"""Verbs whose object is a place when it is a name that the gazetteer knows well."""


def is_taken(span: Any) -> bool:
    """Whether a name is the object of a verb that goes with places: "shelled X"."""
    return span.root.dep_ == "dobj" and span.root.head.lemma_.lower() in _TAKE_PLACES


_STATE_OFFICES = frozenset({
    "gov.", "gov", "governor", "legislature", "lawmakers", "senate", "senator", "sen.", "rep.", "statehouse", "premier",
    "chief minister",
})  # fmt: skip


def is_told_by_noun(doc: Any, span: Any) -> bool:
    """Whether a common noun beside the name says that it is a place: "X province", "the town of X", "X airport"."""
    after = _noun_after(doc, span)
    if after in _PLACE_NOUNS:
        return True
    if span.start < 2 or doc[span.start - 1].lower_ not in ("of", "called", "named"):
        return False
    return doc[span.start - 2].lower_ in _DIVISION_NOUNS | _TOWN_NOUNS | _LAND_NOUNS | {
        "outskirts",
        "north",
        "south",
        "east",
        "west",
    }


def before_place(doc: Any, span: Any, place_at: dict[int, Any]) -> bool:
    """Whether the name of what it lies in stands right after it: "Pandi, Bulacan"."""
    if span.end + 1 >= len(doc) or doc[span.end].lower_ not in (",", "in", "("):
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


def of_town(doc: Any, span: Any) -> bool:
    """Whether it is the place of a person or a thing: "Ann Block, 49, of X", "a house outside of X", "a man from X"."""
    if span.start < 2 or doc[span.start - 1].lower_ not in ("of", "from"):
        return False
    before = doc[span.start - 2]
    if doc[span.start - 1].lower_ == "from":
        return before.lower_ in (
            "man",
            "woman",
            "teenager",
            "people",
            "men",
            "women",
            "miles",
            "kilometres",
            "km",
            "far",
        )
    return before.text == "," or before.lower_ in _SIDES


_SIDES = frozenset({
    "outside", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east",
    "north-west", "south-east", "south-west", "centre", "center", "outskirts", "downtown",
})  # fmt: skip


def has_place_noun(text: str) -> bool:
    """Whether a name has a word for a place in it, and so is nobody's: "Village Malakal"."""
    return any(word.lower() in _PLACE_NOUNS for word in text.split())


def beside_place(doc: Any, span: Any, place_at: dict[int, Any]) -> bool:
    """Whether the name stands in a list with a place: "Darfur and X", "X, Tabriz and Y"."""
    at = span.start - 1
    while at >= 0 and doc[at].lower_ in (",", "and", "or", "the", "both") and at > span.start - 4:
        at -= 1
    if 0 <= at < span.start - 1 and at in place_at:
        return True
    at = span.end
    while at < len(doc) and doc[at].lower_ in (",", "and", "or", "the") and at < span.end + 3:
        at += 1
    if not span.end < at < len(doc) or at not in place_at:
        return False
    if doc[span.end].lower_ in ("and", "or"):
        return True
    while at < len(doc) and at in place_at:
        at += 1
    return at + 1 < len(doc) and doc[at].lower_ in (",", "and") and (at + 1 in place_at or at + 2 in place_at)


def opens(span: Any) -> bool:
    """Whether a name in capitals opens its paragraph as a dateline: "KABUL (Reuters)", "DOHA:"."""
    if span.start > 0 or not span.text.isupper():
        return False
    return span.end == len(span.doc) or any(
        word.text in ("(", ":", "—", "–", "-", "--", ",") for word in span.doc[span.end : span.end + 3]
    )


def is_shown(doc: Any, span: Any) -> bool:
    """Whether anything beside a name says that a place is meant: "in X", "near the X", "shelled X", "X police"."""
    before = span.start - 1
    while before >= 0 and (doc[before].lower_ == "the" or doc[before].dep_ in ("amod", "compound")):
        before -= 1
    led = before >= 0 and doc[before].lower_ in WHERE
    return led or is_taken(span) or opens(span) or _noun_after(doc, span) in NOUNS_AFTER or is_told_by_noun(doc, span)


_TREATIES = frozenset({
    "convention", "conventions", "agreement", "agreements", "accord", "accords", "protocol", "protocols", "treaty",
    "pact", "declaration", "process", "times", "post", "herald", "stock", "olympics",
})  # fmt: skip


def names_a_treaty(doc: Any, span: Any) -> bool:
    """Whether a place only gives its name to what was once signed, or is printed, there: "the Vienna Convention"."""
    if span.end >= len(doc):
        return False
    after = doc[span.end]
    return bool(after.text[:1].isupper() and after.lower_ in _TREATIES)


_JOINS = frozenset({",", "and", "or", "/"})


def of_body(doc: Any, span: Any, entity_at: dict[int, Any], power: float) -> bool:
    """Whether a name within a body's name says where the body sits, or is listed in what was taken for one.

    A state in a body's name says whose the body is, and is no place.
    """
    body = entity_at[span.start]
    before = doc[span.start - 1] if span.start and entity_at.get(span.start - 1) is body else None
    if before is not None and before.lower_ == "the":
        before = None
    after = doc[span.end] if span.end < len(doc) and entity_at.get(span.end) is body else None
    if (before is not None and before.lower_ in _JOINS) or (
        before is None and after is not None and after.lower_ in _JOINS
    ):
        parts = re.split(r",? (?:and|or) |, |/", body.text)
        return (power > 0 and all(lookup(part) for part in parts)) or (power > LARGE_TOWN and before is not None)
    words = body.text.lower().split()
    if by_name(span.text) is not None or (words[-1] in _NOT_SEATED and len(words) < 4):
        return False
    if before is None and after is not None:
        county = span.end - span.start > 1 and span[-1].lower_ in _DIVISION_NOUNS
        return after.lower_ not in _NOT_SEATED and (power > LIKELY_TOWN or county)
    return power > LARGE_TOWN
