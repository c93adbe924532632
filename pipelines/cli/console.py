"""What the commands share on the terminal: exit codes, messages on standard error, progress, the home they work in."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipelines.settings import Home, Settings, SettingsError, load_settings

DONE, WITH_LOSSES, USE, CHECK_FAILED, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 130

SAMPLE_HELP = "Work on the sample newsroom's home."

err = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False)


class Exit(Exception):
    """End the command with this exit code and message."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def say(message: str) -> None:
    """A message for a person, on standard error, its text shown as it is."""
    err.print(f"dateline: {message}", markup=False)


def settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        raise Exit(USE, str(error)) from error


def home_of(chosen: Settings, sample: bool) -> Home:
    return Home(chosen.sample_home if sample else chosen.home)


def readable_snapshot(chosen: Settings, sample: bool) -> Path:
    """The published snapshot to read: the real one, or the sample's with a word where there is no real one yet."""
    from pipelines.warehouse.snapshot import NoSnapshot, published_path

    try:
        return published_path(home_of(chosen, sample))
    except NoSnapshot as error:
        if sample:
            raise Exit(
                USE, f"{error}\n  `make run` (or `dateline run --sample`) makes the sample newsroom's."
            ) from error
    try:
        path = published_path(home_of(chosen, True))
    except NoSnapshot as error:
        raise Exit(
            USE,
            f"no snapshot is published yet in {chosen.home}\n"
            "  `dateline run` collects from the sources in sources.yml; `make run` plays the sample newsroom.",
        ) from error
    say("no real snapshot yet: this is the sample newsroom's")
    return path


class PlainProgress:
    """Lines instead of bars, for logs: one a step and then one every few seconds."""

    def __init__(self) -> None:
        self._step = ""
        self._said = 0.0

    def __call__(self, step: str, done: int) -> None:
        now = time.monotonic()
        if step != self._step or now - self._said > 5:
            err.print(f"  {step}: {done}" if done else f"  {step}", markup=False)
            self._step, self._said = step, now


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task = bars.add_task("starting", total=None)
        self._step = ""

    def __call__(self, step: str, done: int) -> None:
        if step != self._step:
            self._step = step
            self._bars.reset(self._task, description=step, total=None)
        self._bars.update(self._task, completed=done)


@contextmanager
def progress() -> Iterator[PlainProgress | _Bars]:
    """Tells how far a long command is: a live line on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield PlainProgress()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bars:
        yield _Bars(bars)
