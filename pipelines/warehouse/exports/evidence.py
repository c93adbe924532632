"""The evidence of one event as a WACZ file (1.1.1): its pages as they were archived, and what was read from them.

`archive/data.warc.gz` holds the records of all captures that its mentions lead to, byte for byte as in the archive, so
that a replay tool shows the pages; `evidence/event.json` the event, its mentions with their offsets, and the texts.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb

from pipelines.archive.exchange import ArchiveError
from pipelines.archive.reader import read_payload, read_record
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.exports.reading import ExportError, records
from pipelines.warehouse.files import whole_file
from pipelines.warehouse.render import plain

_WARC = "data.warc.gz"
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside: the same evidence gives the same bytes whenever it is packed."""

_CAPTURES = """
    with wanted as (
        select distinct capture_id from main.event_mentions where event_id = $event
    ),
    holders as (
        select refers_to as capture_id from main.captures
        where refers_to is not null and capture_id in (select capture_id from wanted)
    )
    select capture_id, url, final_url, fetched_at, status, content_type, payload_sha256, refers_to,
        warc_file, warc_offset, warc_length
    from main.captures
    where capture_id in (from wanted union from holders)
    order by warc_file, warc_offset
"""
_TEXTS = """
    select revision_id, article_id, capture_id, title, text, text_sha256 from main.revisions
    where revision_id in (select revision_id from main.event_mentions where event_id = $event)
    order by revision_id
"""


@dataclass(frozen=True, slots=True)
class _Record:
    """One capture with the bytes of its record and where they begin in the packed file."""

    capture: dict[str, Any]
    data: bytes
    offset: int


def write_evidence(connection: duckdb.DuckDBPyConnection, archive: Path, event: str, folder: Path) -> Path:
    """Write `event-<id>.wacz`.

    Raises:
        ExportError: there is no such event, or a record of it is not in the archive as it was published.
    """
    given = {"event": event}
    found = list(records(connection, "from main.events where event_id = $event", given))
    if not found:
        raise ExportError(_no_such_event(connection, event))
    mentions = list(records(connection, "from main.event_mentions where event_id = $event order by mention_id", given))
    texts = list(records(connection, _TEXTS, given))
    packed = _packed(list(records(connection, _CAPTURES, given)), archive)
    [meta] = records(connection, "select snapshot_id, built_at, dateline_version from main.meta")
    told = {
        "event": found[0],
        "mentions": mentions,
        "revisions": texts,
        "captures": [
            one.capture | {"warc_file": f"archive/{_WARC}", "warc_offset": one.offset, "archive_file": _place(one)}
            for one in packed
        ],
        "snapshot_id": meta["snapshot_id"],
    }
    files = {
        f"archive/{_WARC}": b"".join(one.data for one in packed),
        "indexes/index.cdx": _index(packed),
        "pages/pages.jsonl": _pages(packed, texts),
        "evidence/event.json": _json(told),
    }
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": found[0]["summary"],
        "description": f"Evidence of event {event} in the warehouse of Dateline, snapshot {meta['snapshot_id']}.",
        "created": f"{meta['built_at'].astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "software": f"Dateline {meta['dateline_version']}",
        "resources": [
            {"name": name.split("/")[1], "path": name, "hash": f"sha256:{sha256_hex(data)}", "bytes": len(data)}
            for name, data in files.items()
        ],
    }
    files["datapackage.json"] = _json(package)
    digest = {"path": "datapackage.json", "hash": f"sha256:{sha256_hex(files['datapackage.json'])}"}
    files["datapackage-digest.json"] = _json(digest)
    target = folder / f"event-{event}.wacz"
    with whole_file(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in files.items():
            bundle.writestr(zipfile.ZipInfo(name, _OLDEST), data)
    return target


def _no_such_event(connection: duckdb.DuckDBPyConnection, event: str) -> str:
    if not re.fullmatch("[0-9a-f]{16}", event):
        return f"--event {event}: an event's id is 16 hex digits, as in column event_id of table events"
    last = list(
        records(
            connection,
            "select change, into_event_id from main.event_changes where event_id = $event order by changed_at desc",
            {"event": event},
        )
    )
    if last and last[0]["change"] == "merged":
        return f"--event {event}: it was merged into {last[0]['into_event_id']}; pack that one"
    return f"--event {event}: there is no such event in the published snapshot" + (
        "; it was there before, see event_changes" if last else ""
    )


def _packed(captures: list[dict[str, Any]], archive: Path) -> list[_Record]:
    packed, offset = [], 0
    for capture in captures:
        file, start = capture["warc_file"], capture["warc_offset"]
        try:
            data = read_record(archive, file, start, capture["warc_length"])
            sound = (
                capture["refers_to"] is not None
                or sha256_hex(read_payload(archive, file, start)) == capture["payload_sha256"]
            )
        except ArchiveError as error:
            raise ExportError(f"the evidence is not whole: {error}") from error
        if not sound:
            raise ExportError(
                f"the evidence is not whole: the payload at byte {start} of {file} is not the one that was published;"
                " `dateline verify` names all that fails"
            )
        packed.append(_Record(capture, data, offset))
        offset += len(data)
    return packed


def _index(packed: list[_Record]) -> bytes:
    """CDXJ: one line a record, sorted by its address turned round and its time."""
    lines = []
    for one in packed:
        capture = one.capture
        fields = {
            "url": capture["final_url"],
            "mime": "warc/revisit" if capture["refers_to"] else (capture["content_type"] or "unk").split(";")[0],
            "status": str(capture["status"]),
            "digest": f"sha256:{capture['payload_sha256']}",
            "length": str(len(one.data)),
            "offset": str(one.offset),
            "filename": _WARC,
        }
        at = f"{capture['fetched_at'].astimezone(UTC):%Y%m%d%H%M%S}"
        lines.append(f"{_turned(capture['final_url'])} {at} {json.dumps(fields, ensure_ascii=True)}\n")
    return "".join(sorted(lines)).encode()


def _turned(url: str) -> str:
    """An address as indexes sort it: com,example)/path, in lower case, without `www.`."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return "invalid)/" + hashlib.sha256(url.encode()).hexdigest()
    turned = ",".join(reversed(host.split(".")))
    default = {"http": 80, "https": 443}.get(parts.scheme)
    where = f"{turned}:{port}" if port not in (None, default) else turned
    query = f"?{parts.query}" if parts.query else ""
    return re.sub(r"\s", "%20", f"{where}){parts.path or '/'}{query}".lower())


def _pages(packed: list[_Record], texts: list[dict[str, Any]]) -> bytes:
    by_capture = {text["capture_id"]: text for text in texts}
    lines: list[dict[str, Any]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Reports of the event"}]
    for one in packed:
        text = by_capture.get(one.capture["capture_id"])
        if text is not None:
            at: datetime = one.capture["fetched_at"].astimezone(UTC)
            lines.append(
                {
                    "id": one.capture["capture_id"],
                    "url": one.capture["final_url"],
                    "ts": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                    "title": text["title"] or one.capture["final_url"],
                    "text": text["text"],
                }
            )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _place(one: _Record) -> str:
    return f"{one.capture['warc_file']} at byte {one.capture['warc_offset']}"


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=plain) + "\n").encode()
