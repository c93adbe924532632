"""`dateline extract` and `dateline code`: JSON lines in, JSON lines out, and single files for a look."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.cli.console import DONE, INTERRUPTED, USE, WITH_LOSSES, Exit, err, say, settings
from pipelines.cli.progress import progress

PANEL = "Extract and code"
_TELL_EVERY = 5.0
"""Seconds between two words on how far the work is."""


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel=PANEL)(extract)
    app.command(rich_help_panel=PANEL)(code)


Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files, or folders of them; none: standard input.")
]


def extract(
    files: Files = None,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help='Read lines {"id","html","url"?,"fetched_at"?} from files or standard input.'),
    ] = False,
) -> int:
    """The article of each page: title, authors, dates, language, kind, text and its hash, one JSON line a page.

    Also dateline and credits with their spans, the posts of a live blog, and what each place of the page says of each
    field. Takes HTML files and folders of them (.html, .htm, .xhtml, also gzipped), or JSON lines; answers come in the
    order of what was given. What cannot be answered gives {"id","line","error"} in its place.

    Example: dateline extract pages/ > articles.jsonl
    """
    from pipelines.extract.lines import extract_files, extract_lines, pages_in
    from pipelines.resources import system_clock

    if not jsonl and not files:
        raise Exit(USE, "name HTML files, or give --jsonl and lines on standard input")
    chosen = settings().extract
    if jsonl:
        return _answer(extract_lines(_lines(files), settings=chosen, clock=system_clock), _how_many_lines(files))
    present = _present(files or [])
    total = sum(1 for _ in pages_in(present)) if sys.stderr.isatty() else None
    return _answer(extract_files(present, settings=chosen, clock=system_clock), total)


def code(
    files: Files = None,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help='Read lines {"id","text","published_at"?,"url"?} from files or standard input.'),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add why each candidate trigger was or was not coded.")
    ] = False,
) -> int:
    """The coder's reading of each text: names, places, times, quotations, event mentions, situations.

    One JSON line a text, in order. Relative times need "published_at". Plain text files work without --jsonl.

    Example: echo '{"id":1,"text":"Police arrested six protesters in Quetta on Monday."}' | dateline code --jsonl
    """
    from pipelines.annotate.lines import code_lines

    if not jsonl and not files:
        raise Exit(USE, "name text files, or give --jsonl and lines on standard input")
    given = _lines(files) if jsonl else _text_files(files or [])
    total = _how_many_lines(files) if jsonl else None
    return _answer(code_lines(given, settings=settings().annotate, explain=explain), total)


def _answer(answers: Iterable[dict[str, Any]], total: int | None) -> int:
    number = failed = 0
    try:
        for number, answer in enumerate(_told(answers, total), start=1):  # noqa: B007 (told after the loop)
            failed += "error" in answer
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    except KeyboardInterrupt:
        raise Exit(INTERRUPTED, f"interrupted after {number:,} answers, each of which is whole") from None
    finally:
        sys.stdout.flush()
    if failed:
        say(f'{failed:,} of {number:,} could not be answered; see "error" in the output')
    return WITH_LOSSES if failed else DONE


def _told(answers: Iterable[dict[str, Any]], total: int | None) -> Iterator[dict[str, Any]]:
    """The answers; how far they are is told on standard error: by a bar on a terminal of its own, else by their number
    and rate every few seconds, and at the end of long work."""
    if sys.stderr.isatty() and not sys.stdout.isatty():
        with progress() as bar:
            bar("answered", 0, total)
            for number, answer in enumerate(answers, start=1):
                yield answer
                bar("answered", number, total)
        return
    began = said = time.monotonic()
    number = 0

    def tell() -> None:
        err.print(f"  {number:,} answered, {number / (time.monotonic() - began):,.1f} a second", markup=False)

    for number, answer in enumerate(answers, start=1):  # noqa: B007 (told by the closure)
        yield answer
        if time.monotonic() - said > _TELL_EVERY:
            said = time.monotonic()
            tell()
    if said > began:
        tell()


def _lines(files: list[Path] | None) -> Iterator[str]:
    if not files:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield from sys.stdin
        return
    for path in _expanded(files, (".jsonl", ".ndjson", ".json")):
        with path.open(encoding="utf-8", errors="replace") as handle:
            yield from handle


def _how_many_lines(files: list[Path] | None) -> int | None:
    """How many lines there are to answer, for a bar; None where they come on standard input or nobody looks."""
    if not files or not sys.stderr.isatty():
        return None
    total = 0
    for path in _expanded(files, (".jsonl", ".ndjson", ".json")):
        with path.open("rb") as handle:
            total += sum(1 for _ in handle)
    return total


def _text_files(files: list[Path]) -> Iterator[str]:
    for path in _expanded(files, (".txt",)):
        yield json.dumps({"id": str(path), "text": path.read_text(encoding="utf-8", errors="replace")})


def _expanded(files: list[Path], endings: tuple[str, ...]) -> Iterator[Path]:
    for path in _present(files):
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in endings)
        else:
            yield path


def _present(files: list[Path]) -> list[Path]:
    """The files and folders given, all of which must be there before any work begins."""
    missing = next((path for path in files if not path.exists()), None)
    if missing is not None:
        raise Exit(USE, f"{missing}: there is no such file")
    return files
