"""How far a long command is: bars on a terminal, plain lines elsewhere, with total, rate and time left where known."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from pipelines.cli.console import err

_EVERY = 5.0
"""Seconds between two plain lines."""


_TELLS = 0.02
"""From this share of a step on, its time left is told: before, it is a guess from one or two items."""


class Pace:
    """One step's way: what is done, how fast, and how long the rest will take at that rate."""

    def __init__(self, step: str, now: float) -> None:
        self.step = step
        self._began = now
        self._share_before: float | None = None

    def share(self, done: int, total: int | None, share: float | None) -> float | None:
        """How much of the step is done, 0 to 1; None where nobody knows."""
        return min(done / total, 1.0) if total else share

    def words(self, done: int, total: int | None, share: float | None, now: float) -> str:
        """ "1,200 of 5,000, 24%, 85/s, 0:00:45 left", as far as it is known."""
        seconds = now - self._began
        part = self.share(done, total, share)
        if self._share_before is None:
            # Work that an earlier run did counts as done, and says nothing of this one's rate.
            self._share_before = part if share is not None else 0.0
        words = [f"{done:,} of {total:,}" if total else f"{done:,}"]
        if part is not None:
            words.append(f"{part:.0%}")
        # A rate over less than a second says little, except of a step that took no longer.
        if done and (seconds >= 1 or (part == 1 and seconds > 0)):
            rate = done / seconds
            words.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
            gained = (part or 0.0) - (self._share_before or 0.0)
            if part is not None and gained >= _TELLS:
                left = timedelta(seconds=round(seconds * (1 - part) / gained))
                words.append(f"{left} left")
        return ", ".join(words)


class PlainProgress:
    """Lines instead of bars, for logs: one a step and then one every few seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pace = Pace("", clock())
        self._said = 0.0

    def __call__(self, step: str, done: int, total: int | None = None, share: float | None = None) -> None:
        now = self._clock()
        fresh = step != self._pace.step
        if fresh:
            self._pace = Pace(step, now)
        if fresh or now - self._said > _EVERY:
            known = bool(done or total)
            words = self._pace.words(done, total, share, now)
            err.print(f"  {step}: {words}" if known else f"  {step}", markup=False)
            self._said = now


class Bars:
    """One live line on a terminal."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID = bars.add_task("starting", total=None, words="")
        self._pace = Pace("", time.monotonic())

    def __call__(self, step: str, done: int, total: int | None = None, share: float | None = None) -> None:
        now = time.monotonic()
        if step != self._pace.step:
            self._pace = Pace(step, now)
            self._bars.reset(self._task, description=step, total=None, words="")
        part = self._pace.share(done, total, share)
        words = self._pace.words(done, total, share, now) if done or total else ""
        self._bars.update(self._task, completed=part or 0, total=None if part is None else 1, words=words)


@contextmanager
def progress() -> Iterator[PlainProgress | Bars]:
    """Tells how far a long command is: a live line on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield PlainProgress()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[words]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bars:
        yield Bars(bars)
