"""The questions that steps ask the landing tables: what is due, what is known, what belongs together.

What is due stands in `lookup.waiting`, and its rows are read by their times, so that the cost grows with what is new.
Nothing is written here but a temporary table.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal

import duckdb

from pipelines.records import Capture, Revision, Sighting, StoryPlace
from pipelines.warehouse.collecting import captures_with
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.listed import NEWEST_SOURCES
from pipelines.warehouse.rows import fetch

_FAR = datetime(9999, 1, 1, tzinfo=UTC)

_CAPTURES_DUE = """
    from landing.captures
    where fetched_at between $first and $last and capture_id in (select input_id from due_now)
        and not exists (from landing.tombstones where tombstones.canonical_url = captures.canonical_url)
"""
_NOT_TAKEN_DOWN = "not exists (from landing.tombstones where tombstones.article_id = revisions.article_id)"
_REVISIONS_DUE = f"""
    from landing.revisions
    where first_seen_at between $first and $last and revision_id in (select input_id from due_now) and {_NOT_TAKEN_DOWN}
"""


@dataclass(frozen=True, slots=True)
class CaptureToExtract:
    """A captured page and where its bytes lie: its own record, or that of the capture it refers to."""

    capture: Capture
    payload_file: str
    payload_offset: int


@dataclass(frozen=True, slots=True)
class RevisionToCode:
    """A text to code and the ISO alpha-3 country of the source that published it."""

    revision: Revision
    country: str | None

    @property
    def intact(self) -> bool:
        """Whether the text is the one that was landed: offsets into another would point at other words."""
        return sha256_hex(self.revision.text.encode("utf-8", "replace")) == self.revision.text_sha256


@dataclass(frozen=True, slots=True)
class RevisionsToCompare:
    """Revisions whose turn it is, by key, and each pair of an article's successive revisions that one of them is in."""

    waiting: tuple[str, ...]
    pairs: tuple[tuple[Revision, Revision], ...]


def captures_to_extract(
    connection: duckdb.DuckDBPyConnection, version: str, now: datetime, limit: int
) -> list[CaptureToExtract]:
    """See `Landing.captures_to_extract`."""
    bounds = _due_now(connection, "extract", version, now)
    captures = fetch(
        connection, Capture, f"{_CAPTURES_DUE} order by fetched_at, capture_id limit $limit", {**bounds, "limit": limit}
    )
    repeated = [capture.payload_sha256 for capture in captures if capture.refers_to is not None]
    holders = captures_with(connection, repeated) if repeated else {}
    places = [
        capture if capture.refers_to is None else holders.get(capture.payload_sha256, capture) for capture in captures
    ]
    return [
        CaptureToExtract(capture, place.warc_file, place.warc_offset)
        for capture, place in zip(captures, places, strict=True)
    ]


def how_many_wait(
    connection: duckdb.DuckDBPyConnection,
    step: Literal["extract", "relate", "annotate"],
    version: str | None,
    now: datetime,
) -> int:
    """See `Landing.how_many_wait`."""
    bounds = _due_now(connection, step, version, now)
    row = connection.execute(
        f"select count(*) {_CAPTURES_DUE if step == 'extract' else _REVISIONS_DUE}", bounds
    ).fetchone()
    return int(row[0]) if row is not None else 0


