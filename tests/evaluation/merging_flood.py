"""A flood of reports of one deed, and pairs of reports that differ in one thing: sentences of our own, by pattern.

The flood is what a kidnapping looks like in the news: 40 outlets, 366 reports in two days, each in other words. Twelve
outlets and two agencies write; 26 outlets print an agency's text with its credit, cut or with a line of their own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.evaluation.merging_world import Report

START = datetime(2025, 10, 21, 5, tzinfo=UTC)
"""A Tuesday: the deed was done on the Monday before it."""

REPORTS = 366
OWN = tuple(f"herald-{number}" for number in range(12))
AGENCIES = ("north-wire", "delta-agency")
PRINTERS = tuple(f"courier-{number}" for number in range(26))
ORIGINS = len(OWN) + len(AGENCIES)

_SLOTS: dict[str, tuple[str, ...]] = {
    "who": (
        "Gunmen",
        "Armed men",
        "Unidentified gunmen",
        "Attackers on motorcycles",
        "Masked gunmen",
        "Armed attackers",
    ),
    "took": ("abducted", "kidnapped", "seized", "took away", "carried off"),
    "whom": (
        "24 pupils",
        "24 schoolchildren",
        "24 students",
        "24 boys and girls",
        "some two dozen pupils",
        "24 children",
    ),
    "from": (
        "from a boarding school",
        "from their dormitory",
        "from a secondary school",
        "from a school",
        "from a hostel",
    ),
    "in": (
        "in Maiduguri",
        "in the city of Maiduguri",
        "in Maiduguri, in the north-east of Nigeria",
        "in Nigeria's Maiduguri",
    ),
    "on": ("on Monday", "on Monday night", "late on Monday", "in the night of Monday", "on Monday evening"),
    "said": (
        "police said",
        "officials said",
        "a police spokesman said",
        "the governor's office said",
        "residents said",
    ),
    "guard": (
        "A watchman was hurt.",
        "No guard was at the gate.",
        "The gate stood open.",
        "A lamp was found in the yard.",
    ),
    "kin": (
        "Mothers waited outside the gate until dawn.",
        "Fathers stood in the road with torches.",
        "A teacher counted the beds by the light of a phone.",
        "Neighbours brought tea to the families.",
        "The bell did not ring in the morning.",
        "Shoes lay scattered between the beds.",
    ),
    "search": (
        "Helicopters circled over the forest.",
        "Trackers followed tyre marks to the river.",
        "Roads out of the city were watched.",
        "Hunters offered to help with dogs.",
        "The forest begins two miles behind the school.",
        "Nobody had rung the families so far.",
    ),
    "again": (
        "The {deed} shocked the city.",
        "The {deed} took less than an hour.",
        "It was not clear who was behind the {deed}.",
        "No group has claimed the {deed}.",
        "Parents called the {deed} a shame.",
        "Radio stations spoke of the {deed} all day.",
    ),
    "deed": ("kidnapping", "abduction", "mass abduction", "raid on the school"),
    "tail": (
        "The ministry has not answered questions.",
        "The school was built eleven years ago.",
        "Its roof was mended last spring.",
        "Exams were to begin this week.",
        "The headmaster asked for patience.",
        "Shops near the market stayed shut.",
    ),
}
_LEADS = (
    "{who} {took} {whom} {from} {in} {on}, {said}.",
    "{said_up} {who_low} {took} {whom} {from} {in} {on}.",
    "{whom_up} were {taken} {from} {in} {on} by {who_low}, {said}.",
    "{who} on {on_day} {took} {whom} {from} {in}, {said}.",
)
_TAKEN = {"took away": "taken away", "carried off": "carried off", "seized": "seized"}


def flood(seed: int = 7) -> list[Report]:
    """The 366 reports, over two days."""
    chance = random.Random(seed)
    writers = OWN + AGENCIES
    reports: list[Report] = []
    wires: dict[str, list[Report]] = {agency: [] for agency in AGENCIES}
    for number in range(REPORTS):
        at = START + timedelta(minutes=7.8 * number)
        outlet = (writers + PRINTERS)[number % 40]
        name = f"flood-{number}"
        if outlet in PRINTERS:
            agency = AGENCIES[PRINTERS.index(outlet) % 2]
            report = _printed(chance.choice(wires[agency][-3:]), name, outlet, at, chance)
        else:
            report = Report(name, outlet, _title(chance), _text(chance), at)
            if outlet in wires:
                wires[outlet].append(report)
        reports.append(report)
    return reports


def _pick(chance: random.Random, slot: str) -> str:
    return chance.choice(_SLOTS[slot])


def _title(chance: random.Random) -> str:
    taken = chance.choice(("kidnapped", "abducted", "missing"))
    return f"{_pick(chance, 'whom')} {taken} {_pick(chance, 'in')}".capitalize()


def _text(chance: random.Random) -> str:
    took, who, whom, said = (_pick(chance, slot) for slot in ("took", "who", "whom", "said"))
    lead = chance.choice(_LEADS).format(
        who=who, who_low=who[0].lower() + who[1:], took=took, taken=_TAKEN.get(took, took), whom=whom,
        whom_up=whom[0].upper() + whom[1:], said=said, said_up=said[0].upper() + said[1:] + " that", on_day="Monday",
        **{"from": _pick(chance, "from"), "in": _pick(chance, "in"), "on": _pick(chance, "on")},
    )  # fmt: skip
    again = _pick(chance, "again").format(deed=_pick(chance, "deed"))
    rest = [_pick(chance, slot) for slot in ("guard", "kin", "search", "tail")]
    chance.shuffle(rest)
    return f"{lead}\n{again} {rest[0]}\n{' '.join(rest[1:])}"


def _printed(wire: Report, name: str, outlet: str, at: datetime, chance: random.Random) -> Report:
    """An agency's report as another outlet prints it: whole, without its last line, or with a line more."""
    text = chance.choice((wire.text, wire.text.rpartition(" ")[0] + ".", f"{wire.text} {_pick(chance, 'tail')}"))
    return Report(name, outlet, _title(chance), text, at, credit=wire.outlet)


