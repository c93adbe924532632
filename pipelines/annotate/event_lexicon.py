"""The event lexicon as data: its schema, how it is loaded, and where a mistake in it is reported.

`lexicon/events/*.yml` holds the triggers (verbs and event nouns) of each event type, a type in one file or in several
(`assault.yml`, `assault_weapons.yml`); `lexicon/operators.yml` the words that change how real what they govern is, and
`lexicon/governors.yml` more of them by families, asked after it;
`lexicon/classes.yml` lists of words that conditions refer to as `$name`, and that may name other lists.
Matching the entries against a parse is `triggers.py`'s work.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.annotate.word_classes import LINE, Wanted, kinds, opened_classes, spell_out
from pipelines.records import EventType, Modality
from pipelines.reference import codes

FOLDER = Path(__file__).with_name("lexicon")

Effect = Literal[
    "kept", "none", "planned", "threatened", "demanded", "conditional", "possible", "denied", "absent", "alleged",
    "stated", "ongoing", "given",
]  # fmt: skip
"""What a word does to the reality of what it governs: `kept` and `ongoing` leave a fact a fact (the latter under way),
`given` says that it was there whatever becomes of the word itself ("will condemn the strike", "to disperse a march"),
`stated` leaves it so on the speaker's word, `none` says that nothing in it is an event, the rest are modalities."""


class LexiconError(ValueError):
    """The lexicon cannot be used; the message has a line for each problem: file:line: what is wrong."""


class Example(BaseModel):
    """A sentence of our own with what must be read from it; `event: null` says that this entry must not fire."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    event: str | None = "same"
    mode: str | None = None
    modality: Modality | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    within: str | None = None


class Conditions(BaseModel):
    """What must hold around a trigger. Values are lemmas, or `$class` of classes.yml, or `*` for anything.

    A value of several words is a noun with what describes it ("house arrest") or with its `of` ("state of emergency").
    A key of `prep` names one preposition or several ("at/on"); each key must hold, `prep_not` forbids each of its own.
    `clause_with` asks for an auxiliary in the clause it governs, `clause_not` forbids a word that opens it,
    `clause_verb` asks for the verb that heads it.
    `needs: [foreign]` asks for parties of two different states.
    `told_before` asks for a word anywhere in the text up to the end of the paragraph: what the text is about.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: tuple[str, ...] = ()
    subject_not: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    object_not: tuple[str, ...] = ()
    prep: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    prep_not: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    modifier: tuple[str, ...] = ()
    modifier_not: tuple[str, ...] = ()
    clause: Literal["to", "that", "bare", "any", "none"] | None = None
    clause_with: tuple[str, ...] = ()
    clause_not: tuple[str, ...] = ()
    clause_verb: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    near_not: tuple[str, ...] = ()
    told_before: tuple[str, ...] = ()
    needs: tuple[Literal["actor", "recipient", "party", "parties", "foreign", "fact", "target"], ...] = ()
    number: Literal["singular", "plural"] | None = None


