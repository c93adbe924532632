"""How the coder reads news sentences of our own: headlines, leads, passives, nouns, idioms, protest in many Englishes.

`fresh_sentences.tsv` has a sentence a row, with its type (two where either is right, NONE for a sentence in which
nothing happens), and its actor and recipient as spans, empty where nobody is told. Classes of faults were mended on the
`tuning` half, where some 25 labels were also widened after the coder's reading had been looked at. Of the `other` half
only the figure is looked at; who wrote the lexicon wrote its sentences too, so that it is kinder than other people's.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.records import EventMention, Party
from tests.evaluation.coder_quality import overlaps

_SENTENCES = Path(__file__).with_name("fresh_sentences.tsv")


@dataclass
class FreshScore:
    """Counts over sentences that tell an act (`acts`), and over those that tell none (`plain`)."""

    acts: int = 0
    type_right: int = 0
    all_right: int = 0
    plain: int = 0
    plain_coded: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)


def sentences(half: str) -> list[dict[str, str]]:
    """The rows of the `tuning` or the `other` half."""
    with _SENTENCES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["half"] == half]


def score_sentences(coder: Coder, rows: list[dict[str, str]]) -> FreshScore:
    """The type of the mention whose parties fit best, and whether one has type and both parties right."""
    score = FreshScore()
    for row in rows:
        mentions = coder.code(TextToCode("fresh", row["sentence"])).event_mentions
        happened = [m for m in mentions if m.event != "STATEMENT" and m.modality in ("happened", "ongoing")]
        if row["event"] == "NONE":
            score.plain += 1
            score.plain_coded += bool(happened)
            continue
        wanted = row["event"].split("|")
        fits = [(_fit(m, row), m) for m in happened]
        best = max(fits, key=lambda pair: (pair[0], pair[1].confidence), default=None)
        score.acts += 1
        score.type_right += best is not None and best[1].event in wanted
        score.all_right += any(m.event in wanted and fit == 2 for fit, m in fits)
        if best is None or best[1].event not in wanted:
            score.confusion[wanted[0], best[1].event if best is not None else "nothing"] += 1
    return score


def _fit(mention: EventMention, row: dict[str, str]) -> int:
    recipients = mention.actors if mention.reciprocal else mention.recipients
    return _is_met(mention.actors, row, "actor") + _is_met(recipients, row, "recipient")


def _is_met(parties: tuple[Party, ...], row: dict[str, str], role: str) -> bool:
    return not row[role] or overlaps(parties, row["sentence"], row[role])
