"""What extracting hands on: pages, revisions and what changed in them, copies, and the stories they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

PageKind = Literal[
    "article", "live_blog", "listing", "video", "paywalled", "consent", "soft_404", "opinion", "wire_reprint", "other",
]  # fmt: skip
ChangedField = Literal["title", "paragraph", "number", "authors", "published_at"]


@dataclass(frozen=True, slots=True)
class Page:
    """A captured page on its way to the extractor: the payload as archived, decoded from its transfer only."""

    capture_id: str
    source_id: str | None
    url: str
    canonical_url: str
    fetched_at: datetime
    content_type: str | None
    charset: str | None
    payload: bytes


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one place of a page says of a field: title, author, published_at or modified_at; whether it was chosen."""

    field: str
    place: str
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by whom a report was filed, as its first words say ("KABUL, Oct 25 (Agency) -").

    `start`..`end` takes in the sign that ends it. `day` needs the day of publication where the words name no year.
    """

    start: int
    end: int
    place: str | None
    day: date | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class CreditLine:
    """Words of the text that say whose work it is ("With inputs from ..."), not what happened.

    `relation`: source (the report is theirs), input (they contributed), rights (a copyright line). `agency` is a news
    agency under its own name, `name` the words that name whoever it is.
    """

    start: int
    end: int
    relation: Literal["source", "input", "rights"]
    name: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a live blog: a stretch of the text with its own time; `published_on` in the publisher's own zone."""

    start: int
    end: int
    title: str | None
    published_at: datetime | None
    published_offset: int | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One distinct text of an article. `text` is frozen: every offset points into it, `text_sha256` proves it.

    `article_id` is the key of the canonical address, `revision_id` of article, title and text. `published_on` is the
    day in the publisher's own zone, `published_offset` that zone's offset in minutes east of UTC where the page gives
    one. `capture_id` is the capture the text was first read from. `parts` are the posts of a live blog in the text's
    order; a stretch of text in none of them belongs to the whole. `candidates` is what the page says of each field.
    """

    revision_id: str
    run_id: str
    article_id: str
    capture_id: str
    source_id: str | None
    url: str
    site: str
    title: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    published_offset: int | None
    published_on: date | None
    modified_at: datetime | None
    language: str | None
    language_confidence: float | None
    kind: PageKind
    credit: str | None
    text: str
    text_sha256: str
    first_seen_at: datetime
    extractor: str
    dateline: Dateline | None = None
    credits: tuple[CreditLine, ...] = ()
    parts: tuple[Part, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a text or title: code points, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """One difference between a revision and the one before it.

    `field`: title, paragraph, number, authors or published_at. Paragraphs are counted from 1; a number in the title has
    none. `old_start`..`new_end` are places in the two texts, of the paragraph or the number, and of a title's number in
    the titles; `old_spans` and `new_spans` the words that differ. `old_value` and `new_value` are null for a paragraph,
    whose words stand in the texts. `noun` is what a number counts, as the words after it say.
    """

    change_id: str
    article_id: str
    revision_id: str
    previous_revision_id: str
    run_id: str
    field: ChangedField
    change: Literal["changed", "added", "removed", "moved"]
    old_value: str | None = None
    new_value: str | None = None
    old_paragraph: int | None = None
    new_paragraph: int | None = None
    old_start: int | None = None
    old_end: int | None = None
    new_start: int | None = None
    new_end: int | None = None
    old_spans: tuple[Stretch, ...] = ()
    new_spans: tuple[Stretch, ...] = ()
    old_number: float | None = None
    new_number: float | None = None
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sample of a revision's passages, by which copies are found.

    A passage is a few words in a row, kept as a hash of 63 bits. `sample` holds one passage in `every`, always those
    with the lowest hashes, so that the samples of two texts can be compared. `told_at` is when the text was published,
    else first seen: of two copies the one told first is repeated.
    """

    revision_id: str
    article_id: str
    told_at: datetime
    passages: int
    every: int
    sample: frozenset[int]


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text that later ones are compared with.

    `root`: the number of the text that is kept for the passages it shares; `earliest`: of the one told first among
    itself and those it was linked with.
    """

    number: int
    root: int
    earliest: int
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class RevisionReturn:
    """That a page showed an earlier text of its article again after another one: since `seen_at` it is the current."""

    revision_id: str
    article_id: str
    run_id: str
    capture_id: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """When a page showed which text of its article; sightings of one article in order of time tell what was current."""

    seen_at: datetime
    revision_id: str


@dataclass(frozen=True, slots=True)
class CopyLink:
    """That `revision_id` repeats `copy_of`, which was told earlier.

    `similarity`: share of all their passages that both have. `containment`: share of the shorter text's passages that
    the other has, where a passage that unrelated texts have too counts for less. Both are estimates from samples.
    `shared` is the longest stretch of the repeating text whose words stand in the repeated one in the same order.
    """

    revision_id: str
    copy_of: str
    run_id: str
    similarity: float
    containment: float
    found_at: datetime
    shared: Stretch | None = None


@dataclass(frozen=True, slots=True)
class StoryLink:
    """That an article belongs to a story; `story_id` is the key of the story's first article.

    `score`: average likeness to the story's latest articles. `why`: the shared words that bind it, weightiest first.
    `turn`: 1 for the first story of an article, one more each time that later articles showed it to belong elsewhere.
    """

    article_id: str
    story_id: str
    run_id: str
    score: float
    why: tuple[str, ...]
    assigned_at: datetime
    turn: int = 1


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article as stories are made of it: how much each of its terms counts in it, and each as it is written there.

    A term is what words are compared by. `told_at` is when the article was published, else when it was first seen.
    """

    article_id: str
    told_at: datetime
    terms: Mapping[str, float]
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that has its story; both have numbers in the order in which they came.

    `story_id` is the key of the story's first article; `turn`: how many stories this article has been in.
    """

    number: int
    story: int
    story_id: str
    turn: int
    told: ToldArticle


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Which story an article is in at last, and how many it has been in."""

    article_id: str
    story_id: str
    turn: int
