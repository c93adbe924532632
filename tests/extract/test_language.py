"""The language of a text, with no network and a model from the wheel."""

from __future__ import annotations

import pytest

from pipelines.extract.language import detect_language

SENTENCES = {
    "en": "Crews and the harbour board met again on Sunday and nobody walked out.",
    "de": "Die Besatzungen und der Hafenvorstand trafen sich am Sonntag erneut.",
    "ur": "جہاز کے عملے اور بندرگاہ کے بورڈ نے اتوار کو دوبارہ ملاقات کی۔",
    "ru": "Экипажи паромов и правление порта снова встретились в воскресенье.",
    "tr": "Feribot mürettebatı ve liman kurulu pazar günü yeniden bir araya geldi.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_detected_with_confidence(language: str) -> None:
    found, confidence = detect_language(SENTENCES[language] * 3)
    assert found == language
    assert confidence is not None
    assert 0.5 < confidence <= 1.0


def test_capitals_do_not_mislead() -> None:
    assert detect_language(SENTENCES["en"].upper() * 3)[0] == "en"


def test_too_little_text_is_not_guessed_at() -> None:
    assert detect_language("OK 12") == (None, None)
    assert detect_language("OK 12", "fr-CA") == ("fr", None)
