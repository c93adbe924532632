"""Bringing in pages that were saved elsewhere: WARC and WACZ files, HTML files and folders of them.

Each page becomes a record of our own archive and a capture, with the address and time it was saved with. What is held
already is left out, so that an interrupted import goes on where it stopped. Addresses to be fetched stay out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree

from pipelines.archive.exchange import ArchiveError, Exchange
from pipelines.archive.reader import is_warc, iter_pages
from pipelines.archive.writer import WarcWriter
from pipelines.collect.addresses import absolute, canonical
from pipelines.collect.feeds import iso_time
from pipelines.collect.hosts_of_sources import HostsOfSources
from pipelines.collect.pages import not_a_page
from pipelines.collect.protocols import Clock, ImportState, Progress, Sink
from pipelines.collect.recording import Recorder
from pipelines.records import Source, key
from pipelines.settings import CollectSettings

IMPORT_HOST = "import.example"
"""The host under which a page without an address of its own is filed."""

HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
"""Endings by which a file is taken for a saved page."""
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD_BYTES = 262_144


class ImportFault(ValueError):
    """A path cannot be imported; the message names it and what can. Nothing was changed."""


@dataclass
class ImportCounts:
    """How an import went. `known` were held already; `skipped` are records that are no HTML page (pictures, redirects,
    feeds); `problems` names pages that could not be taken, each with the reason."""

    pages: int = 0
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

    Raises:
        ImportFault: a path is missing or nothing of the kind; nothing was changed.
        OSError: the archive or the sink cannot write; what was landed before stands.
    """
    check_paths(paths)
    counts = ImportCounts()
    hosts = HostsOfSources(sources)
    with Recorder(archive=archive, sink=sink, state=state, clock=clock, run_id=run_id) as recorder:
        seen: set[str] = set()
        for exchange in _exchanges(paths, settings.max_bytes, counts):
            _import_one(exchange, recorder, state, seen, hosts, counts)
            if progress is not None:
                progress(exchange.url, counts.pages + counts.known)
    return counts


def _import_one(
    exchange: Exchange,
    recorder: Recorder,
    state: ImportState,
    seen: set[str],
    hosts: HostsOfSources,
    counts: ImportCounts,
) -> None:
    capture_id = key("capture", exchange.url, exchange.fetched_at.isoformat(), exchange.payload_sha256)
    if capture_id in seen or state.known_captures([capture_id]):
        counts.known += 1
        return
    seen.add(capture_id)
    capture = recorder.keep(
        exchange,
        url=exchange.url,
        canonical_url=canonical(exchange.url),
        purpose="page",
        source_id=hosts.source_of(exchange.url),
        held=recorder.holder(exchange.payload_sha256),
    )
    recorder.add({"captures": [capture]})
    counts.pages += 1
    counts.payload_bytes += len(exchange.payload)


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


def _exchanges(paths: Sequence[Path], max_bytes: int, counts: ImportCounts) -> Iterator[Exchange]:
    for path in paths:
        if path.is_dir():
            for file in _html_files(path):
                yield from _saved_page(
                    file, f"{path.resolve().name}/{file.relative_to(path).as_posix()}", max_bytes, counts
                )
        elif path.suffix.lower() in HTML_NAMES:
            yield from _saved_page(path, path.name, max_bytes, counts)
        else:
            yield from _archived_pages(path, max_bytes, counts)


def _archived_pages(path: Path, max_bytes: int, counts: ImportCounts) -> Iterator[Exchange]:
    pages = iter_pages(path, max_bytes=max_bytes)
    while True:
        try:
            page = next(pages, None)
        except ArchiveError as error:
            counts.problems.append(f"{path}: {error}")
            return
        if page is None:
            return
        if page.problem is not None:
            counts.problems.append(f"{path}: {page.url}: {page.problem}")
        elif page.status != 200 or not _is_html(page.content_type, page.payload) or absolute("", page.url) is None:
            counts.skipped += 1
        else:
            yield Exchange(
                url=page.url,
                fetched_at=page.fetched_at,
                payload=page.payload,
                status=page.status,
                reason="OK",
                headers=page.headers or (("Content-Type", page.content_type or "text/html"),),
                content_type=page.content_type,
            )


def _saved_page(file: Path, name: str, max_bytes: int, counts: ImportCounts) -> Iterator[Exchange]:
    try:
        if file.stat().st_size > max_bytes:
            counts.problems.append(f"{file}: longer than {max_bytes} bytes (collect.max_bytes)")
            return
        payload = file.read_bytes()
        noted = _sidecar(file)
        saved_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        counts.problems.append(f"{file}: cannot be read ({error.strerror})")
        return
    fault = not_a_page("text/html", payload[:2_048])
    if fault is not None:
        counts.problems.append(f"{file}: {fault}")
        return
    noted_url = noted.get("url")
    url = (absolute("", noted_url) if isinstance(noted_url, str) else None) or own_address(payload)
    yield Exchange(
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


def own_address(payload: bytes) -> str | None:
    """The address that a page gives as its own: canonical link, else og:url. A site's front page is none, since many
    templates name it on every page."""
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(payload[:_HEAD_BYTES], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    links = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    metas = [e.get("content") for e in root.iter("meta") if (e.get("property") or "").lower() == "og:url"]
    for given in (*links, *metas):
        url = absolute("", given) if given else None
        if url is not None and (urlsplit(url).path not in ("", "/") or urlsplit(url).query):
            return url
    return None


def _is_html(content_type: str | None, payload: bytes) -> bool:
    declared = (content_type or "").partition(";")[0].strip().lower()
    if declared:
        return declared in _HTML_TYPES and not_a_page(declared, payload[:2_048]) is None
    return payload[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
