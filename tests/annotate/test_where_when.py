"""Where and when an act took place, and where the text does not say. Published on Sunday 26 October 2025."""

from datetime import UTC, datetime

import pytest

from pipelines.annotate.coder import TextToCode

PUBLISHED = datetime(2025, 10, 26, 12, tzinfo=UTC)


def act(coder, text, event):
    mentions = coder.code(TextToCode("x", text, published_at=PUBLISHED)).event_mentions
    found = next(mention for mention in mentions if mention.event == event)
    place = text[found.place.start : found.place.end] if found.place else None
    return place, str(found.time.from_on) if found.time else None


@pytest.mark.parametrize(
    ("text", "event", "place", "day"),
    [
        ("Speaking in Riga on Tuesday, the minister accused Belarus of lying.", "ACCUSE", "Riga", "2025-10-21"),
        ("The king urged restraint at a briefing in Amman on Monday.", "REQUEST", "Amman", "2025-10-20"),
        ("France urged Syria to protect the embassy in Damascus.", "REQUEST", None, None),
        ("An attack on a base killed six, and was claimed by a group in Yemen.", "ASSAULT", None, None),
        ("A blast hit a bus in Kaduna, killing six people on Friday.", "ASSAULT", "Kaduna", "2025-10-24"),
        ("PRAGUE (Wire) - Gunmen abducted two aid workers on Thursday.", "ASSAULT", None, "2025-10-23"),
        ("He was arrested in Lyon in 1983 and convicted four years later.", "ACCUSE", None, "1987-01-01"),
        ("A court has jailed the editor for ten years.", "COERCE", None, None),
    ],
)
def test_an_act_has_the_place_and_day_that_its_own_words_tell(coder, text, event, place, day):
    assert act(coder, text, event) == (place, day)


@pytest.mark.parametrize(
    ("text", "event", "place", "day"),
    [
        ("A drone attack on Basra airport wounded four workers.", "ASSAULT", "Basra", None),
        ("Police arrested three men in Leeds city centre on Friday.", "COERCE", "Leeds", "2025-10-24"),
        ("Soldiers killed three men in the West Bank city of Jenin.", "ASSAULT", "Jenin", None),
        ("A girl was killed and a woman was wounded in Donetsk.", "ASSAULT", "Donetsk", None),
        ("Two boys were stabbed while attending a concert in Cardiff.", "ASSAULT", "Cardiff", None),
        ("Farmers from Punjab marched to Delhi on Friday.", "PROTEST", "Delhi", "2025-10-24"),
    ],
)
def test_a_place_may_be_told_by_the_site_it_names(coder, text, event, place, day):
    assert act(coder, text, event) == (place, day)


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        (
            "Kenya shut the crossings on October 11 as its troops fought rebels along the frontier.",
            "fought",
            "2025-10-11",
        ),
        (
            "The crossings have been shut since October 11, the night when troops shelled the port.",
            "shelled",
            "2025-10-11",
        ),
        ("Fighting took place on Saturday, 11 October, and people were killed on both sides.", "killed", "2025-10-11"),
        ("Gunmen opened fire on Tuesday, killing six people and wounding 11.", "wounding", "2025-10-21"),
    ],
)
def test_acts_of_one_moment_have_one_day(coder, text, trigger, day):
    (found,) = [m for m in coder.code(TextToCode("x", text, PUBLISHED)).event_mentions if m.trigger.text == trigger]
    assert found.time is not None
    assert str(found.time.from_on) == day


def test_who_did_not_claim_an_attack_is_not_its_actor(coder):
    told = coder.code(TextToCode("x", "No group claimed responsibility for the attack.")).event_mentions
    assert not [mention for mention in told if mention.event == "ASSAULT"]


def scenes(coder, text):
    mentions = coder.code(TextToCode("x", text, published_at=PUBLISHED)).event_mentions
    return {m.trigger.text: text[m.place.start : m.place.end] if m.place else None for m in mentions}


def test_what_became_of_people_took_place_where_the_sentence_before_told(coder):
    assert scenes(coder, "Gunmen stormed a market in Zaria overnight. They abducted thirty women.") == {
        "stormed": "Zaria",
        "abducted": "Zaria",
    }
    assert scenes(coder, "A blast hit a market in Quetta on Saturday.\n\nSix people were killed.")["killed"] == "Quetta"


def test_another_place_name_or_an_act_of_others_ends_the_scene(coder):
    told = scenes(
        coder, "A blast hit a market in Quetta on Saturday. Talks in Doha had failed. Six people were killed."
    )
    assert told["killed"] is None
    assert scenes(coder, "A blast hit a market in Quetta. India shelled three villages.")["shelled"] is None
    past = "It was the worst fighting since the rebels seized Goma in 2012. Six people were killed."
    assert scenes(coder, past)["killed"] is None
    before = "A blast hit a market in Quetta on Saturday. It came a day after six people were killed."
    assert scenes(coder, before)["killed"] is None


def test_who_is_blamed_or_whom_an_envoy_is_sent_to_is_not_where_it_was(coder):
    text = "The raid was blamed on Kyiv. The house of the Albanian ambassador to Ukraine was hit on Sunday."
    mentions = coder.code(TextToCode("t", text)).event_mentions
    assert {mention.event for mention in mentions} == {"ACCUSE", "ASSAULT"}
    assert [mention.place for mention in mentions if mention.place is not None] == []
