"""The crosswalk contradicts itself nowhere, and says what the field means by its codes."""

import pytest

from pipelines.reference import codes


def test_quad_class_follows_the_event_type():
    assert (codes.quad("CONCEDE"), codes.quad("RETREAT"), codes.quad("THREATEN"), codes.quad("ASSAULT")) == (1, 2, 3, 4)
    assert codes.quad("STATEMENT") is None


def test_every_code_has_its_root_and_a_name():
    for found in codes.cameo_codes().values():
        assert found.root in codes.cameo_codes()
        assert found.code.startswith(found.root)
        assert found.name


def test_every_type_agrees_with_the_type_of_its_root_class():
    plain = {"01": {"STATEMENT"}, "02": {"REQUEST"}, "03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT"},
             "06": {"COOPERATE"}, "07": {"AID"}, "08": {"CONCEDE", "RETREAT"}, "09": {"ACCUSE"}, "10": {"REQUEST"},
             "11": {"ACCUSE", "SANCTION"}, "12": {"REJECT"}, "13": {"THREATEN"}, "14": {"PROTEST"},
             "15": {"MOBILIZE"}, "16": {"SANCTION"}, "17": {"COERCE", "ASSAULT"}, "18": {"ASSAULT"},
             "19": {"ASSAULT", "COERCE"}, "20": {"ASSAULT"}}  # fmt: skip
    for found in codes.cameo_codes().values():
        assert found.event in plain[found.root], found.code


def test_every_mode_belongs_to_its_type_and_every_context_is_listed():
    for found in codes.cameo_codes().values():
        for event, mode in found.readings:
            assert mode is None or mode in codes.modes(event), found.code
        assert set(found.contexts) <= set(codes.contexts())
        assert found.quad == codes.quad(found.event)


def test_every_type_and_mode_is_reached_by_a_code():
    for event in codes.EVENT_TYPES:
        for mode in (None, *codes.modes(event)):
            cameo = codes.cameo_for(event, mode)
            assert codes.agrees(cameo, event, mode), (event, mode)


@pytest.mark.parametrize(
    ("cameo", "event", "mode"),
    [
        ("010", "STATEMENT", None),
        ("0256", "REQUEST", "yield"),
        ("112", "ACCUSE", "allege"),
        ("116", "SANCTION", "convict"),
        ("163", "SANCTION", "discontinue"),
        ("186", "ASSAULT", "targeted"),
        ("1722", "COERCE", "restrict"),
        ("1952", "ASSAULT", "drone"),
        ("0842", "RETREAT", None),
        ("175", "ASSAULT", None),
    ],
)
def test_mended_codes(cameo, event, mode):
    assert (codes.code(cameo).event, codes.code(cameo).mode) == (event, mode)


def test_no_retired_mode_is_left():
    retired = {"ban", "assassinate", "massacre", "cleansing", "return", "political", "ease", "pro_autocracy"}
    assert not retired & {mode for found in codes.cameo_codes().values() for _, mode in found.readings}


def test_goldstein_is_missing_only_where_the_cameo_list_has_none():
    missing = [found.code for found in codes.cameo_codes().values() if found.goldstein is None]
    assert missing == ["1213", "1214", "1951", "1952"]
    assert all(-10 <= found.goldstein <= 10 for found in codes.cameo_codes().values() if found.goldstein is not None)


def test_a_malformed_or_unknown_code_is_refused():
    for wrong in ("120]--", "", "4", "99", "0"):
        with pytest.raises(KeyError):
            codes.code(wrong)
        assert not codes.agrees(wrong, "REJECT", None)


def test_a_code_does_not_agree_with_another_types_mode():
    assert not codes.agrees("043", "ASSAULT", "firearms")
    assert not codes.agrees("190", "ASSAULT", "visit")
    assert codes.agrees("190", "ASSAULT", "drone")


def test_acled_sub_events_cover_the_violent_modes():
    for mode in codes.modes("ASSAULT"):
        assert codes.acled("ASSAULT", mode), mode
    assert codes.acled("ASSAULT", "drone")[0].sub_event_type == "Air/drone strike"
    assert codes.acled("CONSULT") == ()
