"""Whether the main event of an article, which its title and first lines tell, has a mention of its own.

`lead_labels.tsv` names articles of Wikinews beside the checkout by a hash of their address, and gives for each the type
of what it is above all about (several, parted by bars, where careful readers may differ), a word of its actor and one
of its recipient, empty where nobody is told. Labels were given by title and first lines, before the coder had read
them. Those of the `tuning` half were looked at afterwards; of the `other` half only the figure is.

    python -m tests.evaluation.lead_quality [tuning|other]
"""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.records import EventMention, Party
from pipelines.settings import AnnotateSettings
from tests.evaluation.merging_texts import WIKINEWS, wikinews

_LABELS = Path(__file__).with_name("lead_labels.tsv")
_LINES = 2
"""So many paragraphs count as the lead, beside the title."""
_DATELINE = re.compile(r"\w+day, \w+ \d{1,2}, \d{4}")


@dataclass
class LeadScore:
    """Counts over articles: type of the main event told as a fact, and with an actor and a recipient that are right."""

    articles: int = 0
    type_right: int = 0
    all_right: int = 0
    misses: list[str] = field(default_factory=list)


def labels(half: str) -> dict[str, dict[str, str]]:
    """The labels of a half, by the name of the article; the halves are told by the last digit of the hash."""
    with _LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {row["article"]: row for row in rows if ("tuning" if row["article"][-1] in "02468ace" else "other") == half}


def score_leads(coder: Coder, half: str) -> LeadScore:
    """Code the title and the lead of each article, and look for its main event among what happened."""
    wanted = labels(half)
    score = LeadScore()
    for report in wikinews(frozenset(wanted)):
        row = wanted[report.name]
        text = "\n".join((report.title, *_lead(report.text)))
        mentions = coder.code(TextToCode(report.name, text, report.at)).event_mentions
        facts = [m for m in mentions if m.modality in ("happened", "ongoing") and m.event in row["event"].split("|")]
        score.articles += 1
        score.type_right += bool(facts)
        right = any(_is_met(m, row) for m in facts)
        score.all_right += right
        if not right:
            score.misses.append(
                f"{report.name}: {row['event']} of {row['actor']} to {row['recipient']}: {report.title}"
            )
    return score


def _lead(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not _DATELINE.fullmatch(line)][:_LINES]


def _is_met(mention: EventMention, row: dict[str, str]) -> bool:
    recipients = mention.actors if mention.reciprocal else mention.recipients
    return _names(mention.actors, row["actor"]) and _names(recipients, row["recipient"])


def _names(parties: tuple[Party, ...], words: str) -> bool:
    told = " ".join(f"{party.text} {party.name or ''}" for party in parties).lower()
    return not words or any(word.lower() in told for word in words.split("|"))


def main(half: str = "tuning") -> int:
    if not WIKINEWS.is_dir():
        print("the texts do not lie beside this checkout: nothing was measured", file=sys.stderr)
        return 2
    score = score_leads(load_coder(AnnotateSettings().model), half)
    for miss in score.misses if half == "tuning" else ():
        print(miss)
    print(f"type {score.type_right / score.articles:.3f}, and parties {score.all_right / score.articles:.3f}", end="")
    print(f" of {score.articles} articles, {half} half")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
