"""Articles a second from HTML to marts over the real pages, beside the bare libraries on the same pages in one run.

Ours is `dateline import` of the pages as a user starts it, with its steps timed by what it says on standard error. The
comparison is `trafilatura.bare_extraction(with_metadata=True)` and `nlp.pipe` over the texts, in as many processes,
half of it before and half after, so that a change in the machine's load falls on both.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
import spacy
import trafilatura

from pipelines.annotate.batch import CodingPool
from pipelines.annotate.coder import TextToCode
from pipelines.annotate.language import is_english, language_of
from pipelines.extract.pages import PagePool, loose_page
from pipelines.settings import AnnotateSettings, ExtractSettings
from pipelines.workers import Failure, Workers
from tests.conftest import ROOT, environment
from tests.replay.corpus import ABSENT, TruePage, corpus_file, load_corpus
from tests.replay.feeds import sources_yml

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1_800)]

PROCESSES = 2
CHUNK = 4
STEPS = ("extract", "annotate", "relate", "models", "publish")
TO_MARTS = STEPS[:-1]
GOAL = 0.5
MEMORY_GOAL = 1.5 * 2**30

Chunk = tuple[tuple[bytes, str], ...]


@dataclass(frozen=True)
class Ours:
    """One run of ours: seconds of each step and before the first, peak resident bytes, processor seconds."""

    before: float
    steps: dict[str, float]
    peak: int
    processor: float


@dataclass(frozen=True)
class Bare:
    """The comparison's seconds, loading left out: with every text parsed, and with the English ones alone."""

    parsing_all: float
    parsing_english: float


@pytest.fixture(scope="module")
def pages() -> list[TruePage]:
    path = corpus_file()
    if path is None:
        pytest.skip(ABSENT)
    return load_corpus(path)


def test_half_the_speed_of_the_bare_libraries_in_little_memory(pages: list[TruePage], tmp_path: Path) -> None:
    load = os.getloadavg()[0]
    saved = save(pages, tmp_path / "pages")
    first = compare(pages[::2])
    ours = import_folder(saved, tmp_path)
    second = compare(pages[1::2])
    pools = starting_pools()
    started = {step: ours.steps[step] - pools.get(step, 0) for step in STEPS}
    started["models"] -= dbt_overhead(tmp_path / "home", ours.steps["models"])
    total = sum(started[step] for step in TO_MARTS)
    bare = first.parsing_all + second.parsing_all
    english = first.parsing_english + second.parsing_english
    start_up = ours.before + sum(ours.steps.values()) - sum(started.values())

    print(f"\n{len(pages)} pages, {PROCESSES} processes, load before {load:.1f}")
    print(f"{'step':<34}{'seconds':>9}{'share':>8}")
    for step in STEPS:
        share = f"{started[step] / total:>8.0%}" if step in TO_MARTS else f"{'':>8}"
        print(f"{step:<34}{started[step]:>9.1f}{share}")
    print(f"{'HTML to marts':<34}{total:>9.1f}{len(pages) / total:>8.1f} articles/s")
    print(f"{'bare, every text parsed':<34}{bare:>9.1f}{len(pages) / bare:>8.1f} articles/s")
    print(f"{'bare, English texts parsed':<34}{english:>9.1f}{len(pages) / english:>8.1f} articles/s")
    print(f"{'start-up of ours, told apart':<34}{start_up:>9.1f}")
    print(f"ratio {bare / total:.2f}; with English texts alone {english / total:.2f}")
    print(f"processor time of ours, start-up included {ours.processor:.0f} s; peak memory {ours.peak / 2**20:.0f} MiB")
    assert bare / total >= GOAL
    assert ours.peak < MEMORY_GOAL


