"""The extracting room against truth beside the checkout; the figures are printed, the floors are what holds today."""

from __future__ import annotations

import logging

import pytest

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
    assert means["body"] >= 0.95
    assert means["title"] >= 0.83
    assert means["authors"] >= 0.87
    assert means["date"] >= 0.975
    assert means["in_future"] == 0


def test_articles_find_their_story() -> None:
    if not GOLD.is_file():
        pytest.skip(NO_STORIES)
    articles = load_articles(GOLD)
    for order in ("first", "second", "third"):
        precision, recall, f1 = measure(articles, order)
        print(f"\nECB+, {order} order: precision {precision:.3f} recall {recall:.3f} B-cubed F1 {f1:.3f}")
        assert f1 >= 0.82
