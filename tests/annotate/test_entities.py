"""Who is named, with what is known of them. Sentences are ours."""

from functools import cache
from itertools import pairwise

import pytest
import spacy

from pipelines.annotate.actors_lexicon import actor_entries, read_actors
from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.entities import find_entities
from pipelines.annotate.entities_lexicon import known_names
from pipelines.annotate.roles_lexicon import read_roles, role_words
from pipelines.settings import AnnotateSettings


@cache
def _model():
    return spacy.load(AnnotateSettings().model)


def mentions(text, country=None):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append((_model()(line), at))
        at += len(line) + 1
    return find_entities(paragraphs, text, country=country)


def one(text, phrase, country=None):
    found = [mention for mention in mentions(text, country) if mention.text == phrase]
    assert found, [mention.text for mention in mentions(text, country)]
    return found[0]


def test_a_state_is_found_by_name_and_adjective():
    text = "Pakistan closed the road. An Afghan convoy waited."
    assert (one(text, "Pakistan").country, one(text, "Pakistan").wikidata_id) == ("PAK", "Q843")
    assert one(text, "Afghan").name == "Afghanistan"


def test_offsets_hold_in_the_whole_text():
    text = "Türkiye hosted them.\nIran’s army and Iraqi troops trained together."
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.text


def test_a_capital_that_acts_is_its_government_and_one_where_things_are_is_a_place():
    assert one("Islamabad accused its neighbour of sheltering the raiders.", "Islamabad").kind == "country"
    assert one("Islamabad accused its neighbour of sheltering the raiders.", "Islamabad").sector == "GOV"
    assert one("The ministers met in Islamabad.", "Islamabad").kind == "place"


def test_a_seat_stands_for_its_government():
    found = one("The Kremlin rejected the plan.", "Kremlin")
    assert (found.country, found.sector) == ("RUS", "GOV")


@pytest.mark.parametrize("alias", ["FAK/TTP", "TTP", "FAK", "Pakistani Taliban"])
def test_aliases_lead_to_their_group(alias):
    found = one(f"The army fought {alias} in the hills.", alias)
    assert (found.name, found.kind, found.country, found.sector) == ("Tehrik-i-Taliban Pakistan", "group", "PAK", "REB")


def test_agent_nouns_carry_sector_and_country():
    found = one("Pakistani troops fired at unknown gunmen near the fence.", "Pakistani troops")
    assert (found.kind, found.country, found.sector) == ("agent", "PAK", "MIL")
    assert one("Two gunmen shot a farmer.", "gunmen").sector == "UAF"


def test_fighters_of_a_group_lead_to_the_group():
    found = one("Houthi rebels fired a missile.", "Houthi rebels")
    assert (found.name, found.country, found.sector) == ("Houthis", "YEM", "REB")


def test_a_person_keeps_the_role_it_is_brought_in_with():
    text = (
        "Kabul sent Afghan Deputy Interior Minister Karimullah Sabir to the talks.\n"
        "Sabir spoke to reporters. The minister said he was hopeful."
    )
    first = one(text, "Karimullah Sabir")
    assert (first.role, first.country, first.sector) == ("deputy interior minister", "AFG", "GOV")
    for later in ("Sabir", "minister", "he"):
        found = one(text, later)
        assert (found.name, found.refers_to, found.role) == (
            "Karimullah Sabir",
            first.start,
            "deputy interior minister",
        )


def test_an_apposition_gives_the_role():
    found = one("Anna Keller, Germany's defence minister, flew to Oslo.", "Anna Keller")
    assert (found.role, found.country, found.sector) == ("defence minister", "DEU", "GOV")


def test_a_national_office_without_a_state_is_the_sources_own():
    text = "Interior Minister Tariq Lodhi visited the camp."
    assert one(text, "Tariq Lodhi", country="PAK").country == "PAK"
    assert one(text, "Tariq Lodhi").country is None


def test_a_pronoun_with_two_candidates_stays_out():
    text = "John Smith and Peter Brown met at noon. He left early."
    assert "He" not in [mention.text for mention in mentions(text)]


