"""`desk.sqlite`: what readers keep. Small, apart from the warehouse, and never needed to rebuild it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from uuid import uuid4

from pipelines.desk.filters import EventFilter

SearchKind = Literal["match", "band"]
CorrectionKind = Literal["wrong", "merge", "split", "not_actor"]

_SCHEMA = """
create table if not exists searches (
    search_id text primary key, name text not null, kind text not null, filter text not null, webhook text,
    made_at text not null, judged_at text not null
);
create table if not exists entries (
    entry_id text primary key, search_id text not null references searches on delete cascade, subject text not null,
    title text not null, detail text not null, raised_at text not null, updated_at text not null, sent_at text,
    closed_at text, unique (search_id, subject)
);
create table if not exists corrections (
    correction_id text primary key, kind text not null, event_id text not null, mention_ids text not null,
    into_event_id text, into_mention_ids text not null, actor text, actor_entity_id text, who text not null,
    why text not null, made_at text not null, withdrawn_at text
);
"""


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search. `judged_at` is the pass time up to which it was judged."""

    search_id: str
    name: str
    kind: SearchKind
    filter: EventFilter
    webhook: str | None
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What a saved search raised about one subject (an event's key, or `band`), brought up to date in place."""

    entry_id: str
    search_id: str
    search: str
    subject: str
    title: str
    detail: str
    raised_at: datetime
    updated_at: datetime
    sent_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader says is wrong with an event. Mentions are named, so that it holds when events are built anew."""

    correction_id: str
    kind: CorrectionKind
    event_id: str
    mention_ids: tuple[str, ...]
    into_event_id: str | None
    into_mention_ids: tuple[str, ...]
    actor: str | None
    actor_entity_id: str | None
    who: str
    why: str
    made_at: datetime
    withdrawn_at: datetime | None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _said(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


class Desk:
    """The desk of one home. Each call opens the file for itself, so that many sessions and a run may share it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, timeout=20)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("pragma foreign_keys = on")
            connection.executescript(_SCHEMA)
            with connection:
                yield connection
        finally:
            connection.close()

    # Searches ---------------------------------------------------------------------------------------------------------

    def save(self, name: str, kind: SearchKind, asked: EventFilter, webhook: str | None, at: datetime) -> str:
        """Keep a search; it raises entries for what is published after `at`. Returns its key."""
        search_id = uuid4().hex[:16]
        with self._opened() as connection:
            connection.execute(
                "insert into searches values (?, ?, ?, ?, ?, ?, ?)",
                (search_id, name, kind, asked.as_json(), webhook or None, _said(at), _said(at)),
            )
        return search_id

    def searches(self) -> list[Search]:
        """The saved searches, by name."""
        with self._opened() as connection:
            rows = connection.execute("select * from searches order by name, search_id").fetchall()
        return [
            Search(
                row["search_id"], row["name"], row["kind"], EventFilter.from_json(row["filter"]), row["webhook"],
                datetime.fromisoformat(row["judged_at"]),
            )
            for row in rows
        ]  # fmt: skip

    def drop(self, search_id: str) -> None:
        """Take a search away, with its entries."""
        with self._opened() as connection:
            connection.execute("delete from searches where search_id = ?", (search_id,))

    def judged(self, search_id: str, at: datetime) -> None:
        """Note up to which pass time a search was judged."""
        with self._opened() as connection:
            connection.execute("update searches set judged_at = ? where search_id = ?", (_said(at), search_id))

    # Entries ----------------------------------------------------------------------------------------------------------

    def put(self, search_id: str, subject: str, title: str, detail: str, at: datetime) -> bool:
        """Raise an entry, or bring the one about this subject up to date; True if it says something new."""
        with self._opened() as connection:
            cursor = connection.execute(
                """
                insert into entries values (?, ?, ?, ?, ?, ?, ?, null, null)
                on conflict (search_id, subject) do update set
                    title = excluded.title, detail = excluded.detail, updated_at = excluded.updated_at, sent_at = null,
                    closed_at = null
                where title <> excluded.title or detail <> excluded.detail or closed_at is not null
                """,
                (uuid4().hex[:16], search_id, subject, title, detail, _said(at), _said(at)),
            )
            return cursor.rowcount > 0

    def close(self, search_id: str, subject: str, at: datetime) -> None:
        """Say that what an entry told is over."""
        with self._opened() as connection:
            connection.execute(
                "update entries set closed_at = ? where search_id = ? and subject = ? and closed_at is null",
                (_said(at), search_id, subject),
            )

    def entries(self, limit: int = 200, *, of: str | None = None, unsent_of: str | None = None) -> list[Entry]:
        """Entries, the newest first: of all searches, or `of` one; `unsent_of` one, those its webhook has not got."""
        with self._opened() as connection:
            rows = connection.execute(
                """
                select entries.*, searches.name as search from entries join searches using (search_id)
                where (?1 is null or search_id = ?1) and (?2 is null or (search_id = ?2 and sent_at is null))
                order by updated_at desc, entry_id limit ?3
                """,
                (of, unsent_of, limit),
            ).fetchall()
        return [
            Entry(
                row["entry_id"], row["search_id"], row["search"], row["subject"], row["title"], row["detail"],
                datetime.fromisoformat(row["raised_at"]), datetime.fromisoformat(row["updated_at"]),
                _time(row["sent_at"]), _time(row["closed_at"]),
            )
            for row in rows
        ]  # fmt: skip

    def sent(self, entry_ids: list[str], at: datetime) -> None:
        """Note that entries have reached their webhook."""
        with self._opened() as connection:
            connection.executemany(
                "update entries set sent_at = ? where entry_id = ?", [(_said(at), entry_id) for entry_id in entry_ids]
            )

    # Corrections ------------------------------------------------------------------------------------------------------

    def correct(
        self, kind: CorrectionKind, event_id: str, mention_ids: list[str], *, who: str, why: str, at: datetime,
        into_event_id: str | None = None, into_mention_ids: list[str] | None = None, actor: str | None = None,
        actor_entity_id: str | None = None,
    ) -> str:  # fmt: skip
        """Keep a reader's correction. Returns its key."""
        correction_id = uuid4().hex[:16]
        with self._opened() as connection:
            connection.execute(
                "insert into corrections values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
                (
                    correction_id, kind, event_id, json.dumps(mention_ids), into_event_id,
                    json.dumps(into_mention_ids or []), actor, actor_entity_id, who, why, _said(at),
                ),
            )  # fmt: skip
        return correction_id

    def withdraw(self, correction_id: str, at: datetime) -> None:
        """Take a correction back; it stays on record."""
        with self._opened() as connection:
            connection.execute(
                "update corrections set withdrawn_at = ? where correction_id = ?", (_said(at), correction_id)
            )

    def corrections(self, event_id: str | None = None) -> list[Correction]:
        """All corrections, or those of an event, the newest first, withdrawn ones among them."""
        with self._opened() as connection:
            rows = connection.execute(
                "select * from corrections where ?1 is null or event_id = ?1 or into_event_id = ?1"
                " order by made_at desc, correction_id",
                (event_id,),
            ).fetchall()
        return [
            Correction(
                row["correction_id"], row["kind"], row["event_id"], tuple(json.loads(row["mention_ids"])),
                row["into_event_id"], tuple(json.loads(row["into_mention_ids"])), row["actor"],
                row["actor_entity_id"], row["who"], row["why"],
                datetime.fromisoformat(row["made_at"]), _time(row["withdrawn_at"]),
            )
            for row in rows
        ]  # fmt: skip
