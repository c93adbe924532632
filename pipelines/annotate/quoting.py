"""Quotation marks and attributions joined: which quotation is whose, and which pieces are one content.

A quotation belongs to the attribution it overlaps; else to the cue beside it ("…," she said; He added: "…"); else it
goes on with what was said just before it; else it stands alone, and a whole paragraph of quotation is its
predecessor's speaker's. A few words in marks inside the outlet's own sentence are no quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.annotate.attributions import Attributed, Stretch, find_attributed, source_of, speaks
from pipelines.annotate.cue_lexicon import load_cues
from pipelines.annotate.quotations import Quoted, find_quoted
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token

_NEAR = 14
"""Tokens between a quotation and its cue, at most."""
_FILLED = 0.8
"""The share of its paragraph that a quotation without a cue has, so that the one before it may speak it."""
_LONGEST_TITLE = 160
_FEWEST_WORDS = 4
"""Words of a quotation that can stand without a cue."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """A paragraph's attributions with its quotations joined on, in the order of the text."""

    quoted: tuple[Quoted, ...]
    attributed: tuple[Attributed, ...]


def is_transcript(paragraphs: Sequence[str]) -> bool:
    """Whether at least two paragraphs of a text are headed by who speaks ("HOST: …", "Q: …")."""
    return sum(_HEAD.match(text) is not None for text in paragraphs) > 1


def join_quotations(reading: Reading, *, transcript: bool = False) -> Quoting:
    """Everything attributed in a paragraph. A quotation without cue or source has None for both."""
    quoted = find_quoted(reading.parsed)
    found = find_attributed(reading, quoted)
    found = [_own_source(reading, one, quoted) for one in found]
    for quotation in quoted:
        found = _place(reading, quotation, quoted, found)
    found = [*found, *headed(reading, found, transcript=transcript)]
    found = _outermost(reading, _drop_doubles(found))
    return Quoting(tuple(quoted), tuple(sorted(found, key=lambda one: (one.start, -one.end))))


def _own_source(reading: Reading, one: Attributed, quoted: Sequence[Quoted]) -> Attributed:
    """An attribution whose source is nobody in a quotation: who says it is no part of what is said."""
    if one.source is None or one.cue is None or _outside(one.source, quoted) is not None:
        return one
    return replace(one, source=beside(reading, reading.doc[one.cue[0]], quoted))


_ASKED = frozenset({"q", "a", "question", "answer"})
"""Heads of a transcript that name nobody."""
_HEAD = re.compile(r"[\s\"“‘'*•-]*([^\W\d_][^:.!?\n]{0,60}):\s+(?=\S)")
_NAMED_AFTER = re.compile(r"[.!?…,]?[”\"'’.!?…]\s*(?:[―—–]|--|(?<=\s)-)\s*(?=[^\W\d_])")


def _signed(reading: Reading, found: Sequence[Attributed]) -> Attributed | None:
    """A paragraph with its speaker's name under it: "We lost it all." ― Ama Osei, nurse."""
    text = reading.parsed
    after = next(reversed(list(_NAMED_AFTER.finditer(text, max(0, len(text) - _SIGNATURE)))), None)
    if after is None or any(one.source is not None and one.frame == "quote" for one in found):
        return None
    name = [t for t in reading.doc[token_from(reading, after.end()) :] if t.pos_ not in ("PUNCT", "SPACE")]
    titled = sum(t.is_title or t.pos_ in ("ADP", "DET", "NUM") for t in name)
    if not name or not name[0].is_title or name[-1].pos_ == "VERB" or titled < 0.5 * len(name):
        return None
    end = after.start() + len(after.group().rstrip(" ―—–-\t\xa0"))
    speaker = next((t for t in name if t.pos_ in ("PROPN", "NOUN")), None)
    if speaker is None or any(token.pos_ in ("VERB", "AUX") for token in name):
        return None
    return Attributed(((0, end),), None, speaker, "said", "headed")


_SIGNATURE = 80
"""Characters of a name under a paragraph."""


