"""Finding the words of a paragraph that may tell an act, and which entry of the lexicon each fits best.

A candidate is a token with an entry all of whose conditions hold. Every entry that was tried and why it did not hold
is kept too, for `explain`. Whether the act happened, and whose it is, is asked later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipelines.annotate.event_lexicon import Entry
from pipelines.annotate.parse import Tokens
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import (
    Token,
    behind,
    children,
    is_passive,
    logical_objects,
    logical_subjects,
    prepositional,
    prepositions,
    subjects,
    with_conjuncts,
)


@cache
def _listed(words: tuple[str, ...]) -> str:
    """Some words in a row, put together once: a paragraph asks some hundred times."""
    return ", ".join(words)


_CLAUSE = ("ccomp", "xcomp", "csubj", "acl")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that tells an act by an entry. `first` and `last` are the tokens of the whole trigger, `parts` those of
    its phrase, `rest` what else the token tells by other entries, the closest first."""

    token: Token
    entry: Entry
    phrase: str
    first: int
    last: int
    is_verb: bool
    parts: tuple[int, ...] = ()
    rest: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that names a token's word and was not taken, with the reason in words."""

    token: Token
    entry: Entry
    phrase: str
    reason: str


def find_candidates(reading: Reading) -> tuple[dict[int, Candidate], list[Refusal]]:
    """The best entry for each token that has one, by token index, and the refusals."""
    candidates: dict[int, Candidate] = {}
    refusals: list[Refusal] = []
    forms: dict[int, frozenset[str]] = {}
    for token in reading.doc:
        if token.lower_ == "going" and _is_auxiliary(token):
            continue
        fitting: list[Candidate] = []
        around: frozenset[str] | None = None
        told: dict[bool, tuple[list[Token], list[Token]]] = {}
        for phrase, entry, is_verb in _entries(reading, token):
            words = _words(phrase)
            if len(words) > 1:
                start = token.sent.start
                if start not in forms:
                    forms[start] = _forms(token.sent)
                if not forms[start].issuperset(words):
                    continue
            parts = _parts(token, words, is_verb)
            reason: str | None = None
            if parts is None:
                reason = "the rest of the phrase is not there"
            elif entry.near or entry.near_not or entry.told_before:
                around = around if around is not None else reading.vocabulary(token.sent)
                reason = _unmet_near(reading, entry, around)
            if not reason:
                if is_verb not in told:
                    told[is_verb] = _arguments(token, is_verb)
                reason = unmet(reading, token, entry, is_verb, phrase, told[is_verb])
            if not reason and parts is not None:
                fitting.append(Candidate(token, entry, phrase, parts[0], parts[-1], is_verb, tuple(parts)))
            elif parts is not None or len(words) == 1:
                refusals.append(Refusal(token, entry, phrase, reason or ""))
        if fitting:
            best, *rest = sorted(fitting, key=_rank, reverse=True) if len(fitting) > 1 else fitting
            candidates[token.i] = replace(best, rest=tuple(rest)) if rest else best
            refusals += [Refusal(c.token, c.entry, c.phrase, f"{best.entry.where} fits more closely") for c in rest]
    for candidate in [c for c in candidates.values() if c.is_verb and len(c.parts) > 1]:
        for part in candidate.parts:
            inner = candidates.get(part)
            if inner is not None and inner is not candidate:
                refusals.append(Refusal(inner.token, inner.entry, inner.phrase, f"part of {candidate.phrase!r}"))
                del candidates[part]
    return candidates, refusals


def _is_auxiliary(going: Token) -> bool:
    """Whether "going" only looks ahead to what follows: "is going to hold talks"."""
    return any(clause.left_edge.i == going.i + 1 and clause.tag_ == "VB" for clause in children(going, "xcomp"))


def _rank(candidate: Candidate) -> tuple[bool, int, int]:
    weight = candidate.entry.weight + 2 * (len(_words(candidate.phrase)) - 1)
    return not candidate.entry.spare, weight, len(candidate.phrase)


@cache
def _words(phrase: str) -> tuple[str, ...]:
    """The words of a trigger."""
    return tuple(phrase.split())


