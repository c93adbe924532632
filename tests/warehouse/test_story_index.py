"""The index of stories finds articles by their words, and keeps nothing of what it is told to forget."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.records import StoryPlace, ToldArticle
from pipelines.warehouse.relations import Relations

NOON = datetime(2025, 10, 20, 12, 0, tzinfo=UTC)


def article(name: str, *words: str, hour: int = 12) -> ToldArticle:
    return ToldArticle(name, NOON.replace(hour=hour), dict.fromkeys(words, 1.5), {word: word.title() for word in words})


def test_what_was_kept_is_read_as_it_was(tmp_path: Path) -> None:
    ferry = article("a", "ferry", "selim")
    with Relations.open(tmp_path / "relations.sqlite") as relations:
        number = relations.stories.add(ferry, "a", 1, ["selim"])
        relations.stories.add(article("bare"), "bare", 1, [])
        relations.commit()
    with Relations.open(tmp_path / "relations.sqlite") as relations:
        stories = relations.stories
        assert stories.articles([number])[number].told == ferry
        assert stories.number("a") == number
        assert stories.tally() == (2, 2)
        assert stories.frequencies(["ferry", "selim", "mill"]) == {"ferry": 1, "selim": 1, "mill": 0}


def test_tellers_are_those_of_the_time_latest_first() -> None:
    with Relations.open(None) as relations:
        stories = relations.stories
        early, later, last = (
            stories.add(article(f"a{hour}", "ferry", hour=hour), "a9", 1, ["ferry"]) for hour in (9, 11, 14)
        )
        assert stories.tellers("ferry", NOON - timedelta(hours=3), NOON, 5) == [later, early]
        assert stories.tellers("ferry", NOON - timedelta(hours=3), NOON + timedelta(hours=3), 2) == [last, later]
        assert stories.of_story(stories.articles([early])[early].story, 2) == [last, later]


def test_a_moved_article_tells_where_it_is_and_how_often_it_moved() -> None:
    with Relations.open(None) as relations:
        stories = relations.stories
        number = stories.add(article("a", "ferry"), "a", 1, ["ferry"])
        stories.move(number, "older")
        assert list(stories.places()) == [StoryPlace("a", "older", 2)]
        stories.place(StoryPlace("a", "oldest", 7))
        assert list(stories.places()) == [StoryPlace("a", "oldest", 7)]


def test_what_is_forgotten_leaves_no_word() -> None:
    with Relations.open(None) as relations:
        stories = relations.stories
        stories.add(article("a", "ferry", "secret"), "a", 1, ["ferry", "secret"])
        kept = stories.add(article("b", "ferry"), "a", 1, ["ferry"])
        stories.forget(["a", "never"])
        assert stories.tellers("ferry", NOON, NOON, 5) == [kept]
        assert stories.frequencies(["ferry", "secret"]) == {"ferry": 1, "secret": 0}
        assert stories.tally() == (1, 1)
        relations.commit()
        rows = relations._connection.execute("select term from terms union all select term from tellings").fetchall()
        assert {row[0] for row in rows} == {"ferry"}
