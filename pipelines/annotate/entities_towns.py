"""Towns that the recogniser took for a body or a person: settled by the rest of the text and the gazetteer.

A small model knows few towns and calls one and the same name a place here and a body there. What is a place once in a
text is one throughout it, unless it is somebody's surname.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.annotate.entities_draft import Draft, Paragraph
from pipelines.reference.gazetteer import candidates

_LARGE_TOWN = 100_000
_WHERE = frozenset({"in", "near", "at", "from", "of", "to", "outside", "around"})


def settle_towns(paragraphs: Sequence[Paragraph], drafts: Sequence[list[Draft]]) -> None:
    """Turn drafts of kind organisation, person or group into places where that is what their names are."""
    every = [draft for found in drafts for draft in found]
    places = {draft.name for draft in every if draft.kind == "place"}
    surnames = {draft.name.split()[-1] for draft in every if draft.kind == "person" and " " in draft.name}
    for (doc, _), found in zip(paragraphs, drafts, strict=True):
        for draft in found:
            if draft.kind not in ("organisation", "person", "group") or draft.use is not None or draft.country:
                continue
            if draft.last - draft.first > 1 or draft.name in surnames:
                continue
            before = doc[draft.first - 1].lower_ if draft.first else ""
            if draft.name in places or _is_town(draft, before):
                draft.kind, draft.sector = "place", None


def _is_town(draft: Draft, before: str) -> bool:
    found = candidates(draft.name)
    if not found or not found[0].own:
        return False
    if draft.kind == "person":
        return before in ("the", *_WHERE) and found[0].population > _LARGE_TOWN
    return found[0].feature in ("admin", "region", "city") and found[0].weight > _LARGE_TOWN
