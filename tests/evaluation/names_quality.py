"""How well places and times are read, on gold sets beside the checkout: `python tests/evaluation/names_quality.py`.

Places (TR-News, GeoVirus): recall is the share of gold toponyms that are found and put within 161 km, from raw text;
precision the share of all we place that are gold toponyms. Times (MEANTIME): F1 of values of type DATE.
"""

from __future__ import annotations

import math
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import spacy

from pipelines.annotate.entities import Paragraph, find_entities
from pipelines.annotate.lemmas import correct_lemmas
from pipelines.annotate.paragraphs import split_paragraphs
from pipelines.annotate.places import find_places
from pipelines.annotate.times import find_times
from pipelines.records import PlaceMention, TimeMention
from pipelines.settings import AnnotateSettings
from tests.evaluation.meantime import annotated, span_of

GOLD = Path(__file__).parents[2] / ".." / "shared" / "gold"
NEAR_KM = 161.0

pytestmark = [
    pytest.mark.evaluation,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the gold sets do not lie beside this checkout"),
]


def main(verbose: bool = False) -> None:
    read = reader()
    print(f"{'set':<10} {'gold':>6} {'found':>7} {'recall':>7} {'ours':>6} {'precision':>9}")
    for name, articles in (("TR-News", tr_news()), ("GeoVirus", geovirus())):
        misses: Counter[str] = Counter()
        score = places_score(list(articles), read, misses)
        print(
            f"{name:<10} {score.gold:>6} {score.found / score.gold:>7.3f} {score.near / score.gold:>7.3f} "
            f"{score.ours:>6} {score.true / score.ours:>9.3f}"
        )
        if verbose:
            print("   ", ", ".join(f"{what} ({count})" for what, count in misses.most_common(60)))
    wrong: Counter[str] = Counter()
    gold, ours, right, spans = times_score(read, wrong)
    print(f"{'set':<10} {'gold':>6} {'ours':>6} {'spans F1':>9} {'value P':>8} {'value R':>8} {'value F1':>9}")
    print(
        f"{'MEANTIME':<10} {gold:>6} {ours:>6} {_f1(spans, ours, gold):>9.3f} {right / ours:>8.3f} "
        f"{right / gold:>8.3f} {_f1(right, ours, gold):>9.3f}"
    )
    if verbose:
        for what, count in wrong.most_common(80):
            print("   ", count, what)


def reader() -> Callable[[str], list[Paragraph]]:
    nlp = spacy.load(AnnotateSettings().model)

    def read(text: str) -> list[Paragraph]:
        pieces = split_paragraphs(text)
        docs = list(nlp.pipe((piece.parsed for piece in pieces), batch_size=16))
        for doc in docs:
            correct_lemmas(doc)
        return [(doc, piece.start) for doc, piece in zip(docs, pieces, strict=True)]

    return read


Toponym = tuple[int, int, str, float | None, float | None]


def tr_news() -> Iterator[tuple[str, list[Toponym]]]:
    for article in ET.parse(GOLD / "places" / "TR-News.xml").getroot():
        toponyms = []
        for node in article.iter("toponym"):
            tag = node.find("gaztag")
            lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
            toponyms.append(_toponym(node, "phrase", lat, lon))
        yield article.findtext("text", ""), toponyms


def geovirus() -> Iterator[tuple[str, list[Toponym]]]:
    for article in ET.parse(GOLD / "places" / "GeoVirus.xml").getroot():
        yield (
            article.findtext("text", ""),
            [
                _toponym(node, "name", node.findtext("lat"), node.findtext("lon"), 1)
                for node in article.iter("location")
            ],
        )


def _toponym(node: ET.Element, name: str, lat: str | None, lon: str | None, shift: int = 0) -> Toponym:
    start, end = int(node.findtext("start", "0")) - shift, int(node.findtext("end", "0")) - shift
    return start, end, node.findtext(name, ""), float(lat) if lat else None, float(lon) if lon else None


@dataclass(frozen=True)
class PlacesScore:
    """Counts: gold toponyms, those found, those found within 161 km; places of ours, those that are toponyms."""

    gold: int
    found: int
    near: int
    ours: int
    true: int


