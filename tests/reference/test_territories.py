"""States by every word that newspapers have for them."""

from pipelines.reference import territories


def test_a_state_is_known_by_name_adjective_people_capital_and_seat():
    assert territories.by_name("the United Arab Emirates").iso3 == "ARE"
    assert territories.by_name("Turkey").wikidata_id == "Q43"
    assert [found.iso3 for found in territories.by_adjective("Afghan")] == ["AFG"]
    assert [found.iso3 for found in territories.by_people("Afghans")] == ["AFG"]
    assert territories.by_capital("Islamabad").iso3 == "PAK"
    assert territories.by_seat("the White House").iso3 == "USA"


def test_an_adjective_of_two_states_names_both():
    assert {found.iso3 for found in territories.by_adjective("Congolese")} == {"COD", "COG"}


def test_unknown_names_are_none():
    assert territories.by_name("Atlantis") is None
    assert territories.by_capital("Springfield") is None


def test_every_state_with_words_of_ours_has_a_middle():
    ours = [found for found in territories.territories().values() if found.adjectives]
    assert len(ours) > 195
    assert all(found.centre and -90 <= found.centre[0] <= 90 and -180 <= found.centre[1] <= 180 for found in ours)


def test_codes_go_both_ways():
    assert territories.iso3_of("PK") == "PAK"
    assert territories.iso3_of("QQ") is None
