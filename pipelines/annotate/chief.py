"""What a sentence tells above all: its chief act (`main`), and which plain sayings are worth a mention of their own.

A reader takes a sentence that opens with who speaks ("The minister said that ...") for a statement, and one that closes
with the source ("..., officials said") for what is told. So a plain saying is kept, and is the chief act, where it
leads; where it follows, it only names the source of a fact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.plausibility import is_reference
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token, children

if TYPE_CHECKING:
    from pipelines.annotate.assembly import Draft


def statements_worth_keeping(reading: Reading, drafts: list[Draft]) -> None:
    """Drop a plain saying that only names the source of a fact which is a mention of its own."""
    for draft in drafts:
        if draft.mention is None or draft.candidate.entry.where != "operators.yml" or _leads(draft.candidate.token):
            continue
        inside = [
            other
            for other in drafts
            if other is not draft
            and other.mention is not None
            and draft.candidate.token.is_ancestor(other.candidate.token)
            and not is_reference(reading, other)
        ]
        if any(o.mention is not None and o.mention.modality in ("happened", "ongoing") for o in inside):
            draft.mention, draft.why_not = None, "what is said is told as a fact of its own"


def mark_main(drafts: list[Draft]) -> None:
    """Mark the chief act of each sentence."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.mention is not None:
            by_sentence.setdefault(draft.mention.sentence_start, []).append(draft)
    for group in by_sentence.values():
        chief = min(group, key=_rank)
        if chief.mention is not None:
            chief.mention = replace(chief.mention, main=True)


def _rank(draft: Draft) -> tuple[bool, bool, bool, int, int]:
    mention, token = draft.mention, draft.candidate.token
    statement = mention is None or mention.event == "STATEMENT"
    leads = statement and draft.candidate.is_verb and _leads(token)
    unsure = mention is not None and mention.modality in ("absent", "denied", "possible")
    return not leads, statement, unsure, draft.depth, token.i


def _leads(verb: Token) -> bool:
    """Whether a verb of saying is the root of its sentence and stands with its speaker before what is said."""
    if verb.dep_ != "ROOT":
        return False
    said = children(verb, "ccomp", "parataxis")
    own = children(verb, "nsubj", "nsubjpass")
    return bool(said and own) and all(clause.i > verb.i for clause in said) and own[0].i < verb.i
