"""Pages a second beside bare trafilatura, on the same pages, in the same processes, in one run."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator

import pytest
import trafilatura

from pipelines.extract.pages import PagePool, extract_page, loose_page
from pipelines.records import Page
from pipelines.settings import ExtractSettings
from pipelines.workers import Workers
from tests.replay.corpus import ABSENT, corpus_file, load_corpus

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    path = corpus_file()
    if path is None:
        pytest.skip(ABSENT)
    return [loose_page(page.html, url=page.url, fetched_at=page.crawled_at) for page in load_corpus(path)]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def bare(page: Page) -> int:
    """What the comparison runs: trafilatura's own text and metadata of one page."""
    found = trafilatura.bare_extraction(page.payload, url=page.url, with_metadata=True)
    return len(found.text or "") if found is not None else 0


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_on_one_core_at_least_three_quarters_of_the_speed_of_bare_trafilatura(pages: list[Page]) -> None:
    for page in pages[:20]:
        bare(page)
        extract_page(page, run_id="warm")
    theirs = own = 0.0
    # In turns of twenty, so that a change in the machine's load falls on both.
    for start in range(0, len(pages), 20):
        turn = pages[start : start + 20]
        theirs += seconds(lambda turn=turn: [bare(page) for page in turn])  # type: ignore[misc]
        own += seconds(lambda turn=turn: [extract_page(page, run_id="r") for page in turn])  # type: ignore[misc]
    print(
        f"\n{len(pages)} pages, one core: {len(pages) / own:.1f} pages/s, bare trafilatura {len(pages) / theirs:.1f}"
        f" pages/s, ratio {theirs / own:.2f}"
    )
    assert theirs / own >= 0.75


def test_two_workers_hold_that_ratio(pages: list[Page]) -> None:
    theirs = own = 0.0
    with (
        PagePool(ExtractSettings(workers=2), run_id="r") as pool,
        Workers[Page, int](bare, count=2, seconds=20) as bare_pool,
    ):
        started = seconds(lambda: list(pool.extract(pages[:16])))
        list(bare_pool.run(pages[:16]))
        for start in range(0, len(pages), 43):
            turn = pages[start : start + 43]
            theirs += seconds(lambda turn=turn: list(bare_pool.run(turn)))  # type: ignore[misc]
            own += seconds(lambda turn=turn: list(pool.extract(turn)))  # type: ignore[misc]
    print(
        f"\n{len(pages)} pages, two workers: {len(pages) / own:.1f} pages/s, bare trafilatura"
        f" {len(pages) / theirs:.1f} pages/s, ratio {theirs / own:.2f}; start-up with 16 pages {started:.1f} s"
    )
    assert theirs / own >= 0.75