def _forms(sentence: Tokens) -> frozenset[str]:
    """The words of a sentence and their lemmas: a trigger of several words needs each of its own."""
    return frozenset(word for token in sentence for word in (token.lower_, token.lemma_.lower()))


def _entries(reading: Reading, token: Token) -> Iterator[tuple[str, Entry, bool]]:
    lemma = token.lemma_.lower()
    lexicon = reading.lexicon
    if token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and token.tag_ == "VBN"):
        for phrase, entry in lexicon.verbs.get(lemma, ()):
            yield phrase, entry, True
        if token.tag_ == "VBG" and not children(token, "nsubj", "aux", "dobj"):
            for phrase, entry in lexicon.nouns.get(token.lower_, ()):
                yield phrase, entry, False
    elif token.pos_ in ("NOUN", "PROPN") and not (token.i in reading.time_at and token.is_title):
        seen = {lemma, token.lower_}
        for word in sorted(seen):
            for phrase, entry in lexicon.nouns.get(word, ()):
                yield phrase, entry, False
        if reading.headline and token.dep_ == "ROOT" and children(token, "nsubj", "dobj"):
            for phrase, entry in lexicon.verbs.get(lemma, ()):
                yield phrase, entry, True


def _parts(token: Token, words: tuple[str, ...], is_verb: bool) -> list[int] | None:
    """The tokens of a trigger of one or more words around its head, or None where a word is missing."""
    if len(words) == 1:
        return [token.i]
    if is_verb:
        parts = [token.i]
        for word in words[1:]:
            found = _below(token, word, set(parts))
            if found is None:
                return None
            parts.append(found)
        return sorted(parts) if max(parts) - min(parts) <= 6 else [token.i]
    heads = [i for i, word in enumerate(words) if word in (token.lemma_.lower(), token.lower_)]
    for place in heads:
        first = token.i - place
        if first < 0 or first + len(words) > len(token.doc):
            continue
        run = token.doc[first : first + len(words)]
        if all(word in (t.lemma_.lower(), t.lower_) for word, t in zip(words, run, strict=True)):
            return [t.i for t in run]
    spaced = [t for t in token.lefts if t.dep_ in ("compound", "amod")]
    wanted = set(words) - {token.lemma_.lower(), token.lower_}
    got = {t.i for t in spaced if t.lemma_.lower() in wanted or t.lower_ in wanted}
    return [*sorted(got), token.i] if len(got) == len(wanted) else None


_PARTICLES = frozenset({"in", "up", "out", "off", "down", "over", "back", "by", "on"})
"""Words that belong to a verb right after it or as its particle; further on they are prepositions of something else."""


def _below(token: Token, word: str, taken: set[int]) -> int | None:
    waiting = [
        child
        for child in token.children
        if child.dep_ not in ("nsubj", "csubj", "conj") and not (child.dep_ == "advcl" and child.pos_ != "ADJ")
    ]
    for child in waiting:
        if child.i not in taken and (child.lower_ == word or child.lemma_.lower() == word) and child.i > token.i:
            apart = child.dep_ != "prt" and child.i > token.i + 1 and not (word == "out" and children(child, "prep"))
            if word in _PARTICLES and apart:
                continue
            return int(child.i)
    for child in waiting:
        for grand in child.children if word not in _PARTICLES else ():
            if grand.i not in taken and (grand.lower_ == word or grand.lemma_.lower() == word) and grand.i > token.i:
                return int(grand.i)
    return None


def particle_objects(token: Token, phrase: str) -> list[Token]:
    """What a verb of several words acts on where the parser sees less: "cordoned off the square", "let go two men"."""
    words = _words(phrase)[1:]
    particles = [word for word in words if word in _PARTICLES]
    found = prepositional(token, *particles) if particles else []
    for clause in children(token, "xcomp", "ccomp"):
        if clause.lower_ in words:
            found.extend(logical_objects(clause))
    return found


