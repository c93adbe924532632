"""Mentions of one event become one row; what differs in an actor, a place, a day or an act does not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.models.conftest import Ask


def test_reports_of_one_meeting_are_one_event(ask: Ask) -> None:
    ((mentions, articles, outlets, origins),) = ask(
        "select mentions, articles, outlets, origins from events where event_type = 'CONSULT'"
        " and place_name = 'Istanbul'"
    )
    assert (mentions, articles, outlets) == (5, 4, 4)
    assert origins == 3, "the reprint is the wire's, whatever paper it stands in"


def test_a_meeting_on_another_day_in_another_city_is_another_event(ask: Ask) -> None:
    found = ask("select place_name, event_from from events where event_type = 'CONSULT' order by event_from")
    assert found == [("Doha", date(2025, 10, 19)), ("Istanbul", date(2025, 10, 25))]


def test_an_event_carries_the_id_of_its_earliest_mention(ask: Ask) -> None:
    assert ask("select event_id from events where event_id not in (select mention_id from event_mentions)") == []


def test_the_summary_reads_as_a_sentence(ask: Ask) -> None:
    assert ask("select summary from events where place_name = 'Istanbul'") == [
        "Pakistan and Afghan Taliban held talks in Istanbul on 25 October 2025"
    ]


def test_attacks_that_differ_in_place_or_day_stay_apart_and_tolls_become_a_range(ask: Ask) -> None:
    found = ask(
        "select place_name, event_from, deaths_low, deaths_high, origins from events where event_type = 'ASSAULT'"
        " order by all"
    )
    assert found == [
        ("Karachi", date(2025, 10, 24), 2, 2, 1),
        ("Quetta", date(2025, 10, 23), 1, 1, 1),
        ("Quetta", date(2025, 10, 24), 3, None, 2),
        ("Quetta", date(2025, 10, 24), 40, 40, 1),
    ], "a toll of another order is of another attack"


def test_two_ministers_of_one_state_are_two_actors(ask: Ask) -> None:
    assert ask("select actor_names from events where event_type = 'ACCUSE' order by all") == [
        ["Hakimi"],
        ["Ishaq Dar"],
        ["Ishaq Dar"],
        ["Khawaja Asif"],
    ]


def test_parties_told_by_one_word_are_those_it_stands_for(ask: Ask) -> None:
    assert ask(
        "select actors.name, entities.name, entities.kind from event_actors as actors"
        " inner join events using (event_id) inner join entities using (entity_id)"
        " where event_type = 'COOPERATE' order by all"
    ) == [("India", "India", "country"), ("Pakistan", "Pakistan", "country")]


def test_a_summary_names_whom_it_can_name_and_no_pronoun(ask: Ask) -> None:
    assert ask("select summary from events where list_contains(recipient_names, 'Qatar')") == [
        "Hakimi accused Qatar on 25 October 2025"
    ]


def test_confidence_grows_by_origins_and_by_less_for_each_further_one(ask: Ask) -> None:
    (confidence,) = ask("select confidence from events where place_name = 'Istanbul'")
    assert confidence == pytest.approx(1 - 0.2 * 0.6 * 0.6), "five mentions of three origins, each of 0.8"


def test_only_deeds_enter_events(ask: Ask) -> None:
    assert ask("select distinct modality from events") == ["happened"]
    assert ask("select count(*) from event_mentions where modality != 'happened' and event_id is not null") == [0]


def test_a_mediator_is_a_third_party(ask: Ask) -> None:
    assert ask("select distinct name, role from event_actors where part = 'mediator'") == [("Qatar", "third_party")]


def test_a_meeting_counts_once_each_way_in_the_dyads(ask: Ask) -> None:
    found = ask(
        "select actor, recipient, events, reciprocal from daily_dyads where day_on = '2025-10-25' and quad = 1"
        " order by actor"
    )
    assert found == [("Afghan Taliban", "Pakistan", 1, True), ("Pakistan", "Afghan Taliban", 1, True)]


def test_every_mention_has_its_receipt(ask: Ask) -> None:
    assert ask(
        "select count(*) from event_mentions as m join captures as c using (capture_id)"
        " where c.payload_sha256 = m.payload_sha256 and m.warc_file = c.warc_file and m.warc_offset = c.warc_offset"
    ) == ask("select count(*) from event_mentions")


def test_a_day_of_a_pair_tells_how_many_sources_were_alive(ask: Ask) -> None:
    assert ask(
        "select distinct day_on, sources_alive from daily_dyads where day_on >= '2025-10-24' order by day_on"
    ) == ask(
        "select distinct d.day_on, (select count(*) from coverage_daily as c where c.day_on = d.day_on and c.alive)"
        " from daily_dyads as d where d.day_on >= '2025-10-24' order by d.day_on"
    )


def test_who_is_told_by_a_bare_noun_makes_no_pair(ask: Ask) -> None:
    assert ask("select actor, recipient from dyads where actor in ('gunmen', 'police')") == []


def test_an_actor_and_a_pair_know_their_first_report(ask: Ask) -> None:
    assert ask("select distinct name from actors where name in ('Qatar', 'gunmen')") == ["Qatar"]
    assert ask(
        "select conflict, first_reported_on, new_on from dyads where actor = 'Ishaq Dar' and recipient = 'India'"
    ) == [(1, date(2025, 10, 26), None)]
