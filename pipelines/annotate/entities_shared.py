"""Which of several is meant by a name that they share: told by the text that it stands in, or else left open.

"PPP" is the party of the state that the text speaks of, "Georgia" a state of the union beside Alabama. First what
stands right beside the name tells, then a full name elsewhere in the text, then the states that the text speaks of,
then where the source is at home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.annotate.entities_draft import Paragraph
from pipelines.annotate.entities_lexicon import Found, Known, name_finder
from pipelines.reference.territories import territory


@dataclass(slots=True)
class Spoken:
    """What a whole text speaks of: how often of each state, of parts of it, by which names, of persons called what."""

    source: str | None
    states: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    bodies: dict[str, str] = field(default_factory=dict)
    """Institutions that the text has told the state of: name to ISO code."""


def names_in(paragraphs: Sequence[Paragraph], source: str | None) -> tuple[list[list[Found]], Spoken]:
    """The known names of each paragraph, and what the text as a whole speaks of. `source` is the source's own state."""
    found = [name_finder().find(doc.text) for doc, _ in paragraphs]
    spoken = Spoken(source)
    for (doc, _), hits in zip(paragraphs, found, strict=True):
        for start, end, shared in hits:
            known = shared[0]
            if len(shared) > 1 or known.use == "namesake":
                continue
            spoken.names.add(doc.text[start:end])
            if known.country and known.use == "part":
                spoken.parts[known.country] += 1
            elif known.country and not (known.homonym or known.common or _is_bare(known, doc.text[start:end])):
                spoken.states[known.country] += 1
        spoken.surnames.update(_surnames(doc))
    return found, spoken


def _surnames(doc: object) -> Iterable[str]:
    """Last words of what the recogniser takes for persons' names of two words and more."""
    for span in doc.ents:  # type: ignore[attr-defined]
        words = [token.text for token in span if token.text[:1].isupper()]
        if span.label_ == "PERSON" and 2 <= len(words) <= 4:
            yield words[-1]


def beside(text: str, hits: Sequence[Found], start: int, end: int) -> str | None:
    """The state whose adjective, name or possessive stands right before a place in the text, or "of" which after it."""
    for from_, to, shared in hits:
        known = shared[0]
        if known.kind != "country" or len(shared) > 1 or known.use not in ("state", "adjective", "seat", "capital"):
            continue
        if to <= start and text[to:start] in (" ", "'s ", "’s ", "' ", "’ "):
            return known.country
        if from_ >= end and text[end:from_] in (" of ", " of the ", " in "):
            return known.country
    return None


def is_anothers(shared: Sequence[Known], spoken: Spoken, near: str | None) -> bool:
    """Whether a body that many states have is not one of those that the lexicon knows by this name.

    So in "Japan's House of Representatives", and in a text that speaks of other states alone. `near` is beside it.
    """
    if not shared[0].common:
        return False
    owners = {known.country for known in shared if known.country}
    if near is not None:
        return near not in owners
    return bool(owners and spoken.states) and not any(spoken.states[country] for country in owners)


def choose(name: str, shared: Sequence[Known], spoken: Spoken, near: str | None) -> Known:
    """The one that is meant; where that is not told, one of no state with what all share. `near` is beside it."""
    if len(shared) == 1:
        known = shared[0]
        if _is_bare(known, name) and spoken.states and not spoken.states[known.country or ""]:
            name = f"{name} of {territory(near).called}" if near else name
            return replace(known, name=name, country=near, wikidata_id=None)
        return known
    if any(known.use == "part" for known in shared):
        return _state_or_part(shared, spoken)
    for kept in _by_turns(name, shared, spoken, near):
        if len(kept) == 1:
            return kept[0]
    first = shared[0]
    sectors = {known.sector for known in shared}
    kinds = {known.kind for known in shared}
    return replace(
        first,
        name=name,
        kind=first.kind if len(kinds) == 1 else "organisation",
        country=None,
        sector=sectors.pop() if len(sectors) == 1 else None,
        wikidata_id=None,
    )


def _is_bare(known: Known, name: str) -> bool:
    """Whether a name is a state's only as a rule: "Congress" is another's in a text that never speaks of the USA."""
    return known.usual and " " not in name


def _by_turns(name: str, shared: Sequence[Known], spoken: Spoken, near: str | None) -> Iterable[list[Known]]:
    yield [known for known in shared if near is not None and known.country == near]
    yield [known for known in shared if known.name != name and known.name in spoken.names]
    most = max((spoken.states[known.country] for known in shared if known.country), default=0)
    yield [known for known in shared if most and known.country and spoken.states[known.country] == most]
    yield [known for known in shared if spoken.source is not None and known.country == spoken.source]
    if not most:
        yield [known for known in shared if known.usual]
        yield [known for known in shared if known.name == name]


def _state_or_part(shared: Sequence[Known], spoken: Spoken) -> Known:
    """A state, or a part of another of the same name: "Georgia" is one of the union only beside others of it."""
    state = next(known for known in shared if known.use == "state")
    part = next(known for known in shared if known.use == "part")
    if state.country and spoken.states[state.country]:
        return state
    return part if part.country and spoken.parts[part.country] else state
