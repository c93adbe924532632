"""The `extract` command's JSON lines and files: pages in, extractions out, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.settings import ExtractSettings


def extract_lines(
    lines: Iterable[str], settings: ExtractSettings, clock: Callable[[], datetime]
) -> Iterator[dict[str, Any]]:
    """The answer to each line that is not blank, in order.

    A line is `{"id","html","url"?,"fetched_at"?}`. A line that cannot be answered gives
    `{"id","line","error":{"class","message"}}` in its place.
    """
    raise NotImplementedError


def extract_files(
    paths: Iterable[Path], settings: ExtractSettings, clock: Callable[[], datetime]
) -> Iterator[dict[str, Any]]:
    """The same for HTML files, and for folders of them (`*.html`, `*.htm`, also gzipped), whose id is their path.

    A file that cannot be read gives an error object with `line` null.
    """
    raise NotImplementedError
