"""What mentions of one paragraph lend each other: place, day and parties, where they speak of one happening.

A noun in an act's own phrase lends its place ("handed over ... during talks in Geneva"), a later mention of the same
talks lends its day to one that has none, and the terms of an agreement are its parties' to keep. Nothing is lent
between acts that the syntax does not join, or that are not plainly the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token
from pipelines.annotate.whenwhere import SPOKEN

if TYPE_CHECKING:
    from pipelines.annotate.assembly import Draft

_SPEAKING = frozenset({"speak", "address", "talk", "brief", "tell", "write", "testify", "appear", "visit", "meet"})


def lend(reading: Reading, drafts: list[Draft]) -> None:
    """Lend places and days between mentions that speak of one happening. Changes the drafts' mentions."""
    _lend_parties(drafts)
    _lend_adversaries(drafts)
    _lend_terms(reading, drafts)
    _lend_occasion(drafts)
    for draft in drafts:
        mention = draft.mention
        if mention is None or (mention.place and mention.time):
            continue
        for other in drafts:
            if other is draft or other.mention is None:
                continue
            told = _in_phrase_of(draft.candidate.token, other.candidate.token)
            there = other.mention.event == "CONSULT" and _where_it_was(draft.candidate.token, other.candidate.token)
            if (told or there) and mention.modality in ("happened", "ongoing"):
                mention = replace(
                    mention, place=mention.place or other.mention.place, time=mention.time or other.mention.time
                )
        draft.mention = mention
    for position, draft in enumerate(drafts):
        mention = draft.mention
        if mention is None or mention.modality not in ("happened", "ongoing"):
            continue
        for other in drafts[position + 1 :]:
            later = other.mention
            if later is None or not _same_happening(draft, other):
                continue
            if mention.time is None and later.time is not None:
                mention = replace(mention, time=later.time)
            if later.place is None and mention.place is not None:
                other.mention = replace(later, place=mention.place)
        draft.mention = mention
    for draft in drafts:
        mention = draft.mention
        if mention is None or mention.time is not None or mention.modality not in ("happened", "ongoing"):
            continue
        for other in drafts:
            if (
                other.mention is not None
                and other.mention.time is not None
                and _in_phrase_of(draft.candidate.token, other.candidate.token)
            ):
                draft.mention = replace(mention, time=other.mention.time)
                break


def _lend_occasion(drafts: list[Draft]) -> None:
    """Where and when somebody spoke is where and when the act of speech was done; "when" joins one happening."""
    for draft in drafts:
        token, mention = draft.candidate.token, draft.mention
        if mention is None or token.dep_ != "advcl" or not (mention.place or mention.time):
            continue
        speaking = token.tag_ == "VBG" and token.lemma_.lower() in _SPEAKING
        marks = {child.lower_ for child in token.children if child.dep_ in ("advmod", "mark")}
        for other in drafts:
            act = other.mention
            if act is None or other.candidate.token.i != token.head.i:
                continue
            same = bool(marks & {"when", "as"}) and act.event == mention.event == "ASSAULT"
            if (speaking and act.event in SPOKEN) or same:
                place, time = act.place or mention.place, act.time or mention.time
                other.mention = replace(act, place=place, time=time)


def _lend_terms(reading: Reading, drafts: list[Draft]) -> None:
    """What parties agree to do, and nobody in particular is told to do, is theirs to do."""
    acts = {draft.candidate.token.i: draft for draft in drafts}
    for draft in drafts:
        mention = draft.mention
        act = acts.get(draft.within) if draft.within is not None else None
        lender = act.mention if act is not None else None
        if mention is None or lender is None or act is None:
            continue
        if lender.event == "AGREE" and lender.time is None and mention.time and mention.modality == "planned":
            day, first = reading.day, mention.time.from_on
            done = act.candidate.token.tag_ in ("VBD", "VBN")
            if day is not None and first is not None and first <= day and done:
                lender = replace(lender, time=mention.time)
                act.mention = lender
                draft.mention = mention = replace(mention, time=None)
        if mention.actors or lender.event not in ("AGREE", "CONCEDE", "THREATEN"):
            continue
        if lender.event == "THREATEN" and mention.event not in (
            "ASSAULT",
            "SANCTION",
            "COERCE",
            "MOBILIZE",
            "PROTEST",
        ):
            continue
        if lender.event == "THREATEN" and mention.modality in ("threatened", "conditional"):
            if (
                mention.condition is not None
                and mention.condition.start <= mention.trigger.start < mention.condition.end
            ):
                continue
            to = mention.recipients or tuple(p for p in lender.recipients if p not in lender.actors)
            draft.mention = replace(mention, actors=lender.actors, recipients=to)
            continue
        if mention.modality == "planned" and mention.event in ("RETREAT", "CONSULT", "COOPERATE"):
            draft.mention = replace(mention, actors=lender.actors, reciprocal=lender.reciprocal)


