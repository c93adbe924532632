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


def test_a_statement_keeps_its_figure_and_what_it_is_a_share_of(ask: Ask) -> None:
    assert ask("select speaker, figure_value, figure_unit, figure_of from claims where figure_unit = 'percent'") == [
        ("Khawaja Asif", 80.0, "percent", "the agreements")
    ]


def test_the_answer_of_the_other_side_is_found(ask: Ask) -> None:
    assert ask(
        "select c.event_type, a.side, a.manner, w.speaker from claim_answers as a join claims as c using (claim_id)"
        " join claims as w on w.claim_id = a.answer_claim_id where c.speaker = 'Khawaja Asif' order by all"
    ) == [("ASSAULT", "IND", "rejected", "India")]


def test_silence_is_told_with_what_was_read_of_that_side(ask: Ask) -> None:
    assert ask("select answer, answer_articles, answer_sources, answer_told from claims where speaker = 'Ishaq Dar'"
               " and list_contains(about, 'Afghan Taliban')") == [
        ("none_found", 2, 1, "none found in 2 articles of 1 source that speaks for AFG")
    ]  # fmt: skip


def test_a_side_that_nothing_here_speaks_for_is_not_called_silent(ask: Ask) -> None:
    assert ask("select answer, answer_told from claims where list_contains(about, 'Qatar')") == [
        ("not_readable", "no source read here speaks for Qatar")
    ]
    assert ask("select a.gap from claim_answers as a join claims as c using (claim_id) where a.side = 'QAT'"
               " and list_contains(c.about, 'Qatar')") == ["no_source"]  # fmt: skip


def test_what_speaks_of_no_other_side_seeks_no_answer(ask: Ask) -> None:
    assert ask("select distinct answer from claims where modality = 'conditional'") == ["not_sought"]


def test_an_undertaking_stands_as_later_reports_tell(ask: Ask) -> None:
    assert ask(
        "select event_type, parties, mediators, place_name, agreed_on, standing, kept_reports from commitments"
    ) == [("RETREAT", ["Afghan Taliban", "Pakistan"], ["Qatar"], "Doha", date(2025, 10, 19), "kept", 1)]


def test_a_claimed_share_stands_beside_what_is_known(ask: Ask) -> None:
    assert ask(
        "select commitments, kept, claimed_share_percent, claimed_share_of, claimed_share_by from agreements"
    ) == [(1, 1, 50.0, "the agreement", "Khawaja Asif")]
    assert ask("select sentence from commitment_reports where bearing = 'kept'") == ["the truce holds"]


def test_a_situation_is_opened_confirmed_and_closed(ask: Ask) -> None:
    assert ask(
        "select value, situation_from, situation_to, status, mentions, asserted_by from situations"
        " where bearer = 'The Torkham crossing' order by value"
    ) == [
        ("closed", date(2025, 10, 11), date(2025, 10, 24), "closed", 2, "outlet"),
        ("open", date(2025, 10, 24), None, "open", 1, "outlet"),
    ]


def test_general_names_of_one_border_are_one_situation(ask: Ask) -> None:
    told = "from situations where list_contains(countries, 'QAT') and bearer like 'border%'"
    assert ask(f"select bearer, countries, mentions, status {told}") == [
        ("border crossings", ["IND", "QAT"], 2, "open")
    ]


def test_names_of_one_state_are_one_entity(ask: Ask) -> None:
    assert ask("select count(*) from entities where wikidata_id = 'Q843'") == [1]
    assert ask("select count(*) from entities where name = 'Khawaja Asif'") == [1]


def test_a_quote_knows_its_speaker(ask: Ask) -> None:
    assert ask(
        "select q.speaker, e.name from quotes q join entities e on e.entity_id = q.speaker_entity_id"
        " where q.text like '80%'"
    ) == [("Khawaja Asif", "Khawaja Asif")]