def headed(reading: Reading, found: Sequence[Attributed], *, transcript: bool) -> list[Attributed]:
    """The words of a paragraph headed by who says them: "Arden: We will wait", "ARDEN: …", and "“…” — Arden"."""
    doc, text = reading.doc, reading.parsed
    signed = _signed(reading, found)
    if signed is not None:
        return [signed]
    match = _HEAD.match(text)
    title = reading.headline or (reading.start <= 2 and len(text) <= _LONGEST_TITLE)
    if match is None or len(match[1].split()) > 6 or not (title or transcript or match[1].isupper()):
        return []
    colon = token_from(reading, match.end(1))
    if any(one.cue is not None and one.cue[0] < colon for one in found):
        return []
    speakers = [t for t in doc[:colon] if t.pos_ in ("PROPN", "NOUN") and speaks(reading, t)]
    start = match.end()
    end = len(text.rstrip())
    asked = match[1].lower() in _ASKED and transcript
    if not (speakers or asked) or len(text[start:end].split()) < 3:
        return []
    head = None if asked else speakers[-1]
    return [Attributed(((start, end),), (colon, colon), head, "said", "headed")]


def _place(reading: Reading, quotation: Quoted, quoted: Sequence[Quoted], found: list[Attributed]) -> list[Attributed]:
    held = [one for one in found if _overlap(one, quotation) or _leads_up(reading, one, quotation)]
    if held:
        return [_with_quotation(reading.parsed, one, quotation) if one in held else one for one in found]
    if not _is_speech(reading, quotation):
        return found
    cue = _cue_after(reading, quotation) or _cue_before(reading, quotation) or _governing(reading, quotation)
    if cue is not None:
        source = _outside(source_of(reading, cue, "quote"), quoted) or beside(reading, cue, quoted)
        same = next((one for one in found if one.cue is not None and one.cue[0] == cue.i), None)
        if same is not None and same.frame in ("quote", "that", "around"):
            return [_with_quotation(reading.parsed, one, quotation) if one is same else one for one in found]
        one = Attributed(((quotation.start, quotation.end),), (cue.i, cue.i), source, "said", "quote")
        return [*(other for other in found if other is not same), one]
    previous = _goes_on(reading, quotation, found)
    if previous is not None:
        return [_with_quotation(reading.parsed, one, quotation) if one is previous else one for one in found]
    if quotation.opens > 2 or quotation.end - quotation.start < _FILLED * len(reading.parsed):
        return found
    return [*found, Attributed(((quotation.start, quotation.end),), None, None, "said", "quote")]


def _outermost(reading: Reading, found: Sequence[Attributed]) -> list[Attributed]:
    """The attributions whose cue stands in nobody else's content: what those spoken of say is part of what is said."""
    kept: list[Attributed] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        at = reading.doc[one.cue[0]].idx if one.cue is not None else one.start
        if not any(start <= at < end for other in kept for start, end in other.stretches):
            kept.append(one)
    return kept


def _overlap(one: Attributed, quotation: Quoted) -> bool:
    return any(start < quotation.end and quotation.start < end for start, end in one.stretches)


def _leads_up(reading: Reading, one: Attributed, quotation: Quoted) -> bool:
    """Whether a content ends at the colon before a quotation: "He said it was simple: “We wait.”"."""
    between = reading.parsed[one.end : quotation.opens] if one.end <= quotation.opens <= one.end + 4 else ""
    return one.stance == "said" and one.frame in ("that", "wh") and between.strip() == ":"


def _with_quotation(text: str, one: Attributed, quotation: Quoted) -> Attributed:
    """An attribution with all of a quotation in it: a new piece, or a piece that grows over it."""
    pieces: list[Stretch] = []
    start, end = quotation.start, quotation.end
    for piece in one.stretches:
        if piece[0] < quotation.closes and quotation.opens < piece[1]:
            if piece[0] >= quotation.opens and piece[1] <= quotation.closes:
                continue
            leads = text[piece[0] : quotation.opens].rstrip()[-1:] in ".!?:"
            if piece[0] < quotation.opens and leads and piece[1] <= quotation.closes:
                continue
            start = min(start, piece[0]) if piece[0] < quotation.opens else start
            end = max(end, piece[1]) if piece[1] > quotation.closes else end
            if piece[0] < quotation.opens and piece[1] <= quotation.closes:
                end = quotation.closes
            elif piece[1] > quotation.closes and piece[0] >= quotation.opens:
                start = quotation.opens
        else:
            pieces.append(piece)
    return replace(one, stretches=tuple(sorted([*pieces, (start, end)])))


def _is_speech(reading: Reading, quotation: Quoted) -> bool:
    """Whether words in marks read like somebody's sentence, not like a name or a term."""
    text = reading.parsed[quotation.start : quotation.end].strip()
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return False
    sentence = text[:1].isupper() and (text[-1:] in ".,?!…" or len(text.split()) >= _FEWEST_WORDS)
    return sentence or text[-1:] in ".?!" or len(text.split()) >= 2 * _FEWEST_WORDS or text[-1:] == ","


