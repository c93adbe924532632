"""Names and agent nouns in one paragraph, each with what is known of it from the lexicon and its own words.

Three sources, in this order of trust: the actors and states of the lexicon (exact names), agent nouns with their
modifiers, and the names that spaCy's recogniser finds. Following a person through the text is entities_persons.py's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pipelines.annotate.entities_lexicon import Known, RoleWords, name_finder, role_words
from pipelines.reference.gazetteer import candidates

Paragraph = tuple[Any, int]
"""A spaCy Doc of one paragraph, and the offset of its first character in the whole text."""

Kind = Literal["country", "organisation", "person", "group", "place", "agent"]


@dataclass(slots=True)
class Draft:
    """A mention in the making. `first` and `last` are its tokens in the Doc, both included; offsets of the text.

    `use` is the lexicon's (Known.use) or None; `named` tells an agent that leads to a named actor from a bare noun.
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    kind: Kind
    country: str | None = None
    sector: str | None = None
    wikidata_id: str | None = None
    role: str | None = None
    refers_to: int | None = None
    use: str | None = None
    named: bool = False


_ACTING = frozenset({"nsubj", "agent"})
_MODIFIER = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_NEVER_AGENTS = frozenset(
    [
        "side",
        "state",
        "head",
        "public",
        "people",
        "person",
        "local",
        "chair",
        "justice",
        "private",
        "major",
        "staff",
        "press",
    ]
)
_ORGANISATION_LABELS = frozenset({"ORG"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def drafts_of(doc: Any, offset: int, known_short: dict[str, Draft]) -> list[Draft]:
    """The paragraph's drafts in order, without overlap. `known_short` gathers acronyms the text itself brings in."""
    words = role_words()
    taken: dict[int, Draft] = {}
    known = _known(doc, offset, taken)
    _capitals_that_act(doc, known)
    recognised = _recognised(doc, offset, taken, words, known_short)
    agents = _agents(doc, offset, taken, words)
    kept = {id(draft): draft for draft in (*known, *recognised, *agents)}
    swallowed = {id(draft) for draft in known if taken.get(draft.last) is not draft}
    drafts = [draft for key, draft in kept.items() if key not in swallowed]
    return sorted(drafts, key=lambda draft: draft.start)


def _known(doc: Any, offset: int, taken: dict[int, Draft]) -> list[Draft]:
    found = []
    for start, end, known in name_finder().find(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span) or not _stands(doc, span, known):
            continue
        draft = _of_known(span, offset, start, end, known)
        found.append(draft)
        for token in span:
            taken[token.i] = draft
    return found


def _stands(doc: Any, span: Any, known: Known) -> bool:
    """Whether a known name is one here: not a word of a longer name ("Jordan Smith", "Paris Hilton", "Chad Brown")."""
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    if known.use == "adjective" and after is not None and after.text[:1].isupper():
        longer = candidates(f"{span.text} {after.text}")
        if longer and longer[0].weight > _GREAT_PLACE:
            return False
    if known.kind == "person":
        return not (len(span) == 1 and span[0].ent_type_ in ("ORG", "FAC") and _inside_longer(span))
    labels = {token.ent_type_ for token in span}
    if known.kind == "country" and labels == {"PERSON"} and _inside_longer(span):
        return False
    if span.text == "US" and before is not None and before.is_upper and len(before.text) > 3:
        return after is None or not after.is_upper
    return True


def _inside_longer(span: Any) -> bool:
    doc = span.doc
    first, last = span[0], span[-1]
    before = bool(span.start > 0 and doc[span.start - 1].ent_type_ == first.ent_type_ and first.ent_iob_ == "I")
    after = bool(span.end < len(doc) and doc[span.end].ent_iob_ == "I" and doc[span.end].ent_type_ == last.ent_type_)
    return before or after


def _of_known(span: Any, offset: int, start: int, end: int, known: Known) -> Draft:
    kind: Kind = known.kind
    country, sector = known.country, known.sector
    if known.use == "capital":
        kind = "place"
    if known.use == "people":
        kind = "agent"
    return Draft(
        offset + start, offset + end, span.start, span.end - 1, known.name, kind, country, sector, known.wikidata_id,
        use=known.use, named=True,
    )  # fmt: skip


def _capitals_that_act(doc: Any, known: list[Draft]) -> None:
    """A capital that is a subject or a party stands for its government; one after "in" or "near" is a place."""
    for draft in known:
        if draft.use != "capital":
            continue
        token = doc[draft.last]
        while token.dep_ in ("conj", "appos") and token.head.i != token.i:
            token = token.head
        acts = token.dep_ in _ACTING and token.head.pos_ in ("VERB", "AUX") and not _is_of_place(token.head)
        party = token.dep_ == "pobj" and token.head.lower_ in ("between", "with", "by", "against")
        owner = token.dep_ == "poss" and token.head.lemma_.lower() in _OWNED_BY_GOVERNMENTS
        target = token.dep_ in ("dobj", "dative") and token.head.lemma_.lower() in _DONE_TO_GOVERNMENTS
        if acts or party or owner or target:
            draft.kind = "country"
        else:
            draft.name, draft.wikidata_id, draft.sector = doc[draft.first : draft.last + 1].text, None, None


_OWNED_BY_GOVERNMENTS = frozenset(
    [
        "position",
        "stance",
        "policy",
        "decision",
        "claim",
        "demand",
        "offer",
        "proposal",
        "response",
        "government",
        "ambassador",
        "envoy",
        "concern",
        "commitment",
        "refusal",
        "interest",
        "ally",
        "relation",
        "tie",
        "accusation",
        "allegation",
        "support",
        "strategy",
        "diplomat",
        "sanction",
        "foreign",
        "proxy",
        "reaction",
        "approach",
        "effort",
        "desire",
        "request",
        "pledge",
        "insistence",
    ]
)
_DONE_TO_GOVERNMENTS = frozenset(
    [
        "accuse",
        "urge",
        "blame",
        "warn",
        "ask",
        "criticise",
        "criticize",
        "condemn",
        "tell",
        "press",
        "pressure",
        "call",
        "thank",
        "assure",
        "threaten",
        "inform",
        "allow",
        "persuade",
        "convince",
        "demand",
        "invite",
        "push",
        "support",
    ]
)
_PLACE_VERBS = frozenset(
    ["be", "have", "lie", "see", "witness", "remain", "become", "experience", "host", "boast", "sit"]
)


def _is_of_place(verb: Any) -> bool:
    return str(verb.lemma_).lower() in _PLACE_VERBS


def _recognised(
    doc: Any, offset: int, taken: dict[int, Draft], words: RoleWords, known_short: dict[str, Draft]
) -> list[Draft]:
    found = []
    for span in doc.ents:
        first, last = _trimmed(span)
        if first > last:
            continue
        tokens = doc[first : last + 1]
        owners = {id(taken[token.i]): taken[token.i] for token in tokens if token.i in taken}
        if not owners and _is_titled(tokens, span.label_, words):
            draft = _draft(tokens, offset, "person")
        elif not owners and span.label_ in ("PERSON", "ORG") and _is_where(tokens):
            draft = _draft(tokens, offset, "place")
        elif span.label_ == "PERSON":
            if owners or not tokens[-1].text[:1].isupper() or (len(tokens) == 1 and _is_headline(tokens.sent)):
                continue
            draft = _draft(tokens, offset, "person")
        elif span.label_ in _ORGANISATION_LABELS:
            if any(owner.use == "actor" for owner in owners.values()) or not tokens.text[:1].isupper():
                continue
            if all(token.i in taken for token in tokens) or not any(token.text[:1].isupper() for token in tokens):
                continue
            if not owners and len(tokens) == 1 and (tokens[0].lower_ in words.roles or _before_a_role(tokens, words)):
                continue
            draft = _organisation(tokens, offset, list(owners.values()), words)
            _remember_short(doc, draft, known_short)
        elif span.label_ in _PLACE_LABELS and not owners:
            draft = _draft(tokens, offset, "place")
        elif span.label_ == "NORP" and not owners and tokens.text[:1].isupper():
            draft = _draft(tokens, offset, "group")
        else:
            continue
        short = known_short.get(draft.name)
        if short is not None and short is not draft:
            draft.name, draft.kind, draft.country, draft.sector = short.name, short.kind, short.country, short.sector
        found.append(draft)
        for token in tokens:
            taken[token.i] = draft
    return found


def _is_titled(tokens: Any, label: str, words: RoleWords) -> bool:
    """Whether a title stands right before a name of two words or more, whatever the recogniser took it for."""
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    return (
        label in ("GPE", "ORG", "LOC", "NORP", "FAC")
        and before is not None
        and before.dep_ in ("compound", "nmod", "appos")
        and before.lower_ in words.roles
        and 2 <= len(tokens) <= 4
        and all(token.text[:1].isupper() and token.lower_ not in words.bodies for token in tokens)
    )


def _is_where(tokens: Any) -> bool:
    """Whether what was taken for a person or body is a town: one word after "in", "at" or "near", in the gazetteer."""
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    if before is None or before.lower_ not in ("in", "at", "near") or len(tokens) > 2:
        return False
    return any(place.own and place.population > _TOWN for place in candidates(tokens.text))


_TOWN = 5_000
_GREAT_PLACE = 100_000


def _is_headline(sentence: Any) -> bool:
    """Whether the words of a sentence are capitalised as in a headline, which takes verbs for names."""
    spelled = [token for token in sentence if token.is_alpha and len(token) > 3]
    return len(spelled) > 2 and sum(token.text[0].isupper() for token in spelled) > 0.8 * len(spelled)


def _before_a_role(tokens: Any, words: RoleWords) -> bool:
    after = tokens.end
    return after < len(tokens.doc) and tokens.doc[after].lower_ in words.roles and tokens[0].lower_ in words.modifiers


def _trimmed(span: Any) -> tuple[int, int]:
    """First and last token of a recognised name without an article before and a possessive or mark behind it."""
    first, last = span.start, span.end - 1
    while first <= last and (span.doc[first].lower_ in ("the", "a", "an") or span.doc[first].is_punct):
        first += 1
    while last >= first and (span.doc[last].lower_ in ("'s", "’s", "’", "'") or span.doc[last].is_punct):
        last -= 1
    return first, last


def _draft(tokens: Any, offset: int, kind: Kind) -> Draft:
    return Draft(
        offset + tokens.start_char,
        offset + tokens.end_char,
        tokens.start,
        tokens.end - 1,
        tokens.text,
        kind,
        named=True,
    )


def _organisation(tokens: Any, offset: int, owners: list[Draft], words: RoleWords) -> Draft:
    draft = _draft(tokens, offset, "organisation")
    countries = {owner.country for owner in owners if owner.country}
    countries |= {country for country in (_country_before(tokens),) if country}
    draft.country = countries.pop() if len(countries) == 1 else None
    for word in (tokens[-1].lower_, tokens[0].lower_, *(token.lower_ for token in tokens)):
        if word in words.bodies:
            draft.sector = words.bodies[word]
            break
    return draft


def _country_before(tokens: Any) -> str | None:
    """The state of a possessive or adjective right before a name: "Pakistan's Foreign Office"."""
    doc, first = tokens.doc, tokens.start
    if first and doc[first - 1].lower_ in ("'s", "’s", "'", "’"):
        first -= 1
    for start, end, known in name_finder().find(doc[max(0, first - 4) : first].text) if first else ():
        if known.kind == "country" and end == len(doc[max(0, first - 4) : first].text) and start >= 0:
            return known.country
    return None


def _remember_short(doc: Any, draft: Draft, known_short: dict[str, Draft]) -> None:
    """A short form in brackets after a name stands for it from there on: "Free Aceh Movement (GAM)"."""
    after = draft.last + 1
    if after + 2 < len(doc) and doc[after].text == "(" and doc[after + 2].text == ")":
        short = doc[after + 1].text
        if short.isupper() and 2 <= len(short) <= 8:
            known_short.setdefault(short, draft)


def _agents(doc: Any, offset: int, taken: dict[int, Draft], words: RoleWords) -> list[Draft]:
    found = []
    for token in doc:
        if token.i in taken and taken[token.i].use not in (None, "adjective", "people", "state"):
            continue
        if token.i in taken:
            continue
        sector = _agent_sector(token, words)
        if sector is None:
            continue
        first = _phrase_start(token, taken)
        if doc[first].lower_ in _ARTICLES and first < token.i:
            first += 1
        draft = _draft(doc[first : token.i + 1], offset, "agent")
        draft.named = False
        draft.sector = sector
        _belongs(doc, draft, token, taken)
        found.append(draft)
        for at in range(first, token.i + 1):
            taken[at] = draft
    return found


_ARTICLES = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "some", "any"]
)


