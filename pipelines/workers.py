"""A pool of worker processes with a time limit for each item.

A page that hangs or kills its worker costs that page only: the worker is killed and replaced, the item comes back as a
failure, and the rest go on. What the items are is the caller's matter; this module knows no rooms.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as ItemTimeout
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext
from multiprocessing.synchronize import RLock
from types import TracebackType
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that gave no result: `error_class` is Timeout, WorkerDied or the class of the exception it raised."""

    error_class: str
    message: str


class _LocksThatLast(SpawnContext):
    """Keeps the locks of a pool until the pool itself is gone.

    The pool lets go of its locks before it ends its workers, and with the last reference a lock's name is taken from
    the system: a worker that is still starting would look for it in vain, and say so with a traceback.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802 (the name that pools ask contexts for)
        lock = super().RLock()
        self._locks.append(lock)
        return lock


class Workers(Generic[Item, Result]):
    """`count` spawned processes that run `work` on items, each for `seconds` at most.

    `work` and `start` must be importable from their module, since the processes are spawned, not forked: forking a
    process that holds threads (Dagster, DuckDB, Arrow) can deadlock. `start(*start_args)` runs once in each worker.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        *,
        count: int,
        seconds: float,
        start: Callable[..., None] | None = None,
        start_args: tuple[Any, ...] = (),
        max_items: int = 2_000,
    ) -> None:
        self._work = work
        self._count = count
        self._seconds = seconds
        # A worker is replaced after max_items, so that what a parser leaks stays bounded.
        self._pool = ProcessPool(
            max_workers=count,
            max_tasks=max_items,
            initializer=_start_worker,
            initargs=(os.getpid(), start, start_args),
            context=_LocksThatLast(),
        )

    def __enter__(self) -> Workers[Item, Result]:
        # In a thread, which Ctrl-C does not interrupt: it would leave a worker half begun.
        with ThreadPoolExecutor(1) as starter:
            starter.submit(self._begin).result()
        return self

    def _begin(self) -> None:
        """Start the pool deaf to Ctrl-C: what it starts, then and later, inherits that.

        A terminal interrupts all processes of a run at once. Workers end when the run says so; one that was still
        loading its modules would end with a traceback.
        """
        resource_tracker.ensure_running()  # which lets the signal through again once it has started
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if not self._pool.active:
            raise RuntimeError("the worker processes could not be started")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | Failure]]:
        """Each item with its result or failure, in the order given, with a bounded number under way."""
        waiting: list[tuple[Item, Any]] = []
        for item in items:
            waiting.append((item, self._pool.schedule(_work_on, args=[self._work, item], timeout=self._seconds)))
            if len(waiting) >= self._count * 8:
                first, future = waiting.pop(0)
                yield first, self._result(future)
        for item, future in waiting:
            yield item, self._result(future)

    def _result(self, future: Any) -> Result | Failure:
        try:
            result: Result = future.result()
        except ItemTimeout:
            return Failure("Timeout", f"gave no result within {self._seconds:g} s")
        except ProcessExpired as error:
            return Failure("WorkerDied", f"its worker ended with exit code {error.exitcode}")
        except Exception as error:  # the item's own failure, whatever it is, is a row and not a crash
            return Failure(type(error).__name__, str(error)[:500])
        return result


_not_started: Exception | None = None


def _start_worker(parent: int, start: Callable[..., None] | None, start_args: tuple[Any, ...]) -> None:
    global _not_started
    # Ctrl-C reaches the whole group; the run itself ends its workers, and no item of theirs is to blame.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent(parent)
    try:
        if start is not None:
            start(*start_args)
    except Exception as error:
        # A worker that dies while it starts is started again without end; one that fails its items is heard.
        _not_started = error


def _work_on(work: Callable[[Item], Result], item: Item) -> Result:
    if _not_started is not None:
        raise _not_started
    return work(item)


def _end_with_parent(parent: int) -> None:
    """End this worker when the run that spawned it is gone, so that a killed run leaves no orphans behind."""
    import threading
    import time

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
