"""By whose word: who says what in a paragraph, in quotation marks or without, and whether the speaker is named.

A verb of saying is one whose effect in the lexicon is `stated`, or an act of speech of the event lexicon. Speakers
carry over: a quotation that names none is its predecessor's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import CONTENT
from pipelines.annotate.syntax import Token, children, logical_subjects, prepositional
from pipelines.annotate.triggers import Candidate
from pipelines.records import Attribution, Party, Quote, Span

_MARKS = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»|‘([^‘’]{12,2000})’(?!\w)")


@dataclass(frozen=True, slots=True)
class Saying:
    """A stretch of words with who says them. Token indexes include both ends; `cue` is None where only marks tell."""

    first: int
    last: int
    cue: Token | None
    speaker: Party | None
    speaker_token: Token | None
    direct: bool
    start: int
    end: int


def find_sayings(
    reading: Reading, candidates: dict[int, Candidate], carried: Saying | None
) -> tuple[list[Saying], Saying | None]:
    """What is said in a paragraph, and the last saying with a speaker, for the next paragraph's quotations."""
    indirect = [saying for token in reading.doc if (saying := _indirect(reading, token, candidates))]
    direct: list[Saying] = []
    last = carried
    for match in _MARKS.finditer(reading.doc.text):
        group = next(i for i in range(1, 5) if match.group(i) is not None)
        span = reading.doc.char_span(match.start(group), match.end(group), alignment_mode="contract")
        if span is None or len(span) == 0:
            continue
        saying = _direct(reading, span, candidates, indirect, last, match.start(group), match.end(group))
        direct.append(saying)
        if saying.speaker is not None and saying.cue is not None:
            last = saying
    named = [saying for saying in indirect if saying.speaker is not None]
    if named:
        last = named[-1]
    return sorted([*indirect, *direct], key=lambda s: (s.first, -s.last)), last


def is_saying(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> bool:
    """Whether a verb reports words."""
    candidate = candidates.get(token.i)
    if candidate is not None and candidate.entry.event in CONTENT:
        return True
    return any(op.effect == "stated" for op in reading.lexicon.operators.get(("v", token.lemma_.lower()), ()))


def _indirect(reading: Reading, token: Token, candidates: dict[int, Candidate]) -> Saying | None:
    if token.pos_ not in ("VERB", "AUX") or not is_saying(reading, token, candidates):
        return None
    clauses = children(token, "ccomp", "parataxis") or [
        c for c in children(token, "xcomp") if token.lemma_.lower() in ("claim", "vow", "pledge", "threaten")
    ]
    if not clauses:
        return None
    speaker, who = speaker_of(reading, token)
    clause = clauses[0]
    first, last = clause.left_edge.i, clause.right_edge.i
    if first < token.i < last:
        last = token.i - 1
    while first < last and (reading.doc[first].is_punct or reading.doc[first].lower_ == "that"):
        first += 1
    while last > first and reading.doc[last].is_punct:
        last -= 1
    begin, end = reading.doc[first].idx, reading.doc[last].idx + len(reading.doc[last])
    return Saying(first, last, token, speaker, who, False, reading.start + begin, reading.start + end)


def speaker_of(reading: Reading, verb: Token) -> tuple[Party | None, Token | None]:
    """Who the subject of a verb of saying is."""
    for token in logical_subjects(verb):
        party = reading.party(token)
        if party is not None:
            return party, reading.core(token)
    return None, None


def _direct(
    reading: Reading,
    span: object,
    candidates: dict[int, Candidate],
    indirect: list[Saying],
    last: Saying | None,
    begin: int,
    end: int,
) -> Saying:
    first, final = span.start, span.end - 1  # type: ignore[attr-defined]
    sentence = reading.doc[first].sent
    cue = None
    verbs = [t for t in sentence if not first <= t.i <= final and is_saying(reading, t, candidates)]
    if verbs:
        cue = min(verbs, key=lambda t: (not _governs(t, reading.doc[first : final + 1]), _distance(t, first, final)))
    elif final + 2 < len(reading.doc):
        after = reading.doc[min(final + 2, len(reading.doc) - 1)].sent
        cue = next((t for t in after[:8] if is_saying(reading, t, candidates)), None) if after != sentence else None
    speaker, who = speaker_of(reading, cue) if cue is not None else (None, None)
    if speaker is None and len(span) >= 5 and last is not None:  # type: ignore[arg-type]
        speaker, who = last.speaker, last.speaker_token
    if speaker is None:
        inside = [s for s in indirect if s.first <= first and final <= s.last and s.speaker is not None]
        if inside:
            speaker, who, cue = inside[-1].speaker, inside[-1].speaker_token, inside[-1].cue
    return Saying(first, final, cue, speaker, who, True, reading.start + begin, reading.start + end)


def _governs(verb: Token, span: object) -> bool:
    root = span.root  # type: ignore[attr-defined]
    return bool(verb.is_ancestor(root))


def _distance(token: Token, first: int, last: int) -> int:
    return int(first - token.i if token.i < first else token.i - last)


def quotes(reading: Reading, sayings: list[Saying]) -> list[Quote]:
    """The sayings of a paragraph as quotations."""
    found = []
    for saying in sayings:
        if saying.direct and saying.last - saying.first < 1:
            continue
        text = reading.text[saying.start : saying.end]
        cue: Span | None = reading.token_span(saying.cue) if saying.cue is not None else None
        found.append(Quote(saying.start, saying.end, text, saying.direct, cue, saying.speaker))
    return found


def attribution(
    reading: Reading, token: Token, sayings: list[Saying]
) -> tuple[Attribution, Party | None, Saying | None]:
    """Whose word a token stands on: the innermost saying around it, "according to", or the outlet's own."""
    around = [s for s in sayings if s.first <= token.i <= s.last and (s.cue is None or s.cue.i != token.i)]
    spoken = [s for s in around if s.speaker is not None]
    if spoken:
        inner = min(spoken, key=lambda s: (s.last - s.first, -s.first))
        return kind_of_source(reading, inner.speaker_token), inner.speaker, inner
    source = _according_to(token)
    if source is not None:
        party = reading.party(source)
        if party is not None:
            return kind_of_source(reading, source), party, None
    return "outlet", None, None


def _according_to(token: Token) -> Token | None:
    for word in token.sent:
        if word.lower_ == "according":
            targets = [t for child in word.children if child.lower_ == "to" for t in children(child, "pobj")]
            targets = targets or prepositional(word, "to")
            if targets:
                return targets[0]
    return None


def kind_of_source(reading: Reading, token: Token | None) -> Attribution:
    """Named where a person, institution, capital or office speaks; anonymous where officials, residents, sources do."""
    if token is None:
        return "outlet"
    core = token
    classes = reading.lexicon.classes
    if core.lemma_.lower() in classes["anonymous"] or core.lower_ in classes["anonymous"]:
        mention = reading.entity_at.get(core.i)
        if mention is not None and mention.kind == "person":
            return "named"
        return "anonymous"
    return "named"