def _agent_sector(token: Any, words: RoleWords) -> str | None:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod", "npadvmod"):
        return None
    lemma = token.lemma_.lower()
    head = lemma if lemma in words.agents or lemma in words.roles else token.lower_
    before = token.doc[token.i - 1] if token.i else None
    if before is not None and before.sent == token.sent:
        for pair in (f"{before.lower_} {lemma}", f"{before.lower_} {token.lower_}"):
            sector = words.agents.get(pair) or words.roles.get(pair)
            if sector:
                return sector
        if head in words.agents or head in words.roles:
            told = None if head in CIVIL_HEADS else words.modifiers.get(before.lower_)
            if told and before.dep_ in ("compound", "amod", "nmod"):
                return told
    if head in words.agents:
        return words.agents[head]
    if head in words.roles and head not in _NEVER_AGENTS:
        return words.roles[head]
    return None


CIVIL_HEADS = frozenset({"minister", "ministry", "secretary", "adviser", "advisor", "department", "attache", "deal"})
"""Offices that stay civil whatever they are for: a defence minister is of the government."""


def _phrase_start(token: Any, taken: dict[int, Draft]) -> int:
    """The first token of the modifiers that stand unbroken before an agent noun; a possessive stays outside."""
    at: int = token.i
    while at > 0:
        before = token.doc[at - 1]
        if before.sent != token.sent or (before.is_punct and before.text != "-") or before.like_num:
            break
        owner = taken.get(before.i)
        if owner is not None and (owner.use not in ("adjective", "state", "actor") or owner.kind == "person"):
            break
        inside = (before.head.i in range(at, token.i + 1) and before.dep_ in _MODIFIER - {"poss"}) or before.text == "-"
        if not inside or before.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB", "PUNCT", "X"):
            break
        at = owner.first if owner is not None else at - 1
    while at < token.i and token.doc[at].pos_ in ("PUNCT", "VERB") and at not in taken:
        at += 1
    return at


def _belongs(doc: Any, draft: Draft, token: Any, taken: dict[int, Draft]) -> None:
    """State, or named group, that an agent phrase belongs to: by its own words, a possessive, or "of X"."""
    for at in range(draft.first, draft.last + 1):
        owner = taken.get(at)
        if owner is None:
            continue
        draft.country = draft.country or owner.country
        if owner.kind in ("group", "organisation"):
            draft.name, draft.wikidata_id, draft.named = owner.name, owner.wikidata_id, True
            draft.sector = owner.sector or draft.sector
    if draft.country is None:
        for child in token.children:
            owner = taken.get(child.i)
            if child.dep_ == "poss" and owner is not None and owner.kind in ("country", "place", "group"):
                draft.country = owner.country
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                for inner in child.children:
                    owner = taken.get(inner.i)
                    if owner is not None and owner.kind == "country" and owner.use != "adjective":
                        draft.country = owner.country
    if not draft.named:
        draft.name = doc[draft.first : draft.last + 1].text
