"""By whose word: who says what in a paragraph, in quotation marks or without, and whether the speaker is named.

A verb of saying is one whose effect in the lexicon is `stated`, or an act of speech of the event lexicon. Speakers
carry over: a quotation that names none is its predecessor's.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.annotate.parties import who_speaks
from pipelines.annotate.reading import PERSONAL, Reading
from pipelines.annotate.realities import CONTENT
from pipelines.annotate.syntax import Token, children, logical_subjects, prepositional
from pipelines.annotate.triggers import Candidate
from pipelines.records import Attribution, Party


@dataclass(frozen=True, slots=True)
class Saying:
    """A stretch of words with who says them. Token indexes include both ends; `cue` is None where only marks tell."""

    first: int
    last: int
    cue: Token | None
    speaker: Party | None
    speaker_token: Token | None
    direct: bool
    kind: Attribution = "named"


def find_sayings(reading: Reading, candidates: dict[int, Candidate]) -> list[Saying]:
    """What is said in a paragraph: by verbs of saying within it, and by what `quotes.py` has found spoken in it."""
    indirect = [saying for token in reading.doc if (saying := _indirect(reading, token, candidates))]
    return sorted([*indirect, *reading.spoken], key=lambda s: (s.first, -s.last))


def is_saying(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> bool:
    """Whether a verb reports words."""
    candidate = candidates.get(token.i)
    if candidate is not None and candidate.entry.event in CONTENT:
        return True
    return any(op.effect == "stated" for op in reading.lexicon.operators.get(("v", token.lemma_.lower()), ()))


def _indirect(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> Saying | None:
    if token.pos_ not in ("VERB", "AUX") or not is_saying(reading, token, candidates):
        return None
    clauses = children(token, "ccomp", "parataxis") or [
        c for c in children(token, "xcomp") if token.lemma_.lower() in ("claim", "vow", "pledge", "threaten")
    ]
    if not clauses:
        return None
    speaker, who = speaker_of(reading, token)
    clause = clauses[0]
    first, last = clause.left_edge.i, clause.right_edge.i
    if first < token.i < last:
        last = token.i - 1
    while first < last and (reading.doc[first].is_punct or reading.doc[first].lower_ == "that"):
        first += 1
    while last > first and reading.doc[last].is_punct:
        last -= 1
    return Saying(first, last, token, speaker, who, False, kind_of_speaker(reading, who))


def speaker_of(reading: Reading, verb: Token) -> tuple[Party | None, Token | None]:
    """Who the subject of a verb of saying is."""
    for token in logical_subjects(verb):
        party = who_speaks(reading, token)
        if party is not None:
            return party, reading.core(token)
    return None, None


def attribution(
    reading: Reading, token: Token, sayings: list[Saying]
) -> tuple[Attribution, Party | None, Saying | None]:
    """Whose word a token stands on: the innermost saying around it, "according to", or the outlet's own."""
    around = [s for s in sayings if s.first <= token.i <= s.last and (s.cue is None or s.cue.i != token.i)]
    spoken = [s for s in around if s.speaker is not None]
    if spoken:
        inner = min(spoken, key=lambda s: (s.last - s.first, -s.first))
        return inner.kind, inner.speaker, inner
    source = _according_to(token)
    if source is not None:
        party = who_speaks(reading, source)
        if party is not None:
            return kind_of_source(reading, source), party, None
    if any(saying.kind == "anonymous" for saying in around) or _is_hearsay(token):
        return "anonymous", None, None
    return "outlet", None, None


_HEARSAY = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "ostensibly", "rumouredly", "rumoredly"})
_RUMOURED = frozenset({"alleged", "reported", "rumoured", "rumored", "purported", "supposed", "claimed"})


def _is_hearsay(token: Token) -> bool:
    """Whether a word says that others tell an act, and not who: "reportedly killed", "the alleged attack"."""
    if token.pos_ in ("VERB", "AUX"):
        return any(child.lower_ in _HEARSAY for child in token.children)
    return any(child.lower_ in _RUMOURED | _HEARSAY for child in token.children)


def _according_to(token: Token) -> Token | None:
    for word in token.sent:
        if word.lower_ == "according":
            targets = [t for child in word.children if child.lower_ == "to" for t in children(child, "pobj")]
            targets = targets or prepositional(word, "to")
            if targets:
                return targets[0]
    return None


def kind_of_speaker(reading: Reading, token: Token | None, before: Attribution | None = None) -> Attribution:
    """The kind of source a speaker is: a pronoun's is that of whoever it stands for, `before` where that is not told
    in the paragraph; a text that nobody signs ("reports", "rumours") is anonymous."""
    if token is None or (token.pos_ != "PRON" and token.lower_ not in PERSONAL):
        return kind_of_source(reading, token)
    mention = reading.entity_at.get(token.i) or reading.antecedents.get(token.i)
    if mention is not None and mention.name is not None:
        return "named"
    for word in reversed(reading.doc[: token.i]):
        if word.dep_ in ("nsubj", "nsubjpass") and word.pos_ in ("NOUN", "PROPN") and reading.is_party(word):
            return kind_of_source(reading, word)
    return before or "anonymous"


_OF_THE_STATE = frozenset({"state", "state-run", "run", "state-owned", "owned", "state-controlled", "official"})
"""What makes the media of a country its government's voice: "Syrian state media"."""


def kind_of_source(reading: Reading, token: Token | None) -> Attribution:
    """Named where a person, institution, capital or office speaks; anonymous where officials, residents, sources do."""
    if token is None:
        return "outlet"
    core = token
    classes = reading.lexicon.classes
    if core.lemma_.lower() in classes["anonymous"] or core.lower_ in classes["anonymous"]:
        mention = reading.entity_at.get(core.i)
        if mention is not None and mention.kind == "person":
            return "named"
        return "named" if any(child.lower_ in _OF_THE_STATE for child in core.children) else "anonymous"
    return "named"
