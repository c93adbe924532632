"""Times in a table of sentences of ours, `time_cases.txt`: one expression each, read from one day of publication."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import spacy

from pipelines.annotate.times import find_times
from pipelines.settings import AnnotateSettings

SUNDAY = date(2025, 10, 26)


def _cases():
    lines = (Path(__file__).parent / "time_cases.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines if line and not line.startswith("#")]


@cache
def _docs():
    nlp = spacy.load(AnnotateSettings().model)
    texts = [case[0] for case in _cases()]
    return dict(zip(texts, nlp.pipe(texts), strict=True))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case[0])
def test_a_time_is_read_as_days(case):
    text, first, last, granularity, relation = case
    found = find_times(text, SUNDAY, [(_docs()[text], 0)])
    assert [(str(time.from_on or "-"), str(time.to_on or "-"), time.granularity, time.relation) for time in found] == [
        (first, last, granularity, relation)
    ]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case[0])
def test_without_a_day_of_publication_only_what_names_itself_has_days(case):
    text = case[0]
    for time in find_times(text, None, [(_docs()[text], 0)]):
        named = any(character.isdigit() for character in time.text) or "century" in text or "nineties" in text
        assert named or (time.from_on is None and time.to_on is None)


@pytest.mark.parametrize(
    ("country", "day"), [("USA", "2014-03-04"), ("GBR", "2014-04-03"), ("IND", "2014-04-03"), (None, "-")]
)
def test_a_date_in_figures_is_read_as_its_country_writes_it(country, day):
    (found,) = find_times("The deal of 3/4/2014 is void.", SUNDAY, country=country)
    assert str(found.from_on or "-") == day


def test_the_table_is_long_enough_to_mean_something():
    assert len(_cases()) >= 150


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They met on 3 May 2014. The next day they signed.", ["2014-05-03", "2014-05-04"]),
        ("They met on 3 May 2014 and signed two days later.", ["2014-05-03", "2014-05-05"]),
        ("He was shot on Friday and died the following day.", ["2025-10-24", "2025-10-25"]),
        ("He was shot on Friday. A day earlier he had been warned.", ["2025-10-24", "2025-10-23"]),
        ("The shop burned on Thursday. That night two men were held.", ["2025-10-23", "2025-10-23"]),
        ("The following day they signed.", []),
        ("A day after the vote they fled.", []),
    ],
)
def test_the_next_day_counts_from_the_day_told(text, days):
    assert [str(time.from_on) for time in find_times(text, SUNDAY)] == days


@pytest.mark.parametrize(
    "text",
    [
        "The blast came at 1430 GMT.",
        "The office shuts at 2000 hours.",
        "The stadium seats 2010 people.",
        "It was a 2000 metre race.",
        "He came second in the last 400 metres.",
        "She lives on the 19th floor.",
        "They waited for three weeks.",
        "He is in his 20s.",
        "It fell by 1/3 on the day.",
        "The mayor may march.",
        "Call 555-2014 or 2014-555.",
    ],
)
def test_what_only_looks_like_a_time_gives_no_day(text):
    assert [time.text for time in find_times(text, SUNDAY) if time.from_on or time.to_on] == []
