"""Bodies that every state has: "Iran's foreign ministry", "the Indian Supreme Court", "Ministry of Defence of Ukraine".

Their forms stand in `lexicon/institutions.yml` (institutions_lexicon.py). One whose state is told gets one name for all
its forms ("Foreign Ministry of Iran"). One whose state is not told is read only where it is written with capitals, and
is then that of the text's earlier one of the same name, or else the source's own.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.annotate.entities_draft import Draft
from pipelines.annotate.entities_lexicon import one_spelling
from pipelines.annotate.entities_shared import Spoken
from pipelines.annotate.institutions_lexicon import Institution, institutions
from pipelines.reference.territories import territory

_OWNERS = frozenset({"state", "adjective", "seat", "capital"})


@cache
def _finder() -> tuple[AhoCorasick, tuple[Institution, ...], tuple[str, ...]]:
    """The automaton over the forms in lower case, the body of each, and the forms."""
    read = institutions()
    forms = tuple(read)
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest), tuple(read[form] for form in forms), forms


def institution_drafts(doc: Any, offset: int, spoken: Spoken, taken: dict[int, Draft]) -> list[Draft]:
    """The drafts of institutions, which take over the state's words before and after them in `taken`."""
    automaton, told, forms = _finder()
    text = one_spelling(doc.text).lower()
    found: list[Draft] = []
    if len(text) != len(doc.text):
        return found
    for number, start, end in automaton.find_matches_as_indexes(text):
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        span = doc.char_span(start, end)
        if span is None or any(token.i in taken and taken[token.i].use == "actor" for token in span):
            continue
        draft = _institution(doc, offset, span, told[number], forms[number], taken, spoken)
        if draft is None:
            continue
        found.append(draft)
        for at in range(draft.first, draft.last + 1):
            taken[at] = draft
    return found


def _institution(
    doc: Any, offset: int, span: Any, told: Institution, form: str, taken: dict[int, Draft], spoken: Spoken
) -> Draft | None:
    if span[-1].pos_ not in ("NOUN", "PROPN") or (span[-1].tag_ in ("NNS", "NNPS") and form[-1] != "s"):
        return None
    if span.end < len(doc) and doc[span.end].text == "-":
        return None
    first, last, country = span.start, span.end - 1, None
    before = taken.get(span.start - 1) if span.start else None
    if before is not None and before.use in _OWNERS and before.last == span.start - 1:
        if before.first and doc[before.first - 1].lower_ in ("and", "or", ",", "-", "–"):
            return None
        country, first = before.country, before.first
    elif span.start > 1 and doc[span.start - 1].lower_ in ("'s", "’s", "'", "’"):
        owner = taken.get(span.start - 2)
        country = owner.country if owner is not None and owner.use in _OWNERS else None
    if country is None:
        country, last = _after(doc, span, taken)
    if country is None:
        if told.needs_state or not _capitals(span) or span[-1].dep_ == "compound":
            return None
        country = spoken.bodies.get(told.name) or _sources_own(spoken)
    elif told.name not in spoken.bodies:
        spoken.bodies[told.name] = country
    tokens = doc[first : last + 1]
    name = f"{told.name} of {territory(country).called}" if country else span.text
    return Draft(
        offset + tokens.start_char, offset + tokens.end_char, first, last, name, "organisation", country, told.sector,
        use="institution", named=True,
    )  # fmt: skip


def _after(doc: Any, span: Any, taken: dict[int, Draft]) -> tuple[str | None, int]:
    """The state after "of" ("Supreme Court of India"), with the last token of the name; a capital after "in"."""
    at = span.end
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "in"):
        return None, span.end - 1
    of = doc[at].lower_ == "of"
    at += 1
    if doc[at].lower_ == "the" and at + 1 < len(doc):
        at += 1
    owner = taken.get(at)
    if owner is None or owner.use not in ("state", "capital") or (of and owner.use == "capital"):
        return None, span.end - 1
    return owner.country, owner.last if of else span.end - 1


def _capitals(span: Any) -> bool:
    return bool(span[0].text[:1].isupper() and span[-1].text[:1].isupper() and (len(span) > 1 or span.start > 0))


def _sources_own(spoken: Spoken) -> str | None:
    """The source's own state, where the text speaks of it or of none."""
    if spoken.source is None or (spoken.states and not spoken.states[spoken.source]):
        return None
    return spoken.source
