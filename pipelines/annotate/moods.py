"""How real a verb's own form makes it: auxiliaries, negation, tense, and the day it points to.

Also whether a noun is taken for granted. What governs the verb or noun is `modality.py`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.annotate.conditions import is_inverted, opens_condition
from pipelines.annotate.event_lexicon import Effect
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import SUBJECTS, Token, children, is_negated, is_passive, prepositional
from pipelines.records import TimeMention

_NOBODY = frozenset({"nobody", "none", "noone", "nothing", "neither"})
_SCARCELY = frozenset({"hardly", "scarcely", "barely"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_MAY = frozenset({"may", "might", "could", "can", "ca"})
_MUST = frozenset({"should", "must", "ought", "need"})
_AHEAD = frozenset({"tomorrow", "tonight", "next", "coming", "upcoming", "soon", "shortly", "later", "ahead"})
_ON_THE_WAY = frozenset({"leave", "arrive", "depart", "fly", "travel", "begin", "start", "open", "host", "visit"})
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
"""Of these the present tense with a weekday tells a timetable: "leaves for Lima on Friday"."""
_MONTHS = frozenset({
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "tomorrow", "tonight",
})  # fmt: skip
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only"})
_PRESENT = frozenset({"VBZ", "VBP"})


def mood(reading: Reading, verb: Token, *, lifted: bool = False) -> Effect | None:
    """What the form of a verb does to its own reality, or None for a plain fact; `lifted` passes over its negation."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i]
    words = {child.lower_ for child in auxiliaries}
    negated = not lifted and (
        is_negated(verb) or any(_is_none(subject) for subject in children(verb, "nsubj", "nsubjpass"))
    )
    if negated and _is_late(verb):
        negated = False
    if _is_only_nearly(verb):
        return "absent"
    if verb.tag_ == "MD" and verb.lower_ in _MUST:
        return "absent" if negated else "demanded"
    if verb.tag_ == "VB" and words & {"had", "'d", "’d"} and any(c.lower_ == "better" for c in verb.lefts):
        return "demanded"
    if words & _FUTURE or _is_going_to(verb):
        return "absent" if negated else "planned"
    if words & {"would", "'d", "’d"} and ("would" in words or verb.tag_ == "VB"):
        return _would(verb, perfect="have" in words, negated=negated)
    if words & _MAY:
        return "absent" if negated and not words & {"may", "might"} and "have" not in words else "possible"
    if "should" in words and is_inverted(verb):
        return "conditional"
    if words & _MUST:
        return _must(words, negated=negated)
    if negated:
        return "absent"
    if "to" in words:
        return _infinitive(reading, verb)
    if verb.tag_ in _PRESENT and _points_ahead(reading, verb):
        return "planned"
    return "demanded" if _is_imperative(verb) and not auxiliaries and not reading.headline else None


def is_future(reading: Reading, verb: Token) -> bool:
    """Whether a verb looks ahead: by an auxiliary, or as "is to" and "is due to"."""
    if mood(reading, verb) in ("planned", "possible", "demanded", "conditional"):
        return True
    words = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if words & (_FUTURE | _MAY | _MUST | {"would"}):
        return True
    return "to" in words and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"


def is_present(verb: Token) -> bool:
    """Whether a verb stands in the present tense, or in none: "once they leave", "leaving"."""
    finite = any(a.tag_ in _PRESENT for a in children(verb, "aux", "auxpass"))
    return finite or verb.tag_ in ("VBZ", "VBP", "VB", "VBG")


def is_progressive(verb: Token) -> bool:
    """Whether a verb tells what is under way: "is shelling", "has been shelling", "is being shelled"."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ == "VBG" and words & {"is", "are", "'s", "'re", "’s", "’re", "am"}:
        return True
    if verb.tag_ == "VBG" and "been" in words and words & {"has", "have", "'s", "'ve", "’s", "’ve"}:
        return True
    return bool(is_passive(verb) and "being" in words and words & {"is", "are", "am"})


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to" and without an auxiliary of its own."""
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children):
        return True
    return bool(verb.tag_ == "VB" and verb.i > verb.sent.start and verb.nbor(-1).lower_ == "to")


def is_bare(reading: Reading, verb: Token) -> bool:
    """Whether a verb has neither a tense nor an auxiliary, nor shares one: no fact is told so outside a heading."""
    if reading.headline or verb.tag_ != "VB" or verb.dep_ == "ROOT":
        return False
    while not any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
            return True
        verb = verb.head
        if verb.tag_ != "VB":
            return True
    return False


def relation_of(clause: Token) -> str:
    """The relation of a clause to what governs it, as `operators.yml` names them."""
    if is_infinitive(clause):
        return "clause" if any(child.lower_ == "whether" for child in clause.lefts) else "infinitive"
    if clause.tag_ == "VBG" and not children(clause, "aux"):
        return "gerund"
    return "that" if children(clause, *SUBJECTS, "mark") else "clause"


def is_ranked(noun: Token) -> bool:
    """Whether an infinitive after a noun tells what its bearer did: "became the first state to sign"."""
    told = any(child.lower_ in _RANKS for child in children(noun, "amod"))
    return told and noun.dep_ in ("attr", "oprd", "appos", "nsubj", "nsubjpass", "dobj", "ROOT")


