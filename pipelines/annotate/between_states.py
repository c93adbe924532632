"""Whether an act goes from one state, or from a body of states, to another: what many plain verbs mean only there.

"Cut", "opened" or "sent" tell little by themselves. Of one state towards another they are acts of policy, whatever
their object is.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token

_OF_STATES = frozenset({"IGO", "UNO", "EUR"})


def is_foreign(reading: Reading, actors: Sequence[Token], recipients: Sequence[Token]) -> bool:
    """Whether some actor and some recipient, or two actors where there is no recipient, are of different states.

    A body of states counts as a state of its own. Who has no known state is foreign to nobody.
    """
    sides = [_sides(reading, actors), _sides(reading, recipients)]
    if recipients:
        return any(one != other for one in sides[0] for other in sides[1])
    return len(sides[0]) > 1


def _sides(reading: Reading, tokens: Sequence[Token]) -> set[str]:
    found = set()
    for token in tokens:
        for party in reading.parties(token):
            state = party.country
            if state is None and party.sector in _OF_STATES:
                state = party.name or party.text
            place = reading.place_at.get(reading.core(token).i)
            state = state or (place.country if place is not None else None)
            if state:
                found.add(state)
    return found
