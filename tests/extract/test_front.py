"""What stands above and below the paragraphs of an article and is none: labels, the title again, names, times."""

from __future__ import annotations

import pytest

from pipelines.extract.front import is_stamp, without_surroundings
from pipelines.extract.pages import extract_html
from pipelines.extract.wording import fold
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, PARAGRAPHS, TITLE, URL, page

HEADINGS = {fold(TITLE)}
AUTHORS = ("Mara Ellwood", "Tariq Osman")
TEXT = list(PARAGRAPHS)


def left(*front: str, back: tuple[str, ...] = ()) -> list[str]:
    """What is left of these lines around the paragraphs."""
    found = without_surroundings([*front, *TEXT, *back], HEADINGS, AUTHORS)
    assert [line for line in found if line in TEXT] == TEXT
    return [line for line in found if line not in TEXT]


@pytest.mark.parametrize(
    "front",
    [
        ("World",),
        ("Home", "World", TITLE),
        ("On the strait: " + TITLE,),
        (TITLE + " | the talks in pictures",),
        ("47",),
        ("By Zeynep Aksoy",),
        ("By Mara Ellwood and Tariq Osman",),
        ("Mara Ellwood/Tariq Osman", "Updated: 25 October 2025, 11:04 PKT"),
        ("Published on Saturday, October 25, 2025 at 9:30 am", "4 min read"),
        ("Veröffentlicht am 25. Oktober 2025 um 15:44 Uhr", "Lesezeit: 3 Minuten"),
        ("Publié le 25 octobre 2025 à 19h00", "Temps de lecture : 2 min"),
        ("2025年10月25日 01時28分 (10月25日 更新)",),
    ],
)
def test_lines_that_are_no_part_of_the_text_go(front: tuple[str, ...]) -> None:
    assert left(*front) == []


@pytest.mark.parametrize(
    "front",
    [
        "Both sides call it a beginning",
        "By Mara Ellwood in Kabul",
        "Reuters",
        f"{TITLE}, a mediator said on Sunday.",
        "KABUL:",
        "In October 2025 nobody sailed",
    ],
)
def test_lines_that_say_something_stay(front: str) -> None:
    assert left(front) == [front]


def test_names_and_times_below_the_text_go_and_other_lines_stay() -> None:
    assert left(back=("Mara Ellwood", "25.10.2025, 20:59")) == []
    assert left(back=("Additional reporting by Zeynep Aksoy",)) == ["Additional reporting by Zeynep Aksoy"]


def test_a_subheading_among_the_paragraphs_is_no_label() -> None:
    text = [TEXT[0], "World", *TEXT[1:]]
    assert without_surroundings(text, HEADINGS, AUTHORS) == text


def test_a_short_notice_is_left_whole() -> None:
    lines = ["Notice", "No boats on Sunday."]
    assert without_surroundings(lines, HEADINGS, AUTHORS) == lines


def test_what_scripts_leave_behind_goes() -> None:
    assert left(back=("isPaid:", "false", "showWall:", "true")) == []


@pytest.mark.parametrize("line", ["25 boats sailed", "Day 3 of the talks", "In October 2025 nobody sailed"])
def test_other_words_are_no_time(line: str) -> None:
    assert not is_stamp(line)


def read(html: str) -> list[str]:
    found = extract_html(html, url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    return found.text.split("\n")


def test_titles_of_other_pages_among_the_paragraphs_go() -> None:
    link = '<p><a href="/world/2025/10/24/islands-wait">Islands wait for a boat that carries flour and mail</a></p>'
    assert read(page(paragraphs=(*PARAGRAPHS[:2], f"</p>{link}<p>", *PARAGRAPHS[2:]))) == TEXT


def test_a_sentence_that_is_a_link_stays() -> None:
    said = "The board had promised as much in the spring of last year, and nothing had come of it then."
    assert said in read(page(paragraphs=(*TEXT[:2], f'<a href="/world/2025/10/24/spring">{said}</a>', *TEXT[2:])))


def test_loose_text_with_links_and_breaks_keeps_its_paragraphs() -> None:
    loose = "<br><br>".join(TEXT).replace("Port Selim", '<a href="/topic/port-selim">Port Selim</a>')
    html = (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div class='story'>{loose}</div></body></html>"
    )
    assert read(html) == TEXT


def test_a_box_that_asks_to_subscribe_goes() -> None:
    box = "</p><div class='newsletter-box'><h3>Strait Courier</h3><p>News in the morning, free of charge.</p></div><p>"
    assert read(page(paragraphs=(*TEXT[:2], box, *TEXT[2:]))) == TEXT
