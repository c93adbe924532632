"""Hard sentences of our own: what was only threatened, planned, demanded, denied or supposed never becomes a deed."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, TextToCode

SENTENCES = [
    # words that vouch for nothing, and words that take for granted
    ("Officers talked the man out of blowing up the embassy in Herat.", "ASSAULT", "absent"),
    ("The general came close to bombing the port of Aden.", "ASSAULT", "absent"),
    ("A vote on the deployment of troops to Niger is due on Monday.", "MOBILIZE", "possible"),
    ("The bishop backs the release of two hostages.", "RETREAT", "possible"),
    ("The cabinet approved the release of two hostages.", "RETREAT", "planned"),
    ("The release of two hostages failed to materialise.", "RETREAT", "absent"),
    ("The release of two hostages is to begin on Monday.", "RETREAT", "planned"),
    ("The release of two hostages took place on Monday.", "RETREAT", "happened"),
    ("The road will stay closed until the release of two hostages.", "RETREAT", "planned"),
    ("The army did not wait for orders and shelled the bridge in Goma.", "ASSAULT", "happened"),
    ("The opposition announced a march for Sunday.", "PROTEST", "planned"),
    ("It is time for Chad to release two hostages.", "RETREAT", "demanded"),
    ("It is time Chad released two hostages.", "RETREAT", "demanded"),
    ("It was not the army that shelled the port of Aden.", "ASSAULT", "denied"),
    ("It was a lie, the minister said, that the army had shelled the port of Aden.", "ASSAULT", "denied"),
    ("The crowd chanted for the army to shell the port of Aden.", "ASSAULT", "demanded"),
    ("Chad made preparations to shell the port of Aden.", "ASSAULT", "threatened"),
    ("Chad would be the first to expel the Dutch ambassador.", "SANCTION", "possible"),
    ("The army balked at shelling the port of Aden.", "ASSAULT", "absent"),
    ("Chad was foiled in its bid to kill the governor of Gao.", "ASSAULT", "absent"),
    ("The army was not allowed to shell the port of Aden.", "ASSAULT", "absent"),
    ("The army did not shell the port of Aden until Monday.", "ASSAULT", "happened"),
    ("It was not until May that the army shelled the port of Aden.", "ASSAULT", "happened"),
    ("The army not only shelled the port of Aden but also closed the road.", "ASSAULT", "happened"),
    ("Hardly had the army shelled the port of Aden when it rained.", "ASSAULT", "happened"),
    ("The army carried out a plan to shell the port of Aden.", "ASSAULT", "happened"),
    ("The army kept a promise to release two hostages.", "RETREAT", "happened"),
    ("The army broke a promise to release two hostages.", "RETREAT", "absent"),
    ("The army, the minister said, would release two hostages.", "RETREAT", "planned"),
    ("The army all but shelled the port of Aden.", "ASSAULT", "absent"),
    ("The army should have shelled the port of Aden.", "ASSAULT", "absent"),
    ("The army must have shelled the port of Aden.", "ASSAULT", "possible"),
    ("The army need not shell the port of Aden.", "ASSAULT", "absent"),
    ("The army had better free the prisoners.", "RETREAT", "demanded"),
    ("The army was to have freed the prisoners last week.", "RETREAT", "absent"),
    ("The army was supposed to free the prisoners last week.", "RETREAT", "planned"),
    ("The army has no plans to shell the port of Aden.", "ASSAULT", "absent"),
    ("The army does not intend to shell the port of Aden.", "ASSAULT", "absent"),
    ("The army did not hesitate to shell the port of Aden.", "ASSAULT", "happened"),
    ("The army has not decided whether to release the prisoners.", "RETREAT", "possible"),
    ("The army has ruled out shelling the port of Aden.", "ASSAULT", "absent"),
    ("The army has not ruled out shelling the port of Aden.", "ASSAULT", "possible"),
    ("The army was told to shell the port of Aden.", "ASSAULT", "demanded"),
    ("The army is too weak to shell the port of Aden.", "ASSAULT", "absent"),
    ("An attempt by the army to shell the port of Aden failed.", "ASSAULT", "absent"),
    ("Chad plans to reopen the port, appoint a mayor and free two hostages.", "RETREAT", "planned"),
    ("Chad would rather go to war than free the prisoners.", "RETREAT", "absent"),
    ("The teachers' union is set to march on the palace in Lima.", "PROTEST", "planned"),
    ("Supposing the army killed the governor of Gao, the king would resign.", "ASSAULT", "conditional"),
    ("The army will release the prisoners provided talks resume.", "RETREAT", "conditional"),
    ("Nobody knows if Turkey expelled the ambassador.", "SANCTION", "possible"),
    ("There was no truth in reports that the army had shelled the port of Aden.", "ASSAULT", "denied"),
    ("The rebels backed away from killing the governor of Gao.", "ASSAULT", "absent"),
    ("The army backed down from a threat to shell the port of Aden.", "ASSAULT", "absent"),
    ("The army was convicted of shelling the port of Aden.", "ASSAULT", "happened"),
    ("Soldiers were seen shelling the port of Aden.", "ASSAULT", "happened"),
    ("Rebels planned to storm the barracks in Gao, killing the guards.", "ASSAULT", "threatened"),
    ("The village elder jabbered that soldiers burned the market in Gao.", "ASSAULT", "alleged"),
    ("The worry in Herat is that gunmen will attack the consulate.", "ASSAULT", "possible"),
    ("Killing prisoners is a crime, the bishop of Goma said.", "ASSAULT", "possible"),
    ("Israel went ahead with strikes on the port of Hodeidah.", "ASSAULT", "happened"),
    ("Police fired tear gas to break up a march by miners in Lima.", "PROTEST", "happened"),
    ("The row led to strikes by Israel on the port of Hodeidah.", "ASSAULT", "happened"),
    ("There are two scenarios. In the first, the army attacks Goma.", "ASSAULT", "possible"),
    # deeds
    ("Gunmen killed four guards in Basra on Friday.", "ASSAULT", "happened"),
    ("Four guards were killed by gunmen in Basra.", "ASSAULT", "happened"),
    ("Police said gunmen killed three traders in Herat.", "ASSAULT", "happened"),
    ("The army launched an attack on the rebels near Gao.", "ASSAULT", "happened"),
    ("Clashes between the army and the rebels erupted in Goma.", "ASSAULT", "happened"),
    ("Turkey arrested two reporters on Monday.", "COERCE", "happened"),
    ("Thousands of workers protested against the government in Lima.", "PROTEST", "happened"),
    ("Iran and Iraq held talks in Basra on Sunday.", "CONSULT", "happened"),
    ("Kuwait sent food to Yemen on Friday.", "AID", "happened"),
    ("The rebels released two hostages on Sunday.", "RETREAT", "happened"),
    ("Israel is bombing the port of Hodeida.", "ASSAULT", "ongoing"),
    ("Police are investigating the minister.", "ACCUSE", "ongoing"),
    ("India expelled two Canadian diplomats on Monday.", "SANCTION", "happened"),
    ("To seize the port, the rebels shelled Aden.", "COERCE", "planned"),
    ("To seize the port, the rebels shelled Aden.", "ASSAULT", "happened"),
    ("The killing of three farmers by troops in Mali has angered villagers.", "ASSAULT", "happened"),
    ("The assassination of Minister Omar Haddad weakens the cabinet.", "ASSAULT", "happened"),
    ("Rioters looted shops, attacked guards and set fire to a courthouse in Tunis.", "ASSAULT", "happened"),
    ("Jordan condemned the bombing of the hospital.", "ACCUSE", "happened"),
    # threatened
    ("Israel threatened to bomb the port.", "ASSAULT", "threatened"),
    ("The commander vowed to attack the base.", "ASSAULT", "threatened"),
    ("Turkey threatened to expel the ambassador.", "SANCTION", "threatened"),
    ("The union threatened to boycott the vote.", "PROTEST", "threatened"),
    ("Russia threatened strikes on the depot in Lviv.", "ASSAULT", "threatened"),
    # planned
    ("Ministers to meet in Doha", "CONSULT", "planned"),
    ("Iran and Oman plan to hold talks in Muscat.", "CONSULT", "planned"),
    ("Sudan agreed to release the prisoners.", "RETREAT", "planned"),
    ("Canada pledged to send aid to Haiti.", "AID", "planned"),
    ("The president will visit Baghdad on Monday.", "CONSULT", "planned"),
    ("A law aimed at forcing Chad to release the prisoners was passed.", "RETREAT", "planned"),
    # denied and absent
    ("Syria disputes that its planes bombed the camp.", "ASSAULT", "denied"),
    ("Police foil attack on Herat mosque", "ASSAULT", "absent"),
    ("Ministers are to sign the accord on Sunday.", "SUPPORT", "planned"),
    ("Talks between Iran and Oman are scheduled to begin on Sunday.", "CONSULT", "planned"),
    ("The two sides agreed to a ceasefire in Doha.", "RETREAT", "planned"),
    ("Norway decided to recognise Palestine.", "SUPPORT", "planned"),
    # demanded
    ("The envoy called for talks with the rebels.", "CONSULT", "demanded"),
    ("Jordan urged Israel to release the prisoners.", "RETREAT", "demanded"),
    ("The bishop urged the release of the prisoners.", "RETREAT", "demanded"),
    ("France demanded that Mali free the soldiers.", "RETREAT", "demanded"),
    ("Qatar asked Turkey to send troops to Doha.", "MOBILIZE", "demanded"),
    ("The European Union said that Belarus must release the activists.", "RETREAT", "demanded"),
    ("Protesters demanded the resignation of the mayor.", "RETREAT", "demanded"),
    # conditional
    ("Iran will attack the fleet if the talks fail.", "ASSAULT", "conditional"),
    ("Turkey threatened to invade the enclave unless the rebels withdraw.", "ASSAULT", "conditional"),
    ("The junta would release the prisoners if sanctions were lifted.", "RETREAT", "conditional"),
    ("Israel would have bombed the port if the ship had docked.", "ASSAULT", "conditional"),
    # possible
    ("Russia may deploy missiles in Belarus.", "MOBILIZE", "possible"),
    ("Germany is considering sending troops to Niger.", "MOBILIZE", "possible"),
    ("Analysts fear that Israel could bomb the port.", "ASSAULT", "possible"),
    ("Britain might expel the ambassador.", "SANCTION", "possible"),
    ("Villagers fear an attack by the rebels.", "ASSAULT", "possible"),
    # denied
    ("Syria denied bombing the hospital.", "ASSAULT", "denied"),
    ("Iran denied that it attacked the tanker.", "ASSAULT", "denied"),
    # absent
    ("Gunmen did not attack the convoy.", "ASSAULT", "absent"),
    ("No attacks by the rebels occurred on Sunday.", "ASSAULT", "absent"),
    ("Iran refused to release the sailors.", "RETREAT", "absent"),
    ("Castro refused to meet Obama.", "CONSULT", "absent"),
    ("Police foiled an attack on the embassy.", "ASSAULT", "absent"),
    ("The delegates failed to sign the treaty.", "SUPPORT", "absent"),
    ("The general was acquitted of killing the nuns.", "ASSAULT", "absent"),
    ("The rebels never released the hostages.", "RETREAT", "absent"),
    ("Turkey stopped short of expelling the ambassador.", "SANCTION", "absent"),
    ("Egypt cancelled the talks with Israel.", "CONSULT", "absent"),
    # alleged
    ("Ukraine accused Russia of shelling a village.", "ASSAULT", "alleged"),
    ("Rebels allegedly killed two farmers in Mali.", "ASSAULT", "alleged"),
    ("The army reportedly arrested two reporters.", "COERCE", "alleged"),
    ("Kabul blamed Islamabad for bombing the camp.", "ASSAULT", "alleged"),
    ("India claims that Pakistan shelled a village.", "ASSAULT", "alleged"),
    ("The colonel is charged with torturing prisoners.", "ASSAULT", "alleged"),
]  # fmt: skip

NOTHING = [
    "The striker attacked the left wing in the second half of the match.",
    "The singer died of a heart attack.",
    "Shares rallied in Tokyo on Monday.",
    "A cyclone hit the coast of Bangladesh on Friday.",
    "The chef battled a cold while she cooked the dinner.",
    "The band released an album on Friday.",
    "Doctors fight cancer with a new drug.",
]


@pytest.mark.parametrize(("sentence", "event", "modality"), SENTENCES)
def test_an_act_is_as_real_as_the_sentence_makes_it(coder: Coder, sentence: str, event: str, modality: str) -> None:
    mentions = coder.code(TextToCode("s", sentence)).event_mentions
    told = [(mention.event, mention.modality) for mention in mentions]
    assert (event, modality) in told


@pytest.mark.parametrize("sentence", NOTHING)
def test_sport_idiom_markets_and_weather_give_no_event(coder: Coder, sentence: str) -> None:
    assert coder.code(TextToCode("s", sentence)).event_mentions == ()


def test_what_did_not_happen_never_becomes_a_deed(coder: Coder) -> None:
    unreal = [(sentence, event) for sentence, event, modality in SENTENCES if modality not in ("happened", "ongoing")]
    leaks = [
        sentence
        for sentence, event in unreal
        for mention in coder.code(TextToCode("s", sentence)).event_mentions
        if mention.event == event and mention.modality in ("happened", "ongoing")
    ]
    assert leaks == []


def test_a_condition_keeps_its_words(coder: Coder) -> None:
    text = "Iran will attack the fleet if the talks fail."
    mentions = coder.code(TextToCode("s", text)).event_mentions
    condition = next(mention.condition for mention in mentions if mention.modality == "conditional")
    assert condition is not None
    assert condition.text == "if the talks fail"


@pytest.mark.parametrize(
    "text",
    [
        "Grain has been dear in Norland since Chad's invasion of Mali.",
        "Support for the war in Mali has fallen in Chad.",
        "The impact of Norland's occupation of Suria is still felt.",
    ],
)
def test_a_war_that_is_taken_for_granted_is_no_deed_of_the_sentence(coder: Coder, text: str) -> None:
    assert not coder.code(TextToCode("t", text)).event_mentions


@pytest.mark.parametrize(
    "text",
    [
        "Chad's invasion of Mali began on Monday.",
        "Chad launched an invasion of Mali.",
        "Chad's invasion of Mali killed two.",
    ],
)
def test_a_war_that_is_reported_is_a_deed(coder: Coder, text: str) -> None:
    assert "ASSAULT" in {m.event for m in coder.code(TextToCode("t", text)).event_mentions}
