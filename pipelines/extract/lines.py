"""The `extract` command's JSON lines and files: pages in, extractions out, in the same order."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.extract.characters import MAX_BYTES
from pipelines.extract.json_form import extraction_json
from pipelines.extract.pages import Unread, extract_pages, loose_page
from pipelines.records import Page
from pipelines.settings import ExtractSettings
from pipelines.workers import Failure

_SUFFIXES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A page that was asked about, or why it cannot be. `id` is any JSON value; `line` is None for a file."""

    id: Any
    line: int | None
    page: Page | None = None
    error_class: str = ""
    message: str = ""


def extract_lines(
    lines: Iterable[str], settings: ExtractSettings, clock: Callable[[], datetime]
) -> Iterator[dict[str, Any]]:
    """The answer to each line that is not blank, in order.

    A line is `{"id","html","url"?,"fetched_at"?}`; without `fetched_at` the page is taken as fetched now. A line that
    cannot be answered, or whose page holds no article, gives `{"id","line","error":{"class","message"}}` in its place.
    """
    asked = (_read_line(line, number, clock) for number, line in enumerate(lines, start=1) if line.strip())
    return _answers(asked, settings)


def extract_files(
    paths: Iterable[Path], settings: ExtractSettings, clock: Callable[[], datetime]
) -> Iterator[dict[str, Any]]:
    """The same for HTML files, and for folders of them (.html, .htm, .xhtml, also gzipped), whose id is their path.

    A file that cannot be read gives an error object with `line` null.
    """
    return _answers((_read_file(path, clock) for path in pages_in(paths)), settings)


def _answers(asked: Iterable[_Asked], settings: ExtractSettings) -> Iterator[dict[str, Any]]:
    """Pages go to the pool as they are read; what cannot be asked waits for its turn among them."""
    waiting: deque[_Asked] = deque()

    def pages() -> Iterator[Page]:
        for item in asked:
            waiting.append(item)
            if item.page is not None:
                yield item.page

    for _, result in extract_pages(pages(), settings=settings, run_id=""):
        while (item := waiting.popleft()).page is None:
            yield _error(item, item.error_class, item.message)
        if isinstance(result, Failure | Unread):
            yield _error(item, result.error_class, result.message)
        else:
            yield extraction_json(item.id, result)
    for item in waiting:
        yield _error(item, item.error_class, item.message)


def _error(item: _Asked, error_class: str, message: str) -> dict[str, Any]:
    return {"id": item.id, "line": item.line, "error": {"class": error_class, "message": message}}


def _read_line(line: str, number: int, clock: Callable[[], datetime]) -> _Asked:
    try:
        value = json.loads(line)
    except ValueError as error:
        return _Asked(None, number, None, "NotJson", f"the line is not JSON ({error}); write one object a line")
    except RecursionError:
        return _Asked(None, number, None, "NotJson", "the line nests too deeply; write one flat object a line")
    if not isinstance(value, dict):
        return _Asked(None, number, None, "NotAnObject", 'the line is not an object; write {"id": ..., "html": ...}')
    name = value.get("id")
    html, url, stamp = value.get("html"), value.get("url"), value.get("fetched_at")
    if not isinstance(html, str):
        return _Asked(name, number, None, "NoHtml", 'the member "html" is missing or is not a string')
    if url is not None and not isinstance(url, str):
        return _Asked(name, number, None, "BadUrl", 'the member "url" is not a string')
    try:
        fetched_at = datetime.fromisoformat(stamp) if isinstance(stamp, str) else None
    except ValueError:
        fetched_at = None
    if stamp is not None and fetched_at is None:
        message = '"fetched_at" is not an ISO 8601 time such as 2025-10-26T09:00:00+00:00'
        return _Asked(name, number, None, "BadTime", message)
    at = (fetched_at or clock()) if fetched_at is None or fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC)
    return _Asked(name, number, loose_page(html, url=url, fetched_at=at.astimezone(UTC)))


def pages_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files given, and the pages in the folders given, in the order of their names."""
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.name.lower().endswith(_SUFFIXES))
            yield from sorted(each for each in inside if each.is_file())
        else:
            yield path


def _read_file(path: Path, clock: Callable[[], datetime]) -> _Asked:
    try:
        if path.stat().st_size > MAX_BYTES:
            return _Asked(str(path), None, None, "TooBig", f"the file is larger than {MAX_BYTES:,} bytes")
        payload = path.read_bytes()
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as file:
                payload = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a whole gzip file"
        return _Asked(str(path), None, None, type(error).__name__, f"the file cannot be read: {reason}")
    return _Asked(str(path), None, loose_page(payload, url=None, fetched_at=clock()))
