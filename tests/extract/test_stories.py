"""Articles about one happening find each other, in the order of their arrival."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.stories import Newsroom
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


def assign(new: Sequence[Revision], known: Sequence[StoryInput]) -> list[StoryLink]:
    """The links of new articles in a newsroom that knows others."""
    newsroom = Newsroom()
    newsroom.know(newsroom.unknown_days(new), known)
    return newsroom.assign(new, run_id="r", assigned_at=START)


def told(links: list[StoryLink]) -> dict[str, str]:
    return {link.article_id: link.story_id for link in links}


def known(*items: Revision, story: str) -> list[StoryInput]:
    return [StoryInput(each.article_id, story, each.title, each.text, each.first_seen_at) for each in items]


def test_reports_of_one_happening_join_and_say_why() -> None:
    links = assign([FERRY, FERRY_LATER, APRICOTS], [])
    stories = told(links)
    assert stories[FERRY_LATER.article_id] == FERRY.article_id
    assert stories[APRICOTS.article_id] == APRICOTS.article_id
    assert {"Selim", "ferry"} <= set(links[1].why)
    assert (links[0].why, links[0].score) == ((), 1.0)


def test_one_by_one_or_together_gives_the_same_stories() -> None:
    at_once = told(assign([APRICOTS, FERRY_LATER, FERRY], []))
    first = assign([FERRY], [])
    second = assign([FERRY_LATER], known(FERRY, story=FERRY.article_id))
    assert told(first + second) == {k: v for k, v in at_once.items() if k != APRICOTS.article_id}


def test_an_article_keeps_its_story() -> None:
    assert assign([FERRY], known(FERRY, story="older")) == []


def test_a_story_keeps_the_id_it_has() -> None:
    links = assign([FERRY_LATER], known(FERRY, story="older"))
    assert told(links) == {FERRY_LATER.article_id: "older"}


def test_the_same_words_weeks_apart_are_two_stories() -> None:
    again = revision("daily", FERRY.text, title=FERRY.title, hours=24 * 30)
    stories = told(assign([FERRY, again], []))
    assert stories[again.article_id] == again.article_id


def test_articles_without_words_begin_their_own() -> None:
    bare = [revision("a", "", title=None), revision("b", "", title=None)]
    stories = told(assign(bare, []))
    assert all(article == story for article, story in stories.items())


def test_a_newsroom_asks_for_each_day_once() -> None:
    newsroom = Newsroom()
    days = newsroom.unknown_days([FERRY, FERRY_LATER])
    assert len(days) == 16
    newsroom.know(days, known(FERRY, story="older"))
    assert newsroom.unknown_days([FERRY_LATER]) == set()
    [link] = newsroom.assign([FERRY, FERRY_LATER], run_id="r", assigned_at=START)
    assert link.story_id == "older"


def test_two_happenings_of_one_kind_are_told_apart_by_names() -> None:
    karsa = [
        "An earthquake shook Port Selim on Monday and damaged the harbour of Karsa, where the governor, Ina Roth, asked"
        " the navy of Karsa for tents.",
        "Tents reached Port Selim after the earthquake. Governor Ina Roth said that Karsa had lost its harbour crane.",
    ]
    ulva = [
        "An earthquake near Dunmere on Monday closed the mines of Ulva; the miners' union under Jo Brandt counted forty"
        " men below ground.",
        "All forty miners of Ulva are safe after the earthquake, Jo Brandt told a crowd in Dunmere on Monday.",
    ]
    one, again = (revision(f"k{n}", text, title="Earthquake at Port Selim", hours=n) for n, text in enumerate(karsa))
    other, other_again = (
        revision(f"u{n}", text, title="Earthquake at Dunmere", hours=n) for n, text in enumerate(ulva)
    )
    stories = told(assign([APRICOTS, one, other, again, other_again], []))
    assert stories[again.article_id] == one.article_id
    assert stories[other_again.article_id] == other.article_id
    assert len(set(stories.values())) == 3
