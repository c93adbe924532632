"""Hard sentences of our own: what did not happen stays out of the deeds, and what did is found."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder
from tests.evaluation import reality_quality as quality

KINDS = 20


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
    worked = [whole for batch, whole in measured.items() if batch != "fifth"]
    leaks = [miss for whole in worked for miss in whole.misses if miss.startswith("LEAK")]
    assert sum(whole.leaks for whole in worked) <= 0.01 * sum(whole.contents for whole in worked), leaks


def test_the_batch_that_is_least_worked_on_gets_no_worse(measured: dict[str, quality.Kind]) -> None:
    # Above the goal of 1 %, which it shows to be missed; counted with the others it would hide among them.
    assert measured["fifth"].leaks <= 0.06 * measured["fifth"].contents, measured["fifth"].misses


def test_how_real_an_act_is_is_told_right(measured: dict[str, quality.Kind]) -> None:
    for batch, least in (("tuned", 0.68), ("held", 0.8)):
        assert measured[batch].right >= least * measured[batch].unreal


def test_what_happened_is_found_all_the_same(measured: dict[str, quality.Kind]) -> None:
    for whole in measured.values():
        assert whole.acts_found >= 0.75 * whole.acts
