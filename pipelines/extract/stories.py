"""Stories: articles about one happening, put together in the order of their arrival.

An article joins the story whose articles share most of its weighty words within a window of time, or begins its own.
Words weigh by how rare they are among the articles seen so far, those of the title and names more. A story's id is the
key of its first article and never changes; an article never changes its story. Which title a story goes by is not
decided here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, lru_cache

from pipelines.extract.knowledge import FOLDER, Strict, load
from pipelines.records import Revision, StoryInput, StoryLink

WINDOW = timedelta(days=7)
"""How far apart two articles of a story may be told; a long story goes on from its later articles."""
JOINED = 0.22
"""Least likeness to a story's nearest article."""
TOGETHER = 0.12
"""Least likeness to the story as a whole, so that a chain of neighbours does not run away."""

_LEAD = 1_500
_TITLE_WEIGHT = 2.0
_NAME_WEIGHT = 1.5
_WHY = 8

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2,}")


class _Words(Strict):
    stopwords: str


@dataclass(slots=True)
class _Article:
    article_id: str
    story_id: str
    told_at: datetime
    terms: Mapping[str, float]


@dataclass(slots=True)
class _Newsroom:
    """The articles seen so far, indexed by their words."""

    articles: dict[str, _Article] = field(default_factory=dict)
    frequency: Counter[str] = field(default_factory=Counter)
    index: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    members: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, terms: Iterable[str]) -> None:
        self.frequency.update(terms)

    def add(self, article: _Article) -> None:
        self.articles[article.article_id] = article
        self.members[article.story_id].append(article.article_id)
        for term in article.terms:
            self.index[term].append(article.article_id)

    def vector(self, terms: Mapping[str, float]) -> dict[str, float]:
        """Weights by rarity, of length 1. A floor to the number of articles keeps the first few from deciding it."""
        total = max(len(self.articles) + 1, 50)
        raw = {term: weight * math.log(1 + total / (0.5 + self.frequency[term])) for term, weight in terms.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {term: value / length for term, value in raw.items()}


def assign(
    new: Sequence[Revision],
    known: Sequence[StoryInput],
    *,
    run_id: str,
    assigned_at: datetime,
    window: timedelta = WINDOW,
) -> list[StoryLink]:
    """One link for each article of `new` that is not among `known`, in order of telling, then key.

    `known` are the articles told since the earliest of `new` less `window`. `why` holds the words that bind the
    article to its story, weightiest first; a story's first article has none and the score 1.
    """
    newsroom = _Newsroom()
    for item in sorted(known, key=lambda item: (item.told_at, item.article_id)):
        terms = _terms(item.title or "", item.text[:_LEAD])
        newsroom.count(terms)
        newsroom.add(_Article(item.article_id, item.story_id, item.told_at, terms))
    links: list[StoryLink] = []
    for revision in sorted(new, key=lambda one: (_told_at(one), one.article_id, one.revision_id)):
        if revision.article_id in newsroom.articles:
            continue
        terms = _terms(revision.title or "", revision.text[:_LEAD])
        newsroom.count(terms)
        link = _link(newsroom, revision, terms, window)
        newsroom.add(_Article(revision.article_id, link[0], _told_at(revision), terms))
        links.append(StoryLink(revision.article_id, link[0], run_id, link[1], link[2], assigned_at))
    return links


def _link(
    newsroom: _Newsroom, revision: Revision, terms: Mapping[str, float], window: timedelta
) -> tuple[str, float, tuple[str, ...]]:
    told_at = _told_at(revision)
    mine = newsroom.vector(terms)
    near: defaultdict[str, float] = defaultdict(float)
    for term in sorted(mine, key=lambda term: -mine[term])[:40]:
        for other in newsroom.index[term]:
            if abs(newsroom.articles[other].told_at - told_at) <= window:
                near[other] += mine[term]
    best: tuple[float, str, str] | None = None
    # The most promising first: a full comparison of each would cost as much as all articles have words.
    for other, _ in sorted(near.items(), key=lambda item: (-item[1], item[0]))[:50]:
        article = newsroom.articles[other]
        likeness = _cosine(mine, newsroom.vector(article.terms))
        if likeness >= JOINED and (best is None or likeness > best[0]):
            if _whole(newsroom, mine, article.story_id, told_at, window) < TOGETHER:
                continue
            best = (likeness, article.story_id, other)
    if best is None:
        return revision.article_id, 1.0, ()
    likeness, story_id, other = best
    theirs = newsroom.vector(newsroom.articles[other].terms)
    shared = sorted((t for t in mine if t in theirs), key=lambda term: (-mine[term] * theirs[term], term))
    return story_id, round(min(likeness, 1.0), 4), tuple(shared[:_WHY])


def _whole(
    newsroom: _Newsroom, mine: Mapping[str, float], story_id: str, told_at: datetime, window: timedelta
) -> float:
    """Mean likeness to the story's articles of the window, at most the ten told last."""
    members = [newsroom.articles[member] for member in newsroom.members[story_id]]
    recent = [member for member in members if abs(member.told_at - told_at) <= window][-10:]
    return sum(_cosine(mine, newsroom.vector(member.terms)) for member in recent) / max(len(recent), 1)


def _cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    if len(second) < len(first):
        first, second = second, first
    return sum(value * second.get(term, 0.0) for term, value in first.items())


@lru_cache(maxsize=16_384)
def _terms(title: str, lead: str) -> Mapping[str, float]:
    """The words of an article with how often they stand there, damped; title and names count more."""
    counts: defaultdict[str, float] = defaultdict(float)
    for text, weight in ((title, _TITLE_WEIGHT), (lead, 1.0)):
        for term, named in _words(unicodedata.normalize("NFKC", text)):
            counts[term] += weight * (_NAME_WEIGHT if named else 1.0)
    return {term: 1 + math.log(count) if count > 1 else count for term, count in sorted(counts.items())}


def _words(text: str) -> Iterable[tuple[str, bool]]:
    for match in _WORD.finditer(text):
        word = match[0]
        if run := _UNPARTED.search(word):
            # Pairs of characters stand in for words where nothing parts them.
            yield from ((run[0][at : at + 2], False) for at in range(len(run[0]) - 1))
            continue
        named = word[0].isupper() and match.start() > 1 and text[match.start() - 2] not in ".!?:\"“‘'"
        word = re.sub(r"['’]s?$|['’]s\b", "", word.casefold())
        if len(word) < 2 or word in _stopwords() or (word.isdigit() and len(word) < 2):
            continue
        yield _stem(word), named


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


def _told_at(revision: Revision) -> datetime:
    return revision.published_at or revision.first_seen_at
