"""Whether a state is told as one that stands: not asked, denied, demanded, feared, or put under a condition."""

from __future__ import annotations

from pipelines.annotate.conditions import opens_condition
from pipelines.annotate.moods import mood
from pipelines.annotate.operators import effect_of
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token, children

_CONTENT = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "acl", "pcomp"})
_UNREAL = frozenset({"planned", "threatened", "demanded", "conditional", "possible", "denied", "absent", "none"})
_KINDS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
_DEMANDING = frozenset({"demand", "order", "urge", "call", "request", "require", "recommend", "insist", "ask", "want"})


def is_asserted(reading: Reading, word: Token) -> bool:
    """Whether nothing from the word that tells a state up to the root of its sentence makes it less than a fact."""
    if word.sent[-1].text == "?":
        return False
    token = word
    for _ in range(30):
        if token.pos_ in ("VERB", "AUX") and (_is_open(reading, token) or opens_condition(token)):
            return False
        head = token.head
        if head.i == token.i:
            return True
        if token.dep_ in _CONTENT:
            kind = _KINDS.get(head.pos_)
            effect = effect_of(reading, kind, head, "clause")[0] if kind else None
            if effect in _UNREAL or (head.lemma_.lower() in _DEMANDING and not _is_finite(token)):
                return False
        token = head
    return True


def _is_open(reading: Reading, verb: Token) -> bool:
    goes_on = verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "continue"
    return not goes_on and mood(reading, verb) is not None


def _is_finite(clause: Token) -> bool:
    """Whether a clause states something: "insists that the road is closed", not "insists that it stay closed"."""
    verbs = (clause, *children(clause, "aux", "auxpass"))
    return any(word.tag_ in ("VBZ", "VBD") or word.lower_ in ("are", "have") for word in verbs)
