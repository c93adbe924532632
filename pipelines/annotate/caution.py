"""What an unknown governor does to its complement: nothing is a fact that no word vouches for.

The lexicon knows the words that leave a fact a fact (`kept`, `stated`) and those that do not. Of the rest, the form of
the complement decides: what an unknown word says "that" is so is its speaker's word alone; what it is "to" do, "for"
doing or "of" a raid is what it points to. Only what is said of a thing taken for granted leaves that as it is.
"""

from __future__ import annotations

from pipelines.annotate.event_lexicon import Effect
from pipelines.annotate.moods import is_given, is_infinitive, is_present, mood
from pipelines.annotate.operators import effect_of
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token, children, is_passive, prepositional
from pipelines.annotate.triggers import Candidate

Told = tuple[Effect | None, str]
_NOTHING: Told = (None, "")
_TOWARDS = frozenset({"to", "toward", "towards", "about", "against", "at", "into", "of", "on", "than", "for"})
"""Prepositions after which a gerund is what a word points to, and done only where the word says so."""
_REASONS = frozenset({"for"})
"""Prepositions that tell with a verb or an adjective why, and with a noun what for."""
_BEARING = frozenset({"of", "for", "about", "on"})
"""Prepositions by which a noun says what it is about."""
_BARE = frozenset({"be", "have", "do", "get", "go", "come"})
_UNBOUND = frozenset(
    {"any", "every", "each", "no", "those", "whoever", "whatever", "anyone", "anybody", "everyone", "all"}
)


def of_clause(head: Token, token: Token, relation: str, acts: dict[int, Candidate]) -> Told:
    """What an unknown word does to a clause that it governs."""
    if head.pos_ == "ADJ" and is_infinitive(token):
        if any(child.lower_ == "too" for child in head.lefts):
            return "absent", f"too {head.text} to do"
        return "possible", f"what somebody is {head.text!r} to do"
    said = token.dep_ == "ccomp" and head.pos_ == "VERB" and head.i not in acts and head.lemma_.lower() not in _BARE
    if said and relation == "that" and any(child.lower_ == "that" for child in token.lefts):
        return "alleged", f"what {head.text!r} says"
    if token.dep_ in ("csubj", "csubjpass"):
        open_ended = is_infinitive(token) or (token.tag_ == "VBG" and (is_present(head) or mood_of(head)))
        return ("possible", "what is spoken of as such") if open_ended else _NOTHING
    return _NOTHING


def mood_of(verb: Token) -> bool:
    """Whether a verb has an auxiliary that looks ahead: "would be a crime"."""
    return any(child.tag_ == "MD" for child in verb.children)


def of_gerund(head: Token, preposition: Token, acts: dict[int, Candidate]) -> Told:
    """What an unknown word does to a gerund after a preposition: "came close to storming", "a way of killing"."""
    word = preposition.lower_
    if word == "of" and head.lower_ == "out":
        return "absent", "out of it"
    if word not in _TOWARDS or preposition.i < head.i:
        return _NOTHING
    if word in _REASONS and head.pos_ in ("VERB", "AUX", "ADJ"):
        return _NOTHING
    if head.i in acts:
        return ("absent", f"what {head.text!r} refuses") if acts[head.i].entry.event == "REJECT" else _NOTHING
    return "possible", f"what is done {word!r} it"


_SHOWING = frozenset({
    "show", "depict", "portray", "capture", "film", "see", "watch", "hear", "spot", "find", "catch", "reveal",
    "feature", "record", "picture", "photograph", "observe", "notice",
})  # fmt: skip


def is_shown(noun: Token) -> bool:
    """Whether a noun with a participle is what a verb shows: "appeared to show soldiers shooting" shows shooting."""
    return noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and noun.head.lemma_.lower() in _SHOWING


