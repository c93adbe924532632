"""Numbers: the dead and the injured as ranges, and figures with unit and denominator. All sentences are our own."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.counts import count_in
from pipelines.records import Figure, NumberRange

COUNTS = [
    ("at least 24 people", (24, None)),
    ("dozens of miners", (24, None)),
    ("scores of miners", (40, None)),
    ("hundreds of miners", (200, None)),
    ("tens of thousands of people", (20_000, None)),
    ("several hundred people", (300, None)),
    ("several guards", (3, None)),
    ("between 20 and 30 people", (20, 30)),
    ("20 to 30 people", (20, 30)),
    ("20-30 people", (20, 30)),
    ("some 1,200 people", (1200, 1200)),
    ("nearly 40 people", (40, 40)),
    ("more than 20 people", (21, None)),
    ("over a dozen guards", (13, None)),
    ("no fewer than nine guards", (9, None)),
    ("up to 30 people", (1, 30)),
    ("as many as 30 people", (1, 30)),
    ("fewer than 30 people", (1, 29)),
    ("100 or more people", (100, None)),
    ("half a dozen guards", (6, 6)),
    ("two dozen guards", (24, 24)),
    ("twenty-five guards", (25, 25)),
    ("1.2 million people", (1_200_000, 1_200_000)),
    ("3 lakh people", (300_000, 300_000)),
    ("no guards", (0, 0)),
]

TOLLS = [
    ("Gunmen killed at least 24 villagers in Borno.", (24, None), None),
    ("An attack by rebels killed between 20 and 30 miners in Ituri.", (20, 30), None),
    ("Rebels attacked the mine, killing more than 20 workers and injuring 40.", (21, None), (40, 40)),
    ("A bombing in Kabul left 12 dead and 30 wounded.", (12, 12), (30, 30)),
    ("Shelling of the market killed four people and wounded dozens.", (4, 4), (24, None)),
    ("The army bombed the village; no casualties were reported.", (0, 0), (0, 0)),
    ("Militants attacked the post in Gao. No casualties were reported.", (0, 0), (0, 0)),
    ("Gunmen attacked a bus near Jos. At least nine people died.", (9, None), None),
    ("Gunmen attacked a bus near Jos, but nobody was hurt.", None, (0, 0)),
    ("The attack on the mosque claimed 17 lives.", (17, 17), None),
    ("The bombing of the mosque raised the death toll from 12 to 15.", (15, 15), None),
    ("Rebels attacked the town on Friday. The death toll rose to 34.", (34, 34), None),
    ("Rebels shelled the town on Friday. The toll has passed 50.", (51, None), None),
    ("Gunmen killed nine people and injured 44 others at a church in Jos.", (9, 9), (44, 44)),
    ("A blast that killed nine people and injured 44 others hit Jos.", (9, 9), (44, 44)),
    ("Up to 30 soldiers were killed in an attack by militants near Kidal.", (1, 30), None),
    ("Two of the five hostages were killed by their captors in Idlib.", (2, 2), None),
    ("Police arrested 14 men in Quetta.", None, None),
]

FIGURES = [
    ("President Ama Osei said that 80 percent of the agreements were in force.", [(80, "percent", "the agreements")]),
    ("President Ama Osei said eight per cent of the harvest was lost.", [(8, "percent", "the harvest")]),
    ("President Ama Osei said that two-thirds of the town was under its control.", [(0.6667, "share", "the town")]),
    ("President Ama Osei said half of the schools were closed.", [(0.5, "share", "the schools")]),
    ("President Ama Osei said one in five homes had no power.", [(0.2, "share", "homes")]),
    ("Rebels released three of the 12 hostages on Sunday.", [(3, "hostages", "the 12 hostages")]),
    ("Norway pledged $5bn to Ukraine on Friday.", [(5e9, "USD", None)]),
    ("Germany pledged 40 million euros to Lebanon.", [(40e6, "EUR", None)]),
    ("Russia sent 5 million tonnes of wheat to Egypt.", [(5e6, "tonnes", "wheat")]),
    ("President Ama Osei said that inflation fell by 2.5 percentage points.", [(2.5, "percentage points", None)]),
    ("Kuwait pledged Rs 3 crore to Nepal.", [(3e7, "rupees", None)]),
]


def bounds(given: NumberRange | None) -> tuple[int, int | None] | None:
    return None if given is None else (given.low, given.high)


@pytest.mark.parametrize(("words", "wanted"), COUNTS, ids=[words for words, _ in COUNTS])
def test_what_a_count_surely_says(words: str, wanted: tuple[int, int | None]) -> None:
    assert bounds(count_in(words)) == wanted


@pytest.mark.parametrize("words", ["people", "F-16 jets", "17-year-old boys", "two-thirds", "the 3rd brigade", ""])
def test_what_is_no_count(words: str) -> None:
    assert count_in(words) is None


@pytest.mark.parametrize(("text", "deaths", "injured"), TOLLS, ids=[text for text, *_ in TOLLS])
def test_the_dead_and_the_injured(
    coder: Coder, text: str, deaths: tuple[int, int | None] | None, injured: tuple[int, int | None] | None
) -> None:
    mentions = coder.code(TextToCode("figures", text)).event_mentions
    acts = [m for m in mentions if m.event != "STATEMENT"]
    assert acts
    told = {(bounds(m.deaths), bounds(m.injured)) for m in acts if m.deaths or m.injured} or {(None, None)}
    assert told == {(deaths, injured)}


@pytest.mark.parametrize(("text", "wanted"), FIGURES, ids=[text for text, _ in FIGURES])
def test_figures_with_unit_and_denominator(
    coder: Coder, text: str, wanted: list[tuple[float, str, str | None]]
) -> None:
    mentions = coder.code(TextToCode("figures", text)).event_mentions
    found: list[Figure] = [figure for m in mentions for figure in m.figures]
    assert [(figure.value, figure.unit, figure.of) for figure in found] == wanted
    assert all(text[figure.start : figure.end] == figure.text for figure in found)


def test_parts_of_parts_come_to_an_end(coder: Coder) -> None:
    text = "Gunmen killed a number of dozens of a score of the hundred of a total of villagers in Jos."
    assert coder.code(TextToCode("figures", text)).event_mentions


def test_a_figure_stands_on_the_word_of_whoever_gives_it(coder: Coder) -> None:
    text = "Agriculture Minister Ama Osei said that Russia sent 5 million tonnes of wheat to Egypt."
    (mention,) = [m for m in coder.code(TextToCode("figures", text)).event_mentions if m.figures]
    assert mention.attribution == "named"
    assert mention.speaker is not None
    assert "Ama Osei" in mention.speaker.text


def test_a_number_that_is_not_told_ends_the_count(coder: Coder) -> None:
    mention = next(
        m
        for m in coder.code(TextToCode("t", "Rebels killed a large number of the villagers.")).event_mentions
        if m.event == "ASSAULT"
    )
    assert mention.deaths is None
