"""How well attributions are read, on PolNeAR beside the checkout: `python -m tests.evaluation.attribution_quality`.

An attribution of ours is an item of the coder's `quotes`: content (its `parts`, or else `start`..`end`), cue, speaker.
It is right where it is matched with one of the annotators', one to one, and

- the contents share at least half of their union, in characters (stricter than half of the annotators' content: an
  answer that swallows the sentence does not count), and
- the sources share a character; an attribution that the annotators give no source counts where ours has no speaker.

Every attribution of the annotators with a content counts for recall, also those without a source, and every item of
ours counts for precision. Pairs are taken by the size of what they share. Of texts that several people annotated, the
first by name is used. `half of gold` in the table is the looser count: half of the annotators' content shared.

Rules were written with the train texts alone; the dev figure is the one to report.
"""

from __future__ import annotations

import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.annotate.quotations import find_quoted
from pipelines.records import Quote
from pipelines.settings import AnnotateSettings
from tests.evaluation.coder_quality import GOLD

POLNEAR = GOLD / "quotes-polnear" / "polnear-train-dev.tar.xz"

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class GoldAttribution:
    """What the annotators marked, in characters of the text."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass
class AttributionScore:
    """Counts over attributions; `by_kind` holds gold, found by the kind of the content: direct, indirect, mixed."""

    gold: int = 0
    ours: int = 0
    right: int = 0
    loose: int = 0
    sources: int = 0
    contents: int = 0
    by_kind: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.ours)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.gold + self.ours)


@cache
def polnear(part: str) -> dict[str, tuple[str, tuple[GoldAttribution, ...]]]:
    """The texts of `train` or `dev` with their attributions, by name."""
    texts: dict[str, str] = {}
    marked: dict[str, dict[str, tuple[GoldAttribution, ...]]] = defaultdict(dict)
    with tarfile.open(POLNEAR) as archive:
        for member in archive:
            place = member.name.removeprefix("./").split("/")
            file = archive.extractfile(member) if member.isfile() and place[0] == part else None
            if file is None:
                continue
            body = file.read().decode("utf-8")
            if place[1] == "text":
                texts[place[2].removesuffix(".txt")] = body
            else:
                name, person = place[2].removesuffix(".ann").rsplit("_", 1)
                marked[name][person] = tuple(_standoff(body))
    return {name: (texts[name], people[min(people)]) for name, people in sorted(marked.items())}


def _standoff(body: str) -> Iterator[GoldAttribution]:
    spans: dict[str, Spans] = {}
    for line in body.splitlines():
        cells = line.split("\t")
        if line.startswith("T") and len(cells) > 1:
            offsets = cells[1].split(" ", 1)[1]
            spans[cells[0]] = tuple((int(a), int(b)) for a, b in (pair.split() for pair in offsets.split(";")))
    for line in body.splitlines():
        if not line.startswith("E"):
            continue
        roles: dict[str, Spans] = defaultdict(tuple)
        for role in line.split("\t")[1].split():
            name, mark = role.split(":")
            roles[re.sub(r"\d+$", "", name)] += spans.get(mark, ())
        if roles["Content"]:
            yield GoldAttribution(roles["Source"], roles["Cue"], tuple(sorted(roles["Content"])))


def score(coder: Coder, texts: dict[str, tuple[str, tuple[GoldAttribution, ...]]]) -> AttributionScore:
    """The counts over some texts."""
    total = AttributionScore()
    for name, (text, gold) in texts.items():
        add(total, text, gold, coder.code(TextToCode(name, text)).quotes)
    return total


def add(total: AttributionScore, text: str, gold: tuple[GoldAttribution, ...], ours: tuple[Quote, ...]) -> None:
    """Count one text."""
    right = _pairs(gold, ours, strict=True, source=True)
    total.gold += len(gold)
    total.ours += len(ours)
    total.right += len(right)
    total.loose += len(_pairs(gold, ours, strict=False, source=True))
    alike = _pairs(gold, ours, strict=True, source=False)
    total.contents += len(alike)
    total.sources += sum(_same_source(gold[i], ours[j]) for i, j in alike.items())
    quoted = _marks(text)
    for i, wanted in enumerate(gold):
        kind = _kind(wanted.content, quoted)
        total.by_kind[kind][0] += 1
        total.by_kind[kind][1] += i in right
        if i not in right:
            total.missed[" ".join(text[a:b].lower() for a, b in wanted.cue)] += 1
    taken = set(right.values())
    for j, given in enumerate(ours):
        if j not in taken:
            total.wrong[given.cue.text.lower() if given.cue else "-"] += 1


def _pairs(gold: tuple[GoldAttribution, ...], ours: tuple[Quote, ...], *, strict: bool, source: bool) -> dict[int, int]:
    """Which of the annotators' is matched with which of ours, by index."""
    scored = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(ours):
            spans = content(given)
            shared = _shared(wanted.content, spans)
            if not shared:
                continue
            size = _length(wanted.content) + (_length(spans) - shared if strict else 0)
            if shared >= 0.5 * size and (not source or _same_source(wanted, given)):
                scored.append((shared / (_length(wanted.content) + _length(spans) - shared), i, j))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def content(quote: Quote) -> Spans:
    return tuple((part.start, part.end) for part in quote.parts) or ((quote.start, quote.end),)


def _same_source(wanted: GoldAttribution, given: Quote) -> bool:
    if not wanted.source or given.speaker is None:
        return not wanted.source and given.speaker is None
    return bool(_shared(wanted.source, ((given.speaker.start, given.speaker.end),)))


def _shared(one: Spans, other: Spans) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _marks(text: str) -> Spans:
    return tuple(
        (line.start() + mark.opens, line.start() + mark.closes)
        for line in re.finditer(r"[^\n]+", text)
        for mark in find_quoted(line[0])
    )


def _kind(spans: Spans, quoted: Spans) -> str:
    inside = _shared(spans, quoted)
    return "direct" if inside >= 0.9 * _length(spans) else "mixed" if inside else "indirect"


def main(part: str = "dev", worst: int = 40) -> int:
    if not POLNEAR.exists():
        print("PolNeAR does not lie beside this checkout", file=sys.stderr)
        return 2
    total = score(load_coder(AnnotateSettings().model), polnear(part))
    report(total, part, worst)
    return 0


def report(total: AttributionScore, part: str, worst: int) -> None:
    print(f"{part}: gold {total.gold}, ours {total.ours}, right {total.right}")
    print(f"precision {total.precision:.3f}  recall {total.recall:.3f}  F1 {total.f1:.3f}")
    print(f"half of gold: F1 {2 * total.loose / (total.gold + total.ours):.3f}")
    print(f"of contents found, source right {total.sources / max(1, total.contents):.3f}")
    for kind, (gold, found) in sorted(total.by_kind.items()):
        print(f"  {kind}: {found} of {gold}, recall {found / max(1, gold):.3f}")
    print("missed:", ", ".join(f"{cue} {count}" for cue, count in total.missed.most_common(worst)))
    print("wrong:", ", ".join(f"{cue} {count}" for cue, count in total.wrong.most_common(worst)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
