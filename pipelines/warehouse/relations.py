"""What articles are looked up by to find copies and stories: an index beside the build file, made from what has landed.

SQLite holds it, since a look-up there touches only the pages it needs, however many texts there are. It can be removed
at any time: the next run makes it anew. Of copies it holds hashes, no words; of stories see `story_index`.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.records import KnownText, Sketch
from pipelines.warehouse import story_index
from pipelines.warehouse.faults import MachineFault, machine_faults

_SCHEMA = """
create table if not exists texts (
    number integer primary key, revision_id text not null unique, article_id text not null, root integer not null,
    earliest integer not null,
    told_at integer not null, passages integer not null, every integer not null, sample blob not null
);
create index if not exists texts_article on texts (article_id);
create table if not exists passages (passage integer, number integer, primary key (passage, number)) without rowid;
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 500
"""Values in one statement."""


class Relations:
    """The index, open for one run. What is added stays only once `commit` was called."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.stories = story_index.StoryIndex(connection)

    @classmethod
    @contextmanager
    def open(cls, path: Path | None) -> Iterator[Relations]:
        """Open the index, or make it; None is one in memory. A file that is not an index is made anew.

        Raises:
            MachineFault: the disk or its permissions failed; what was committed before stands.
        """
        with machine_faults("write the index of copies and stories", path or Path(":memory:")):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with closing(_connected(path)) as connection:
                    yield cls(connection)
            except sqlite3.OperationalError as error:
                raise MachineFault(f"could not write {path}: {error}; see to the disk, then run again") from error

    def commit(self) -> None:
        """Make what was added stay."""
        self._connection.commit()

    def count(self) -> int:
        """How many texts it holds."""
        return int(self._connection.execute("select count(*) from texts").fetchone()[0])

    def revision_ids(self) -> set[str]:
        """The revisions it holds."""
        return {row[0] for row in self._connection.execute("select revision_id from texts")}

    def tellers(self, passages: Collection[int]) -> Mapping[int, Collection[int]]:
        """The numbers of the texts kept for each of these passages; those of none are left out."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for passage, number in self._among("select passage, number from passages where passage in", passages):
            found[passage].append(number)
        return found

    def texts(self, numbers: Collection[int]) -> Mapping[int, KnownText]:
        """The texts with these numbers."""
        query = (
            "select number, root, earliest, revision_id, article_id, told_at, passages, every, sample from texts"
            " where number in"
        )
        return {
            row[0]: KnownText(
                row[0],
                row[1],
                row[2],
                Sketch(row[3], row[4], _EPOCH + timedelta(microseconds=row[5]), row[6], row[7], _unpacked(row[8])),
            )
            for row in self._among(query, numbers)
        }

    def versions(self, article_id: str) -> Collection[int]:
        """The numbers of an article's texts."""
        rows = self._connection.execute("select number from texts where article_id = ?", (article_id,))
        return [row[0] for row in rows]

    def add(self, sketch: Sketch, root: int | None, linked: Collection[int], passages: Collection[int]) -> None:
        """Keep a text, linked with others, for these of its passages; with no root it is its own.

        One that is kept already stays as it is.
        """
        told_at = (sketch.told_at - _EPOCH) // timedelta(microseconds=1)
        added = self._connection.execute(
            "insert or ignore into texts"
            " (revision_id, article_id, root, earliest, told_at, passages, every, sample)"
            " values (?, ?, ?, 0, ?, ?, ?, ?) returning number",
            (
                sketch.revision_id, sketch.article_id, root or 0, told_at, sketch.passages, sketch.every,
                array("q", sorted(sketch.sample)).tobytes(),
            ),
        ).fetchone()  # fmt: skip
        if added is None:
            return
        number = added[0]
        firsts = self._among("select told_at, number from texts where number in", linked)
        self._connection.execute(
            "update texts set root = ?, earliest = ? where number = ?",
            (root or number, min([*firsts, (told_at, number)])[1], number),
        )
        self._connection.executemany(
            "update texts set earliest = ?1 where number = ?2 and ?3 <"
            " coalesce((select told_at from texts as first where first.number = texts.earliest), told_at)",
            ((number, other, told_at) for other in linked),
        )
        self._connection.executemany("insert into passages values (?, ?)", ((passage, number) for passage in passages))

    def forget(self, revision_ids: Collection[str]) -> None:
        """Remove texts and what they were kept for."""
        numbers = [row[0] for row in self._among("select number from texts where revision_id in", revision_ids)]
        for number, text in self.texts(numbers).items():
            self._connection.executemany(
                "delete from passages where passage = ? and number = ?", ((each, number) for each in text.sketch.sample)
            )
            self._connection.execute("delete from texts where number = ?", (number,))

    def _among(self, query: str, values: Collection[int] | Collection[str]) -> Iterator[tuple[Any, ...]]:
        listed = sorted(values)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            yield from self._connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _connected(path: Path | None) -> sqlite3.Connection:
    try:
        return _prepared(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        if path is None:
            raise
        path.unlink()
        return _prepared(path)


def _prepared(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(path or ":memory:")
    # The index can be made anew from what has landed: a crash of the machine may cost it, not a run's time.
    connection.executescript(f"pragma journal_mode = wal; pragma synchronous = normal; {_SCHEMA} {story_index.SCHEMA}")
    return connection


def _unpacked(sample: bytes) -> frozenset[int]:
    values = array("q")
    values.frombytes(sample)
    return frozenset(values)
