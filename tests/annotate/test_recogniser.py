"""The quick recogniser finds the names that spaCy's own finds."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

from pipelines.annotate.recogniser import quicken
from pipelines.settings import AnnotateSettings

TEXTS = (
    "Prime Minister Ada Holm met Ivar Lund of the Norland Workers' Union in New Torvik on 3 May 2021.",
    "",
    "President\n\n  of the United States of America ... Dr. Rosa Ruiz; the 1,200 men\u200b \U0001f525 (Oman)",
    "NORLAND ATTACKED: AT LEAST 31 DEAD. He paid $5.2 million, 30 percent more than in the early 1990s, to Nepal",
    "Bank of the West Coast " * 12,
    "Sunday",
)


@pytest.fixture(scope="module")
def models() -> tuple[Any, Any]:
    own, quick = spacy.load(AnnotateSettings().model), spacy.load(AnnotateSettings().model)
    quicken(quick)
    return own, quick


def test_the_quick_recogniser_takes_the_place_of_the_models_own(models: tuple[Any, Any]) -> None:
    own, quick = models
    assert "names_at_once" in quick.pipe_names
    assert "ner" not in quick.pipe_names
    assert "ner" in own.pipe_names


@pytest.mark.parametrize("size", [1, 2, 16])
def test_it_finds_the_same_names(models: tuple[Any, Any], size: int) -> None:
    own, quick = models
    for theirs, ours in zip(own.pipe(TEXTS), quick.pipe(TEXTS, batch_size=size), strict=True):
        assert [(token.ent_iob_, token.ent_type_) for token in ours] == [
            (token.ent_iob_, token.ent_type_) for token in theirs
        ]
        assert [(name.text, name.label_) for name in ours.ents] == [(name.text, name.label_) for name in theirs.ents]


def test_a_model_without_a_recogniser_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    quicken(nlp)
    assert nlp.pipe_names == []
