"""The quick pipes read a text as the model's own pipes do."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

from pipelines.annotate.recogniser import find_names_at_once
from pipelines.annotate.word_forms import remember_forms
from pipelines.annotate.word_vectors import remember_vectors
from pipelines.settings import AnnotateSettings

TEXTS = (
    "Prime Minister Ada Holm met Ivar Lund of the Norland Workers' Union in New Torvik on 3 May 2021.",
    "",
    "President\n\n  of the United States of America ... Dr. Rosa Ruiz; the 1,200 men\u200b \U0001f525 (Oman)",
    "NORLAND ATTACKED: AT LEAST 31 DEAD. He paid $5.2 million, 30 percent more than in the early 1990s, to Nepal",
    "Bank of the West Coast " * 12,
    "Let's go: there were talks that he'd left, and they ain't gonna say who did, had or could've.",
    "Gonna. Let them. Na, 's all. There is one, and the others are there; whose left?",
    "Sunday",
)
TOLD = ("text", "pos_", "lemma_", "tag_", "dep_", "ent_iob_", "ent_type_")


@pytest.fixture(scope="module")
def models() -> tuple[Any, Any]:
    own, quick = spacy.load(AnnotateSettings().model), spacy.load(AnnotateSettings().model)
    find_names_at_once(quick)
    remember_forms(quick)
    remember_vectors(quick)
    return own, quick


def test_the_quick_pipes_take_the_place_of_the_models_own(models: tuple[Any, Any]) -> None:
    own, quick = models
    assert own.pipe_names[-3:] == ["attribute_ruler", "lemmatizer", "ner"]
    assert quick.pipe_names[-2:] == ["word_forms", "names_at_once"]


@pytest.mark.parametrize("size", [1, 2, 16])
def test_they_tell_the_same_of_each_word(models: tuple[Any, Any], size: int) -> None:
    own, quick = models
    for theirs, ours in zip(own.pipe(TEXTS), quick.pipe(TEXTS, batch_size=size), strict=True):
        assert [[getattr(token, name) for name in TOLD] for token in ours] == [
            [getattr(token, name) for name in TOLD] for token in theirs
        ]
        assert [(name.text, name.label_) for name in ours.ents] == [(name.text, name.label_) for name in theirs.ents]


def test_each_network_remembers_its_words(models: tuple[Any, Any]) -> None:
    own, quick = models
    for name in ("tok2vec", "ner"):
        assert "word_vectors" in {node.name for node in quick.get_pipe(name).model.walk()}
        assert "word_vectors" not in {node.name for node in own.get_pipe(name).model.walk()}


def test_a_word_has_the_same_vector_whatever_it_stands_with(models: tuple[Any, Any]) -> None:
    _, quick = models
    alone = quick("Ibex Torvik")
    quick("Some words that come before")
    assert (quick("Ibex Torvik").tensor == alone.tensor).all()


def test_a_model_of_another_shape_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([[{"SHAPE": "dddd"}]], {"POS": "NUM"})
    nlp.add_pipe("lemmatizer")
    find_names_at_once(nlp)
    remember_forms(nlp)
    remember_vectors(nlp)
    assert nlp.pipe_names == ["attribute_ruler", "lemmatizer"]