def save(pages: Sequence[TruePage], folder: Path) -> Path:
    """The pages as files with their addresses beside them, as `dateline import` takes them."""
    folder.mkdir()
    for number, page in enumerate(pages):
        file = folder / f"{number:03}.html"
        file.write_bytes(page.html)
        about = {"url": page.url, "fetched_at": page.crawled_at.isoformat()}
        Path(f"{file}.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def import_folder(folder: Path, place: Path) -> Ours:
    """Run `dateline import` into a home of its own."""
    sources = place / "sources.yml"
    corpus = corpus_file()
    assert corpus is not None
    sources.write_text(sources_yml(load_corpus(corpus)), encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    run = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "import", str(folder)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(DATELINE_HOME=place / "home", DATELINE_SOURCES=sources),
    )
    peak = Peak(run.pid)
    assert run.stderr is not None
    at: dict[str, float] = {}
    said = []
    with peak, run.stderr:
        for line in run.stderr:
            said.append(line)
            if line.strip() in STEPS:
                at.setdefault(line.strip(), time.perf_counter())
        assert run.wait() == 0, "".join(said)
    ended = time.perf_counter()
    assert set(at) == set(STEPS), said
    moments = [*at.values(), ended]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Ours(
        before=at["extract"] - began,
        steps={step: later - earlier for step, (earlier, later) in zip(at, pairwise(moments), strict=True)},
        peak=peak.bytes,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


class Peak(threading.Thread):
    """Watches the resident memory of a process and all its children; shared pages count once for each."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._process = psutil.Process(pid)
        self._ended = threading.Event()

    def __enter__(self) -> Peak:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        while not self._ended.wait(0.2):
            try:
                family = [self._process, *self._process.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.bytes = max(self.bytes, sum(map(resident, family)))


def resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def dbt_overhead(home: Path, seconds: float) -> float:
    """What of the models' step was dbt's own start: its process, its parsing of the project."""
    (results,) = (home / "warehouse" / "dbt").glob("run_results.json")
    return seconds - float(json.loads(results.read_text(encoding="utf-8"))["elapsed_time"])


def starting_pools() -> dict[str, float]:
    """Seconds from opening each pool of ours to its first answer to nearly nothing: processes, imports, the model."""
    started = {}
    began = time.perf_counter()
    with PagePool(ExtractSettings(workers=PROCESSES), run_id="start") as pool:
        page = loose_page("<p>Nothing.</p>", url=None, fetched_at=datetime(2025, 10, 11, tzinfo=UTC))
        list(pool.extract([page] * PROCESSES))
        started["extract"] = time.perf_counter() - began
    began = time.perf_counter()
    with CodingPool(AnnotateSettings(workers=PROCESSES)) as coders:
        list(coders.code([TextToCode(str(number), "Nothing.") for number in range(CHUNK * PROCESSES)]))
        started["annotate"] = time.perf_counter() - began
    return started


def compare(pages: Sequence[TruePage]) -> Bare:
    """The bare libraries over these pages, once with every text parsed and once with those that ours parses."""
    chunks = [tuple((page.html, page.url) for page in pages[at : at + CHUNK]) for at in range(0, len(pages), CHUNK)]
    taken = {}
    for english in (False, True):
        with Workers[Chunk, int](
            bare_chunk, count=PROCESSES, seconds=300, start=load_bare, start_args=(AnnotateSettings().model, english)
        ) as pool:
            warm(pool, chunks)
            began = time.perf_counter()
            words = [result for _, result in pool.run(chunks)]
            taken[english] = time.perf_counter() - began
        assert not [result for result in words if isinstance(result, Failure)]
    return Bare(parsing_all=taken[False], parsing_english=taken[True])


def warm(pool: Workers[Chunk, int], chunks: Sequence[Chunk]) -> None:
    """Give every process its first work, so that starting it and loading the model are not in the time."""
    for _ in pool.run(chunks[: PROCESSES * 2]):
        pass


_nlp: Any = None
_english_only = False


def load_bare(model: str, english_only: bool) -> None:
    global _nlp, _english_only
    logging.disable(logging.CRITICAL)
    _nlp, _english_only = spacy.load(model), english_only


def bare_chunk(chunk: Chunk) -> int:
    """What anyone would write in an afternoon: main text and metadata, then the parse. Returns how many words."""
    texts = []
    for html, url in chunk:
        found = trafilatura.bare_extraction(html, url=url, with_metadata=True)
        text = (found.text if found is not None else None) or ""
        if not _english_only or is_english(language_of(text)):
            texts.append(text)
    return sum(len(doc) for doc in _nlp.pipe(texts))
