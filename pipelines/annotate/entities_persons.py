"""Persons through a text: the role a name is brought in with, and what leads back to it later.

"Deputy Interior Minister Rahmatullah Mujib" holds that role for the article; "Mujib", "the minister" and a clear "he"
lead back to him. A pronoun with two candidates stays out. Finding names is entities_names.py's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.annotate.entities_agents import CIVIL_HEADS
from pipelines.annotate.entities_draft import Draft, Paragraph
from pipelines.annotate.roles_lexicon import RoleWords, role_words

_AT_ITS_HEAD = frozenset({None, "BUS"})
"""Sectors of offices that take that of the body or state they are of: a chief executive of Hong Kong, a spokesman."""
_PRONOUNS = frozenset({"he", "she", "him", "his", "her", "himself", "herself"})


@dataclass(slots=True)
class _Person:
    name: str
    surname: str
    start: int
    country: str | None
    sector: str | None
    wikidata_id: str | None
    role: str | None
    head: str | None


def follow_persons(
    paragraphs: Sequence[Paragraph], drafts: Sequence[list[Draft]], country: str | None
) -> list[list[Draft]]:
    """The same drafts with persons joined: one name a person, role, state and sector, and mentions that lead back."""
    words = role_words()
    persons: list[_Person] = []
    followed: list[list[Draft]] = []
    before: Draft | None = None
    for (doc, offset), found in zip(paragraphs, drafts, strict=True):
        kept = [draft for draft in found if draft.kind != "person"]
        named = [draft for draft in found if draft.kind == "person"]
        kept += [_person(doc, draft, found, persons, words, country) for draft in named]
        kept = _surnames(doc, offset, kept, persons)
        kept = [_title_alone(doc, draft, persons) for draft in kept]
        kept = _with_pronouns(doc, offset, kept, before)
        before = _last_spoken_of(doc, kept)
        followed.append(sorted(kept, key=lambda draft: draft.start))
    if followed:
        doc, offset = paragraphs[0]
        followed[0] = sorted(_surnames(doc, offset, followed[0], persons), key=lambda draft: draft.start)
    return followed


def _last_spoken_of(doc: Any, kept: Sequence[Draft]) -> Draft | None:
    """The one person that the last sentences of a paragraph have as a subject, for a pronoun that opens the next."""
    named = [draft for draft in kept if draft.kind == "person" and _is_subject(doc[draft.last])]
    return max(named, key=lambda draft: draft.start) if len({draft.name for draft in named}) == 1 else None


def _person(
    doc: Any, draft: Draft, found: Sequence[Draft], persons: list[_Person], words: RoleWords, country: str | None
) -> Draft:
    surname = _surname(draft.name, words)
    known = _same(draft, surname, persons, words)
    role, head, sector, state = _role_of(doc, draft, found, words)
    if known is None:
        sector = sector or draft.sector
        state = state or draft.country or _state_before(doc, draft, found)
        if state is None and role is not None and sector in ("GOV", "MIL", "COP", "LEG", "JUD"):
            state = _state_spoken_for(doc, draft, found) or (country if sector == "GOV" else None)
        known = _Person(draft.name, surname, draft.start, state, sector, draft.wikidata_id, role, head)
        persons.append(known)
    else:
        known.role, known.head = known.role or role, known.head or head
        known.sector = known.sector or sector
        known.country = known.country or state
        if len(draft.name.split()) > len(known.name.split()):
            known.surname = surname
    return _as(draft, known)


def _state_before(doc: Any, draft: Draft, found: Sequence[Draft]) -> str | None:
    """The state that a name without an office is called by: "Oman's Badr al-Busaidi"."""
    if draft.first < 2 or doc[draft.first - 1].lower_ not in ("'s", "’s", "'", "’"):
        return None
    owner = next((other for other in found if other.last == draft.first - 2), None)
    return owner.country if owner is not None and owner.kind == "country" else None


def _as(draft: Draft, known: _Person) -> Draft:
    return replace(
        draft, kind="person", name=known.name, country=known.country, sector=known.sector, role=known.role,
        wikidata_id=known.wikidata_id, refers_to=known.start if known.start != draft.start else None, named=True,
    )  # fmt: skip


def _bare(name: str, words: RoleWords) -> list[str]:
    """The parts of a name without forms of address."""
    return [part for part in name.split() if part.strip(".").lower() not in words.forms_of_address]


def _surname(name: str, words: RoleWords) -> str:
    parts = _bare(name, words) or name.split()
    if len(parts) > 2 and parts[-1].strip(".") in ("Jr", "Sr", "II", "III"):
        parts = parts[:-1]
    return parts[-1]


def _same(draft: Draft, surname: str, persons: Sequence[_Person], words: RoleWords) -> _Person | None:
    """The person brought in before whom this name means: the same name, or the last one of that surname."""
    for person in reversed(persons):
        if person.name == draft.name:
            return person
    given = _bare(draft.name, words)
    if len(given) > 1:
        others = [
            person for person in persons if person.surname == surname and set(given) & set(person.name.split()[:-1])
        ]
        return others[-1] if others else None
    for person in reversed(persons):
        if person.surname == surname or surname in person.name.split():
            return person
    return None


def _role_of(
    doc: Any, draft: Draft, found: Sequence[Draft], words: RoleWords
) -> tuple[str | None, str | None, str | None, str | None]:
    """Role, its head word, sector and state: from the title before the name, or from an apposition on either side."""
    at = draft.first - 1
    while at >= 0 and _is_honorific(doc, at, words):
        at -= 1
    if at >= 0 and doc[at].text == "," and at > 0 and _head(doc[at - 1], words) and _opens(doc, at - 1):
        at -= 1
    if at >= 0 and _head(doc[at], words):
        return _phrase(doc, at, draft.first, found, words)
    after = draft.last + 1
    if after < len(doc) and doc[after].text == ",":
        for token in doc[after + 1 : after + 10]:
            if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (",", ".", ";"):
                break
            if _head(token, words) and token.dep_ != "compound" and not _head_follows(doc, token, words):
                return _phrase(doc, token.i, token.i + 1, found, words)
    return None, None, None, None


def _is_honorific(doc: Any, at: int, words: RoleWords) -> bool:
    """Whether a word before a name is only a form of address: "Lord" is, "drug lord" is an office."""
    word = doc[at].lower_.strip(".")
    pair = f"{doc[at - 1].lower_} {word}" if at else word
    return word in words.forms_of_address and word not in words.roles and pair not in words.roles


def _gives_its_state(owner: Draft) -> bool:
    """Whether what stands before an office is whom it belongs to: a state, a place, a group or a body that is known."""
    known = owner.kind == "organisation" and owner.use in ("actor", "institution")
    return known or owner.kind in ("country", "place", "group")


def _opens(doc: Any, at: int) -> bool:
    """Whether a title before a comma and a name is one phrase with it: "the defence minister, Khawaja Asif,"."""
    return doc[at].pos_ in ("NOUN", "PROPN") and not any(token.pos_ == "PROPN" and token.ent_type_ == "PERSON"
                                                         for token in doc[max(0, at - 2) : at])  # fmt: skip


def _head(token: Any, words: RoleWords) -> bool:
    if token.lower_ in words.roles or token.lemma_.lower() in words.roles:
        return True
    return bool(token.i) and f"{token.nbor(-1).lower_} {token.lower_}" in words.roles


def _head_follows(doc: Any, token: Any, words: RoleWords) -> bool:
    return token.i + 1 < len(doc) and _head(doc[token.i + 1], words)


def _phrase(
    doc: Any, head: int, name_from: int, found: Sequence[Draft], words: RoleWords
) -> tuple[str | None, str | None, str | None, str | None]:
    owners = {at: draft for draft in found for at in range(draft.first, draft.last + 1)}
    first, state, of_group, of_body = head, None, None, None
    while first > 0:
        before = doc[first - 1]
        owner = owners.get(before.i)
        if owner is not None and _gives_its_state(owner) and owner.first < first:
            state = state or owner.country
            if owner.kind == "group" and owner.country:
                of_group = owner.sector
            elif owner.kind == "organisation":
                of_body = owner.sector
                first = owner.first
            break
        if before.lower_ in ("'s", "’s") and owners.get(before.i - 1) is not None:
            owner = owners[before.i - 1]
            state = state or owner.country
            of_body = owner.sector if owner.kind in ("organisation", "group") else None
            break
        if before.pos_ not in ("NOUN", "PROPN", "ADJ") and before.text != "-":
            break
        if before.ent_type_ == "PERSON" or before.sent != doc[head].sent:
            break
        if owner is not None and owner.country:
            state = state or owner.country
        first -= 1
    tokens = [token for token in doc[first : head + 1] if token.lower_ not in ("former", "ex")]
    role = "".join(token.text_with_ws for token in tokens).strip().lower() or None
    lemma = doc[head].lower_ if doc[head].lower_ in words.roles else doc[head].lemma_.lower()
    pair = f"{doc[head - 1].lower_} {lemma}" if head else lemma
    sector = words.roles.get(pair) or words.roles.get(lemma)
    if head > first and lemma not in CIVIL_HEADS and pair not in words.roles:
        sector = words.modifiers.get(doc[head - 1].lower_, sector)
    for token in doc[head + 1 : min(len(doc), head + 6)]:
        if token.text == "," or token.pos_ == "VERB":
            break
        owner = owners.get(token.i)
        if doc[head + 1].lower_ in ("of", "for", "to") and owner is not None and owner.country and token.i >= name_from:
            state = state or (owner.country if doc[head + 1].lower_ != "to" else None)
        if doc[head + 1].lower_ in ("of", "for") and owner is not None and of_body is None:
            of_body = "GOV" if owner.use == "state" and sector in _AT_ITS_HEAD else owner.sector
    if any(token.lower_ in ("former", "ex") for token in doc[max(0, first - 1) : head + 1]):
        role, sector = f"former {role}", "ELI" if sector in ("GOV", "MIL") else sector
    return role, lemma, of_group or (of_body if sector in _AT_ITS_HEAD else None) or sector, state


def _state_spoken_for(doc: Any, draft: Draft, found: Sequence[Draft]) -> str | None:
    """The one state an official of no told state leads a party of or speaks for in the same sentence.

    "The Afghan delegation was led by X"; "X stressed Pakistan's expectation"; "X warned that Pakistan could". Whose
    minister somebody meets, and what another state should do, tell nothing of an official's own state.
    """
    owners = {at: other for other in found for at in range(other.first, other.last + 1)}
    name = doc[draft.last]
    verb = name.head
    while verb.dep_ in ("agent", "prep", "compound", "appos", "conj") and verb.head.i != verb.i:
        verb = verb.head
    led = set()
    if verb.lemma_.lower() in ("lead", "head", "represent"):
        led = {owners[child.i].country for child in verb.children
               if child.dep_ in ("nsubjpass", "dobj") and child.i in owners and owners[child.i].country}  # fmt: skip
    if len(led) == 1:
        return led.pop()
    own = set()
    for token in name.sent:
        owner = owners.get(token.i)
        if owner is None or owner.kind != "country" or owner.use != "state" or token.i != owner.last:
            continue
        if name.dep_ == "nsubj" and not verb.is_ancestor(token):
            continue
        possessed = token.dep_ == "poss" and token.head.i not in owners
        undertakes = token.dep_ == "nsubj" and token.head.dep_ in ("ccomp", "acl", "relcl")
        asked = any(child.lower_ in _ASKED_OF_OTHERS for child in token.head.children)
        if possessed or (undertakes and not asked and not _is_quoted(token)):
            own.add(owner.country)
    return own.pop() if len(own) == 1 else None


_ASKED_OF_OTHERS = frozenset({"should", "must", "shall", "ought", "needs", "has"})


def _is_quoted(token: Any) -> bool:
    """Whether a word stands within quotation marks that open in its sentence: there others are spoken of."""
    return bool(sum(other.is_quote for other in token.sent if other.i < token.i) % 2)


def _surnames(doc: Any, offset: int, kept: list[Draft], persons: Sequence[_Person]) -> list[Draft]:
    """Surnames of persons already brought in that the recogniser missed or took for something else."""
    by_surname = {person.surname: person for person in persons if len(person.surname) > 2 and " " in person.name}
    if not by_surname:
        return kept
    covered = {at: draft for draft in kept for at in range(draft.first, draft.last + 1)}
    added = []
    for token in doc:
        person = by_surname.get(token.text)
        if person is None or token.pos_ not in ("PROPN", "NOUN", "ADJ"):
            continue
        owner = covered.get(token.i)
        if owner is not None and (owner.kind == "person" or owner.first != owner.last or owner.use is not None):
            continue
        draft = Draft(offset + token.idx, offset + token.idx + len(token.text), token.i, token.i, token.text, "person")
        added.append(_as(draft, person))
        if owner is not None:
            kept = [other for other in kept if other is not owner]
    return kept + added


def _title_alone(doc: Any, draft: Draft, persons: Sequence[_Person]) -> Draft:
    """ "The minister" after a minister was named: the last one brought in before, whose role ends in that word."""
    if draft.kind != "agent" or draft.named or draft.country is not None:
        return draft
    head = doc[draft.last]
    before = doc[draft.first - 1] if draft.first else None
    if before is None or before.lower_ != "the" or head.tag_ in ("NNS", "NNPS"):
        return draft
    asked = doc[draft.first : draft.last + 1].text.lower()
    for person in reversed(persons):
        if person.start < draft.start and person.head == head.lower_ and person.role and person.role.endswith(asked):
            return _as(draft, person)
    return draft


def _with_pronouns(doc: Any, offset: int, kept: list[Draft], before: Draft | None) -> list[Draft]:
    added: list[Draft] = []
    for token in doc:
        if token.lower_ not in _PRONOUNS or token.pos_ != "PRON":
            continue
        person = _antecedent(doc, token, kept + added)
        here = any(draft.kind == "person" and draft.first < token.i for draft in kept)
        if person is None and not here and token.sent.start == 0:
            person = before
        if person is not None:
            start = offset + token.idx
            added.append(
                replace(
                    person, start=start, end=start + len(token.text), first=token.i, last=token.i,
                    refers_to=person.refers_to if person.refers_to is not None else person.start,
                )
            )  # fmt: skip
    return kept + added


def _antecedent(doc: Any, pronoun: Any, kept: Sequence[Draft]) -> Draft | None:
    """The person a pronoun means: of those in this sentence before it and in the sentence before, the only one, or
    else the only one that is a subject there."""
    sentence = pronoun.sent
    first = sentence.start
    if sentence.start > 0:
        first = doc[sentence.start - 1].sent.start
    near = [draft for draft in kept if draft.kind == "person" and first <= draft.first < pronoun.i]
    names = {draft.name for draft in near}
    if len(names) > 1:
        near = [draft for draft in near if _is_subject(doc[draft.last])]
        names = {draft.name for draft in near}
    return max(near, key=lambda draft: draft.start) if len(names) == 1 else None


def _is_subject(token: Any) -> bool:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")
