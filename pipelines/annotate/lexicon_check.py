"""Checking the lexicon: load it, validate it, run the examples beside its entries and words. For `dateline lexicon`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.event_lexicon import Entry, EventLexicon, Example, Operator, load_event_lexicon
from pipelines.annotate.roles_lexicon import RoleExample, role_words
from pipelines.records import EventMention, Party

DAY = date(2025, 10, 26)
"""The day on which the examples are taken to be published: a Sunday."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One example as it came out, with the rules that read it; `problem` is None where it is right."""

    entry: Entry | Operator | RoleExample
    example: Example | RoleExample
    problem: str | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LexiconReport:
    """What the lexicon holds and which of its examples fail. `triggers` counts distinct verbs and nouns.

    `shadowed` names with file and line the entries that others outdo in each of their examples: no mistake, but an
    entry that may never be read.
    """

    entries: int
    triggers: int
    by_event: dict[str, int]
    examples: int
    failures: tuple[Checked, ...]
    shadowed: tuple[str, ...]


def check_lexicon(coder: Coder) -> LexiconReport:
    """Run every example of the lexicon through the coder.

    Raises:
        LexiconError: the lexicon does not load; the message has a line for each problem.
    """
    lexicon = load_event_lexicon()
    results = [*run_examples(coder, lexicon), *run_role_examples(coder)]
    of: dict[str, list[Checked]] = defaultdict(list)
    for result in results:
        of[result.entry.where].append(result)
    triggers: dict[str, set[str]] = {}
    for entry in lexicon.entries:
        triggers.setdefault(entry.event, set()).update(entry.verbs, entry.nouns)
    return LexiconReport(
        entries=len(lexicon.entries),
        triggers=len(set().union(*triggers.values())),
        by_event={event: len(words) for event, words in sorted(triggers.items())},
        examples=len(results),
        failures=tuple(result for result in results if result.problem),
        shadowed=tuple(told for entry in lexicon.entries if (told := _shadowed(entry, of[entry.where]))),
    )


def run_examples(coder: Coder, lexicon: EventLexicon) -> Iterator[Checked]:
    """Each example of each entry, as it comes out."""
    for entry in lexicon.entries:
        for example in entry.examples:
            mentions = coder.code(TextToCode("example", example.text, None, DAY)).event_mentions
            rules = tuple(mention.rule for mention in mentions)
            yield Checked(entry, example, _problem(entry.event, example, mentions), rules)
    for operator in dict.fromkeys(op for found in _operators(lexicon) for op in found):
        for example in operator.examples:
            mentions = coder.code(TextToCode("example", example.text, None, DAY)).event_mentions
            yield Checked(operator, example, _problem_of_operator(example, mentions))


def run_role_examples(coder: Coder) -> Iterator[Checked]:
    """Each example of the words that act or name an office: it must be found with the sector of its class."""
    for example in role_words().examples:
        found = [
            m for m in coder.code(TextToCode("example", example.text, None, DAY)).entities if m.text == example.found
        ]
        problem = None
        if not found:
            problem = f"should find {example.found!r}"
        elif found[0].sector != example.sector:
            problem = f"{example.found!r} should be of sector {example.sector}, is of {found[0].sector}"
        yield Checked(example, example, problem)


def _shadowed(entry: Entry, results: Iterable[Checked]) -> str | None:
    """Where none of an entry's examples is read by the entry itself, the rules that read them instead."""
    rules = {rule for result in results for rule in result.rules}
    if entry.rule in rules:
        return None
    return f"{entry.where}: no example is read by this entry, they are by {', '.join(sorted(rules)) or 'none'}"


def _operators(lexicon: EventLexicon) -> Iterator[tuple[Operator, ...]]:
    yield from lexicon.operators.values()
    yield from (tuple(operator for _, operator in found) for found in lexicon.phrases.values())


def _problem_of_operator(example: Example, mentions: tuple[EventMention, ...]) -> str | None:
    """An operator has no event of its own: `event: null` says that no deed is read at all."""
    deeds = [m for m in mentions if m.event != "STATEMENT"]
    if example.event is None:
        told = ", ".join(f"{m.event} {m.modality}" for m in deeds)
        return f"should give no deed, gives {told}" if deeds else None
    return _problem(example.event, example, mentions)


def _problem(event: str, example: Example, mentions: tuple[EventMention, ...]) -> str | None:
    told = ", ".join(f"{m.event} {m.modality} at {m.trigger.text!r}" for m in mentions) or "nothing"
    wanted = event if example.event == "same" else example.event
    if wanted is None:
        return f"should give no {event}, gives {told}" if any(m.event == event for m in mentions) else None
    found = [m for m in mentions if m.event == wanted]
    if not found:
        return f"should give {wanted}, gives {told}"
    if example.mode is not None:
        found = [m for m in found if m.mode == example.mode]
        if not found:
            return f"should give {wanted} {example.mode}, gives {told}"
    if example.modality is not None:
        found = [m for m in found if m.modality == example.modality]
        if not found:
            return f"should give {wanted} {example.modality}, gives {told}"
    if example.within is not None:
        acts = {m.id: m.event for m in mentions}
        found = [m for m in found if m.within and acts[m.within] == example.within]
        if not found:
            return f"should stand within {example.within}"
    for name, parties in (("actors", example.actors), ("recipients", example.recipients)):
        if parties is not None and not any(_has(getattr(m, name), parties) for m in found):
            given = [[party.text for party in getattr(m, name)] for m in found]
            return f"{name} should be {list(parties)}, are {given}"
    return None


def _has(given: tuple[Party, ...], wanted: tuple[str, ...]) -> bool:
    return all(any(name.lower() in party.text.lower() for party in given) for name in wanted)
