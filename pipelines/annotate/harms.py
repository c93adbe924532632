"""Who did harm and who came to it, where verbs of harm stand in a row or only tell what came of an operation.

"Shot and killed two men" tells the object once, "one was killed and another wounded by a sniper" the agent; "killed in
a Chadian raid" tells the agent by whose raid it was. Nothing here knows what an entry asks.
"""

from __future__ import annotations

from pipelines.annotate.event_nouns import is_act
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import (
    Token,
    beside,
    children,
    is_passive,
    logical_objects,
    logical_subjects,
    objects_of,
    prepositional,
)

HURTING = frozenset({"kill", "wound", "injure", "hit", "strike", "target", "hurt"})
_HARMING = HURTING | {
    "shoot", "stab", "behead", "murder", "execute", "lynch", "abduct", "kidnap", "ambush", "bomb",
}  # fmt: skip
_DYING = frozenset({"die", "perish"})
_HURT = frozenset({"dead", "wounded", "injured", "hurt"})
_OPERATIONS = frozenset({"operation", "offensive", "crackdown", "raid", "attack", "strike", "bombing", "shelling"})
_CLAIMED_BY = frozenset({"claim", "carry", "conduct", "launch", "stage", "mount"})
_COMING_FROM = frozenset({"in", "during", "by", "from"})


def shared_objects(verb: Token) -> list[Token]:
    """Who suffers the next act and this one: "shot and killed two men"."""
    following = None if is_passive(verb) else beside(verb)
    return (objects_of(following) or prepositional(following, "at")) if following is not None else []


def shared_agents(verb: Token) -> list[Token]:
    """Who did two harms told in a row: "one clerk was stabbed and a second injured by a robber"."""
    if verb.lemma_.lower() not in _HARMING or not is_passive(verb):
        return []
    joined = children(verb, "conj")
    row = [*joined, *(clause for other in joined for clause in children(other, "acl"))]
    told = [c for c in row if c.lemma_.lower() in _HARMING and is_passive(c) and c.i > verb.i]
    return logical_subjects(told[0]) if told else []


def suffers(reading: Reading, verb: Token) -> bool:
    """Whether those who come to harm are the subject of a verb: whoever stands further on only tells where."""
    if not is_passive(verb):
        return False
    suffering = [verb.head] if verb.dep_ == "acl" else children(verb, "nsubjpass", "nsubj")
    return any(t.pos_ == "NUM" or reading.is_party(t) for t in suffering)


def behind_the_deed(reading: Reading, verb: Token) -> list[Token]:
    """Whose act somebody came to harm in or by: "killed in a Chadian raid", "died in a bombing claimed by X"."""
    if not is_passive(verb) and verb.lemma_.lower() not in _DYING:
        return []
    sources = [c for c in verb.children if c.dep_ in ("prep", "agent") and c.lower_ in _COMING_FROM]
    deeds = [deed for source in sources for deed in children(source, "pobj", "pcomp")]
    first = next((deed for deed in deeds if _is_operation(reading, deed)), None)
    return [] if first is None else _whose(reading, first)


def _is_operation(reading: Reading, deed: Token) -> bool:
    return not _OPERATIONS.isdisjoint((deed.lemma_.lower(), deed.lower_)) or is_act(reading, deed)


def _whose(reading: Reading, deed: Token) -> list[Token]:
    suffered = {t.i for t in prepositional(deed, "of", "on", "against", "from")}
    found = [t for t in reading.owners(deed) if t.i not in suffered]
    found = found or [t for c in children(deed, "compound", "amod") for t in reading.owners(c)]
    claimed = [c for c in children(deed, "acl") if c.lemma_.lower() in _CLAIMED_BY and is_passive(c)]
    return found or [t for c in claimed for t in logical_subjects(c)]


def victims(reading: Reading, noun: Token) -> list[Token]:
    """Who or what came to harm by an act that a noun tells: "the raid killed two", "was hit by drone attacks"."""
    verb = noun.head
    left = verb.lemma_ == "leave" and any(child.lower_ in _HURT for child in verb.subtree)
    if noun.dep_ == "nsubj" and (left or verb.lemma_.lower() in HURTING) and not is_passive(verb):
        return [t for t in logical_objects(verb) if reading.is_party(t)]
    above = verb.head
    if noun.dep_ != "pobj" or verb.lower_ != "by" or above.lemma_.lower() not in HURTING:
        return []
    return logical_objects(above) if is_passive(above) else []
