"""What new articles find their stories by: the words of those that have one, beside the index of copies.

How often each word stands in all articles is kept as it grows, and each article is kept for its weightiest words by the
time it was told, so that what a new article costs does not grow with how many there are.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pipelines.records import KnownArticle, StoryPlace, ToldArticle

SCHEMA = """
create table if not exists stories (number integer primary key, story_id text not null unique);
create table if not exists articles (
    number integer primary key, article_id text not null unique, story integer not null, turn integer not null,
    told_at integer not null, terms text not null, weights blob not null,
    written text not null, kept_for text not null
);
create index if not exists articles_story on articles (story, number);
create table if not exists terms (term text primary key, articles integer not null) without rowid;
create table if not exists tellings (
    term text, told_at integer, number integer, primary key (term, told_at, number)
) without rowid;
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 500
"""Values in one statement."""
_REMEMBERED = 20_000
"""Articles kept in memory: a new one is compared with those that came just before it."""


class StoryIndex:
    """The articles that have a story, found by their words; see `Relations` for what makes changes stay."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._frequencies: dict[str, int] = {}
        self._told: dict[int, ToldArticle] = {}
        self._total: int | None = None

    def frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """In how many articles each of these terms stands."""
        unknown = [each for each in terms if each not in self._frequencies]
        self._frequencies.update(dict.fromkeys(unknown, 0))
        self._frequencies.update(self._among("select term, articles from terms where term in", unknown))
        return {each: self._frequencies[each] for each in terms}

    def total(self) -> int:
        """How many articles there are."""
        if self._total is None:
            self._total = self.tally()[0]
        return self._total

    def tally(self) -> tuple[int, int]:
        """How many articles there are, and how many links tell of them."""
        articles, turns = self._connection.execute("select count(*), coalesce(sum(turn), 0) from articles").fetchone()
        return int(articles), int(turns)

    def places(self) -> Iterator[StoryPlace]:
        """Where each article stands."""
        query = "select article_id, story_id, turn from articles join stories on stories.number = articles.story"
        return (StoryPlace(*row) for row in self._connection.execute(query))

    def number(self, article_id: str) -> int | None:
        """The number of an article, None if it is not there."""
        row = self._connection.execute("select number from articles where article_id = ?", (article_id,)).fetchone()
        return row[0] if row else None

    def tellers(self, some: str, since: datetime, until: datetime, limit: int) -> Sequence[int]:
        """The numbers of the articles told within this time that are kept for a term, those told last first."""
        rows = self._connection.execute(
            "select number from tellings where term = ? and told_at between ? and ?"
            " order by told_at desc, number desc limit ?",
            (some, _stamp(since), _stamp(until), limit),
        )
        return [row[0] for row in rows]

    def articles(self, numbers: Collection[int]) -> Mapping[int, KnownArticle]:
        """The articles with these numbers."""
        unread = [number for number in numbers if number not in self._told]
        if len(self._told) + len(unread) > _REMEMBERED:
            self._told.clear()
            unread = list(numbers)
        query = "select number, article_id, told_at, terms, weights, written from articles where number in"
        for number, article_id, at, terms, weights, written in self._among(query, unread):
            told_at = _EPOCH + timedelta(microseconds=at)
            self._told[number] = ToldArticle(article_id, told_at, *_unpacked(terms, weights, written))
        query = (
            "select articles.number, story, story_id, turn from articles"
            " join stories on stories.number = articles.story where articles.number in"
        )
        return {
            number: KnownArticle(number, story, story_id, turn, self._told[number])
            for number, story, story_id, turn in self._among(query, numbers)
        }

    def of_story(self, story: int, limit: int | None = None) -> Sequence[int]:
        """The numbers of a story's articles, latest first."""
        rows = self._connection.execute(
            "select number from articles where story = ? order by number desc limit ?",
            (story, -1 if limit is None else limit),
        )
        return [row[0] for row in rows]

    def add(self, told: ToldArticle, story_id: str, turn: int, kept_for: Collection[str]) -> int:
        """Keep an article in a story, by these terms; returns its number."""
        at = _stamp(told.told_at)
        number: int = self._connection.execute(
            "insert into articles (article_id, story, turn, told_at, terms, weights, written, kept_for)"
            " values (?, ?, ?, ?, ?, ?, ?, ?) returning number",
            (
                told.article_id, self._story(story_id), turn, at, "\n".join(told.terms),
                array("f", told.terms.values()).tobytes(), "\n".join(told.written[each] for each in told.terms),
                "\n".join(kept_for),
            ),
        ).fetchone()[0]  # fmt: skip
        self._connection.executemany("insert into tellings values (?, ?, ?)", ((each, at, number) for each in kept_for))
        self._count(told.terms, 1)
        if self._total is not None:
            self._total += 1
        return number

    def move(self, number: int, story_id: str) -> None:
        """Put an article into another story."""
        self._connection.execute(
            "update articles set story = ?, turn = turn + 1 where number = ?", (self._story(story_id), number)
        )

    def place(self, place: StoryPlace) -> None:
        """Put an article where a link says that it stands."""
        self._connection.execute(
            "update articles set story = ?, turn = ? where article_id = ?",
            (self._story(place.story_id), place.turn, place.article_id),
        )

    def forget(self, article_ids: Collection[str]) -> None:
        """Remove articles and what they were kept for."""
        query = "select number, told_at, kept_for, terms from articles where article_id in"
        for number, at, kept_for, terms in list(self._among(query, article_ids)):
            self._connection.executemany(
                "delete from tellings where term = ? and told_at = ? and number = ?",
                ((each, at, number) for each in kept_for.split("\n")),
            )
            self._connection.execute("delete from articles where number = ?", (number,))
            self._told.pop(number, None)
            self._count(terms.split("\n"), -1)
        self._connection.execute("delete from terms where articles < 1")
        self._total = None

    def _count(self, terms: Collection[str], more: int) -> None:
        self._connection.executemany(
            "insert into terms values (?, ?) on conflict do update set articles = articles + excluded.articles",
            ((each, more) for each in terms),
        )
        for each in terms:
            if each in self._frequencies:
                self._frequencies[each] += more

    def _story(self, story_id: str) -> int:
        self._connection.execute("insert into stories (story_id) values (?) on conflict do nothing", (story_id,))
        return int(self._connection.execute("select number from stories where story_id = ?", (story_id,)).fetchone()[0])

    def _among(self, query: str, values: Collection[int] | Collection[str]) -> Iterator[tuple[Any, ...]]:
        listed = sorted(values)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            yield from self._connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _stamp(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _unpacked(terms: str, weights: bytes, written: str) -> tuple[dict[str, float], dict[str, str]]:
    values = array("f")
    values.frombytes(weights)
    named = terms.split("\n") if terms else []
    return dict(zip(named, values, strict=True)), dict(zip(named, written.split("\n"), strict=False))
