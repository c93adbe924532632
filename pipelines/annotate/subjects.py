"""Whether a whole text is about something that holds no event: sport, cookery, markets, weather, horoscopes.

Decided by the share of a subject's words (`lexicon/subjects.yml`), against the words of politics and conflict.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from pipelines.annotate.event_lexicon import FOLDER, LINE, LexiconError, read_yaml

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_SHARE = 0.035
_LEAST = 5


def other_subject(text: str) -> str | None:
    """The name of the subject that rules a text out, or None. Short texts are ruled out by near certainty only."""
    words = _WORD.findall(text[:20_000].lower())
    if not words:
        return None
    subjects = load_subjects()
    politics = sum(1 for word in words if word in subjects["politics"])
    for name, vocabulary in subjects.items():
        if name == "politics":
            continue
        hits = [word for word in words if word in vocabulary]
        least = 2 if len(words) < 60 else _LEAST
        if len(set(hits)) >= least and len(hits) > _SHARE * len(words) and len(hits) > 2 * politics:
            return name
    return None


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
