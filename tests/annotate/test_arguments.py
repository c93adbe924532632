"""Whom the words of a sentence make the actor and the recipient of an act, construction by construction."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, TextToCode

CASES = [
    # The subject of a noun's verb may bear the act.
    ("Canada faces criticism from Peru over its detention of miners.", "ACCUSE", ["Peru"], ["Canada"]),
    ("The minister's remarks drew condemnation from Peru.", "ACCUSE", ["Peru"], ["minister"]),
    ("Norland came under attack from Sweden on Monday.", "ASSAULT", ["Sweden"], ["Norland"]),
    # A receiver before the gift.
    ("Officials from Ghana gave the rebels money.", "AID", ["Officials"], ["rebels"]),
    # A name beside an office.
    ("Chad agreed with its old rival, Niger, to share the river.", "AGREE", ["Chad", "Niger"], []),
    # Who suffered what is condemned did not do it; who did it is meant.
    ("Peru condemned Chile's shelling of the hospital.", "ACCUSE", ["Peru"], ["Chile"]),
    ("Peru condemned the shelling of the hospital.", "ACCUSE", ["Peru"], ["shelling"]),
    # A matter, where nobody is named.
    ("The senate rejected the bill.", "REJECT", ["senate"], ["bill"]),
    # A paper speaks for whoever put it out.
    ("The council of Mali issued a statement condemning Chad.", "ACCUSE", ["council"], ["Chad"]),
    # What is agreed to is done to whom the act within it reaches.
    ("Chad had agreed to lift sanctions against Mali at the summit with Niger.", "AGREE", ["Chad"], ["Mali"]),
    # A noun that only describes another tells the act of both.
    ("Ghana launched a mediation effort between Chad and Mali.", "CONSULT", ["Ghana"], ["Chad", "Mali"]),
    # A subject that stands right after an opening phrase.
    ("On a visit to Zimbabwe, President Cyril Molefe voiced his support of Mali.", "SUPPORT", ["Molefe"], ["Mali"]),
    # Who will go to a meeting undertakes it towards the others.
    ("President Noor will meet Premier Sato in Oslo on Monday.", "AGREE", ["Noor"], ["Sato"]),
    # Who is called upon after "for".
    ("Students called for the premier of Chad to resign.", "REQUEST", ["Students"], ["premier"]),
    # Who is addressed by letter.
    ("In a letter to the African Union, Yemen asked for protection.", "REQUEST", ["Yemen"], ["African Union"]),
    ("Vladimir Putin called Emmanuel Macron on Monday to congratulate him.", "SUPPORT", ["Putin"], ["Macron"]),
    # Who claims a deed did it, by their own word.
    ("The Jabal Front claimed responsibility for the bombing of a bank in Oran.", "ASSAULT", ["Jabal Front"], ["bank"]),
    ("The rebels said they were behind the attack on the airport.", "ASSAULT", ["rebels"], ["airport"]),
    ("The rebels claimed Friday's attack on a bus.", "ASSAULT", ["rebels"], ["bus"]),
    # Who is killed in a fight is killed by the other side.
    ("Four guards were killed in clashes with smugglers.", "ASSAULT", ["smugglers"], ["guards"]),
    # Who only brokers a truce is not bound by it.
    ("The rebels signed a truce brokered by Oman.", "SUPPORT", ["rebels"], []),
    # Two states that share a name.
    ("The two Sudans held talks at the border.", "CONSULT", ["Sudans", "Sudans"], []),
    # An agent that stands far from its verb.
    ("Karim was charged with theft by prosecutors in Lima.", "ACCUSE", ["prosecutors"], ["Karim"]),
    # Help received is help given.
    ("Haiti received aid from Canada.", "AID", ["Canada"], ["Haiti"]),
    # Who says what they will do speaks of themselves.
    ("Union leaders have said they will free the pilots.", "AGREE", ["leaders"], ["pilots"]),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Students called for the premier to resign.",
        "Chad accused the rebels of shelling a village.",
        "Iraq insisted that Turkey withdraw its forces.",
    ],
)
def test_what_is_asked_for_or_alleged_has_not_happened(coder: Coder, text: str) -> None:
    mentions = coder.code(TextToCode("t", text)).event_mentions
    inner = [m for m in mentions if m.event in ("RETREAT", "ASSAULT")]
    assert [m.modality for m in inner] in (["demanded"], ["alleged"])


@pytest.mark.parametrize(("text", "event", "actors", "recipients"), CASES)
def test_the_parties_of_a_construction(
    coder: Coder, text: str, event: str, actors: list[str], recipients: list[str]
) -> None:
    mention = next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == event)
    assert [any(want in party.text for party in mention.actors) for want in actors] == [True] * len(actors)
    assert [any(want in party.text for party in mention.recipients) for want in recipients] == [True] * len(recipients)
    assert bool(mention.recipients) == bool(recipients)


def test_talks_that_led_to_an_agreement_were_held(coder: Coder) -> None:
    text = "Chad and Niger agreed to reopen the border after talks in Kano."
    mentions = coder.code(TextToCode("t", text)).event_mentions
    assert [(m.event, m.modality) for m in mentions if m.event == "CONSULT"] == [("CONSULT", "happened")]


def test_aid_to_come_is_told_once_as_an_undertaking(coder: Coder) -> None:
    mentions = coder.code(TextToCode("t", "Oman will send food aid to Mali.")).event_mentions
    assert [(m.event, m.modality) for m in mentions] == [("AGREE", "happened"), ("AID", "planned")]


def test_a_strike_gone_on_is_told_once(coder: Coder) -> None:
    mentions = coder.code(TextToCode("t", "Nurses in Oran went on strike on Monday.")).event_mentions
    assert [m.event for m in mentions] == ["PROTEST"]


def test_a_war_that_was_fought_is_told_once(coder: Coder) -> None:
    mentions = coder.code(TextToCode("t", "Chad and Sudan fought a war in 2006.")).event_mentions
    assert [(m.event, m.modality) for m in mentions] == [("ASSAULT", "happened")]


def test_who_threatens_is_not_who_acts_in_the_condition(coder: Coder) -> None:
    text = "Chad threatened to leave the bloc if the attacks continued."
    attack = next(m for m in coder.code(TextToCode("t", text)).event_mentions if m.event == "ASSAULT")
    assert (attack.modality, attack.actors) == ("conditional", ())
