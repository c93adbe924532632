"""How well reprints find their origin among thousands of other texts: precision and recall of `copy_of`.

    python -m tests.evaluation.copies_quality [tuning|held]

All sources and reprints of a half arrive mixed; each text goes by its best link, as the warehouse has it, and the chain
of links ends at its origin. A reprint is found if that is (one of) its sources. A text that ends at any other is wrong,
so every pair of texts of different sources is a negative: the ISAF releases, which differ in names and numbers alone,
are the hard ones. Pairs of releases of one day and province may tell of one act and are not counted.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from pipelines.extract.copies import relate_copies
from pipelines.extract.credits import read_credits
from pipelines.extract.datelines import read_dateline
from pipelines.records import CopyLink, Revision
from pipelines.warehouse.relations import Relations
from tests.evaluation.copies_set import ABSENT, TEXTS, Source, reprints, sources
from tests.extract.rows import START, revision

NEARLY = 0.8
"""Share of the best similarity that stg_copy_links asks of the link it takes."""


@dataclass(frozen=True, slots=True)
class Score:
    """`kinds`: by edit, how many were found of how many. `wrong`: text, where it ended, containment of its link."""

    sources: int
    negatives: int
    kinds: dict[str, tuple[int, int]]
    wrong: tuple[tuple[str, str, float], ...]

    @property
    def found(self) -> int:
        return sum(found for found, _ in self.kinds.values())

    @property
    def size(self) -> int:
        return sum(size for _, size in self.kinds.values())

    @property
    def recall(self) -> float:
        """Share of the reprints that end at their source."""
        return self.found / self.size

    @property
    def precision(self) -> float:
        """Share of the texts with a link that end at their source."""
        return self.found / (self.found + len(self.wrong))


def score(half: str) -> Score:
    """Feed all texts of a half in a fixed, mixed order and follow their links."""
    own = {source.name: source for source in sources() if source.half == half}
    made = reprints(half)
    rows = {name: _read(name, source.title, source.text, 0) for name, source in own.items()}
    # A reprint is told some hours after its sources, whichever is seen first.
    rows |= {f"{at} {each.kind}": _read(f"{at}", each.title, each.text, 1 + at % 48) for at, each in enumerate(made)}
    truth = {name: {name} for name in own} | {f"{at} {each.kind}": set(each.of) for at, each in enumerate(made)}
    ends, by_link = _origins(rows)
    kinds: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong = []
    for name in rows:
        right = ends[name] in truth[name]
        if name not in own:
            kind = kinds[name.split(" ", 1)[1]]
            kind[0] += right
            kind[1] += 1
        if not right and ends[name] != name and not _one_act(own, truth[name], ends[name], truth):
            wrong.append((name, ends[name], by_link[name].containment))
    negatives = len(rows) * (len(rows) - 1) // 2
    return Score(len(own), negatives, {kind: (n, of) for kind, (n, of) in sorted(kinds.items())}, tuple(wrong))


def _read(name: str, title: str, text: str, hours: int) -> Revision:
    """The text with its dateline and credits marked, as extraction lands it."""
    row = revision(name, text, title=title, hours=hours)
    dateline = read_dateline(text, row.published_on)
    return replace(row, dateline=dateline, credits=read_credits(text, dateline))


def _origins(rows: dict[str, Revision]) -> tuple[dict[str, str], dict[str, CopyLink]]:
    names = {row.revision_id: name for name, row in rows.items()}
    links: list[CopyLink] = []
    with Relations.open(None) as seen:
        for name in sorted(rows, key=lambda name: hashlib.sha256(name.encode()).digest()):
            links += relate_copies(rows[name], seen, START)
    of: defaultdict[str, list[CopyLink]] = defaultdict(list)
    for link in links:
        of[names[link.revision_id]].append(link)
    best = {}
    for name, every in of.items():
        enough = NEARLY * max(link.similarity for link in every)
        told = [link for link in every if link.similarity >= enough]
        best[name] = min(
            told, key=lambda link: (rows[names[link.copy_of]].published_at, -link.containment, link.copy_of)
        )
    ends = {}
    for name in rows:
        end = name
        while end in best:
            end = names[best[end].copy_of]
        ends[name] = end
    return ends, best


def _one_act(own: dict[str, Source], truth: set[str], end: str, every: dict[str, set[str]]) -> bool:
    """Whether a release and where it ended may be told of one act: of one day, and of a common province."""
    told = [own[name] for name in truth]
    return any(
        one.day == other.day and (one.places & other.places)
        for one in told
        for other in (own[name] for name in every[end])
    )


def main(arguments: list[str]) -> int:
    if not TEXTS.is_dir():
        print(ABSENT, file=sys.stderr)
        return 2
    for half in arguments or ["tuning", "held"]:
        told = score(half)
        print(f"{half}: {told.sources} sources, {told.size} reprints, {told.negatives:,} pairs")
        print(f"  precision {told.precision:.3f}  recall {told.recall:.3f}  wrong {len(told.wrong)}")
        for kind, (found, size) in told.kinds.items():
            print(f"  {kind:<34} {found / size:.3f} of {size}")
        if half == "tuning":
            print("  wrong:", Counter(name.split(" ", 1)[1].split(" ")[0] for name, _, _ in told.wrong))
            for each in told.wrong[:40]:
                print("   ", each)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
