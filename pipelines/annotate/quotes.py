"""The attributions of a text as quotations of the record, with what carries over from paragraph to paragraph.

A paragraph that ends in a colon brings in the quotation that opens the next one; marks that nothing closes before the
end of a paragraph, and that open again in the next, are one quotation; and a paragraph of nothing but quotation is
spoken by whoever spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.annotate.attributions import Attributed, Stretch, source_of, speaks
from pipelines.annotate.cue_lexicon import load_cues
from pipelines.annotate.quotations import Quoted
from pipelines.annotate.quoting import Quoting, join_quotations
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token
from pipelines.records import Party, Quote, QuoteKind, Span


@dataclass
class _Carried:
    """What the next paragraph needs to know: who was brought in by a colon, whose marks are open, who spoke last."""

    brought_in: tuple[Span, Party | None] | None = None
    open: bool = False
    last: Party | None = None


def quotes_of(readings: Sequence[Reading]) -> list[list[Quote]]:
    """The quotations of each paragraph, in the order of the text."""
    found: list[list[Quote]] = []
    carried = _Carried()
    for reading in readings:
        quoting = join_quotations(reading)
        if _signs(reading, found):
            found.append([])
            continue
        here = _resolved(reading, quoting, carried)
        if carried.open and found and _opens_with_marks(reading, quoting):
            here = _joined(reading.text, found, here)
        carried.open = bool(quoting.quoted) and not quoting.quoted[-1].closed
        carried.brought_in = _brought_in(reading, quoting)
        spoken = [one.speaker for one in here if one.kind != "indirect" and one.speaker is not None]
        said = [one.speaker for one in here if one.stance == "said" and one.cue is not None and one.speaker is not None]
        carried.last = spoken[-1] if spoken else said[-1] if said else carried.last
        found.append(here)
    return found


_SIGNED = re.compile(r"[―—–-]{1,2}\s*(?=[A-Z])")


def _signs(reading: Reading, found: list[list[Quote]]) -> bool:
    """Whether a paragraph is nothing but the name under a quotation ("― Ama Osei, nurse"), which is set then."""
    name = _SIGNED.match(reading.doc.text)
    if name is None or len(reading.doc.text) > _LONGEST_NAME or not found or not found[-1]:
        return False
    last = found[-1][-1]
    speaker = next((t for t in reading.doc[1:] if t.pos_ in ("PROPN", "NOUN") and speaks(reading, t)), None)
    if last.kind != "direct" or last.cue is not None or speaker is None:
        return False
    found[-1][-1] = replace(last, cue=reading.span(0, 0), speaker=speaker_as_told(reading, speaker))
    return True


_LONGEST_NAME = 100
"""Characters of a paragraph that names who is quoted above it."""


def _resolved(reading: Reading, quoting: Quoting, carried: _Carried) -> list[Quote]:
    found = []
    for number, one in enumerate(quoting.attributed):
        spans = tuple(_span(reading, _without_comma(reading.doc.text, piece)) for piece in one.stretches)
        start, end = spans[0].start, spans[-1].end
        kind = _kind(one, quoting.quoted)
        cue: Span | None = reading.span(*one.cue) if one.cue is not None else None
        speaker = speaker_as_told(reading, one.source) if one.source is not None else None
        if cue is None and number == 0 and _opens_with_marks(reading, quoting):
            if carried.brought_in is not None:
                cue, speaker = carried.brought_in
            elif _fills(reading, one):
                speaker = carried.last
        parts = spans if len(spans) > 1 else ()
        text = reading.text[start:end]
        found.append(Quote(start, end, text, kind == "direct", cue, speaker, kind, one.stance, parts))
    return found


def _opens_with_marks(reading: Reading, quoting: Quoting) -> bool:
    return bool(quoting.quoted) and quoting.quoted[0].opens <= 2 and len(reading.doc) > 1


def _fills(reading: Reading, one: Attributed) -> bool:
    """Whether a quotation is (nearly) all of its paragraph."""
    return one.end - one.start >= 0.8 * len(reading.doc.text)


def _joined(text: str, found: list[list[Quote]], here: list[Quote]) -> list[Quote]:
    """This paragraph's quotations, the first one joined with the one that the paragraph before left open."""
    before = next((group for group in reversed(found) if group), None)
    if before is None or not here:
        return here
    old, new = max(before, key=lambda one: one.end), here[0]
    if old.cue is not None and new.cue is not None:
        return here
    pieces = (*_pieces(old), *_pieces(new))
    start, end = pieces[0].start, pieces[-1].end
    known = old if old.cue is not None else new
    if end - start > _LONGEST:
        return [replace(new, speaker=known.speaker), *here[1:]]
    whole = text[start:end]
    one = replace(known, start=start, end=end, text=whole, direct=old.direct and new.direct, parts=pieces)
    before.remove(old)
    before.append(one)
    return here[1:]


