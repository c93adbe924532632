"""All names and agent nouns of one paragraph, from four sources in this order of trust.

The names of the lexicon (entities_known.py), the institutions of states (entities_institutions.py), what the recogniser
finds (entities_recognised.py), and agent nouns with their modifiers (entities_agents.py). A person is followed through
the text by entities_persons.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.annotate.entities_agents import agent_drafts
from pipelines.annotate.entities_draft import Draft
from pipelines.annotate.entities_institutions import institution_drafts
from pipelines.annotate.entities_known import known_drafts
from pipelines.annotate.entities_lexicon import Found
from pipelines.annotate.entities_metonyms import settle_capitals
from pipelines.annotate.entities_recognised import recognised_drafts
from pipelines.annotate.entities_shared import Spoken
from pipelines.annotate.roles_lexicon import role_words


def drafts_of(
    doc: Any, offset: int, hits: Sequence[Found], spoken: Spoken, known_short: dict[str, Draft]
) -> list[Draft]:
    """The paragraph's drafts in order, without overlap. `known_short` gathers acronyms the text itself brings in."""
    words = role_words()
    taken: dict[int, Draft] = {}
    known, strangers = known_drafts(doc, offset, hits, spoken, taken)
    settle_capitals(doc, known)
    bodies = institution_drafts(doc, offset, spoken, taken)
    recognised = recognised_drafts(doc, offset, taken, words, known_short, strangers)
    agents = agent_drafts(doc, offset, taken, words)
    every = {id(draft): draft for draft in (*known, *bodies, *recognised, *agents)}
    kept = [draft for draft in every.values() if taken.get(draft.last) is draft or draft.use is None]
    return sorted(kept, key=lambda draft: draft.start)
