"""Whether a text, or a paragraph of it, is about something that holds no event: sport, games, food, markets, weather.

Decided by the share of a subject's words (`lexicon/subjects.yml`), against the words of politics and conflict. A page
is judged as a whole by its words and by the section that its address names, each paragraph again by its own: in a page
of sport only a paragraph that plainly speaks of politics is read, in a page of news one of sport is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from pipelines.annotate.event_lexicon import FOLDER, LexiconError, read_yaml
from pipelines.annotate.word_classes import LINE

POLITICS = "politics"
SECTIONS = "sections"
_WORD = re.compile(r"[a-z0-9]+(?:[-'’][a-z]+)*")
_SCORE = re.compile(r"(?<![\d/.-])\b\d{1,3}\s?[-–]\s?\d{1,3}\b(?![\d/-])")
"""A result such as "3-1", which counts as a word of sport."""
_LETTERS = 20_000
"""So much of a text is judged: enough of any article, and bounded for hostile ones."""
_SHARE = 0.03
_LEAST = 5
_ALONE = frozenset({"sport", "games", "show", "horoscope", "sky", "weather", "markets", "cookery", "gadgets", "living"})
"""Subjects whose paragraphs are ruled out alone too."""
_SHORT = 60
"""Words below which a text needs no more than three different words of a subject, and a larger share."""
_FEW = 5
_PLAIN = 3
"""Different words of politics by which a paragraph of a page about another subject is read all the same; one fewer
where it has no word of that subject."""


def other_subject(text: str, url: str | None = None) -> str | None:
    """The name of the subject that a whole text is about where it is not news, or None.

    A section named in the address ("/sport/", "/recipes/") tells so too unless the words are those of politics.
    """
    words = _words(text)
    found = _subject(words, share=_SHARE, against=2.0)
    if found is not None or url is None:
        return found
    section = next((part for part in _section(url) if part in load_subjects()[SECTIONS]), None)
    if section is None:
        return None
    return section if len(set(words) & load_subjects()[POLITICS]) < _FEW else None


def other_subject_of_paragraph(text: str, page: str | None = None) -> str | None:
    """The subject that rules one paragraph out. `page` is the one its page is about, None for a page of news."""
    words = _words(text)
    subject = _subject(words, share=0.1, against=4.0)
    if subject in _ALONE:
        return subject
    if page is None:
        return None
    politics = [word for word in words if word in load_subjects()[POLITICS]]
    theirs = load_subjects().get(page, frozenset())
    off = sum(1 for word in words if word in theirs)
    plain = len(set(politics)) >= _PLAIN and off <= len(politics)
    plain = plain or (len(set(politics)) == _PLAIN - 1 and not off)
    return None if plain else page


def _words(text: str) -> list[str]:
    lowered = text[:_LETTERS].lower()
    return [*_WORD.findall(lowered), *("score-line" for _ in _SCORE.finditer(lowered))]


def _section(url: str) -> list[str]:
    """The folders of an address, without the host and the page itself."""
    path = url.lower().split("?", 1)[0].split("#", 1)[0].split("://", 1)[-1]
    return path.split("/")[1:-1]


def _subject(words: Sequence[str], *, share: float, against: float) -> str | None:
    if not words:
        return None
    told: dict[str, list[str]] = defaultdict(list)
    index = _subjects_of_words()
    for word in words:
        for name in index.get(word, ()):
            told[name].append(word)
    politics = len(told[POLITICS])
    least = _LEAST
    if len(words) < _SHORT:
        least, share, against = 3, max(share, 0.1), max(against, 4.0)
    best: tuple[int, str] | None = None
    for name in load_subjects():
        hits = told[name]
        if name in (POLITICS, SECTIONS):
            continue
        if len(set(hits)) < least or len(hits) <= share * len(words) or len(hits) <= against * politics:
            continue
        if best is None or len(hits) > best[0]:
            best = (len(hits), name)
    return best[1] if best is not None else None


@cache
def _subjects_of_words() -> dict[str, tuple[str, ...]]:
    """Which subjects each word of their vocabularies speaks for."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, vocabulary in load_subjects().items():
        for word in vocabulary:
            found[word].append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def load_subjects(path: Path = FOLDER / "subjects.yml") -> dict[str, frozenset[str]]:
    """The vocabularies by subject, with `politics` and the `sections` of addresses.

    Raises:
        LexiconError: the file is not a mapping of lists, or lacks `politics` or `sections`.
    """
    try:
        value = read_yaml(path)
        subjects = {str(name): frozenset(str(word) for word in words) for name, words in value.items() if name != LINE}
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise LexiconError(f"{path.name}:1: must be a mapping from a subject to its words ({error})") from error
    for name in (POLITICS, SECTIONS):
        if name not in subjects:
            raise LexiconError(f"{path.name}:1: the list {name!r}, which is read beside the subjects, is missing")
    return subjects
