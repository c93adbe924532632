"""Which archived answers of feeds and sitemaps name an address: they repeat an article's title and its first words."""

from __future__ import annotations

import html
import zlib
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from pipelines.archive.exchange import ArchiveError
from pipelines.archive.reader import read_payload

_LARGEST = 50_000_000


def feeds_that_name(connection: duckdb.DuckDBPyConnection, archive: Path, addresses: Collection[str]) -> list[str]:
    """The captures of feeds and sitemaps whose answer holds one of these addresses, by their paths alone: links in a
    feed may be relative. Only the feeds that named one of them are read.
    """
    named = connection.execute(
        "select distinct feed_url, url from landing.feed_entries where canonical_url in (select unnest($addresses))",
        {"addresses": list(addresses)},
    ).fetchall()
    paths = {path for _, url in named if len(path := _path(url)) > 1}
    rows = connection.execute(
        """
        select captures.capture_id, coalesce(holders.warc_file, captures.warc_file) as file,
            coalesce(holders.warc_offset, captures.warc_offset) as place
        from landing.captures left join landing.captures as holders on captures.refers_to = holders.capture_id
        where captures.purpose in ('feed', 'sitemap') and captures.url in (select unnest($feeds)) order by file, place
        """,
        {"feeds": sorted({feed for feed, _ in named} | {""})},
    ).fetchall()
    told: dict[tuple[str, int], bool] = {}
    for _, file, place in rows:
        if (file, place) not in told:
            told[file, place] = _holds(archive, file, place, paths)
    return [capture_id for capture_id, file, place in rows if told[file, place]]


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _holds(archive: Path, file: str, place: int, paths: Collection[str]) -> bool:
    try:
        payload = read_payload(archive, file, place)
        if payload[:2] == b"\x1f\x8b":
            payload = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(payload, _LARGEST)
    except (ArchiveError, OSError, zlib.error):
        return False
    text = html.unescape(payload.decode("utf-8", "replace")).replace("\\/", "/")
    return any(path in text for path in paths)
