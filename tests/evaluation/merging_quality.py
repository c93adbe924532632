"""How well mentions of one event are brought together.

    python -m tests.evaluation.merging_quality

`merging_labels.tsv` names the event that each mention of a deed tells ("-" for one of its own), by its text, the start
of its trigger and its type. The texts are the sample newsroom's and Wikinews's beside the checkout. Left out are
statements (only the same sentence is the same one) and what goes on for weeks, as a war or a wave of protests: an event
has a day and a place. A mention that the coder does not read is not counted.
"""

from __future__ import annotations

import csv
import logging
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipelines.annotate.coder import Coder, load_coder
from pipelines.settings import AnnotateSettings, Home
from tests.evaluation.extract_stories import b_cubed
from tests.evaluation.merging_texts import sample, wikinews
from tests.evaluation.merging_world import build, merged

LABELS = Path(__file__).with_name("merging_labels.tsv")


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed over mentions; of the pairs of mentions put to one event how many tell two (`false` of `pairs`)."""

    labelled: int
    mentions: int
    events: int
    precision: float
    recall: float
    f1: float
    pairs: int
    false: int

    @property
    def false_share(self) -> float:
        return self.false / max(1, self.pairs)


def labels() -> dict[tuple[str, int, str], str]:
    """The event of each labelled mention, by text, start and type; a mention alone in its event is called by itself."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [(report, int(start), kind, event) for report, start, kind, event in csv.reader(file, delimiter="\t")]
    return {
        (report, start, kind): f"{report}:{start}:{kind}" if event == "-" else event
        for report, start, kind, event in rows
    }


def found(coder: Coder, home: Home) -> dict[tuple[str, int, str], str]:
    """The event that the models put each labelled mention to, of those that the coder reads."""
    wanted = labels()
    names = frozenset(report for report, _, _ in wanted if report.startswith("wikinews-"))
    build(home, [*sample(), *wikinews(names)], coder)
    deeds = {(deed.report, deed.start, deed.event_type): deed.event_id for deed in merged(home)}
    return {mention: deeds[mention] for mention in wanted if mention in deeds}


def score(told: Mapping[tuple[str, int, str], str]) -> Score:
    """The figures of the mentions found."""
    wanted = labels()
    gold = {"/".join(map(str, mention)): wanted[mention] for mention in told}
    ours = {"/".join(map(str, mention)): event for mention, event in told.items()}
    precision, recall, f1 = b_cubed(gold, ours)
    together: dict[str, list[str]] = defaultdict(list)
    for mention, event in ours.items():
        together[event].append(mention)
    pairs = [pair for mentions in together.values() for pair in combinations(mentions, 2)]
    false = sum(gold[one] != gold[other] for one, other in pairs)
    return Score(len(wanted), len(gold), len(set(gold.values())), precision, recall, f1, len(pairs), false)


def main() -> int:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        told = found(load_coder(AnnotateSettings().model), Home(Path(folder)))
    result = score(told)
    print(f"{result.mentions} of {result.labelled} labelled mentions read, of {result.events} events")
    print(f"B-cubed precision {result.precision:.3f}  recall {result.recall:.3f}  F1 {result.f1:.3f}")
    print(f"{result.pairs} pairs put together, {result.false} of them wrongly: {result.false_share:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
