"""What is asked of events as a value: the filter of a page or a saved search, and the condition it becomes over
`reading.event_facets`, which has one narrow row an event.

How it is entered and written into an address is the page's matter.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

ORDERS: dict[str, str] = {
    "Newest day first": "event_from desc nulls last, first_reported_at desc, event_number",
    "Oldest day first": "event_from asc nulls last, first_reported_at, event_number",
    "Newest report first": "last_reported_at desc, event_number",
    "Most origins first": "origins desc, outlets desc, event_from desc nulls last, event_number",
    "Most deaths first": "deaths_low desc nulls last, event_from desc nulls last, event_number",
    "Lowest confidence first": "confidence asc nulls first, event_number",
}
"""How a list of events may be ordered; each ends in the key, so that pages neither repeat nor skip a row."""
MOST_WORDS = 8
"""Words of a text that are looked for."""


def words_of(text: str) -> list[str]:
    """The words of a text as `reading.event_words` has them: without capitals and accents, each once, in order."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return list(dict.fromkeys(re.findall(r"[^\W_]+", bare.lower())))


@dataclass(frozen=True, slots=True)
class Words:
    """A table of schema `reading` with the words of some things, and its column that says of which."""

    table: str
    key: str


EVENT_WORDS = Words("event_words", "event_number")
CLAIM_WORDS = Words("claim_words", "claim_number")
TITLE_WORDS = Words("title_words", "revision")


def told_with(*conditions: str, of: Words = EVENT_WORDS) -> str:
    """The condition that a thing has, for each of some conditions on `w.word`, a word for which it holds.

    What the first finds is looked for among what the second finds, and so on: the rarest comes last.
    """
    told = "true"
    for condition in reversed(conditions):
        among = "" if told == "true" else f" and w.{told}"
        # As one list: else DuckDB expects most of all words to come, and looks through all rows for each of them.
        told = f"{of.key} in (select unnest(list(w.{of.key})) from reading.{of.table} as w where ({condition}){among})"
    return told


def _after(word: str) -> str:
    """The least text after all words that begin so."""
    return word[:-1] + chr(ord(word[-1]) + 1)


def words_conditions(text: str) -> tuple[list[str], dict[str, str]]:
    """A condition on `w.word` for each word of a text, that it is this or begins so; a short word is a frequent one.

    Only the first MOST_WORDS count. A text without a word gives `false`.
    """
    words = sorted(words_of(text)[:MOST_WORDS], key=len)
    # A range of words and not their beginning: only the rows that lie there are read.
    clauses = [f"w.word >= $word{i} and w.word < $end{i}" for i in range(len(words))]
    starts = {f"word{i}": word for i, word in enumerate(words)}
    return clauses or ["false"], starts | {f"end{i}": _after(word) for i, word in enumerate(words)}


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What is asked of events; an empty field asks nothing. Names of several values mean any of them."""

    since: date | None = None
    until: date | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    asserted: tuple[str, ...] = ()
    origins: int = 1
    confidence: float = 0.0
    text: str = ""
    reported: date | None = None

    def asks(self) -> dict[str, Any]:
        """The fields that ask for something, with their values."""
        return {
            f.name: getattr(self, f.name)
            for f in fields(self)
            if getattr(self, f.name) not in (None, (), "", 0.0) and not (f.name == "origins" and self.origins <= 1)
        }

    def as_json(self) -> str:
        """The fields that ask for something as a JSON object, the same text for the same filter."""
        return json.dumps(self.asks(), default=str, sort_keys=True, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> EventFilter:
        """The filter that `as_json` wrote; fields it does not know are left out."""
        held = json.loads(text)
        values: dict[str, Any] = {}
        for known in fields(cls):
            if known.name not in held:
                continue
            value = held[known.name]
            if known.name in ("since", "until", "reported"):
                value = date.fromisoformat(value)
            values[known.name] = tuple(value) if isinstance(value, list) else value
        return cls(**values)

    def pairs(self) -> list[tuple[str, str]]:
        """What is asked as the names and values of an address, a name repeated for each of its values."""
        return [
            (name, str(one))
            for name, value in self.asks().items()
            for one in (value if isinstance(value, tuple) else (value,))
        ]

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> EventFilter:
        """The filter of an address (as `pairs` gives it).

        Raises:
            ValueError: a name is unknown, or a value is not of its kind; the message says which. A filter that asked
                less than it was meant to would be worse than none.
        """
        held: dict[str, list[str]] = {}
        for name, value in pairs:
            held.setdefault(name, []).append(value)
        values: dict[str, Any] = {}
        for name, given in held.items():
            if name not in _READ:
                raise ValueError(f"{name} is no filter: {', '.join(_READ)} are")
            many, read = _READ[name]
            try:
                values[name] = tuple(read(one) for one in given) if many else read(given[-1])
            except ValueError:
                raise ValueError(f"{name} cannot be {given[-1][:80]!r}") from None
        return cls(**values)

    def condition(self) -> tuple[str, Mapping[str, Any]]:
        """The condition over `reading.event_facets`, with `$name` parameters, and their values.

        An empty filter gives `true`.
        """
        clauses: list[str] = []
        words: list[str] = []
        values: dict[str, Any] = {}
        asked = self.asks()
        for name in sorted(asked, key=lambda name: (_MARKED.get(name, ""), name)):
            value = asked[name]
            if name == "text":
                told, held = words_conditions(value)
                words = told + words
                values |= held
            elif isinstance(value, tuple):
                # Constants and no list: rows are passed over by what their block holds.
                among = ", ".join(f"${name}{i}" for i in range(len(value)))
                mark = _MARKED.get(name)
                if mark is None:
                    clauses.append(_AMONG.get(name, f"{name} in ({{}})").format(among))
                else:
                    words.append(f"w.word in ({among})")
                values |= {f"{name}{i}": one if mark is None else f"{mark}{one}" for i, one in enumerate(value)}
            else:
                clauses.append(_CLAUSES[name])
                values[name] = value
        if words:
            clauses.append(told_with(*words))
        clauses = [f"({clause})" for clause in clauses]
        return " and ".join(clauses) or "true", values


_READ: dict[str, tuple[bool, Callable[[str], Any]]] = {
    **dict.fromkeys(
        ("actor", "recipient", "country", "type", "mode", "modality", "place", "source", "asserted"), (True, str)
    ),
    "quad": (True, int),
    **dict.fromkeys(("since", "until", "reported"), (False, date.fromisoformat)),
    "origins": (False, int),
    "confidence": (False, float),
    "text": (False, str),
}
"""Each field: whether it takes several values, and how one is read."""
_MARKED = {"source": ":", "actor": ">", "recipient": "<"}
"""The fields that are words of events, and the sign that stands before them there; in its order a name is rarer."""
_AMONG = {
    "type": "event_type in ({})",
    "place": "place in (select p.place from reading.event_places as p where p.place_name in ({}))",
    "asserted": "asserted_by in ({})",
}
"""The fields of several values whose condition is not on a column of their name."""
_CLAUSES = {
    "since": "last_on >= $since",
    "until": "first_on <= $until",
    "origins": "origins >= $origins",
    "confidence": "confidence >= $confidence",
    "reported": "last_reported_at >= $reported::timestamptz",
}
