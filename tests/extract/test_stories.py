"""Articles about one happening find each other, in the order of their arrival."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from pipelines.extract.stories import LATEST, assign_stories, group_alike, told_article
from pipelines.extract.story_words import terms_told
from pipelines.records import Revision, StoryLink
from pipelines.warehouse.relations import Relations
from pipelines.warehouse.story_index import StoryIndex
from tests.evaluation.stories_set import reports
from tests.extract.rows import START, revision

FERRY = revision(
    "wire",
    "Ferry crews of Port Selim walked off their ships on Monday after the harbour board cut night pay. Both islands of"
    " the strait were left without a service.",
    title="Ferry crews walk out at Port Selim",
)
FERRY_LATER = revision(
    "daily",
    "The harbour board of Port Selim offered talks to striking ferry crews on Tuesday as the islands of the strait"
    " spent a second day without night sailings or pay for the crews.",
    title="Port Selim board offers talks to ferry crews",
    hours=26,
)
APRICOTS = revision(
    "bazaar",
    "Apricot growers in the upper valley sold at a loss on Tuesday because a late harvest filled the drying yards.",
    title="Late harvest costs apricot growers dear",
    hours=27,
)


@pytest.fixture
def known() -> Iterator[StoryIndex]:
    with Relations.open(None) as relations:
        yield relations.stories


def assign(known: StoryIndex, *new: Revision) -> list[StoryLink]:
    return assign_stories(new, known, run_id="r", assigned_at=START)


def told(links: list[StoryLink]) -> dict[str, str]:
    """The story of each article by its last link."""
    return {link.article_id: link.story_id for link in links}


def test_reports_of_one_happening_join_and_say_why(known: StoryIndex) -> None:
    links = assign(known, FERRY, FERRY_LATER, APRICOTS)
    stories = told(links)
    assert stories[FERRY_LATER.article_id] == FERRY.article_id
    assert stories[APRICOTS.article_id] == APRICOTS.article_id
    assert {"Selim", "ferry"} <= set(links[1].why)
    assert (links[0].why, links[0].score, links[0].turn) == ((), 1.0, 1)


def test_one_by_one_or_together_gives_the_same_stories(known: StoryIndex) -> None:
    one_by_one = [link for each in (FERRY, FERRY_LATER, APRICOTS) for link in assign(known, each)]
    with Relations.open(None) as other:
        assert assign(other.stories, APRICOTS, FERRY_LATER, FERRY) == one_by_one


def test_an_article_is_taken_once(known: StoryIndex) -> None:
    assert len(assign(known, FERRY)) == 1
    assert assign(known, FERRY, replace(FERRY, revision_id="later", text="Other words.")) == []


def test_the_same_words_weeks_apart_are_two_stories(known: StoryIndex) -> None:
    again = revision("daily", FERRY.text, title=FERRY.title, hours=24 * 30)
    stories = told(assign(known, FERRY, again))
    assert stories[again.article_id] == again.article_id


def test_articles_without_words_begin_their_own(known: StoryIndex) -> None:
    bare = [revision("a", "", title=None), revision("b", "", title=None)]
    stories = told(assign(known, *bare))
    assert all(article == story for article, story in stories.items())


def test_reprints_of_one_report_leave_room_for_other_reports(known: StoryIndex) -> None:
    reprints = [revision(f"mirror{n}", FERRY.text, title=FERRY.title, hours=n) for n in range(8)]
    stories = told(assign(known, *reprints, FERRY_LATER))
    assert len(set(stories.values())) == 1


@pytest.mark.parametrize("order", ["first", "second", "third"])
def test_happenings_of_one_kind_are_told_apart_in_whatever_order_they_come(known: StoryIndex, order: str) -> None:
    kinds = ("boxing, one champion", "pirates, one sea", "recall, one carmaker")
    fed = sorted(reports(kinds), key=lambda each: hashlib.sha256((order + each.name).encode()).hexdigest())
    rows = [revision(each.name, each.text, title=each.title, hours=n / 60) for n, each in enumerate(fed)]
    links = assign(known, *rows)
    stories = told(links)
    true = defaultdict(set)
    for row, each in zip(rows, fed, strict=True):
        true[each.story].add(stories[row.article_id])
    assert [len(ids) for ids in true.values()] == [1] * 6
    assert len(set(stories.values())) == 6
    # Some were put to their like at first, and moved when what sets the two apart was known.
    assert len(links) > len(rows)
    for row in rows:
        turns = [link.turn for link in links if link.article_id == row.article_id]
        assert turns == list(range(1, len(turns) + 1))


def test_where_two_stories_are_one_the_older_id_stays(known: StoryIndex) -> None:
    one = known.add(told_article(FERRY), FERRY.article_id, 1, ("selim", "ferry", "harbour"))
    known.add(told_article(FERRY_LATER), FERRY_LATER.article_id, 1, ("selim", "ferry", "harbour"))
    links = assign(known, revision("third", FERRY.text + FERRY_LATER.text, title=FERRY_LATER.title, hours=30))
    assert {link.story_id for link in links} == {FERRY.article_id}
    assert known.articles([one])[one].turn == 1
    assert sorted(link.turn for link in links) == [1, 2]


def test_all_of_a_long_story_goes_along_when_it_ends_in_another(known: StoryIndex) -> None:
    assign(known, FERRY)
    late = [replace(FERRY_LATER, article_id=f"late{n:02}") for n in range(2 * LATEST)]
    for each in late:
        known.add(told_article(each), "late00", 1, ("selim", "ferry", "harbour"))
    links = assign(known, revision("third", FERRY.text + FERRY_LATER.text, title=FERRY.title, hours=30))
    assert set(told(links).values()) == {FERRY.article_id}
    assert len(links) == 1 + len(late)


def test_function_words_of_another_language_bind_nothing() -> None:
    """Among English articles they would be the rarest of words."""
    terms, _ = terms_told("El juez cita al fiscal", "La junta y los vecinos de la isla se reunieron en el puerto", "es")
    assert {"la", "los", "de", "el", "en", "se"}.isdisjoint(terms)
    assert {"juez", "fiscal", "vecino", "isla", "puerto"} <= terms.keys()
    assert "die" in terms_told("Two die in the strait", "", "en")[0], "a word of its own in English"


def test_two_articles_that_share_little_are_no_story_until_a_third_confirms_it() -> None:
    """Of two reports on one country or company, words in common say less than of three."""
    little, much = 0.1, 0.2
    assert group_alike(np.array([[1, little], [little, 1]])) == [{0}, {1}]
    three = np.array([[1, much, little], [much, 1, little], [little, little, 1]])
    assert group_alike(three) == [{0, 1, 2}]