def unmet(
    reading: Reading, token: Token, entry: Entry, is_verb: bool, phrase: str, told: tuple[list[Token], list[Token]]
) -> str | None:
    """The first condition of an entry that does not hold at a token, in words, or None; what must be near is asked
    before, being quick to ask. `told` are who acts there and who is acted on, by the syntax alone."""
    if not is_verb and token.dep_ in ("compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        head = token.head
        if not reading.fits(("$carrier",), head):
            return f"it only describes {head.text!r}"
    if is_verb and token.dep_ == "amod" and (token.tag_ == "VBG" or entry.event not in ("COERCE", "ASSAULT")):
        return "it only describes a noun"
    if (
        is_verb
        and entry.event in ("ASSAULT", "COERCE")
        and entry.mode not in _WITH_ONESELF
        and any(t.lower_ in _REFLEXIVE for t in children(token, "dobj"))
    ):
        return "it is done to oneself"
    acting, acted = told
    if is_verb and not acted and (entry.object or entry.object_not):
        acted = [t for item in particle_objects(token, phrase) for t in with_conjuncts(item)]
    if entry.subject and "*" not in entry.subject and not any(reading.fits(entry.subject, t) for t in acting):
        return "its subject is not one of " + _listed(entry.subject)
    if entry.subject_not and any(reading.fits(entry.subject_not, t) for t in acting):
        return "its subject is one of " + _listed(entry.subject_not)
    if entry.object and not any(reading.fits(entry.object, t) for t in acted):
        return "its object is not one of " + _listed(entry.object)
    if entry.object_not and any(reading.fits(entry.object_not, t) for t in acted):
        return "its object is one of " + _listed(entry.object_not)
    for word, wanted in entry.prep.items():
        if not any(reading.fits(wanted, t) or "*" in wanted for t in _targets(reading, token, word, is_verb)):
            return f"no {word} + {_listed(wanted)}"
    for word, barred in entry.prep_not.items():
        if any(reading.fits(barred, t) or "*" in barred for t in _targets(reading, token, word, is_verb)):
            return f"there is {word} + {_listed(barred)}"
    if entry.modifier or entry.modifier_not:
        modifiers = children(token, "amod", "compound", "nmod", "advmod", "prt", "acomp", "oprd")
        if entry.modifier and not any(reading.fits(entry.modifier, t) for t in modifiers):
            return "it is not described as one of " + _listed(entry.modifier)
        if any(reading.fits(entry.modifier_not, t) for t in modifiers):
            return "it is described as one of " + _listed(entry.modifier_not)
    return _unmet_clause(reading, entry, token) or _unmet_number(entry, token)


def _targets(reading: Reading, token: Token, words: str, is_verb: bool) -> list[Token]:
    """What follows one of some prepositions of a trigger, of its object, or of the verb that carries a noun."""
    names = words.split("/")
    carried = token.dep_ in ("dobj", "nsubjpass") and token.head.pos_ == "VERB"
    if not is_verb and token.dep_ == "nsubj":
        carried = token.head.lemma_.lower() in reading.lexicon.classes["occur"]
    owners = [token, *(logical_objects(token) if is_verb else [token.head] if carried else [])]
    return [
        t
        for owner in owners
        for name, target in prepositions(owner)
        if name in names and target.i > token.i
        for t in with_conjuncts(target)
    ]


PAPERS = frozenset({
    "resolution", "statement", "letter", "report", "bill", "petition", "declaration", "communique", "motion", "note",
    "speech", "message", "law", "decree", "article", "tweet", "post", "video", "appeal", "document", "release", "order",
})  # fmt: skip
"""What speaks for whoever put it out: "issued a statement condemning the raid"."""
_WITH_ONESELF = frozenset({"suicide-attack", "explosives"})
"""Modes of attack whose doer is hit as well: "blew himself up in a mosque"."""
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "yourself", "myself", "ourselves"})