class Entry(Conditions):
    """One meaning of one or more triggers; a `spare` one counts where no other fits. `where` is its file and line."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    event: EventType
    mode: str | None = None
    cameo: str
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    third: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    reciprocal: Literal["never", "with", "always"] = "never"
    content: Effect | None = None
    content_of: tuple[str, ...] = ()
    confidence: float = Field(0.0, ge=-0.4, le=0.2)
    spare: bool = False
    examples: tuple[Example, ...] = Field(min_length=1)
    where: str = ""

    @model_validator(mode="after")
    def _codes_exist(self) -> Entry:
        if not self.verbs and not self.nouns:
            raise ValueError("an entry needs verbs or nouns")
        problem = codes_problem(self.event, self.mode, self.cameo, self.contexts)
        if problem:
            raise ValueError(problem)
        return self

    @property
    def rule(self) -> str:
        """What a mention names as its rule: the type and the first trigger of the entry that fired."""
        return f"{self.event.lower()}:{(self.verbs or self.nouns)[0].replace(' ', '_')}@{self.where}"

    @property
    def weight(self) -> int:
        """How specific the entry is: the number of its conditions, a named object counting double."""
        return (
            2 * bool(self.object)
            + 2 * len(self.prep)
            + bool(self.subject)
            + bool(self.modifier)
            + bool(self.clause and self.clause != "none")
            + bool(self.clause_with)
            + 2 * bool(self.clause_verb)
            + bool(self.near)
            + bool(self.told_before)
            + bool(set(self.needs) - {"target"})
            + bool(self.number)
        )


class Operator(BaseModel):
    """A word or phrase that is no event and changes how real what it governs is: `on` limits what that is.

    `negated` is the effect it has under a negation, where that is not just the contrary of absence; `reach` says
    whether a phrase acts on what comes right after it or on its whole sentence.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    effect: Effect
    negated: Effect | None = None
    reach: Literal["next", "sentence"] = "next"
    on: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    statement: str | None = None
    particle: str | None = None
    voice: Literal["active", "passive"] | None = None
    examples: tuple[Example, ...] = Field(min_length=1)
    where: str = ""


@dataclass(frozen=True)
class EventLexicon:
    """The loaded lexicon, indexed by the lemma of the token a trigger hangs on."""

    entries: tuple[Entry, ...]
    verbs: dict[str, tuple[tuple[str, Entry], ...]]
    nouns: dict[str, tuple[tuple[str, Entry], ...]]
    operators: dict[tuple[str, str], tuple[Operator, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Operator], ...]]
    classes: dict[str, frozenset[str]]
    _wanted: dict[int, tuple[tuple[str, ...], Wanted]] = field(default_factory=dict, repr=False, compare=False)

    def wanted(self, listed: tuple[str, ...]) -> Wanted:
        """What a condition asks for, its classes opened. Conditions are known by identity: they are long to compare."""
        held = self._wanted.get(id(listed))
        if held is None or held[0] is not listed:
            held = self._wanted[id(listed)] = (listed, spell_out(listed, self.classes))
        return held[1]


def codes_problem(event: str, mode: str | None, cameo: str, contexts: tuple[str, ...]) -> str | None:
    """What is wrong with a combination of codes, or None."""
    if mode is not None and mode not in codes.modes(event):
        return f"{event} has no mode {mode!r}; it has {', '.join(sorted(codes.modes(event))) or 'none'}"
    if not codes.agrees(cameo, event, mode):
        act = f"{event} {mode}" if mode else event
        return f"CAMEO {cameo!r} does not stand for {act}; such as {codes.cameo_for(event, mode)} does"
    unknown = [context for context in contexts if context not in codes.contexts()]
    return f"contexts {', '.join(unknown)} are not in PLOVER's list" if unknown else None


@cache
def load_event_lexicon(folder: Path = FOLDER) -> EventLexicon:
    """Read and check the whole lexicon.

    Raises:
        LexiconError: a file is not YAML, an entry does not fit the schema, or a class is not defined.
    """
    problems: list[str] = []
    classes = _load_classes(folder / "classes.yml", problems)
    operators = [
        operator
        for path in (folder / "operators.yml", *sorted(folder.glob("governors*.yml")))
        for operator in _load_operators(path, problems)
    ]
    entries: list[Entry] = []
    for path in sorted((folder / "events").glob("*.yml")):
        entries.extend(_load_entries(path, classes, problems))
    if problems:
        raise LexiconError("\n".join(problems))
    verbs: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    nouns: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for entry in entries:
        for phrase in entry.verbs:
            verbs[phrase.split()[0]].append((phrase, entry))
        for phrase in entry.nouns:
            nouns[noun_head(phrase)].append((phrase, entry))
    by_word: dict[tuple[str, str], list[Operator]] = defaultdict(list)
    for operator in operators:
        for pos, words in (("v", operator.verbs), ("n", operator.nouns), ("a", operator.adjectives)):
            for word in words:
                by_word[pos, word].append(operator)
    phrases: dict[str, list[tuple[tuple[str, ...], Operator]]] = defaultdict(list)
    for operator in operators:
        for phrase in operator.phrases:
            words_of_it = tuple(phrase.split())
            phrases[words_of_it[0]].append((words_of_it, operator))
    return EventLexicon(
        entries=tuple(entries),
        verbs={word: tuple(found) for word, found in verbs.items()},
        nouns={word: tuple(found) for word, found in nouns.items()},
        operators={word: tuple(found) for word, found in by_word.items()},
        phrases={word: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for word, found in phrases.items()},
        classes=classes,
    )


