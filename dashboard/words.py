"""How values are put in words: times, days, counts, codes. Pure functions; what they look like belongs to elements."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, tzinfo

zone: ContextVar[tzinfo] = ContextVar("zone", default=UTC)
"""The reader's time zone; the session sets it for each run of a page."""

QUADS: dict[int | None, str] = {
    1: "Verbal cooperation",
    2: "Material cooperation",
    3: "Verbal conflict",
    4: "Material conflict",
    None: "Statement",
}
"""The four classes of PLOVER's types; a STATEMENT has none."""

TYPES: dict[str, str] = {
    "AGREE": "Agree",
    "CONSULT": "Consult",
    "SUPPORT": "Support",
    "CONCEDE": "Concede",
    "COOPERATE": "Cooperate",
    "AID": "Aid",
    "RETREAT": "Retreat",
    "REQUEST": "Request",
    "ACCUSE": "Accuse",
    "REJECT": "Reject",
    "THREATEN": "Threaten",
    "PROTEST": "Protest",
    "SANCTION": "Sanction",
    "MOBILIZE": "Mobilize",
    "COERCE": "Coerce",
    "ASSAULT": "Assault",
    "STATEMENT": "Statement",
}

MODALITIES: dict[str, str] = {
    "happened": "told as done",
    "ongoing": "told as under way",
    "planned": "announced for later",
    "threatened": "threatened",
    "demanded": "demanded of somebody",
    "conditional": "said to follow if a condition is met",
    "possible": "called possible",
    "denied": "disputed by a party",
    "absent": "said not to have happened",
    "alleged": "said with a mark of doubt, or by an adversary",
}

ANSWERS: dict[str, str] = {
    "answered": "answered",
    "none_found": "no answer found",
    "not_readable": "other side not readable here",
    "not_sought": "no answer looked for",
}

ATTRIBUTIONS: dict[str, str] = {
    "outlet": "the outlet in its own voice",
    "named": "a named speaker",
    "anonymous": "an unnamed source",
}
"""In whose voice a sentence tells something."""

SECTORS: dict[str, str] = {
    "COP": "police",
    "GOV": "government",
    "JUD": "judiciary",
    "LEG": "parliament",
    "MIL": "military",
    "PRM": "paramilitary",
    "PTY": "political party",
    "REB": "armed opposition",
    "SPY": "intelligence",
    "UAF": "unknown armed people",
    "UNK": "unknown",
    "AGR": "farmers and herders",
    "BUS": "business",
    "CRM": "criminals",
    "CVL": "civilians",
    "EDU": "education",
    "ELI": "former office holders",
    "JRN": "journalists",
    "LAB": "labour",
    "MED": "medical",
    "REF": "refugees",
    "OPP": "political opposition",
    "PRE": "partly recognised state",
    "REL": "religious",
    "SOC": "civil society",
    "IGO": "international organisation",
    "UNO": "United Nations",
    "EUR": "European Union",
    "NGO": "non-governmental organisation",
    "ISM": "social movement",
    "IMG": "international armed group",
    "MNC": "multinational company",
}
"""Kinds of actors; the seed `sectors` defines them."""

CORRECTIONS: dict[str, str] = {
    "wrong": "No such event is told",
    "merge": "The same as another event",
    "split": "Several events in one",
    "not_actor": "Not this actor",
}
"""What a reader can say is wrong with an event."""

ASSERTED: dict[str, str] = {
    "outlet": "the outlet in its own voice",
    "named": "a named speaker",
    "party": "a party to the matter",
    "anonymous": "an unnamed source",
}


def day(value: date | None) -> str:
    """A day as `25 Oct 2025`; a dash where there is none."""
    return f"{value.day} {value:%b %Y}" if value else "–"


def days(start: date | None, end: date | None) -> str:
    """An interval of days, both inclusive, as short as it can be said."""
    if not start and not end:
        return "day unknown"
    if start == end:
        return day(start)
    if not start:
        return f"until {day(end)}"
    if not end:
        return f"since {day(start)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{start.day} {start:%b}–{day(end)}" if start.year == end.year else f"{day(start)}–{day(end)}"


def moment(value: datetime | None) -> str:
    """A time as `25 Oct 2025, 14:05 UTC`; in another zone as `25 Oct 2025, 19:05 (14:05 UTC)`."""
    if value is None:
        return "–"
    at, here = value.astimezone(UTC), value.astimezone(zone.get())
    if here.utcoffset() == at.utcoffset():
        return f"{day(at.date())}, {at:%H:%M} UTC"
    there = f"{at:%H:%M}" if here.date() == at.date() else f"{at.day} {at:%b}, {at:%H:%M}"
    return f"{day(here.date())}, {here:%H:%M} ({there} UTC)"


def unit_of(first: date | None, last: date | None) -> str:
    """How to bundle days of an interval for a chart: by `day`, `week` or `month`, at most some 170 steps."""
    across = (last - first).days if first and last else 0
    return "day" if across <= 170 else "week" if across <= 1_200 else "month"


def age(value: datetime | None, now: datetime) -> str:
    """How long ago, in the largest unit that says enough: `12 min`, `5 h`, `3 days`."""
    if value is None:
        return "never"
    past = now - value
    if past < timedelta(minutes=1):
        return "just now"
    if past < timedelta(hours=1):
        return f"{int(past.total_seconds() // 60)} min ago"
    if past < timedelta(days=2):
        return f"{int(past.total_seconds() // 3600)} h ago"
    return f"{past.days:,} days ago"


def count(number: int | None, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 outlet`, `1,204 outlets`."""
    return f"{number or 0:,} {one if number == 1 else many or one + 's'}"


def number(value: float) -> str:
    """A figure as it is read: `7,250,000`, `2.5`."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def numbers(low: int | None, high: int | None) -> str | None:
    """A count told as a range: `6`, `24 or more`, `3–5`, `up to 5`; None where none is told."""
    if low is None and high is None:
        return None
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def listed(names: list[str] | None, most: int = 4) -> str:
    """Names in a row, at most `most` of them, the rest counted."""
    names = [name for name in names or [] if name]
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def short(value: str | None, most: int) -> str:
    """Text cut at a word before `most` characters, with an ellipsis where something was cut."""
    value = " ".join((value or "").split())
    if len(value) <= most:
        return value
    cut = value[: most - 1]
    return (cut[: cut.rfind(" ")] if cut.rfind(" ") > most // 2 else cut).rstrip(" ,;:.") + "…"
