"""Pages without political events give none: the sample newsroom's, and paragraphs of our own."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.subjects import other_subject, other_subject_of_paragraph
from pipelines.newsroom.content import load_newsroom
from pipelines.newsroom.passes import DATA

NOTHING = [article for article in load_newsroom(DATA).articles if article.head.subject == "nothing"]
SPORT = "The striker scored two goals in the final as the coach praised the team and the players after the match."
TROOPS = "Troops killed six rebels near Gao on Friday, the army said."


@pytest.mark.parametrize("article", NOTHING, ids=lambda article: str(article.file.stem))
def test_a_page_about_nothing_political_codes_to_nothing(coder: Coder, article: object) -> None:
    edition = article.editions[-1]  # type: ignore[attr-defined]
    text = "\n".join([edition.title, *(block.text for block in edition.blocks if block.text)])
    mentions = coder.code(TextToCode("page", text)).event_mentions
    assert [m.trigger.text for m in mentions if m.event != "STATEMENT"] == []


def test_a_paragraph_of_sport_is_left_out_of_a_page_of_news(coder: Coder) -> None:
    assert other_subject_of_paragraph(SPORT) == "sport"
    mentions = coder.code(TextToCode("page", f"{TROOPS}\n{TROOPS.replace('Gao', 'Kidal')}\n{SPORT}")).event_mentions
    assert {m.event for m in mentions} == {"ASSAULT"}


def test_a_section_in_the_address_rules_out_a_page_without_politics() -> None:
    text = "She hit the runway in a dress that struck everyone."
    assert other_subject(text) is None
    assert other_subject(text, "https://paper.example/fashion/2025/dress") == "fashion"
    news = "Police arrested the minister as protesters and troops met near the border and the court opened."
    assert other_subject(news, "https://paper.example/sport/2025/arrest") is None


def test_a_paragraph_that_speaks_plainly_of_politics_is_read_on_a_page_of_sport(coder: Coder) -> None:
    arrest = "Police arrested the minister of sport on Friday, and protesters met troops outside the court."
    mentions = coder.code(TextToCode("page", "\n".join([SPORT] * 4 + [arrest]))).event_mentions
    assert {m.event for m in mentions} >= {"COERCE"}
    assert all(m.sentence_start >= len(SPORT) for m in mentions)
