"""Write, audit, publish: what changed goes into the history, the build file is copied, and one rename shows the copy.

Killed at any moment, the old snapshot or the new one is there whole: what a killed publish wrote into the history is
taken up by the next one if the content is the same, and dropped if it is not. The caller holds the run lock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import duckdb

from pipelines.records import key
from pipelines.settings import Home, PublishSettings
from pipelines.warehouse import differences, history, marts
from pipelines.warehouse.audit import AuditReport, audit, audited
from pipelines.warehouse.connection import transaction, writer
from pipelines.warehouse.content import content
from pipelines.warehouse.digests import file_sha256
from pipelines.warehouse.faults import CheckFailed, machine_faults
from pipelines.warehouse.files import copied, linked
from pipelines.warehouse.history import Snapshot
from pipelines.warehouse.manifest import manifest_file, remove_files, write_manifest, write_rows
from pipelines.warehouse.snapshot import NoSnapshot, published_path
from pipelines.warehouse.tables import literal, quoted

__all__ = ["AuditReport", "CheckFailed", "Published", "audit", "publish"]

_TIDIED_AFTER = 20
"""After so many publishes the few rows that each added to the history are laid together, which rewrites many others."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did. `path` is the new snapshot's, None if nothing changed; `counts` is rows added to history."""

    path: Path | None
    snapshot_id: str
    changed: bool
    counts: dict[str, int] = field(default_factory=dict)


def publish(
    home: Home,
    *,
    run_id: str,
    pass_time: datetime,
    built_at: datetime,
    kind: Literal["sample", "real"],
    settings: PublishSettings,
) -> Published:
    """Audit the build file and publish it if its content differs from the published one.

    Args:
        home: the home, whose run lock the caller holds and whose build file nobody has open.
        run_id: the run that publishes.
        pass_time: the time the pass stands for; history and `--as-of` go by it.
        built_at: now; the snapshot's name has it.
        kind: what `meta` says.
        settings: how many rejects are borne, how many snapshots kept.

    Raises:
        CheckFailed: the audit found faults, or the copy does not answer; the last snapshot stays.
        MachineFault: the disk or its permissions failed; the last snapshot stays.
    """
    with machine_faults("publish a snapshot", home.published):
        home.published.mkdir(parents=True, exist_ok=True)
        _sweep(home)
        shown = _shown(home)
        with writer(home) as connection:
            if shown is not None and shown.number % _TIDIED_AFTER:
                connection.execute("set max_vacuum_tasks = 0")
            bounds = None if shown is None else differences.noted(connection, shown.snapshot_id)
            report = audited(connection, settings, bounds)
            if not report.passed:
                raise CheckFailed("not published, the last snapshot stays:\n  " + "\n  ".join(report.faults))
            history.prepare(connection, home.history)
            if shown is not None and bounds is not None:
                differences.find(connection, shown.path, bounds)
            before = shown if bounds is not None else None
            with transaction(connection):
                snapshot, counts = _write(connection, home, shown, before, run_id, pass_time, built_at, kind)
            if shown is not None and snapshot.number == shown.number:
                if before is None and differences.none(connection, shown.path):
                    differences.seen(connection, shown.snapshot_id)
                history.save(connection, home.history)
                return Published(None, snapshot.snapshot_id, changed=False)
            if before is not None:
                differences.note_written(connection, before.path, snapshot.snapshot_id)
            expected = _row_counts(connection)
            target = _free_name(home, built_at, run_id)
            rows = write_rows(connection, target, None if before is None else before.path)
            connection.execute("checkpoint")
        digest = copied(home.build_file, target)
        try:
            _smoke(target, snapshot, expected)
            write_manifest(target, snapshot_id=snapshot.snapshot_id, sha256=digest, tables=expected, rows=rows)
        except BaseException:
            remove_files([target], home.published)
            raise
        linked(home.published_link, target)
        with writer(home) as connection:
            history.save(connection, home.history)
        _prune(home, target, settings.keep_snapshots)
    return Published(target, snapshot.snapshot_id, changed=True, counts=counts)


def _write(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    shown: _Shown | None,
    before: _Shown | None,
    run_id: str,
    pass_time: datetime,
    built_at: datetime,
    kind: str,
) -> tuple[Snapshot, dict[str, int]]:
    """Bring the history and the tables written at publish up to the build's content; returns the snapshot to show.

    It is the one already shown if nothing changed since, or one that a killed publish wrote but did not show. `before`
    is the one shown if temporary table `differing` tells what differs from it.
    """
    last = history.last(connection)
    now = content(connection, last.content if before is not None and last is not None else None)
    if last is not None and shown is not None and last.number > shown.number and last.content != now:
        history.forget_after(connection, shown.number)
        last = history.last(connection)
    counts: dict[str, int] = {}
    if last is None or last.content != now:
        at = pass_time if last is None else max(pass_time, last.pass_time)
        coder, extractor = _versions(connection)
        last = Snapshot(
            snapshot_id=key("snapshot", at.astimezone(UTC).isoformat(), now),
            number=1 if last is None else last.number + 1,
            run_id=run_id,
            pass_time=at,
            built_at=built_at,
            kind=kind,
            dateline_version=version("dateline"),
            coder=coder,
            extractor=extractor,
            duckdb_version=duckdb.__version__,
            content=now,
        )
        counts = history.append(connection, last, differing=before is not None)
    if shown is None or last.number != shown.number:
        _note_archive(connection, home.archive, last.number)
        _write_tables(connection, last)
        differences.seen(connection, last.snapshot_id)
    return last, counts


