"""Wars and sieges of words: "came under fire from campaigners", "declared war on litter". Nobody is hurt in them.

A figure shows in who does it and to whom: no army, state or armed group attacks, and no place or body is attacked.
"""

from __future__ import annotations

from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import (
    Token,
    children,
    logical_subjects,
    objects_of,
    prepositional,
    subjects,
    with_conjuncts,
)
from pipelines.annotate.triggers import Candidate

_OF_FORCE = ("$armed", "$lawful", "$lawless", "$state", "$MIL", "$COP", "$REB", "$UAF", "$weapon", "$warplane")
_FIGHTING = ("$armed", "$MIL", "$REB", "$UAF", "$COP", "$state")
_ROUNDS = ("$weapon", "sniper", "small-arms", "heavy", "machine-gun", "anti-aircraft")
_UNDER = frozenset({"attack", "fire", "siege", "assault", "bombardment", "barrage"})
_SAID = frozenset({"over", "for"})


def is_in_words(reading: Reading, candidate: Candidate) -> bool:
    """Whether an attack or a war is a figure of speech by its parties."""
    token = candidate.token
    if candidate.is_verb and any(_does_no_harm(reading, t) for t in logical_subjects(token)):
        return not {t.lemma_.lower() for t in token.sent if t.i != token.i} & reading.lexicon.classes["grave"]
    if candidate.entry.event not in ("ASSAULT", "THREATEN"):
        return False
    words = {token.lemma_.lower(), *candidate.phrase.split()}
    if "war" in words and (token.lemma_.lower() in ("declare", "wage") or not candidate.is_verb):
        return _is_on_a_matter(reading, token)
    if candidate.entry.event != "ASSAULT" or not words & _UNDER:
        return False
    verb = _undergoing(token)
    return verb is not None and _is_told_off(reading, token, verb)


def _does_no_harm(reading: Reading, token: Token) -> bool:
    """Whether it is guests, buyers or critics that attack: they besiege a beach, storm a shop, execute a book."""
    core = reading.core(token)
    return core.lemma_.lower() in reading.lexicon.classes["peaceable"]


def _undergoing(token: Token) -> Token | None:
    """The verb of "came under fire" and "is under siege"."""
    if token.lemma_.lower() in ("come", "be", "remain", "fall"):
        return token
    if token.dep_ == "pobj" and token.head.lower_ == "under" and token.head.head.pos_ in ("VERB", "AUX"):
        return token.head.head
    return None


def _is_told_off(reading: Reading, token: Token, verb: Token) -> bool:
    under = [child for child in children(verb, "prep") if child.lower_ == "under"]
    around = (verb, token, *under, *(noun for child in under for noun in children(child, "pobj")))
    attacking = [t for word in around for item in prepositional(word, "from", "by") for t in with_conjuncts(item)]
    attacking = [t for t in attacking if t.i not in reading.place_at and t.i not in reading.time_at]
    attacked = [t for item in subjects(verb) for t in with_conjuncts(item)]
    if any(reading.fits(_FIGHTING, t) or reading.is_target(t) for t in attacked):
        return False
    fires = [*children(token, "pobj"), *(noun for child in under for noun in children(child, "pobj"))]
    if any(reading.fits(_ROUNDS, t) for item in fires for t in children(item, "compound", "nmod", "amod")):
        return False
    if attacking:
        return not any(reading.fits(_OF_FORCE, t) for t in attacking)
    matters = [child for word in around for child in children(word, "prep") if child.lower_ in _SAID]
    violence = reading.lexicon.classes["violence"] - _UNDER
    return bool(matters) and not any(t.lemma_.lower() in violence for t in token.sent)


def _is_on_a_matter(reading: Reading, token: Token) -> bool:
    """Whether a war is declared on what has no body and is no place: litter, graffiti, red tape."""
    carriers = (token, *objects_of(token)) if token.pos_ == "VERB" else (token, token.head)
    on = [t for word in carriers for t in prepositional(word, "on", "against")]
    named = (reading.is_party(t) or reading.is_target(t) or t.i in reading.place_at for t in on)
    return bool(on) and not any(named)
