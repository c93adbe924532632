"""When and where an act took place: the time and place nearest to its trigger by syntax, never a guess.

A time or place belongs to the first candidate met on the way from it to the root of its sentence, with what that one
carries. What mentions lend each other is lending.py's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.annotate.event_nouns import support_verb
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token
from pipelines.annotate.triggers import Candidate
from pipelines.records import EventPlace, EventTime, PlaceMention, TimeMention

_FREQUENT = frozenset({"daily", "weekly", "annual", "annually", "monthly"})
_PLACE_WORDS = frozenset({
    "in", "at", "near", "on", "outside", "inside", "across", "around", "along", "from", "over", "within",
    "throughout", "to", "into", "between", "off", "above",
})  # fmt: skip


_LOCALITIES = frozenset({
    "village", "town", "city", "province", "district", "region", "port", "suburb", "outskirt", "outskirts", "area",
    "island", "state", "municipality", "neighbourhood", "neighborhood", "settlement", "capital", "centre", "center",
    "north", "south", "east", "west", "part", "portion", "half", "sector", "edge", "coast", "county", "department",
    "governorate", "oblast",
})  # fmt: skip
"""Nouns whose "of X" is the place itself: an attack on the village of X took place in X."""

_RESULTS = frozenset({
    "kill", "wound", "injure", "destroy", "damage", "displace", "maim", "burn", "flatten", "level", "claim", "leave",
    "hit", "strike", "set", "trap", "bury", "send", "force", "trigger", "cause", "spark", "rock", "shake",
})  # fmt: skip
"""Verbs that tell what an act did to people and things there and then."""

HARMS = frozenset({"kill", "wound", "injure", "die", "hurt", "maim", "stab", "beat", "shoot", "displace"})
"""Verbs that tell, in the passive or of themselves, what became of people."""

_WITHIN_STATES = frozenset({"in", "inside", "across", "within", "throughout", "into", "to"})
"""Prepositions that make a state the place of an act, and not a party to it."""


_FINEST = ("exact", "admin", "region", "country")

SPOKEN = frozenset({
    "STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE",
})  # fmt: skip
"""Acts of speech: what their objects hold lies elsewhere and is of other days."""


@dataclass
class Settings:
    """The place and time of each candidate, by token index."""

    reading: Reading
    places: dict[int, EventPlace] = field(default_factory=dict)
    times: dict[int, EventTime] = field(default_factory=dict)

    def of(self, token: Token) -> tuple[EventPlace | None, EventTime | None]:
        return self.places.get(token.i), self.times.get(token.i)


def settings_of(reading: Reading, candidates: dict[int, Candidate]) -> Settings:
    """Hand each place and time of a paragraph to the candidates it belongs to."""
    settings = Settings(reading)
    lent: dict[int, EventTime] = {}
    for time in reading.times:
        anchor = _anchor(reading, time)
        if (
            anchor is None
            or anchor.lower_ in _FREQUENT
            or (time.from_on is None and time.to_on is None and reading.day)
        ):
            continue
        for position, owner in enumerate(_owners(reading, anchor, candidates, deepest=1)):
            (settings.times if position == 0 else lent).setdefault(owner.i, _event_time(time))
    own = set(settings.times)
    for owner_at, event_time in lent.items():
        settings.times.setdefault(owner_at, event_time)
    for candidate in candidates.values():
        if candidate.token.i not in settings.times:
            told = _followed_by(reading, candidate.token) or _day_when(reading, candidate.token)
            told = told or _at_once_with(candidate.token, settings)
            if told is not None:
                settings.times[candidate.token.i] = told
    for place in reading.places:
        anchor = _anchor(reading, place)
        if anchor is None or not _locates(reading, anchor, candidates):
            continue
        of_local = anchor.dep_ in ("compound", "nmod") and anchor.head.lemma_.lower() in _LOCALITIES
        if place.lat is None and not of_local and anchor.dep_ in ("dobj", "nsubjpass", "compound", "nmod"):
            continue
        if place.feature == "country" and not (anchor.dep_ == "pobj" and anchor.head.lower_ in _WITHIN_STATES):
            continue
        owners = _owners(reading, anchor, candidates)
        for position, owner in enumerate(owners):
            if position == 0 or owner.i not in own or _is_result(owner) or _is_meanwhile(owners[0]):
                known = settings.places.get(owner.i)
                if known is None or _is_finer(place, known):
                    settings.places[owner.i] = _event_place(place)
    for candidate in candidates.values():
        if candidate.token.i not in settings.places:
            place_before = _place_before_where(reading, candidate.token)
            if place_before is not None:
                settings.places[candidate.token.i] = _event_place(place_before)
    return settings


def _place_before_where(reading: Reading, token: Token) -> PlaceMention | None:
    """The toponym that a "where" refers to, of the clause that tells the act: "a mosque in Multan, where two died"."""
    token = _first_joined(token)
    where = next((child for child in token.lefts if child.lower_ == "where"), None)
    if where is None or token.dep_ not in ("relcl", "acl", "advcl", "ccomp"):
        return None
    before = where.i - 1
    if before > 0 and reading.doc[before].is_punct:
        before -= 1
    place = reading.place_at.get(before)
    return None if place is None or place.feature == "country" else place


def _is_finer(place: PlaceMention, known: EventPlace) -> bool:
    """Whether a place tells more than one found before: a point where there is none, a town in its region."""
    if place.lat is None or place.precision is None:
        return False
    return known.precision is None or _FINEST.index(place.precision) < _FINEST.index(known.precision)


def _tells(time: TimeMention, reading: Reading) -> bool:
    """Whether a time says any day; without a day of publication what is relative stays with its event, unread."""
    return reading.day is None or time.from_on is not None or time.to_on is not None


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


def _day_when(reading: Reading, verb: Token) -> EventTime | None:
    """The day that a clause with "when" tells of: "since May 2, the night when troops shelled the port"."""
    verb = _first_joined(verb)
    if verb.dep_ != "relcl" or not any(child.lower_ == "when" for child in verb.lefts):
        return None
    time = reading.time_at.get(verb.head.i) or reading.time_at.get(verb.head.head.i)
    if time is None or time.from_on is None or time.relation not in ("on", "since"):
        return None
    last = time.from_on if time.relation == "since" else time.to_on
    return EventTime(time.start, time.end, time.from_on, last, time.granularity, "on")


def _at_once_with(verb: Token, settings: Settings) -> EventTime | None:
    """The day of the act that another went on beside: "shut the crossings on May 2 as its troops fought rebels"."""
    verb = _first_joined(verb)
    marks = {child.lower_ for child in verb.lefts if child.dep_ in ("mark", "advmod")}
    if verb.dep_ != "advcl" or verb.tag_ != "VBD" or not marks & {"as", "while", "when"}:
        return None
    time = settings.times.get(verb.head.i)
    return time if time is not None and time.relation == "on" else None


def _first_joined(verb: Token) -> Token:
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb


def _anchor(reading: Reading, mention: Any) -> Token | None:
    span = reading.doc.char_span(mention.start - reading.start, mention.end - reading.start, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _locates(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> bool:
    """Whether a toponym stands as a place: after a preposition of place, or before an event noun."""
    if token.dep_ == "pobj":
        if token.head.lower_ == "of" and token.head.head.lemma_.lower() in _LOCALITIES:
            return _locates(reading, token.head.head, candidates)
        preposition = token.head
        return preposition.lower_ in _PLACE_WORDS and not (
            _is_origin(preposition, candidates) or _is_aim(preposition, candidates)
        )
    if token.dep_ in ("compound", "nmod", "amod", "poss") and token.i in reading.place_at:
        return (token.dep_ != "poss" and token.head.i in candidates) or _names_site(reading, token, candidates)
    if token.dep_ in ("conj", "appos"):
        return _locates(reading, token.head, candidates)
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.i in candidates and candidates[token.head.i].entry.event in ("ASSAULT", "COERCE", "CONSULT")
    return token.dep_ in ("npadvmod", "advmod")


def _is_origin(preposition: Token, candidates: dict[int, Candidate]) -> bool:
    """Whether "from X" tells where people or things come from, and not where an act was done: "farmers from Sind"."""
    head = preposition.head
    return bool(preposition.lower_ == "from" and head.pos_ in ("NOUN", "PROPN") and head.i not in candidates)


def _is_aim(preposition: Token, candidates: dict[int, Candidate]) -> bool:
    """Whether a preposition names whom words or an office are meant for, or where a way leads, and no place of an act.

    "Blamed on Kyiv", "the ambassador to Oman", "on the road to Torkham"; but "said on a trip to Riga".
    """
    head = preposition.head
    if preposition.lower_ == "on":
        return head.i in candidates and candidates[head.i].entry.event in SPOKEN
    leads = head.pos_ in ("NOUN", "PROPN") and head.i not in candidates and head.lemma_.lower() not in _OCCASIONS
    return bool(preposition.lower_ == "to" and leads)


def _names_site(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> bool:
    """Whether a toponym tells which building or part of a country is meant: "in Leeds city centre", "Basra airport"."""
    site = token.head
    while site.dep_ == "compound" and site.i not in candidates:
        site = site.head
    lemma = site.lemma_.lower()
    named = site.i in reading.place_at and token.dep_ == "poss"
    if lemma not in _LOCALITIES and lemma not in reading.lexicon.classes["target"] and not named:
        return False
    if site.dep_ in ("dobj", "nsubjpass"):
        return site.head.i in candidates and candidates[site.head.i].entry.event in ("ASSAULT", "COERCE", "CONSULT")
    return site.dep_ == "pobj" and _locates(reading, site, candidates)


def _owners(reading: Reading, token: Token, candidates: dict[int, Candidate], *, deepest: int = 12) -> list[Token]:
    """The candidates a modifier belongs to: the first met on the way up, with what that one carries.

    `deepest` is the number of nouns that may stand between: a day inside two of them is one of theirs.
    """
    steps = inside = 0
    of_agent = False
    while token.head.i != token.i and steps < 12:
        child, token, steps = token, token.head, steps + 1
        of_event = child.dep_ in ("relcl", "acl") and token.i in candidates and not candidates[token.i].is_verb
        if (_is_clause(child) and not of_event and not _is_result(child) and not _is_meanwhile(child)) or (
            child.dep_ == "conj"
            and child.pos_ in ("VERB", "AUX")
            and token.i < child.i
            and not (_one_harm(token, child) or _one_deed(token, child))
        ):
            return []
        if token.i in candidates:
            spoken = candidates[token.i].entry.event in SPOKEN and candidates[token.i].is_verb
            if inside > (0 if spoken else deepest):
                return []
            return [token, *_alongside(reading, token, candidates)]
        carried = [c.token for c in candidates.values() if _carries(reading, token, c.token)]
        occurs = token.lemma_.lower() in reading.lexicon.classes["occur"]
        if token.pos_ == "VERB" and (_harms(token) if child.i < token.i else occurs):
            carried += [c.token for c in candidates.values() if c.token.head.i == token.i and _harms(c.token)]
        of_agent = of_agent or child.dep_ == "agent"
        if carried:
            return [] if of_agent or inside > deepest else carried
        if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() not in _PASSED:
            inside += 1
    return []


_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "csubj", "parataxis"})
_OCCASIONS = frozenset({
    "conference", "briefing", "meeting", "speech", "rally", "interview", "summit", "ceremony", "event", "visit",
    "address", "hearing", "session", "talk", "forum", "gathering", "statement", "letter", "tweet", "post", "broadcast",
    "debate", "vote", "trip", "stop", "appearance", "sermon", "funeral", "protest", "march", "parade", "morning",
    "afternoon", "evening", "night", "day", "week", "hour", "end", "start", "beginning", "office", "reporter",
})  # fmt: skip
"""Nouns between an act of speech and its place or day that leave both the act's: "said at a briefing in Doha"."""


