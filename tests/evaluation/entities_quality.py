"""How well names and persons are read, on MEANTIME beside the checkout: `python tests/evaluation/entities_quality.py`.

Named mentions: the share of gold names that we find at all, and with the right kind; of the names we find, those that
are gold mentions. Persons within an article: B-cubed over the gold mentions of persons, names, titles and pronouns
alike, where a mention that we do not have is one of a person of its own.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from pipelines.annotate.entities import find_entities
from pipelines.records import EntityMention
from tests.evaluation.meantime import annotated, span_of
from tests.evaluation.names_quality import GOLD, reader

pytestmark = [
    pytest.mark.evaluation,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the gold sets do not lie beside this checkout"),
]

_KINDS = {
    "PER": {"person"},
    "ORG": {"organisation", "group", "country"},
    "LOC": {"country", "place", "organisation"},
}
_NAMED = {"NAM", "PRE.NAM"}


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention as it was marked: its span, how it is worded (NAM, PRO, ...), and the type and id of its entity."""

    start: int
    end: int
    wording: str
    type: str
    entity: str


@dataclass(slots=True)
class NamesScore:
    """Counts over named mentions, and sums of B-cubed over mentions of persons."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    kind: Counter[str] = field(default_factory=Counter)
    ours: int = 0
    true: int = 0
    persons: int = 0
    precision: float = 0.0
    recall: float = 0.0
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def b_cubed(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of persons within an article."""
        p, r = self.precision / max(1, self.persons), self.recall / max(1, self.persons)
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def articles() -> Iterator[tuple[str, list[GoldMention]]]:
    """Text of each article as far as it is marked, with its mentions."""
    for root, text, spots in annotated():
        yield text, [mention for mention in _mentions(root, spots) if mention.end <= len(text)]


def _mentions(root: ET.Element, spots: dict[str, tuple[int, int]]) -> Iterator[GoldMention]:
    types = {node.get("m_id", ""): node.get("ent_type", "") for node in root.iter("ENTITY")}
    entity_of = {
        source.get("m_id", ""): target.get("m_id", "")
        for link in root.iter("REFERS_TO")
        for target in link.iter("target")
        for source in link.iter("source")
    }
    for node in root.iter("ENTITY_MENTION"):
        span = span_of(node, spots)
        entity = entity_of.get(node.get("m_id", ""))
        if span is not None and entity is not None:
            yield GoldMention(*span, node.get("syntactic_type", ""), types.get(entity, ""), entity)


def score() -> NamesScore:
    """The score over all articles."""
    read = reader()
    result = NamesScore()
    for text, gold in articles():
        ours = find_entities(read(text), text)
        _score_names(result, text, gold, ours)
        _score_persons(result, gold, ours)
    return result


def _score_names(result: NamesScore, text: str, gold: list[GoldMention], ours: list[EntityMention]) -> None:
    for mention in gold:
        if mention.wording not in _NAMED or mention.type not in _KINDS:
            continue
        over = [own for own in ours if own.start < mention.end and mention.start < own.end]
        result.gold[mention.type] += 1
        result.found[mention.type] += bool(over)
        right = any(own.kind in _KINDS[mention.type] for own in over)
        result.kind[mention.type] += right
        if not right:
            told = ", ".join(sorted({own.kind for own in over})) or "nothing"
            result.missed[f"{mention.type} {text[mention.start : mention.end]}: {told}"] += 1
    for own in ours:
        if (
            own.kind != "agent"
            and own.text[:1].isupper()
            and own.text.lower() not in ("he", "she", "it", "they", "his", "her")
        ):
            result.ours += 1
            result.true += any(own.start < mention.end and mention.start < own.end for mention in gold)


def _score_persons(result: NamesScore, gold: list[GoldMention], ours: list[EntityMention]) -> None:
    """B-cubed: for each mention, how much of our person is of the gold one, and of the gold one is of ours."""
    persons = [mention for mention in gold if mention.type == "PER"]
    whose: dict[GoldMention, str] = {}
    for number, mention in enumerate(persons):
        over = [own for own in ours if own.kind == "person" and own.start < mention.end and mention.start < own.end]
        whose[mention] = over[-1].name if over else f"unknown {number}"
    by_gold: dict[str, set[GoldMention]] = defaultdict(set)
    by_ours: dict[str, set[GoldMention]] = defaultdict(set)
    for mention in persons:
        by_gold[mention.entity].add(mention)
        by_ours[whose[mention]].add(mention)
    for mention in persons:
        both = len(by_gold[mention.entity] & by_ours[whose[mention]])
        result.persons += 1
        result.precision += both / len(by_ours[whose[mention]])
        result.recall += both / len(by_gold[mention.entity])


def main(verbose: bool = False) -> None:
    """Print the table, and with `verbose` the names missed or taken for another kind."""
    result = score()
    print(f"{'MEANTIME':<10} {'gold':>6} {'found':>7} {'kind':>7}")
    for type_, count in sorted(result.gold.items()):
        print(f"{type_:<10} {count:>6} {result.found[type_] / count:>7.3f} {result.kind[type_] / count:>7.3f}")
    print(f"of {result.ours} names we find, gold mentions: {result.true / max(1, result.ours):.3f}")
    p, r, f = result.b_cubed
    print(f"persons, B-cubed over {result.persons} mentions: precision {p:.3f}, recall {r:.3f}, F1 {f:.3f}")
    if verbose:
        print("   ", "; ".join(f"{what} ({count})" for what, count in result.missed.most_common(60)))


def test_names_and_persons_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()
        main()


if __name__ == "__main__":
    main("--misses" in sys.argv[1:])