def of_noun(reading: Reading, head: Token, token: Token, relation: str, acts: dict[int, Candidate]) -> Told:
    """What an unknown word does to an act told by a noun that is not taken for granted: "mooted strikes on Chad"."""
    counted = any(child.dep_ in ("nummod", "poss") for child in token.children)
    act = acts.get(head.i)
    if (act is not None and act.entry.event != "SUPPORT") or counted or is_given(reading, token):
        return _NOTHING
    if head.pos_ == "VERB" and relation == "object" and head.lemma_.lower() not in _BARE:
        if effect_of(reading, "v", head, "that")[0] in ("stated", "kept"):
            return _NOTHING  # What is said to be so begins with the noun: the parser took it for an object.
        return "possible", f"what {head.text!r} leaves open"
    if head.pos_ == "NOUN" and relation.startswith("prep:") and relation[5:] in _BEARING:
        return "possible", f"what {head.text!r} is about"
    return _NOTHING


def is_general(reading: Reading, noun: Token, verb: Token) -> bool:
    """Whether a sentence tells in the present tense what acts of a kind do: "strikes on hospitals breach the law"."""
    if reading.headline or verb.tag_ not in ("VBZ", "VBP") or children(verb, "aux", "auxpass"):
        return False
    if verb.lemma_ == "have" and verb.i + 1 < verb.sent.end and verb.nbor(1).tag_ == "VBN":
        return False  # "has angered villagers": the parser took the participle for an adjective.
    counted = any(child.dep_ in ("nummod", "poss") for child in noun.children)
    return not counted and not is_given(reading, noun) and not any(map(_is_one, prepositional(noun, "of")))


def _is_one(sufferer: Token) -> bool:
    """Whether an act was done to somebody in particular: "the murder of Haddad", "of the priest", "of two men"."""
    told = ("the", "this", "that", "these", "those")
    name = sufferer.tag_ == "NNP"
    return name or any(c.dep_ in ("nummod", "poss") or c.lower_ in told for c in sufferer.lefts)


def is_any(noun: Token) -> bool:
    """Whether a noun tells of whatever act of its kind there may be: "will condemn any strike"."""
    return any(child.lower_ in _UNBOUND for child in noun.lefts)


def is_unbound(reading: Reading, verb: Token) -> bool:
    """Whether a relative clause tells of whoever does something, and not of somebody: "any village that hides them"."""
    noun = verb.head
    if verb.dep_ != "relcl" or reading.headline or verb.tag_ not in ("VBZ", "VBP", "VB"):
        return False
    if children(verb, "aux", "auxpass") or mood(reading, verb) is not None:
        return False
    return noun.lower_ in _UNBOUND or is_any(noun)


def specified(reading: Reading, be: Token) -> Told:
    """What the subject of "is" says of what it is said to be: "the worry is that they shoot", "our aim is a truce"."""
    for subject in children(be, "nsubj", "csubj"):
        if subject.pos_ in ("NOUN", "PROPN"):
            effect, why = effect_of(reading, "n", subject, "clause")
        elif subject.pos_ == "VERB" and any(child.lower_ == "what" for child in subject.children):
            effect, why = effect_of(reading, "v", subject, "object")
        else:
            continue
        if effect not in (None, "kept", "stated"):
            return effect, why
    return _NOTHING


_DONE_TO = frozenset({"possible", "denied", "alleged", "demanded", "threatened", "planned"})


def of_participle(reading: Reading, participle: Token) -> Told:
    """What a participle after a noun does to it, as the verb would to its object: "an invasion feared by Taipei"."""
    effect, why = effect_of(reading, "v", participle, "reduced")
    if effect is not None:
        return effect, why
    effect, why = effect_of(reading, "v", participle, "object")
    return (effect, why) if effect in _DONE_TO else _NOTHING


def of_relative(reading: Reading, clause: Token) -> Told:
    """What a relative clause says of its noun: "the raid that Chad denies", "a strike which never came"."""
    words = {child.dep_ for child in clause.children if child.tag_ in ("WDT", "WP") or child.lower_ == "that"}
    taken = bool(words & {"dobj", "nsubjpass"}) or (not words and bool(children(clause, "nsubj")))
    if taken and not (children(clause, "dobj") and "dobj" not in words):
        effect, why = effect_of(reading, "v", clause, "object")
        if effect in _DONE_TO or (effect == "absent" and is_passive(clause)):
            return effect, why
    if "nsubj" in words and clause.lemma_.lower() in COMING:
        return mood(reading, clause), f"what is said of it by {clause.text!r}"
    return _NOTHING


COMING = frozenset({"come", "happen", "occur", "take", "materialise", "materialize", "begin", "start", "follow", "be"})