_PASSED = _OCCASIONS | _LOCALITIES


def _is_clause(token: Token) -> bool:
    """Whether a verb heads a clause of its own: its days and places are not those of the act above it."""
    return bool(token.dep_ in _CLAUSES and token.pos_ in ("VERB", "AUX"))


def _is_meanwhile(token: Token) -> bool:
    """Whether a participle tells what those did who did it or to whom it was done, there and then.

    "While attending a fair", "operating in Paktika, troops captured".
    """
    if token.tag_ != "VBG":
        return False
    opens = token.dep_ == "advcl" and token.i < token.head.i and token.lemma_.lower() in _BEING_THERE
    return opens or any(child.lower_ in ("while", "whilst") for child in token.lefts)


_BEING_THERE = frozenset({"operate", "patrol", "work", "act", "travel", "march", "gather", "meet", "fight", "campaign"})


def _alongside(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> list[Token]:
    """A noun that a verb with the same time carries, and a verb coordinated with it that has no time of its own."""
    found = [c.token for c in candidates.values() if c.token.i != token.i and _carries(reading, token, c.token)]
    if _is_result(token):
        act = token.head
        found += [c.token for c in candidates.values() if c.token.i == act.i or _carries(reading, act, c.token)]
        found = [owner for owner in found if owner.i != token.i]
    if _is_meanwhile(token):
        found += [c.token for c in candidates.values() if c.token.i == token.head.i]
    joined = {token.i, *(owner.i for owner in found if _is_result(owner))}
    found += [
        c.token
        for c in candidates.values()
        if c.token.dep_ == "conj" and c.token.head.i in joined and c.token.pos_ == token.pos_
    ]
    if token.dep_ == "conj" and token.head.i in candidates and _one_harm(token.head, token):
        found.append(token.head)
    if token.dep_ == "pobj" and token.head.lower_ in ("in", "during") and token.head.head.i in candidates:
        found.append(token.head.head)
    found += [c.token for c in candidates.values() if c.token.head.dep_ == "agent" and c.token.head.head.i == token.i]
    return found


def _one_harm(first: Token, last: Token) -> bool:
    """Whether joined verbs tell one harm, whose place comes last: "a man was killed and two were hurt in Jos"."""
    return _harms(first) and (_harms(last) or not any(child.dep_.startswith("nsubj") for child in last.lefts))


def _one_deed(first: Token, last: Token) -> bool:
    """Whether joined verbs have one subject and one object: "killed and wounded several insurgents in Sangin"."""
    own = [child for child in last.lefts if child.dep_.startswith("nsubj")]
    return not own and not any(child.dep_ == "dobj" for child in first.rights)


def _harms(verb: Token) -> bool:
    return verb.lemma_.lower() in HARMS and (verb.tag_ == "VBN" or verb.lemma_.lower() == "die")


def _carries(reading: Reading, verb: Token, noun: Token) -> bool:
    if verb.pos_ not in ("VERB", "AUX", "NOUN"):
        return False
    if verb.pos_ == "NOUN":
        return (
            verb.lemma_.lower() in reading.lexicon.classes["transparent"]
            and noun.dep_ == "pobj"
            and noun.head.head.i == verb.i
        )
    if _is_result(noun) and noun.head.i == verb.i:
        return True
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
        and (verb.lemma_.lower() in reading.lexicon.classes["occur"] or verb.lemma_.lower() in _RESULTS)
    )


def _is_result(token: Token) -> bool:
    """Whether a participle tells what the act of its verb did: "exploded in a market, killing six"."""
    return bool(token.tag_ == "VBG" and token.dep_ in ("advcl", "conj", "xcomp") and token.lemma_.lower() in _RESULTS)


def _event_place(place: PlaceMention) -> EventPlace:
    return EventPlace(
        place.start, place.end, place.geonameid, place.name, place.country, place.admin1, place.lat, place.lon,
        place.precision,
    )  # fmt: skip


def _event_time(time: TimeMention) -> EventTime:
    return EventTime(time.start, time.end, time.from_on, time.to_on, time.granularity, time.relation)