_PAIRS: dict[str, tuple[tuple[str, str], ...]] = {
    "actor": (
        ("Russia", "Ukraine"), ("Kenya", "Uganda"), ("France", "Spain"), ("Peru", "Chile"), ("Japan", "China"),
    ),
    "place": (
        ("Lagos", "Kano"), ("Quetta", "Karachi"), ("Kharkiv", "Odesa"), ("Goma", "Bukavu"), ("Basra", "Mosul"),
    ),
    "day": (
        ("Monday", "Sunday"), ("Sunday", "Saturday"), ("Monday", "Saturday"), ("Friday", "Sunday"),
        ("Thursday", "Monday"),
    ),
    "act": (
        ("bombed a depot", "raided a depot"), ("arrested three men", "released three men"),
        ("attacked a convoy", "seized a convoy"), ("closed the airport", "bombed the airport"),
        ("abducted a mayor", "arrested a mayor"),
    ),
}  # fmt: skip
_FRAMES = (
    ("actor", "{x} bombed a depot near Tripoli on Monday, an official said."),
    ("actor", "{x} accused Norway of spying in a letter on Monday."),
    ("actor", "Troops of {x} crossed the river near Juba on Monday and shelled a village."),
    ("actor", "{x} and Norway held talks in Geneva on Monday."),
    ("actor", "{x} expelled two diplomats of Norway on Monday."),
    ("place", "Gunmen killed four traders in {x} on Monday, police said."),
    ("place", "Police arrested three men in {x} on Monday."),
    ("place", "Thousands protested against the new tax in {x} on Monday."),
    ("place", "A delegation of Norway met a delegation of Ghana in {x} on Monday."),
    ("place", "Soldiers seized a radio station in {x} on Monday."),
    ("day", "Gunmen killed four traders in Jos on {x}, police said."),
    ("day", "Police in Accra arrested three men on {x}."),
    ("day", "Thousands protested in Lima on {x} against the new tax."),
    ("day", "Norway and Ghana held talks in Geneva on {x}."),
    ("day", "Norway's army bombed a depot near Oslo on {x}."),
    ("act", "Soldiers of Ghana {x} in Tamale on Monday."),
    ("act", "The army of Togo {x} in Lome on Monday."),
    ("act", "Ghana's police {x} in Accra on Monday."),
    ("act", "Norway's troops {x} in Oslo on Monday."),
    ("act", "Togo {x} in Kara on Monday."),
)


def pairs() -> Iterator[tuple[str, Report, Report]]:
    """100 pairs of reports in one story, and in what each differs."""
    number = 0
    for kind, frame in _FRAMES:
        for one, other in _PAIRS[kind]:
            title = frame.format(x="They").split(" on ")[0]
            yield (
                kind,
                Report(f"pair-{number}-one", "herald-0", title, frame.format(x=one), START),
                Report(f"pair-{number}-other", "herald-1", title, frame.format(x=other), START),
            )
            number += 1
