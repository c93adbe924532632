"""Spans of a stored text, marked."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.marking import Mark, excerpt, marked

TEXT = "Guns fell silent in Doha on Sunday."


def shown(markup: str) -> str:
    """What a reader sees of it."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_a_span_is_marked_with_its_kind_and_label() -> None:
    assert marked(TEXT, [Mark(20, 24, "place", "where")]) == (
        'Guns fell silent in <mark class="m-place" title="where">Doha</mark> on Sunday.'
    )


def test_overlapping_spans_are_cut_where_they_cross() -> None:
    made = marked("abcdef", [Mark(0, 4, "sentence", "s"), Mark(2, 6, "quote", "q")])
    assert re.findall(r'class="([^"]*)" title="([^"]*)">(\w+)', made) == [
        ("m-sentence", "s", "ab"),
        ("m-sentence m-quote", "s; q", "cd"),
        ("m-quote", "q", "ef"),
    ]


def test_offsets_count_code_points() -> None:
    text = "🕊 Türkiye lent a hand"
    assert "<mark" in marked(text, [Mark(2, 9, "name", "")])
    assert ">Türkiye</mark>" in marked(text, [Mark(2, 9, "name", "")])


def test_an_excerpt_is_cut_at_words_and_keeps_its_marks() -> None:
    text = "one two three four five six seven eight nine ten"
    start = text.index("five")
    made = excerpt(text, [Mark(start, start + 4, "trigger", "")], start, start + 4, around=7)
    assert shown(made) == "… four five six …"
    assert ">five</mark>" in made


def test_a_text_that_is_markup_is_shown_as_text() -> None:
    text = "</div><script>x</script> & <b>bold</b>"
    made = marked(text, [Mark(6, 14, "trigger", '"><script>')])
    assert "<script" not in made
    assert shown(made) == text


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8),
)
def test_marking_never_changes_what_is_read(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, "name", "<i>") for a, b in spans]
    assert shown(marked(text, marks)) == text
