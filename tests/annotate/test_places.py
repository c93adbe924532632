"""Where things are, told by what the text says around a name. Sentences are ours."""

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
    paragraphs = [(_model()(text), 0)]
    return find_places(paragraphs, find_entities(paragraphs, text, country=country), text, country=country)


def one(text, name, country=None):
    found = [place for place in places(text, country) if place.text == name]
    assert found, [place.text for place in places(text, country)]
    return found[0]


def test_a_city_is_resolved_with_its_geonames_id():
    found = one("The two sides met in Istanbul for a second round.", "Istanbul")
    assert (found.geonameid, found.country, found.precision) == (745044, "TUR", "exact")


def test_a_state_has_the_precision_of_a_country():
    found = one("Aid was flown to Afghanistan.", "Afghanistan")
    assert (found.country, found.precision, found.feature) == ("AFG", "country", "country")


def test_the_context_tells_namesakes_apart():
    assert one("Police in Hyderabad, Pakistan, closed a bridge.", "Hyderabad").country == "PAK"
    assert one("Police in Hyderabad closed a bridge, Indian media said.", "Hyderabad").country == "IND"
    assert one("A plant opened in Paris, Texas.", "Paris").admin1 == "Texas"
    assert one("A plant opened in Paris.", "Paris").country == "FRA"


def test_the_sources_country_counts():
    assert one("Fire broke out in a market in Hyderabad.", "Hyderabad", country="PAK").country == "PAK"


def test_a_province_is_an_admin_place():
    found = one("Fighting went on in Helmand province.", "Helmand province")
    assert (found.feature, found.precision, found.country) == ("admin", "admin", "AFG")


def test_a_capital_that_acts_is_no_place():
    assert "Kabul" not in [place.text for place in places("Kabul accused its neighbour of an incursion.")]
    assert one("A blast shook Kabul on Monday, killing three near Kabul airport.", "Kabul").country == "AFG"


def test_a_name_inside_an_organisation_is_no_place():
    assert "Lahore" not in [place.text for place in places("The Lahore High Court ordered his release.")]


def test_what_cannot_be_told_is_not_guessed():
    for place in places("They camped near Zzyzxqua and went on to Blorkistan."):
        assert place.geonameid is None
        assert place.lat is None


@pytest.mark.parametrize("month", ["March", "August", "May"])
def test_months_are_no_towns(month):
    assert month not in [place.text for place in places(f"The road was shut in {month} after the flood.")]
