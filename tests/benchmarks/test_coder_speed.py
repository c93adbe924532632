"""The coder's speed as a share of bare `nlp.pipe` with the same model on the same texts in the same run."""

from __future__ import annotations

import time

import pytest
import spacy

from pipelines.annotate.coder import TextToCode, load_coder
from pipelines.annotate.paragraphs import split_paragraphs
from pipelines.settings import AnnotateSettings

pytestmark = pytest.mark.bench

GOAL = 0.8
PARAGRAPH = (
    "{state} closed the crossing at {town} on {day} after gunmen killed at least {count} guards, the ministry said. "
    "Prime Minister {person} accused {other} of arming the rebels, and urged its neighbour to resume talks in {city}. "
    "{other} denied the charge. Thousands of workers protested in {town}, where police arrested two reporters. "
    "The market in the old town stayed open, and farmers brought {goods} and wool to it as they do each autumn.\n"
)
WORDS = {
    "state": ("Norland", "Chile", "Ghana", "Nepal", "Oman"),
    "other": ("Sorland", "Peru", "Togo", "India", "Yemen", "Kenya", "Malta"),
    "town": ("Torvik", "Calama", "Tamale", "Pokhara", "Sohar", "Iquique", "Janakpur", "Nizwa", "Tema", "Ibri"),
    "city": ("Geneva", "Vienna", "Doha", "Accra", "Lima", "Cairo", "Oslo", "Rome", "Paris", "Rabat", "Quito", "Tunis"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "3 May"),
    "count": ("three", "four", "seven", "nine", "12", "14", "20", "31", "40"),
    "person": ("Ada Holm", "Ivar Lund", "Rosa Ruiz", "Kofi Mensah", "Anil Rai", "Salma Nasr"),
    "goods": ("apples", "onions", "rice", "dates", "maize", "salt", "honey", "yams", "beans", "figs", "lemons"),
}  # fmt: skip


def test_coding_costs_little_beside_parsing() -> None:
    """Text by text in turn, so that what else the machine does weighs on both; no paragraph comes twice."""
    model = AnnotateSettings().model
    paragraphs = [
        PARAGRAPH.format(**{name: words[number % len(words)] for name, words in WORDS.items()}) for number in range(200)
    ]
    assert len(set(paragraphs)) == len(paragraphs)
    texts = [f"Report {number}\n" + "".join(paragraphs[number : number + 8]) for number in range(0, 200, 8)]
    nlp, coder = spacy.load(model), load_coder(model)
    coder.code(TextToCode("warm", texts[0]))
    bare = coded = 0.0
    for number, text in enumerate(texts):
        start = time.process_time()
        list(nlp.pipe((piece.text for piece in split_paragraphs(text)), batch_size=16))
        bare += time.process_time() - start
        start = time.process_time()
        coder.code(TextToCode(str(number), text))
        coded += time.process_time() - start
    words = sum(len(text.split()) for text in texts)
    print(f"\nbare {words / bare:,.0f} words/s, coder {words / coded:,.0f} words/s, ratio {bare / coded:.2f}")
    assert bare / coded > GOAL
