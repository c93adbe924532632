"""What is done by doing something else: who gathers to protest, protests, and who agreed after talks, talked."""

from __future__ import annotations

from pipelines.annotate.moods import mood
from pipelines.annotate.reading import Reading
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


def led_to_it(reading: Reading, event: str, preposition: Token, acts: dict[int, Candidate]) -> bool:
    """Whether talks came before what was agreed upon, and not before it is done: "agreed to leave after talks"."""
    done, agreed = preposition.head, preposition.head.head
    return (
        preposition.lower_ in ("after", "following")
        and event == "CONSULT"
        and done.dep_ == "xcomp"
        and agreed.tag_ in ("VBD", "VBN")
        and agreed.i in acts
        and mood(reading, agreed) is None
    )
