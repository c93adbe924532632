"""Which words name places, and which place each means. Sentences are ours; no two are about the same place."""

from functools import cache

import pytest
import spacy

from pipelines.annotate.entities import find_entities
from pipelines.annotate.places import find_places
from pipelines.settings import AnnotateSettings


@cache
def _model():
    return spacy.load(AnnotateSettings().model)


def places(text, country=None):
    paragraphs = [(_model()(line), text.index(line)) for line in text.split("\n")]
    return find_places(paragraphs, find_entities(paragraphs, text, country=country), text, country=country)


def told(text):
    return {place.text: (place.country, place.feature) for place in places(text) if place.lat is not None}


@pytest.mark.parametrize(
    ("text", "name", "country", "feature"),
    [
        ("Floods cut roads across New South Wales.", "New South Wales", "AUS", "admin"),
        ("Smugglers were held in New Mexico.", "New Mexico", "USA", "admin"),
        ("A quake shook East Azerbaijan province.", "East Azerbaijan", "IRN", "admin"),
        ("Trade with South America has doubled.", "South America", None, "region"),
        ("Two ships collided in the Strait of Hormuz.", "Strait of Hormuz", None, "water"),
        ("Villages in Darfur were burned.", "Darfur", "SDN", "region"),
        ("Settlers attacked a farm in the West Bank.", "West Bank", "PSE", "region"),
        ("Rebels hold much of North Kivu.", "North Kivu", "COD", "region"),
        ("Rain fell over the Sahel.", "Sahel", None, "region"),
        ("Shells hit a village in the Donbas.", "Donbas", "UKR", "region"),
        ("Deputies searched a barn in Plymouth County, Iowa.", "Plymouth County", "USA", "admin"),
        ("A fire broke out in Kampala, Uganda.", "Kampala", "UGA", "city"),
        ("The strike closed the ports of Kent in southern England.", "England", "GBR", "admin"),
        ("Police in Réunion arrested two men.", "Réunion", "REU", "country"),
        ("The tremor was felt in Kyiv and in Odessa.", "Kyiv", "UKR", "city"),
    ],
)
def test_places_of_every_kind_are_told(text, name, country, feature):
    found = told(text)
    assert (country, feature) == next((value for key, value in found.items() if name in key), found)


def test_what_a_place_lies_in_tells_it():
    assert [p.admin1 for p in places("A shop burned down in London, Ontario.") if p.text == "London"] == ["Ontario"]
    assert [p.country for p in places("GLASGOW, Ky. (Wire) - A bridge fell.") if p.text == "GLASGOW"] == ["USA"]
    assert told("A plant opened in Atlanta, Georgia.")["Georgia"] == ("USA", "admin")
    assert told("Georgia and Armenia signed a treaty in Tbilisi.")["Georgia"][0] == "GEO"


def test_a_list_of_equals_is_not_a_place_in_another():
    found = told("Cases were found in Washington, Pennsylvania and Ohio, and in Russia, Romania and China.")
    assert found["Russia"] == ("RUS", "country")
    assert found["China"] == ("CHN", "country")


def test_near_places_tell_a_namesake():
    text = "A car was stolen in Edmonton.\nIt was found south of Cairns, and a man from Innisfail was held in Cairns."
    assert next(place for place in places(text) if place.text == "Edmonton").country == "AUS"


def test_one_name_means_one_place_in_a_text():
    text = "PARIS, Texas (Wire) - A mill burned.\nFire crews in Paris said nobody was hurt."
    assert {place.admin1 for place in places(text) if place.text.lower() == "paris"} == {"Texas"}


def test_a_noun_beside_a_name_says_it_is_a_place():
    found = told("The towns of Marand and Ahar were cut off, and Ulan county lost power.")
    assert found["Marand"][0] == found["Ahar"][0] == "IRN"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The price rose to US$40 a barrel.", "US"),
        ("She drank a glass of Orange juice with Jordan Smith.", "Jordan"),
        ("West of the river they met Washington Irving.", "West"),
        ("Sears closed its last shop.", "Sears"),
        ("The Act was passed in May.", "Act"),
    ],
)
def test_what_is_no_place_is_not_placed(text, name):
    assert name not in told(text)


def test_work_stays_linear_on_a_long_list_of_names():
    text = " ".join(f"They went from Springfield to Salem, and from Bristol to Newport {n}." for n in range(150))
    assert len(places(text)) >= 400


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deputies from the Linn County Sheriff's Office found the van.", "Linn County"),
        ("Officers of the Vancouver Police Department closed the bridge.", "Vancouver"),
        ("Ann Bell, 49, of Dubuque, was charged with theft.", "Dubuque"),
        ("Residents of Malmö and Uppsala voted early.", "Uppsala"),
    ],
)
def test_a_local_body_and_a_home_tell_a_place(text, name):
    assert name in told(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The New York Times reported the deal.", "New York"),
        ("The Lahore High Court ordered his release.", "Lahore"),
        ("The Vienna Convention was signed by all.", "Vienna"),
    ],
)
def test_what_does_not_sit_where_its_name_says_is_no_place(text, name):
    assert name not in told(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Reform came slowly. Bright hopes were dashed when Bright sold its shop; the bright days were over.",
            "Bright",
        ),
        ("Lena Emerald sang well, and the critics praised Emerald for it.", "Emerald"),
        ("Experts said AI would change how clerks work.", "AI"),
    ],
)
def test_a_word_or_a_persons_name_is_a_place_only_where_something_says_so(text, name):
    assert name not in told(text)


def test_a_small_town_is_placed_where_the_words_around_it_ask_for_one():
    assert told("Police in Torrington closed the road.")["Torrington"] == ("USA", "city")