def _lend_parties(drafts: list[Draft]) -> None:
    """Talks that name nobody are between the parties to the act they are the occasion of, or the talks before."""
    for position, draft in enumerate(drafts):
        mention = draft.mention
        if mention is None or mention.event != "CONSULT" or draft.candidate.is_verb or len(mention.actors) > 1:
            continue
        for other in drafts:
            lender = other.mention
            if lender is None or other is draft or not _in_phrase_of(other.candidate.token, draft.candidate.token):
                continue
            # In the order told, and no set's: two parties told by one word begin at one place.
            told = dict.fromkeys((*lender.actors, *lender.recipients))
            joined = tuple(sorted(told, key=lambda party: party.start))
            if len(joined) > 1 and not mention.actors:
                mention = replace(mention, actors=joined, reciprocal=True)
        for other in drafts:
            lender = other.mention
            if mention.actors or lender is None or not lender.reciprocal or len(lender.actors) < 2:
                continue
            same = lender.sentence_start == mention.sentence_start
            if same and lender.event == "AGREE" and draft.candidate.token.is_ancestor(other.candidate.token):
                mention = replace(mention, actors=lender.actors, reciprocal=True)
        for other in reversed(drafts[:position]):
            lender = other.mention
            if mention.actors or lender is None or lender.event != "CONSULT" or not lender.reciprocal:
                continue
            if _is_definite(draft.candidate.token) and (mention.time is not None or mention.place is not None):
                mention = replace(mention, actors=lender.actors, reciprocal=True)
        draft.mention = mention


def _lend_adversaries(drafts: list[Draft]) -> None:
    """Who was killed in a fight with somebody was killed by them: "two officers were killed in clashes with rebels"."""
    for draft in drafts:
        mention = draft.mention
        if mention is None or mention.event != "ASSAULT" or mention.actors or not draft.candidate.is_verb:
            continue
        for other in drafts:
            fight, noun = other.mention, other.candidate.token
            if fight is None or fight.event != "ASSAULT" or other.candidate.is_verb or len(fight.actors) != 1:
                continue
            within = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during")
            if within and noun.head.head.i == draft.candidate.token.i and fight.actors[0] not in mention.recipients:
                draft.mention = replace(mention, actors=fight.actors)
                break


def _in_phrase_of(verb: Token, noun: Token) -> bool:
    """Whether a noun stands in a verb's own phrase as its occasion: during, at, in, amid, after the talks."""
    steps = 0
    token = noun
    while token.head.i != token.i and steps < 4:
        token, steps = token.head, steps + 1
        if token.dep_ == "prep" and token.lower_ in ("during", "at", "in", "amid", "after") and _under(verb, token):
            return True
        if token.dep_ == "prep" and token.lower_ == "during" and verb.is_ancestor(token):
            return not any(t.pos_ == "VERB" and t.i != verb.i and verb.is_ancestor(t) for t in token.ancestors)
    return False


def _where_it_was(verb: Token, noun: Token) -> bool:
    """Whether a verb tells what was done at a meeting: "talks in Doha, where they agreed"."""
    if verb.dep_ not in ("relcl", "advcl") or not noun.is_ancestor(verb):
        return False
    return any(child.lower_ in ("where", "when", "which") for child in verb.subtree if child.i < verb.i)


def _under(verb: Token, preposition: Token) -> bool:
    """Whether a preposition hangs on a verb, or on the object or the terms that the parser gave it to instead."""
    head = preposition.head
    for _ in range(3):
        if head.i == verb.i:
            return bool(preposition.lower_ != "after" or head.i == preposition.head.i)
        if head.dep_ not in ("dobj", "pobj", "prep") or head.pos_ in ("VERB", "AUX"):
            return False
        head = head.head
    return False


def _same_happening(earlier: Draft, later: Draft) -> bool:
    first, second = earlier.mention, later.mention
    if first is None or second is None or first.event != second.event or first.event != "CONSULT":
        return False
    if second.modality not in ("happened", "ongoing"):
        return False
    if second.sentence_start < first.sentence_end and second.sentence_start != first.sentence_start:
        return False
    definite = _is_definite(later.candidate.token)
    near = 0 <= second.sentence_start - first.sentence_end < 5
    return definite and near and not (first.place and second.place)


def _is_definite(token: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in ("the", "these", "this", "those") for child in token.children)
