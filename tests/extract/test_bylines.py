"""Authors of pages whose markup is silent, from the line that readers see."""

from __future__ import annotations

import pytest

from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, URL, page

BYLINES: dict[str, tuple[str, tuple[str, ...]]] = {
    "one line": ('<div class="byline">By Mara Ellwood and Tariq Osman</div>', ("Mara Ellwood", "Tariq Osman")),
    "links, with a trade behind each": (
        '<p class="article-authors"><a href="/a">Mara Ellwood</a>, Reporter <a href="/b">Tariq Osman</a></p>',
        ("Mara Ellwood", "Tariq Osman"),
    ),
    "an element for each": (
        '<ul><li class="author">Mara Ellwood</li><li class="author">Tariq Osman</li></ul>',
        ("Mara Ellwood", "Tariq Osman"),
    ),
    "a name made by a style tool": (
        '<span class="css-1x Byline_authorName__x9">Mara Ellwood</span>',
        ("Mara Ellwood",),
    ),
    "a time and a place behind it": (
        '<div class="byline"><span>Mara Ellwood</span><span>Updated 25 October 2025, 10:00</span></div>',
        ("Mara Ellwood",),
    ),
}


def authors(before: str, head: str = "", after: str = "") -> tuple[str, ...]:
    found = extract_html(page(before=before, head=head, after=after), url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    return found.authors


@pytest.mark.parametrize(("before", "names"), BYLINES.values(), ids=list(BYLINES))
def test_a_byline_names_the_authors(before: str, names: tuple[str, ...]) -> None:
    assert authors(before) == names


def test_who_wrote_a_comment_or_another_report_is_no_author() -> None:
    comment = '<div class="comments"><span class="author">Angry Reader</span></div>'
    teaser = '<div class="related-card"><span class="byline">By Nima Sorel</span></div>'
    assert authors('<p class="byline">By Mara Ellwood</p>', after=comment + teaser) == ("Mara Ellwood",)
    assert "Angry Reader" not in authors("", after=comment + teaser)


def test_a_byline_outweighs_a_meta_element_that_names_its_first_author_alone() -> None:
    line = '<p class="byline">By Mara Ellwood and Tariq Osman</p>'
    assert authors(line, '<meta name="author" content="Mara Ellwood">') == ("Mara Ellwood", "Tariq Osman")
    assert authors(line, '<meta name="author" content="Nima Sorel">') == ("Nima Sorel",)


@pytest.mark.parametrize(
    "line",
    [
        '<p>von <a href="/autoren/7">Mara Ellwood</a></p>',
        "<ul><li><strong>Autorin/Autor</strong> Mara Ellwood</li></ul>",
        "<p>By Mara Ellwood</p>",
    ],
)
def test_a_person_named_behind_a_label_outweighs_the_outlets_short_name(line: str) -> None:
    assert authors(line, '<meta name="author" content="HPO">') == ("Mara Ellwood",)
    assert authors("", '<meta name="author" content="HPO">') == ("HPO",)
    assert authors(line, '<meta name="author" content="AFP">') == ("AFP",), "an agency's is its name"
