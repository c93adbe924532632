"""Whose report it was."""

from __future__ import annotations

import pytest

from pipelines.extract.credits import find_credit

BODY = "Crews and the board met again.\nNobody walked out."

CREDITED = {
    "PORT SELIM (Reuters) — Crews met the board.\nNobody left.": "Reuters",
    "KABUL, Oct 25 (AFP) - Crews met the board.\nNobody left.": "Agence France-Presse",
    "NEW YORK/GENEVA, 25 October (AP) – Crews met the board.\nNobody left.": "Associated Press",
    "Port Selim (Strait News Bureau) - Crews met the board.\nNobody left.": "Strait News Bureau",
    f"{BODY}\nWith inputs from PTI": "Press Trust of India",
    f"{BODY}\nSource: Anadolu Agency": "Anadolu Agency",
    f"{BODY}\n© 2025 AFP": "Agence France-Presse",
    f"{BODY}\nThis story was originally published by Pajhwok Afghan News.": "Pajhwok Afghan News",
    f"{BODY}\nReuters": "Reuters",
}


@pytest.mark.parametrize("text", CREDITED)
def test_an_agency_is_read_from_dateline_or_credit_line(text: str) -> None:
    assert find_credit(text, ()) == CREDITED[text]


def test_an_agency_in_the_byline() -> None:
    assert find_credit(BODY, ("Mara Ellwood", "AFP")) == "Agence France-Presse"
    assert find_credit(BODY, ("Northern Wire",)) == "Northern Wire"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The board (which met twice) - and the crews - agreed.\nNobody left.",
        "A board member told Reuters that crews would come back.\nNobody left.",
        "The app was shown on Sunday.\nThe pa system failed.",
        "Port Selim (Updated) - Crews met the board.",
    ],
)
def test_none_is_made_up(text: str) -> None:
    assert find_credit(text, ("Mara Ellwood",)) is None
