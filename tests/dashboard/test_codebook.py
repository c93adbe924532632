"""The codes that pages show have words, and the words have codes."""

from __future__ import annotations

from dashboard import codebook, words


def test_every_code_that_is_published_has_a_word() -> None:
    assert codebook.types().keys() == words.TYPES.keys()
    assert codebook.sectors().keys() == words.SECTORS.keys()
    assert set(codebook.quads().values()) == set(words.QUADS)
    assert {kind for kind, _ in codebook.modes()} <= words.TYPES.keys()


def test_an_act_is_told_by_its_mode_else_by_its_type() -> None:
    assert codebook.act("ASSAULT", "firearms") == "Rifles, pistols or machine guns are used."
    assert codebook.act("CONSULT", None) == codebook.types()["CONSULT"]
    assert codebook.act("UNHEARD", None) is None
