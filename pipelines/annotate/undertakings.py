"""What a party says it will do is an act already: an undertaking, a refusal, a threat, with what is to come within.

"Sudan will free the prisoners" is AGREE, happened, with the release planned within it; "will not free" is REJECT; "will
boycott" is THREATEN. A scheduled meeting with no host and no visitor told is no undertaking. The trigger is the word
that looks ahead.
"""

from __future__ import annotations

from functools import cache

from pipelines.annotate.event_lexicon import Entry, Example
from pipelines.annotate.syntax import Token, is_negated
from pipelines.records import EventMention

_WILL = frozenset({"will", "wo", "'ll", "’ll", "would", "shall"})
_GIVING = frozenset({"SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
_TAKING = frozenset({"PROTEST", "SANCTION", "COERCE", "MOBILIZE", "ASSAULT"})


def undertaking(token: Token, mention: EventMention) -> tuple[Token, Entry] | None:
    """The word that looks ahead and the act that it makes of a mention yet to come, or None."""
    word = next((child for child in token.children if child.dep_ == "aux" and child.lower_ in _WILL), None)
    if word is None or not mention.actors or mention.condition is not None:
        return None
    if word.lower_ == "would" and token.dep_ not in ("ccomp", "conj"):
        return None
    if mention.modality == "absent" and is_negated(token) and mention.event in _GIVING | {"CONSULT"}:
        return word, _entry("REJECT", "120")
    if mention.modality not in ("planned", "threatened"):
        return None
    if mention.event in _GIVING or (mention.event == "CONSULT" and mention.mode == "visit"):
        return word, _entry("AGREE", "030")
    if mention.event in _TAKING:
        return word, _entry("THREATEN", "130")
    return None


@cache
def _entry(event: str, cameo: str) -> Entry:
    return Entry(
        verbs=("will",),
        event=event,
        cameo=cameo,
        examples=(Example(text="Sudan will free two prisoners."),),
        where="undertakings",
    )