def _versions(connection: duckdb.DuckDBPyConnection) -> tuple[str | None, str | None]:
    """The versions of the coder and the extractor that worked last."""
    row = connection.execute(
        """
        select
            (select max_by(version, row("at", rowid)) from landing.ledger where step = 'annotate'),
            (select max_by(version, row("at", rowid)) from landing.ledger where step = 'extract')
        """
    ).fetchone()
    assert row is not None
    return row


def _note_archive(connection: duckdb.DuckDBPyConnection, archive: Path, number: int) -> None:
    """Note size and digest of the WARC files that captures came to lie in since the last publish."""
    rows = connection.execute(
        "select distinct warc_file from landing.captures"
        " anti join history.archive_files using (warc_file) order by warc_file"
    ).fetchall()
    for (name,) in rows:
        file = archive / name
        if file.is_file():
            connection.execute(
                "insert into history.archive_files values (?, ?, ?, ?)",
                [name, file.stat().st_size, file_sha256(file), number],
            )


def _write_tables(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    history.write_views(connection)
    connection.execute(
        """
        create or replace table main.runs as
        select started.run_id, started.kind, started."at" as started_at, finished."at" as finished_at,
            started.pass_time, finished.outcome, finished.counts, started.dateline_version, started.dagster_run_id
        from landing.run_events as started
        left join landing.run_events as finished
            on started.run_id = finished.run_id and finished.phase = 'finished'
        where started.phase = 'started'
        order by started."at", started.run_id
        """
    )
    connection.execute(
        """
        create or replace table main.meta as
        select snapshot_id, built_at, pass_time, run_id, kind, dateline_version, coder, extractor, duckdb_version
        from history.snapshots where number = $number
        """,
        {"number": snapshot.number},
    )
    for table, (comment, columns) in marts.COMMENTS.items():
        sort = "view" if table == "event_changes" else "table"
        comments = [f"comment on {sort} main.{table} is {literal(comment)}"]
        comments += [f"comment on column main.{table}.{quoted(c)} is {literal(words)}" for c, words in columns.items()]
        connection.execute(";".join(comments))


@dataclass(frozen=True, slots=True)
class _Shown:
    path: Path
    number: int
    snapshot_id: str


def _shown(home: Home) -> _Shown | None:
    """The snapshot that is shown now; None if none is, or it is not readable."""
    try:
        path = published_path(home)
        with duckdb.connect(path, read_only=True) as connection:
            row = connection.execute(
                "select number, snapshot_id from history.snapshots join main.meta using (snapshot_id)"
            ).fetchone()
    except (NoSnapshot, duckdb.Error):
        return None
    return None if row is None else _Shown(path, *row)


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    tables = marts.KEYS | marts.WRITTEN_AT_PUBLISH
    counts = [f"select {literal(table)}, count(*) from main.{quoted(table)}" for table in tables]
    return dict(connection.execute(" union all ".join(counts)).fetchall())


def _smoke(target: Path, snapshot: Snapshot, expected: dict[str, int]) -> None:
    """Ask the copy what it is and how many rows it has."""
    try:
        with duckdb.connect(target, read_only=True) as connection:
            row = connection.execute("select snapshot_id from main.meta").fetchone()
            found = _row_counts(connection)
            if row is None or row[0] != snapshot.snapshot_id or found != expected:
                raise CheckFailed(f"not published, the last snapshot stays: the copy {target.name} is not the build")
    except (duckdb.CatalogException, duckdb.InvalidInputException, duckdb.InternalException) as error:
        raise CheckFailed(f"not published, the last snapshot stays: the copy does not answer ({error})") from error


def _free_name(home: Home, built_at: datetime, run_id: str) -> Path:
    """A name that no reader can have open: a path that was used once keeps its old content for them."""
    stem = f"warehouse-{built_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{re.sub(r'[^A-Za-z0-9_-]', '-', run_id)[:40]}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(path for name in names if not (path := home.published / f"{name}.duckdb").exists())


def _sweep(home: Home) -> None:
    """Remove what a killed publish left: half-written copies, and whole ones that were never shown."""
    current = home.published_link.resolve()
    shown = current.stat().st_mtime_ns if current.is_file() else None
    left = [
        path
        for path in home.published.glob("warehouse-*.duckdb")
        if path != current
        and ((shown is not None and path.stat().st_mtime_ns > shown) or not manifest_file(path).exists())
    ]
    remove_files(left, home.published)
    for path in home.published.glob("*.part"):
        path.unlink()


def _prune(home: Home, current: Path, keep: int) -> None:
    """Keep the newest snapshots; a reader that has an older one open keeps it until it closes it."""
    files = sorted(home.published.glob("warehouse-*.duckdb"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    remove_files([path for path in files if path != current][keep - 1 :], home.published)
