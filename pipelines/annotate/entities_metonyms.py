"""Capitals and parts of states: a place, or the government that sits there.

"Kabul accused", "talks with Seoul" and "Ankara's stance" speak of governments, "in Kabul" of a town. The words that
tell stand in `lexicon/metonyms.yml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from pipelines.annotate.actors_lexicon import FOLDER, ActorLexiconError, compose, place_of, plain
from pipelines.annotate.entities_draft import Draft

_ACTING = frozenset({"nsubj", "agent"})


@dataclass(frozen=True, slots=True)
class Metonyms:
    """The tables of metonyms.yml."""

    place_verbs: frozenset[str]
    owned: frozenset[str]
    done_to: frozenset[str]
    governing: frozenset[str]
    toward: frozenset[str]
    languages: frozenset[str]


@cache
def metonyms() -> Metonyms:
    """The words that tell a government from a place. ActorLexiconError where a table does not fit."""
    name = "metonyms.yml"
    root, fault = compose(name, files(FOLDER).joinpath(name).read_text(encoding="utf-8"))
    tables = Metonyms.__slots__
    if fault is not None or not isinstance(root, yaml.MappingNode):
        raise ActorLexiconError(fault or f"{name}:1: its tables are {', '.join(tables)}")
    read: dict[str, frozenset[str]] = {}
    for key, node in root.value:
        if key.value not in tables or not isinstance(node, yaml.SequenceNode):
            raise ActorLexiconError(
                f"{place_of(name, key)}: {key.value!r} is no list of words here; the lists are {', '.join(tables)}"
            )
        read[key.value] = frozenset(str(word) for word in plain(node))
    missing = set(tables) - set(read)
    if missing:
        raise ActorLexiconError(f"{name}:1: the list {sorted(missing)[0]!r} is missing")
    return Metonyms(**read)


def settle_capitals(doc: Any, known: Sequence[Draft]) -> None:
    """Turn each capital and each part of a state into its government where that acts, into a place elsewhere."""
    for draft in known:
        if draft.use not in ("capital", "part"):
            continue
        if _is_government(doc, draft):
            draft.kind = "country" if draft.use == "capital" and draft.sector == "GOV" else "organisation"
        else:
            draft.kind, draft.name = "place", doc[draft.first : draft.last + 1].text
            draft.wikidata_id, draft.sector = None, None


def governs(token: Any) -> bool:
    """Whether a town of which nothing is known acts as its council does: "Baltimore sued", "Lyon banned"."""
    verb = token.head
    return token.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_.lower() in metonyms().governing


def _is_government(doc: Any, draft: Draft) -> bool:
    words = metonyms()
    token = doc[draft.last]
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    head = token.head
    if draft.first and doc[draft.first - 1].lower_ in ("in", "near", "outside", "at", "around", "from"):
        return False
    if token.dep_ in _ACTING:
        return head.pos_ in ("VERB", "AUX") and head.lemma_.lower() not in words.place_verbs
    if token.dep_ == "pobj":
        return head.lower_ in words.toward
    if token.dep_ == "poss":
        return head.lemma_.lower() in words.owned
    return token.dep_ in ("dobj", "dative", "nsubjpass") and head.lemma_.lower() in words.done_to
