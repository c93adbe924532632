"""What a governing word does to the reality of what hangs on it: a lookup for one word and one relation.

Relations are those of `operators.yml`: clause, that, infinitive, gerund, object, subject, modifier, adverb, reduced
and prep:WORD. A clause of any form answers to `clause`. `gerund` leaves out the infinitive, which tells a purpose after
some verbs: who "stopped to help" helped, who "stopped helping" did not. `that` is a clause with a subject and a tense:
who "told the army to leave" tells of no leaving, who "told us that it left" does.
"""

from __future__ import annotations

from pipelines.annotate.event_lexicon import Effect, Operator
from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import CONTENT
from pipelines.annotate.syntax import Token, children, is_negated, is_passive, logical_subjects
from pipelines.annotate.triggers import Candidate

CLAUSES = frozenset({"clause", "that", "infinitive", "gerund"})
"""The relations of a clause to what governs it."""
_OF_VERBS = frozenset({"to", "for", "of", "on", "about", "from", "against", "with", "into"})
_OF_NOUNS = frozenset({"of", "for", "to", "on", "about", "against", "over"})
_OF_ACTS = frozenset({"of", "for", "to", "on", "with", "against", "from", "over", "about", "into"})
_AIMS = frozenset({"planned", "possible"})
_AIMED_AT = frozenset({"infinitive", "gerund"})
"""What nobody plans, tries or is able to do is not done; what nobody thinks or fears is as open as before."""
_KINDS = (("v", ("VERB", "AUX")), ("n", ("NOUN", "PROPN")), ("a", ("ADJ", "ADV")))


def effect_of(reading: Reading, kind: str, head: Token, relation: str) -> tuple[Effect | None, str]:
    """The effect of a word as a verb ("v"), noun ("n") or adjective ("a") on what stands to it in a relation."""
    for operator in operators_of(reading, kind, head):
        if not _acts_on(operator, kind, relation) or not _stands(reading, operator, head):
            continue
        effect = operator.effect
        if is_negated(head) or (kind == "a" and head.dep_ in ("acomp", "attr") and is_negated(head.head)):
            if operator.negated is not None:
                return operator.negated, f"not {head.text!r}"
            if effect == "absent":
                return "kept", f"not {head.text!r}"
            if effect in _AIMS and (relation in _AIMED_AT or (kind == "n" and relation.startswith("prep:"))):
                return "absent", f"not {head.text!r}"
        return effect, f"{head.text!r}"
    return None, ""


def operators_of(reading: Reading, kind: str, head: Token) -> tuple[Operator, ...]:
    """The operators that a word is, by its form first and its lemma then ("supposed" is no form of "suppose" here)."""
    known = reading.lexicon.operators
    form, lemma = head.lower_, head.lemma_.lower()
    if head.i > 1 and head.nbor(-1).text == "-":
        form = f"{head.nbor(-2).lower_}-{form}"
    found = known.get((kind, form), ())
    return found if form == lemma else (*found, *known.get((kind, lemma), ()))


def effect_at(
    reading: Reading, acts: dict[int, Candidate], own: Token, head: Token, relation: str
) -> tuple[Effect | None, str, bool]:
    """The effect of a governing word, and whether it is that of an act of speech."""
    act = acts.get(head.i)
    told = "clause" if relation in CLAUSES else relation
    if act is not None and act.entry.where == "operators.yml" and is_negated(head):
        return *effect_of(reading, "v", head, relation), True
    if act is not None and head.i != own.i:
        effect = act.entry.content or CONTENT.get(act.entry.event)
        governs = head.pos_ == "VERB" and relation != "object"
        if act.entry.event not in CONTENT and governs and (told == "clause" or relation == "prep:from"):
            effect = effect_of(reading, "v", head, relation)[0] or effect
        if (effect == "kept" or relation == "prep:from") and governs:
            doubt, why = effect_of(reading, "v", head, relation)
            effect = doubt if doubt in ("denied", "absent") else effect
        if act.entry.content is None and relation == "object" and act.entry.event == "CONCEDE":
            doubt, why = effect_of(reading, "v", head, relation)
            effect = doubt if doubt == "absent" else effect
        if effect == "kept" and told != "clause":
            doubt, why = effect_of(reading, "v", head, relation)
            effect = doubt if doubt in ("planned", "possible") else effect
        if effect == "kept" and relation == "object" and act.entry.event == "SUPPORT":
            effect = None
        if effect is not None and _speaks_of(act, told):
            return effect, f"what {head.text!r} ({act.entry.event}) speaks of", True
    for kind, poses in _KINDS:
        if head.pos_ in poses or (kind == "a" and head.pos_ == "VERB" and head.tag_ == "VBN"):
            effect, why = effect_of(reading, kind, head, relation)
            if effect is not None:
                return effect, why, False
    return None, "", False


