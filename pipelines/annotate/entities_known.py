"""Names of the lexicon in one paragraph, each only where it is that name here.

"Jordan" in "Eddie Jordan" is no state, "Paris" in "Paris, Texas" no capital, "French" after "speaks" no state's, and
"WHO" in a line of capitals no organisation. Which of several a shared name means is entities_shared.py's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.annotate.entities_draft import Draft
from pipelines.annotate.entities_lexicon import Found, Known
from pipelines.annotate.entities_metonyms import metonyms
from pipelines.annotate.entities_shared import Spoken, beside, choose, is_anothers
from pipelines.reference.gazetteer import candidates

_GREAT_PLACE = 100_000
_LAND = frozenset({"state", "capital", "part", "seat", "people"})
_PEOPLE_TAGS = frozenset({"NNS", "NNPS"})


def known_drafts(
    doc: Any, offset: int, hits: Sequence[Found], spoken: Spoken, taken: dict[int, Draft]
) -> tuple[list[Draft], list[Any]]:
    """The drafts of known names, noted in `taken` by token; and the spans of namesakes, in which nobody is found."""
    found: list[Draft] = []
    strangers: list[Any] = []
    for place, (start, end, shared) in enumerate(hits):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        if shared[0].use == "namesake":
            strangers.append(span)
            continue
        near = beside(doc.text, hits, start, end)
        if is_anothers(shared, spoken, near):
            continue
        known = choose(span.text, shared, spoken, near)
        if known.use == "prefix":
            span = span[:1]
        if not _stands(doc, span, known, spoken):
            continue
        draft = _draft(span, offset, start, end, known)
        if known.use in ("state", "capital") and _within_a_part(doc, hits[place + 1 :], end):
            draft.kind, draft.country, draft.sector, draft.wikidata_id, draft.use = "place", None, None, None, None
            draft.name = doc.text[start:end]
        found.append(draft)
        for token in span:
            taken[token.i] = draft
    return found, strangers


def _draft(span: Any, offset: int, start: int, end: int, known: Known) -> Draft:
    return Draft(
        offset + start, offset + end, span.start, span.end - 1, known.name,
        {"capital": "place", "part": "place", "people": "agent"}.get(known.use, known.kind),  # type: ignore[arg-type]
        known.country, known.sector, known.wikidata_id, use=known.use, named=True,
    )  # fmt: skip


def _within_a_part(doc: Any, after: Sequence[Found], end: int) -> bool:
    """Whether a name is a town's in a part of some state: "Paris, Texas", "Lebanon, Tennessee"."""
    if not after:
        return False
    start, _, shared = after[0]
    return doc.text[end:start] == ", " and shared[0].use == "part"


def _stands(doc: Any, span: Any, known: Known, spoken: Spoken) -> bool:
    """Whether a known name is one here: not a word of a longer name ("Jordan Smith", "Chad Brown"), no other word."""
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    if known.homonym and not all(token.ent_type_ == "ORG" for token in span):
        return False
    if known.use == "adjective" and _is_other_place(span, after):
        return False
    if known.use == "adjective" and _is_language(span, after):
        return False
    if known.kind == "person":
        return not (len(span) == 1 and span[0].ent_type_ in ("ORG", "FAC") and _inside_longer(span))
    if known.use in _LAND and (_is_a_persons(span, known, spoken) or _is_a_towns(span)):
        return False
    if span.text.isupper() and len(span) == 1 and len(span.text) < 6 and span.text.isalpha():
        return not (_shouts(before) and (_shouts(after) or span.text == "US"))
    return True


def _shouts(token: Any) -> bool:
    return token is not None and token.is_upper and len(token.text) > 3 and token.is_alpha


def _is_other_place(span: Any, after: Any) -> bool:
    """Whether an adjective opens a great place's name: "French Guiana", "Indian Ocean"."""
    if after is None or not after.text[:1].isupper():
        return False
    longer = candidates(f"{span.text} {after.text}")
    return bool(longer and longer[0].weight > _GREAT_PLACE)


def _is_language(span: Any, after: Any) -> bool:
    """Whether an adjective is a language: "speaks French", "in Russian", and no noun follows."""
    token = span[-1]
    if token.dep_ not in ("dobj", "pobj") or token.tag_ in _PEOPLE_TAGS:
        return False
    if after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ"):
        return False
    return token.head.lemma_.lower() in metonyms().languages


def _is_a_towns(span: Any) -> bool:
    """Whether a state's or part's name is the first word of a town's longer one: "Kansas City", "Texas City"."""
    if span[-1].ent_type_ not in ("GPE", "LOC") or not _inside_longer(span):
        return False
    after = span.end
    while after < len(span.doc) and span.doc[after].ent_iob_ == "I":
        after += 1
    longer = span.doc[span.start : after].text
    return after > span.end and any(place.own for place in candidates(longer))


def _is_a_persons(span: Any, known: Known, spoken: Spoken) -> bool:
    """Whether a state's or town's name is a person's here: part of a longer one, or the surname of one in the text."""
    labels = {token.ent_type_ for token in span}
    if labels == {"PERSON"} and _inside_longer(span):
        return True
    if len(span) > 1 or span.text not in spoken.surnames or _inside_longer(span):
        return False
    others = spoken.states[known.country] if known.country else 0
    own = sum(token.text == span.text for token in span.doc)
    return labels == {"PERSON"} or others <= own


def _inside_longer(span: Any) -> bool:
    doc = span.doc
    first, last = span[0], span[-1]
    before = bool(span.start > 0 and doc[span.start - 1].ent_type_ == first.ent_type_ and first.ent_iob_ == "I")
    after = bool(span.end < len(doc) and doc[span.end].ent_iob_ == "I" and doc[span.end].ent_type_ == last.ent_type_)
    return before or after
