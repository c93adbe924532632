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
from pipelines.annotate.quotations import Quoted, find_quoted
from pipelines.annotate.quoting import Quoting, is_transcript, join_quotations
from pipelines.annotate.reading import Reading
from pipelines.annotate.speech import Saying, kind_of_source, kind_of_speaker
from pipelines.annotate.syntax import Token
from pipelines.records import Attribution, Party, Quote, QuoteKind, Span


@dataclass(frozen=True)
class _BroughtIn:
    """Who a paragraph that ends in a colon leaves the next one to; `telling` where a verb of saying does it."""

    cue: Span
    speaker: Party | None
    kind: Attribution
    telling: bool = False


@dataclass
class _Carried:
    """What the next paragraph needs to know: who was brought in by a colon, whose marks are open, who spoke last."""

    brought_in: _BroughtIn | None = None
    open: bool = False
    last: tuple[Party, Attribution] | None = None
    about: Attribution | None = None


def quotes_of(readings: Sequence[Reading]) -> list[list[Quote]]:
    """The quotations of each paragraph, in the order of the text. What is said is noted in each reading as well."""
    found: list[list[Quote]] = []
    carried = _Carried()
    transcript = is_transcript([reading.parsed for reading in readings])
    for number, reading in enumerate(readings):
        if _signs(reading, readings[number - 1], found):
            found.append([])
            continue
        quoting = join_quotations(reading, transcript=transcript)
        told = _told(reading, quoting, carried)
        reading.spoken = _sayings(reading, told)
        here = [one.quote for one in told]
        if carried.open and found and _opens_with_marks(reading, quoting):
            here = _joined(reading.text, found, here)
            _hand_back(readings[:number], told)
        carried.open = bool(quoting.quoted) and not quoting.quoted[-1].closed
        carried.brought_in = _brought_in(reading, quoting)
        spoken = [one for one in told if one.quote.speaker is not None and one.quote.stance == "said"]
        direct = [one for one in spoken if one.quote.kind != "indirect"]
        last = (direct or spoken)[-1] if spoken else None
        if last is not None and last.quote.speaker is not None:
            carried.last = last.quote.speaker, last.kind
        carried.about = _kind_of_subject(reading) or carried.about
        found.append(here)
    return found


def _kind_of_subject(reading: Reading) -> Attribution | None:
    """The kind of source that the last party a paragraph speaks of would be, for a pronoun in the next."""
    for token in reversed(reading.doc):
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN") and reading.is_party(token):
            return kind_of_source(reading, token)
    return None


@dataclass(frozen=True)
class _Told:
    """An attribution with its quotation and the kind of its source."""

    one: Attributed
    quote: Quote
    kind: Attribution


_SPOKEN = frozenset({"that", "wh", "around", "quote", "headed", "next", "doing"})
"""The frames whose content is words: what is told in them stands on the speaker's word."""


def _sayings(reading: Reading, told: Sequence[_Told]) -> list[Saying]:
    """The attributions of a paragraph that are words, as what `speech.py` asks for: one for each piece."""
    found = []
    for item in told:
        one = item.one
        if one.stance != "said" or one.frame not in _SPOKEN:
            continue
        if item.quote.speaker is None and item.kind != "anonymous":
            continue
        cue = reading.doc[one.cue[0]] if one.cue is not None else None
        speaker = item.quote.speaker
        if speaker is None and cue is not None and cue.pos_ == "NOUN":
            speaker = reading.party(cue)
        for start, end in one.stretches:
            span = reading.doc.char_span(start, end, alignment_mode="expand")
            if span is not None and len(span) > 0:
                direct = item.quote.kind == "direct"
                saying = Saying(span.start, span.end - 1, cue, speaker, one.source, direct, item.kind)
                found.append(saying)
    return found


def _hand_back(before: Sequence[Reading], told: Sequence[_Told]) -> None:
    """Give the paragraphs of an open quotation the speaker that is named where it ends."""
    if not told or told[0].quote.speaker is None:
        return
    speaker, kind = told[0].quote.speaker, told[0].kind
    for reading in reversed(before):
        quoted = find_quoted(reading.parsed)
        if not quoted or quoted[-1].closed:
            return
        span = reading.doc.char_span(quoted[-1].start, quoted[-1].end, alignment_mode="contract")
        if span is not None and not any(said.cue is not None and said.direct for said in reading.spoken):
            reading.spoken = [said for said in reading.spoken if not said.direct]
            reading.spoken.append(Saying(span.start, span.end - 1, None, speaker, None, True, kind))


