"""`dateline verify`: every receipt of a snapshot recomputed offline, against its manifest and the archive.

Six kinds of check: the snapshot's file and rows against the manifest; the saved history against the snapshot's; the
fields of events, claims and situations against the mentions they rest on; each span against its text; each text against
its hash; each capture against its WARC record. Each thing that fails is named, and the rest is still checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.archive.exchange import ArchiveError
from pipelines.archive.reader import read_payload
from pipelines.settings import Home
from pipelines.warehouse import history, marts
from pipelines.warehouse.content import columns_of
from pipelines.warehouse.digests import file_sha256, sha256_hex
from pipelines.warehouse.manifest import Manifest, held_rows, manifest_file, read_manifest, row_hashes
from pipelines.warehouse.snapshot import connect
from pipelines.warehouse.tables import literal, quoted


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was published.

    `kind`: manifest, file, row, history, evidence, text, span, capture or archive.
    """

    kind: str
    table: str
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """All that failed, and how much was checked by name."""

    findings: tuple[Finding, ...]
    checked: dict[str, int]

    def summary(self) -> str:
        """One line for people."""
        done = ", ".join(f"{count:,} {name}" for name, count in self.checked.items())
        return f"checked {done}: {f'{len(self.findings)} failed' if self.findings else 'all as published'}"


@dataclass(frozen=True, slots=True)
class _Spans:
    """Where a table's rows say that certain characters of a revision's text stand; `only` says which rows."""

    table: str
    start: str
    end: str
    said: str | None
    revision: str = "revision_id"
    only: str = "true"


SPANS: tuple[_Spans, ...] = (
    _Spans("event_mentions", "trigger_start", "trigger_end", "trigger"),
    _Spans("event_mentions", "sentence_start", "sentence_end", "sentence"),
    _Spans("event_mentions", "place_start", "place_end", None),
    _Spans("event_mentions", "time_start", "time_end", None),
    _Spans("entity_mentions", "start_char", "end_char", "text"),
    _Spans("quotes", "start_char", "end_char", "text"),
    _Spans("situation_mentions", "start_char", "end_char", "text"),
    _Spans(
        "revision_changes", "old_start", "old_end", "old_value", "previous_revision_id", "old_paragraph is not null"
    ),
    _Spans("revision_changes", "new_start", "new_end", "new_value", only="new_paragraph is not null"),
)
"""Every span in the published tables; `said` is the column that repeats its characters."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a table's rows rest on: mentions with the row's key, each field told by one of them at least."""

    table: str
    mentions: str
    fields: tuple[str, ...]


EVIDENCE: tuple[_Evidence, ...] = (
    _Evidence("events", "event_mentions", (
        "event_type", "mode", "cameo", "place_id", "event_from", "event_to",
        "deaths_low", "deaths_high", "injured_low", "injured_high",
    )),
    _Evidence("claims", "event_mentions", ("event_type", "mode", "modality", "cameo", "place_id", "sentence")),
    _Evidence("situations", "situation_mentions", ("value", "situation_from")),
)  # fmt: skip
"""The tables whose fields are taken from mentions; what is counted or worded from several is held by the row's hash."""


Tell = Callable[[str, int, int | None], object]
"""Told the name of a check, how far it is, and of how many where it goes one by one."""


def verify_snapshot(home: Home, path: Path, tell: Tell | None = None) -> VerifyReport:
    """Check a snapshot whole; `tell` hears how far it is.

    Raises:
        NoSnapshot, MachineFault: it cannot be opened at all.
    """
    checked: Counter[str] = Counter()
    findings = tuple(verify(home, path, checked, tell))
    return VerifyReport(findings, dict(checked))


def verify(home: Home, path: Path, checked: Counter[str] | None = None, tell: Tell | None = None) -> Iterator[Finding]:
    """What is not as it was published, as it is found.

    Args:
        home: its archive holds the captures.
        path: the snapshot.
        checked: counts what was looked at, by name.
        tell: hears how far it is.

    Raises:
        NoSnapshot, MachineFault: the snapshot cannot be opened at all.
    """
    counts = checked if checked is not None else Counter()
    say = tell or _silent
    manifest = None
    say("file", 0, None)
    try:
        manifest = read_manifest(path)
    except (OSError, ValueError) as error:
        yield Finding("manifest", "", path.name, f"{manifest_file(path).name} is not readable: {error}")
    if manifest is not None:
        yield from _file(path, manifest, counts)
    with connect(path) as connection:
        checks = [
            *([("rows", _rows(connection, path, manifest, counts))] if manifest is not None else []),
            ("history", _history(connection, home.history, counts)),
            *((evidence.table, _evidence(connection, evidence, counts)) for evidence in EVIDENCE),
            ("texts", _texts(connection, counts)),
            *(("spans", _spans(connection, spans, counts)) for spans in SPANS),
            ("captures", _captures(connection, home.archive, counts, say)),
            ("archive files", _archive(connection, home.archive, counts, say)),
        ]
        for name, check in checks:
            say(name, 0, None)
            try:
                yield from check
            except duckdb.Error as error:
                yield Finding("file", "", path.name, f"not readable: {str(error).splitlines()[0]}")


