"""The pool of workers: an item that kills, hangs or fails its worker costs only itself, and order is kept."""

from __future__ import annotations

import os
import time

from pipelines.workers import Failure, Workers


def work(item: str) -> str:
    if item == "die":
        os.kill(os.getpid(), 9)
    if item == "hang":
        time.sleep(60)
    if item == "exhaust":
        bytearray(1 << 60)
    if item == "recurse":
        return work(item)
    if item == "exit":
        os._exit(3)
    return item.upper()


def test_a_worker_that_dies_or_hangs_is_replaced_and_the_rest_go_on() -> None:
    items = ["first", "die", "hang", "exhaust", "between", "recurse", "exit", "last"]
    with Workers[str, str](work, count=2, seconds=2) as pool:
        results = list(pool.run(items))
        again = list(pool.run(["after", "that"]))
    assert [item for item, _ in results] == items
    assert [result.error_class if isinstance(result, Failure) else result for _, result in results] == [
        "FIRST", "WorkerDied", "Timeout", "MemoryError", "BETWEEN", "RecursionError", "WorkerDied", "LAST",
    ]  # fmt: skip
    assert again == [("after", "AFTER"), ("that", "THAT")]
