"""Common nouns that act ("troops", "Afghan delegation", "Houthi rebels"), and the state or group they belong to."""

from __future__ import annotations

from typing import Any

from pipelines.annotate.entities_draft import Draft, draft_of
from pipelines.annotate.roles_lexicon import RoleWords

_MODIFIER = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_ARTICLES = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "some", "any"}
)
_PLURAL = frozenset({"NNS", "NNPS"})
CIVIL_HEADS = frozenset({"minister", "ministry", "secretary", "adviser", "advisor", "department", "attache", "deal"})
"""Offices that stay civil whatever they are for: a defence minister is of the government."""
HELD_BY_OTHERS = frozenset({
    "backed", "supported", "funded", "financed", "armed", "trained", "equipped", "supplied", "sponsored",
    "aligned", "allied", "friendly", "linked", "affiliated", "based", "born", "made", "held", "occupied",
    "controlled", "administered", "flagged", "registered", "brokered", "mediated", "designated", "sanctioned",
    "educated", "speaking", "bound", "language", "inspired", "proxy", "exiled",
})  # fmt: skip
"""Words after a state's name and a hyphen that say whose help it is, not whose people: "Turkish-backed rebels"."""
FOR_OR_AGAINST = frozenset({"pro", "anti", "non", "ex", "post", "former", "neo"})
"""Words before a hyphen and a state's name that say as much: "pro-Russian separatists", "anti-China groups"."""


def agent_drafts(doc: Any, offset: int, taken: dict[int, Draft], words: RoleWords) -> list[Draft]:
    """The drafts of agent nouns with their modifiers, noted in `taken` by token."""
    found = []
    for token in doc:
        if token.i in taken:
            continue
        sector = _agent_sector(token, words)
        if sector is None:
            continue
        first = _phrase_start(token, taken)
        while doc[first].lower_ in _ARTICLES and first < token.i:
            first += 1
        draft = draft_of(doc[first : token.i + 1], offset, "agent")
        draft.named = False
        draft.sector = sector or None
        _belongs(doc, draft, token, taken)
        found.append(draft)
        for at in range(first, token.i + 1):
            taken[at] = draft
    return found


def _agent_sector(token: Any, words: RoleWords) -> str | None:
    """The sector of an agent noun, the empty string for one that has none of its own, None for what is no agent."""
    if token.dep_ in ("compound", "amod"):
        return _describing_sector(token, words)
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "npadvmod":
        return None
    lemma = token.lemma_.lower()
    if token.dep_ == "pobj" and lemma in _BARE and token.tag_ == "NN" and token.head.i == token.i - 1:
        return None
    head = lemma if lemma in words.agents or lemma in words.roles else token.lower_
    before = token.doc[token.i - 1] if token.i else None
    if before is not None and before.sent == token.sent:
        for pair in (f"{before.lower_} {lemma}", f"{before.lower_} {token.lower_}"):
            for table in (words.agents, words.roles):
                if pair in table:
                    return table[pair] or ""
        if before.text == "-" and token.i > 1 and f"{token.nbor(-2).lower_}-{lemma}" in words.agents:
            return words.agents[f"{token.nbor(-2).lower_}-{lemma}"] or ""
        if head in words.agents or head in words.roles:
            told = None if head in CIVIL_HEADS else words.modifiers.get(before.lower_)
            if told and before.dep_ in ("compound", "amod", "nmod", "conj"):
                return told
    if head in words.agents and (head not in words.only_plural or token.tag_ in _PLURAL):
        return words.agents[head] or ""
    if head in words.roles and head not in words.not_alone and head not in words.agents:
        return words.roles[head] or ""
    return None


_WHOSE = frozenset({"MIL", "COP", "REB", "UAF", "PRM", "OPP", "LAB", "AGR"})
_NOBODYS = frozenset({"radical", "extremist", "terrorist", "separatist", "secessionist", "islamist", "resistance"})
"""Words that say of what kind a deed or a place is, and not whose."""
_BARE = frozenset({
    "force", "guard", "power", "state", "school", "hospital", "college", "university", "court", "church",
    "office", "press",
})  # fmt: skip
"""What without an article stands for a state of things after a preposition: "in force", "taken to hospital"."""
_ALSO = frozenset({"government", "student", "teacher", "doctor", "nurse", "gang", "cartel"})


def _describing_sector(token: Any, words: RoleWords) -> str | None:
    """The sector of a force or crowd whose act or thing the next noun is: "a police raid", "an army assault"."""
    head, lemma = token.head, token.lemma_.lower()
    sector = words.agents.get(lemma) if lemma not in _NOBODYS else None
    if sector is None or head.i != token.i + 1 or head.pos_ != "NOUN" or _is_of_people(head, words):
        return None
    if token.pos_ == "ADJ":
        return sector if sector == "REB" else None
    if f"{token.lower_} {head.lemma_.lower()}" in words.agents:
        return None
    return sector if sector in _WHOSE or lemma in _ALSO else None


def _is_of_people(noun: Any, words: RoleWords) -> bool:
    """Whether a noun is somebody itself: the chief of "police chief"."""
    lemma = noun.lemma_.lower()
    return lemma in words.agents or lemma in words.roles


