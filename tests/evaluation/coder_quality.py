"""How well the coder reads: against sentence dyads and sentences that four people coded, from beside the checkout.

Run by `make evaluation`. The first half of the dyads (by their number) served to tune the lexicon; the second half is
what the table reports as held back. No text of the sets is copied here.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.records import EventMention, Party

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
_NAMED = {"YIELD": {"CONCEDE", "RETREAT"}}


@dataclass
class DyadScore:
    """Counts over dyads: type right with the parties given, type and both parties right with nothing given."""

    dyads: int = 0
    type_right: int = 0
    all_right: int = 0
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass
class RelevanceScore:
    """Relevance over sentences, CAMEO roots of main mentions, and events on sentences all coders call irrelevant."""

    true: int = 0
    false: int = 0
    missed: int = 0
    roots: int = 0
    roots_right: int = 0
    irrelevant: int = 0
    irrelevant_coded: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.true / max(1, 2 * self.true + self.false + self.missed)


def dyads(half: str) -> list[dict[str, str]]:
    """The dyads of the `dev` or the `held` half."""
    with (GOLD / "plover-train.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wanted = 0 if half == "dev" else 1
    return [row for row in rows if int(row["sentence_id"]) % 2 == wanted]


def wanted_types(row: dict[str, str]) -> set[str]:
    """The types that count as a dyad's own: the set has one for CONCEDE and RETREAT."""
    return _NAMED.get(row["event"], {row["event"]})


def score_dyads(coder: Coder, rows: list[dict[str, str]]) -> DyadScore:
    score = DyadScore()
    for row in rows:
        score.dyads += 1
        text = row["sentence"]
        mentions = coder.code(TextToCode(row["sentence_id"], text)).event_mentions
        happened = [m for m in mentions if m.modality in ("happened", "ongoing") and m.event != "STATEMENT"]
        wanted = wanted_types(row)
        fits = [(_fit(m, text, row["source"], row["target"]), m) for m in happened]
        best = max(fits, key=lambda pair: (pair[0], pair[1].confidence), default=None)
        given = best[1].event if best is not None else "-"
        if given in wanted:
            score.type_right += 1
        else:
            score.misses.append((row["event"], given, text))
            score.confusion[row["event"], given] += 1
        if any(m.event in wanted and fit >= 2 for fit, m in fits):
            score.all_right += 1
    return score


def _fit(mention: EventMention, text: str, source: str, target: str) -> int:
    if mention.reciprocal:
        return int(overlaps(mention.actors, text, source)) + int(overlaps(mention.actors, text, target))
    return int(overlaps(mention.actors, text, source)) + int(overlaps(mention.recipients, text, target))


def overlaps(parties: tuple[Party, ...], text: str, span: str) -> bool:
    """Whether one of some parties stands on a word of a span of the gold."""
    start = text.find(span)
    if start < 0:
        return False
    return any(party.start < start + len(span) and party.end > start for party in parties)


def score_relevance(coder: Coder) -> RelevanceScore:
    score = RelevanceScore()
    with (GOLD / "relevance-100" / "round_7.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["sentences"]: row for row in csv.DictReader(file)}
    with (GOLD / "relevance-100" / "relevant_r7.csv").open(encoding="utf-8", newline="") as file:
        for vote in csv.DictReader(file):
            votes = [vote[rater].upper() == "TRUE" for rater in ("rater1", "rater3", "rater4", "rater5")]
            text = vote["sentences"]
            mentions = coder.code(TextToCode("r", text)).event_mentions
            relevant = sum(votes) > 2 or (sum(votes) == 2 and votes[0])
            score.true += relevant and bool(mentions)
            score.missed += relevant and not mentions
            score.false += (not relevant) and bool(mentions)
            if not any(votes):
                score.irrelevant += 1
                score.irrelevant_coded += any(m.event != "STATEMENT" for m in mentions)
            if relevant and text in rows:
                _score_root(score, rows[text], mentions)
    return score


def _score_root(score: RelevanceScore, row: dict[str, str], mentions: tuple[EventMention, ...]) -> None:
    roots = Counter(_root(row.get(f"Action1_CAMEO_{rater}", "")) for rater in (1, 3, 4, 5))
    del roots[""]
    if not roots:
        return
    root = roots.most_common(1)[0][0]
    main = next((m for m in mentions if m.main), None)
    score.roots += 1
    score.roots_right += main is not None and main.cameo[:2] == root


def _root(value: str) -> str:
    """The CAMEO root in a coder's cell, such as "14" of "4-14 Protest"."""
    found = re.match(r"\d-(\d+)", value)
    return found.group(1).zfill(2) if found else ""
