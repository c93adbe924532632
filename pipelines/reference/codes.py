"""The codes of the field and the one crosswalk between them: PLOVER types, modes, contexts and sectors, CAMEO, ACLED.

The tables stand in `data/` (events.yml, contexts.yml, sectors.yml, cameo.csv, acled.csv) and are checked when loaded:
each code has its root, each mode belongs to its type, each context is listed. Goldstein values are of the CAMEO list.
No reading of text here: which words give which code is the lexicon's matter.

    code("0871")            -> CameoCode(code="0871", event="RETREAT", mode="ceasefire", quad=2, goldstein=9.0, ...)
    quad("CONCEDE")         -> 1
    modes("CONSULT")        -> {"visit", "third-party", "multilateral", "phone"}
    agrees("143", "PROTEST", "strike") -> True: this code may stand beside this type and mode
    cameo_for("PROTEST", "strike")     -> the code that says most nearly the same
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast, get_args

import yaml

from pipelines.records import EventType

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

Reading = tuple[EventType, str | None]
"""A PLOVER type with its mode, None where the mode is not told."""


class CodesError(ValueError):
    """A table of codes contradicts itself: the message names file and line, and what to mend."""


@dataclass(frozen=True, slots=True)
class EventTypeCode:
    """An event type: its quad class (1 to 4, None for STATEMENT), what it means, and its modes with their meaning."""

    name: EventType
    quad: int | None
    definition: str
    modes: dict[str, str]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code. `event` and `mode` are its plain reading, `other_readings` what it may stand for besides.

    `goldstein` runs from -10 to 10, None where the CAMEO list has no value. `root` is two digits, `code` two to four.
    """

    code: str
    root: str
    name: str
    goldstein: float | None
    event: EventType
    mode: str | None
    contexts: tuple[str, ...]
    quad: int | None
    other_readings: tuple[Reading, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every type and mode the code may stand for, the plain one first."""
        return ((self.event, self.mode), *self.other_readings)


@dataclass(frozen=True, slots=True)
class AcledSubEvent:
    """A sub-event type of ACLED with the PLOVER readings it covers, the nearest first."""

    event_type: str
    sub_event_type: str
    readings: tuple[Reading, ...]


def code(cameo: str) -> CameoCode:
    """The CAMEO code, KeyError where there is none such."""
    return cameo_codes()[cameo]


def event_type(name: str) -> EventTypeCode:
    """The event type, KeyError where there is none such."""
    return event_types()[cast(EventType, name)]


def quad(name: str) -> int | None:
    """The quad class of an event type: 1 to 4, None for STATEMENT."""
    return event_type(name).quad


def modes(name: str) -> frozenset[str]:
    """The modes of an event type, empty where it has none."""
    return frozenset(event_type(name).modes)


def agrees(cameo: str, name: str, mode: str | None) -> bool:
    """Whether a code may stand beside a type and mode: a type without its mode agrees with any code of the type.

    A code whose plain reading tells no mode agrees with every mode of its type: the mode then says more than the code.
    """
    found = cameo_codes().get(cameo)
    if found is None:
        return False
    if mode is None:
        return any(event == name for event, _ in found.readings)
    if mode not in modes(name):
        return False
    return any(event == name and other in (None, mode) for event, other in found.readings)


@cache
def cameo_for(name: str, mode: str | None = None) -> str:
    """The code that says most nearly the same as a type and mode: a plain reading before another, a root last.

    KeyError where the type or the mode does not exist.
    """
    if mode is not None and mode not in modes(name):
        raise KeyError(f"{name} has no mode {mode!r}")
    wanted = (event_type(name).name, mode)

    def rank(found: CameoCode) -> tuple[bool, int, bool, int, str]:
        specific = not found.code.endswith("0")
        return found.code == found.root, found.readings.index(wanted), specific, len(found.contexts), found.code

    matching = [found for found in cameo_codes().values() if wanted in found.readings]
    return min(matching, key=rank).code


def acled(name: str, mode: str | None = None) -> tuple[AcledSubEvent, ...]:
    """The ACLED sub-events that a type and mode may be, nearest first; empty where ACLED does not cover it."""
    wanted = (event_type(name).name, mode)
    matching = [(found.readings.index(wanted), found) for found in acled_sub_events() if wanted in found.readings]
    return tuple(found for _, found in sorted(matching, key=lambda pair: pair[0]))


@cache
def event_types() -> dict[EventType, EventTypeCode]:
    """All event types by name: the 16 of PLOVER and STATEMENT."""
    table = _yaml("events.yml")
    if set(table) != set(EVENT_TYPES):
        raise CodesError(
            f"events.yml: the types differ from records.EventType: {sorted(set(table) ^ set(EVENT_TYPES))}"
        )
    return {
        name: EventTypeCode(name, row["quad"], row["definition"], dict(row.get("modes", {})))
        for name, row in ((event, table[event]) for event in EVENT_TYPES)
    }


@cache
def contexts() -> dict[str, str]:
    """All contexts with their meaning."""
    return _yaml("contexts.yml")


@cache
def sectors() -> dict[str, str]:
    """All sector codes with their meaning."""
    return _yaml("sectors.yml")


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes, by code."""
    table: dict[str, CameoCode] = {}
    for place, row in _csv("cameo.csv"):
        if not re.fullmatch(r"\d{2,4}", row["code"]) or not row["code"].startswith(row["root"]):
            raise CodesError(f"{place}: code {row['code']!r} is not two to four digits that begin with its root")
        if row["code"] in table:
            raise CodesError(f"{place}: code {row['code']!r} stands there twice")
        event, mode = _reading(f"{row['event']}/{row['mode']}", place)
        listed = tuple(part for part in re.split(r";\s*", row["contexts"]) if part)
        unknown = [part for part in listed if part not in contexts()]
        if unknown:
            raise CodesError(f"{place}: context {unknown[0]!r} is not in contexts.yml")
        table[row["code"]] = CameoCode(
            code=row["code"],
            root=row["root"],
            name=row["name"],
            goldstein=float(row["goldstein"]) if row["goldstein"] else None,
            event=event,
            mode=mode,
            contexts=listed,
            quad=quad(event),
            other_readings=_readings(row["other_readings"], place),
        )
    rootless = [found for found in table.values() if found.root not in table]
    if rootless:
        raise CodesError(f"cameo.csv: root {rootless[0].root!r} of {rootless[0].code!r} has no row of its own")
    return table


@cache
def acled_sub_events() -> tuple[AcledSubEvent, ...]:
    """ACLED's sub-events with the PLOVER readings they cover. The pairing is our proposal, ACLED publishes none."""
    return tuple(
        AcledSubEvent(row["event_type"], row["sub_event_type"], _readings(row["readings"], place))
        for place, row in _csv("acled.csv")
    )


def _readings(text: str, place: str) -> tuple[Reading, ...]:
    return tuple(_reading(part, place) for part in re.split(r";\s*", text) if part)


def _reading(text: str, place: str) -> Reading:
    name, _, mode = text.partition("/")
    if name not in EVENT_TYPES:
        raise CodesError(f"{place}: event type {name!r} is not one of {', '.join(EVENT_TYPES)}")
    if mode and mode not in modes(name):
        raise CodesError(
            f"{place}: mode {mode!r} is not one of {name}'s: {', '.join(sorted(modes(name))) or 'it has none'}"
        )
    return cast(EventType, name), mode or None


def _yaml(name: str) -> dict[str, Any]:
    return cast(
        dict[str, Any], yaml.safe_load(files("pipelines.reference").joinpath("data", name).read_text(encoding="utf-8"))
    )


def _csv(name: str) -> list[tuple[str, dict[str, str]]]:
    lines = files("pipelines.reference").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [(f"{name}:{number}", row) for number, row in enumerate(csv.DictReader(lines), start=2)]
