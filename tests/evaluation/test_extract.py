"""The extracting room against truth beside the checkout; the figures are printed, the floors are what holds today."""

from __future__ import annotations

import logging

import pytest

from tests.evaluation.copies_quality import score as score_copies
from tests.evaluation.copies_set import ABSENT as NO_TEXTS
from tests.evaluation.copies_set import TEXTS
from tests.evaluation.extract_quality import ours, score, summary, table
from tests.evaluation.extract_stories import ABSENT as NO_STORIES
from tests.evaluation.extract_stories import GOLD, load_articles, measure
from tests.replay.corpus import ABSENT, corpus_file, load_corpus

pytestmark = pytest.mark.evaluation


def test_the_real_pages_are_read_better_than_by_trafilatura_alone() -> None:
    path = corpus_file()
    if path is None:
        pytest.skip(ABSENT)
    logging.disable(logging.CRITICAL)
    try:
        pages = load_corpus(path)
        print("\n" + "\n".join(table(pages)))
        means = summary([score(page, ours(page)) for page in pages])
    finally:
        logging.disable(logging.NOTSET)
    assert means["body"] >= 0.955
    assert means["title"] >= 0.92
    assert means["authors"] >= 0.88
    assert means["date"] >= 0.975
    assert means["in_future"] == 0


def test_reprints_are_led_to_their_origin() -> None:
    if not TEXTS.is_dir():
        pytest.skip(NO_TEXTS)
    told = score_copies("held")
    print(f"\ncopies: precision {told.precision:.3f} recall {told.recall:.3f} of {told.size} reprints")
    print("\n".join(f"  {kind}: {found} of {size}" for kind, (found, size) in told.kinds.items()))
    assert told.precision >= 0.98
    assert told.recall >= 0.95


def test_articles_find_their_story() -> None:
    if not GOLD.is_file():
        pytest.skip(NO_STORIES)
    articles = load_articles(GOLD)
    for order in ("first", "second", "third"):
        precision, recall, f1 = measure(articles, order)
        print(f"\nECB+, {order} order: precision {precision:.3f} recall {recall:.3f} B-cubed F1 {f1:.3f}")
        assert f1 >= 0.90
