"""Lines among an article's paragraphs that are no part of it: pointers to other pages, requests, credits of pictures.

The words stand in `prompts.yml`, by language; all languages count on every page, since pages mix them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.extract.knowledge import FOLDER, Strict, load

LONGEST = 45
"""Words; a longer line is a paragraph, whatever it begins with."""
_TEASER = 16
"""Words; a line under a heading of links is a link where it is no longer, and does not end a sentence."""
_PICTURE = 12
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})


class Prompts(Strict):
    """The content of `prompts.yml`."""

    headings: dict[str, tuple[str, ...]]
    openings: dict[str, tuple[str, ...]]
    pictures: tuple[str, ...]
    stamps: str
    counted: str
    beside: str


def without_prompts(lines: Sequence[str]) -> list[str]:
    """The lines that are the article's own. All of them where the words would leave less than half."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        plain = _plain(lines[at])
        if plain.strip(" :.…>»→-–—|*") in _headings():
            at = _after_links(lines, at + 1)
            continue
        length = len(plain.split())
        prompt = length <= LONGEST and _openings().match(plain)
        picture = length <= _PICTURE and plain.endswith(_prompts().pictures)
        if not prompt and not picture:
            kept.append(lines[at])
        at += 1
    return kept if sum(map(len, kept)) * 2 >= sum(map(len, lines)) else list(lines)


def stamp_words() -> frozenset[str]:
    """The words of lines that tell when a text was published or changed, months aside, in lower case."""
    return frozenset(_prompts().stamps.split())


def counted_words() -> frozenset[str]:
    """The words of lines that count what readers do, or say how long ago something was, in lower case."""
    return frozenset(_prompts().counted.split())


def words_beside() -> frozenset[str]:
    """The other words of such lines."""
    return frozenset(_prompts().beside.split())


def _after_links(lines: Sequence[str], start: int) -> int:
    """Where the lines go on after a heading of links: one short line alone may be a subheading, and stays."""
    at = start
    while at < len(lines) and _is_teaser(_plain(lines[at])):
        at += 1
    return at if at - start > 1 or at == len(lines) else start


def _is_teaser(plain: str) -> bool:
    return len(plain.split()) <= _TEASER and not plain.endswith((".", '."', "!", "。"))


def _plain(line: str) -> str:
    return line.translate(_QUOTES).casefold().strip()


@cache
def _prompts() -> Prompts:
    return load(FOLDER / "prompts.yml", Prompts)


@cache
def _headings() -> frozenset[str]:
    return frozenset(phrase for phrases in _prompts().headings.values() for phrase in phrases)


@cache
def _openings() -> re.Pattern[str]:
    phrases = (phrase for phrases in _prompts().openings.values() for phrase in phrases)
    either = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"[\W_]*(?:{either})(?!\w)")