def _file(path: Path, manifest: Manifest, counts: Counter[str]) -> Iterator[Finding]:
    counts["snapshot"] += 1
    if file_sha256(path) != manifest.sha256:
        yield Finding("file", "", path.name, "the file's SHA-256 is not the one it was published with")
    if (manifest.file, manifest.bytes) != (path.name, path.stat().st_size):
        yield Finding("manifest", "", path.name, "the manifest tells another name or size of the file")


def _rows(
    connection: duckdb.DuckDBPyConnection, path: Path, manifest: Manifest, counts: Counter[str]
) -> Iterator[Finding]:
    """Hold each row's hash against the manifest's; said plainly where another DuckDB version makes that impossible."""
    counts["rows"] += sum(manifest.tables.values())
    if manifest.duckdb_version != duckdb.__version__:
        yield Finding(
            "manifest", "", path.name,
            f"row hashes were made by DuckDB {manifest.duckdb_version} and this is {duckdb.__version__}:"
            " rows are checked by the file's digest alone",
        )  # fmt: skip
        return
    for table, count in manifest.tables.items():
        if columns_of(connection, table) and count != _count(connection, table):
            yield Finding("manifest", table, "", f"the manifest tells of {count} rows")
    gone = [table for table in manifest.tables if not columns_of(connection, table)]
    for table in gone:
        yield Finding("row", table, "", "the whole table is gone")
    rows = connection.execute(
        f"""
        with published as ({held_rows(manifest, path.parent)}), found as ({row_hashes(connection)})
        select table_name, row_key, published.row_hash is null as added, found.row_hash is null as removed
        from published full join found using (table_name, row_key)
        where published.row_hash is distinct from found.row_hash
        order by table_name, row_key
        """
    ).fetchall()
    for table, key, added, removed in rows:
        if table not in gone:
            yield Finding("row", table, key, "not published" if added else "missing" if removed else "was changed")


def _history(connection: duckdb.DuckDBPyConnection, folder: Path, counts: Counter[str]) -> Iterator[Finding]:
    """Hold the history saved beside the snapshots, from which a lost build file is mended, against its own."""
    for table in history.TABLES:
        if not any((folder / table).glob("*.parquet")):
            continue
        columns = connection.sql(f"from history.{table} limit 0").columns
        chosen = ", ".join(f"{quoted(column)}::varchar as {quoted(column)}" for column in columns)
        files = literal(str(folder / table / "*.parquet"))
        try:
            saved = connection.execute(f"select count(*) from read_parquet({files})").fetchall()[0][0]
            differing = connection.execute(
                f"""
                with held as (select distinct {chosen} from history.{table}),
                saved as (
                    select distinct {chosen} from read_parquet({files}, union_by_name = true)
                    where number <= (select max(number) from history.snapshots)
                )
                select number, count(*) from ((from held except from saved) union all (from saved except from held))
                group by number order by number::bigint
                """
            ).fetchall()
        except duckdb.Error as error:
            yield Finding("history", table, "", f"the saved files are not readable: {str(error).splitlines()[0]}")
            continue
        counts["rows of history"] += saved
        for number, rows in differing:
            yield Finding("history", table, f"snapshot {number}", f"{rows} rows differ from those that were published")


def _evidence(connection: duckdb.DuckDBPyConnection, evidence: _Evidence, counts: Counter[str]) -> Iterator[Finding]:
    """Hold each field against what the mentions of its row tell, and the counts against how many they are."""
    key = marts.KEYS[evidence.table][0]
    held, told = columns_of(connection, evidence.table), columns_of(connection, evidence.mentions)
    if not {key, "article_id"} <= set(told):
        return
    fields = [name for name in evidence.fields if name in held and name in told]
    lists = "".join(f", list(distinct {name}) as {name}" for name in fields)
    faults = ["case when told.mentions is null then 'no mention leads to it' end"]
    faults += [
        f"case when rows.{name} is not null and told.mentions is not null"
        f" and not coalesce(list_contains(told.{name}, rows.{name}), false)"
        f" then '{name} is told by none of its mentions' end"
        for name in fields
    ]
    faults += [
        f"case when rows.{name} <> told.{name}"
        f" then '{name} is ' || rows.{name} || ', and ' || told.{name} || ' lead to it' end"
        for name in ("mentions", "articles")
        if name in held
    ]
    counts["fields of " + evidence.table] += len(fields) * _count(connection, evidence.table)
    for row_key, broken in connection.execute(
        f"""
        with told as (
            select {key}, count(*) as mentions, count(distinct article_id) as articles {lists}
            from {evidence.mentions} where {key} is not null group by {key}
        )
        select * from (
            select rows.{key}, concat_ws('; ', {", ".join(faults)}) as broken
            from {evidence.table} as rows left join told on rows.{key} = told.{key}
        ) where broken <> '' order by all
        """
    ).fetchall():
        yield Finding("evidence", evidence.table, row_key, broken)


