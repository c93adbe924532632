"""The language of a text, with no network and a model from the wheel."""

from __future__ import annotations

import pytest

from pipelines.extract.language import detect_language
from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, PARAGRAPHS, URL, page

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


URDU = (
    "جہاز کے عملے اور بندرگاہ کے بورڈ نے اتوار کو دوبارہ ملاقات کی اور رات کے سفر کے بارے میں بات چیت جاری رکھی۔",
    "وزارت کے ترجمان نے کہا کہ دونوں فریق پیر کی صبح پھر ملیں گے اور کسی نے مذاکرات سے نکلنے کی بات نہیں کی۔",
)
ARABIC = (
    "التقت أطقم العبّارات ومجلس الميناء لليوم الثالث يوم الأحد لإنهاء خلاف حول الرحلات الليلية في المضيق.",
    "وقال أصحاب المتاجر في الجزر إن الطحين والوقود أصبحا نادرين وإن قوارب الصيد تنقل البريد والمرضى.",
    "وقالت الوسيطة التي عيّنتها وزارة النقل إنها ستجمع الوفدين مرة أخرى صباح الاثنين ولم يتحدث أحد عن الانسحاب.",
)
NOTICES = (
    "We use cookies on this site to show you what you may like to read, and to count how many people come to us.",
    "Sign up for our morning letter and get the news of the strait before your coffee, every day but Sunday.",
)


def test_a_long_quotation_in_another_script_leaves_an_article_its_language() -> None:
    quoted = "\n".join((PARAGRAPHS[0], f"“{URDU[0]} {URDU[1]}”" * 3, *PARAGRAPHS[1:]))
    assert detect_language(quoted)[0] == "en"
    assert detect_language("\n".join((f"“{URDU[0]}”", *PARAGRAPHS)))[0] == "en", "above all else"


def test_notices_in_english_leave_an_arabic_article_its_language() -> None:
    found, confidence = detect_language("\n".join((*NOTICES, *ARABIC * 2)), "en")
    assert found == "ar"
    assert confidence is not None
    assert confidence > 0.5


def test_a_text_of_two_languages_is_less_sure_than_one_of_one() -> None:
    _, alone = detect_language("\n".join(PARAGRAPHS))
    found, mixed = detect_language("\n".join((*PARAGRAPHS, *URDU)))
    assert found == "en"
    assert alone is not None
    assert mixed is not None
    assert mixed < alone


def test_half_and_half_is_unsure_and_the_page_decides() -> None:
    found, confidence = detect_language("\n".join((ARABIC[0], ARABIC[1], NOTICES[0], NOTICES[1])), "ar")
    assert found == "ar"
    assert confidence is None or confidence < 0.7


def test_a_page_of_its_own_language_among_english_boilerplate() -> None:
    before = "".join(f"<p>{line}</p>" for line in NOTICES)
    found = extract_html(page(paragraphs=ARABIC * 2, before=before, lang="en"), url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    assert found.language == "ar"
