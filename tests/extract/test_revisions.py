"""When a text is a new revision."""

from __future__ import annotations

from pipelines.extract.revisions import revision_key, same_words, text_hash, words_of


def test_spacing_quotes_and_points_make_no_revision() -> None:
    first = revision_key("a", "Crews “hopeful”", "The board met.\nNobody left - yet.")
    assert first == revision_key("a", 'Crews "hopeful"', "The board met.  Nobody left — yet")


def test_a_word_a_number_or_the_title_makes_one() -> None:
    first = revision_key("a", "Crews hopeful", "Four boats sailed.")
    assert first != revision_key("a", "Crews hopeful", "Five boats sailed.")
    assert first != revision_key("a", "Crews doubtful", "Four boats sailed.")
    assert first != revision_key("b", "Crews hopeful", "Four boats sailed.")
    assert not same_words("It rose by 1.5 percent", "It rose by 15 percent")
    assert not same_words("It rose by 5%", "It rose by 5")


def test_marks_that_belong_to_letters_stay() -> None:
    assert not same_words("की", "का")
    assert words_of("नाव की यात्रा।") == "नाव की यात्रा"


def test_the_hash_is_of_the_text_as_it_stands() -> None:
    assert text_hash("a b") != text_hash("a  b")
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