def _cue_after(reading: Reading, quotation: Quoted) -> Token | None:
    """The verb that a quotation's own sentence goes on with: "…," said the mayor."""
    text = reading.parsed
    if quotation.closes >= len(text):
        return None
    inner = text[quotation.start : quotation.end].rstrip()
    comma = text[quotation.closes : quotation.closes + 1] == "," or inner[-1:] in ",?!—-"
    if not comma:
        return None
    return _cue_in(reading, quotation.closes, forward=True)


def _cue_before(reading: Reading, quotation: Quoted) -> Token | None:
    """The verb that leads up to a quotation: "He added: “…”", and any verb where a colon does."""
    before = reading.parsed[: quotation.opens].rstrip()
    if not before or before[-1] in '.?!”"»':
        return None
    cue = _cue_in(reading, quotation.opens, forward=False)
    if cue is None and before[-1] == ":":
        last = token_from(reading, len(before) - 1)
        return next(
            (t for t in reversed(reading.doc[max(0, last - 2 * _NEAR) : last]) if _is_telling(reading, t)), None
        )
    return cue


def _is_telling(reading: Reading, token: Token) -> bool:
    """Whether a verb has somebody or some text for its subject, so that what follows its colon is theirs."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    source = source_of(reading, token, "quote")
    return source is not None and speaks(reading, source)


def _governing(reading: Reading, quotation: Quoted) -> Token | None:
    """The verb of a party that a sentence's quotation hangs on, whatever it means: "he is labelling it “…”"."""
    span = reading.doc.char_span(quotation.start, quotation.end, alignment_mode="contract")
    if span is None or not span:
        return None
    head = span.root.head
    for _ in range(4):
        inside = quotation.holds(head.idx)
        if not inside and head.pos_ == "VERB" and head.i < span.start and _is_telling(reading, head):
            return head
        if head.head.i == head.i:
            return None
        head = head.head
    return None


def _outside(token: Token | None, quoted: Sequence[Quoted]) -> Token | None:
    return None if token is None or any(mark.holds(token.idx) for mark in quoted) else token


def beside(reading: Reading, cue: Token, quoted: Sequence[Quoted]) -> Token | None:
    """The party next to a cue whose subject the parser has not found: "Arden continued:", "said Arden"."""
    doc = reading.doc
    around: list[Token] = [*reversed(doc[max(0, cue.i - 4) : cue.i]), *doc[cue.i + 1 : cue.i + 5]]
    for token in around:
        if token.text in ",.;:" and abs(token.i - cue.i) == 1:
            continue
        named = token.pos_ in ("NOUN", "PROPN", "PRON") and speaks(reading, token)
        if named and _outside(token, quoted) is not None:
            return token
    return None


def _cue_in(reading: Reading, at: int, *, forward: bool) -> Token | None:
    doc = reading.doc
    cues = load_cues()
    index = token_from(reading, at)
    order = range(index, min(len(doc), index + _NEAR)) if forward else range(index - 1, max(-1, index - _NEAR), -1)
    for position in order:
        token = doc[position]
        if token.text in '“”"«»' or (token.text in (".", "!", "?") and position != index):
            return None
        if token.pos_ in ("VERB", "AUX") and any("quote" in entry.takes for entry in cues.of(token)):
            return token
    return None


def _goes_on(reading: Reading, quotation: Quoted, found: Sequence[Attributed]) -> Attributed | None:
    """What was said in the sentence before a quotation that has no cue of its own."""
    index = token_from(reading, quotation.opens)
    before = [
        one
        for one in found
        if one.stance == "said"
        and one.frame in ("quote", "that", "around", "wh")
        and one.cue is not None
        and one.start < quotation.opens
        and index - max(one.cue[1], token_from(reading, one.end)) < 4 * _NEAR
    ]
    return max(before, key=lambda one: one.end, default=None)


def token_from(reading: Reading, offset: int) -> int:
    """The index of the first token that begins at a character of the paragraph or after it."""
    return bisect_left(reading.doc, offset, key=lambda token: token.idx)


def _drop_doubles(found: Sequence[Attributed]) -> list[Attributed]:
    """One attribution for a content: of two with the same borders, the one with a source."""
    best: dict[tuple[int, int], Attributed] = {}
    for one in found:
        held = best.get((one.start, one.end))
        if held is None or (held.source is None and one.source is not None):
            best[one.start, one.end] = one
    return list(best.values())
