"""Who is named: states, institutions, groups, persons and agent nouns, with country, sector and role.

Contract. `find_entities(paragraphs, text, country=...)` takes the parsed paragraphs of one text, each as a spaCy Doc
with the offset of its first character in `text`, and gives mentions in text order that never overlap:

- `kind`: country (a state, by name, adjective, capital or seat of government: "Pakistan", "Afghan", "Kabul" where it
  acts), organisation, group (armed groups, movements), person, agent (a common noun that acts: "troops", "Afghan
  delegation", "Houthi rebels"; without article and number), place (a name that is only where something is).
- `name` is the same for all mentions of one entity in the text; `refers_to` is the start of the mention that brought it
  in, None for that mention itself. A surname, a title alone ("the minister") and a clear pronoun carry the `name`,
  `country`, `sector` and `role` of the person they lead back to.
- `country` is ISO alpha-3 and `sector` a code of reference.codes.sectors(); a government metonym has sector GOV.

Deterministic: the same Docs give the same mentions. How names are found in one paragraph is entities_names.py's, how
persons are followed through the text entities_persons.py's. What they did is the coder's; where things are, places'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.annotate.entities_draft import Draft, Paragraph
from pipelines.annotate.entities_names import drafts_of
from pipelines.annotate.entities_persons import follow_persons
from pipelines.annotate.entities_shared import names_in
from pipelines.annotate.entities_towns import settle_towns
from pipelines.records import EntityMention

__all__ = ["Paragraph", "find_entities"]


def find_entities(paragraphs: Sequence[Paragraph], text: str, *, country: str | None = None) -> list[EntityMention]:
    """All mentions of actors in `text`, in order, without overlap. `country` is the source's, ISO alpha-3.

    A national office whose state the text leaves out ("the interior minister said") is the source's own state's.
    """
    known_short: dict[str, Draft] = {}
    hits, spoken = names_in(paragraphs, country)
    drafts = [
        drafts_of(doc, offset, found, spoken, known_short)
        for (doc, offset), found in zip(paragraphs, hits, strict=True)
    ]
    settle_towns(paragraphs, drafts)
    followed = follow_persons(paragraphs, drafts, country)
    first: dict[tuple[str, str], int] = {}
    found: list[EntityMention] = []
    for draft in sorted((draft for paragraph in followed for draft in paragraph), key=lambda draft: draft.start):
        if found and draft.start < found[-1].end:
            continue
        key = ("person", draft.name) if draft.kind == "person" else (draft.kind, draft.name)
        if draft.kind == "agent" and draft.refers_to is None and not draft.named:
            start = None
        else:
            start = first.setdefault(key, draft.start)
        reference = draft.refers_to if draft.refers_to is not None else start
        found.append(
            EntityMention(
                start=draft.start,
                end=draft.end,
                text=text[draft.start : draft.end],
                name=draft.name,
                kind=draft.kind,
                wikidata_id=draft.wikidata_id,
                country=draft.country,
                sector=draft.sector,
                role=draft.role,
                refers_to=reference if reference is not None and reference != draft.start else None,
            )
        )
    starts = {mention.start for mention in found}
    return [
        mention if mention.refers_to in starts or mention.refers_to is None else replace(mention, refers_to=None)
        for mention in found
    ]
