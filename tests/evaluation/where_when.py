"""How well the place and time of events are told, on paragraphs of ours: `python -m tests.evaluation.where_when`.

Of the acts that `where_when.txt` names and the coder finds: the share with the right place, with the right days, and
how many were given a place or a day where the text tells none. `--misses` lists what went wrong in the seen half.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.records import EventMention
from pipelines.settings import AnnotateSettings

CASES = Path(__file__).with_name("where_when.txt")
PUBLISHED = datetime(2025, 10, 26, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a paragraph: its trigger, the name of its place and its days, as the table writes them."""

    trigger: str
    place: str
    days: str


@dataclass
class Score:
    """Counts of acts: in the table, found, with the right place, with the right days; guesses where none is told."""

    acts: int = 0
    found: int = 0
    places: int = 0
    days: int = 0
    guessed: int = 0
    misses: list[str] = field(default_factory=list)


def cases(half: str) -> Iterator[tuple[str, list[Act]]]:
    """Paragraphs of one half with their acts."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith(half):
            _, text, *acts = (cell.strip() for cell in line.split(" | "))
            yield text, [_act(act) for act in acts]


def _act(cell: str) -> Act:
    trigger, told = cell.split(" = ")
    place, days = told.split(" @ ")
    return Act(trigger, place, days)


def score(coder: Coder, half: str) -> Score:
    """The figures of one half."""
    counts = Score()
    for text, acts in cases(half):
        coding = coder.code(TextToCode("case", text, published_at=PUBLISHED))
        for act in acts:
            counts.acts += 1
            mention = _found(coding.event_mentions, act)
            if mention is None:
                counts.misses.append(f"not found: {act.trigger} | {text}")
                continue
            counts.found += 1
            place, days = _place(mention, text), _days(mention)
            counts.places += place == act.place
            counts.days += days == act.days
            counts.guessed += (act.place == "-" and place != "-") + (act.days == "-" and days != "-")
            if place != act.place or days != act.days:
                counts.misses.append(f"{act.trigger}: {place} @ {days}, not {act.place} @ {act.days} | {text}")
    return counts


def _found(mentions: Iterable[EventMention], act: Act) -> EventMention | None:
    words = act.trigger.split("/")
    return next((m for m in mentions if any(word in m.trigger.text.lower() for word in words)), None)


def _place(mention: EventMention, text: str) -> str:
    if mention.place is None:
        return "-"
    told = text[mention.place.start : mention.place.end]
    return told.removesuffix(" region").removesuffix(" province")


def _days(mention: EventMention) -> str:
    time = mention.time
    if time is None or (time.from_on is None and time.to_on is None):
        return "-"
    return f"{time.from_on or ''}..{time.to_on or ''}"


def main(misses: bool = False) -> None:
    coder = load_coder(AnnotateSettings().model)
    print(f"{'half':<6} {'acts':>5} {'found':>6} {'place':>6} {'days':>6} {'guessed':>8}")
    for half in ("seen", "held"):
        counts = score(coder, half)
        found = counts.found or 1
        print(
            f"{half:<6} {counts.acts:>5} {counts.found / counts.acts:>6.3f} {counts.places / found:>6.3f} "
            f"{counts.days / found:>6.3f} {counts.guessed:>8}"
        )
        if misses and half == "seen":
            print("\n".join(f"    {miss}" for miss in counts.misses))


if __name__ == "__main__":
    main("--misses" in sys.argv[1:])
