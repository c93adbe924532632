"""Pages in, revisions out: the room's front door, for one page and for many in a pool of workers.

How each part is read (characters, text, metadata, language, kind, credit) lives in a module of its own; this one puts
the parts together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pipelines.records import Page, Revision
from pipelines.settings import ExtractSettings
from pipelines.workers import Failure


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that holds no article: `error_class` is Empty, NotHtml, TooBig or NoText; `message` says what was there."""

    error_class: str
    message: str
    outcome: str = "empty"


def extract_pages(
    pages: Iterable[Page], *, settings: ExtractSettings, run_id: str
) -> Iterator[tuple[Page, Revision | Unread | Failure]]:
    """Each page with its revision, with why it has none, or with how it failed, in the order given.

    Works in `settings.workers` spawned processes; a page that takes longer than `settings.page_seconds` or ends its
    worker is a Failure and costs no other page.
    """
    raise NotImplementedError


def extract_page(page: Page, *, run_id: str) -> Revision | Unread:
    """One page in this process, without a time limit."""
    raise NotImplementedError


def extract_html(html: bytes | str, *, url: str | None, fetched_at: datetime, run_id: str = "") -> Revision | Unread:
    """The article of one page as it was given, without a capture: for the command line.

    Without `url` the page's own canonical address is taken. `fetched_at` is the latest time the page can have been
    published at.
    """
    raise NotImplementedError