def _texts(connection: duckdb.DuckDBPyConnection, counts: Counter[str]) -> Iterator[Finding]:
    counts["texts"] += _count(connection, "revisions")
    for key, found, said in connection.execute(
        "select revision_id, sha256(text), text_sha256 from revisions"
        " where sha256(text) is distinct from text_sha256 order by revision_id"
    ).fetchall():
        yield Finding("text", "revisions", key, f"the text's SHA-256 is {found}, the row says {said}")
    for table in ("event_mentions", "situation_mentions"):
        for (key,) in connection.execute(
            f"""
            select mention_id from {table} left join revisions using (revision_id)
            where {table}.text_sha256 is distinct from revisions.text_sha256 order by mention_id
            """
        ).fetchall():
            yield Finding("text", table, key, "its text_sha256 is not that of its revision's text")


def _spans(connection: duckdb.DuckDBPyConnection, spans: _Spans, counts: Counter[str]) -> Iterator[Finding]:
    start, end = f"mentions.{spans.start}", f"mentions.{spans.end}"
    cut = f"substring(revisions.text, {start} + 1, {end} - {start})"
    other = f"or mentions.{spans.said} is distinct from {cut}" if spans.said else ""
    key = marts.KEYS[spans.table][0]
    row = connection.execute(f"select count({spans.start}) from {spans.table} where {spans.only}").fetchone()
    counts["spans"] += int(row[0]) if row else 0
    for row_key, first, last in connection.execute(
        f"""
        select mentions.{key}, {start}, {end} from {spans.table} as mentions
        left join revisions on mentions.{spans.revision} = revisions.revision_id
        where {spans.only} and ({start} is not null or {end} is not null) and (
            revisions.text is null or {start} is null or {end} is null or {start} < 0 or {end} < {start}
            or {end} > length(revisions.text) {other}
        )
        order by all
        """
    ).fetchall():
        what = spans.said or spans.start.removesuffix("_start")
        yield Finding("span", spans.table, row_key, f"{what} is not what the text has at {first} to {last}")


def _captures(
    connection: duckdb.DuckDBPyConnection, archive: Path, counts: Counter[str], say: Tell
) -> Iterator[Finding]:
    """Read each capture's record in the order of the archive, and hold its payload against the row's digest."""
    rows = connection.execute(
        """
        select captures.capture_id, captures.payload_sha256,
            coalesce(holders.warc_file, captures.warc_file) as warc_file,
            coalesce(holders.warc_offset, captures.warc_offset) as warc_offset
        from captures left join captures as holders on captures.refers_to = holders.capture_id
        order by warc_file, warc_offset, captures.capture_id
        """
    ).fetchall()
    place, digest = None, None
    for key, said, file, offset in rows:
        counts["captures"] += 1
        say("captures", counts["captures"], len(rows))
        if (file, offset) != place:
            place, digest = (file, offset), None
            try:
                digest = sha256_hex(read_payload(archive, file, offset))
            except (ArchiveError, OSError) as error:
                yield Finding("capture", "captures", key, str(error))
                continue
        if digest != said:
            yield Finding("capture", "captures", key, f"the payload at byte {offset} of {file} has another SHA-256")
    for table in ("event_mentions", "situation_mentions"):
        for (key,) in connection.execute(
            f"""
            select mention_id from {table} left join captures using (capture_id)
            where {table}.payload_sha256 is distinct from captures.payload_sha256 order by mention_id
            """
        ).fetchall():
            yield Finding("capture", table, key, "its receipt does not lead to the capture it names")


def _archive(
    connection: duckdb.DuckDBPyConnection, archive: Path, counts: Counter[str], say: Tell
) -> Iterator[Finding]:
    """Hold each WARC file against the digest it had when its captures were first published."""
    files = connection.execute(
        "select warc_file, bytes, sha256 from history.archive_files order by warc_file"
    ).fetchall()
    for name, size, digest in files:
        counts["archive files"] += 1
        say("archive files", counts["archive files"], len(files))
        file = archive / name
        if not file.is_file():
            yield Finding("archive", "", name, "the file is not in archive/: restore it from a back-up")
        elif file.stat().st_size != size or file_sha256(file) != digest:
            yield Finding("archive", "", name, "the file is not as it was when its captures were published")


def _silent(check: str, done: int, total: int | None) -> None:
    """Tells nobody."""


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0
