"""By whose word: quotations and attributions with their speakers, over pieces, sentences and paragraphs."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.quotations import find_quoted
from pipelines.records import Quote
from tests.evaluation import speaker_quality


def quotes(coder: Coder, text: str) -> tuple[Quote, ...]:
    found = coder.code(TextToCode("speech", text)).quotes
    for quote in found:
        assert text[quote.start : quote.end] == quote.text
        assert all(text[part.start : part.end] == part.text for part in quote.parts)
    return found


def test_a_quotation_that_its_cue_interrupts_is_one_in_two_parts(coder: Coder) -> None:
    (quote,) = quotes(coder, "“We sowed in May,” said Ama Osei, a farmer. “The rain never came.”")
    assert [part.text for part in quote.parts] == ["We sowed in May", "The rain never came."]
    assert (quote.kind, quote.direct, quote.stance) == ("direct", True, "said")
    assert quote.speaker is not None
    assert "Ama Osei" in quote.speaker.text
    assert quote.cue is not None
    assert quote.cue.text == "said"


def test_words_of_the_speaker_in_a_reported_clause_make_it_mixed(coder: Coder) -> None:
    (quote,) = quotes(coder, "The mayor said that the bridge was “a death trap” and would close.")
    assert (quote.kind, quote.direct) == ("mixed", False)


def test_a_belief_is_told_from_words(coder: Coder) -> None:
    (quote,) = quotes(coder, "Doctors believe that the fever came from the well.")
    assert (quote.stance, quote.text) == ("thought", "the fever came from the well")


def test_what_is_told_within_a_quotation_is_the_speakers(coder: Coder) -> None:
    (quote,) = quotes(coder, "“My son said that the school had closed,” Lena Brandt told the court.")
    assert quote.speaker is not None
    assert quote.speaker.text == "Lena Brandt"


def test_a_quotation_left_open_goes_on_in_the_next_paragraph(coder: Coder) -> None:
    (quote,) = quotes(coder, "“The river rose in the night,” Tom Reyes said. “We ran.\n\n“Nobody warned us.”")
    assert quote.text.endswith("Nobody warned us.")
    assert len(quote.parts) == 3


def test_a_name_or_a_term_in_marks_is_no_quotation(coder: Coder) -> None:
    assert quotes(coder, "The film “Rivers of Salt” opens in Dakar on Friday.") == ()


def test_the_source_of_a_passive_is_not_told(coder: Coder) -> None:
    (quote,) = quotes(coder, "The dam is expected to hold.")
    assert (quote.speaker, quote.stance) == (None, "said")


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_acts_stand_on_the_word_of_whoever_tells_them(coder: Coder, half: str) -> None:
    results = speaker_quality.told(coder, half)
    assert sum(one.right for one in results) >= 0.8 * len(results)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We wait,” he said.", ["We wait,"]),
        ('"We wait," he said.', ["We wait,"]),
        ("''We wait,'' he said.", ["We wait,"]),
        ("«Wir warten», sagte er.", ["Wir warten"]),
        ("„Wir warten“, sagte er.", ["Wir warten"]),
        ("‘We wait,’ he said. ‘Don’t you?’", ["We wait,", "Don’t you?"]),
        ("“He told me ‘wait’ and left,” she said.", ["He told me ‘wait’ and left,"]),
        ("The 6\" pipe burst at 5 o'clock.", []),
        ("The traders’ stalls and the miners’ huts burned.", []),
        (
            "“We wait until the rain stops, she said, and no mark follows.",
            ["We wait until the rain stops, she said, and no mark follows."],
        ),
        ("A mark that opens nothing ” and one that closes nothing “", []),
        ("", []),
    ],
)
def test_marks_of_every_typography(text: str, inside: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in find_quoted(text)] == inside


@pytest.mark.parametrize("mark", ['"', "“", "”", "‘", "’", "«", "„", "''", '" ', "“ ”", 'a"', "“a"])
def test_a_text_of_nothing_but_marks_is_read_in_one_pass(mark: str) -> None:
    text = mark * (100_000 // len(mark))
    assert len(find_quoted(text)) <= len(text)


def test_five_megabytes_of_marks_take_seconds() -> None:
    assert find_quoted("“" * 5_000_000) == []


def test_a_page_of_marks_changes_nothing_but_its_own_rows(coder: Coder) -> None:
    story = "Police arrested six protesters in Quetta on Monday."
    (alone,) = coder.code(TextToCode("speech", story)).event_mentions
    (beside,) = coder.code(TextToCode("speech", story + "\n" + "“" * 3_000 + "\n" + '" ' * 1_500)).event_mentions
    assert (beside.trigger, beside.attribution) == (alone.trigger, alone.attribution)


def test_state_media_are_the_word_of_the_state(coder: Coder) -> None:
    text = "According to Syrian state media, gunmen killed three guards near Palmyra."
    mention = next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "ASSAULT")
    assert (mention.attribution, mention.speaker and mention.speaker.country) == ("named", "SYR")
