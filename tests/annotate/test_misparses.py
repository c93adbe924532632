"""Sentences that the parser misreads, set right: each with the verb that is to rule it."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, TextToCode


@pytest.mark.parametrize(
    ("text", "event", "trigger", "actor"),
    [
        ("A court in Sfax sentenced opposition leader Noor to two years in jail.", "SANCTION", "sentenced", "court"),
        ("South Korea scrambled fighter jets after Russian planes came close.", "MOBILIZE", "scrambled", "South Korea"),
        ("Thousands protested in Quito on Friday against the new levy.", "PROTEST", "protested", "Thousands"),
        ("Norland's army was accused by rights groups of burning villages.", "ASSAULT", "burning", "army"),
        ("Hackers tied to Norland attacked the website of the Chilean parliament.", "ASSAULT", "attacked", "Hackers"),
    ],
)  # fmt: skip
def test_a_verb_that_was_taken_for_a_description_tells_its_act(
    coder: Coder, text: str, event: str, trigger: str, actor: str
) -> None:
    mention = next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == event)
    assert mention.trigger.text == trigger
    assert actor in mention.actors[0].text


@pytest.mark.parametrize(
    ("text", "event", "trigger", "actors"),
    [
        ("Norland hands over six howitzers to Chad", "AID", "hands", ["Norland"]),
        ("Rebels torch 30 homes near Bunia", "ASSAULT", "torch", ["Rebels"]),
        ("Ivory Coast, Ghana sign cocoa pact", "SUPPORT", "sign", ["Ivory Coast", "Ghana"]),
    ],
)  # fmt: skip
def test_a_heading_finds_its_verb_and_both_its_names(
    coder: Coder, text: str, event: str, trigger: str, actors: list[str]
) -> None:
    mention = next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == event)
    assert mention.trigger.text == trigger
    assert [party.text for party in mention.actors] == actors


def test_some_of_a_number_are_set_free(coder: Coder) -> None:
    mention = coder.code(TextToCode("t", "The rebels set free 12 of the girls in Gao.")).event_mentions[0]
    assert (mention.event, mention.modality, mention.recipients[0].text) == ("RETREAT", "happened", "girls")


def test_a_headline_keeps_its_participle(coder: Coder) -> None:
    mention = coder.code(TextToCode("t", "Six people killed in attack on market in Gao.")).event_mentions[0]
    assert (mention.actors, mention.recipients[0].text) == ((), "people")


def test_who_drowns_kills_nobody(coder: Coder) -> None:
    assert not coder.code(TextToCode("t", "Three migrants drowned in the strait on Monday.")).event_mentions


def test_what_a_dismissed_report_says_is_denied(coder: Coder) -> None:
    text = "The ministry dismissed reports that the commander had been arrested."
    mentions = coder.code(TextToCode("t", text)).event_mentions
    assert [m.modality for m in mentions if m.event == "COERCE"] == ["denied"]


@pytest.mark.parametrize(
    ("text", "event", "modality"),
    [
        ("Pilots vow strike over pension cuts", "PROTEST", "threatened"),
        ("Chad denies expelling UN envoy", "SANCTION", "denied"),
        ("Did the navy fire on the fishermen?", "ASSAULT", "possible"),
        ("Should the fighting near Gao resume, Chad would close the border with Niger.", "COERCE", "conditional"),
        ("Niger would expel the envoy should the inspectors be attacked again.", "SANCTION", "conditional"),
    ],
)  # fmt: skip
def test_a_verb_that_was_taken_for_a_noun_says_how_real_an_act_is(
    coder: Coder, text: str, event: str, modality: str
) -> None:
    mentions = coder.code(TextToCode("t", text)).event_mentions
    assert [m.modality for m in mentions if m.event == event] == [modality]


def test_what_a_speaker_also_did_is_not_what_was_said_to_come(coder: Coder) -> None:
    text = "Abiy told parliament that Ethiopia would not wait for ever, but ruled out talks with Eritrea."
    (mention,) = [m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "REJECT"]
    assert (mention.modality, [p.country for p in mention.actors]) == ("happened", ["ETH"])


def test_a_semicolon_parts_two_acts(coder: Coder) -> None:
    text = "Prosecutors charged four miners with murder on Friday; a court in Sucre ordered that they be held."
    (charge,) = [m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "ACCUSE"]
    assert charge.modality == "happened"


def test_what_is_to_be_authorised_is_asked_for(coder: Coder) -> None:
    text = "Chad's president asked Congress to authorise the deployment of soldiers."
    found = {m.event: m for m in coder.code(TextToCode("t", text)).event_mentions}
    assert found["MOBILIZE"].modality == "demanded"
    assert [p.country for p in found["REQUEST"].recipients] == [None]


def test_what_was_done_at_no_time_was_not_done(coder: Coder) -> None:
    text = "At no time did Zambian troops cross into Angola, and under no circumstances will they."
    assert [m.modality for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "ASSAULT"] == ["absent"]


def test_talks_that_led_to_an_agreement_took_place(coder: Coder) -> None:
    text = "Pakistan and Afghanistan agreed to a ceasefire at talks in Doha, eight days after fighting broke out."
    found = {m.event: m.modality for m in coder.code(TextToCode("t", text)).event_mentions}
    assert (found["AGREE"], found["CONSULT"], found["RETREAT"]) == ("happened", "happened", "planned")


def test_each_of_two_names_has_its_own_state(coder: Coder) -> None:
    text = "Chad's Amina Bello and Mali's Oumar Diop met in Accra on Friday."
    actors = coder.code(TextToCode("t", text)).event_mentions[0].actors
    assert [(party.text, party.country) for party in actors] == [("Amina Bello", "TCD"), ("Oumar Diop", "MLI")]


def test_who_is_told_of_beside_was_arrested_and_arrested_nobody(coder: Coder) -> None:
    text = "The rally went on in Lyon, with six members of the union already arrested."
    mention = next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "COERCE")
    assert (mention.actors, mention.recipients[0].text) == ((), "members")


def test_who_looks_on_does_nothing(coder: Coder) -> None:
    text = "Ivo Petrov, 74, a Lagos trader who witnessed the attack, said that he ran."
    assert not any(m.actors for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "ASSAULT")
