"""Who puts words out and to whom they go, where the verb's own frame does not tell: letters, messages, posts;
and who is given something."""

from __future__ import annotations

from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import (
    CONTACTING,
    Token,
    children,
    is_passive,
    logical_objects,
    prepositional,
    subjects,
)


def posters(verb: Token) -> list[Token]:
    """Who posts words that the parser hung on the place they are posted at: "wrote on a network blaming Chad"."""
    site = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or site.dep_ != "pobj" or site.head.lower_ not in ("on", "via"):
        return []
    governor = site.head.head
    governor = governor.head if governor.dep_ == "dobj" else governor
    return subjects(governor) if governor.pos_ == "VERB" else []


def addressed(verb: Token) -> list[Token]:
    """To whom words go by the letter they stand in, or by the verb of writing they hang on."""
    letters = [t for t in prepositional(verb, "in", "via") if t.lemma_.lower() in _LETTERS]
    found = [t for letter in letters for t in prepositional(letter, "to")]
    if not found and verb.dep_ in ("advcl", "xcomp") and verb.head.lemma_.lower() in _WRITING | CONTACTING:
        found = prepositional(verb.head, "to") + logical_objects(verb.head)
    return found


_LETTERS = frozenset(
    {"letter", "message", "note", "telegram", "cable", "call", "email", "statement", "appeal", "speech"}
)
_WRITING = frozenset({"write", "speak", "talk", "phone", "call", "telephone", "cable", "appeal"})


_GIVING = frozenset({"grant", "give", "award", "offer", "send", "lend", "pay", "deny", "hand", "allow", "refuse"})


def given_to(reading: Reading, verb: Token, objects: list[Token]) -> list[Token]:
    """Who is given something: "gave the rebels money", also where the parser took them for a part of the gift."""
    told = [child for child in children(verb, "dative") if child.pos_ != "ADP" and reading.is_party(child)]
    if told and not is_passive(verb):
        return told
    if verb.lemma_.lower() not in _GIVING or is_passive(verb):
        return []
    return [
        child
        for item in objects
        if not reading.is_party(item)
        for child in children(item, "compound", "nmod")
        if child.pos_ in ("NOUN", "PROPN") and reading.is_party(child) and child.i > verb.i
    ][:1]
