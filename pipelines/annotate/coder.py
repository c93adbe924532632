"""The coder: from a text to who did what to whom, where, when, whether it happened, and by whose word.

Design. A text is cut into paragraphs (`paragraphs.py`), each parsed by itself (`parse.py`) with a small English model
in batches of 16 of one text, so that neighbours in a batch never change a text's reading. Over the parse work, in turn:

1. `entities`, `places`, `times` find who, where and when is named in the whole text.
2. `subjects` looks at the vocabulary of the whole, of each paragraph, and at the section that the address names: a page
   of sport, cookery or markets holds no event. `pronouns` settles whom "they", "we" and "both sides" stand for.
3. `triggers` matches each verb and event noun against the lexicon (`lexicon/events/*.yml`): an entry fits where all
   its conditions on subject, object, prepositions, modifiers and clauses hold; the most specific one wins.
4. `modality` climbs from a trigger to the root of its sentence. Auxiliaries, negation, conditions and every governing
   word with an effect (`operators.yml`, and `content` of an entry) say how real the act is. The governing act of speech
   becomes what the act stands `within`.
5. `speech` finds who says what, across sentences; `arguments` fills the entry's frame with parties, third parties and
   partners; `figures` counts the dead and the injured.
6. `assembly` puts the mentions of a paragraph together: place and time by syntax, carried from the next sentence where
   it speaks of the same talks; `main`; confidence; STATEMENT mentions for words worth keeping. `reached` finds whom an
   act reaches in its content, and `plausibility` drops what nobody could have done.
7. `situations` reads states that last.

Nothing is emitted by default: a trigger whose nominal is not shown to have taken place gives nothing, a code that is
not in the crosswalk stops the lexicon from loading, and what is unknown is None. Knowledge is data: a verb is added by
editing YAML, with an example beside it that runs as a test. `explain.py` says for each candidate why it was coded or
not. Text in another language comes back with its language told and nothing else.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipelines.annotate import CODER
from pipelines.annotate.assembly import Assembled, assemble
from pipelines.annotate.cue_lexicon import load_cues
from pipelines.annotate.entities import find_entities
from pipelines.annotate.event_lexicon import EventLexicon, load_event_lexicon
from pipelines.annotate.language import is_english, is_foreign, language_of
from pipelines.annotate.lemmas import correct_lemmas
from pipelines.annotate.paragraphs import Paragraph, cut_at, split_paragraphs
from pipelines.annotate.parse import Parse, Parser
from pipelines.annotate.places import find_places
from pipelines.annotate.pronouns import follow
from pipelines.annotate.quotes import quotes_of
from pipelines.annotate.reading import Reading, first_told
from pipelines.annotate.subjects import other_subject, other_subject_of_paragraph
from pipelines.annotate.times import DatedPart, find_times
from pipelines.records import Coding


@dataclass(frozen=True, slots=True)
class TextToCode:
    """A text with what is known of it. `country` is the source's, ISO 3166-1 alpha-3; `published_on` the day in the
    publisher's own zone, taken from `published_at` where it is None. `parts` are stretches with a day of their own, as
    a live blog's posts, in the text's order; `apart` the spans of datelines and credits, which tell no event."""

    id: str
    text: str
    published_at: datetime | None = None
    published_on: date | None = None
    country: str | None = None
    url: str | None = None
    parts: tuple[DatedPart, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()

    @property
    def day(self) -> date | None:
        """The day of publication that relative times count from."""
        return self.published_on or (self.published_at.date() if self.published_at else None)

    def day_at(self, offset: int) -> date | None:
        """The day that relative times at an offset count from: its part's own, where it stands in one that has one."""
        own = next((part.day for part in self.parts if part.start <= offset < part.end), None)
        return own or self.day


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a text in which no event was looked for, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """A text's coding, what was tried in each paragraph, and what was left out."""

    coding: Coding
    parts: tuple[Assembled, ...]
    left_out: tuple[LeftOut, ...]


class ModelMissing(RuntimeError):
    """The spaCy model cannot be loaded; the message says what to do."""


