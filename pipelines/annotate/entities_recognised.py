"""Names that spaCy's recogniser finds and the lexicon does not have: persons, bodies, places, peoples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.annotate.entities_draft import Draft, draft_of
from pipelines.annotate.entities_lexicon import name_finder
from pipelines.annotate.entities_metonyms import governs
from pipelines.annotate.roles_lexicon import RoleWords
from pipelines.reference.gazetteer import candidates

_ORGANISATION_LABELS = frozenset({"ORG"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_TOWN = 5_000
_NO_NAMES = frozenset({"to", "in", "at", "on", "for", "from", "with", "after", "over", "as"})
"""Words that no person's name holds: there a name that the recogniser took too far ends."""


def recognised_drafts(
    doc: Any,
    offset: int,
    taken: dict[int, Draft],
    words: RoleWords,
    known_short: dict[str, Draft],
    strangers: Sequence[Any],
) -> list[Draft]:
    """The drafts of recognised names, noted in `taken` by token. `known_short` gathers short forms it brings in."""
    found = []
    for span in doc.ents:
        first, last = _trimmed(span, words)
        if first > last or _in_a_stranger(first, last, strangers):
            continue
        tokens = doc[first : last + 1]
        draft = _recognised(doc, offset, tokens, span.label_, taken, words, known_short)
        if draft is None:
            continue
        short = known_short.get(draft.name)
        if short is not None and short is not draft:
            draft.name, draft.kind, draft.country, draft.sector = short.name, short.kind, short.country, short.sector
        found.append(draft)
        for token in tokens:
            taken[token.i] = draft
    return found


def _recognised(
    doc: Any, offset: int, tokens: Any, label: str, taken: dict[int, Draft], words: RoleWords,
    known_short: dict[str, Draft],
) -> Draft | None:  # fmt: skip
    owners = {id(taken[token.i]): taken[token.i] for token in tokens if token.i in taken}
    if not owners and len(tokens) == 1 and _is_common(tokens[0], words):
        return None
    if not owners and _is_titled(tokens, label, words):
        return draft_of(tokens, offset, "person")
    if not owners and label in ("PERSON", "ORG") and _is_where(tokens):
        return draft_of(tokens, offset, "place")
    if label == "PERSON":
        if owners or not tokens[-1].text[:1].isupper() or (len(tokens) == 1 and _is_headline(tokens.sent)):
            return None
        return _body_or_person(tokens, offset, words)
    if label in _ORGANISATION_LABELS:
        draft = _organisation(tokens, offset, list(owners.values()), words, taken)
        if draft is not None:
            _remember_short(doc, draft, known_short)
        return draft
    if label in _PLACE_LABELS and not owners:
        draft = draft_of(tokens, offset, "place")
        if label == "GPE" and governs(tokens[-1]):
            draft.kind, draft.sector = "organisation", "GOV"
        return draft
    if label == "NORP" and not owners and tokens.text[:1].isupper():
        draft = draft_of(tokens, offset, "group")
        draft.sector = words.agents.get(draft.name.lower().removesuffix("s"))
        return draft
    return None


def _body_or_person(tokens: Any, offset: int, words: RoleWords) -> Draft:
    """A person, or a body that the recogniser took for one: its last noun is a body's ("Standing Together NGO")."""
    last = tokens[-1].lower_
    if len(tokens) > 1 and (last in words.bodies or last in ("ngo", "party", "group", "front")):
        draft = draft_of(tokens, offset, "organisation")
        draft.sector = words.bodies.get(last)
        return draft
    return draft_of(tokens, offset, "person")


def _is_common(token: Any, words: RoleWords) -> bool:
    """Whether a word taken for a name is a common noun that opens a sentence: "Gunmen", "Raisins", "Photographs"."""
    if token.tag_ not in ("NN", "NNS") or token.is_upper:
        return False
    lower = token.lower_
    known = lower in words.agents or lower.removesuffix("s") in words.agents or token.lemma_ in words.agents
    return known or (token.is_sent_start and token.lemma_ != token.text and token.lemma_.islower())


def _in_a_stranger(first: int, last: int, strangers: Sequence[Any]) -> bool:
    """Whether a name is only a word of a namesake's: "Guinea" in "Guinea pig"."""
    return any(span.start <= first and last < span.end and last - first + 1 < len(span) for span in strangers)