_LONGEST = 4_000
"""Characters of a quotation over several paragraphs."""


def _pieces(quote: Quote) -> tuple[Span, ...]:
    return quote.parts or (Span(quote.start, quote.end, quote.text),)


def _brought_in(reading: Reading, quoting: Quoting) -> tuple[Span, Party | None] | None:
    """The cue and the speaker that a paragraph ending in a colon leaves to the next one's quotation."""
    doc = reading.doc
    if not doc.text.rstrip().endswith(":"):
        return None
    cues = load_cues()
    inside = [(mark.opens, mark.closes) for mark in quoting.quoted]
    sentence = next((s for s in reversed(list(doc.sents)) if len(s) > 1), None)
    if sentence is None:
        return None
    verbs = [
        t for t in sentence if t.pos_ in ("VERB", "AUX") and not any(start <= t.idx < end for start, end in inside)
    ]
    telling = [t for t in verbs if any("quote" in entry.takes or entry.stance == "said" for entry in cues.of(t))]
    for verb in (*reversed(telling), *verbs):
        source = source_of(reading, verb, "quote")
        if source is not None:
            return reading.token_span(verb), speaker_as_told(reading, source)
    named = next((t for t in sentence if t.pos_ in ("PROPN", "NOUN") and speaks(reading, t)), None)
    return reading.span(sentence.end - 1, sentence.end - 1), speaker_as_told(reading, named) if named else None


def speaker_as_told(reading: Reading, token: Token) -> Party:
    """Who speaks, in the words of this place ("she", "who"), with what is known of whom they stand for."""
    own = reading.doc[token.i]
    party = reading.party(token)
    if own.tag_ in ("WP", "WDT") and own.head.dep_ in ("relcl", "acl"):
        party = reading.party(own.head.head)
    first, last = (own.i, own.i) if own.pos_ == "PRON" else _phrase(token)
    span = reading.span(first, last)
    if party is None:
        return Party(span.start, span.end, span.text, None, None, None, None)
    if party.start <= span.start < party.end:
        return party
    return Party(
        span.start, span.end, span.text, party.name or party.text, party.wikidata_id, party.country, party.sector
    )


def _phrase(token: Token) -> tuple[int, int]:
    first = token.i
    for child in token.lefts:
        if child.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "quantmod"):
            first = min(first, child.left_edge.i)
    return first, token.i


def _without_comma(text: str, piece: Stretch) -> Stretch:
    return (piece[0], piece[1] - 1) if piece[1] - piece[0] > 1 and text[piece[1] - 1] == "," else piece


def _span(reading: Reading, piece: Stretch) -> Span:
    start, end = reading.start + piece[0], reading.start + piece[1]
    return Span(start, end, reading.text[start:end])


def _kind(one: Attributed, quoted: tuple[Quoted, ...]) -> QuoteKind:
    total = sum(end - start for start, end in one.stretches)
    within = sum(
        max(0, min(end, mark.closes) - max(start, mark.opens)) for start, end in one.stretches for mark in quoted
    )
    if within >= 0.95 * total:
        return "direct"
    return "mixed" if within else "indirect"
