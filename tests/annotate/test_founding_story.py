"""The page the project was founded on, read from beside the checkout: what must, and what must not, be read from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.records import Coding, EventMention

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "founding-story" / "article.txt"


@pytest.fixture(scope="module")
def story(coder: Coder) -> tuple[str, Coding]:
    if not ARTICLE.exists():
        pytest.skip("the founding story does not lie beside the checkout")
    text = ARTICLE.read_text(encoding="utf-8")
    return text, coder.code(TextToCode("founding", text, None, date(2025, 10, 26)))


def mentions(coding: Coding, event: str, modality: str) -> list[EventMention]:
    return [m for m in coding.event_mentions if (m.event, m.modality) == (event, modality)]


def test_row_1_the_roadmap_was_handed_over_in_istanbul_on_saturday(story: tuple[str, Coding]) -> None:
    text, coding = story
    act = mentions(coding, "CONSULT", "happened")[0]
    assert act.attribution == "anonymous"
    assert act.speaker is not None
    assert act.place is not None
    assert text[act.place.start : act.place.end] == "Istanbul"
    assert act.time is not None
    assert (act.time.from_on, act.time.to_on) == (date(2025, 10, 25), date(2025, 10, 25))
    assert [party.country for party in (*act.actors, *act.recipients)] == ["PAK", "AFG"]


def test_row_2_talks_are_between_both_parties(story: tuple[str, Coding]) -> None:
    _, coding = story
    talks = [m for m in mentions(coding, "CONSULT", "happened") if m.trigger.text == "talks" and m.reciprocal]
    assert {party.country for party in talks[0].actors} == {"PAK", "AFG"}


def test_row_3_doha_on_october_19_with_its_mediators(story: tuple[str, Coding]) -> None:
    text, coding = story
    doha = next(m for m in coding.event_mentions if m.trigger.text == "negotiations")
    assert doha.place is not None
    assert text[doha.place.start : doha.place.end] == "Doha"
    assert doha.time is not None
    assert doha.time.from_on == date(2025, 10, 19)
    assert {party.country for party in doha.third_parties} == {"QAT", "TUR"}
    assert mentions(coding, "AGREE", "happened")


def test_row_6_pakistan_urges_action(story: tuple[str, Coding]) -> None:
    _, coding = story
    request = mentions(coding, "REQUEST", "happened")[0]
    assert [party.country for party in request.actors] == ["PAK"]
    assert request.speaker is not None
    assert "Andrabi" in request.speaker.text


def test_rows_10_and_18_are_situations(story: tuple[str, Coding]) -> None:
    _, coding = story
    held = {(s.attribute, s.value): s for s in coding.situations}
    assert held["crossing", "closed"].from_on == date(2025, 10, 11)
    assert held["truce", "in force"].status == "open"


def test_row_12_war_is_conditional_on_the_talks(story: tuple[str, Coding]) -> None:
    _, coding = story
    assert mentions(coding, "THREATEN", "happened")
    war = mentions(coding, "ASSAULT", "conditional")[0]
    assert war.condition is not None
    assert war.condition.text.startswith("if the peace talks failed")


def test_row_15_the_proxy_war_is_alleged_within_the_accusation(story: tuple[str, Coding]) -> None:
    _, coding = story
    accuse = mentions(coding, "ACCUSE", "happened")[0]
    war = mentions(coding, "ASSAULT", "alleged")[0]
    assert war.within == accuse.id
    assert [party.country for party in war.actors] == ["IND"]


def test_row_16_the_clashes_killed_dozens_and_are_the_only_fighting_that_happened(story: tuple[str, Coding]) -> None:
    _, coding = story
    fights = mentions(coding, "ASSAULT", "happened") + mentions(coding, "ASSAULT", "ongoing")
    assert [m.trigger.text for m in fights] == ["clashes"]
    assert fights[0].deaths is not None
    assert (fights[0].deaths.low, fights[0].deaths.high) == (24, None)


def test_no_closure_and_no_attack_is_made_of_what_was_only_said(story: tuple[str, Coding]) -> None:
    _, coding = story
    assert not mentions(coding, "COERCE", "happened")
