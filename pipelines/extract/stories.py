"""Stories: articles about one happening, put together in the order of their arrival.

A new article is put beside the latest articles of the stories nearest to it in words and time, and all of these are
grouped anew by average likeness, the likest first. Two groups are one story where they are nearly as like each other as
each is within itself: reports of a kind resemble each other by their kind, and those of one happening by more. So what
an early article was put to wrongly is put right by those that come after it, in whatever order they come.

Words weigh by how rare they are among all articles so far, and among those compared. A story's id is the key of its
first article: where stories turn out to be one the older id stays, and where one turns out to be two it stays with the
first article. How much is compared does not grow with how many articles there are.

Which title a story goes by is not decided here.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipelines.extract.story_words import terms_told
from pipelines.records import KnownArticle, Revision, StoryLink, ToldArticle

WINDOW = timedelta(days=7)
"""How far apart two articles may be told that bring their stories together; a long story goes on from later ones."""
LEAST = 0.05
"""Least average likeness of the parts of a story."""
USUAL = 0.12
"""Likeness expected within a story of which little is known yet, and how many pairs of articles that counts for."""
USUAL_PAIRS = 3
PAIR = 0.12
"""Least likeness of two articles that alone would make a story: no third confirms what they share."""
COHERENT = 0.6
"""Least likeness of two groups as a share of that within them."""
SAME = 0.25
"""Likeness counts up to this: reprints of one report shall not make other reports of the happening seem foreign."""
LATEST = 12
"""Articles that stand for a story: those that came last."""
PROBES = 24
"""Words that neighbours are looked for by: an article's weightiest."""
TELLERS = 50
"""Articles looked at for a word: of those within the window the ones told last."""
NEAREST = 40
"""Neighbours whose stories are looked at, and how many stories at most."""
STORIES = 6

RARE = 8
"""A word of fewer than one in RARE of the articles compared tells no more than one of these: it is a story's own."""

_WHY = 8
_FEWEST = 50
_FEWEST_BESIDE = 20
"""Floors to the numbers of articles that rarity is measured by, so that the first few do not decide it."""

Matrix = npt.NDArray[np.float64]


class Articles(Protocol):
    """The articles that have a story, found by their words."""

    def frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """In how many articles each of these terms stands."""

    def total(self) -> int:
        """How many articles there are."""

    def number(self, article_id: str) -> int | None:
        """The number of an article, None if it is not there."""

    def tellers(self, some: str, since: datetime, until: datetime, limit: int) -> Sequence[int]:
        """The numbers of the articles told within this time that are kept for a term, those told last first."""

    def articles(self, numbers: Collection[int]) -> Mapping[int, KnownArticle]:
        """The articles with these numbers."""

    def of_story(self, story: int, limit: int | None = None) -> Sequence[int]:
        """The numbers of a story's articles, latest first."""

    def add(self, told: ToldArticle, story_id: str, turn: int, kept_for: Collection[str]) -> int:
        """Keep an article in a story, by these terms; returns its number."""

    def move(self, number: int, story_id: str) -> None:
        """Put an article into another story."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Articles beside each other, by number, and which belong together."""

    found: Mapping[int, KnownArticle]
    groups: tuple[frozenset[int], ...]


def assign_stories(new: Sequence[Revision], known: Articles, *, run_id: str, assigned_at: datetime) -> list[StoryLink]:
    """Links for the articles of `new` that have no story yet, in order of telling, then key, and for those they move.

    `why` holds the words that bind the article to its story, weightiest first, as the article writes them; a story's
    only article has none and the score 1.
    """
    links: list[StoryLink] = []
    for revision in sorted(new, key=lambda one: (told_at(one), one.article_id, one.revision_id)):
        if known.number(revision.article_id) is not None:
            continue
        number = take(told_article(revision), known)
        moved = _settle(_beside(number, known), known) - {number}
        links += (_link(each, known, run_id, assigned_at) for each in [number, *sorted(moved)])
    return links


def told_article(revision: Revision) -> ToldArticle:
    """An article as stories are made of it."""
    return ToldArticle(
        revision.article_id, told_at(revision), *terms_told(revision.title, revision.text, revision.language)
    )


def take(told: ToldArticle, known: Articles, story_id: str | None = None, turn: int = 0) -> int:
    """Keep an article by its weightiest words, in a story or, until it is settled, alone; returns its number."""
    [weighed] = _weighed([told], known)
    return known.add(told, story_id or told.article_id, turn, _probes(weighed))


def told_at(revision: Revision) -> datetime:
    """When an article was told: published, else first seen."""
    return revision.published_at or revision.first_seen_at


def _beside(number: int, known: Articles) -> Grouped:
    """An article and the latest of the stories nearest to it, grouped anew."""
    own = known.articles([number])[number]
    [mine] = _weighed([own.told], known)
    near: defaultdict[int, float] = defaultdict(float)
    since, until = _around(own.told.told_at)
    for each in _probes(mine):
        for other in known.tellers(each, since, until, TELLERS):
            near[other] += mine[each] ** 2
    near.pop(number, None)
    nearest = sorted(near, key=lambda other: (-near[other], other))[:NEAREST]
    found = known.articles(nearest)
    stories = list(dict.fromkeys(found[other].story for other in nearest))[:STORIES]
    latest = {each for story in stories for each in known.of_story(story, LATEST)}
    found = known.articles(latest | {number})
    numbers = sorted(found)
    likeness = _likeness(_weighed([found[each].told for each in numbers], known))
    groups = (frozenset(numbers[at] for at in group) for group in group_alike(likeness))
    return Grouped(found, tuple(groups))


