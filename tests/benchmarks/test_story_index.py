"""What finding its story costs a new article where 5,000 and where 100,000 have theirs."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.extract.stories import PROBES, assign_stories
from pipelines.records import Revision, ToldArticle
from pipelines.warehouse.relations import Relations
from pipelines.warehouse.story_index import StoryIndex
from tests.extract.rows import START, revision

pytestmark = pytest.mark.bench

A_DAY = 1_000
WORDS = 60
NEW = 200
TOLD_BY = 8
"""Articles of a story."""


def words(number: int, chance: random.Random) -> list[str]:
    """Words as skewed as those of news, among them those of its story, told by others on the same day."""
    own = random.Random(number // TOLD_BY)
    names = [f"name{own.randrange(200_000)}" for _ in range(12)]
    return [f"w{int(40_000 ** chance.random())}" for _ in range(WORDS)] + chance.sample(names, 10)


def article(number: int, chance: random.Random) -> Revision:
    return revision(f"outlet{number}", " ".join(words(number, chance)), hours=24 * number / A_DAY)


def kept(number: int, chance: random.Random, index: StoryIndex) -> None:
    """Keep an article as if it had come, which costs less than to bring it."""
    terms = dict.fromkeys(words(number, chance), 1.0)
    told = ToldArticle(f"a{number}", START + timedelta(days=number / A_DAY), terms, {each: each for each in terms})
    index.add(told, f"a{number - number % TOLD_BY}", 1, list(terms)[-PROBES:])


@pytest.mark.timeout(1_800)
def test_a_new_article_costs_as_much_among_many_as_among_few(tmp_path: Path) -> None:
    chance = random.Random(1)
    costs: list[float] = []
    with Relations.open(tmp_path / "relations.sqlite") as relations:
        for upto in (5_000, 100_000):
            for number in range(relations.stories.total(), upto - NEW):
                kept(number, chance, relations.stories)
            relations.commit()
            cost, joined = costing([article(number, chance) for number in range(upto - NEW, upto)], relations)
            costs.append(cost)
            assert joined > NEW / 2
        size = (tmp_path / "relations.sqlite").stat().st_size
    few, many = costs
    print(
        f"\nprocessor time of a new article: {few:.2f} ms among 5,000, {many:.2f} among 100,000 ({size / 1e6:.0f} MB)"
    )
    assert many < 1.3 * few


def costing(new: list[Revision], relations: Relations) -> tuple[float, int]:
    """Milliseconds of processor time an article on the mean, and how many joined others."""
    began = time.process_time()
    links = assign_stories(new, relations.stories, run_id="r", assigned_at=START)
    took = 1000 * (time.process_time() - began) / len(new)
    return took, sum(link.story_id != link.article_id for link in links)
