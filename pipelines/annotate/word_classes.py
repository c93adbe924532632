"""What the conditions of the event lexicon ask for, spelt out: words, phrases, and kinds of things.

A condition lists lemmas, names of lists in `lexicon/classes.yml` (`$captive`), and kinds (`$party`, `$state`, `$COP`
for whoever PLOVER counts among the police). A list may name other lists and kinds. Whether a token is of a kind is
asked in `reading.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.reference import codes

LINE = "__line__"
"""The key under which a mapping of the lexicon carries its line."""


@cache
def kinds() -> frozenset[str]:
    """Names that ask for a kind of thing, not for a word of a list: those of `Reading.fits`, and PLOVER's sectors."""
    plain = (
        "$party", "$state", "$nonstate", "$person", "$official", "$authority", "$body", "$place", "$time", "$act",
        "$doing", "$folk",
    )  # fmt: skip
    return frozenset(plain).union(f"${sector}" for sector in codes.sectors())


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words and kinds of a condition. `anything` where it lists `*`, `phrases` where a word of it is of several."""

    words: frozenset[str]
    kinds: frozenset[str]
    anything: bool
    phrases: bool


def spell_out(listed: tuple[str, ...], classes: dict[str, frozenset[str]]) -> Wanted:
    """What a condition lists, with its classes opened; KeyError for a class that is not there."""
    words: set[str] = set()
    asked: set[str] = set()
    for word in listed:
        inside = classes[word[1:]] if word.startswith("$") and word not in kinds() else (word,)
        for item in inside:
            (asked if item.startswith("$") else words).add(item)
    return Wanted(frozenset(words), frozenset(asked), "*" in words, any(" " in word for word in words))


def opened_classes(listed: dict[str, frozenset[str]], file: str, problems: list[str]) -> dict[str, frozenset[str]]:
    """Every class with the words of the classes that it names; what names nothing goes to `problems`."""
    return {name: _opened(name, listed, file, problems) for name in listed}


def _opened(name: str, listed: dict[str, frozenset[str]], file: str, problems: list[str]) -> frozenset[str]:
    words: set[str] = set()
    seen = {name}
    waiting = [name]
    while waiting:
        for word in listed[waiting.pop()]:
            if not word.startswith("$") or word in kinds():
                words.add(word)
            elif word[1:] not in listed:
                problems.append(f"{file}:1: class {name} names {word}, which is not there")
            elif word[1:] not in seen:
                seen.add(word[1:])
                waiting.append(word[1:])
    return frozenset(words)
