"""The words of `signals.yml`, by which kinds of page are told apart."""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.knowledge import FOLDER, Strict, load


class Words(Strict):
    """The signals of one kind."""

    titles: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    weak_paths: tuple[str, ...] = ()
    weak_titles: tuple[str, ...] = ()


class Signals(Strict):
    """The content of `signals.yml`."""

    live_blog: Words
    opinion: Words
    video: Words
    listing: Words
    consent: Words
    soft_404: Words
    paywalled: Words


@cache
def signals() -> Signals:
    """The file, read once."""
    return load(FOLDER / "signals.yml", Signals)


def has(phrases: tuple[str, ...], *texts: str | None) -> bool:
    """Whether any of the phrases stands in any of the texts as words of their own, case aside."""
    return any(text and _pattern(phrases).search(text.replace("’", "'")) for text in texts)


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)
