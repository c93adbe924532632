"""Whose report it was: datelines, bylines and lines of credit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from pipelines.extract.agencies import house_names
from pipelines.extract.credits import credited_agency, read_credits
from pipelines.extract.datelines import read_dateline
from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, PARAGRAPHS, URL, linked, page

BODY = "Crews and the board met again.\nNobody walked out."
TOLD = "Crews met the board again.\nNobody left."
DAY = date(2025, 10, 26)


def credit(text: str, authors: Sequence[str] = (), site: str = "Harbour Post") -> str | None:
    house = house_names((), site)
    dateline = read_dateline(text, DAY, house)
    return credited_agency(dateline, authors, read_credits(text, dateline, house), house)


DATELINES: dict[str, tuple[str | None, date | None, str | None]] = {
    "KABUL, Oct 25 (AFP) - ": ("KABUL", date(2025, 10, 25), "Agence France-Presse"),
    "PORT SELIM (Reuters) — ": ("PORT SELIM", None, "Reuters"),
    "NEW YORK/GENEVA, 25 October (AP) – ": ("NEW YORK/GENEVA", date(2025, 10, 25), "Associated Press"),
    "Port Selim (Strait News Bureau) - ": ("Port Selim", None, "Strait News Bureau"),
    "TEHRAN, Oct. 26 (MNA) – ": ("TEHRAN", date(2025, 10, 26), "Mehr News Agency"),
    "ISLAMABAD, Oct 25 (APP): ": ("ISLAMABAD", date(2025, 10, 25), "Associated Press of Pakistan"),
    "BEIJING, Dec. 30 (Xinhua) -- ": ("BEIJING", date(2024, 12, 30), "Xinhua"),
    "Berlin (dpa) - ": ("Berlin", None, "Deutsche Presse-Agentur"),
    "Madrid, 25 oct (EFE).- ": ("Madrid", date(2025, 10, 25), "EFE"),
    "(ANSA) - ROMA, 25 OTT - ": ("ROMA", date(2025, 10, 25), "ANSA"),
    "KABUL, Afghanistan (AP) — ": ("KABUL", None, "Associated Press"),
    "WASHINGTON, D.C. — ": ("WASHINGTON", None, None),
    "KABUL: ": ("KABUL", None, None),
    "Kabul — ": ("Kabul", None, None),
    "Port Selim, 25 October 2023 – ": ("Port Selim", date(2023, 10, 25), None),
    "(Reuters) - ": (None, None, "Reuters"),
    "ANKARA, Ekim 25 (AA) - ": ("ANKARA", date(2025, 10, 25), "Anadolu Agency"),
    "READING, England (AP) — ": ("READING", None, "Associated Press"),
    "Reading — ": ("Reading", None, None),
    "MOBILE, Ala. (AP) — ": ("MOBILE", None, "Associated Press"),
    "NICE, France — ": ("NICE", None, None),
    "ISLAMABAD / KABUL — ": ("ISLAMABAD/KABUL", None, None),
    "Kabul, Oct. 25 (Reuters) ": ("Kabul", date(2025, 10, 25), "Reuters"),
    "Kabul (Pajhwok) ": ("Kabul", None, "Pajhwok Afghan News"),
    "Kabul, Oct. 25 (Strait News Agency) — ": ("Kabul", date(2025, 10, 25), "Strait News Agency"),
    "ISLAMABAD: ": ("ISLAMABAD", None, None),
    "TORKHAM BORDER CROSSING, Pakistan, Oct 25 (Reuters) - ": (
        "TORKHAM BORDER CROSSING",
        date(2025, 10, 25),
        "Reuters",
    ),
    "By Mara Ellwood in Kabul\n": ("Kabul", None, None),
    "By Mara Ellwood and Tariq Osman in Islamabad, Pakistan\n": ("Islamabad", None, None),
}


@pytest.mark.parametrize("words", DATELINES)
def test_place_day_and_agency_are_read_from_a_dateline(words: str) -> None:
    found = read_dateline(words + TOLD, DAY)
    assert found is not None
    assert (found.place, found.day, found.agency) == DATELINES[words]
    assert (found.start, found.end) == (0, len(words.rstrip("\n"))), "the sentence begins behind it"


def test_a_dateline_may_stand_under_a_lead() -> None:
    text = "Both sides speak of a beginning.\nKABUL, Oct 25 (AFP) - " + TOLD
    found = read_dateline(text, DAY)
    assert found is not None
    assert text[found.start : found.end] == "KABUL, Oct 25 (AFP) - "


def test_a_dateline_may_stand_under_captions_and_credits_of_pictures() -> None:
    above = "Both sides speak of a beginning.\nCrews wait at pier four.\nPhoto: Tariq Osman\nThe board met again.\n"
    found = read_dateline(f"{above}KABUL, Oct 25 (AFP) - {TOLD}", DAY)
    assert found is not None
    assert (found.place, found.day, found.agency) == ("KABUL", date(2025, 10, 25), "Agence France-Presse")
    assert read_dateline(f"{above}KABUL: {TOLD}", DAY) is None, "so late a town alone may head a section"


NO_DATELINES = [
    BODY,
    "BREAKING: Crews have met the board again.",
    "EXCLUSIVE - Crews have met the board again.",
    "FACT CHECK: Did crews meet the board?",
    "The board (which met twice) - and the crews - agreed.\nNobody left.",
    "Port Selim (Updated) - Crews met the board.",
    "Mara Ellwood - who has worked at sea - met the board.",
    "UPDATE (26 October): Crews met the board.",
    "Crews: we will be back on Monday, and so will the board.",
    "Reading — the habit of it — helps on long crossings at night.",
    "Bath — taken once a week — was the rule aboard.",
    "Split — the party parted over the offer.",
    "Mobile - phones fell in price this week, makers said.",
    "Nice: it was what they called the offer.",
    "Crews (Monday) Board members met again.",
    "By then the crews in Kabul had met the board.",
    "KABUL",
]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_other_first_words_are_no_dateline(text: str) -> None:
    assert read_dateline(text, DAY) is None


CREDITED = {
    f"{BODY}\nWith inputs from PTI": ("Press Trust of India", "input"),
    f"{BODY}\n(With additional reporting by Reuters)": ("Reuters", "input"),
    f"{BODY}\nSource: Anadolu Agency": ("Anadolu Agency", "source"),
    f"{BODY}\n© 2025 AFP": ("Agence France-Presse", "rights"),
    f"{BODY}\nThis story was originally published by Pajhwok Afghan News.": ("Pajhwok Afghan News", "source"),
    f"{BODY}\nReuters": ("Reuters", "source"),
    f"{BODY}\n(AFP, AP)": ("Agence France-Presse", "source"),
    f"{BODY}\nQuelle: dpa": ("Deutsche Presse-Agentur", "source"),
    f"{BODY}\nFirst published by Strait News Agency": ("Strait News Agency", "source"),
}


@pytest.mark.parametrize("text", CREDITED)
def test_an_agency_is_read_from_a_line_of_credit(text: str) -> None:
    (line,) = read_credits(text, None)
    assert (line.agency, line.relation) == CREDITED[text]
    assert text[line.start : line.end] == text.split("\n")[-1]
    assert credit(text) == line.agency


def test_people_and_outlets_who_contributed_are_marked_too() -> None:
    text = f"{BODY}\nAdditional reporting by Mara Ellwood in Port Selim; editing by Tariq Osman"
    (line,) = read_credits(text, None)
    assert (line.relation, line.agency) == ("input", None)
    assert text[line.start :].startswith("Additional reporting")
    assert credit(text) is None


def test_a_credit_behind_the_last_sentence_is_marked_and_the_sentence_is_not() -> None:
    text = f"{BODY} They will meet on Monday. (AFP)"
    (line,) = read_credits(text, None)
    assert (text[line.start : line.end], line.agency) == ("(AFP)", "Agence France-Presse")


def test_an_agency_in_the_byline() -> None:
    assert credit(BODY, ("Mara Ellwood", "AFP")) == "Agence France-Presse"
    assert credit(BODY, ("Northern Wire",)) == "Northern Wire"


def test_the_site_own_name_or_initials_name_no_agency() -> None:
    assert credit(f"{BODY}\n© 2025 SPA", site="Strait Post Aden") is None
    assert credit(f"{BODY}\nSource: APP", ("APP",), site="Aden Port Paper") is None
    assert credit(f"{BODY}\n© 2025 SPA", site="Harbour Post") == "Saudi Press Agency"
    assert credit(BODY, ("Associated Press",), site="AP News") is None, "the agency's own page"
    assert credit(f"{BODY}\nSource: Saudi Press Agency", site="Strait Post Aden") == "Saudi Press Agency"
    assert credit(f"KABUL (Strait Post) - {TOLD}", site="Strait Post") is None


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "A board member told Reuters that crews would come back.\nNobody left.",
        "The app was shown on Sunday.\nThe pa system failed.",
        "Source of the dispute: night sailings.\nNobody left.",
        "Reporting by the board was late.\nNobody left.",
    ],
)
def test_none_is_made_up(text: str) -> None:
    assert credit(text, ("Mara Ellwood",)) is None


def test_a_page_gives_both_as_spans_of_its_text() -> None:
    paragraphs = (f"PORT SELIM, Oct 25 (AFP) - {PARAGRAPHS[0]}", *PARAGRAPHS[1:], "© 2025 AFP")
    html = page(paragraphs=paragraphs, head=linked(datePublished="2025-10-26T08:00:00+03:00"))
    found = extract_html(html, url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    assert found.dateline is not None
    assert found.text[found.dateline.end :].startswith("Ferry crews")
    assert found.dateline.day == date(2025, 10, 25)
    assert [found.text[line.start : line.end] for line in found.credits] == ["© 2025 AFP"]
    assert found.credit == "Agence France-Presse"
