"""One paragraph as it is read: its parse, and the entities, places and times found in it, looked up by token.

Joins what the parser says with what the names, places and times say. What an event is stays out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from pipelines.annotate.event_lexicon import EventLexicon
from pipelines.annotate.parse import Parse, Tokens
from pipelines.annotate.syntax import Token, children, prepositional
from pipelines.records import EntityMention, Party, PlaceMention, Span, TimeMention

PARTY_KINDS = frozenset({"country", "organisation", "person", "group", "agent"})
_PARTITIVE = frozenset({
    "dozen", "hundred", "thousand", "score", "number", "group", "member", "series", "handful", "majority", "lot",
    "couple", "pair", "team", "part", "rest", "some", "several", "many", "most", "one", "two", "three", "four",
    "all", "both", "each", "any", "none", "half", "crowd", "leader", "leadership", "representative",
    "those", "string", "host", "raft", "batch", "busload", "boatload", "slew", "bunch", "throng", "cohort", "pocket",
    "swarm",
})  # fmt: skip
_CONSISTING = frozenset({"group", "crowd", "team", "gang", "band", "mob", "squad"})
PERSONAL = frozenset(["it", "he", "she", "they", "we", "i", "who", "him", "her", "them", "us", "me"])
_POSSESSIVE = frozenset({"his", "her"})
_OFFICES = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "ELI", "OPP", "PRE", "IGO", "UNO", "EUR",
    "IMG",
})  # fmt: skip
_CIVIC = frozenset({"NGO", "SOC", "ISM", "REL", "LAB"})
_AT_HOME = frozenset({"COP", "JUD", "LEG", "EDU", "MED", "AGR", "LAB", "CVL", "OPP"})
"""Sectors of those who are mostly of the state they are told to be in; soldiers, envoys and guests are often not."""
_GUESTS = frozenset({
    "tourist", "visitor", "foreigner", "migrant", "expatriate", "pilgrim", "traveller", "traveler", "passenger",
    "expat", "settler", "crew", "victim", "observer", "investor", "activist",
})  # fmt: skip
_ANYBODY = frozenset({"man", "person", "suspect", "killer"})
_UNARMED = frozenset({None, "CVL", "LAB", "AGR", "REF", "OPP", "EDU", "MED", "BUS", "REL", "JRN", "SOC"})
MEDIATORS = frozenset({"mediate", "broker", "facilitate", "host"})
"""Verbs that make a third party of who does them to talks or a deal."""
_CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands", "millions"})
"""Numbers that stand for people where no noun follows: "thousands marched"."""
_ABSTRACT_ENTS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})


@dataclass
class Reading:
    """A parsed paragraph with its mentions. `start` is its offset in the text; token offsets are relative to it.

    `first_told` has each word of the text, in lower case, with the offset at which it first stands.
    """

    text: str
    start: int
    doc: Parse
    lexicon: EventLexicon
    entities: tuple[EntityMention, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    headline: bool = False
    day: date | None = None
    first_told: dict[str, int] = field(default_factory=dict)
    antecedents: dict[int, EntityMention] = field(default_factory=dict)
    spoken: list[Any] = field(default_factory=list)
    pairs: dict[int, tuple[EntityMention, ...]] = field(default_factory=dict)
    parsed: str = field(init=False)
    entity_at: dict[int, EntityMention] = field(init=False)
    place_at: dict[int, PlaceMention] = field(init=False)
    time_at: dict[int, TimeMention] = field(init=False)
    _kinds: dict[str, Callable[[Token], bool]] = field(init=False, repr=False)
    _phrases: dict[int, set[str]] = field(init=False, default_factory=dict)
    _vocabularies: dict[int, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.parsed = self.doc.text
        self._kinds = {
            "$person": self.is_person,
            "$official": self.is_official,
            "$authority": self.is_authority,
            "$body": self.is_body,
            "$folk": self.is_folk,
        }
        self.entity_at = self._by_token(self.entities)
        self.place_at = self._by_token(self.places)
        self.time_at = self._by_token(self.times)

    def _by_token(self, mentions: Any) -> dict[int, Any]:
        found: dict[int, Any] = {}
        for mention in sorted(mentions, key=lambda m: m.end - m.start):
            span = self.doc.char_span(mention.start - self.start, mention.end - self.start, alignment_mode="expand")
            for token in span or ():
                found.setdefault(token.i, mention)
        return found

    def span(self, first: int, last: int) -> Span:
        """The characters from a first to a last token (both included) as a span of the whole text."""
        begin = self.doc[first].idx
        end = self.doc[last].idx + len(self.doc[last])
        return Span(self.start + begin, self.start + end, self.text[self.start + begin : self.start + end])

    def token_span(self, token: Token) -> Span:
        return self.span(token.i, token.i)

    def core(self, token: Token) -> Token:
        """The noun a phrase is about: "dozens of soldiers" is about soldiers."""
        for _ in range(3):
            if token.i in self.entity_at and self.entity_at[token.i].kind in PARTY_KINDS:
                return self._members(token)
            if token.lemma_.lower() not in _PARTITIVE and token.pos_ != "NUM":
                return token
            inner = [target for target in prepositional(token, "of") if target.pos_ in ("NOUN", "PROPN", "PRON")]
            if not inner:
                return token
            token = inner[0]
        return token

    def _members(self, token: Token) -> Token:
        """Who a group consists of: "a group of farmers" is farmers."""
        if token.lemma_.lower() not in _CONSISTING:
            return token
        inner = [t for t in prepositional(token, "of") if t.tag_ in ("NNS", "NNPS") and t.i in self.entity_at]
        return inner[0] if inner and self.entity_at[inner[0].i].kind in ("agent", "group") else token

    def has_told(self, words: tuple[str, ...]) -> bool:
        """Whether one of some words or classes stands in the text up to the end of this paragraph."""
        end = self.start + len(self.doc.text)
        return any(
            self.first_told.get(each, end) < end
            for word in words
            for each in (self.lexicon.classes[word[1:]] if word.startswith("$") else (word,))
        )

    def is_party(self, token: Token) -> bool:
        """Whether a token heads a name or phrase that can act: a country, organisation, person, group or agent."""
        token = self.core(token)
        if token.i in self.pairs or token.i in self.antecedents:
            return True
        mention = self.entity_at.get(token.i)
        if mention is not None:
            return mention.kind in PARTY_KINDS
        if token.lower_ in PERSONAL or token.lower_ in _CROWDS:
            return True
        if token.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
            return True
        if token.lemma_.lower() in self.lexicon.classes["people"]:
            return True
        unknown = token.pos_ in ("PROPN", "NOUN") and token.is_title and token.lemma_[:1].isupper()
        plural = token.tag_ == "NNPS" and token.i == token.sent.start
        taken = token.i in self.time_at or token.i in self.place_at or token.lemma_.lower() in self.lexicon.nouns
        return bool(unknown and not plural and token.ent_type_ not in _ABSTRACT_ENTS and not taken)

    def is_target(self, token: Token) -> bool:
        """Whether a noun that is no party can still be what force or help reaches: a place, building, vehicle, body."""
        token = self.core(token)
        if token.pos_ not in ("NOUN", "PROPN"):
            return False
        classes = self.lexicon.classes
        word = token.lemma_.lower()
        return self._is_place(token) or any(word in classes[name] for name in ("target", "force", "territory"))

    def _is_place(self, token: Token) -> bool:
        return token.i in self.place_at or token.ent_type_ in ("GPE", "LOC", "FAC")

    def is_named(self, token: Token) -> bool:
        """Whether a token names a place, or a party that is known."""
        return token.i in self.place_at or (token.i in self.entity_at and self.is_party(token))

    def is_resolved(self, token: Token) -> bool:
        """Whether a token leads to a party with a name of its own, or to one that belongs to a named one."""
        party = self.party(token)
        return party is not None and (party.country is not None or party.name is not None)

    def is_resolved_name(self, token: Token) -> bool:
        """Whether a token is part of a name that is known: an identifier or a country stands behind it."""
        mention = self.entity_at.get(token.i)
        return mention is not None and (mention.wikidata_id is not None or mention.country is not None)

    def fits(self, words: tuple[str, ...], token: Token) -> bool:
        """Whether a token is one of the lemmas or classes, or of a kind.

        Kinds: `$party`; `$state` (a country), `$nonstate` (any other party); `$person`; `$official`, `$authority`,
        `$body`, `$folk` (see the methods of these names); `$place`; `$time`; `$act` (an event noun); `$doing` (a
        gerund); and PLOVER's sectors (`$COP`).
        """
        token = self.core(token)
        wanted = self.lexicon.wanted(words)
        if wanted.anything or token.lemma_.lower() in wanted.words or token.lower_ in wanted.words:
            return True
        if wanted.kinds and any(self._is_of(kind, token) for kind in wanted.kinds):
            return True
        return wanted.phrases and not wanted.words.isdisjoint(self._phrases_at(token))

    def _phrases_at(self, token: Token) -> set[str]:
        known = self._phrases.get(token.i)
        if known is None:
            known = self._phrases[token.i] = phrases_at(token)
        return known

    def _is_of(self, kind: str, token: Token) -> bool:
        if kind == "$party":
            return self.is_party(token)
        if kind == "$state":
            return self.is_state(token)
        if kind == "$nonstate":
            return self.is_party(token) and not self.is_state(token)
        if kind in self._kinds:
            return self._kinds[kind](token)
        if kind == "$place":
            return self._is_place(token)
        if kind == "$time":
            return token.i in self.time_at or token.ent_type_ in ("DATE", "TIME")
        if kind == "$doing":
            return bool(token.dep_ == "pcomp" and token.tag_ == "VBG")
        if kind == "$act":
            return token.lemma_.lower() in self.lexicon.nouns
        mention = self.entity_at.get(token.i)
        return mention is not None and mention.sector == kind[1:]

    def is_state(self, token: Token) -> bool:
        """Whether a token names a country as such, or its government."""
        mention = self.entity_at.get(token.i)
        return mention is not None and mention.kind == "country" and token.pos_ in ("PROPN", "NOUN", "PRON")

    def vocabulary(self, sentence: Tokens) -> frozenset[str]:
        """The words of a sentence, their lemmas, each two and three that stand together, and phrases of its nouns."""
        known = self._vocabularies.get(sentence.start)
        if known is None:
            forms = [token.lower_ for token in sentence]
            words = {
                word for token in sentence if not _is_lacking(token) for word in (token.lower_, token.lemma_.lower())
            }
            words.update(map(" ".join, pairwise(forms)))
            words.update(map(" ".join, zip(forms, forms[1:], forms[2:], strict=False)))
            known = frozenset(
                words.union(*(self._phrases_at(token) for token in sentence if token.pos_ in ("NOUN", "PROPN")))
            )
            self._vocabularies[sentence.start] = known
        return known

    def is_person(self, token: Token) -> bool:
        """Whether a token names a person."""
        mention = self._mention(token)
        return mention is not None and mention.kind == "person"

    def is_official(self, token: Token) -> bool:
        """Whether a token names a person who holds an office of a state, a party, a force or a body of states."""
        mention = self._mention(token)
        return mention is not None and mention.kind == "person" and _holds_office(mention)

    def is_authority(self, token: Token) -> bool:
        """Whether a token stands for a state, or for a body or person with an office, a force or a party behind it."""
        mention = self._mention(token)
        return mention is not None and (mention.kind == "country" or _holds_office(mention))

    def is_body(self, token: Token) -> bool:
        """Whether a token stands for an authority or an organisation that is no business: not for a private person."""
        mention = self._mention(token)
        if mention is None:
            return token.ent_type_ == "ORG" or (token.pos_ == "PROPN" and token.text.isupper() and len(token) > 2)
        named = mention.kind in ("organisation", "group") and mention.sector is None
        return named or self.is_authority(token) or mention.sector in _CIVIC

    def is_folk(self, token: Token) -> bool:
        """Whether a token names many people who have neither office nor arms: "Kenyans", "dockers", "villagers"."""
        mention = self.entity_at.get(token.i)
        plural = token.tag_ in ("NNS", "NNPS") and token.lemma_.lower() not in _ANYBODY
        return plural and mention is not None and mention.kind == "agent" and mention.sector in _UNARMED

    def _mention(self, token: Token) -> EntityMention | None:
        pair = self.pairs.get(token.i)
        return self.antecedents.get(token.i) or (pair[0] if pair else self.entity_at.get(token.i))

    def party(self, token: Token) -> Party | None:
        """The party a token stands for: a mention it is part of, or else its noun phrase, with what is known of it."""
        token = self.core(token)
        mention = self.entity_at.get(token.i)
        if mention is not None and mention.kind in PARTY_KINDS:
            if token.pos_ == "PRON":
                return as_party(self._named_before(token, mention))
            return as_party(mention, self._country_there(token, mention))
        counted = token.ent_type_ in _ABSTRACT_ENTS and token.lower_ not in _CROWDS
        if counted or token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"):
            return None
        first, last = self._phrase(token)
        span = self.span(first, last)
        antecedent = self.antecedents.get(token.i)
        if antecedent is not None:
            here = antecedent.start >= self.start + token.sent.start_char and antecedent.end <= span.start
            return as_party(antecedent) if here else _standing_for(span, antecedent)
        if token.pos_ == "PRON" or token.lower_ in PERSONAL:
            return None
        country = self._owner_country(token)
        return Party(span.start, span.end, span.text, None, None, country, None)

    def _named_before(self, token: Token, mention: EntityMention) -> EntityMention:
        """The name that a pronoun repeats, where it stands before it in the same sentence; else the pronoun itself."""
        begin = self.start + token.sent.start_char
        named = [e for e in self.entities if begin <= e.start < mention.start and e.name == mention.name]
        named = [e for e in named if e.text.lower() not in _POSSESSIVE]
        return named[-1] if named else mention

    def parties(self, token: Token) -> tuple[Party, ...]:
        """The parties a token stands for: two for "both sides", none for a pronoun that leads nowhere."""
        core = self.core(token)
        if core.i in self.pairs:
            own = self.entity_at.get(core.i)
            span = Span(own.start, own.end, own.text) if own is not None else self.span(*self._phrase(core))
            first = self.start + core.left_edge.idx
            return tuple(
                as_party(mention) if first <= mention.start <= span.start else _standing_for(span, mention)
                for mention in self.pairs[core.i]
            )
        party = self.party(token)
        return (party,) if party is not None else ()

    def _phrase(self, token: Token) -> tuple[int, int]:
        first = token.i
        for child in token.lefts:
            if child.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "quantmod"):
                first = min(first, child.left_edge.i)
        if any(t.is_punct and t.text in ",;:" for t in self.doc[first : token.i]):
            first = max((t.i + 1 for t in self.doc[first : token.i] if t.text in (",", ";", ":")), default=token.i)
        return first, token.i

    def _country_there(self, token: Token, mention: EntityMention) -> str | None:
        """The state of those who are at home where they are told to be: "police in Kano", "the residents of Aleppo"."""
        if mention.kind != "agent" or mention.country or mention.sector not in _AT_HOME:
            return mention.country
        told = [self.place_at[t.i] for t in prepositional(token, "in", "of") if t.i in self.place_at]
        return told[0].country if told and token.lemma_.lower() not in _GUESTS else None

    def _owner_country(self, token: Token) -> str | None:
        for child in token.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod"):
                mention = self.entity_at.get(child.i)
                if mention is not None and mention.country:
                    return mention.country
        for target in prepositional(token, "of", "from", "in"):
            mention = self.entity_at.get(target.i)
            if mention is not None and mention.kind == "country":
                return mention.country
        return None

    def owners(self, token: Token) -> list[Token]:
        """The parties a noun belongs to: "India's plan", "the Indian plan", "the plan of India", "half of its debt"."""
        held = prepositional(token, "of", "from", "by")
        found = [child for child in children(token, "poss") if self.is_party(child)]
        found += [t for t in held if self.is_party(t) and t.head.head.lemma_.lower() not in MEDIATORS]
        found += [
            child
            for child in children(token, "amod", "compound", "nmod")
            if child.i in self.entity_at and self.entity_at[child.i].kind in PARTY_KINDS
        ]
        return found or [owner for t in held if t.i > token.i for owner in self.owners(t)]


def _is_lacking(token: Token) -> bool:
    """Whether a word tells what was not done: "left without meeting"."""
    return bool(token.tag_ == "VBG" and token.dep_ in ("pobj", "pcomp") and token.head.lower_ == "without")


def first_told(text: str) -> dict[str, int]:
    """Each word of a text in lower case, with the offset at which it first stands."""
    found: dict[str, int] = {}
    for word in _WORD.finditer(text):
        found.setdefault(word[0].lower(), word.start())
    return found


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def phrases_at(token: Token) -> set[str]:
    """A noun with each word that describes it ("house arrest") and with its `of` ("state of emergency")."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return set()
    lemma = token.lemma_.lower()
    found = {f"{child.lower_} {lemma}" for child in token.lefts if child.dep_ in ("compound", "amod", "nmod", "poss")}
    return found | {f"{lemma} of {target.lemma_.lower()}" for target in prepositional(token, "of")}


def _standing_for(span: Span, mention: EntityMention) -> Party:
    """The words of one place, standing for the party that another mention names."""
    known = as_party(mention)
    return Party(span.start, span.end, span.text, known.name, known.wikidata_id, known.country, known.sector)


def as_party(mention: EntityMention, country: str | None = None) -> Party:
    """An entity mention as a party to an act; `country` where the words beside it tell one that it has not itself."""
    return Party(
        mention.start,
        mention.end,
        mention.text,
        mention.name,
        mention.wikidata_id,
        mention.country or country,
        mention.sector,
    )


def _holds_office(mention: EntityMention) -> bool:
    """Whether somebody has an office, told by the sector, or by a role whose body the text does not tell."""
    return mention.sector in _OFFICES or (mention.kind == "person" and mention.sector is None and bool(mention.role))
