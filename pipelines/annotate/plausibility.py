"""Which acts are none after all: talks only mentioned, acts of nobody and nowhere, habits of no one in particular,
what nature, sport and figures of speech do.

Every rule asks for evidence and none knows a sentence. What a candidate is, and how real, was asked before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.annotate.event_nouns import support_verb
from pipelines.annotate.figurative import is_in_words
from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import CONTENT
from pipelines.annotate.syntax import Token, children, logical_objects, logical_subjects, prepositional
from pipelines.annotate.triggers import Candidate
from pipelines.records import EventMention, Party

if TYPE_CHECKING:
    from pipelines.annotate.assembly import Draft


def drop_references(reading: Reading, drafts: list[Draft]) -> None:
    """Talks that are only mentioned ("the talks would show") are no meeting of their own: nobody, no day, not held."""
    for draft in drafts:
        if draft.mention is not None and not draft.mention.actors and is_reference(reading, draft):
            draft.mention, draft.why_not = None, "talks that are only mentioned"


def drop_background(reading: Reading, drafts: list[Draft]) -> None:
    """A war that a sentence only takes for granted ("since Chad's invasion of Mali") is no deed that it reports.

    So for the nouns of the class `era`, which name what lasts for years, where they stand within a phrase and neither a
    verb that carries them nor a time or toll of their own says that they are told anew.
    """
    for draft in drafts:
        mention, token = draft.mention, draft.candidate.token
        if mention is None or draft.candidate.is_verb or mention.modality not in ("happened", "ongoing"):
            continue
        if token.lemma_.lower() in reading.lexicon.classes["era"] and _is_background(reading, token):
            draft.mention, draft.why_not = None, "it is what the sentence takes for granted, not what it reports"


def _is_background(reading: Reading, noun: Token) -> bool:
    if noun.dep_ == "pobj":
        preposition = noun.head
        above = preposition.head
        if preposition.lower_ == "by" or above.lemma_.lower() in reading.lexicon.classes["transparent"]:
            return False
    elif noun.dep_ not in ("compound", "nmod", "poss") or noun.head.pos_ == "VERB":
        return False
    if support_verb(reading, noun) is not None or any(t.i in reading.time_at for t in noun.subtree):
        return False
    return any(t.i != noun.i for t in noun.subtree)


def is_reference(reading: Reading, draft: Draft) -> bool:
    mention, token = draft.mention, draft.candidate.token
    if mention is None or mention.event != "CONSULT" or draft.candidate.is_verb or mention.time:
        return False
    if mention.modality == "conditional":
        return True
    verb = token.head
    takes_place = token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in _TAKES_PLACE
    takes_place = takes_place or (token.dep_ == "nsubjpass" and verb.lemma_.lower() in ("hold", "convene"))
    held = any(c.dep_ == "acl" and c.lemma_.lower() == "hold" for c in token.children)
    return support_verb(reading, token) is None and not takes_place and not held


_TAKES_PLACE = frozenset(
    {"begin", "start", "open", "resume", "take", "end", "conclude", "collapse", "continue", "fail"}
)


_VERDICT = "116"
"""A finding of guilt: an accusation in its type, and a deed in its time and place."""


def drop_implausible(reading: Reading, drafts: list[Draft]) -> None:
    """An act with no party that could do or bear it, no place, day or victims, and no act of speech around it, is none.

    Nor is one told in the present tense of no one in particular: "regulars occupy the bench".
    """
    gone: set[int] = set()
    for draft in drafts:
        mention = draft.mention
        if mention is None or draft.candidate.entry.where == "comparison":
            continue
        real = mention.modality in ("happened", "ongoing")
        spoken_of = not real and mention.event in SPOKEN_OF
        if spoken_of and is_in_public(reading, draft.candidate.token) and not _is_elsewhere(reading, draft):
            continue
        if not real and (
            draft.within is not None or (mention.attribution != "outlet" and mention.event != "STATEMENT")
        ):
            continue
        parties_to = (*mention.actors, *mention.recipients)
        setting = mention.place or mention.time or mention.deaths or mention.injured
        meeting = mention.event == "CONSULT" and (real or draft.found.cautious)
        speech = (mention.event in CONTENT and mention.cameo != _VERDICT) or mention.event == "SUPPORT" or meeting
        if not parties_to and (speech or not setting) and not _lent(mention):
            draft.why_not = "no party to it that could act or be acted upon"
        elif mention.event == "STATEMENT" and mention.modality not in ("happened", "ongoing", "absent"):
            draft.why_not = "words that were not said"
        elif mention.event == "CONSULT" and not any(_is_official(p) for p in parties_to) and parties_to:
            draft.why_not = "nobody with an office takes part"
        elif real and _may_be_private(mention) and _are_private(reading, mention, parties_to):
            if any(d.within == draft.candidate.token.i and d.mention and d.mention.event in FORCE for d in drafts):
                continue
            draft.why_not = "a private matter of its parties"
        elif mention.event in _FORCEFUL | {"ACCUSE"} and _is_domestic(reading, draft, parties_to):
            draft.why_not = "a matter of a household or of petty crime"
        elif mention.cameo == "051" and not mention.recipients and not any(p.country or p.name for p in parties_to):
            draft.why_not = "nobody in particular is backed by nobody in particular"
        elif _is_of_another_world(reading, draft):
            draft.why_not = "it is nature's doing, a game, or a figure of speech"
        elif not setting and _is_habit(reading, draft) and not any(p.country for p in parties_to):
            draft.why_not = "a habit of no one in particular"
        if draft.why_not is not None:
            draft.mention = None
            gone.add(draft.candidate.token.i)
    for draft in drafts:
        if draft.within in gone:
            draft.within = None


def _is_elsewhere(reading: Reading, draft: Draft) -> bool:
    return _is_of_another_world(reading, draft) or _is_domestic(reading, draft, ())


def _is_of_another_world(reading: Reading, draft: Draft) -> bool:
    event = draft.candidate.entry.event
    if _is_play(reading, draft.candidate.token):
        return True
    candidate = draft.candidate
    return event in _FORCEFUL and (
        _is_nature(reading, candidate) or _is_bloodless(reading, candidate) or is_in_words(reading, candidate)
    )


FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "RETREAT", "COOPERATE"})
"""Deeds that are of politics whoever is told to do them, and that a plan, fear or demand may name without a doer."""


SPOKEN_OF = FORCE | {"AID"}
"""Deeds that a plan, fear or demand may name without a doer, by a noun or a verb."""


def is_in_public(reading: Reading, token: Token) -> bool:
    """Whether a sentence is about a state, an office, a force or a place: its fears are not private."""
    for word in token.sent:
        mention = reading.entity_at.get(word.i)
        if mention is not None and (mention.country or mention.sector in _PUBLIC_SECTORS):
            return True
        if word.i in reading.place_at:
            return True
    return False


_PUBLIC_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "REB", "SPY", "OPP", "IGO", "UAF"})
_FORCEFUL = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION"})
_CAUSES = ("in", "by", "from", "of", "during")
_BLASTS = frozenset({"explosion", "blast", "explode", "blow", "fire", "blaze", "kill", "injure", "wound", "burn"})
_ARMS = frozenset(
    {"missile", "rocket", "bomb", "drone", "shell", "shot", "gun", "mine", "torpedo", "gunman", "rebel", "mortar"}
)
_LIT = frozenset(
    {"arson", "arsonist", "set", "deliberately", "deliberate", "torch", "molotov", "petrol", "cross", "open"}
)
_WAGED = frozenset({"war", "battle", "fight", "struggle", "campaign", "crusade", "offensive", "crackdown", "attack"})
_FALLING_OUT = frozenset({"clash", "fight", "battle", "skirmish", "spar"})
_OFFICES = frozenset(
    {"minister", "president", "chief", "premier", "chancellor", "mayor", "governor", "judge", "speaker", "chairman"}
    | {"chairwoman", "director", "secretary", "treasurer", "ambassador", "envoy", "senator", "lawmaker", "boss"}
)
"""Who falls out in words: a clash with a minister is no battle."""
_VOTING = frozenset({"vote", "court", "ruling", "senate", "council", "parliament", "justice", "judge", "lawmaker"})
_SCORE = re.compile(r"(?<![\d-])\d{1,2}[-–]\d{1,2}(?![\d-])")
_ABSTRACT = re.compile(r".{3,}(?:tion|ism|ity|ness|ance|ence|ship|dom|ment)s?")


def _is_domestic(reading: Reading, draft: Draft, parties_to: tuple[Party, ...]) -> bool:
    """Whether it happens at home or in the street, and no state, office or armed group has a part in it."""
    abroad = len({party.country for party in parties_to if party.country}) > 1
    if abroad or any(
        party.sector not in _LOCAL and (party.sector != "UAF" or party.wikidata_id) for party in parties_to
    ):
        return False
    classes = reading.lexicon.classes
    words = {t.lemma_.lower() for t in draft.candidate.token.sent}
    actors = [t.lemma_.lower() for t in draft.arguments.actors]
    return bool(words & classes["domestic"]) or any(word in classes["kin"] for word in actors)


_LOCAL = frozenset({None, "CVL", "COP", "JUD", "MED", "BUS", "EDU", "HLH", "LAB"})


def _is_nature(reading: Reading, candidate: Candidate) -> bool:
    """Whether a flood, a virus, a beast or a mishap does it."""
    token, classes = candidate.token, reading.lexicon.classes
    causes = logical_subjects(token) if candidate.is_verb else []
    causes = [*causes, *(t for t in prepositional(token, *_CAUSES) if not reading.is_resolved(t))]
    if not candidate.is_verb:
        causes += [*children(token, "poss"), *([token] if token.dep_ == "nsubj" else [])]
    causes += [c for t in causes for c in children(t, "compound") if "PROPN" in (c.pos_, t.pos_)]
    if any(t.lemma_.lower() in classes["mindless"] and not reading.is_resolved_name(t) for t in causes):
        return True
    clauses = [c for c in children(token, "advcl") if any(m.lower_ in ("when", "after", "as") for m in c.children)]
    if token.dep_ in ("advcl", "conj", "xcomp"):
        clauses.append(token.head)
    others = [t.lemma_.lower() for t in token.sent if t.i != token.i]
    armed = any(word in classes["violence"] or word in _ARMS for word in others)
    if not armed and any(clause.lemma_.lower() in classes["mishap"] for clause in clauses):
        return True
    if not armed and any(t.lemma_.lower() in ("fire", "blaze") and children(t, "det") for t in causes):
        return not any(t.lemma_.lower() in _LIT for t in token.sent)
    accident = any(t.lemma_.lower() in classes["accidental"] for t in token.sent)
    return accident and token.lemma_.lower() in _BLASTS and not any(reading.is_party(t) for t in causes)


def _is_bloodless(reading: Reading, candidate: Candidate) -> bool:
    """Whether what is fought or slain is a word, a habit or a plan: it has no body and is no place."""
    if candidate.entry.event != "ASSAULT":
        return False
    classes = reading.lexicon.classes
    token = candidate.token
    others = [t.lemma_.lower() for t in token.sent if t.i != token.i]
    if token.lemma_.lower() in _FALLING_OUT and not any(word in classes["violence"] for word in others):
        against = prepositional(token, "with")
        if against and all(t.tag_ == "NN" and t.lemma_.lower() in _OFFICES for t in against):
            return True
    if not candidate.is_verb and token.lemma_.lower() not in _WAGED:
        return False
    objects = logical_objects(token) if candidate.is_verb else prepositional(token, "on", "against")
    for item in objects:
        word = item.lemma_.lower()
        named = reading.is_party(item) or reading.is_target(item) or item.pos_ != "NOUN" or word in classes["deal"]
        idle = any(word in classes[name] for name in ("words", "bloodless", "mindless", "play", "sportive"))
        if named or not (idle or (_ABSTRACT.fullmatch(word) and word not in classes["violence"])):
            return False
    return bool(objects)


def _is_play(reading: Reading, token: Token) -> bool:
    """Whether a sentence tells of a game: it has words that only sport uses, or several that it shares with others."""
    classes = reading.lexicon.classes
    words = reading.vocabulary(token.sent)
    shared = words & (classes["ball"] | classes["sportive"])
    scored = _SCORE.search(token.sent.text) is not None
    if scored and len(shared) > 1 and not words & _VOTING:
        return True
    if words & classes["grave"]:
        return False
    return bool(words & classes["play"]) or (len(shared) > 2 and bool(shared & classes["ball"]))


def _lent(mention: EventMention) -> bool:
    """Whether an act without parties is still one: a protest is always of a crowd, and a meeting or accord may have
    both a place and a day of its own."""
    if mention.event == "PROTEST":
        return mention.modality in ("happened", "ongoing")
    return mention.event in ("CONSULT", "AGREE") and mention.place is not None and mention.time is not None


_OF_POLITICS = frozenset({
    "AGREE", "SUPPORT", "ACCUSE", "REQUEST", "REJECT", "COOPERATE", "AID", "CONCEDE", "CONSULT",
})  # fmt: skip
_OF_ONE = frozenset({"resign", "access", "disarm"})


def _may_be_private(mention: EventMention) -> bool:
    """Whether an act is one that people also do for themselves: agree, help, quit a job, open a door."""
    return mention.event in _OF_POLITICS or (mention.event == "RETREAT" and mention.mode in _OF_ONE)


_PRIVATE = frozenset({"BUS", "MNC", "MED", "CVL", "UNK"})


def _are_private(reading: Reading, mention: EventMention, parties_to: tuple[Party, ...]) -> bool:
    return bool(parties_to) and not any(is_public(reading, party, mention.event) for party in parties_to)


def is_public(reading: Reading, party: Party, event: str) -> bool:
    """Whether what a party does may be of politics: it has a state, a public office or force, or a name of its own.

    Who heals and rescues acts in public when giving aid.
    """
    helps = party.sector == "MED" and event == "AID"
    if party.country or helps or (party.sector is not None and party.sector not in _PRIVATE):
        return True
    words = party.text.lower().split()
    if words and not reading.lexicon.classes["public"].isdisjoint(_numbers(words[-1])):
        return True
    return party.sector is None and any(word[:1].isupper() for word in party.text.split())


def _numbers(word: str) -> tuple[str, ...]:
    """A word as written, and its singular where it is a plural."""
    return word, word.removesuffix("s"), f"{word.removesuffix('ies')}y"


def _is_official(party: Party) -> bool:
    """Whether a meeting of a party may be news: it has a state, a name, or an office."""
    return bool(party.country or party.name or party.sector not in (None, "CVL", "EDU", "BUS", "MED", "JRN"))


def _is_habit(reading: Reading, draft: Draft) -> bool:
    verb = draft.candidate.token
    if reading.headline and verb.dep_ != "relcl":
        return False
    if not draft.candidate.is_verb or verb.tag_ not in ("VBP", "VBZ", "VB") or draft.found.effect is not None:
        return False
    if any(child.dep_ in ("aux", "auxpass") and child.lower_ != "do" for child in verb.children):
        return False
    return not any(
        reading.is_resolved(t) or any(c.lower_ in ("the", "this") for c in t.children) for t in draft.arguments.actors
    )
