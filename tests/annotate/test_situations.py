"""States of affairs that last: who bears them, what they are, and since when; and what is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.annotate.coder import Coder, TextToCode

PUBLISHED = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "bearer", "value", "since"),
    [
        ("The port of Odesa has been closed since Monday, officials said.", "port of Odesa", "closed", "2026-03-09"),
        ("The editor is being held in a prison near Oran.", "editor", "detained", None),
        ("The town has been under curfew since Friday.", "town", "under curfew", "2026-03-06"),
        ("Workers at the refinery have been on strike for three weeks.", "Workers at the refinery", "on strike", None),
        ("The army continues to occupy the valley.", "valley", "occupied", None),
        ("The blockade of Gaza since March has cut off food.", "blockade of Gaza", "in force", "2026-03-01"),
        ("Two hostages are still in captivity.", "hostages", "detained", None),
        ("The talks with Niger have been on hold for a month.", "talks with Niger", "suspended", None),
        ("Flights to Khartoum are still suspended.", "Flights", "suspended", None),
        ("Three thousand families remain displaced after the shelling.", "families", "displaced", None),
    ],
)  # fmt: skip
def test_a_state_that_lasts_is_a_situation(coder: Coder, text: str, bearer: str, value: str, since: str | None) -> None:
    found = coder.code(TextToCode("s", text, PUBLISHED)).situations
    told = [(s.bearer, s.value, s.from_on.isoformat() if s.from_on else None) for s in found]
    assert told == [(bearer, value, since)]


@pytest.mark.parametrize(
    "text",
    [
        "The shop is still open.",
        "The seat has been held by the party since 1984.",
        "The president has been in Paris since Monday.",
        "The town will remain closed until Sunday.",
        "The district lies close to the frontier.",
    ],
)
def test_what_does_not_last_or_is_yet_to_come_is_none(coder: Coder, text: str) -> None:
    assert not coder.code(TextToCode("s", text, PUBLISHED)).situations


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("The border with Benin is closed, the customs service said.", "crossing", "closed"),
        ("Flights to Goma are suspended indefinitely.", "service", "suspended"),
        ("A curfew is in force in three districts of Conakry.", "restriction", "in force"),
        ("A state of emergency is in place in the north.", "restriction", "in force"),
        ("Talks between the two sides are under way in Muscat.", "talks", "ongoing"),
        ("The city of El Fasher is under siege.", "territory", "blocked"),
        ("The opposition leader is under house arrest.", "custody", "detained"),
        ("The 60-day blockade of the port has emptied the shops.", "restriction", "in force"),
        ("Doctors are on strike across Kenya.", "labour", "on strike"),
        ("Russia occupies a fifth of Ukraine.", "territory", "occupied"),
    ],
)
def test_what_stands_at_present_is_a_state(coder: Coder, text: str, attribute: str, value: str) -> None:
    [state] = coder.code(TextToCode("s", text, PUBLISHED)).situations
    assert (state.attribute, state.value) == (attribute, value)


@pytest.mark.parametrize(
    "text",
    [
        "The border must stay shut, the minister said.",
        "If the airport is closed, aid will not arrive.",
        "The army denied that the road was closed.",
        "The union fears that the factory is closed for good.",
        "The judge ordered that the accused remain in custody.",
        "Is the border closed?",
        "The strait could be closed within days.",
    ],
)
def test_what_is_asked_denied_feared_or_demanded_is_no_state(coder: Coder, text: str) -> None:
    assert coder.code(TextToCode("s", text, PUBLISHED)).situations == ()
