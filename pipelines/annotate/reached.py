"""Whom an act reaches where its own frame names nobody: the first party that its content speaks of.

"Germany refused to send observers to Chad" refuses Chad; "agreed to lend money to Fiji" is an undertaking to Fiji. Only
what stands in the act's own phrase counts: no clause of time or reason, no relative clause, nobody of the actors' side.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.annotate.reading import PARTY_KINDS, Reading
from pipelines.annotate.syntax import Token
from pipelines.records import Party

BY_CONTENT = frozenset({
    "AGREE", "REJECT", "ACCUSE", "REQUEST", "THREATEN", "CONCEDE", "RETREAT", "AID", "SANCTION", "SUPPORT", "COOPERATE",
})  # fmt: skip
"""Types of acts that are done to whom their content speaks of."""
_ASIDE = frozenset({"relcl", "advcl", "parataxis", "appos", "npadvmod"})


def reached(reading: Reading, token: Token, actors: Sequence[Party]) -> tuple[Party, ...]:
    """The one party that the content of an act names first, a state or a name before any other; or nothing."""
    own = {party.country for party in actors if party.country} | {party.name for party in actors if party.name}
    starts = {party.start for party in actors}
    bare: Party | None = None
    content = _content(token)
    inside = {word.i for word in content}
    beside = {w.i for child in token.children if _is_another(child) for w in child.subtree}
    aside = [word for word in token.subtree if word.i > token.i and word.i not in inside | beside]
    for word in (*content, *aside):
        if bare is not None and word.i not in inside:
            break
        mention = reading.entity_at.get(word.i)
        if mention is None or mention.kind not in PARTY_KINDS or word.i in reading.time_at:
            continue
        party = reading.party(word)
        if party is None or party.start in starts or party.country in own or party.name in own:
            continue
        if party.country or mention.kind in ("organisation", "group", "person"):
            return (party,)
        bare = bare or party
    return (bare,) if bare is not None else ()


def _is_another(child: Token) -> bool:
    """Whether what hangs on an act is another act beside it ("warned of war and accused India")."""
    return bool(child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))


def _content(token: Token) -> list[Token]:
    """The words after a trigger within its own phrase, in order, without asides."""
    found: list[Token] = []
    waiting = [child for child in token.children if child.i > token.i and not _is_another(child)]
    while waiting:
        word = waiting.pop()
        purpose = word.dep_ == "advcl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in word.children)
        if word.dep_ in _ASIDE and not purpose:
            continue
        if word.dep_ == "conj" and any(child.dep_ == "nsubj" for child in word.children):
            continue
        found.append(word)
        waiting.extend(word.children)
    return sorted(found, key=lambda word: word.i)
