"""STATEMENT mentions from plain verbs of saying: who said what, where the words are worth keeping.

A bare "said" is kept where a named party speaks and its words tell no fact that is a mention of its own; assembly
drops the rest. Verbs that are statements by themselves (emphasise, describe, expect) stand in the event lexicon.
"""

from __future__ import annotations

from functools import cache

from pipelines.annotate.event_lexicon import Entry, Example
from pipelines.annotate.reading import Reading
from pipelines.annotate.speech import Saying, kind_of_source
from pipelines.annotate.subjects import load_subjects
from pipelines.annotate.syntax import Token
from pipelines.annotate.triggers import Candidate


def find_statements(reading: Reading, candidates: dict[int, Candidate], sayings: list[Saying]) -> dict[int, Candidate]:
    """Candidates for STATEMENT: by the token of a cue that is no candidate yet, and by that of a comparison."""
    found = {
        token.i: Candidate(token, comparison(), token.lower_, token.i, token.i, False)
        for token in reading.doc
        if is_comparison(token)
        and (token.i in candidates or token.lemma_.lower() in reading.lexicon.classes["violence"])
    }
    for saying in sayings:
        cue = saying.cue
        if cue is None or cue.i in candidates or cue.i in found or saying.speaker_token is None:
            continue
        if cue.tag_ == "VBG" and any(other.first <= cue.i <= other.last for other in sayings):
            continue
        operators = reading.lexicon.operators.get(("v", cue.lemma_.lower()), ())
        cameo = next((op.statement for op in operators if op.statement), None)
        if cameo is None or not _speaks_for_more(reading, saying):
            continue
        found[cue.i] = Candidate(cue, plain_statement(cameo), cue.lemma_.lower(), cue.i, cue.i, True)
    return found


def is_comparison(token: Token) -> bool:
    """Whether a noun is the outlet's measure of an act against the past: "the worst fighting since 1999"."""
    if token.pos_ != "NOUN" or not any(word.lower_ == "since" for word in token.doc[token.i + 1 : token.i + 9]):
        return False
    return any(
        child.tag_ in ("JJS", "RBS") or any(inner.tag_ == "RBS" for inner in child.children)
        for child in token.children
        if child.dep_ in ("amod", "compound")
    )


@cache
def comparison() -> Entry:
    """The entry of such a measure: the outlet's statement, and no act of the day."""
    return Entry(
        nouns=("fighting",),
        event="STATEMENT",
        cameo="010",
        actor=("prep:by",),
        examples=(Example(text="It was the worst fighting since 1999.", event="STATEMENT"),),
        where="comparison",
    )


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
    if mention.kind == "person" and mention.sector in (None, "CVL"):
        return mention.role is not None or _is_of_politics(token, least=1 if saying.direct else 2)
    if mention.kind == "agent" and mention.country is None and mention.refers_to is None:
        single = token.tag_ in ("NN", "NNP")
        return single and mention.sector in _OFFICES and kind_of_source(reading, token) == "named"
    return mention.kind in ("organisation", "person", "agent") and mention.sector in _VOICES


_VOICES = frozenset({
    "GOV", "MIL", "LEG", "OPP", "REB", "PTY", "ELI", "IGO", "UNO", "SPY", "PRE", "JUD", "NGO", "NGM",
})  # fmt: skip
_OFFICES = frozenset({"GOV", "LEG", "MIL"})


def _is_of_politics(token: Token, least: int) -> bool:
    """Whether a sentence speaks of politics: then a person of no known office is quoted for it."""
    politics = load_subjects()["politics"]
    return sum(1 for t in token.sent if t.lower_ in politics) >= least


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
