"""Headings that the parser misreads: told without a full stop, their verbs look like nouns and their commas mean "and".

A noun after a name that a count or a particle follows is a verb ("Rebels torch 30 homes"), and two names before a
plural verb are its subjects ("Sato, Diallo meet").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.annotate.parse import Token

_PARTICLES = frozenset({"over", "up", "out", "off", "back", "down"})
_OF_NAMES = frozenset({"amod", "compound", "nsubj", "nmod", "poss"})


def mend_heading(tokens: Sequence[Token]) -> None:
    """A heading whose verb was taken for a noun, and one with two names before its verb."""
    root = next((t for t in tokens if t.head is t), tokens[0])
    if root.tag_ in ("NNS", "NN") and not any(t.pos_ in ("VERB", "AUX") for t in tokens):
        _verb_of_heading(tokens, root)
    elif root.tag_ == "VBP":
        _names_of_heading(tokens, root)


def _verb_of_heading(tokens: Sequence[Token], root: Token) -> None:
    at = root.i - tokens[0].i
    if not 0 < at < len(tokens) - 2:
        return
    before, after = tokens[at - 1], tokens[at + 1]
    counted = after.tag_ in ("CD", "DT", "PRP$") and before.tag_ in ("NNP", "NNPS", "NNS")
    if before.head is not root or before.dep_ not in _OF_NAMES or not (counted or after.lower_ in _PARTICLES):
        return
    if before.tag_ not in ("NNP", "NNPS", "NNS", "JJ") or not tokens[0].text[:1].isupper() or root.text[:1].isupper():
        return
    root.tag_, root.pos_, root.lemma_ = ("VBZ" if root.tag_ == "NNS" else "VBP"), "VERB", root.lemma_.lower()
    before.head, before.dep_ = root, "nsubj"
    if before.pos_ == "ADJ":
        before.tag_, before.pos_ = "NNP", "PROPN"
    for token in tokens[:at]:
        if token.head is root and token is not before and token.dep_ in ("amod", "compound", "nmod"):
            token.head = before
    if after.lower_ in _PARTICLES:
        after.head, after.dep_, after.tag_ = root, "prt", "RP"
    thing = next(
        (t for t in tokens[at + 1 :] if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound", "amod")), None
    )
    if thing is not None and thing.dep_ in ("dobj", "npadvmod", "appos", "dep", "nmod"):
        thing.head, thing.dep_ = root, "dobj"


def _names_of_heading(tokens: Sequence[Token], root: Token) -> None:
    comma = next((t.i - tokens[0].i for t in tokens if t.text == ","), 0)
    if not 0 < comma < root.i - tokens[0].i - 1:
        return
    first, second = tokens[comma - 1], tokens[root.i - tokens[0].i - 1]
    if any(t.tag_ not in ("NNP", "NNPS") for t in (*tokens[:comma], *tokens[comma + 1 : root.i - tokens[0].i])):
        return
    for name, others in ((first, tokens[: comma - 1]), (second, tokens[comma + 1 : root.i - tokens[0].i - 1])):
        for token in others:
            token.head, token.dep_ = name, "compound"
    first.head, first.dep_ = root, "nsubj"
    second.head, second.dep_ = first, "conj"
