"""The cues of attribution as data: the schema of `lexicon/cues.yml`, how it is loaded and looked up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.annotate.event_lexicon import FOLDER, LexiconError, read_yaml
from pipelines.annotate.syntax import Token, is_passive
from pipelines.annotate.word_classes import LINE
from pipelines.records import Stance

Pos = Literal["v", "n", "a"]
_POS: dict[str, Pos] = {"VERB": "v", "AUX": "v", "NOUN": "n", "ADJ": "a"}


class CueExample(BaseModel):
    """A sentence of our own with a content read from it and whose it is; `content: null`: the entry reads none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    content: str | None
    source: str | None = None


class Cue(BaseModel):
    """Words that attribute, in one meaning. `where` is their file and line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    stance: Stance
    takes: tuple[str, ...] = Field(min_length=1)
    voice: Literal["active", "passive", "any"] = "active"
    source: Literal["subject", "none"] = "subject"
    party: bool = False
    bare: bool = False
    object: tuple[str, ...] = ()
    examples: tuple[CueExample, ...] = Field(min_length=1)
    where: str = ""

    @model_validator(mode="after")
    def _has_words(self) -> Cue:
        if not (self.verbs or self.nouns or self.adjectives or self.phrases):
            raise ValueError("an entry needs verbs, nouns, adjectives or phrases")
        return self


@dataclass(frozen=True)
class CueLexicon:
    """The loaded cues: `words` by part of speech and lemma (with its particle), `phrases` by their first word.

    `heads` are the lemmas of `words` without their particles: most tokens have none of them.
    """

    entries: tuple[Cue, ...]
    words: dict[tuple[Pos, str], tuple[Cue, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]
    heads: frozenset[str]

    def of(self, token: Token) -> tuple[Cue, ...]:
        """The entries that a token is a word of, in the voice it stands in."""
        pos = _POS.get(token.pos_)
        if pos is None:
            return ()
        lemma = token.lemma_.lower()
        if lemma not in self.heads:
            return ()
        found: tuple[Cue, ...] = ()
        particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), None)
        if particle is not None:
            found = self.words.get((pos, f"{lemma} {particle}"), ())
        found = found or self.words.get((pos, lemma), ())
        if not found or pos != "v":
            return found
        voice = "passive" if is_passive(token) or _is_undergone(token) else "active"
        return tuple(cue for cue in found if cue.voice in (voice, "any"))


def _is_undergone(verb: Token) -> bool:
    """A participle that opens a clause of its own: "Asked whether he would run, …", "when told that …"."""
    return (
        verb.tag_ in ("VBN", "VBD")
        and verb.dep_ == "advcl"
        and not any(child.dep_ in ("nsubj", "aux", "dobj", "nsubjpass") for child in verb.children)
    )


@cache
def load_cues(path: Path = FOLDER / "cues.yml") -> CueLexicon:
    """Read and check the cues.

    Raises:
        LexiconError: an entry does not fit the schema; the message has a line for each problem.
    """
    entries: list[Cue] = []
    problems: list[str] = []
    for item in read_yaml(path) or []:
        line = item.pop(LINE, 0)
        for example in item.get("examples", ()):
            if isinstance(example, dict):
                example.pop(LINE, None)
        try:
            entries.append(Cue(**item, where=f"{path.name}:{line}"))
        except ValidationError as error:
            problems += [
                f"{path.name}:{line}: {'.'.join(str(p) for p in e['loc']) or 'entry'}: {e['msg']}"
                for e in error.errors()
            ]
    if problems:
        raise LexiconError("\n".join(problems))
    words: dict[tuple[Pos, str], list[Cue]] = defaultdict(list)
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = defaultdict(list)
    for entry in entries:
        listed: tuple[tuple[Pos, tuple[str, ...]], ...] = (
            ("v", entry.verbs),
            ("n", entry.nouns),
            ("a", entry.adjectives),
        )
        for pos, given in listed:
            for word in given:
                words[pos, word].append(entry)
        for phrase in entry.phrases:
            first, *rest = phrase.split()
            phrases[first].append(((first, *rest), entry))
    return CueLexicon(
        tuple(entries),
        {word: tuple(found) for word, found in words.items()},
        {word: tuple(sorted(found, key=lambda p: -len(p[0]))) for word, found in phrases.items()},
        frozenset(word.split()[0] for _, word in words),
    )
