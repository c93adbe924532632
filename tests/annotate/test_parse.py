"""A plain parse answers every question as spaCy's own Doc does."""

from __future__ import annotations

import random
from typing import Any

import pytest
import spacy

from pipelines.annotate.parse import Parser
from pipelines.settings import AnnotateSettings

TEXTS = (
    "Norland closed the crossing at Torvik on Friday after gunmen killed at least three guards, the ministry said.",
    'He called them "a band of thieves." The U.S. envoy, who met Ada Holm\'s aides in Lima, left on 3 May  with $5m.',
    "Talks the two had been holding resumed. Which minister did the crowd that marched shout at? None, it seems!",
    "((((( >>> 12/3 || --- x" + "a" * 300 + " \u200b\U0001f525 don\u2019t;NORLAND ATTACKED (again) and and and",
)
WORDS = (
    "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_", "text_with_ws", "idx",
    "i", "is_title", "is_upper", "is_alpha", "is_punct", "is_space", "is_quote", "like_num", "is_sent_start",
)  # fmt: skip
KIN = ("children", "lefts", "rights", "subtree", "ancestors")


@pytest.fixture(scope="module")
def nlp() -> Any:
    return spacy.load(AnnotateSettings().model)


def places(tokens: Any) -> list[int]:
    return [token.i for token in tokens]


def run(tokens: Any) -> tuple[Any, ...] | None:
    if tokens is None:
        return None
    told = (tokens.start, tokens.end, tokens.text)
    return (*told, tokens.root.i, tokens.sent.start, tokens.start_char, tokens.end_char) if len(tokens) else told


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_and_runs_are_those_of_the_doc(nlp: Any, text: str) -> None:
    doc = nlp(text)
    parse = Parser(nlp).plain(doc, doc.text)
    assert (parse.text, len(parse), places(reversed(parse))) == (doc.text, len(doc), places(reversed(doc)))
    for own, theirs in zip(parse, doc, strict=True):
        assert [getattr(own, name) for name in WORDS] == [getattr(theirs, name) for name in WORDS]
        assert [places(getattr(own, name)) for name in KIN] == [places(getattr(theirs, name)) for name in KIN]
        assert (own.left_edge.i, own.right_edge.i, own.head.i) == (
            theirs.left_edge.i,
            theirs.right_edge.i,
            theirs.head.i,
        )
        assert run(own.sent) == run(theirs.sent)
        assert (len(own), own.nbor(0).i) == (len(theirs), theirs.i)
    assert [run(sentence) for sentence in parse.sents] == [run(sentence) for sentence in doc.sents]
    assert [(run(name), name.label_) for name in parse.ents] == [(run(name), name.label_) for name in doc.ents]


@pytest.mark.parametrize("text", TEXTS)
def test_stretches_of_characters_and_slices_are_those_of_the_doc(nlp: Any, text: str) -> None:
    doc = nlp(text)
    parse = Parser(nlp).plain(doc, doc.text)
    dice = random.Random(7)
    for _ in range(300):
        start, end = sorted(dice.sample(range(len(text) + 1), 2))
        for mode in ("strict", "contract", "expand"):
            assert run(parse.char_span(start, end, mode)) == run(doc.char_span(start, end, alignment_mode=mode))
        first, last = (dice.randrange(-len(doc), len(doc)) for _ in range(2))
        assert run(parse[first:last]) == run(doc[first:last])
        assert run(parse[2:][first:last]) == run(doc[2:][first:last])
        assert parse[first].i == doc[first].i