def test_mentions_never_overlap_and_are_in_order():
    text = "US President Donald Trump told Pakistan Army chief Asim Munir that the UN would meet in New York."
    found = mentions(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_same_text_gives_the_same_mentions():
    text = "Iran and the UAE said Houthi fighters had freed the crew."
    assert mentions(text) == mentions(text)


@pytest.mark.parametrize("text", ["", "   ", "...", "!" * 500, "WORDS WITHOUT END " * 50])
def test_odd_texts_do_no_harm(text):
    mentions(text)


def test_the_lexicon_is_large_and_sound():
    assert len(actor_entries()) >= 300
    assert len(role_words().agents) + len(role_words().roles) >= 150
    assert known_names()["Taliban"][0].country == "AFG"


def test_faults_in_the_actors_name_file_line_and_remedy():
    _, faults = read_actors(
        "actors_x.yml", "kind: group\nnames:\n  none:\n    One Group: []\n    Two: {capital: [Oslo]}\n"
    )
    assert faults[0].startswith("actors_x.yml:5: capital:")
    _, faults = read_actors("actors_x.yml", "kind: group\nsector: ZZZ\nnames:\n  XXX:\n    Two: []\n")
    assert [fault.split(": ")[1] for fault in faults] == ["country", "sector"]
    _, faults = read_actors("actors_x.yml", "kind: gruop\nnames: {}\n")
    assert faults[0].startswith("actors_x.yml:1: kind:")
    _, faults = read_actors("actors_x.yml", "names: [\n")
    assert faults[0].startswith("actors_x.yml:")


def test_faults_in_the_roles_name_file_line_and_remedy():
    text = "agents:\n  MIL:\n    words: [soldier]\nmodifiers: {}\nonly_plural: []\nothers: {}\n"
    faults = read_roles("agents.yml", text).faults
    assert faults[0].startswith("agents.yml:2: agents: MIL: examples")
    assert faults[1].startswith("agents.yml:6: 'others' is no table")


@pytest.mark.parametrize("example", role_words().examples, ids=lambda example: example.where)
def test_each_class_of_words_finds_its_own(example):
    found = one(example.text, example.found)
    assert found.sector == example.sector, example.where


def test_an_institution_has_one_name_in_all_its_forms():
    text = (
        "Iran's foreign ministry denied it, the Iranian Foreign Ministry and the Ministry of Foreign Affairs of Iran."
    )
    bodies = [mention for mention in mentions(text) if mention.kind == "organisation"]
    assert {(body.name, body.country, body.sector) for body in bodies} == {("Foreign Ministry of Iran", "IRN", "GOV")}
    assert len(bodies) == 3


def test_a_spokesman_of_a_ministry_is_of_the_government():
    found = one("Foreign Ministry spokesman Arman Vali spoke to reporters in Iran.", "Arman Vali", country="IRN")
    assert (found.role, found.country, found.sector) == ("foreign ministry spokesman", "IRN", "GOV")


def test_a_chief_executive_is_of_business_and_a_regions_is_its_government():
    assert one("Lena Fox, chief executive of Norbank, resigned.", "Lena Fox").sector == "BUS"
    assert one("Lena Fox, the chief executive of Hong Kong, resigned.", "Lena Fox").sector == "GOV"


@pytest.mark.parametrize(
    "text",
    ["Eddie Jordan won again.", "Guinea pigs fill the shop.", "The jury met in Kansas City.", "She speaks Russian."],
)
def test_a_namesake_is_no_state(text):
    assert [mention.text for mention in mentions(text) if mention.kind == "country"] == []


def test_a_shared_name_is_told_by_the_text_or_left_open():
    assert one("Georgia, Alabama and Texas sued the agency.", "Georgia").country == "USA"
    assert one("Georgia and Armenia opened the pass.", "Georgia").country == "GEO"
    assert one("Congolese troops crossed the river.", "Congolese troops").country is None
    assert one("Congolese troops left Kinshasa.", "Congolese troops").country == "COD"


def test_whose_help_it_is_tells_no_nationality():
    assert one("Turkish-backed rebels took the hill.", "rebels").country is None


@pytest.mark.parametrize(
    "text",
    [
        '"Norway should stop its drills," foreign ministry spokesman Lin Tao told reporters.',
        "Japan's prime minister telephoned President Karim Molefe to express solidarity.",
        "Defence Minister Karim Noor said that Norway must pay.",
    ],
)
def test_an_official_is_not_of_the_state_that_he_speaks_of_or_with(coder: Coder, text: str) -> None:
    person = next(e for e in coder.code(TextToCode("t", text)).entities if e.kind == "person")
    assert (person.sector, person.country) == ("GOV", None)


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("Japan's House of Representatives passed the bill.", "House of Representatives", "JPN"),
        ("The Nigerian House of Representatives passed the bill.", "Nigerian House of Representatives", "NGA"),
        ("Libya's House of Representatives named a premier.", "House of Representatives", "LBY"),
        ("The Ministry of Commerce of Ghana lifted the duty.", "Ministry of Commerce of Ghana", "GHA"),
    ],
)
def test_a_body_that_many_states_have_is_that_of_the_state_beside_it(text, phrase, country):
    assert one(text, phrase).country == country


def test_a_body_that_many_states_have_is_nobodys_where_the_text_speaks_of_others():
    text = "Ghana and Togo met in Accra. The House of Representatives was told."
    assert all(mention.country != "LBY" for mention in mentions(text))


def test_a_force_that_describes_an_act_is_somebody():
    assert one("A police raid in Oran left two dead.", "police").sector == "COP"
    assert "army" not in [mention.text for mention in mentions("The army chief resigned.")]