def _is_titled(tokens: Any, label: str, words: RoleWords) -> bool:
    """Whether a title stands right before a name of two words or more, whatever the recogniser took it for."""
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    return (
        label in ("GPE", "ORG", "LOC", "NORP", "FAC")
        and before is not None
        and (
            (before.dep_ in ("compound", "nmod", "appos") and before.lower_ in words.roles)
            or before.lower_.strip(".") in ("mr", "mrs", "ms", "gen", "col", "sen", "gov", "rep", "dr")
        )
        and 1 + (before.lower_ in words.roles) <= len(tokens) <= 4
        and all(token.text[:1].isupper() and token.lower_ not in words.bodies for token in tokens)
    )


def _is_where(tokens: Any) -> bool:
    """Whether what was taken for a person or body is a town: one word after "in", "at" or "near", in the gazetteer."""
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    if before is None or before.lower_ not in ("in", "at", "near") or len(tokens) > 2:
        return False
    return any(place.own and place.population > _TOWN for place in candidates(tokens.text))


def _is_headline(sentence: Any) -> bool:
    """Whether the words of a sentence are capitalised as in a headline, which takes verbs for names."""
    spelled = [token for token in sentence if token.is_alpha and len(token) > 3]
    return len(spelled) > 2 and sum(token.text[0].isupper() for token in spelled) > 0.8 * len(spelled)


def _trimmed(span: Any, words: RoleWords) -> tuple[int, int]:
    """First and last token of a recognised name without an article or title before it and a mark behind it."""
    first, last = span.start, span.end - 1
    while first <= last and (span.doc[first].lower_ in ("the", "a", "an") or span.doc[first].is_punct):
        first += 1
    while last >= first and (span.doc[last].lower_ in ("'s", "’s", "’", "'") or span.doc[last].is_punct):
        last -= 1
    if span.label_ == "PERSON":
        last = next((token.i - 1 for token in span[1:] if token.lower_ in _NO_NAMES and token.i > first), last)
        while first < last and _is_title(span.doc[first], words):
            first += 1
    return first, last


def _is_title(token: Any, words: RoleWords) -> bool:
    """Whether a word at the head of a person's name is no part of it: "President", "Furious" in a headline is."""
    lower = token.lower_
    return lower in words.roles and token.pos_ in ("NOUN", "PROPN", "ADJ") and lower not in words.honorifics


def _organisation(
    tokens: Any, offset: int, owners: list[Draft], words: RoleWords, taken: dict[int, Draft]
) -> Draft | None:
    if any(owner.use in ("actor", "institution") for owner in owners) or not tokens.text[:1].isupper():
        return None
    if all(token.i in taken for token in tokens):
        return None
    if not owners and len(tokens) == 1 and (tokens[0].lower_ in words.roles or _before_a_role(tokens, words)):
        return None
    draft = draft_of(tokens, offset, "organisation")
    countries = {owner.country for owner in owners if owner.country}
    countries |= {country for country in (_country_before(tokens),) if country}
    draft.country = countries.pop() if len(countries) == 1 else None
    for word in (tokens[-1].lower_, tokens[0].lower_, *(token.lower_ for token in tokens)):
        if word in words.bodies:
            draft.sector = words.bodies[word]
            break
    return draft


def _before_a_role(tokens: Any, words: RoleWords) -> bool:
    after = tokens.end
    return after < len(tokens.doc) and tokens.doc[after].lower_ in words.roles and tokens[0].lower_ in words.modifiers


def _country_before(tokens: Any) -> str | None:
    """The state of a possessive or adjective right before a name: "Pakistan's Foreign Office"."""
    doc, first = tokens.doc, tokens.start
    if first and doc[first - 1].lower_ in ("'s", "’s", "'", "’"):
        first -= 1
    text = doc[max(0, first - 4) : first].text
    for _, end, shared in name_finder().find(text) if first else ():
        if shared[0].kind == "country" and len(shared) == 1 and end == len(text):
            return shared[0].country
    return None


def _remember_short(doc: Any, draft: Draft, known_short: dict[str, Draft]) -> None:
    """A short form in brackets after a name stands for it from there on: "Free Aceh Movement (GAM)"."""
    after = draft.last + 1
    if after + 2 < len(doc) and doc[after].text == "(" and doc[after + 2].text == ")":
        short = doc[after + 1].text
        if short.isupper() and 2 <= len(short) <= 8:
            known_short.setdefault(short, draft)