_COMPLEMENTS = frozenset({"for", "of"})
_BETWEEN = frozenset({"by", "from", "of", "in", "among", "between"})


def outer_noun(reading: Reading, acts: dict[int, Candidate], own: Token, head: Token, via: Token) -> Token | None:
    """The noun that a phrase belongs to, where the parser hung it elsewhere: on the verb of that noun ("Hopes faded for
    talks"), or on a noun in between ("a call by the opposition for a strike")."""
    if via.lower_ not in _COMPLEMENTS:
        return None
    if head.pos_ in ("VERB", "AUX") or (head.dep_ == "ROOT" and children(head, "nsubj")):
        before = [noun for noun in children(head, "dobj") if noun.right_edge.i == via.i - 1]
        nouns = [*before, *children(head, "nsubj", "nsubjpass")]
    else:
        between = head.dep_ == "pobj" and head.head.lower_ in _BETWEEN and head.head.head.pos_ == "NOUN"
        nouns = [head.head.head] if between else []
    relation = f"prep:{via.lower_}"
    return next((noun for noun in nouns if effect_at(reading, acts, own, noun, relation)[0] is not None), None)


def _speaks_of(act: Candidate, relation: str) -> bool:
    entry = act.entry
    if entry.content_of:
        return relation in entry.content_of
    if relation.startswith("prep:"):
        word = relation[5:]
        if word in ("over", "about", "against", "with") and entry.content is None:
            return entry.event in ("ACCUSE", "THREATEN") and word == "with"
        return word in _OF_ACTS
    return not (relation == "object" and entry.content is None and entry.event == "ACCUSE")


def _acts_on(operator: Operator, kind: str, relation: str) -> bool:
    if operator.on and not _answers(operator.on, relation):
        return False
    if not operator.on and relation == "subject":
        return False
    if operator.prep:
        return relation.startswith("prep:") and relation[5:] in operator.prep
    if relation.startswith("prep:") and relation not in operator.on:
        usual = _OF_VERBS if kind == "v" else _OF_NOUNS
        return kind == "a" or relation[5:] in usual
    return True


def _answers(on: tuple[str, ...], relation: str) -> bool:
    if relation in on or (relation in CLAUSES and "clause" in on):
        return True
    return relation == "that" and "gerund" in on


def _stands(reading: Reading, operator: Operator, head: Token) -> bool:
    """Whether the particle, voice, form and subject that an operator asks for are there."""
    if operator.particle is not None and not any(c.lower_ == operator.particle for c in head.children):
        return False
    if operator.voice is not None and (operator.voice == "passive") != is_passive(head):
        return False
    if operator.tags and head.tag_ not in operator.tags:
        return False
    if operator.modifier and not any(reading.fits(operator.modifier, child) for child in head.children):
        return False
    return not operator.subject or any(reading.fits(operator.subject, _meant(t)) for t in logical_subjects(head))


def _meant(subject: Token) -> Token:
    """What "it" stands for as a speaker: the subject of the sentence before."""
    if subject.lower_ != "it" or subject.sent.start == 0:
        return subject
    root = subject.doc[subject.sent.start - 1].sent.root
    return next((t for t in children(root, "nsubj", "nsubjpass") if t.pos_ == "NOUN"), subject)