def revisions_to_compare(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> RevisionsToCompare:
    """See `Landing.revisions_to_compare`."""
    bounds = _due_now(connection, "compare", version, _FAR)
    rows = connection.execute(
        f"select revision_id, article_id {_REVISIONS_DUE} order by first_seen_at, revision_id limit $limit",
        {**bounds, "limit": limit},
    ).fetchall()
    if not rows:
        return RevisionsToCompare((), ())
    waiting = {row[0] for row in rows}
    versions = connection.execute(
        "select article_id, first_seen_at, revision_id from lookup.versions where article_id in (select unnest($ids))",
        {"ids": sorted({row[1] for row in rows})},
    ).fetchall()
    pairs = [
        (old, new)
        for old, new in pairwise(sorted(versions))
        if old[0] == new[0] and (old[2] in waiting or new[2] in waiting)
    ]
    texts = {
        revision.revision_id: revision
        for revision in _revisions(connection, {(each[2], each[1]) for pair in pairs for each in pair})
    }
    return RevisionsToCompare(
        waiting=tuple(row[0] for row in rows),
        pairs=tuple((texts[old], texts[new]) for old, new in sorted((old[2], new[2]) for old, new in pairs)),
    )


def revisions_to_relate(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> list[Revision]:
    """See `Landing.revisions_to_relate`."""
    return _revisions_due(connection, "relate", version, _FAR, limit)


def revisions_to_annotate(connection: duckdb.DuckDBPyConnection, now: datetime, limit: int) -> list[RevisionToCode]:
    """See `Landing.revisions_to_annotate`."""
    return _with_country(connection, _revisions_due(connection, "annotate", None, now, limit))


def revisions_to_code_again(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> list[RevisionToCode]:
    """See `Landing.revisions_to_code_again`."""
    revisions = fetch(
        connection,
        Revision,
        f"""
        from landing.revisions
        semi join (
            select input_id as revision_id from landing.ledger where step = 'annotate'
            except
            select input_id from landing.ledger where step = 'annotate' and version = $version
        ) as coded_before using (revision_id)
        where {_NOT_TAKEN_DOWN}
        order by first_seen_at desc, revision_id limit $limit
        """,
        {"version": version, "limit": limit},
    )
    return _with_country(connection, revisions)


def _due_now(
    connection: duckdb.DuckDBPyConnection, step: str, version: str | None, now: datetime
) -> dict[str, datetime]:
    """Lay the inputs whose turn it is into temporary table `due_now`; returns the bounds of their times.

    Due is what no ledger row names yet; what failed, once its next try has come; and what another version than
    `version` gave up (None: whichever gave it up, it stays given up).
    """
    connection.execute(
        """
        create or replace temp table due_now as
        select input_id, since from lookup.waiting
        where step = $step and (
            outcome is null or (outcome = 'failed' and next_try_at <= $now)
            or (outcome = 'dead' and version <> $version)
        )
        """,
        {"step": step, "now": now, "version": version},
    )
    row = connection.execute("select min(since), max(since) from due_now").fetchone()
    first, last = row if row is not None and row[0] is not None else (_FAR, _FAR)
    return {"first": first, "last": last}


def _revisions_due(
    connection: duckdb.DuckDBPyConnection, step: str, version: str | None, now: datetime, limit: int
) -> list[Revision]:
    bounds = _due_now(connection, step, version, now)
    # Chosen by narrow columns: the texts of all that wait may be those of a whole import.
    rows = connection.execute(
        f"select revision_id, first_seen_at {_REVISIONS_DUE} order by first_seen_at, revision_id limit $limit",
        {**bounds, "limit": limit},
    ).fetchall()
    return _revisions(connection, rows)


def _revisions(connection: duckdb.DuckDBPyConnection, wanted: Collection[tuple[str, datetime]]) -> list[Revision]:
    """The revisions of these keys and times of first sight, in that order."""
    if not wanted:
        return []
    return fetch(
        connection,
        Revision,
        "from landing.revisions where first_seen_at between $first and $last"
        " and revision_id in (select unnest($ids)) order by first_seen_at, revision_id",
        {
            "ids": sorted(revision_id for revision_id, _ in wanted),
            "first": min(at for _, at in wanted),
            "last": max(at for _, at in wanted),
        },
    )


def _with_country(connection: duckdb.DuckDBPyConnection, revisions: Sequence[Revision]) -> list[RevisionToCode]:
    countries: dict[str | None, str | None] = dict(
        connection.execute(f"select source_id, country from ({NEWEST_SOURCES})").fetchall()
    )
    return [RevisionToCode(revision, countries.get(revision.source_id)) for revision in revisions]


_RELATED = """
    from landing.revisions
    semi join (from landing.ledger where step = 'relate' and outcome = 'done') as related
        on revisions.revision_id = related.input_id
"""


def related_count(connection: duckdb.DuckDBPyConnection) -> int:
    """See `Landing.related_count`."""
    row = connection.execute(f"select count(*) {_RELATED}").fetchone()
    return int(row[0]) if row else 0


def related_revisions(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """See `Landing.related_revisions`."""
    return {row[0] for row in connection.execute(f"select revision_id {_RELATED}").fetchall()}


def revisions(connection: duckdb.DuckDBPyConnection, revision_ids: Collection[str], limit: int) -> list[Revision]:
    """See `Landing.revisions`."""
    return fetch(
        connection,
        Revision,
        "from landing.revisions semi join (select unnest($ids) as revision_id) using (revision_id)"
        " order by first_seen_at, revision_id limit $limit",
        {"ids": list(revision_ids), "limit": limit},
    )


def sightings(connection: duckdb.DuckDBPyConnection, article_ids: Collection[str]) -> dict[str, list[Sighting]]:
    """See `Landing.sightings`."""
    rows = connection.execute(
        """
        select article_id, first_seen_at as seen_at, revision_id
        from lookup.versions where article_id in (select unnest($ids))
        union all
        select article_id, seen_at, revision_id
        from landing.revision_returns where article_id in (select unnest($ids))
        order by all
        """,
        {"ids": list(article_ids)},
    ).fetchall()
    found: dict[str, list[Sighting]] = {}
    for article_id, seen_at, revision_id in rows:
        found.setdefault(article_id, []).append(Sighting(seen_at, revision_id))
    return found


def story_tally(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """See `Landing.story_tally`."""
    row = connection.execute("select count(distinct article_id), count(*) from landing.story_links").fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def story_places(connection: duckdb.DuckDBPyConnection) -> list[StoryPlace]:
    """See `Landing.story_places`."""
    return fetch(
        connection,
        StoryPlace,
        """
        select article_id, arg_max(story_id, coalesce(turn, 1)) as story_id, max(coalesce(turn, 1)) as turn
        from landing.story_links group by article_id order by min(rowid)
        """,
    )


def first_revisions(connection: duckdb.DuckDBPyConnection, article_ids: Collection[str]) -> dict[str, Revision]:
    """See `Landing.first_revisions`."""
    rows = connection.execute(
        "select article_id, first_seen_at, revision_id from lookup.versions where article_id in (select unnest($ids))",
        {"ids": list(article_ids)},
    ).fetchall()
    first = {article_id: (revision_id, at) for article_id, at, revision_id in sorted(rows, reverse=True)}
    return {revision.article_id: revision for revision in _revisions(connection, set(first.values()))}


def latest_revision(connection: duckdb.DuckDBPyConnection, article_id: str) -> Revision | None:
    """See `Landing.latest_revision`."""
    found = fetch(
        connection,
        Revision,
        "from landing.revisions where article_id = $article order by first_seen_at desc, rowid desc limit 1",
        {"article": article_id},
    )
    return found[0] if found else None