def noun_head(phrase: str) -> str:
    """The word of a noun phrase that heads it: the one before "of", or else the last."""
    words = phrase.split()
    return words[words.index("of") - 1] if "of" in words else words[-1]


def _load_classes(path: Path, problems: list[str]) -> dict[str, frozenset[str]]:
    value = _read(path, problems)
    if not isinstance(value, dict):
        problems.append(f"{path.name}:1: must be a mapping from a class's name to its words")
        return {}
    listed = {str(name): frozenset(str(word) for word in words) for name, words in value.items() if name != LINE}
    return opened_classes(listed, path.name, problems)


def _load_operators(path: Path, problems: list[str]) -> list[Operator]:
    operators = []
    for item in _read(path, problems) or []:
        line = item.pop(LINE, 0)
        try:
            operators.append(Operator(**_plain(item), where=f"{path.name}:{line}"))
        except ValidationError as error:
            problems.extend(_told(path, line, error))
    return operators


def _load_entries(path: Path, classes: dict[str, frozenset[str]], problems: list[str]) -> list[Entry]:
    entries = []
    for item in _read(path, problems) or []:
        line = item.pop(LINE, 0) if isinstance(item, dict) else 0
        try:
            entry = Entry(**_plain({"event": path.stem.split("_")[0].upper(), **item}), where=f"{path.name}:{line}")
        except (ValidationError, TypeError) as error:
            problems.extend(_told(path, line, error))
            continue
        unknown = [
            word
            for word in _words_of(entry)
            if word.startswith("$") and word[1:] not in classes and word not in kinds()
        ]
        problems.extend(f"{path.name}:{line}: class {word} is not in classes.yml" for word in unknown)
        entries.append(entry)
    return entries


def _words_of(entry: Entry) -> list[str]:
    fields = (
        entry.subject, entry.subject_not, entry.object, entry.object_not, entry.modifier, entry.modifier_not,
        entry.near, entry.near_not, entry.told_before, entry.clause_verb, *entry.prep.values(),
        *entry.prep_not.values(),
    )  # fmt: skip
    return [word for words in fields for word in words]


def _told(path: Path, line: int, error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return [
            f"{path.name}:{line}: {'.'.join(str(part) for part in e['loc']) or 'entry'}: {e['msg']}"
            for e in error.errors()
        ]
    return [f"{path.name}:{line}: {error}"]


class _Lines(yaml.SafeLoader):
    """A loader that notes the line at which each mapping begins, for the errors."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


# "on", "no" and "off" are words here, as a reader of the file expects: YAML 1.1 would make them true and false.
_Lines.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """A file of the lexicon, each mapping with its line under `__line__`."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Lines)  # noqa: S506 - a SafeLoader with line numbers


def _read(path: Path, problems: list[str]) -> Any:
    try:
        return read_yaml(path)
    except FileNotFoundError:
        problems.append(f"{path.name}:1: the file is missing")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(f"{path.name}:{mark.line + 1 if mark else 1}: is not YAML: {getattr(error, 'problem', error)}")
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if name != LINE}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
