"""Hard sentences of our own: what did not happen stays out of the deeds, and what did is found."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder
from tests.evaluation import reality_quality as quality

KINDS = 20
LEAST_WORKED = {"fourth": 0.03, "fifth": 0.06, "sixth": 0.05, "seventh": 0.03, "ninth": 0.05}
"""Batches that show the goal of 1 % to be missed, with the share that may leak: among the others it would hide."""


@pytest.fixture(scope="module")
def measured(coder: Coder) -> dict[str, quality.Kind]:
    return {batch: quality.total(quality.measure(coder, quality.load(batch))) for batch in quality.BATCHES}


def test_the_sentences_are_balanced_by_kind_and_none_is_twice() -> None:
    every = [sentence for batch in quality.BATCHES for sentence in quality.load(batch)]
    assert len({sentence.text for sentence in every}) == len(every)
    counts = quality.balance(every)
    assert len(counts) == KINDS
    assert min(counts.values()) >= 18
    assert sum(count for kind, count in counts.items() if kind not in ("happened", "history")) >= 300


def test_what_did_not_happen_does_not_reach_the_deeds(measured: dict[str, quality.Kind]) -> None:
    worked = [whole for batch, whole in measured.items() if batch not in LEAST_WORKED]
    leaks = [miss for whole in worked for miss in whole.misses if miss.startswith("LEAK")]
    assert sum(whole.leaks for whole in worked) <= 0.01 * sum(whole.contents for whole in worked), leaks


@pytest.mark.parametrize(("batch", "most"), LEAST_WORKED.items())
def test_the_batches_that_are_least_worked_on_get_no_worse(
    measured: dict[str, quality.Kind], batch: str, most: float
) -> None:
    assert measured[batch].leaks <= most * measured[batch].contents, measured[batch].misses


def test_how_real_an_act_is_is_told_right(measured: dict[str, quality.Kind]) -> None:
    for batch, least in (("tuned", 0.68), ("held", 0.8)):
        assert measured[batch].right >= least * measured[batch].unreal


def test_what_happened_is_found_all_the_same(measured: dict[str, quality.Kind]) -> None:
    for batch, whole in measured.items():
        assert whole.acts_found >= (0.7 if batch == "sixth" else 0.75) * whole.acts
