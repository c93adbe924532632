"""Purposes that are reached as soon as somebody sets about them: who gathers or strikes to protest, protests."""

from __future__ import annotations

from pipelines.annotate.syntax import Token
from pipelines.annotate.triggers import Candidate

_COMING_TOGETHER = frozenset({
    "be", "gather", "assemble", "march", "walk", "converge", "meet", "rally", "come", "turn", "go", "take", "stand",
    "sit", "join", "flock", "camp", "line", "picket", "boycott", "block", "close", "occupy", "chant", "burn", "wave",
    "hold", "stage",
})  # fmt: skip


def is_done_by(event: str, head: Token, acts: dict[int, Candidate]) -> bool:
    """Whether an act of purpose, of this type, is done by the word that governs it."""
    told = acts.get(head.i)
    if told is not None and told.entry.event == "PROTEST":
        return event in ("PROTEST", "ACCUSE", "REQUEST", "REJECT")
    return event == "PROTEST" and head.lemma_.lower() in _COMING_TOGETHER
