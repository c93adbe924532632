"""Words of saying put into what they say: "Guards, it claims, beat him", "The army, villagers fear, will return".

What such a word does to the clause that it stands in is data (`operators.yml`). A pronoun says what the text of the
sentence before it says: a dossier, a leaflet, a lawsuit; and what follows an accusation is alleged.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.annotate.event_lexicon import Effect
from pipelines.annotate.operators import effect_of
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import SUBJECTS, Token, children, objects_of

_ACCUSING = frozenset({"accusation", "allegation", "charge", "claim", "insinuation", "suspicion"})
_BROUGHT = frozenset({"make", "level", "raise", "contain", "bring", "voice", "air", "repeat", "hold"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "this"})


def inserted(verb: Token) -> Iterator[Token]:
    """The verbs of saying put into the clause of a verb, or after it: they have a subject and say nothing else."""
    for cue in children(verb, "parataxis", "ccomp"):
        if cue.pos_ not in ("VERB", "AUX") or children(cue, "ccomp", "xcomp", "dobj", "mark"):
            continue
        edge = cue.left_edge
        begins = edge.is_punct or (edge.i > 0 and edge.nbor(-1).is_punct)
        if begins and any(child.dep_ in SUBJECTS for child in cue.children):
            yield cue


def doubt_of(reading: Reading, cue: Token) -> tuple[Effect | None, str]:
    """What an inserted word of saying makes of the clause around it."""
    effect, why = effect_of(reading, "v", cue, "clause")
    if effect == "stated" and _follows_an_accusation(cue):
        return "alleged", f"{cue.text!r} repeats an accusation"
    return effect, why


def _follows_an_accusation(cue: Token) -> bool:
    if not any(child.lower_ in _PRONOUNS for child in children(cue, "nsubj")) or cue.sent.start == 0:
        return False
    root = cue.doc[cue.sent.start - 1].sent.root
    return root.lemma_.lower() in _BROUGHT and any(t.lemma_.lower() in _ACCUSING for t in objects_of(root))


def mistaken_verb(reading: Reading, act: Token) -> tuple[Effect | None, str]:
    """What a verb of a heading does that was parsed as part of a noun: "Police foil attack", "Nurses vow strike"."""
    for compound in children(act, "compound", "nmod") if reading.headline else ():
        effect, why = effect_of(reading, "v", compound, "object")
        if effect in ("absent", "denied") or (effect == "threatened" and children(compound, "compound", "nmod")):
            return effect, why
    return None, ""
