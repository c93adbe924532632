"""Whom an act reaches where its own frame names nobody: what its content speaks of.

"Agreed to free the pilots" reaches whom the release within it reaches; "refused to send observers to Chad" refuses
Chad. Of the parties that the content names, one that the content is done to stands before one that only describes
something, one with a name or a state before any other, and what is told aside comes last. Where no party is named, the
matter that an act of speech is about takes the place: "rejected the results".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.event_nouns import is_act
from pipelines.annotate.reading import MEDIATORS, PARTY_KINDS, Reading
from pipelines.annotate.syntax import Token, children, logical_objects, prepositional
from pipelines.records import Party

if TYPE_CHECKING:
    from pipelines.annotate.assembly import Draft

BY_CONTENT = frozenset({
    "AGREE", "REJECT", "ACCUSE", "REQUEST", "THREATEN", "CONCEDE", "RETREAT", "AID", "SANCTION", "SUPPORT", "COOPERATE",
})  # fmt: skip
"""Types of acts that are done to whom their content speaks of."""
ABOUT_A_MATTER = frozenset({"REJECT", "ACCUSE", "SUPPORT", "PROTEST"})
"""Types of acts whose recipient may be a matter where nobody is named: a decision, a result, a plan."""
_ASIDE = frozenset({"relcl", "advcl", "parataxis", "appos", "npadvmod"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_DESCRIBING = frozenset({"amod", "compound", "nmod"})


def reached(reading: Reading, token: Token, event: str, actors: Sequence[Party]) -> tuple[Party, ...]:
    """The one party that the content of an act best names, or nothing."""
    names = {party.name for party in actors if party.name}
    starts = {party.start for party in actors}
    if event == "ACCUSE" and any(is_act(reading, item) for item in _spoken_of(token)):
        return ()
    best: tuple[tuple[int, ...], Party] | None = None
    for word, aside in _words(token):
        mention = reading.entity_at.get(word.i)
        if mention is None or mention.kind not in PARTY_KINDS or word.i in reading.time_at:
            continue
        if _is_given(token, word, event) or _is_the_givers(token, word, event):
            continue
        if mention.kind == "agent" and word.dep_ in _DESCRIBING and word.i != word.head.i:
            continue
        party = reading.party(word)
        if party is None or party.start in starts or party.name in names or _same_side(party, actors):
            continue
        named = bool(party.country) or mention.kind in ("organisation", "group", "person")
        rank = (int(aside), int(not named), int(word.dep_ in _DESCRIBING and word.i != word.head.i), word.i)
        if best is None or rank < best[0]:
            best = rank, party
    return (best[1],) if best is not None else _where_it_is_done(reading, token)


def _is_given(token: Token, word: Token, event: str) -> bool:
    """Whether a word is the help itself: the troops of "sent troops to the valley"."""
    carried = word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.i == token.i
    return event == "AID" and (carried or bool(word.dep_ == "dobj" and word.head.i == token.i))


def _is_the_givers(token: Token, word: Token, event: str) -> bool:
    """Whether a word tells whose backing or promise is repeated: "reaffirmed the council's commitment to Chad"."""
    owns = word.dep_ == "poss" and word.head.dep_ == "dobj" and word.head.head.i == token.i
    return bool(owns) and event in ("SUPPORT", "AGREE")


def _same_side(party: Party, actors: Sequence[Party]) -> bool:
    """Whether a party is of the state of an actor, and not plainly of another side in it, as rebels and army are."""
    for actor in actors:
        if party.country is None or party.country != actor.country:
            continue
        if actor.sector in _AGAINST_THE_STATE or party.sector in _AGAINST_THE_STATE:
            return actor.sector == party.sector
        return True
    return False


_AGAINST_THE_STATE = frozenset({"REB", "OPP", "IMG", "PRE"})


def _spoken_of(token: Token) -> list[Token]:
    return logical_objects(token) if token.pos_ == "VERB" else prepositional(token, "of", "over", "at")


def _where_it_is_done(reading: Reading, token: Token) -> tuple[Party, ...]:
    """A place that an act of giving or yielding is done to: "agreed to set up clinics in the valley"."""
    for word, aside in _words(token):
        place = reading.place_at.get(word.i)
        if aside or place is None or word.dep_ != "pobj" or word.head.lower_ not in ("in", "to", "into", "from", "on"):
            continue
        if word.i in reading.entity_at and reading.entity_at[word.i].kind in PARTY_KINDS:
            continue
        return (Party(place.start, place.end, place.text, None, None, place.country, None),)
    return ()


def hand_on(drafts: list[Draft]) -> None:
    """Give an act without a recipient of its own frame that of the act it speaks of, where both have the same actor."""
    for draft in drafts:
        mention = draft.mention
        if mention is None or mention.event not in BY_CONTENT or mention.reciprocal or draft.arguments.recipients:
            continue
        inner = next((d for d in drafts if d is not draft and d.within == draft.candidate.token.i), None)
        if inner is None or inner.mention is None or not inner.arguments.recipients:
            continue
        same = mention.event == "SUPPORT" or (
            {p.start for p in inner.mention.actors} <= {p.start for p in mention.actors}
        )
        taken = tuple(p for p in inner.mention.recipients if p not in mention.actors)
        if same and taken:
            draft.mention = replace(mention, recipients=taken)


def name_matters(reading: Reading, drafts: list[Draft]) -> None:
    """Give an act of speech that reaches nobody the matter it is about as its recipient."""
    for draft in drafts:
        mention = draft.mention
        if mention is None or mention.event not in ABOUT_A_MATTER or mention.reciprocal or mention.recipients:
            continue
        matter = _matter(reading, draft)
        if matter is None:
            continue
        draft.mention = replace(mention, recipients=(matter,))
        for outer in drafts:
            if outer.mention is None or draft.within != outer.candidate.token.i or outer.mention.recipients:
                continue
            if outer.mention.event in BY_CONTENT and outer.mention.actors == mention.actors:
                outer.mention = replace(outer.mention, recipients=(matter,))


def _matter(reading: Reading, draft: Draft) -> Party | None:
    token = draft.candidate.token
    if draft.candidate.is_verb:
        found = logical_objects(token) or prepositional(token, "on", "to", "at", "against", "into", "over", "about")
    else:
        found = prepositional(token, "of", "against", "into", "to", "for", "on")
    for item in found:
        plain = item.pos_ in ("NOUN", "PROPN") and item.i not in reading.time_at
        if plain and item.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL") and _is_particular(item):
            span = reading.span(min([item.i, *(t.i for t in _before(item))]), item.i)
            return Party(span.start, span.end, span.text, None, None, None, None)
    return None


def _before(noun: Token) -> list[Token]:
    return [child for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod", "nummod")]


def _is_particular(noun: Token) -> bool:
    """Whether a noun stands for something particular: a definite, possessive, counted or proper one."""
    return noun.pos_ == "PROPN" or any(
        child.dep_ in ("poss", "nummod")
        or (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those"))
        for child in noun.children
    )


def _is_another(child: Token) -> bool:
    """Whether what hangs on an act is another act beside it ("warned of war and accused India")."""
    return bool(child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))


def _words(token: Token) -> Iterator[tuple[Token, bool]]:
    """The words after a trigger that hang on it, each with whether it is told aside."""
    waiting = [(child, False) for child in token.children if child.i > token.i and not _is_another(child)]
    while waiting:
        word, aside = waiting.pop()
        purpose = word.dep_ == "advcl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in word.children)
        aside = aside or (word.dep_ in _ASIDE and not purpose) or (word.dep_ == "acl" and word.tag_ == "VBN")
        if word.dep_ == "conj" and children(word, "nsubj"):
            continue
        if word.dep_ == "acl" and word.lemma_.lower() in MEDIATORS:
            continue
        yield word, aside
        waiting.extend((child, aside) for child in word.children)