class Coder:
    """A loaded model with the lexicon. One coder a process: spaCy is not shared between threads here."""

    def __init__(self, parser: Parser, lexicon: EventLexicon, max_characters: int) -> None:
        self._parser = parser
        self._lexicon = lexicon
        self._max_characters = max_characters

    def code(self, item: TextToCode) -> Coding:
        """All that is read from one text."""
        return self.read(item).coding

    def code_batch(self, items: Iterable[TextToCode]) -> list[Coding]:
        """The codings of several texts, in order; each is the same as if it were coded alone."""
        return [self.code(item) for item in items]

    def read(self, item: TextToCode) -> Read:
        """A text's coding, and for each paragraph what was tried, for `explain`."""
        digest = hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest()
        truncated_at = cut_at(item.text, self._max_characters)
        text = item.text[:truncated_at]
        language = language_of(text)
        if not is_english(language):
            reason = f"the text is not English ({language})" if language else "the text has no letters"
            nothing = Coding(CODER, language, digest, (), (), (), (), (), (), truncated_at)
            return Read(nothing, (), (LeftOut(0, len(text), reason),))
        left_out: list[LeftOut] = []
        paragraphs: list[Paragraph] = []
        for paragraph in split_paragraphs(text, item.apart):
            if is_foreign(paragraph.text):
                left_out.append(_left_out(paragraph.start, paragraph.text, "it is in another language"))
            else:
                paragraphs.append(paragraph)
        docs = self._parser.parse(paragraph.parsed for paragraph in paragraphs)
        for doc in docs:
            correct_lemmas(doc)
        readings, entities, places, times = self._readings(item, text, paragraphs, docs)
        subject = other_subject(text, item.url)
        follow(readings)
        quotes = tuple(quote for told in quotes_of(readings) for quote in told)
        kept: list[Reading] = []
        for reading in readings:
            other = other_subject_of_paragraph(reading.doc.text, subject)
            if other is None:
                kept.append(reading)
            else:
                left_out.append(_left_out(reading.start, reading.doc.text, f"it is about {other}"))
        if truncated_at is not None:
            left_out.append(LeftOut(truncated_at, len(item.text), "the text is too long to be read to its end"))
        assembled = assemble(kept)
        return Read(
            Coding(
                coder=CODER,
                language=language,
                text_sha256=digest,
                entities=entities,
                places=places,
                times=times,
                quotes=quotes,
                event_mentions=tuple(mention for part in assembled for mention in part.mentions),
                situations=tuple(situation for part in assembled for situation in part.situations),
                truncated_at=truncated_at,
            ),
            tuple(assembled),
            tuple(left_out),
        )

    def _readings(
        self, item: TextToCode, text: str, paragraphs: Sequence[Paragraph], docs: Sequence[Parse]
    ) -> tuple[list[Reading], tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
        placed = [(doc, paragraph.start) for doc, paragraph in zip(docs, paragraphs, strict=True)]
        spoken = [pair for pair, paragraph in zip(placed, paragraphs, strict=True) if not paragraph.dateline]
        entities = tuple(find_entities(spoken, text, country=item.country))
        places = tuple(find_places(placed, entities, text, country=item.country))
        times = tuple(find_times(text, item.day, placed, country=item.country, parts=item.parts))
        told = first_told(text)
        own = [_by_paragraph(mentions, paragraphs) for mentions in (entities, places, times)]
        readings = [
            Reading(
                text=text,
                start=paragraph.start,
                doc=doc,
                lexicon=self._lexicon,
                entities=tuple(named),
                places=tuple(placed_here),
                times=tuple(dated),
                day=item.day_at(paragraph.start),
                first_told=told,
                headline=_is_headline(paragraph, first=paragraph is paragraphs[0] and len(paragraphs) > 1),
            )
            for paragraph, doc, named, placed_here, dated in zip(paragraphs, docs, *own, strict=True)
            if not paragraph.dateline
        ]
        return readings, entities, places, times


def load_coder(model: str, *, max_characters: int = 200_000) -> Coder:
    """A coder over a spaCy model of English, with tagger, parser, lemmas and names.

    Raises:
        ModelMissing: the model is not installed.
        LexiconError: the lexicon has a mistake; the message names file and line.
    """
    lexicon = load_event_lexicon()
    load_cues()
    try:
        parser = Parser.load(model)
    except OSError as error:
        raise ModelMissing(
            f"the spaCy model {model!r} is not installed: pip install it, or set annotate.model to one that is"
        ) from error
    return Coder(parser, lexicon, max_characters)


def _left_out(start: int, text: str, reason: str) -> LeftOut:
    return LeftOut(start, start + len(text), reason)


def _by_paragraph(mentions: Sequence[Any], paragraphs: Sequence[Paragraph]) -> list[list[Any]]:
    """The mentions that lie wholly within each paragraph."""
    starts = [paragraph.start for paragraph in paragraphs]
    found: list[list[Any]] = [[] for _ in paragraphs]
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= starts[at] + len(paragraphs[at].text):
            found[at].append(mention)
    return found


def _is_headline(paragraph: Paragraph, *, first: bool) -> bool:
    """A short piece without a full stop, or a shouted one: its present tense tells the past."""
    text = paragraph.text
    return (
        len(text) <= 160
        and not text.rstrip("\"'”’)").endswith((".", "!", ":", ";", ","))
        and (first or not text.endswith("?"))
    )
