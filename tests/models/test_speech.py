"""What was said is in claims, commitments and situations; entities are one row each."""

from __future__ import annotations

from datetime import date

from tests.models.conftest import Ask


def test_an_accusation_holds_an_alleged_act(ask: Ask) -> None:
    assert ask("select act_type, event_type, speaker, about from claims where modality = 'alleged'") == [
        ("ACCUSE", "ASSAULT", "Khawaja Asif", ["India"])
    ]


def test_a_threat_holds_its_condition(ask: Ask) -> None:
    assert ask("select act_type, about, condition from claims where modality = 'conditional'") == [
        ("THREATEN", ["Pakistan"], "if the talks fail")
    ]


def test_a_statement_keeps_its_figure_and_nobody_has_looked_for_an_answer(ask: Ask) -> None:
    assert ask(
        "select speaker, figure_value, figure_unit, figure_of, answer from claims where event_type = 'STATEMENT'"
    ) == [("Khawaja Asif", 80.0, "percent", "the agreements", "not_sought")]


def test_an_agreement_leaves_a_commitment_of_unknown_standing(ask: Ask) -> None:
    assert ask("select event_type, parties, mediators, place_name, agreed_on, standing from commitments") == [
        ("RETREAT", ["Afghan Taliban", "Pakistan"], ["Qatar"], "Doha", date(2025, 10, 19), "unknown")
    ]


def test_a_situation_is_opened_confirmed_and_closed(ask: Ask) -> None:
    assert ask(
        "select value, situation_from, situation_to, status, mentions, asserted_by from situations"
        " where bearer = 'The Torkham crossing' order by value"
    ) == [
        ("closed", date(2025, 10, 11), date(2025, 10, 24), "closed", 2, "outlet"),
        ("open", date(2025, 10, 24), None, "open", 1, "outlet"),
    ]


def test_general_names_of_one_border_are_one_situation(ask: Ask) -> None:
    assert ask("select bearer, countries, mentions, status from situations where list_contains(countries, 'QAT')") == [
        ("border crossings", ["IND", "QAT"], 2, "open")
    ]


def test_names_of_one_state_are_one_entity(ask: Ask) -> None:
    assert ask("select count(*) from entities where wikidata_id = 'Q843'") == [1]
    assert ask("select count(*) from entities where name = 'Khawaja Asif'") == [1]


def test_a_quote_knows_its_speaker(ask: Ask) -> None:
    assert ask("select q.speaker, e.name from quotes q join entities e on e.entity_id = q.speaker_entity_id") == [
        ("Khawaja Asif", "Khawaja Asif")
    ]
