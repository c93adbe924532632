"""The coder's speed as a share of bare `nlp.pipe` with the same model on the same texts in the same run."""

from __future__ import annotations

import time

import pytest
import spacy

from pipelines.annotate.coder import TextToCode, load_coder
from pipelines.annotate.paragraphs import split_paragraphs
from pipelines.settings import AnnotateSettings

pytestmark = pytest.mark.bench

PARAGRAPH = (
    "Norland closed the crossing at Torvik on Friday after gunmen killed at least three guards, the ministry said. "
    "Prime Minister Ada Holm accused Sorland of arming the rebels, and urged its neighbour to resume talks in Geneva. "
    "Sorland denied the charge. Thousands of workers protested in the capital, where police arrested two reporters. "
    "The market in the old town stayed open, and farmers brought apples and wool to it as they do each autumn.\n"
)


def test_coding_costs_little_beside_parsing() -> None:
    model = AnnotateSettings().model
    texts = [f"Report {number}\n" + PARAGRAPH * 8 for number in range(24)]
    nlp, coder = spacy.load(model), load_coder(model)
    coder.code(TextToCode("warm", texts[0]))
    start = time.process_time()
    for text in texts:
        list(nlp.pipe((piece.text for piece in split_paragraphs(text)), batch_size=16))
    bare = time.process_time() - start
    start = time.process_time()
    for number, text in enumerate(texts):
        coder.code(TextToCode(str(number), text))
    coded = time.process_time() - start
    words = sum(len(text.split()) for text in texts)
    print(f"\nbare {words / bare:,.0f} words/s, coder {words / coded:,.0f} words/s, ratio {bare / coded:.2f}")
    assert bare / coded > 0.5
