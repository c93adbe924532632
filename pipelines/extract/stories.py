"""Stories: articles about one happening, put together in the order of their arrival.

An article joins the story that it is most like within a window of time, or begins its own. It is compared with the
story's latest articles taken together, once by all words and once by the names alone: two happenings of one kind share
words, and differ in who and where. Words weigh by how rare they are among the articles seen so far, those of the title
and names more. A story's id is the key of its first article and never changes; an article never changes its story.
Which title a story goes by is not decided here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice

from pipelines.extract.knowledge import FOLDER, Strict, load
from pipelines.records import Revision, StoryInput, StoryLink

WINDOW = timedelta(days=7)
"""How far apart two articles of a story may be told; a long story goes on from its later articles."""
JOINED = 0.24
"""Least likeness to a story."""
NAMES = 0.4
"""Share of the likeness that names have."""
LATEST = 20
"""Articles that stand for a story: those that joined last."""
COMPARED = 12
"""Stories that an article is compared with in full: those that have most of its weighty words."""

_LEAD = 1_500
_TITLE_WEIGHT = 2.0
_NAME_WEIGHT = 1.5
_WHY = 8

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2,}")


class _Words(Strict):
    stopwords: str


@dataclass(frozen=True, slots=True)
class _Terms:
    """The words of an article and the names among them, with their weights, and each as it is written there."""

    words: Mapping[str, float]
    names: Mapping[str, float]
    written: Mapping[str, str]


@dataclass(slots=True)
class _Story:
    """The latest articles of a story and the sums of their terms; `first` and `last` span when its articles told."""

    story_id: str
    first: datetime
    last: datetime
    articles: deque[_Terms] = field(default_factory=deque)
    words: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)


class Newsroom:
    """The articles seen so far and the stories they make, to be asked in the order in which articles come.

    It is told of known articles by the day, so that only those near new ones need be read, each of them once.
    """

    def __init__(self, *, window: timedelta = WINDOW) -> None:
        self._window = window
        self._days: set[date] = set()
        self._articles: set[str] = set()
        self._stories: dict[str, _Story] = {}
        self._frequency: Counter[str] = Counter()
        self._index: defaultdict[str, set[str]] = defaultdict(set)

    def unknown_days(self, new: Iterable[Revision]) -> set[date]:
        """The days (UTC) within the window around new articles whose articles it has not been told of."""
        reach = range(-self._window.days, self._window.days + 1)
        told = {told_at(revision).astimezone(UTC).date() for revision in new}
        return {day + timedelta(days=shift) for day in told for shift in reach if _possible(day, shift)} - self._days

    def know(self, days: Collection[date], articles: Iterable[StoryInput]) -> None:
        """Take note of the articles told on these days."""
        self._days.update(days)
        for item in sorted(articles, key=lambda item: (item.told_at, item.article_id)):
            if item.article_id not in self._articles:
                terms = _terms(item.title or "", item.text[:_LEAD])
                self._frequency.update(terms.words)
                self._add(item.article_id, item.story_id, item.told_at, terms)

    def assign(self, new: Sequence[Revision], *, run_id: str, assigned_at: datetime) -> list[StoryLink]:
        """One link for each article of `new` that has no story yet, in order of telling, then key.

        `why` holds the words that bind the article to its story, weightiest first, as the article writes them; a
        story's first article has none and the score 1.
        """
        links: list[StoryLink] = []
        for revision in sorted(new, key=lambda one: (told_at(one), one.article_id, one.revision_id)):
            if revision.article_id in self._articles:
                continue
            terms, at = _terms(revision.title or "", revision.text[:_LEAD]), told_at(revision)
            self._frequency.update(terms.words)
            story_id, score, why = self._nearest(terms, at) or (revision.article_id, 1.0, ())
            self._add(revision.article_id, story_id, at, terms)
            links.append(StoryLink(revision.article_id, story_id, run_id, score, why, assigned_at))
        return links

    def _nearest(self, terms: _Terms, told_at: datetime) -> tuple[str, float, tuple[str, ...]] | None:
        mine, names = self._vector(terms.words), self._vector(terms.names)
        near: defaultdict[str, float] = defaultdict(float)
        for term in sorted(mine, key=lambda term: (-mine[term], term))[:40]:
            for story_id in self._index[term]:
                near[story_id] += mine[term]
        best: tuple[float, str, dict[str, float]] | None = None
        # The most promising first: a full comparison of each would cost as much as all stories have words.
        promising = (story_id for story_id in sorted(near, key=lambda each: (-near[each], each)))
        for story_id in islice((each for each in promising if self._within(each, told_at)), COMPARED):
            story = self._stories[story_id]
            theirs = self._vector(story.words)
            likeness = (1 - NAMES) * _cosine(mine, theirs) + NAMES * _cosine(names, self._vector(story.names))
            if likeness >= JOINED and (best is None or likeness > best[0]):
                best = (likeness, story_id, theirs)
        if best is None:
            return None
        likeness, story_id, theirs = best
        shared = sorted((term for term in mine if term in theirs), key=lambda term: (-mine[term] * theirs[term], term))
        return story_id, round(min(likeness, 1.0), 4), tuple(terms.written[term] for term in shared[:_WHY])

    def _within(self, story_id: str, told_at: datetime) -> bool:
        story = self._stories[story_id]
        return story.first - self._window <= told_at <= story.last + self._window

    def _add(self, article_id: str, story_id: str, told_at: datetime, terms: _Terms) -> None:
        self._articles.add(article_id)
        story = self._stories.setdefault(story_id, _Story(story_id, told_at, told_at))
        story.first, story.last = min(story.first, told_at), max(story.last, told_at)
        story.articles.append(terms)
        _count(story.words, terms.words, 1)
        _count(story.names, terms.names, 1)
        for term in terms.words:
            self._index[term].add(story_id)
        if len(story.articles) > LATEST:
            oldest = story.articles.popleft()
            _count(story.names, oldest.names, -1)
            for term in _count(story.words, oldest.words, -1):
                self._index[term].discard(story_id)

    def _vector(self, terms: Mapping[str, float]) -> dict[str, float]:
        """Weights by rarity, of length 1. A floor to the number of articles keeps the first few from deciding it."""
        total = max(len(self._articles) + 1, 50)
        raw = {term: weight * math.log(1 + total / (0.5 + self._frequency[term])) for term, weight in terms.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {term: value / length for term, value in raw.items()}


def _count(sums: Counter[str], terms: Mapping[str, float], sign: int) -> list[str]:
    """Add terms to the sums or take them away; returns those of which nothing is left."""
    gone = []
    for term, weight in terms.items():
        sums[term] += sign * weight  # type: ignore[assignment]
        if sums[term] < 1e-9:
            del sums[term]
            gone.append(term)
    return gone


def _cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    if len(second) < len(first):
        first, second = second, first
    return sum(value * second.get(term, 0.0) for term, value in first.items())


def _terms(title: str, lead: str) -> _Terms:
    """The words of an article with how often they stand there, damped; those of the title and names count more."""
    words: defaultdict[str, float] = defaultdict(float)
    names: defaultdict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    for text, weight in ((title, _TITLE_WEIGHT), (lead, 1.0)):
        for term, word, named in _words(unicodedata.normalize("NFKC", text)):
            words[term] += weight * (_NAME_WEIGHT if named else 1.0)
            if named:
                names[term] += weight
                written[term] = word
            else:
                written.setdefault(term, word.casefold())
    return _Terms(_damped(words), _damped(names), written)


def _damped(counts: Mapping[str, float]) -> dict[str, float]:
    return {term: 1 + math.log(count) if count > 1 else count for term, count in sorted(counts.items())}


def _words(text: str) -> Iterable[tuple[str, str, bool]]:
    """Each word as it is compared, as it is written, and whether it is a name's."""
    for match in _WORD.finditer(text):
        word = match[0]
        if run := _UNPARTED.search(word):
            # Pairs of characters stand in for words where nothing parts them.
            yield from ((run[0][at : at + 2], run[0][at : at + 2], False) for at in range(len(run[0]) - 1))
            continue
        named = word[0].isupper() and match.start() > 1 and text[match.start() - 2] not in ".!?:\"“‘'"
        written = re.sub(r"['’]s?$|['’]s\b", "", word)
        word = written.casefold()
        if len(word) < 2 or word in _stopwords() or (word.isdigit() and len(word) < 2):
            continue
        yield _stem(word), written, named


def _stem(word: str) -> str:
    """A word without the commonest English endings: enough to join plurals and tenses."""
    if not word.isascii() or len(word) < 5:
        return word
    for ending, least in (("ing", 4), ("ied", 3), ("ies", 3), ("ed", 4), ("es", 4), ("s", 4)):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= least:
            word = word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(load(FOLDER / "stories.yml", _Words).stopwords.split())


def _possible(day: date, shift: int) -> bool:
    return date.min.toordinal() <= day.toordinal() + shift <= date.max.toordinal()


def told_at(revision: Revision) -> datetime:
    """When an article was told: published, else first seen."""
    return revision.published_at or revision.first_seen_at
