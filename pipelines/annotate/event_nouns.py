"""What carries an event noun in a sentence: the verb it hangs on, the noun it describes, who bears what it tells.

Who the parties are is `arguments.py`'s matter.
"""

from __future__ import annotations

from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token, is_passive, logical_objects, logical_subjects, prepositional, subjects
from pipelines.annotate.triggers import Candidate


def carrier(reading: Reading, noun: Token) -> Token:
    """The noun that stands in the sentence for an event noun that only describes it: "a mediation effort"."""
    head = noun.head
    if noun.dep_ in ("compound", "nmod", "amod") and head.pos_ == "NOUN" and reading.fits(("$carrier",), head):
        return head
    return noun


def is_act(reading: Reading, noun: Token) -> bool:
    """Whether a noun tells an act that somebody bears: "the shelling of the town", "the arrest of the editor"."""
    entries = reading.lexicon.nouns.get(noun.lemma_.lower(), ())
    return any(entry.event in _BORNE for _, entry in entries)


_BORNE = frozenset({"ASSAULT", "COERCE", "SANCTION"})


def support_verb(reading: Reading, noun: Token) -> Token | None:
    """The verb that only carries an event noun ("held talks", "launched an attack", "was under attack"), or None."""
    token = carrier(reading, noun)
    for _ in range(4):
        head = token.head
        if token.dep_ in ("dobj", "nsubjpass", "attr", "obj") and head.pos_ in ("VERB", "AUX"):
            return head if head.lemma_.lower() in reading.lexicon.classes["support"] else None
        verb = head.head
        if (
            token.dep_ == "pobj"
            and verb.pos_ == "VERB"
            and (head.lower_ in ("in", "into", "for", "to", "under") or (head.lower_, verb.lemma_) == ("on", "embark"))
        ):
            return verb if verb.lemma_.lower() in reading.lexicon.classes["support"] else None
        if token.dep_ == "pobj" and head.lower_ in ("on", "for") and head.head.lemma_.lower() in _SETTING_OUT:
            return head.head
        if token.dep_ == "acl" or (token.dep_ in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN")):
            token = head
            continue
        if token.dep_ == "pobj" and head.lower_ in ("of", "in") and head.head.pos_ == "NOUN":
            if head.head.lemma_.lower() not in reading.lexicon.classes["transparent"]:
                return None
            token = head.head
            continue
        if token.dep_ == "relcl":
            return None
        return None
    return None


_SETTING_OUT = frozenset(
    {"go", "be", "lead", "embark", "come", "travel", "arrive", "fly", "set", "depart", "head", "land"}
)
"""Verbs of being under way: "led a delegation on a visit"."""
RECEIVING = frozenset({
    "face", "draw", "receive", "suffer", "attract", "incur", "earn", "win", "gain", "get", "sustain", "undergo",
    "endure", "obtain", "enjoy", "provoke", "spark", "trigger", "prompt", "elicit", "invite",
    "garner", "weather", "encounter", "secure", "extract", "wrest",
})  # fmt: skip
"""Verbs whose subject bears the act that their object names: "received aid", "drew criticism"."""
_UNDERGOING = frozenset({"come", "be", "remain", "fall", "find"})


def bearing_verb(noun: Token) -> Token | None:
    """The verb whose subject bears a noun's act: "drew criticism", "came under pressure", "was met with protests"."""
    token = noun
    while token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    head = token.head
    if token.dep_ in ("dobj", "obj") and head.pos_ == "VERB" and head.lemma_.lower() in RECEIVING:
        return None if is_passive(head) else head
    if token.dep_ != "pobj" or head.head.pos_ not in ("VERB", "AUX"):
        return None
    verb, lemma = head.head, head.head.lemma_.lower()
    if head.lower_ == "under" and lemma in _UNDERGOING:
        return verb
    if head.lower_ in ("with", "by") and lemma in ("meet", "greet") and is_passive(verb):
        return verb
    return verb if head.lower_ == "to" and lemma == "subject" and is_passive(verb) else None


def accused(noun: Token) -> list[Token]:
    """Whose act a noun is after a verb of accusing: "accused Norland of aggression"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for") or noun.head.head.pos_ != "VERB":
        return []
    return logical_objects(noun.head.head)


_CLAIMING = frozenset({"claim", "admit", "accept", "take", "assume", "acknowledge", "assert", "declare"})
_CLAIMED = frozenset({"responsibility", "credit"})


def claimants(noun: Token) -> list[Token]:
    """Who says that an act was their own: "claimed responsibility for the blast", "said it was behind the raid"."""
    return [token for token in _who_claims(noun) if not any(child.lower_ in ("no", "neither") for child in token.lefts)]


def _who_claims(noun: Token) -> list[Token]:
    head = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() == "claim":
        return logical_subjects(head)
    if noun.dep_ != "pobj":
        return []
    above = head.head
    if head.lower_ == "behind" and above.lemma_ == "be" and above.dep_ == "ccomp" and above.head.pos_ == "VERB":
        subject = subjects(above)
        return logical_subjects(above.head) if subject and subject[0].pos_ == "PRON" else []
    if head.lower_ not in ("for", "of"):
        return []
    owned = above if above.pos_ == "NOUN" else next(iter(logical_objects(above)), above)
    verb = owned.head
    if owned.lemma_.lower() in _CLAIMED and verb.lemma_.lower() in _CLAIMING and owned.dep_ in ("dobj", "nsubjpass"):
        return logical_subjects(verb)
    return []


def part_of_names(reading: Reading, candidates: dict[int, Candidate]) -> set[int]:
    """The event nouns that are only a word of somebody's name: the "Conference" of "National Conference of Mayors"."""
    found: set[int] = set()
    for at, candidate in candidates.items():
        mention = reading.entity_at.get(at)
        if candidate.is_verb or mention is None or mention.kind not in ("organisation", "group", "person"):
            continue
        if candidate.token.text[:1].isupper() and mention.end - mention.start > len(candidate.token.text):
            found.add(at)
    return found


def meanwhile_verb(noun: Token) -> Token | None:
    """The verb whose subject takes part in talks it stands beside: "during talks with Chad, the envoy said"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("during", "in", "after", "at", "following"):
        return None
    verb = noun.head.head
    partners = any(child.lower_ == "with" for child in noun.children)
    return verb if partners and verb.pos_ == "VERB" and not is_passive(verb) else None


_COGNATE = frozenset({"fight"})
"""Verbs whose object may only name the act: "fought a war"."""


def _tells_more(verb: Candidate, noun: Candidate | None) -> bool:
    """Whether the noun that a verb carries says closer what is done: "completed the pullback"."""
    return noun is not None and not noun.is_verb and not noun.entry.spare and noun.entry.event != verb.entry.event


def told_twice(reading: Reading, candidates: dict[int, Candidate]) -> set[int]:
    """The nouns that tell the act of their verb once more: "filed suit", "went on strike" with both in the lexicon; and
    the verbs that may mean much and only carry such a noun.
    """
    twice: set[int] = set()
    for verb in candidates.values():
        if not verb.is_verb:
            continue
        covered = set(range(verb.first, verb.last + 1)) if " " in verb.phrase else set()
        if verb.token.lemma_.lower() in reading.lexicon.classes["support"] or verb.token.lemma_ in _COGNATE:
            covered |= {item.i for item in logical_objects(verb.token)}
        if verb.token.lemma_ != "be":
            covered |= {item.i for word in verb.entry.prep for item in prepositional(verb.token, *word.split("/"))}
            carries = verb.entry.spare and verb.token.lemma_.lower() in reading.lexicon.classes["support"]
            if carries and any(_tells_more(verb, candidates.get(t.i)) for t in logical_objects(verb.token)):
                twice.add(verb.token.i)
        for at in covered - {verb.token.i}:
            noun = candidates.get(at)
            if noun is not None and not noun.is_verb and noun.entry.event == verb.entry.event:
                twice.add(at)
    return twice
