"""The page the project was founded on, read from beside the checkout: what must, and what must not, be read from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.records import Coding, EventMention, Party, ThirdParty

SATURDAY = date(2025, 10, 25)
ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "founding-story" / "article.txt"


@pytest.fixture(scope="module")
def story(coder: Coder) -> tuple[str, Coding]:
    if not ARTICLE.exists():
        pytest.skip("the founding story does not lie beside the checkout")
    text = ARTICLE.read_text(encoding="utf-8")
    return text, coder.code(TextToCode("founding", text, None, date(2025, 10, 26)))


def mentions(coding: Coding, event: str, *modalities: str) -> list[EventMention]:
    return [m for m in coding.event_mentions if m.event == event and (not modalities or m.modality in modalities)]


def inside(coding: Coding, act: EventMention) -> list[EventMention]:
    return [m for m in coding.event_mentions if m.within == act.id]


def one(coding: Coding, event: str, trigger: str) -> EventMention:
    (found,) = [m for m in coding.event_mentions if (m.event, m.trigger.text) == (event, trigger)]
    return found


def states(parties: Sequence[Party | ThirdParty]) -> set[str | None]:
    return {party.country for party in parties}


def test_row_1_the_roadmap_was_handed_over_in_istanbul_on_saturday(story: tuple[str, Coding]) -> None:
    text, coding = story
    act = one(coding, "CONSULT", "handed over")
    assert (act.modality, act.attribution) == ("happened", "anonymous")
    assert act.speaker is not None
    assert act.speaker.text == "diplomatic sources"
    assert act.place is not None
    assert text[act.place.start : act.place.end] == "Istanbul"
    assert act.time is not None
    assert (act.time.from_on, act.time.to_on) == (SATURDAY, SATURDAY)
    assert [party.country for party in (*act.actors, *act.recipients)] == ["PAK", "AFG"]


def test_row_2_talks_in_istanbul_are_between_both_parties(story: tuple[str, Coding]) -> None:
    text, coding = story
    talks = one(coding, "CONSULT", "talks")
    assert (talks.modality, talks.reciprocal, states(talks.actors)) == ("happened", True, {"PAK", "AFG"})
    assert talks.place is not None
    assert text[talks.place.start : talks.place.end] == "Istanbul"


def test_row_3_doha_talks_have_their_parties_their_day_and_their_mediators(story: tuple[str, Coding]) -> None:
    text, coding = story
    doha, agree = one(coding, "CONSULT", "negotiations"), one(coding, "AGREE", "agreed")
    for act in (doha, agree):
        assert (act.modality, act.reciprocal, states(act.actors)) == ("happened", True, {"PAK", "AFG"})
        assert act.place is not None
        assert text[act.place.start : act.place.end] == "Doha"
        assert act.time is not None
        assert (act.time.from_on, act.time.to_on) == (date(2025, 10, 19), date(2025, 10, 19))
    assert states(doha.third_parties) == {"QAT", "TUR"}
    assert {party.part for party in doha.third_parties} == {"mediator"}
    assert [(m.event, m.modality) for m in inside(coding, agree)] == [("RETREAT", "planned")]


def test_row_4_the_head_of_the_afghan_delegation_has_role_and_country(story: tuple[str, Coding]) -> None:
    _, coding = story
    (mujib,) = [entity for entity in coding.entities if entity.name == "Rahmatullah Mujib"]
    assert (mujib.kind, mujib.role, mujib.country) == ("person", "deputy interior minister", "AFG")


def test_row_5_a_mechanism_is_expected_and_not_agreed(story: tuple[str, Coding]) -> None:
    _, coding = story
    act = one(coding, "STATEMENT", "emphasized")
    assert "Andrabi" in act.actors[0].text
    assert [(m.event, m.modality) for m in inside(coding, act)] == [("COOPERATE", "planned")]


def test_row_6_pakistan_urges_action_against_groups_under_their_aliases(story: tuple[str, Coding]) -> None:
    _, coding = story
    request = one(coding, "REQUEST", "urges")
    assert (request.modality, states(request.actors), states(request.recipients)) == ("happened", {"PAK"}, {"AFG"})
    assert request.speaker is not None
    assert "Andrabi" in request.speaker.text
    (action,) = inside(coding, request)
    assert (action.event, action.modality, states(action.actors)) == ("COERCE", "demanded", {"AFG"})
    assert [party.text for party in action.recipients] == ["FAK/TTP", "FAH/BLA"]


def test_row_7_a_first_step_is_a_statement_and_nothing_in_doha(story: tuple[str, Coding]) -> None:
    _, coding = story
    act = one(coding, "STATEMENT", "termed")
    assert (act.modality, act.place, act.recipients) == ("happened", None, ())


def test_row_8_attacks_are_absent_in_their_window(story: tuple[str, Coding]) -> None:
    _, coding = story
    act = one(coding, "STATEMENT", "confirmed")
    assert "Andrabi" in act.actors[0].text
    (attacks,) = inside(coding, act)
    assert (attacks.event, attacks.modality) == ("ASSAULT", "absent")
    assert attacks.time is not None
    assert attacks.time.to_on == date(2025, 10, 26)


def test_row_9_crossings_that_will_stay_closed_are_planned(story: tuple[str, Coding]) -> None:
    _, coding = story
    (closing,) = inside(coding, one(coding, "STATEMENT", "noted"))
    assert (closing.event, closing.modality) == ("COERCE", "planned")
    assert not mentions(coding, "COERCE", "happened", "ongoing")


def test_rows_10_11_and_18_are_situations(story: tuple[str, Coding]) -> None:
    _, coding = story
    border = next(s for s in coding.situations if s.attribute == "crossing")
    assert (border.value, border.from_on, border.to_on, border.status) == ("closed", date(2025, 10, 11), None, "open")
    trade = [s for s in coding.situations if s.attribute == "trade"]
    assert {s.value for s in trade} == {"suspended"}
    assert any(s.condition is not None and s.condition.text.startswith("pending progress") for s in trade)
    (truce,) = [s for s in coding.situations if s.attribute == "truce"]
    assert (truce.value, truce.status, truce.speaker, truce.condition) == ("in force", "open", None, None)


def test_row_12_war_stands_within_the_threat_and_on_the_talks(story: tuple[str, Coding]) -> None:
    _, coding = story
    (threat,) = mentions(coding, "THREATEN")
    assert (threat.modality, threat.place) == ("happened", None)
    assert "Asif" in threat.actors[0].text
    (war,) = inside(coding, threat)
    assert (war.event, war.modality, war.place) == ("ASSAULT", "conditional", None)
    assert war.condition is not None
    assert war.condition.text == "if the peace talks failed to deliver results"


def test_row_13_a_share_of_the_agreements_is_a_figure_of_a_statement(story: tuple[str, Coding]) -> None:
    _, coding = story
    told = [m for m in coding.event_mentions if m.figures]
    assert [m.trigger.text for m in told] == ["noting"]
    assert told[0].event == "STATEMENT"
    (figure,) = told[0].figures
    assert (figure.value, figure.unit) == (80, "percent")
    assert figure.of is not None
    assert "Doha" in figure.of


def test_row_14_a_forecast_is_a_statement(story: tuple[str, Coding]) -> None:
    _, coding = story
    assert {one(coding, "STATEMENT", word).modality for word in ("expressed", "voiced")} == {"happened"}


def test_row_15_the_proxy_war_is_alleged_within_the_accusation(story: tuple[str, Coding]) -> None:
    _, coding = story
    (accuse,) = mentions(coding, "ACCUSE")
    assert (accuse.modality, states(accuse.recipients)) == ("happened", {"IND"})
    (war,) = inside(coding, accuse)
    assert (war.event, war.modality) == ("ASSAULT", "alleged")
    assert (states(war.actors), states(war.recipients)) == ({"IND"}, {"PAK"})


def test_row_16_the_clashes_are_the_only_fighting_that_happened(story: tuple[str, Coding]) -> None:
    _, coding = story
    (clashes,) = mentions(coding, "ASSAULT", "happened", "ongoing")
    assert (clashes.trigger.text, clashes.modality, states(clashes.actors)) == ("clashes", "happened", {"PAK", "AFG"})
    assert clashes.time is not None
    assert (clashes.time.from_on, clashes.time.to_on) == (None, date(2025, 10, 11))
    assert clashes.deaths is not None
    assert (clashes.deaths.low, clashes.deaths.high) == (24, None)


def test_row_17_the_worst_fighting_since_is_the_outlets_own_word(story: tuple[str, Coding]) -> None:
    _, coding = story
    act = one(coding, "STATEMENT", "fighting")
    assert (act.attribution, act.speaker, act.time) == ("outlet", None, None)


def test_row_19_no_afghan_statement_is_recorded(story: tuple[str, Coding]) -> None:
    _, coding = story
    said = [m for m in coding.event_mentions if m.event in ("STATEMENT", "REQUEST", "ACCUSE", "THREATEN")]
    assert not [m for m in said if "AFG" in states(m.actors)]
    assert not [q for q in coding.quotes if q.speaker is not None and q.speaker.country == "AFG"]


def test_only_five_deeds_are_made_of_it(story: tuple[str, Coding]) -> None:
    _, coding = story
    speech = {"STATEMENT", "REQUEST", "ACCUSE", "THREATEN"}
    deeds = [m for m in coding.event_mentions if m.modality in ("happened", "ongoing") and m.event not in speech]
    told = sorted((m.event, m.trigger.text) for m in deeds)
    assert told == [
        ("AGREE", "agreed"),
        ("ASSAULT", "clashes"),
        ("CONSULT", "discussions"),
        ("CONSULT", "handed over"),
        ("CONSULT", "negotiations"),
        ("CONSULT", "talks"),
    ]
