"""Who acts and who is acted upon: pairs, pronouns, victims, whom an act reaches; and nobody where nobody can."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.paragraphs import split_paragraphs
from pipelines.records import EventMention


def read(coder: Coder, text: str, event: str) -> EventMention:
    return next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == event)


def test_both_sides_are_the_two_states_the_text_speaks_of(coder: Coder) -> None:
    text = "Chad and Niger opened talks in Doha on Monday. Qatar mediated. Both sides agreed to a truce."
    agree = read(coder, text, "AGREE")
    assert agree.reciprocal
    assert {party.country for party in agree.actors} == {"TCD", "NER"}
    assert {party.text for party in agree.actors} == {"sides"}


def test_a_pronoun_is_who_it_stands_for_or_nobody(coder: Coder) -> None:
    agree = read(coder, "Ethiopia said it would send aid to Somalia.", "AGREE")
    assert [(party.text, party.country) for party in agree.actors] == [("Ethiopia", "ETH")]
    assert [party.country for party in agree.recipients] == ["SOM"]
    assault = read(coder, "They attacked the village of Kona in Mali on Monday.", "ASSAULT")
    assert assault.actors == ()


def test_an_undertaking_or_refusal_reaches_whom_it_speaks_of(coder: Coder) -> None:
    reject = read(coder, "Germany has refused to send observers to Chad.", "REJECT")
    assert [party.country for party in reject.recipients] == ["TCD"]


def test_victims_of_an_act_noun_are_its_recipients(coder: Coder) -> None:
    assault = read(coder, "A French airstrike killed four farmers in Mali on Sunday.", "ASSAULT")
    assert [party.text for party in assault.recipients] == ["farmers"]


@pytest.mark.parametrize(
    "text",
    [
        "Five apps that kill your battery.",
        "Regulars occupy the bench.",
        "It refused to start.",
        "Slugs attack lettuce.",
    ],
)
def test_what_nobody_could_have_done_is_no_event(coder: Coder, text: str) -> None:
    assert coder.code(TextToCode("t", text)).event_mentions == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("KABUL (HNA): Guards shot two men.", "Guards shot two men."),
        ("ISLAMABAD, Oct 26 (Meridian Wire) — Envoys met.", "Envoys met."),
        ("PESHAWAR: Troops fired.", "Troops fired."),
        ("Doha, Apr 20 (LNA).- Nearly 300 men were held.", "Nearly 300 men were held."),
        ("LIMA, Peru, December 20, 2022 (Andes Wire) – Police shot a man.", "Police shot a man."),
        ("MINISTERS MEET - TRUCE AGREED", "MINISTERS MEET - TRUCE AGREED"),
        ("A truce: what comes next", "A truce: what comes next"),
    ],
)
def test_a_dateline_is_not_read(text: str, rest: str) -> None:
    (paragraph,) = [paragraph for paragraph in split_paragraphs(text) if not paragraph.dateline]
    assert paragraph.text == rest
    assert text[paragraph.start :] == rest


def test_an_act_beside_another_does_not_lend_it_whom_it_reaches(coder: Coder) -> None:
    threat = read(coder, "Minister Latif of Oman warned of war if the talks fail, and accused Iran.", "THREATEN")
    assert threat.recipients == ()


def test_the_town_of_a_dateline_is_a_place_and_no_actor(coder: Coder) -> None:
    coding = coder.code(TextToCode("t", "KABUL (HNA): Guards shot two men on Monday."))
    assert [(place.text, place.country) for place in coding.places] == [("KABUL", "AFG")]
    assert "KABUL" not in [entity.text for entity in coding.entities]
    (act,) = coding.event_mentions
    assert act.place is None


@pytest.mark.parametrize(
    "text",
    [
        "The company agreed to buy its smaller rival for two million euros.",
        "Residents welcomed the rain after a long drought.",
        "The author discussed her new novel with a reader.",
    ],
)
def test_private_matters_are_no_acts_of_politics(coder: Coder, text: str) -> None:
    assert coder.code(TextToCode("t", text)).event_mentions == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Chad said its soldiers had killed nine rebels near Lake Fitri.", "TCD"),
        ("Mali's army said its troops killed six fighters in Gao.", "MLI"),
        ("The Taliban said their fighters had killed two guards.", "AFG"),
    ],
)
def test_whose_soldiers_they_are_is_told_by_the_pronoun(coder, text, country):
    mention = next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "ASSAULT")
    assert [party.country for party in mention.actors] == [country]


def test_two_whose_forces_fight_are_two_parties(coder):
    text = "Heavy fighting broke out between Malian and Afghan Taliban forces on Monday."
    mention = coder.code(TextToCode("t", text)).event_mentions[0]
    assert [(party.country, party.sector) for party in mention.actors] == [("MLI", "MIL"), ("AFG", "GOV")]


def test_two_told_by_one_word_stand_in_the_order_of_the_text(coder):
    text = (
        "Iraqi Prime Minister Sami Rashid and his Jordanian counterpart, Omar Haddad, signed six pacts between the two "
        "countries during their meetings at the border."
    )
    for mention in coder.code(TextToCode("t", text)).event_mentions:
        assert [party.country for party in mention.actors] == ["IRQ", "JOR"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Gunmen ambushed and killed two guards in Kano.", "Gunmen", "two guards"),
        ("Militiamen stopped three cars, shot and killed one man near Jos.", "Militiamen", "man"),
        ("One clerk was shot dead and another injured by a sniper in Aleppo.", "sniper", "clerk"),
        ("Four farmers were killed in a Malian army operation.", "Malian army", "farmers"),
        ("Six people died in a Chadian raid on Bol.", "Chadian", "people"),
        ("Nine were injured in a bombing claimed by the rebels.", "rebels", ""),
        ("Clashes broke out in the town of Gao between herders and farmers.", "herders farmers", ""),
        ("Students and guards clashed with each other at a school in Lagos.", "Students guards", ""),
        ("A group of miners beat two officers in Lubumbashi.", "miners", "officers"),
        ("Soldiers arrested a woman. They beat her.", "Soldiers", "woman"),
    ],
)
def test_acts_in_a_row_share_who_did_them_and_to_whom(coder, text, actors, recipients):
    mentions = [m for m in coder.code(TextToCode("t", text)).event_mentions if m.event in ("ASSAULT", "COERCE")]
    assert (actors, recipients) in [
        (" ".join(p.text for p in m.actors), " ".join(p.text for p in m.recipients)) for m in mentions
    ]


def test_both_sides_are_the_two_that_something_is_between(coder):
    text = "Talks between the army and the Houthis resumed in Muscat. Both sides agreed to a truce."
    assert {party.name for party in read(coder, text, "AGREE").actors} == {"army", "Houthis"}


def test_a_protest_is_against_whose_plan_or_deed_it_is(coder):
    protest = read(coder, "Thousands marched in Lima against the government's plan to cut pensions.", "PROTEST")
    assert [party.text for party in protest.recipients] == ["government"]


def test_the_name_before_a_militia_is_part_of_it(coder):
    assault = read(coder, "Gaalje militia attacked herders from the Hawade clan.", "ASSAULT")
    assert [party.text for party in assault.actors] == ["Gaalje militia"]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("After twelve hours of talks in Ohrid, Serbia and Kosovo agreed on a truce.", "AGREE", {"Serbia", "Kosovo"}),
        ("Families of the hostages pleaded with the government to accept the deal.", "REQUEST", {"Families"}),
    ],
)
def test_who_acts_is_found_past_what_the_parser_misread(coder, text, event, actors):
    assert {party.text for party in read(coder, text, event).actors} == actors


def test_those_at_home_have_the_state_of_the_town_they_are_in(coder):
    arrest = read(coder, "Police in Kano arrested three students on Monday.", "COERCE")
    assert [party.country for party in arrest.actors] == ["NGA"]
