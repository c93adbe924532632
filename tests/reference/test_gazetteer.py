"""Places are looked up exactly, then by context, then by population."""

import shutil
import sqlite3

import pytest

from pipelines.reference import build, gazetteer
from pipelines.reference.gazetteer import candidates, resolve
from pipelines.reference.territories import territories


def test_the_greatest_of_a_name_wins_without_context():
    assert resolve("London").country == "GBR"
    assert resolve("Georgia").feature == "country"
    assert resolve("Kandahar").feature == "city"
    assert resolve("New York").name == "New York City"


def test_context_goes_before_population():
    assert resolve("Hyderabad", countries=("PAK",)).country == "PAK"
    assert resolve("Punjab", countries=("IND",)).country == "IND"
    assert resolve("Birmingham", countries=("USA",)).country == "USA"
    assert resolve("London", countries=("CAN",)).country == "GBR"


def test_names_are_compared_without_accents_case_and_hyphens():
    assert resolve("mazar-i-sharif").geonameid == resolve("Mazār-e Sharīf").geonameid
    assert resolve("KABUL").country == "AFG"
    assert resolve("St. John's", countries=("CAN",)).country == "CAN"


def test_likeness_is_not_enough():
    assert resolve("Darfur").country == "SDN"
    assert resolve("Istanbull") is None
    assert candidates("") == ()


@pytest.mark.parametrize("name", ["Turkey", "Türkiye", "DR Congo", "UAE", "U.S.", "Ivory Coast"])
def test_states_are_found_by_their_usual_names(name):
    assert resolve(name).feature == "country"


def test_disputed_regions_have_no_state():
    assert resolve("Kashmir").country is None


def test_the_index_is_built_once(tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    shutil.copyfile(gazetteer.index_path(), path)
    assert "current" in build.build(path)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        assert connection.execute("select value from about").fetchone()[0] == build.current_stamp()
        assert connection.execute("select count(*) from places").fetchone()[0] > 200_000
    finally:
        connection.close()
    assert path.stat().st_size < 40 * 2**20


def test_divisions_have_their_geonames_id_and_a_point():
    queensland = resolve("Queensland")
    assert (queensland.geonameid, queensland.feature, queensland.country) == (2152274, "admin", "AUS")
    county = resolve("Santa Clara County")
    assert county.admin1 == "California"
    assert abs(county.lat - 37.3) < 0.5
    assert resolve("Donetsk Oblast").country == "UKR"


def test_every_state_has_a_middle_but_those_without_land_of_their_own():
    without = {found.iso3 for found in territories().values() if found.centre is None}
    assert without <= {"CPT", "CRQ", "DGA", "ASC", "CYB", "ATF", "UMI"}