def is_definite(reading: Reading, noun: Token) -> bool:
    """Whether a noun is taken for granted: a definite or possessive one, or one with a date, place or number."""
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in _POINTING:
            return True
        if child.dep_ in ("poss", "nummod"):
            return True
        if child.dep_ == "amod" and child.lower_ in reading.lexicon.classes["told"]:
            return True
        if child.i in reading.time_at:
            return True
    for target in prepositional(noun):
        if target.i in reading.time_at or target.i in reading.place_at:
            return True
        if target.i in reading.entity_at and reading.entity_at[target.i].kind != "agent":
            return True
    return False


def is_given(reading: Reading, noun: Token) -> bool:
    """Whether a noun is taken for granted whatever its verb does to it: "the strike", "their march", Monday's talks.

    A place or a party does not do that: "will open talks with Oman" has yet to; nor does "the" where "of" says which:
    "backed the release of the hostages".
    """
    which = any(child.lower_ == "of" and child.dep_ == "prep" for child in noun.children)
    for child in noun.children:
        if child.dep_ == "poss":
            return True
        if child.dep_ == "det" and child.lower_ in _POINTING and not (which and child.lower_ == "the"):
            return True
    return any(
        time.from_on is not None and reading.day is not None and time.from_on <= reading.day
        for time in own_times(reading, noun)
    )


def is_pointed_at(noun: Token) -> bool:
    """Whether a noun has "the": what is denied of it is not denied to be ("the prospect has not swayed Chad")."""
    return any(child.dep_ == "det" and child.lower_ in _POINTING for child in noun.children)


def own_times(reading: Reading, word: Token) -> Iterator[TimeMention]:
    """The times that hang on a word itself: "a strike on Monday", "talks scheduled for May" not."""
    for target in (*children(word, "npadvmod", "advmod", "nummod", "nmod", "compound"), *prepositional(word)):
        time = reading.time_at.get(target.i)
        if time is not None:
            yield time


def is_yet_to_come(reading: Reading, word: Token) -> bool:
    """Whether the day that hangs on a word is after the text: "called out on a strike for next Tuesday"."""
    if any(t.lower_ in _WEEKDAYS | _MONTHS for t in prepositional(word, "for")) and word.pos_ == "NOUN":
        return True
    return any(
        time.relation in ("on", "after", "since", "during")
        and time.from_on is not None
        and reading.day is not None
        and time.from_on > reading.day
        for time in own_times(reading, word)
    )


def _would(verb: Token, *, perfect: bool, negated: bool) -> Effect:
    if perfect or any(opens_condition(clause) for clause in children(verb, "advcl")):
        return "conditional"
    if negated:
        return "absent"
    reported = verb.dep_ in ("ccomp", "conj", "acl") and verb.head.pos_ in ("VERB", "NOUN", "AUX")
    reported = reported or bool(children(verb, "parataxis") or prepositional(verb, "under"))
    return "planned" if reported else "possible"


def _must(words: set[str], *, negated: bool) -> Effect:
    """What should have been done was not, what must have been done perhaps was, and what need not be is not."""
    if "have" in words:
        return "possible" if "must" in words else "absent"
    return "absent" if negated and "need" in words else "demanded"


def _is_late(verb: Token) -> bool:
    """Whether what was not done until a time was done then: "did not leave until Monday"."""
    past = verb.tag_ == "VBD" or any(child.lower_ == "did" for child in children(verb, "aux"))
    return past and any(child.lower_ in ("until", "till") for child in children(verb, "prep"))


def _is_only_nearly(verb: Token) -> bool:
    """Whether the words before a verb put it away: "all but shelled", "would rather resign than fight"."""
    if verb.i < verb.sent.start + 2:
        return False
    before = verb.nbor(-1).lower_
    return (before == "but" and verb.nbor(-2).lower_ == "all") or (before == "than" and verb.tag_ in ("VB", "VBP"))


def _infinitive(reading: Reading, verb: Token) -> Effect | None:
    if reading.headline and verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT":
        return "planned"
    if verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT"):
        return "planned"
    return None


def _is_imperative(verb: Token) -> bool:
    """Whether a bare verb opens its sentence or a quotation: "Stop the killing, he told them"."""
    said = verb.dep_ in ("ROOT", "ccomp", "parataxis", "advcl")
    if verb.tag_ != "VB" or not said or any(subject.i < verb.i for subject in children(verb, "nsubj")):
        return False
    first = verb.left_edge
    return bool(verb.i == verb.sent.start or (first.i == verb.i > 0 and verb.nbor(-1).is_quote))


def _is_none(subject: Token) -> bool:
    if subject.lower_ in _NOBODY or is_negated(subject):
        return True
    first = subject.left_edge
    if first.lower_ == "not" and first.i < subject.i and first.nbor(1).lower_ in ("a", "one", "any"):
        return True
    return any(child.lower_ in _SCARCELY for child in subject.children)


def _is_going_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ == "going" and bool(children(verb.head, "aux"))


def _points_ahead(reading: Reading, verb: Token) -> bool:
    """Whether a present tense stands beside a day to come: "arrives next week"."""
    beside = [*children(verb, "npadvmod", "advmod"), *prepositional(verb, "on", "in", "by", "from", "at")]
    for token in beside:
        if verb.lemma_.lower() in _ON_THE_WAY and token.lower_ in _WEEKDAYS and not reading.headline:
            return True
        time = reading.time_at.get(token.i)
        if time is not None and time.from_on is not None and reading.day is not None:
            if time.from_on > reading.day:
                return True
        elif any(word.lower_ in _AHEAD for word in (token, *token.children)) and token.ent_type_ in ("DATE", "TIME"):
            return True
    return False