def _arguments(token: Token, is_verb: bool) -> tuple[list[Token], list[Token]]:
    if is_verb:
        acting = [t for subject in logical_subjects(token) for t in with_conjuncts(subject)]
        if acting and acting[0].lemma_.lower() in PAPERS:
            acting += behind(acting[0])
        acted = [t for item in logical_objects(token) for t in with_conjuncts(item)]
        acted += children(token, "attr", "oprd", "acomp")
        if is_passive(token):
            acted += children(token, "dobj")
        return acting, acted
    acting = children(token, "poss")
    if token.dep_ in ("dobj", "attr", "nsubjpass") and token.head.pos_ in ("VERB", "AUX"):
        acting = acting + [t for subject in subjects(token.head) if subject.i != token.i for t in [subject]]
    acted = [
        t
        for name, target in prepositions(token)
        if name in ("of", "on", "against", "for", "in", "into", "to", "with")
        for t in with_conjuncts(target)
    ]
    return acting, acted


def _unmet_clause(reading: Reading, entry: Entry, token: Token) -> str | None:
    if not (entry.clause or entry.clause_with or entry.clause_not or entry.clause_verb):
        return None
    clauses = [child for child in token.children if child.dep_ in _CLAUSE or _is_called_upon(token, child)]
    if entry.clause_verb:
        clauses += [c for c in token.children if c.dep_ == "advcl"]
        clauses += [c for item in logical_objects(token) if item.i > token.i for c in children(item, "acl")]
    words = {word.lower_ for clause in clauses for word in clause.children}
    if entry.clause_with and not words & set(entry.clause_with):
        return "its clause has none of " + _listed(entry.clause_with)
    if entry.clause_not:
        opening = {word.lower_ for clause in clauses for word in clause.subtree if word.i < clause.i}
        if opening & set(entry.clause_not):
            return "its clause opens with " + ", ".join(sorted(opening & set(entry.clause_not)))
    if entry.clause_verb and not any(reading.fits(entry.clause_verb, clause) for clause in clauses):
        return "its clause has none of the verbs " + _listed(entry.clause_verb)
    if entry.clause is None:
        return None
    found = {"xcomp" if child.dep_ == "advcl" else child.dep_ for child in clauses}
    if entry.clause == "none":
        return "it governs a clause" if found else None
    if entry.clause == "any":
        return None if found else "it governs no clause"
    if entry.clause == "to":
        has = any(
            child.dep_ in ("xcomp", "acl", "ccomp", "advcl")
            and any(t.lower_ == "to" and t.dep_ == "aux" for t in child.children)
            for child in token.children
        )
        return None if has else "no to-infinitive follows"
    if entry.clause == "bare":
        return None if any(_is_subjunctive(clause) for clause in clauses) else "no clause in the subjunctive follows"
    return None if "ccomp" in found or "acl" in found else "no that-clause follows"


def _is_subjunctive(clause: Token) -> bool:
    """Whether a clause says what somebody shall do: "insisted that the army leave"."""
    if clause.dep_ != "ccomp" or children(clause, "aux"):
        return False
    plural = any(s.tag_ in ("NNS", "NNPS") or s.lower_ in ("they", "we", "you", "i") for s in children(clause, "nsubj"))
    return clause.tag_ == "VB" or (clause.tag_ == "VBP" and not plural and bool(children(clause, "nsubj")))


def _is_called_upon(token: Token, clause: Token) -> bool:
    """Whether an infinitive that the parser took for a purpose says what somebody is called upon to do."""
    if clause.dep_ != "advcl" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children):
        return False
    return any(c.lower_ in ("on", "upon") and c.dep_ in ("prep", "prt") and c.i < clause.i for c in token.children)


def _unmet_near(reading: Reading, entry: Entry, around: frozenset[str]) -> str | None:
    """`around` are the words of the sentence (`Reading.vocabulary`)."""
    if entry.told_before and not reading.has_told(entry.told_before):
        return "the text so far is not about " + _listed(entry.told_before)
    if entry.near and reading.lexicon.wanted(entry.near).words.isdisjoint(around):
        return "none of " + _listed(entry.near) + " is in the sentence"
    barred = reading.lexicon.wanted(entry.near_not).words
    if barred.isdisjoint(around):
        return None
    return f"{min(barred & around)!r} is in the sentence"


def _unmet_number(entry: Entry, token: Token) -> str | None:
    if entry.number == "plural" and token.tag_ not in ("NNS", "NNPS"):
        return "it is not plural"
    if entry.number == "singular" and token.tag_ in ("NNS", "NNPS"):
        return "it is plural"
    return None
