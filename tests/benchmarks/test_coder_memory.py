"""The peak memory of one coding worker, the real process with the model, the lexicon and every table it looks up in."""

from __future__ import annotations

import threading
import time

import psutil
import pytest

from pipelines.annotate.batch import CodingPool
from pipelines.annotate.coder import TextToCode
from pipelines.settings import AnnotateSettings

pytestmark = pytest.mark.bench

GOAL = 600 * 2**20
PARAGRAPH = (
    "Norland closed the crossing at Torvik on Friday after gunmen killed at least three guards, the ministry said. "
    "Prime Minister Ada Holm accused France of arming the rebels, and urged its neighbour to resume talks in Geneva. "
    "Thousands of workers protested in Lima, where police arrested two reporters in the past few days.\n"
)


def test_a_worker_stays_below_its_memory_goal() -> None:
    texts = [TextToCode(str(number), f"Report {number}\n" + PARAGRAPH * 10) for number in range(40)]
    texts.append(TextToCode("long", PARAGRAPH * 600))
    settings = AnnotateSettings().model_copy(update={"workers": 1})
    peak, stop = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not stop.is_set():
            for child in psutil.Process().children(recursive=True):
                try:
                    peak = max(peak, child.memory_info().rss)
                except psutil.Error:
                    continue
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with CodingPool(settings) as pool:
            codings = [coding for _, coding in pool.code(texts)]
    finally:
        stop.set()
        watcher.join()
    print(f"\npeak memory of a worker {peak / 2**20:.0f} MiB")
    assert len(codings) == len(texts)
    assert peak < GOAL
