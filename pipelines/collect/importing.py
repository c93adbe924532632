"""Bringing in pages that were saved elsewhere: WARC and WACZ files, HTML files and folders of them.

Each page becomes a record of our own archive and a capture, with the address and time it was saved with. How far a
WARC file has been read lands with its captures, so that an interrupted import goes on at that byte; what is held
already is left out. Addresses to be fetched stay out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipelines.archive.exchange import ArchiveError, Exchange
from pipelines.archive.reader import ArchivedPage, WarcPart, is_warc, iter_part, warc_parts
from pipelines.archive.writer import WarcWriter
from pipelines.collect.addresses import absolute
from pipelines.collect.feeds import iso_time
from pipelines.collect.hosts_of_sources import HostsOfSources
from pipelines.collect.own_address import article_address, declared_address, embedded_address, own_address
from pipelines.collect.pages import not_a_page
from pipelines.collect.protocols import Clock, ImportState, Progress, Sink
from pipelines.collect.recording import Recorder
from pipelines.records import ImportPlace, Source, key
from pipelines.settings import CollectSettings

IMPORT_HOST = "import.example"
"""The host under which a page without an address of its own is filed."""

HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
"""Endings by which a file is taken for a saved page."""
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class ImportFault(ValueError):
    """A path cannot be imported; the message names it and what can. Nothing was changed."""


@dataclass
class ImportCounts:
    """How an import went. `known` were held already; `cut_short` are pages of which whoever archived them kept only the
    beginning; `skipped` are records that are no HTML page (pictures, redirects, feeds), other addresses of an article
    that is held, or of one taken down; `problems` names pages that could not be taken, each with the reason."""

    pages: int = 0
    cut_short: int = 0
    known: int = 0
    skipped: int = 0
    payload_bytes: int = 0
    problems: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, int]:
        return {**{k: v for k, v in asdict(self).items() if k != "problems"}, "problems": len(self.problems)}


def import_pages(
    paths: Sequence[Path],
    *,
    archive: WarcWriter,
    sink: Sink,
    state: ImportState,
    clock: Clock,
    run_id: str,
    settings: CollectSettings,
    sources: Sequence[Source] = (),
    progress: Progress | None = None,
) -> ImportCounts:
    """Archive the pages of WARC or WACZ files, HTML files and folders of HTML, and land their captures.

    A page of a folder takes its address from `<file>.json` beside it ({"url": ..., "fetched_at": ...}), else from its
    canonical link or og:url, else from its place under `https://import.example/`; its time from there, else from the
    file's own. A page is a source's when its host is one of `sources`. Pages over `settings.max_bytes` are problems.
    Pages are in memory one at a time. Rows: captures, import_places.

    Raises:
        ImportFault: a path is missing or nothing of the kind; nothing was changed.
        OSError: the archive or the sink cannot write; what was landed before stands.
    """
    check_paths(paths)
    with Recorder(archive=archive, sink=sink, state=state, clock=clock, run_id=run_id) as recorder:
        job = _Import(recorder, state, HostsOfSources(sources), settings.max_bytes, clock, progress)
        job.total = sum(map(_size, paths))
        for path in paths:
            job.take(path)
    return job.counts


@dataclass
class _Import:
    """An import under way. `done` and `total` are bytes of the files given."""

    recorder: Recorder
    state: ImportState
    hosts: HostsOfSources
    max_bytes: int
    clock: Clock
    progress: Progress | None
    counts: ImportCounts = field(default_factory=ImportCounts)
    done: int = 0
    total: int = 0

    def take(self, path: Path) -> None:
        if path.is_dir():
            for file in _html_files(path):
                self._saved(file, f"{path.resolve().name}/{file.relative_to(path).as_posix()}")
        elif path.suffix.lower() in HTML_NAMES:
            self._saved(path, path.name)
        else:
            try:
                for part in warc_parts(path):
                    self._archived(part)
            except ArchiveError as error:
                self.counts.problems.append(f"{path}: {error}")

    def _saved(self, file: Path, name: str) -> None:
        exchange = _saved_page(file, name, self.max_bytes, self.counts)
        if exchange is not None:
            self._land(exchange)
        self.done += _size(file)
        self._tell(0)

    def _archived(self, part: WarcPart) -> None:
        """The pages of a WARC file, from where an earlier import of it stopped."""
        file_id = key("import", part.fingerprint(), self.max_bytes)
        before = self.state.import_place(file_id)
        start, taken = (before.position, before.pages) if before is not None else (0, 0)
        self.counts.known += taken
        if start < part.size:
            for page in iter_part(part, max_bytes=self.max_bytes, start=start):
                # Told before the page is taken: a record counts as dealt with once the next one is reached.
                self._reached(part, file_id, page.offset, taken)
                exchange = _as_exchange(page, f"{part.path}: {page.url}", self.counts)
                landed = exchange is not None and self._land(exchange)
                taken += landed
                self.counts.cut_short += landed and page.cut_short
                self._tell(page.offset)
            self._reached(part, file_id, part.size, taken)
        self.done += part.size

    def _reached(self, part: WarcPart, file_id: str, position: int, pages: int) -> None:
        self.recorder.reached(
            ImportPlace(file_id, self.recorder.run_id, part.name, position, part.size, pages, self.clock())
        )

    def _tell(self, ahead: int) -> None:
        if self.progress is not None:
            share = min((self.done + ahead) / self.total, 1.0) if self.total else None
            self.progress(self.counts.pages + self.counts.known, share=share)

    def _land(self, exchange: Exchange) -> bool:
        """Archive a page and land its capture if it is not held already; False where it is not to be kept."""
        recorder, counts = self.recorder, self.counts
        capture_id = key("capture", exchange.url, exchange.fetched_at.isoformat(), exchange.payload_sha256)
        if recorder.has(capture_id) or self.state.captured(exchange.payload_sha256, capture_id):
            counts.known += 1
            return True
        held = recorder.holder(exchange.payload_sha256)
        source = self.hosts.source_of(exchange.url)
        listed = article_address(exchange.url, source.homepage if source else None)
        own = own_address(listed, exchange.url, declared_address(exchange.payload, exchange.url))
        held_from = recorder.captured_from(own) if own != listed else None
        if self.state.taken_down(own) or held_from not in (None, exchange.url):
            counts.skipped += 1
            return False
        capture = recorder.keep(
            exchange,
            url=exchange.url,
            canonical_url=own,
            purpose="page",
            source_id=source.source_id if source else None,
            held=held,
        )
        recorder.add({"captures": [capture]})
        counts.pages += 1
        counts.payload_bytes += len(exchange.payload)
        return True


def check_paths(paths: Sequence[Path]) -> None:
    """That each path is something `import_pages` takes, before anything is changed.

    Raises:
        ImportFault: one is not; the message names it and what would be.
    """
    for path in paths:
        if path.is_dir():
            if not any(_html_files(path)):
                raise ImportFault(f"{path}: holds no .html, .htm or .xhtml file; name one that does, or a WARC file")
        elif not path.exists():
            raise ImportFault(f"{path}: there is no such file or folder")
        elif path.suffix.lower() not in HTML_NAMES and not is_warc(path):
            raise ImportFault(
                f"{path}: is neither WARC (.warc, .warc.gz, .wacz) nor HTML (.html) nor a folder of it, "
                "nor a list of addresses (one http(s) address a line)"
            )


def _html_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in HTML_NAMES and path.is_file():
            yield path


def _size(path: Path) -> int:
    """Bytes of a file as its records' offsets count them, or of all pages of a folder; 0 where it cannot be told."""
    try:
        if path.is_dir():
            return sum(file.stat().st_size for file in _html_files(path))
        if path.suffix.lower() in HTML_NAMES:
            return path.stat().st_size
        return sum(part.size for part in warc_parts(path))
    except (OSError, ArchiveError):
        return 0


