"""When a text is a new revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipelines.extract.revisions import returned, revision_key, same_words, text_hash, words_of
from pipelines.records import Sighting
from tests.extract.rows import revision


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


def test_a_text_that_comes_back_is_told() -> None:
    first, other = revision("a", "Four boats sailed."), revision("a", "Five boats sailed.", hours=1)
    again = replace(first, capture_id="third", first_seen_at=first.first_seen_at + timedelta(hours=2))
    seen = {first.article_id: [Sighting(each.first_seen_at, each.revision_id) for each in (first, other)]}
    (back,) = returned([again], seen, "run")
    assert (back.revision_id, back.capture_id, back.seen_at) == (first.revision_id, "third", again.first_seen_at)
    assert returned([first, other, again], {}, "run") == [back], "of one batch"
    unchanged = replace(other, capture_id="fourth", first_seen_at=again.first_seen_at)
    assert returned([unchanged], seen, "run") == [], "the text that stands there already"
