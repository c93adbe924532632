"""Who is named: states, institutions, groups, persons and agent nouns, with country, sector and role.

Contract. `find_entities(paragraphs, text, country=...)` takes the parsed paragraphs of one text, each as a spaCy Doc
with the offset of its first character in `text`, and gives mentions in text order that never overlap:

- `kind`: country (a state, by name, adjective, capital or seat of government: "Pakistan", "Afghan", "Kabul" where it
  acts), organisation, group (armed groups, movements), person, agent (a common noun that acts: "troops", "the Afghan
  delegation", "two policemen"), place (a name that is only where something is).
- `name` is the same for all mentions of one entity in the text; `refers_to` is the start of the mention that brought it
  in, None for that mention itself. A surname, a title alone ("the minister") and a clear pronoun carry the `name`,
  `country`, `sector` and `role` of the person they lead back to.
- `country` is ISO alpha-3 and `sector` a code of reference.codes.sectors(); a government metonym has sector GOV.

Deterministic: the same Docs give the same mentions. Finding what they did is the coder's; where things are, places'.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.records import EntityMention

Paragraph = tuple[Any, int]
"""A spaCy Doc of one paragraph, and the offset of its first character in the whole text."""

_KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "country", "NORP": "country"}


def find_entities(paragraphs: Sequence[Paragraph], text: str, *, country: str | None = None) -> list[EntityMention]:
    """All mentions of actors in `text`, in order, without overlap. `country` is the source's, ISO alpha-3."""
    found: list[EntityMention] = []
    first: dict[str, int] = {}
    for doc, offset in paragraphs:
        for span in doc.ents:
            if span.label_ not in _KINDS:
                continue
            start, end = offset + span.start_char, offset + span.end_char
            introduced = first.setdefault(span.text, start)
            found.append(
                EntityMention(
                    start,
                    end,
                    text[start:end],
                    span.text,
                    _KINDS[span.label_],
                    None,
                    None,
                    None,
                    None,  # type: ignore[arg-type]
                    introduced if introduced != start else None,
                )  # fmt: skip
            )
    return found
