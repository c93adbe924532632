"""A mention's confidence is between 0 and 1, higher for a chief act of known parties, and its weights are checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.confidence import load_weights
from pipelines.annotate.event_lexicon import LexiconError


def test_a_chief_act_of_known_parties_is_surer_than_one_in_passing(coder: Coder) -> None:
    plain = coder.code(TextToCode("a", "France condemned Russia on Monday.")).event_mentions[0]
    text = "The book, which came out after protests in Lima, sold well."
    passing = coder.code(TextToCode("b", text)).event_mentions
    assert 0.7 <= plain.confidence <= 0.95
    assert all(0.05 <= mention.confidence < plain.confidence for mention in passing)


def test_a_feature_without_a_weight_is_told(tmp_path: Path) -> None:
    path = tmp_path / "confidence.yml"
    path.write_text("intercept: 0.1\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="no weight for actor told"):
        load_weights(path)
