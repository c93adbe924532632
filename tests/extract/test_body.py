"""What belongs to an article's text, and what only stands near it."""

from __future__ import annotations

import json

import pytest

from pipelines.extract.pages import extract_html
from pipelines.extract.prompts import without_prompts
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, PARAGRAPHS, URL, linked, page


def lines(html: str) -> list[str]:
    found = extract_html(html, url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision), found
    return found.text.split("\n")


PROMPTS = [
    "Read more: Ferry crews vote on the offer",
    "Sign up for our morning letter and never miss a tide.",
    "RELATED STORIES",
    "Lesen Sie auch: Wie die Inseln versorgt werden",
    "À lire aussi : Le détroit sans bateaux",
    "Czytaj więcej",
    "Les også: Fergen som aldri kom",
    "Photo: A. Pilot",
    "Mara Ellwood/Getty Images",
    "Follow us on every pier.",
]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_pointer_a_request_and_a_picture_credit_are_no_part_of_it(prompt: str) -> None:
    assert without_prompts([PARAGRAPHS[0], prompt, PARAGRAPHS[1]]) == list(PARAGRAPHS[:2])


def test_links_under_their_heading_go_and_a_subheading_stays() -> None:
    links = ["Crews vote on the offer", "Board seeks a mediator"]
    assert without_prompts([*PARAGRAPHS, "Related", *links]) == list(PARAGRAPHS)
    assert without_prompts(["Related", "A beginning", *PARAGRAPHS]) == ["A beginning", *PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "Watching the pier was all that crews could do on Sunday.",
        "More than forty deckhands came.",
        "Follow-up talks begin on Monday.",
        "The related dispute over pay goes on.",
        "Picture postcards were sold out.",
    ],
)
def test_a_sentence_that_begins_alike_stays(line: str) -> None:
    assert without_prompts([*PARAGRAPHS, line]) == [*PARAGRAPHS, line]


def test_a_page_of_nothing_but_prompts_keeps_them() -> None:
    assert without_prompts(["Subscribe now", "Read more"]) == ["Subscribe now", "Read more"]


LEAD = "After three days of talks both sides speak of a beginning, and two islands wait for flour."


def test_a_lead_that_the_layout_sets_apart_comes_first() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    html = page(head=head).replace("<main>", f'<main><header class="teaser"><div class="promo">{LEAD}</div></header>')
    assert lines(html) == [LEAD, *PARAGRAPHS]


def test_a_description_that_the_page_does_not_show_is_not_added() -> None:
    assert lines(page(head=f'<meta name="description" content="{LEAD}">')) == list(PARAGRAPHS)


def test_a_text_that_only_scripts_carry_is_read() -> None:
    markup = "".join(f'<p class="story">{paragraph}</p>' for paragraph in PARAGRAPHS)
    markup += '<div class="caption"><p>The pier at noon</p></div>'
    carried = json.dumps(json.dumps(markup).replace("<", "\\u003c"))
    script = f"<script>push([1,{carried}])</script>"
    html = f"<html lang=en><head><title>x</title></head><body><div id=app></div>{script}</body></html>"
    assert lines(html) == list(PARAGRAPHS)


def test_a_fuller_text_in_the_metadata_is_taken() -> None:
    body = "\n".join([*PARAGRAPHS, *(f"{paragraph} So it was told again." for paragraph in PARAGRAPHS)])
    assert len(lines(page(paragraphs=PARAGRAPHS[:2], head=linked(articleBody=body)))) == 2 * len(PARAGRAPHS)


def test_what_follows_the_text_that_metadata_tells_is_left_out() -> None:
    after = "<p>Mara Ellwood has written about harbours and their people for this newspaper since 2009.</p>"
    assert lines(page(after=after, head=linked(articleBody=" ".join(PARAGRAPHS)))) == list(PARAGRAPHS)


def test_the_next_article_that_a_page_appends_is_left_out() -> None:
    other = "".join(f"<p>{paragraph[::-1]}</p>" for paragraph in PARAGRAPHS)
    html = page().replace("</article>", f"</article><article><h1>Something else</h1>{other}</article>")
    assert lines(html) == list(PARAGRAPHS)