def _phrase_start(token: Any, taken: dict[int, Draft]) -> int:
    """The first token of the modifiers that stand unbroken before an agent noun; a possessive stays outside."""
    at: int = token.i
    while at > 0:
        before = token.doc[at - 1]
        if before.sent != token.sent or (before.is_punct and before.text != "-") or before.like_num:
            break
        owner = taken.get(before.i)
        if owner is not None and not _is_part_of_a_phrase(owner, token):
            break
        inside = (before.head.i in range(at, token.i + 1) and before.dep_ in _MODIFIER - {"poss"}) or before.text == "-"
        if not inside or before.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB", "PUNCT", "X"):
            break
        at = owner.first if owner is not None else at - 1
    while at < token.i and (token.doc[at].like_num or (token.doc[at].pos_ in ("PUNCT", "VERB") and at not in taken)):
        at += 1
    return at


def _is_part_of_a_phrase(owner: Draft, token: Any) -> bool:
    """Whether a name before an agent noun says which agents they are: "Houthi rebels", "Bor militia"."""
    if owner.use in ("adjective", "state", "actor", "prefix"):
        return owner.kind != "person"
    unknown = owner.wikidata_id is None and owner.use is None and owner.kind != "agent"
    many = token.tag_ in _PLURAL or token.lemma_.lower() in _MANY
    return (unknown or owner.use in ("capital", "part")) and many and owner.last < token.i


_MANY = frozenset({
    "militia", "force", "police", "army", "clan", "tribe", "gang", "faction", "group", "community", "military", "navy",
    "rebel", "guerrilla",
})  # fmt: skip
"""Agent nouns that stand for many in the singular."""


def _belongs(doc: Any, draft: Draft, token: Any, taken: dict[int, Draft]) -> None:
    """State, or named group, that an agent phrase belongs to: by its own words, a possessive, or "of X"."""
    countries: list[str] = []
    for at in range(draft.first, draft.last + 1):
        owner = taken.get(at)
        if owner is None or owner.first != at or _others_help(doc, owner):
            continue
        if owner.country and owner.country not in countries:
            countries.append(owner.country)
        if owner.kind in ("group", "organisation") and owner.use != "institution":
            draft.name, draft.wikidata_id, draft.named = owner.name, owner.wikidata_id, True
            draft.sector = owner.sector or draft.sector
    draft.country = countries[0] if len(countries) == 1 else None
    if draft.country is None and not countries:
        for child in token.children:
            owner = taken.get(child.i)
            if (
                child.dep_ == "poss"
                and owner is not None
                and owner.kind in ("country", "place", "group", "organisation")
            ):
                draft.country = owner.country
                _take_sector(draft, owner)
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                for inner in child.children:
                    owner = taken.get(inner.i)
                    if owner is not None and owner.kind == "country" and owner.use != "adjective":
                        draft.country = owner.country
                    elif owner is not None:
                        if child.lower_ == "of":
                            _take_sector(draft, owner)
                        if token.lemma_.lower() in _MEMBERS and not draft.named and owner.use != "institution":
                            _take_name(draft, owner)
    if not draft.named:
        draft.name = doc[draft.first : draft.last + 1].text
    if draft.sector is None and draft.country is not None:
        draft.sector = "GOV" if token.lemma_.lower() in _OF_GOVERNMENT else None


def _take_sector(draft: Draft, owner: Draft) -> None:
    """An office without a sector of its own has that of the body it is of: the chairman of a commission."""
    if draft.sector is None and owner.kind in ("organisation", "group"):
        draft.sector, draft.country = owner.sector, draft.country or owner.country


def _take_name(draft: Draft, owner: Draft) -> None:
    """Members of a body or group stand for it: "members of the guild", "fighters of the front"."""
    if owner.kind in ("organisation", "group"):
        draft.name, draft.wikidata_id, draft.named = owner.name, owner.wikidata_id, True


_MEMBERS = frozenset({
    "member", "fighter", "militant", "militiaman", "follower", "supporter", "soldier", "insurgent", "rebel", "gunman",
    "guerrilla", "combatant", "lawmaker", "activist", "troop", "dissident",
})  # fmt: skip
_OF_GOVERNMENT = frozenset({
    "leader", "spokesman", "spokeswoman", "spokesperson", "representative", "aide", "adviser", "advisor", "side",
    "deputy", "department", "agency", "commission", "chief", "leadership",
})  # fmt: skip
"""Agent nouns without a sector of their own that are of the government where a state is their owner."""


def _others_help(doc: Any, owner: Draft) -> bool:
    """Whether a state's name only says whose help or soil it is: "Turkish-backed", "pro-Iranian", "London-based"."""
    after = owner.last + 1
    if after + 1 < len(doc) and doc[after].text in ("-", "–") and doc[after + 1].lower_ in HELD_BY_OTHERS:
        return True
    before = owner.first - 1
    if before > 0 and doc[before].text in ("-", "–") and doc[before - 1].lower_ in FOR_OR_AGAINST:
        return True
    return after < len(doc) and doc[owner.last].text.lower().endswith(tuple(f"-{word}" for word in HELD_BY_OTHERS))