def _as_exchange(page: ArchivedPage, name: str, counts: ImportCounts) -> Exchange | None:
    """An archived page as one to be archived by us; None where it is none or cannot be taken, which is counted."""
    if page.problem is not None:
        if _declared(page.content_type) in ("", *_HTML_TYPES):
            counts.problems.append(f"{name}: {page.problem}")
        else:
            counts.skipped += 1
        return None
    if page.status != 200 or not _is_html(page.content_type, page.payload) or absolute("", page.url) is None:
        counts.skipped += 1
        return None
    return Exchange(
        url=page.url,
        fetched_at=page.fetched_at,
        payload=page.payload,
        status=page.status,
        reason="OK",
        headers=page.headers or (("Content-Type", page.content_type or "text/html"),),
        content_type=page.content_type,
    )


def _saved_page(file: Path, name: str, max_bytes: int, counts: ImportCounts) -> Exchange | None:
    try:
        if file.stat().st_size > max_bytes:
            counts.problems.append(f"{file}: longer than {max_bytes} bytes (collect.max_bytes)")
            return None
        payload = file.read_bytes()
        noted = _sidecar(file)
        saved_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        counts.problems.append(f"{file}: cannot be read ({error.strerror})")
        return None
    fault = not_a_page("text/html", payload[:2_048])
    if fault is not None:
        counts.problems.append(f"{file}: {fault}")
        return None
    noted_url = noted.get("url")
    url = (absolute("", noted_url) if isinstance(noted_url, str) else None) or embedded_address(payload)
    return Exchange(
        url=url or f"https://{IMPORT_HOST}/{quote(name)}",
        fetched_at=iso_time(noted.get("fetched_at")) or saved_at,
        payload=payload,
        content_type="text/html",
    )


def _sidecar(file: Path) -> dict[str, Any]:
    for beside in (file.with_name(file.name + ".json"), file.with_suffix(".json")):
        if beside.is_file() and beside.stat().st_size < 1_000_000:
            try:
                noted = json.loads(beside.read_bytes())
            except (ValueError, RecursionError):
                continue
            if isinstance(noted, dict):
                return noted
    return {}


def _is_html(content_type: str | None, payload: bytes) -> bool:
    declared = _declared(content_type)
    if declared:
        return declared in _HTML_TYPES and not_a_page(declared, payload[:2_048]) is None
    return payload[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _declared(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()
