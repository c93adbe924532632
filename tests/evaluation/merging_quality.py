"""How well mentions of one event are brought together.

    python -m tests.evaluation.merging_quality

The labels name the event that each mention of a deed tells ("-" for one of its own), by its text, the start of its
trigger and its type. The texts are the sample newsroom's, and Wikinews's and ISAF's beside the checkout. Left out are
statements (only the same sentence is the same one) and what goes on for weeks, as a war or a wave of protests: an event
has a day and a place. A mention that the coder does not read is not counted.

The rules were tuned on `merging_labels.tsv`. The texts of `merging_held.tsv` and `merging_unseen.tsv` are others, of
other stories, labelled from their sentences alone before the models had put any of them together, and serve for
measuring only. `unseen` has stories of several articles and the raids of ISAF's releases, which are alike in all but
day and place; its labels hold a misread mention as well, since junk is not to be put to an event.
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
from tests.evaluation.merging_texts import isaf, sample, wikinews
from tests.evaluation.merging_world import build, merged

HALVES = {
    "tuning": Path(__file__).with_name("merging_labels.tsv"),
    "held": Path(__file__).with_name("merging_held.tsv"),
    "unseen": Path(__file__).with_name("merging_unseen.tsv"),
}

Label = tuple[str, int, str]


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


def labels(half: str) -> dict[Label, str]:
    """The event of each labelled mention, by text, start and type; a mention alone in its event is called by itself."""
    with HALVES[half].open(encoding="utf-8", newline="") as file:
        rows = [(report, int(start), kind, event) for report, start, kind, event in csv.reader(file, delimiter="\t")]
    return {
        (report, start, kind): f"{report}:{start}:{kind}" if event == "-" else event
        for report, start, kind, event in rows
    }


def found(coder: Coder, home: Home) -> dict[str, Score]:
    """The figures of each half and of both together ("all"), from one warehouse with all the texts."""
    wanted = {half: labels(half) for half in HALVES}
    every = {mention: event for half in wanted.values() for mention, event in half.items()}
    names = frozenset(report for report, _, _ in every)
    build(home, [*sample(), *wikinews(names), *isaf(names)], coder)
    told = {(deed.report, deed.start, deed.event_type): deed.event_id for deed in merged(home)}
    return {half: score(gold, told) for half, gold in {**wanted, "all": every}.items()}


def score(wanted: Mapping[Label, str], told: Mapping[Label, str]) -> Score:
    """The figures of the wanted mentions, as far as they are told."""
    both = {"/".join(map(str, mention)): (wanted[mention], told[mention]) for mention in wanted if mention in told}
    gold = {mention: events[0] for mention, events in both.items()}
    ours = {mention: events[1] for mention, events in both.items()}
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
        scores = found(load_coder(AnnotateSettings().model), Home(Path(folder)))
    for half, result in scores.items():
        print(f"{half}: {result.mentions} of {result.labelled} labelled mentions read, of {result.events} events")
        print(f"  B-cubed precision {result.precision:.3f}  recall {result.recall:.3f}  F1 {result.f1:.3f}")
        print(f"  {result.pairs} pairs put together, {result.false} of them wrongly: {result.false_share:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
