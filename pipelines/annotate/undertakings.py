"""What a party says it will do is an act already: an undertaking, a refusal, a threat, with what is to come within.

"Sudan will free the prisoners" is AGREE, happened, with the release planned within it; "will not free" is REJECT; "will
boycott" is THREATEN. A scheduled meeting with no host and no visitor told is no undertaking. The trigger is the word
that looks ahead.
"""

from __future__ import annotations

from functools import cache

from pipelines.annotate.event_lexicon import Entry, Example
from pipelines.annotate.syntax import Token, is_negated, subjects
from pipelines.records import EventMention

_WILL = frozenset({"will", "wo", "'ll", "’ll", "would", "shall"})
_GOING = frozenset({"attend", "join", "host", "visit", "receive", "welcome", "lead", "participate"})
_DECIDING = frozenset({"decide", "choose", "opt", "resolve", "vote"})
_PLANNING = frozenset({"plan", "intend"})
_SET = frozenset({"set", "due", "slate", "schedule", "bind"})
_SIGNING = "057"
_CONSENTING = frozenset({
    "accept", "recognise", "recognize", "agree", "allow", "permit", "let", "support", "approve", "endorse", "back",
    "heed", "comply", "cooperate", "yield", "honour", "honor", "grant", "admit", "join", "sign", "ratify", "consent",
})  # fmt: skip
_READY = frozenset({"ready", "willing", "prepared"})
_GIVING = frozenset({"SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"})
_TAKING = frozenset({"PROTEST", "SANCTION", "COERCE", "MOBILIZE", "ASSAULT", "THREATEN"})


def undertaking(token: Token, mention: EventMention) -> tuple[Token, Entry] | None:
    """The word that looks ahead and the act that it makes of a mention yet to come, or None.

    `token` is the verb of the act: the candidate's own, or the one that carries its noun ("will hold talks").
    """
    if not mention.actors:
        return None
    if mention.condition is not None:
        return _warning(token, mention)
    word = next((child for child in token.children if child.dep_ == "aux" and child.lower_ in _WILL), None)
    if word is None:
        return (
            _readiness(token, mention) or _decision(token, mention) or _outlook(token, mention) or _no(token, mention)
        )
    if word.lower_ == "would" and token.dep_ not in ("ccomp", "conj"):
        return None
    if mention.modality == "absent" and is_negated(token) and mention.event in _GIVING | {"CONSULT"}:
        return word, _entry("REJECT", "120")
    if mention.modality not in ("planned", "threatened"):
        return None
    one_side = mention.event == "CONSULT" and (mention.mode == "visit" or _one_side(token, mention))
    if mention.event in _GIVING or one_side:
        return word, _entry("AGREE", "030")
    if mention.event in _TAKING:
        return word, _entry("THREATEN", "130")
    return None


def _warning(token: Token, mention: EventMention) -> tuple[Token, Entry] | None:
    """ "Chad said it would close the border if talks failed" threatens to: of its own act, and for what others do."""
    word = next((child for child in token.children if child.dep_ == "aux" and child.lower_ in _WILL), None)
    told = mention.condition is not None and mention.condition.start <= mention.trigger.start < mention.condition.end
    if word is None or told or is_negated(token) or mention.event not in _TAKING or mention.modality != "conditional":
        return None
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    own = subject is not None and (subject.pos_ == "PRON" if token.dep_ == "ccomp" else word.lower_ != "would")
    return (word, _entry("THREATEN", "130")) if own else None


def _one_side(token: Token, mention: EventMention) -> bool:
    """Whether one named party will meet another, or go to a meeting: two that will meet have only a date."""
    subject = next(iter(subjects(token)), None)
    if token.lemma_.lower() == "debate":
        return False
    if token.lemma_.lower() in _GOING:
        return subject is not None
    if subject is None or any(child.dep_ == "conj" for child in subject.children):
        return False
    return len(mention.actors) + len(mention.recipients) > 1 and any(party.name for party in mention.actors)


def _decision(token: Token, mention: EventMention) -> tuple[Token, Entry] | None:
    """ "Chad has decided to lift the ban" gives way; "plans to send aid" undertakes to."""
    head = token.head
    if token.dep_ != "xcomp" or head.pos_ != "VERB" or mention.modality != "planned" or is_negated(head):
        return None
    lemma = head.lemma_.lower()
    if lemma in _DECIDING and mention.event in ("RETREAT", "CONCEDE"):
        return head, _entry("CONCEDE", "080")
    wanted = lemma in _DECIDING | _PLANNING and mention.event in _GIVING - {"RETREAT", "CONCEDE"} | {"CONSULT"}
    return (head, _entry("AGREE", "030")) if wanted else None


def _readiness(token: Token, mention: EventMention) -> tuple[Token, Entry] | None:
    """ "Chad is ready to send aid" is an offer; "is ready to strike" a threat."""
    head = token.head
    if token.dep_ not in ("xcomp", "acl", "advcl", "ccomp") or head.lower_ not in _READY or is_negated(head):
        return None
    if head.head.lemma_ != "be" or is_negated(head.head) or mention.modality in ("absent", "denied", "alleged"):
        return None
    if mention.event in _GIVING | {"CONSULT"}:
        return head, _entry("AGREE", "030")
    return (head, _entry("THREATEN", "130")) if mention.event in _TAKING else None


def _outlook(token: Token, mention: EventMention) -> tuple[Token, Entry] | None:
    """ "Norway is to send aid", "is set to send aid" and the heading "Norway to send aid" undertake to."""
    to = next((child for child in token.children if child.dep_ == "aux" and child.lower_ == "to"), None)
    if to is None or mention.modality != "planned" or mention.event not in _GIVING or mention.cameo == _SIGNING:
        return None
    head = token.head
    if token.dep_ == "ROOT" and subjects(token):
        return to, _entry("AGREE", "030")
    if token.dep_ != "xcomp" or is_negated(head):
        return None
    told = head.lemma_ == "be" or (head.lemma_.lower() in _SET and any(c.lemma_ == "be" for c in head.children))
    return (head, _entry("AGREE", "030")) if told else None


def _no(token: Token, mention: EventMention) -> tuple[Token, Entry] | None:
    """ "Chad did not accept the terms" and "does not recognise the court" refuse."""
    word = next((child for child in token.children if child.dep_ == "neg"), None)
    if word is None or mention.modality != "absent" or mention.event not in _GIVING or not subjects(token):
        return None
    return (word, _entry("REJECT", "120")) if token.lemma_.lower() in _CONSENTING else None


@cache
def _entry(event: str, cameo: str) -> Entry:
    return Entry(
        verbs=("will",),
        event=event,
        cameo=cameo,
        examples=(Example(text="Sudan will free two prisoners."),),
        where="undertakings",
    )
