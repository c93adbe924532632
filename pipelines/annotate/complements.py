"""What a word takes as its content: the clause, infinitive, object or phrase that a cue of attribution governs.

Grammar only: which words are cues, and which of these frames each of them takes, is data (`lexicon/cues.yml`).

A frame's name says what the content is built of: `that` (a finite clause, with "that" or without), `wh` (an embedded
question), `to` (an infinitive), `doing` (a gerund), `object`, `object to` ("urge them to leave"), `object as` ("call it
a lie"), a preposition ("about"), `object about` ("accuse him of theft"), `around` (the clause that the cue stands in).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.annotate.syntax import SUBJECTS, Token, is_passive

QUESTION = frozenset(
    {"what", "how", "why", "who", "where", "when", "which", "whether", "if", "whom", "whose", "whatever"}
)
_CLAUSES = ("ccomp", "xcomp")
_OBJECTS = ("dobj", "obj", "attr", "oprd", "dative")
_ADVERBIAL = frozenset({"advcl", "npadvmod", "tmod"})


@dataclass(frozen=True, slots=True)
class Complement:
    """One reading of what a cue takes: the frame, and its token indexes, both ends included, in order."""

    frame: str
    spans: tuple[tuple[int, int], ...]


def complements(cue: Token) -> list[Complement]:
    """What a verb, noun or adjective takes, the fullest reading first."""
    if cue.pos_ in ("VERB", "AUX"):
        return list(_of_verb(cue))
    if cue.pos_ in ("NOUN", "PROPN", "ADJ", "ADV"):
        return list(_of_nominal(cue))
    return []


def clause_kind(clause: Token) -> str | None:
    """Which kind of clause a verb or predicate heads; None for a bare participle."""
    dependants = list(clause.children)
    if any(word.dep_ == "mark" and word.lower_ in ("if", "whether") for word in dependants):
        return "wh"
    lead = clause.left_edge
    if lead.i < clause.i and lead.lower_ in QUESTION and lead.dep_ != "mark":
        return "wh"
    if any(word.lower_ == "to" and word.dep_ == "aux" for word in dependants):
        return "to"
    if clause.tag_ == "VBG" and not any(word.dep_ == "aux" for word in dependants):
        return "doing"
    if clause.pos_ in ("VERB", "AUX"):
        if any(word.dep_ in SUBJECTS or (word.dep_ == "mark" and word.lower_ == "that") for word in dependants):
            return "that"
        return "that" if any(word.dep_ == "aux" for word in dependants) else "bare"
    return "as"


def _of_verb(verb: Token) -> Iterator[Complement]:
    after = [child for child in verb.children if child.i > verb.i]
    passive = is_passive(verb)
    given = [child for child in after if child.dep_ in _OBJECTS and child.pos_ not in ("ADP", "PART")]
    thing = given[-1] if given else None
    subject = next((child for child in verb.children if child.dep_ in ("nsubjpass", "nsubj")), None)
    clauses = [child for child in verb.children if child.dep_ in _CLAUSES]
    clause = next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)
    prepositions = [child for child in after if child.dep_ in ("prep", "agent", "dative") and child.pos_ != "NOUN"]
    if clause is not None:
        if thing is None and clause_kind(clause) == "to":
            for word in prepositions:
                if word.i < clause.i and any(child.dep_ == "pobj" for child in word.children):
                    yield Complement(f"{word.lower_} to", ((word.i + 1, _subtree(verb, clause)[1]),))
        yield from _with_clause(verb, clause, thing, subject, passive=passive)
    if thing is not None:
        for word in prepositions:
            if word.i > thing.i and word.lower_ != "by":
                yield Complement(f"object {word.lower_}", (_whole(verb, thing, word),))
        for word in thing.children:
            if word.dep_ == "prep" and word.i > thing.i and word.right_edge.i == thing.right_edge.i:
                yield Complement(f"object {word.lower_}", (_noun_phrase(verb, thing),))
        if len(given) > 1:
            yield Complement("object as", (_whole(verb, given[0], thing),))
        yield Complement("object", (_noun_phrase(verb, thing),))
    for word in prepositions:
        if word.lower_ != "by" or not passive:
            yield Complement(word.lower_, (_subtree(verb, word),))
            if subject is not None and passive:
                yield Complement(f"subject {word.lower_}", (_subtree(verb, subject), _subtree(verb, word)))
    if passive and subject is not None:
        yield Complement("subject", (_subtree(verb, subject),))
    yield from _around(verb, has_clause=clause is not None)


def _with_clause(
    verb: Token, clause: Token, thing: Token | None, subject: Token | None, *, passive: bool
) -> Iterator[Complement]:
    kind = clause_kind(clause)
    if kind is None:
        return
    kind = "that" if kind == "bare" and clause.i < verb.i else kind
    span = _with_reason(verb, clause) if kind in ("that", "wh") else _subtree(verb, clause)
    if thing is not None and thing.i < clause.i and kind in ("to", "as", "bare", "doing"):
        yield Complement(f"object {'as' if kind == 'bare' else kind}", ((min(thing.left_edge.i, span[0]), span[1]),))
        return
    own = next((child for child in clause.children if child.dep_ in SUBJECTS and child.i > verb.i), None)
    if own is not None and kind in ("to", "as", "doing"):
        yield Complement(f"object {kind}", (span,))
        return
    if kind == "bare":
        yield Complement("object as", (span,))
        return
    if subject is not None and subject.i < verb.i and kind in ("to", "as", "doing") and passive:
        yield Complement(f"subject {kind}", (_subtree(verb, subject), span))
        return
    if subject is not None and subject.i < verb.i and kind in ("to", "as"):
        yield Complement(f"subject {kind}", (_subtree(verb, subject), span))
    tail = _tail(verb, clause) if kind == "that" else None
    yield Complement(kind, (span, tail) if tail is not None else (span,))


def _tail(verb: Token, clause: Token) -> tuple[int, int] | None:
    """The rest of a clause that its cue interrupts: "The dam would hold, he said, with luck"."""
    if clause.i > verb.i:
        return None
    spoken = [verb.i, *(child.right_edge.i for child in verb.children if child.dep_ == "nsubj" and child.i > verb.i)]
    last = max(spoken)
    if last + 2 >= len(verb.doc) or verb.doc[last + 1].text != ",":
        return None
    rest = [
        child
        for child in verb.children
        if child.left_edge.i == last + 2 and child.dep_ in ("prep", "advcl", "conj") and child.tag_ != "VBG"
    ]
    return (last + 2, rest[0].right_edge.i) if rest else None


_REASONS = frozenset({"because", "if", "unless", "until", "when", "once", "so", "while", "although", "though", "since"})


def _with_reason(verb: Token, clause: Token) -> tuple[int, int]:
    """A clause with the clause of reason or condition that the parser hangs on its cue, before it or after it."""
    first, last = _subtree(verb, clause)
    for child in verb.children:
        if child.dep_ == "conj" and child.i > clause.i and _opens_with_that(child):
            last = child.right_edge.i
        if child.dep_ != "advcl" or clause.i < verb.i:
            continue
        marked = any(word.dep_ in ("mark", "advmod") and word.lower_ in _REASONS for word in child.children)
        if marked and child.left_edge.i == last + 1:
            last = child.right_edge.i
        elif marked and verb.i < child.i and child.right_edge.i < first <= child.right_edge.i + 2:
            first = child.left_edge.i
    return first, last


def _opens_with_that(clause: Token) -> bool:
    return any(word.dep_ == "mark" and word.lower_ == "that" for word in clause.children)


def _of_nominal(word: Token) -> Iterator[Complement]:
    dependants = [child for child in word.children if child.i > word.i]
    for child in dependants:
        if child.dep_ in ("acl", "ccomp", "xcomp", "relcl", "advcl"):
            kind = clause_kind(child)
            marked = any(c.lower_ in ("that", "whether", "if") and c.dep_ == "mark" for c in child.children)
            if child.dep_ in ("relcl", "acl") and kind == "that" and not marked:
                continue
            if child.dep_ == "advcl" and kind == "wh" and not marked:
                continue
            if kind in ("that", "wh", "to"):
                yield Complement(kind, ((child.left_edge.i, child.right_edge.i),))
    carried = [child for child in word.head.children if child.i > word.i] if word.dep_ in ("dobj", "attr") else []
    for child in (*dependants, *carried):
        if child.dep_ == "prep":
            yield Complement(child.lower_, ((child.left_edge.i, child.right_edge.i),))


def _around(verb: Token, *, has_clause: bool) -> Iterator[Complement]:
    """The clause that a cue is put into: "The plan, officials said, would fail" and "as she put it"."""
    head = verb.head
    if head.i == verb.i or has_clause or head.pos_ not in ("VERB", "AUX"):
        return
    inserted = verb.dep_ in ("parataxis", "ccomp") and verb.i < head.i
    trailing = verb.dep_ == "parataxis" and verb.i > head.i
    compared = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if not (inserted or trailing or compared):
        return
    first, last = head.left_edge.i, head.right_edge.i
    begin, end = verb.left_edge.i, verb.right_edge.i
    parts = tuple(part for part in ((first, begin - 1), (end + 1, last)) if part[1] - part[0] >= 1)
    if parts:
        yield Complement("around", parts)


def _whole(cue: Token, first: Token, last: Token) -> tuple[int, int]:
    return _subtree(cue, first)[0], _subtree(cue, last)[1]


def _noun_phrase(cue: Token, noun: Token) -> tuple[int, int]:
    """A noun with what belongs to it, short of an apposition or a relative clause after a comma."""
    first, last = _subtree(cue, noun)
    for child in noun.children:
        edge = child.left_edge
        if child.i > noun.i and child.dep_ in ("relcl", "appos") and edge.i > 0 and edge.nbor(-1).text == ",":
            last = min(last, edge.i - 2)
    return first, max(last, noun.i)


def _subtree(cue: Token, part: Token) -> tuple[int, int]:
    """A dependant with all that hangs on it, on its own side of the cue."""
    first, last = part.left_edge.i, part.right_edge.i
    if first < cue.i < last:
        return (first, cue.i - 1) if part.i < cue.i else (cue.i + 1, last)
    return first, last
