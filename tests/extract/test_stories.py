"""Articles about one happening find each other, in the order of their arrival."""

from __future__ import annotations

from pipelines.extract.stories import assign
from pipelines.records import Revision, StoryInput, StoryLink
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


def told(links: list[StoryLink]) -> dict[str, str]:
    return {link.article_id: link.story_id for link in links}


def known(*items: Revision, story: str) -> list[StoryInput]:
    return [StoryInput(each.article_id, story, each.title, each.text, each.first_seen_at) for each in items]


def test_reports_of_one_happening_join_and_say_why() -> None:
    links = assign([FERRY, FERRY_LATER, APRICOTS], [], run_id="r", assigned_at=START)
    stories = told(links)
    assert stories[FERRY_LATER.article_id] == FERRY.article_id
    assert stories[APRICOTS.article_id] == APRICOTS.article_id
    assert {"selim", "ferry"} <= set(links[1].why)
    assert (links[0].why, links[0].score) == ((), 1.0)


def test_one_by_one_or_together_gives_the_same_stories() -> None:
    at_once = told(assign([APRICOTS, FERRY_LATER, FERRY], [], run_id="r", assigned_at=START))
    first = assign([FERRY], [], run_id="r", assigned_at=START)
    second = assign([FERRY_LATER], known(FERRY, story=FERRY.article_id), run_id="r", assigned_at=START)
    assert told(first + second) == {k: v for k, v in at_once.items() if k != APRICOTS.article_id}


def test_an_article_keeps_its_story() -> None:
    assert assign([FERRY], known(FERRY, story="older"), run_id="r", assigned_at=START) == []


def test_a_story_keeps_the_id_it_has() -> None:
    links = assign([FERRY_LATER], known(FERRY, story="older"), run_id="r", assigned_at=START)
    assert told(links) == {FERRY_LATER.article_id: "older"}


def test_the_same_words_weeks_apart_are_two_stories() -> None:
    again = revision("daily", FERRY.text, title=FERRY.title, hours=24 * 30)
    stories = told(assign([FERRY, again], [], run_id="r", assigned_at=START))
    assert stories[again.article_id] == again.article_id


def test_articles_without_words_begin_their_own() -> None:
    bare = [revision("a", "", title=None), revision("b", "", title=None)]
    stories = told(assign(bare, [], run_id="r", assigned_at=START))
    assert all(article == story for article, story in stories.items())
