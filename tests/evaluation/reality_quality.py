"""How well the coder tells what happened from what did not: against hard sentences of our own, by kind.

`hard_sentences/tuned.yml` says what the items mean; `kinds.yml` has more of the kinds that are hardest. The words were
tuned on both. The others were each written before their reading was looked at, which their first lines tell, and are
reported apart. A leak is content that did not happen and is read as happened or ongoing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import yaml

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.records import EventMention

BATCHES = {
    "tuned": "yes", "kinds": "yes", "held": "in part", "second": "in part", "third": "in part", "fourth": "in part",
    "fifth": "in part", "sixth": "in part", "seventh": "in part", "eighth": "in part", "ninth": "in part",
}  # fmt: skip
"""The batches, with whether the coder's words were tuned on them."""
FOLDER = Path(__file__).with_name("hard_sentences")
PUBLISHED = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DEEDS = frozenset({
    "ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST", "AID", "COOPERATE", "CONSULT",
})  # fmt: skip
"""Types that are never only words: such a mention of a sentence that tells none is a leak."""


@dataclass(frozen=True)
class Unreal:
    """Content that did not happen: the types and modalities that will do, and what act it stands within, if asked."""

    events: frozenset[str]
    modalities: frozenset[str]
    within: str | None

    @staticmethod
    def of(text: str) -> Unreal:
        events, modalities, *within = text.split()
        return Unreal(frozenset(events.split("/")), frozenset(modalities.split("/")), within[0] if within else None)


@dataclass(frozen=True)
class Hard:
    """One sentence (or two) with what must and what may be read from it."""

    kind: str
    text: str
    unreal: tuple[Unreal, ...] = ()
    did: tuple[frozenset[str], ...] = ()
    may: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    @property
    def allowed(self) -> frozenset[str]:
        """The types that may be read as happened."""
        return self.may.union(*self.did)


@dataclass
class Kind:
    """Counts over one kind of sentence, and its misses in words."""

    contents: int = 0
    leaks: int = 0
    unreal: int = 0
    right: int = 0
    within: int = 0
    within_right: int = 0
    acts: int = 0
    acts_found: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Kind) -> None:
        for name in ("contents", "leaks", "unreal", "right", "within", "within_right", "acts", "acts_found"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses.extend(other.misses)


def load(name: str) -> list[Hard]:
    """The sentences of one of the `BATCHES`."""
    value = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return [
        Hard(
            kind=kind,
            text=item["text"],
            unreal=tuple(Unreal.of(text) for text in item.get("not", ())),
            did=tuple(frozenset(text.split("/")) for text in item.get("did", ())),
            may=frozenset(item.get("may", ())),
            years=frozenset(item.get("years", ())),
        )
        for kind, items in value.items()
        for item in items
    ]


def measure(coder: Coder, sentences: Iterable[Hard]) -> dict[str, Kind]:
    """The counts by kind."""
    found: dict[str, Kind] = {}
    for sentence in sentences:
        mentions = coder.code(TextToCode("s", sentence.text, PUBLISHED)).event_mentions
        found.setdefault(sentence.kind, Kind()).add(score(sentence, mentions))
    return found


def total(kinds: dict[str, Kind]) -> Kind:
    """All kinds together."""
    whole = Kind()
    for kind in kinds.values():
        whole.add(kind)
    return whole


def score(sentence: Hard, mentions: tuple[EventMention, ...]) -> Kind:
    """The counts of one sentence."""
    kind = Kind()
    real = [m for m in mentions if m.modality in ("happened", "ongoing") and m.event != "STATEMENT"]
    events = {m.id: m.event for m in mentions}
    if sentence.kind not in ("history", "happened"):
        kind.contents = max(1, len(sentence.unreal))
        wrong = list(_leaks(sentence, real))
        kind.leaks = min(kind.contents, len(wrong))
        kind.misses.extend(f"LEAK {what} | {sentence.text}" for what in wrong)
    for content in sentence.unreal:
        kind.unreal += 1
        same = [m for m in mentions if m.event in content.events]
        right = [m for m in same if m.modality in content.modalities]
        kind.right += bool(right)
        if not right:
            read = ", ".join(f"{m.event} {m.modality}" for m in mentions) or "nothing"
            kind.misses.append(f"read {read} for {_told(content)} | {sentence.text}")
        if content.within is not None:
            kind.within += 1
            kind.within_right += any(m.within and events[m.within] == content.within for m in right)
    for wanted in sentence.did:
        kind.acts += 1
        told = [m for m in real if m.event in wanted]
        kind.acts_found += bool(told)
        if not told:
            kind.misses.append(f"not found {'/'.join(sorted(wanted))} | {sentence.text}")
    if sentence.kind == "history":
        kind.contents = 1
        wrong_day = [m for m in real if m.event in DEEDS and not _dated(m, sentence.years)]
        kind.leaks = any(_dated(m, frozenset({PUBLISHED.year})) for m in wrong_day)
        kind.misses.extend(f"{m.event} dated {m.time and m.time.from_on} | {sentence.text}" for m in wrong_day)
    return kind


def _leaks(sentence: Hard, real: list[EventMention]) -> Iterator[str]:
    """What is read as happened and is not: by type, each once."""
    nothing = not sentence.unreal and not sentence.did
    denied = {event for content in sentence.unreal for event in content.events}
    for event in sorted({m.event for m in real} - sentence.allowed):
        if nothing or event in denied or event in DEEDS:
            yield event


def _dated(mention: EventMention, years: frozenset[int]) -> bool:
    """Whether a deed of long ago has no day, or one in its years."""
    if mention.time is None:
        return True
    days = [day for day in (mention.time.from_on, mention.time.to_on) if day is not None]
    return not days or any(day.year in years for day in days)


def _told(content: Unreal) -> str:
    return f"{'/'.join(sorted(content.events))} {'/'.join(sorted(content.modalities))}"


def table(kinds: dict[str, Kind]) -> Iterator[str]:
    """The counts as lines of a table."""
    yield "| kind | contents | read as happened | modality right | stands within its act | acts found |"
    yield "|---|---|---|---|---|---|"
    for name, kind in [*kinds.items(), ("all", total(kinds))]:
        yield (
            f"| {name} | {kind.contents} | {kind.leaks} | {kind.right} of {kind.unreal} "
            f"| {kind.within_right} of {kind.within} | {kind.acts_found} of {kind.acts} |"
        )


def balance(sentences: Iterable[Hard]) -> Counter[str]:
    """How many sentences there are of each kind."""
    return Counter(sentence.kind for sentence in sentences)
