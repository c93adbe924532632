"""Whether the parties that an entry of the lexicon needs are there, and which of a trigger's meanings has them."""

from __future__ import annotations

from pipelines.annotate.arguments import Arguments
from pipelines.annotate.between_states import is_foreign
from pipelines.annotate.reading import Reading
from pipelines.annotate.triggers import Candidate


def with_parties(reading: Reading, candidate: Candidate) -> tuple[Candidate, Arguments]:
    """The closest meaning of a trigger whose parties are there, with them; where none has them, the closest."""
    arguments = Arguments(reading, candidate)
    if candidate.rest and lacking_parties(reading, candidate, arguments) is not None:
        for other in candidate.rest:
            others = Arguments(reading, other)
            if lacking_parties(reading, other, others) is None:
                return other, others
    return candidate, arguments


def lacking_parties(
    reading: Reading, candidate: Candidate, arguments: Arguments, *, borrows: bool = False
) -> str | None:
    """Which parties that an entry needs are not there, in words; one that `borrows` has those of the act around it."""
    entry = candidate.entry
    if entry.event == "ACCUSE" and candidate.is_verb and arguments.of_oneself:
        return "nobody accuses himself"
    if not entry.needs:
        return None
    acting = [t for t in arguments.actors if reading.is_party(t)]
    acted = [t for t in arguments.recipients if reading.is_party(t) or reading.owners(t)]
    named = set(entry.needs) - {"party", "actor", "recipient"} if borrows else set(entry.needs)
    if "actor" in named and not acting:
        return "no party that acts"
    if "recipient" in named and not acted:
        return "no party that is acted upon"
    if "party" in named and not acting and not acted:
        return "no party to it"
    if "target" in entry.needs and not borrows and candidate.is_verb and not arguments.recipients:
        return "nothing that it reaches"
    several = len(acting) > 1 or any(t.i in reading.pairs for t in acting)
    if "parties" in entry.needs and not (acting and acted) and not several:
        return "not two parties to it"
    if "foreign" in entry.needs and not is_foreign(reading, arguments.actors, arguments.recipients):
        return "not between two states"
    return None
