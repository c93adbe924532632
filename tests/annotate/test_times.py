"""When: intervals over the day of publication, Sunday 26 October 2025. Sentences are ours."""

from datetime import date
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.annotate.times import find_times
from pipelines.settings import AnnotateSettings

SUNDAY = date(2025, 10, 26)


@cache
def _model():
    return spacy.load(AnnotateSettings().model)


def times(text, on=SUNDAY):
    return find_times(text, on, [(_model()(text), 0)])


def days(text, on=SUNDAY):
    (found,) = times(text, on)
    return str(found.from_on), str(found.to_on), found.granularity, found.relation


@pytest.mark.parametrize(
    ("text", "first", "last", "granularity", "relation"),
    [
        ("They met on Saturday.", "2025-10-25", "2025-10-25", "day", "on"),
        ("They met on Sunday.", "2025-10-26", "2025-10-26", "day", "on"),
        ("They will meet on Saturday.", "2025-11-01", "2025-11-01", "day", "on"),
        ("They are scheduled to meet on Wednesday.", "2025-10-29", "2025-10-29", "day", "on"),
        ("They met last Friday.", "2025-10-24", "2025-10-24", "day", "on"),
        ("They will go next Monday.", "2025-10-27", "2025-10-27", "day", "on"),
        ("It rained yesterday.", "2025-10-25", "2025-10-25", "day", "on"),
        ("The camp was raided last week.", "2025-10-13", "2025-10-19", "week", "during"),
        ("The camp was raided last month.", "2025-09-01", "2025-09-30", "month", "during"),
        ("He resigned earlier this month.", "2025-10-01", "2025-10-26", "month", "during"),
        ("No raid took place over the past few days.", "2025-10-23", "2025-10-26", "span", "during"),
        ("The crossing has been shut since October 11.", "2025-10-11", "None", "day", "since"),
        ("A truce was agreed on October 19.", "2025-10-19", "2025-10-19", "day", "on"),
        ("A truce was agreed on 19 October 2024.", "2024-10-19", "2024-10-19", "day", "on"),
        ("Talks ran from October 18 to October 20.", "2025-10-18", "2025-10-20", "span", "during"),
        ("Talks ran from October 18 to 20.", "2025-10-18", "2025-10-20", "span", "during"),
        ("The group took power in 2021.", "2021-01-01", "2021-12-31", "year", "during"),
        ("Prices rose this year.", "2025-01-01", "2025-12-31", "year", "during"),
        ("The truce holds until Friday.", "None", "2025-10-31", "day", "until"),
        ("Shells fell in the last 24 hours.", "2025-10-25", "2025-10-26", "hour", "during"),
        ("He was freed three days ago.", "2025-10-23", "2025-10-23", "day", "on"),
        ("The war began in the 1990s.", "1990-01-01", "1999-12-31", "decade", "during"),
        ("He fled in December.", "2024-12-01", "2024-12-31", "month", "during"),
        ("The bridge was built in March 2019.", "2019-03-01", "2019-03-31", "month", "during"),
        ("The vote is due next month.", "2025-11-01", "2025-11-30", "month", "during"),
    ],
)
def test_an_expression_is_read_as_an_interval(text, first, last, granularity, relation):
    assert days(text) == (first, last, granularity, relation)


def test_without_a_day_of_publication_relative_times_stay_null():
    assert days("They met on Saturday.", None)[:2] == ("None", "None")
    assert days("They met last month.", None)[:2] == ("None", "None")
    assert days("They met on 19 October 2024.", None)[:2] == ("2024-10-19", "2024-10-19")


@pytest.mark.parametrize(
    "text",
    [
        "They may march again.",
        "He waited for three weeks.",
        "About 2000 people fled.",
        "It cost $2020.",
        "A second bus left.",
    ],
)
def test_what_is_no_date_gives_nothing(text):
    assert times(text) == []


def test_impossible_dates_are_not_bent_into_possible_ones():
    assert [time for time in times("It was due on 31 February 2024.") if time.granularity == "day"] == []


def test_spans_are_the_words_in_the_text():
    text = "On Saturday they met; since October 11 the road was shut."
    assert [text[time.start : time.end] for time in times(text)] == ["Saturday", "October 11"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_text_gives_sound_intervals(text, on):
    for time in find_times(text, on):
        assert text[time.start : time.end] == time.text
        if time.from_on and time.to_on:
            assert time.from_on <= time.to_on


_WORDS = (
    "on", "last", "next", "Friday", "October", "11", "2021", "since", "until", "the", "past", "few", "days", "years",
    "ago", "3", "month", "to", "in", ",", "end", "of", "early", "quarter", "weekend", "31", "February", "summer",
)  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(max_examples=300, deadline=None)
def test_any_mix_of_time_words_gives_sound_intervals(words, on):
    for time in find_times(" ".join(words), on):
        if time.from_on and time.to_on:
            assert time.from_on <= time.to_on
