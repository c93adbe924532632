"""A real HTTP server on loopback that answers for any host, and rows kept in memory as the warehouse keeps them."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from pipelines.archive.writer import WarcWriter
from pipelines.collect.addresses import host_of
from pipelines.collect.network import Network
from pipelines.collect.pages import fetch_pages
from pipelines.collect.poll import poll_feeds
from pipelines.collect.protocols import CollectCounts
from pipelines.records import Capture, FeedEntry, FeedState, FetchAttempt, ImportPlace, LedgerRow, PageDue, Source, key
from pipelines.settings import CollectSettings

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIVE = ("done", "unchanged", "moved")


@dataclass(frozen=True)
class Answer:
    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None


@dataclass(frozen=True)
class Asked:
    host: str
    path: str
    headers: Mapping[str, str]


Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers by host and path; 404 for what it was not told. `asked` lists the requests in order."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Answer | Behaviour] = {}
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = (self.headers.get("Host") or "").partition(":")[0]
                site.asked.append(Asked(host, self.path, dict(self.headers.items())))
                answer = site.answers.get((host, self.path), Answer("nothing here", 404))
                if not isinstance(answer, Answer):
                    self.close_connection = True
                    answer(self)
                    return
                headers = dict(answer.headers)
                status, body = answer.status, answer.body
                body = body.encode() if isinstance(body, str) else body
                if answer.etag is not None:
                    headers["ETag"] = answer.etag
                    if self.headers.get("If-None-Match") == answer.etag:
                        status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def says(
        self,
        url: str,
        body: bytes | str | Behaviour = b"",
        status: int = 200,
        *,
        etag: str | None = None,
        **headers: str,
    ) -> None:
        """Let `url` (http://host/path) be answered so from now on; `content_type=` and the like are headers."""
        host, _, path = url.removeprefix("http://").partition("/")
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self.answers[host, "/" + path] = body if callable(body) else Answer(body, status, named, etag)

    def paths(self) -> list[str]:
        return [f"{asked.host}{asked.path}" for asked in self.asked]

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Rows:
    """The landing tables in memory: what the collecting room asks of the warehouse, answered from rows appended."""

    def __init__(self, poll_minutes: float = 15) -> None:
        self.tables: dict[str, list[Any]] = {}
        self.batches = 0
        self.gone: set[str] = set()
        self._poll = timedelta(minutes=poll_minutes)

    def append(self, rows: Mapping[str, Sequence[object]]) -> None:
        self.batches += 1
        for name, new in rows.items():
            self.tables.setdefault(name, []).extend(new)

    @property
    def attempts(self) -> list[FetchAttempt]:
        return self.tables.get("fetch_attempts", [])

    @property
    def captures(self) -> list[Capture]:
        return self.tables.get("captures", [])

    @property
    def entries(self) -> list[FeedEntry]:
        return self.tables.get("feed_entries", [])

    @property
    def ledger(self) -> list[LedgerRow]:
        return self.tables.get("ledger", [])

    def of(self, url: str) -> FetchAttempt:
        """The last attempt at an address."""
        return [attempt for attempt in self.attempts if attempt.url == url][-1]

    def feed_states(self) -> Mapping[str, FeedState]:
        states: dict[str, FeedState] = {}
        for a in self.attempts:
            if a.purpose not in ("feed", "sitemap"):
                continue
            was = states.get(a.url)
            good = a.outcome in LIVE
            held = a if a.outcome in ("done", "moved") else was
            states[a.url] = FeedState(
                a.url, held.etag if held else None, held.last_modified if held else None,
                a.retry_at or a.attempted_at + self._poll, 0 if good else (was.failures if was else 0) + 1,
            )  # fmt: skip
        return states

    def pages_due(self, now: datetime, limit: int) -> Sequence[PageDue]:
        newest = {row.input_id: row for row in self.ledger}
        due = []
        for entry in self.entries:
            row = newest.get(entry.entry_id)
            if row is not None and (row.outcome == "dead" or row.next_try_at is None or row.next_try_at > now):
                continue
            held = [a for a in self.attempts if a.url == entry.url and a.outcome in ("done", "moved")]
            own = [c.canonical_url for c in self.captures if c.url == entry.url and c.purpose == "page"]
            due.append(
                PageDue(
                    entry.entry_id, entry.source_id, entry.url, own[0] if own else entry.canonical_url,
                    row.attempts if row is not None and row.outcome == "failed" else 0,
                    row is not None and row.outcome in ("done", "empty"),
                    held[-1].etag if held else None, held[-1].last_modified if held else None, entry.seen_at,
                )
            )  # fmt: skip
        return due[:limit]

    def captures_with(self, digests: Collection[str]) -> Mapping[str, Capture]:
        held: dict[str, Capture] = {}
        for capture in self.captures:
            if capture.payload_sha256 in digests and capture.refers_to is None:
                held.setdefault(capture.payload_sha256, capture)
        return held

    def captured_from(self, canonical_url: str) -> str | None:
        return next((c.url for c in self.captures if c.purpose == "page" and c.canonical_url == canonical_url), None)

    def taken_down(self, canonical_url: str) -> bool:
        return canonical_url in self.gone

    def known_entries(self, entry_ids: Sequence[str]) -> set[str]:
        return {entry.entry_id for entry in self.entries} & set(entry_ids)

    def captured(self, payload_sha256: str, capture_id: str) -> bool:
        return any(capture.capture_id == capture_id for capture in self.captures)

    def import_place(self, file_id: str) -> ImportPlace | None:
        places = [place for place in self.tables.get("import_places", []) if place.file_id == file_id]
        return max(places, key=lambda place: place.position, default=None)

    def paused_hosts(self, now: datetime) -> set[str]:
        waits = [a for a in self.attempts if a.outcome == "throttled" and a.retry_at is not None and a.retry_at > now]
        return {host_of(attempt.final_url or attempt.url) for attempt in waits}

    def robots_captures(self, since: datetime) -> Sequence[Capture]:
        return [c for c in self.captures if c.purpose == "robots" and c.fetched_at >= since]


class Desk:
    """A site, rows, an archive and a clock that the test moves: what a round needs."""

    def __init__(self, site: Site, folder: Path, **settings: Any) -> None:
        given = {"delay_seconds": 0.0, "replay_address": site.address, "connect_seconds": 2, "idle_seconds": 2}
        self.site = site
        self.folder = folder
        self.settings = CollectSettings(**{**given, **settings})
        self.rows = Rows()
        self.now = START
        self.told: list[tuple[int, int | None]] = []
        self._runs = 0

    @contextmanager
    def _archive(self) -> Iterator[WarcWriter]:
        self._runs += 1
        with WarcWriter(self.folder, prefix=f"run{self._runs}", max_bytes=10**8, clock=lambda: self.now) as archive:
            yield archive

    def _tell(self, done: int, total: int | None = None, share: float | None = None) -> None:
        self.told.append((done, total))

    def _round(self, archive: WarcWriter) -> dict[str, Any]:
        return {
            "state": self.rows, "sink": self.rows, "archive": archive, "clock": lambda: self.now,
            "network": Network.from_settings(self.settings), "settings": self.settings, "random": random.Random(7),
            "run_id": f"run{self._runs}", "progress": self._tell,
        }  # fmt: skip

    def poll(self, *sources: Source) -> CollectCounts:
        with self._archive() as archive:
            return poll_feeds(sources, **self._round(archive))

    def fetch(self) -> CollectCounts:
        with self._archive() as archive:
            return fetch_pages(**self._round(archive))

    def name(self, *urls: str) -> None:
        """Let addresses be due as if a feed had named them."""
        self.rows.append({"feed_entries": [entry(url, self.now) for url in urls]})


def entry(url: str, at: datetime = START) -> FeedEntry:
    return FeedEntry(key("entry", url), "run0", "harbour", "http://harbour.example/rss", url, url, None, None, at)


def source(*feeds: str, sitemaps: tuple[str, ...] = (), source_id: str = "harbour") -> Source:
    return Source(source_id, "Harbour Post", "http://harbour.example/", None, "en", "private", None, feeds, sitemaps)


def rss(*links: str) -> str:
    items = "".join(f"<item><title>Story {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'


def page(text: str) -> str:
    return f"<html><head><title>{text}</title></head><body><article><p>{text}</p></article></body></html>"
