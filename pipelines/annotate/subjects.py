"""Whether a text, or a paragraph of it, is about something that holds no event: sport, games, food, markets, weather.

Decided by the share of a subject's words (`lexicon/subjects.yml`), against the words of politics and conflict. A page
is judged as a whole first; in one that stands, a paragraph of another subject (a sports round-up at the end of a
bulletin) is ruled out alone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from pipelines.annotate.event_lexicon import FOLDER, LINE, LexiconError, read_yaml

_WORD = re.compile(r"[a-z0-9]+(?:[-'’][a-z]+)*")
_LETTERS = 20_000
"""So much of a text is judged: enough of any article, and bounded for hostile ones."""
_SHARE = 0.03
_LEAST = 5
_ALONE = frozenset({"sport", "games", "show", "horoscope", "sky"})
"""Subjects whose words a paragraph of news seldom uses: only these rule out a paragraph alone."""
_SHORT = 60
"""Words below which a text needs no more than three different words of a subject, and a larger share."""


def other_subject(text: str, url: str | None = None) -> str | None:
    """The name of the subject that rules a whole text out, or None.

    A section named in the address ("/sport/", "/recipes/") rules a page out unless its words are those of politics.
    """
    found = _subject(text[:_LETTERS], share=_SHARE, against=2.0)
    if found is not None or url is None:
        return found
    section = next((part for part in _section(url) if part in _SECTIONS), None)
    if section is None:
        return None
    words = set(_WORD.findall(text[:_LETTERS].lower()))
    return section if len(words & load_subjects()["politics"]) < _FEW else None


_FEW = 5
_SECTIONS = frozenset({
    "sport", "sports", "football", "soccer", "cricket", "tennis", "golf", "rugby", "basketball", "nba", "nfl",
    "olympics", "food", "recipes", "recipe", "lifestyle", "style", "fashion", "beauty", "gardening", "garden", "travel",
    "entertainment", "music", "movies", "film", "tv", "shopping", "recommended", "horoscopes", "games", "gaming",
    "wellness", "celebrity",
    "celebrities", "showbiz", "relationships", "weather", "puzzles", "crossword", "home-and-garden", "life-and-style",
})  # fmt: skip
"""Words of addresses that name a section without political events."""


def _section(url: str) -> list[str]:
    """The folders of an address, without the host and the page itself."""
    path = url.lower().split("?", 1)[0].split("#", 1)[0].split("://", 1)[-1]
    return path.split("/")[1:-1]


def other_subject_of_paragraph(text: str) -> str | None:
    """The subject that rules one paragraph of a text out: by a larger share, and with hardly a word of politics."""
    subject = _subject(text[:_LETTERS], share=0.1, against=4.0)
    return subject if subject in _ALONE else None


def _subject(text: str, *, share: float, against: float) -> str | None:
    words = _WORD.findall(text.lower())
    if not words:
        return None
    subjects = load_subjects()
    politics = sum(1 for word in words if word in subjects["politics"])
    least, share = (3, max(share, 0.1)) if len(words) < _SHORT else (_LEAST, share)
    best: tuple[int, str] | None = None
    for name, vocabulary in subjects.items():
        if name == "politics":
            continue
        hits = [word for word in words if word in vocabulary]
        if len(set(hits)) < least or len(hits) <= share * len(words) or len(hits) <= against * politics:
            continue
        if best is None or len(hits) > best[0]:
            best = (len(hits), name)
    return best[1] if best is not None else None


@cache
def load_subjects(path: Path = FOLDER / "subjects.yml") -> dict[str, frozenset[str]]:
    """The vocabularies by subject.

    Raises:
        LexiconError: the file is not a mapping of lists, or lacks `politics`.
    """
    try:
        value = read_yaml(path)
        subjects = {str(name): frozenset(str(word) for word in words) for name, words in value.items() if name != LINE}
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise LexiconError(f"{path.name}:1: must be a mapping from a subject to its words ({error})") from error
    if "politics" not in subjects:
        raise LexiconError(f"{path.name}:1: the list 'politics', which weighs against the others, is missing")
    return subjects