def _around(at: datetime) -> tuple[datetime, datetime]:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    return max(at, first + WINDOW) - WINDOW, min(at, last - WINDOW) + WINDOW


def _weighed(articles: Sequence[ToldArticle], known: Articles) -> list[dict[str, float]]:
    """The terms of articles weighed by rarity, each article's of length 1."""
    frequency = known.frequencies({each for told in articles for each in told.terms})
    total = max(known.total() + 1, _FEWEST)
    rarity = {each: math.log(1 + total / (0.5 + often)) for each, often in frequency.items()}
    weighed = []
    for told in articles:
        raw = {each: weight * rarity[each] for each, weight in told.terms.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        weighed.append({each: value / length for each, value in raw.items()})
    return weighed


def _probes(weighed: Mapping[str, float]) -> list[str]:
    return sorted(weighed, key=lambda each: (-weighed[each], each))[:PROBES]


def _likeness(articles: Sequence[Mapping[str, float]]) -> Matrix:
    """Of each two of these articles, words weighed again by how rare they are among them.

    What all reports of a kind share (the champion, the sea where pirates are) does not tell one of its happenings from
    another (Yang et al. 2002, topic-conditioned novelty detection).
    """
    among = Counter(each for terms in articles for each in terms)
    total = max(len(articles), _FEWEST_BESIDE)
    rarity = {each: math.log(1 + total / max(0.5 + often, total / RARE)) for each, often in among.items()}
    columns = {each: at for at, each in enumerate(each for each, often in among.items() if often > 1)}
    weights = np.zeros((len(articles), len(columns)))
    for row, terms in enumerate(articles):
        weighed = {each: value * rarity[each] for each, value in terms.items()}
        length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
        shared = [each for each in weighed if each in columns]
        weights[row, [columns[each] for each in shared]] = [weighed[each] / length for each in shared]
    return np.minimum(weights @ weights.T, SAME)


def group_alike(likeness: Matrix) -> list[frozenset[int]]:
    """Positions that belong together: groups joined by average likeness, the likest first, while they cohere."""
    between = likeness.copy()
    np.fill_diagonal(between, -1.0)
    size = np.ones(len(likeness))
    within = np.zeros(len(likeness))
    members = {at: {at} for at in range(len(likeness))}

    def cohesion(at: int) -> float:
        pairs = size[at] * (size[at] - 1) / 2
        return float((within[at] + USUAL * USUAL_PAIRS) / (pairs + USUAL_PAIRS))

    while len(members) > 1:
        one, other = (int(at) for at in np.unravel_index(np.argmax(between), between.shape))
        alike = float(between[one, other])
        if alike < LEAST:
            break
        alone = size[one] == size[other] == 1
        if alike < COHERENT * (cohesion(one) + cohesion(other)) / 2 or (alone and alike < PAIR):
            between[one, other] = between[other, one] = -1.0
            continue
        within[one] += within[other] + alike * size[one] * size[other]
        joined = (between[one] * size[one] + between[other] * size[other]) / (size[one] + size[other])
        # Two that do not cohere do not become one by what joins either of them.
        joined[(between[one] < 0) | (between[other] < 0)] = -1.0
        between[one], between[:, one] = joined, joined
        between[other], between[:, other] = -1.0, -1.0
        size[one] += size[other]
        members[one] |= members.pop(other)
    return [frozenset(group) for group in members.values()]


def _settle(beside: Grouped, known: Articles) -> set[int]:
    """Give each group its story, and move there what stands elsewhere or nowhere; returns what was moved."""
    found = beside.found
    stories = {each.story: each.story_id for each in found.values()}
    heirs = {story: _heir(story_id, beside) for story, story_id in stories.items()}
    moved: set[int] = set()
    for at, group in enumerate(beside.groups):
        inherited = sorted(story for story, heir in heirs.items() if heir == at)
        story_id = stories[inherited[0]] if inherited else found[min(group)].told.article_id
        # Of a story that ends in another one, the articles that came before its latest go along.
        earlier = (each for ended in inherited[1:] for each in known.of_story(ended) if each not in found)
        for each in [*sorted(group), *earlier]:
            if each not in found or not found[each].turn or found[each].story_id != story_id:
                known.move(each, story_id)
                moved.add(each)
    return moved


def _heir(story_id: str, beside: Grouped) -> int:
    """The group that goes on with a story: that of its first article, else that of most of its latest."""

    def claim(at: int) -> tuple[bool, int, int]:
        group, found = beside.groups[at], beside.found
        own = [each for each in group if found[each].story_id == story_id]
        return any(found[each].told.article_id == story_id for each in group), len(own), -min(own, default=0)

    return max(range(len(beside.groups)), key=claim)


def _link(number: int, known: Articles, run_id: str, assigned_at: datetime) -> StoryLink:
    article = known.articles([number])[number]
    others = [each for each in known.of_story(article.story, LATEST + 1) if each != number][:LATEST]
    beside = known.articles(others).values()
    mine, *theirs = _weighed([each.told for each in (article, *beside)], known)
    shared = {each: value * sum(other.get(each, 0.0) for other in theirs) for each, value in mine.items()}
    binding = sorted((each for each in shared if shared[each] > 0), key=lambda each: (-shared[each], each))
    return StoryLink(
        article_id=article.told.article_id,
        story_id=article.story_id,
        run_id=run_id,
        score=round(min(1.0, sum(shared.values()) / len(theirs)), 4) if theirs else 1.0,
        why=tuple(article.told.written[each] for each in binding[:_WHY]),
        assigned_at=assigned_at,
        turn=article.turn,
    )
