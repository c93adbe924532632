"""Hard sentences of our own: what did not happen stays out of the deeds, and what did is found."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder
from tests.evaluation import reality_quality as quality

KINDS = 20


@pytest.fixture(scope="module")
def tuned(coder: Coder) -> dict[str, quality.Kind]:
    return quality.measure(coder, quality.load("tuned"))


@pytest.fixture(scope="module")
def held(coder: Coder) -> dict[str, quality.Kind]:
    return quality.measure(coder, quality.load("held"))


@pytest.fixture(scope="module")
def second(coder: Coder) -> dict[str, quality.Kind]:
    return quality.measure(coder, quality.load("second"))


def test_the_sentences_are_balanced_by_kind_and_none_is_twice() -> None:
    every = [*quality.load("tuned"), *quality.load("held"), *quality.load("second")]
    assert len({sentence.text for sentence in every}) == len(every)
    counts = quality.balance(every)
    assert len(counts) == KINDS
    assert min(counts.values()) >= 18
    assert sum(count for kind, count in counts.items() if kind not in ("happened", "history")) >= 300


def test_what_did_not_happen_does_not_reach_the_deeds(
    tuned: dict[str, quality.Kind], held: dict[str, quality.Kind], second: dict[str, quality.Kind]
) -> None:
    told = [quality.total(kinds) for kinds in (tuned, held, second)]
    leaks = [miss for miss in told[0].misses if miss.startswith("LEAK")]
    assert sum(kind.leaks for kind in told) <= 0.01 * sum(kind.contents for kind in told), leaks


def test_what_happened_is_found_all_the_same(
    tuned: dict[str, quality.Kind], held: dict[str, quality.Kind], second: dict[str, quality.Kind]
) -> None:
    for part in (tuned, held, second):
        whole = quality.total(part)
        assert whole.acts_found >= 0.75 * whole.acts
