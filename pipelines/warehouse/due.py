"""The questions that steps ask the landing tables: what is due, what is known, what belongs together.

Each is an anti-join or a look-up on keys, so that its cost grows with what is new. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import duckdb

from pipelines.records import Capture, Revision, StoryPlace
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.rows import fetch

_FAR = datetime(9999, 1, 1, tzinfo=UTC)

NEWEST_SOURCES = """
    select source_id, country, active from landing.sources
    qualify row_number() over (partition by source_id order by rowid desc) = 1
"""
"""The entry of each source that was landed last."""

_NOT_TAKEN_DOWN = "not exists (from landing.tombstones where tombstones.article_id = revisions.article_id)"


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
    rows = connection.execute(
        f"""
        select capture_id, payload_file, payload_offset from ({_to_extract()})
        order by fetched_at, capture_id limit $limit
        """,
        {"version": version, "now": now, "limit": limit},
    ).fetchall()
    places = {capture_id: (file, offset) for capture_id, file, offset in rows}
    captures = fetch(
        connection,
        Capture,
        "from landing.captures semi join (select unnest($ids) as capture_id) using (capture_id)"
        " order by fetched_at, capture_id",
        {"ids": list(places)},
    )
    return [CaptureToExtract(capture, *places[capture.capture_id]) for capture in captures]


def _to_extract() -> str:
    return f"""
        select waiting.*,
            coalesce(holders.warc_file, waiting.warc_file) as payload_file,
            coalesce(holders.warc_offset, waiting.warc_offset) as payload_offset
        from ({_waiting("landing.captures", "capture_id", "extract")}) as waiting
        left join landing.captures as holders on waiting.refers_to = holders.capture_id
        where waiting.purpose = 'page' and waiting.status = 200
            and (waiting.content_type is null or waiting.content_type ilike '%html%')
            and (holders.capture_id is null or holders.canonical_url <> waiting.canonical_url)
            and not exists (
                from landing.tombstones where tombstones.canonical_url = waiting.canonical_url
            )
    """


def how_many_wait(
    connection: duckdb.DuckDBPyConnection,
    step: Literal["extract", "relate", "annotate"],
    version: str | None,
    now: datetime,
) -> int:
    """See `Landing.how_many_wait`."""
    revisions = f"from ({_waiting('landing.revisions', 'revision_id', step)}) as revisions where {_NOT_TAKEN_DOWN}"
    query = _to_extract() if step == "extract" else revisions
    row = connection.execute(f"select count(*) from ({query})", {"version": version, "now": now}).fetchone()
    return int(row[0]) if row is not None else 0


def revisions_to_compare(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> RevisionsToCompare:
    """See `Landing.revisions_to_compare`."""
    rows = connection.execute(
        f"""
        with waiting as (
            select revision_id, article_id
            from ({_waiting("landing.revisions", "revision_id", "compare")}) as revisions
            where {_NOT_TAKEN_DOWN}
            order by first_seen_at, revision_id limit $limit
        ),
        ordered as (
            select revision_id,
                lag(revision_id) over (partition by article_id order by first_seen_at, revision_id) as previous
            from landing.revisions semi join waiting using (article_id)
        ),
        touched as (
            select previous, revision_id from ordered
            where previous is not null
                and (revision_id in (select revision_id from waiting) or previous in (select revision_id from waiting))
        )
        select revision_id, null as previous from waiting
        union all
        select revision_id, previous from touched
        """,
        {"version": version, "now": _FAR, "limit": limit},
    ).fetchall()
    pairs = [(previous, revision_id) for revision_id, previous in rows if previous is not None]
    texts = {
        revision.revision_id: revision
        for revision in fetch(
            connection,
            Revision,
            "from landing.revisions semi join (select unnest($ids) as revision_id) using (revision_id)",
            {"ids": sorted({each for pair in pairs for each in pair})},
        )
    }
    return RevisionsToCompare(
        waiting=tuple(revision_id for revision_id, previous in rows if previous is None),
        pairs=tuple((texts[old], texts[new]) for old, new in sorted(pairs)),
    )


def revisions_to_relate(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> list[Revision]:
    """See `Landing.revisions_to_relate`."""
    return fetch(
        connection,
        Revision,
        f"""
        from ({_waiting("landing.revisions", "revision_id", "relate")}) as revisions
        where {_NOT_TAKEN_DOWN}
        order by first_seen_at, revision_id limit $limit
        """,
        {"version": version, "now": _FAR, "limit": limit},
    )


def revisions_to_annotate(connection: duckdb.DuckDBPyConnection, now: datetime, limit: int) -> list[RevisionToCode]:
    """See `Landing.revisions_to_annotate`."""
    return _with_country(
        connection,
        f"""
        from ({_waiting("landing.revisions", "revision_id", "annotate")}) as revisions
        where {_NOT_TAKEN_DOWN}
        order by first_seen_at, revision_id limit $limit
        """,
        {"version": None, "now": now, "limit": limit},
    )


def revisions_to_code_again(connection: duckdb.DuckDBPyConnection, version: str, limit: int) -> list[RevisionToCode]:
    """See `Landing.revisions_to_code_again`."""
    return _with_country(
        connection,
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


def _waiting(table: str, id_column: str, step: str) -> str:
    """The rows of a table that a step has not dealt with, as a query.

    That is: no ledger row names the input; or its newest failed and its next try is due by $now; or it was given up
    by another version than $version (null: whichever gave it up, it stays given up).
    """
    return f"""
        from {table} as inputs
        where not exists (from landing.ledger where step = '{step}' and input_id = inputs.{id_column})
        union all
        select inputs.* from {table} as inputs
        join (
            select input_id, max_by(ledger, row("at", attempts)) as newest
            from landing.ledger
            semi join (
                select input_id from landing.ledger where step = '{step}' and outcome in ('failed', 'dead')
            ) as troubled using (input_id)
            where step = '{step}'
            group by input_id
        ) as tried on inputs.{id_column} = tried.input_id
        where (newest.outcome = 'failed' and newest.next_try_at <= $now)
            or (newest.outcome = 'dead' and newest.version <> $version)
    """


def _with_country(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]
) -> list[RevisionToCode]:
    revisions = fetch(connection, Revision, query, parameters)
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
    found = fetch(
        connection,
        Revision,
        "from landing.revisions semi join (select unnest($ids) as article_id) using (article_id)"
        " qualify row_number() over (partition by article_id order by first_seen_at, revision_id) = 1",
        {"ids": list(article_ids)},
    )
    return {revision.article_id: revision for revision in found}


def latest_revision(connection: duckdb.DuckDBPyConnection, article_id: str) -> Revision | None:
    """See `Landing.latest_revision`."""
    found = fetch(
        connection,
        Revision,
        "from landing.revisions where article_id = $article order by first_seen_at desc, rowid desc limit 1",
        {"article": article_id},
    )
    return found[0] if found else None
