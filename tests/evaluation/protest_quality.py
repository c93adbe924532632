"""How well protest is told from the rest, on the GLOCON sample of the South African press beside the checkout.

An article or a sentence counts as protest where the coder finds a PROTEST in it that happened or is under way, in the
main clause or not. The gold marks contentious events that took place, and so bombings and killings by armed groups and
of politicians as well as protests: `is_contention` counts those too, and both are reported. What the gold marks as
foreseen only is left out.
Half of the articles, by a hash of their number, served to tune the lexicon; the other half is held back.

    python -m tests.evaluation.protest_quality [dev|held|all]
"""

from __future__ import annotations

import hashlib
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.records import EventMention
from pipelines.settings import AnnotateSettings

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "protest-glocon-sample" / "sample"
_FORESEEN = 2


@dataclass
class Score:
    """True, false and missed finds; `false_texts` and `missed_texts` tell which."""

    true: int = 0
    false: int = 0
    missed: int = 0
    false_texts: list[str] = field(default_factory=list)
    missed_texts: list[str] = field(default_factory=list)

    def count(self, found: bool, wanted: bool, text: str) -> None:
        self.true += found and wanted
        if found and not wanted:
            self.false += 1
            self.false_texts.append(text)
        if wanted and not found:
            self.missed += 1
            self.missed_texts.append(text)

    @property
    def precision(self) -> float:
        return self.true / max(1, self.true + self.false)

    @property
    def recall(self) -> float:
        return self.true / max(1, self.true + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.true / max(1, 2 * self.true + self.false + self.missed)

    @property
    def positives(self) -> int:
        return self.true + self.missed


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text of the gold with its label; `article` is the number of the article it belongs to."""

    article: str
    text: str
    protest: bool


def is_protest(mentions: Iterable[EventMention]) -> bool:
    """The rule: a PROTEST that happened or is under way."""
    return any(m.event == "PROTEST" and m.modality in ("happened", "ongoing") for m in mentions)


_ARMED = frozenset({"REB", "UAF", "IMG", "PRM", "PTY", "OPP"})
_POLITICAL = frozenset({"explosives", "suicide-attack"})
_PUBLIC = frozenset({"GOV", "LEG", "PTY", "OPP", "JUD", "ELI", "LAB", "SOC", "NGO", "REL", "IGO", "UNO", "MIL"})


def is_contention(mentions: Iterable[EventMention]) -> bool:
    """The same, or an attack by an armed group or a party, with a bomb, or on a chosen person of public life."""
    every = list(mentions)
    return is_protest(every) or any(
        m.event == "ASSAULT"
        and m.modality in ("happened", "ongoing")
        and (
            m.mode in _POLITICAL
            or any(party.sector in _ARMED for party in m.actors)
            or (m.mode == "targeted" and any(party.sector in _PUBLIC for party in m.recipients))
        )
        for m in every
    )


def half_of(article: str) -> str:
    """`dev` or `held`, by the hash of the article's number."""
    return "dev" if hashlib.sha256(article.encode()).digest()[0] % 2 == 0 else "held"


def documents(half: str) -> list[Labelled]:
    """The articles of a half (`all` for both), without those whose protest is foreseen only."""
    return list(_labelled("document/Sabinet_R.json", "text", half))


def sentences(half: str) -> list[Labelled]:
    """The single sentences, halved by the article they come from."""
    return list(_labelled("sentence/Sabinet.json", "sentence", half))


def _labelled(name: str, key: str, half: str) -> Iterator[Labelled]:
    with (GOLD / name).open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["label"] != _FORESEEN and half in ("all", half_of(row["url"])):
                yield Labelled(row["url"], row[key], row["label"] == 1)


def score_texts(coder: Coder, texts: Iterable[Labelled]) -> tuple[Score, Score]:
    """By protests alone, and by contention. Each text is coded alone: a sentence is told without its neighbours."""
    protest, contention = Score(), Score()
    for item in texts:
        mentions = coder.code(TextToCode(item.article, item.text)).event_mentions
        protest.count(is_protest(mentions), item.protest, item.text)
        contention.count(is_contention(mentions), item.protest, item.text)
    return protest, contention


def score_triggers(coder: Coder) -> Score:
    """Trigger tokens of contentious events against our PROTEST triggers, in the five articles marked by token."""
    score = Score()
    for path in sorted((GOLD / "token").glob("*.xml")):
        text, spans = _marked(path)
        ours = [
            (m.trigger.start, m.trigger.end)
            for m in coder.code(TextToCode(path.stem, text)).event_mentions
            if m.event == "PROTEST"
        ]
        for start, end in spans:
            score.count(any(a < end and start < b for a, b in ours), True, text[start:end])
        for start, end in ours:
            if not any(a < end and start < b for a, b in spans):
                score.count(True, False, text[start:end])
    return score


_TRIGGERS = frozenset({"etype", "emention"})
_FOLIA = "{http://ilk.uvt.nl/folia}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _marked(path: Path) -> tuple[str, list[tuple[int, int]]]:
    """An article's text, a paragraph a line, and the spans of the words that tell an event."""
    root = ET.parse(path).getroot()
    text, places = "", {}
    for paragraph in root.iter(f"{_FOLIA}p"):
        for word in paragraph.iter(f"{_FOLIA}w"):
            form = word.findtext(f"{_FOLIA}t", "")
            places[word.get(_ID, "")] = (len(text), len(text) + len(form))
            text += form if word.get("space") == "no" else form + " "
        text = text.rstrip(" ") + "\n"
    spans = []
    for entity in root.iter(f"{_FOLIA}entity"):
        words = [places[r.get("id", "")] for r in entity.iter(f"{_FOLIA}wref")]
        if entity.get("class") in _TRIGGERS and words:
            spans.append((min(a for a, _ in words), max(b for _, b in words)))
    return text, spans


def main(half: str = "all") -> int:
    if not GOLD.is_dir():
        print("the gold sets do not lie beside this checkout: nothing was measured", file=sys.stderr)
        return 2
    coder = load_coder(AnnotateSettings().model)
    print(f"{'level':<24} {'texts':>6} {'protest':>8} {'precision':>10} {'recall':>7} {'F1':>6}")
    for level, texts in (("articles", documents(half)), ("sentences", sentences(half))):
        protest, contention = score_texts(coder, texts)
        _print(level, len(texts), protest)
        _print(f"{level}, contention", len(texts), contention)
    _print("triggers", 5, score_triggers(coder))
    return 0


def _print(level: str, texts: int, score: Score) -> None:
    print(f"{level:<24} {texts:>6} {score.positives:>8} {score.precision:>10.3f} {score.recall:>7.3f} {score.f1:>6.3f}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
