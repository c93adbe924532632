"""A mention in the making, shared by the modules that find names, institutions, agent nouns and persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Paragraph = tuple[Any, int]
"""A spaCy Doc of one paragraph, and the offset of its first character in the whole text."""

Kind = Literal["country", "organisation", "person", "group", "place", "agent"]


@dataclass(slots=True)
class Draft:
    """A mention in the making. `first` and `last` are its tokens in the Doc, both included; offsets of the text.

    `use` is the lexicon's (Known.use) or None; `named` tells an agent that leads to a named actor from a bare noun.
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    kind: Kind
    country: str | None = None
    sector: str | None = None
    wikidata_id: str | None = None
    role: str | None = None
    refers_to: int | None = None
    use: str | None = None
    named: bool = False


def draft_of(tokens: Any, offset: int, kind: Kind) -> Draft:
    """A draft over a span of tokens, named by its own words."""
    return Draft(
        offset + tokens.start_char, offset + tokens.end_char, tokens.start, tokens.end - 1, tokens.text, kind,
        named=True,
    )  # fmt: skip