def places_score(
    articles: list[tuple[str, list[Toponym]]], read: Callable[[str], list[Paragraph]], misses: Counter[str]
) -> PlacesScore:
    gold = found = near = ours = true = 0
    for text, toponyms in articles:
        paragraphs = read(text)
        places = find_places(paragraphs, find_entities(paragraphs, text), text)
        located = [place for place in places if place.lat is not None]
        ours += len(located)
        for place in located:
            if any(_overlap(place, toponym) for toponym in toponyms):
                true += 1
            else:
                misses[f"+{place.text}"] += 1
        for toponym in toponyms:
            if toponym[3] is None:
                continue
            gold += 1
            over = [place for place in places if _overlap(place, toponym)]
            found += bool(over)
            if any(_km(place, toponym) <= NEAR_KM for place in over if place.lat is not None):
                near += 1
            else:
                misses[f"{'~' if over else '-'}{toponym[2]}"] += 1
    return PlacesScore(gold, found, near, ours, true)


def _overlap(place: PlaceMention, toponym: Toponym) -> bool:
    return place.start < toponym[1] and toponym[0] < place.end


def _km(place: PlaceMention, toponym: Toponym) -> float:
    assert place.lat is not None
    assert place.lon is not None
    assert toponym[3] is not None
    assert toponym[4] is not None
    a, b, c, d = map(math.radians, (place.lat, place.lon, toponym[3], toponym[4]))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def meantime() -> Iterator[tuple[str, date, list[tuple[int, int, str]]]]:
    """Text, day of publication, and gold times of type DATE: start, end, TIMEX3 value."""
    for root, text, spots in annotated():
        day = next((node.get("value", "") for node in root.iter("TIMEX3")
                    if node.get("functionInDocument") == "CREATION_TIME"), "")[:10]  # fmt: skip
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            continue
        gold = []
        for node in root.iter("TIMEX3"):
            span = span_of(node, spots)
            if node.get("type") == "DATE" and span is not None and span[1] <= len(text):
                gold.append((*span, node.get("value", "")))
        yield text, date.fromisoformat(day), gold


def value_of(mention: TimeMention) -> str | None:
    """Our interval as a TIMEX3 value at its own granularity, None where it says no day."""
    start = mention.from_on or mention.to_on
    if start is None:
        return None
    year = f"{start.year:04d}"
    if mention.granularity == "year":
        return year
    if mention.granularity == "decade":
        return year[:3]
    if mention.granularity == "month":
        return f"{year}-{start.month:02d}"
    if mention.granularity == "week":
        week = start.isocalendar()
        return f"{week.year}-W{week.week:02d}"
    if mention.granularity == "season":
        return f"{year}-{ {3: 'SP', 6: 'SU', 9: 'FA', 12: 'WI'}[start.month] }"
    if mention.granularity == "span" and mention.to_on is not None and (mention.to_on - start).days in (89, 90, 91):
        return f"{year}-Q{(start.month - 1) // 3 + 1}"
    return start.isoformat()


def times_score(read: Callable[[str], list[Paragraph]], wrong: Counter[str]) -> tuple[int, int, int, int]:
    gold_count = ours_count = right = spans = 0
    for text, day, gold in meantime():
        ours = [mention for mention in find_times(text, day, read(text)) if value_of(mention) is not None]
        gold_count += len(gold)
        ours_count += len(ours)
        for mention in ours:
            if not any(start < mention.end and mention.start < end for start, end, _ in gold):
                wrong[f"+ {mention.text} = {value_of(mention)}"] += 1
        for start, end, value in gold:
            over = [mention for mention in ours if mention.start < end and start < mention.end]
            spans += bool(over)
            if any(value_of(mention) == value for mention in over):
                right += 1
            else:
                wrong[f"{text[start:end]} = {value}, ours {[value_of(mention) for mention in over]} on {day}"] += 1
    return gold_count, ours_count, right, spans


def _f1(right: int, ours: int, gold: int) -> float:
    return 2 * right / (ours + gold) if ours + gold else 0.0


def test_places_and_times_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()
        main()


if __name__ == "__main__":
    main("--misses" in sys.argv[1:])