_SIGNED = re.compile(r"[―—–-]{1,2}\s*(?=[A-Z])")


def _signs(reading: Reading, before: Reading, found: list[list[Quote]]) -> bool:
    """Whether a paragraph is nothing but the name under a quotation ("― Ama Osei, nurse"), which is set then."""
    name = _SIGNED.match(reading.parsed)
    if name is None or len(reading.parsed) > _LONGEST_NAME or not found or not found[-1]:
        return False
    last = found[-1][-1]
    speaker = next((t for t in reading.doc[1:] if t.pos_ in ("PROPN", "NOUN") and speaks(reading, t)), None)
    if last.kind != "direct" or last.cue is not None or speaker is None:
        return False
    party = speaker_as_told(reading, speaker)
    found[-1][-1] = replace(last, cue=reading.span(0, 0), speaker=party)
    span = before.doc.char_span(last.start - before.start, last.end - before.start, alignment_mode="contract")
    if span is not None:
        kind = kind_of_source(reading, speaker)
        before.spoken = [*before.spoken, Saying(span.start, span.end - 1, None, party, None, True, kind)]
    return True


_LONGEST_NAME = 100
"""Characters of a paragraph that names who is quoted above it."""


def _told(reading: Reading, quoting: Quoting, carried: _Carried) -> list[_Told]:
    found = []
    for number, one in enumerate(quoting.attributed):
        spans = tuple(_span(reading, _without_comma(reading.parsed, piece)) for piece in one.stretches)
        start, end = spans[0].start, spans[-1].end
        form = _kind(one, quoting.quoted)
        cue: Span | None = reading.span(*one.cue) if one.cue is not None else None
        speaker = speaker_as_told(reading, one.source) if one.source is not None else None
        kind = kind_of_speaker(reading, one.source, carried.last[1] if carried.last else carried.about)
        if one.source is None and one.cue is not None and reading.doc[one.cue[0]].pos_ == "NOUN":
            kind = "anonymous"
        if one.frame == "headed" and speaker is None:
            kind = "anonymous"
        if cue is None and number == 0 and _opens_with_marks(reading, quoting):
            if carried.brought_in is not None:
                begun = carried.brought_in
                cue, speaker, kind = begun.cue, begun.speaker, begun.kind
            elif _fills(reading, one) and carried.last is not None:
                speaker, kind = carried.last
        parts = spans if len(spans) > 1 else ()
        text = reading.text[start:end]
        quote = Quote(start, end, text, form == "direct", cue, speaker, form, one.stance, parts)
        found.append(_Told(one, quote, kind))
    lead = carried.brought_in
    words = any(item.one.frame in _SPOKEN and item.one.stance == "said" for item in found)
    if not words and lead is not None and lead.speaker is not None and lead.telling:
        found.append(_released(reading, lead))
    return found


def _released(reading: Reading, lead: _BroughtIn) -> _Told:
    """A paragraph without marks that a colon brings in, as press releases are printed: all of it is the speaker's."""
    text = reading.parsed
    end = len(text.rstrip())
    one = Attributed(((0, end),), None, None, "said", "quote")
    span = _span(reading, (0, end))
    return _Told(one, Quote(span.start, span.end, span.text, False, lead.cue, lead.speaker), lead.kind)


def _opens_with_marks(reading: Reading, quoting: Quoting) -> bool:
    return bool(quoting.quoted) and quoting.quoted[0].opens <= 2 and len(reading.doc) > 1


def _fills(reading: Reading, one: Attributed) -> bool:
    """Whether a quotation is (nearly) all of its paragraph."""
    return one.end - one.start >= 0.8 * len(reading.parsed)


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


def _brought_in(reading: Reading, quoting: Quoting) -> _BroughtIn | None:
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
            speaker = speaker_as_told(reading, source)
            kind = kind_of_speaker(reading, source)
            return _BroughtIn(reading.token_span(verb), speaker, kind, verb in telling)
    named = next((t for t in sentence if t.pos_ in ("PROPN", "NOUN") and speaks(reading, t)), None)
    cue = reading.span(sentence.end - 1, sentence.end - 1)
    if named is None:
        return _BroughtIn(cue, None, "outlet")
    return _BroughtIn(cue, speaker_as_told(reading, named), kind_of_speaker(reading, named))


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
