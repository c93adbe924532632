"""STATEMENT mentions from plain verbs of saying: who said what, where the words are worth keeping.

A bare "said" is kept where a named party speaks and its words tell no fact that is a mention of its own; assembly
drops the rest. Verbs that are statements by themselves (emphasise, describe, expect) stand in the event lexicon.
"""

from __future__ import annotations

from functools import cache

from pipelines.annotate.event_lexicon import Entry, Example
from pipelines.annotate.reading import Reading
from pipelines.annotate.speech import Saying
from pipelines.annotate.triggers import Candidate


def find_statements(reading: Reading, candidates: dict[int, Candidate], sayings: list[Saying]) -> dict[int, Candidate]:
    """Candidates for STATEMENT by the token of their cue, for cues that are no candidates yet."""
    found: dict[int, Candidate] = {}
    for saying in sayings:
        cue = saying.cue
        if cue is None or cue.i in candidates or cue.i in found or saying.speaker_token is None:
            continue
        operators = reading.lexicon.operators.get(("v", cue.lemma_.lower()), ())
        cameo = next((op.statement for op in operators if op.statement), None)
        if cameo is None or not _speaks_for_more(reading, saying):
            continue
        found[cue.i] = Candidate(cue, plain_statement(cameo), cue.lemma_.lower(), cue.i, cue.i, True)
    return found


def _speaks_for_more(reading: Reading, saying: Saying) -> bool:
    """Whether the speaker is of the kind whose words are news: a state, office, force, party, body or armed group."""
    token = saying.speaker_token
    if token is None:
        return False
    mention = reading.entity_at.get(token.i)
    if mention is None:
        return False
    if mention.kind in ("country", "group"):
        return True
    if mention.kind in ("organisation", "person", "agent"):
        return mention.sector in ("GOV", "MIL", "LEG", "OPP", "REB", "PTY", "ELI", "IGO", "UNO", "SPY", "PRE")
    return False


@cache
def plain_statement(cameo: str) -> Entry:
    """The entry that a plain verb of saying stands for."""
    return Entry(
        verbs=("say",),
        event="STATEMENT",
        cameo=cameo,
        content="stated",
        confidence=-0.1,
        examples=(Example(text="Minister Arden said that the valley would recover.", event=None),),
        where="operators.yml",
    )
