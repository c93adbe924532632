"""Bylines to names: what a page gives as author, split and cleaned; where the candidates come from is not told here.

An author is whoever the byline names: a person, and also an agency or an outlet where that is who it names. What names
nobody ("Staff Reporter", "Web Desk", "Agencies") is no author; the words stand in `credits.yml`. That a byline's agency
is the text's credit as well is told in `credits`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from pipelines.extract.agencies import credit_words

_TAGS = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|^@\w+$|^[\w.+-]+@[\w.-]+\.\w+$")
_MAIL = re.compile(r"\s*[\w.+-]+@[\w.-]+\.\w{2,}\s*")
_TRADE = re.compile(r"(?<=\S)\s+(?:기자|특파원|記者|记者)$")
_INITIALS = re.compile(r"\s*\([^()]{1,40}\)\s*$")
_SPLIT = re.compile(r"\s*(?:;|\||•|·|、|\s[-–—]\s|\n|,(?!\s*(?:Jr|Sr|II|III|PhD|Ph\.D|MD|M\.D)\b\.?)|\s&\s)\s*")
_CONJUNCTION = re.compile(r"\s+(?:and|und|et|y|och|og|en|ve|dan|e|i|ja)\s+")
_BY = re.compile(
    r"^(?:(?:written|words|story|text|reported|posted|published|by)\s+)?"
    r"(?:by|von|vom|par|por|af|av|door|di|de la redacción de|przez|autor|author|authors|from|text|foto)\s*:?\s+",
    re.IGNORECASE,
)
_LONGEST = 80
_LONGEST_NAME = 5
"""Words."""
_LONGEST_BYLINE = 2_000
_MOST = 40


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """The names in some bylines, in order, each once; addresses, e-mails, numbers and prefixes are dropped.

    A conjunction parts two names only where both sides look like names of their own (two words, or a short code).
    """
    names: dict[str, str] = {}
    for value in values:
        for part in _SPLIT.split(_plain(value[:_LONGEST_BYLINE])):
            for name in _part(part):
                names.setdefault(name.casefold(), name)
    named = tuple(name for name in names.values() if not _describes(name))
    return (named or tuple(names.values()))[:_MOST]


def _plain(value: str) -> str:
    text = _TAGS.sub(" ", html.unescape(value))
    return unicodedata.normalize("NFC", _MAIL.sub(";", text) if "@" in text and " " in text.strip() else text)


def _part(text: str) -> Iterable[str]:
    text = " ".join(text.split()).strip(" .:,/")
    text = _BY.sub("", text)
    sides = _CONJUNCTION.split(text)
    if len(sides) > 1 and all(_whole_name(side) for side in sides):
        for side in sides:
            yield from _part(side)
        return
    name = _TRADE.sub("", _INITIALS.sub("", text).strip(" .:,;/*"))
    if not name or len(name) > _LONGEST or _ADDRESS.match(name) or not any(c.isalpha() for c in name):
        return
    if all(part.strip().casefold() in credit_words().nobody for part in name.split("/")):
        return
    yield name


def _describes(name: str) -> bool:
    """Whether words tell an author's post ("professor at the faculty of law of ...") rather than a name."""
    words = name.split()
    return len(words) > _LONGEST_NAME and sum(word[0].islower() for word in words) * 2 > len(words)


def _whole_name(side: str) -> bool:
    words = side.split()
    return len(words) >= 2 and len(words) <= 5 and words[0][:1].isupper()
