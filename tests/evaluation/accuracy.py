"""Measures everything that is measured so far and writes docs/accuracy.md: `make evaluation`.

Each figure comes from a module beside this one. Sets that are not beside the checkout stop it: a page with gaps would
be worse than an old one.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version

from pipelines.annotate import CODER
from pipelines.annotate.coder import load_coder
from pipelines.extract import EXTRACTOR
from pipelines.settings import ROOT, AnnotateSettings
from tests.evaluation import (
    attribution_quality,
    calibration,
    coder_quality,
    extract_quality,
    extract_stories,
    names_quality,
    protest_quality,
    speaker_quality,
)
from tests.replay.corpus import corpus_file, load_corpus

PAGE = ROOT / "docs" / "accuracy.md"

HEAD = """\
# Accuracy

Measured on {day} with Dateline {release} (coder {coder}, extractor {extractor}, model {model}) by `make evaluation`,
which writes this page. The sets lie beside the checkout, not in it.

Dateline is young: where a figure is below its goal, that is what it is. "Seen" says whether the set's texts were looked
at while rules were written. A figure on a seen set flatters.

| measure | set | Dateline | goal | of | seen |
|---|---|---|---|---|---|
"""

NOTES = """
## How to read it

- **Type, parties given**: PLOVER type of the happened mention whose parties best fit the dyad; none counts as wrong.
  **Type and both parties**: nothing given. The tuning half served to write the lexicon; every sixth sentence a type of
  the whole set was printed before, so the other half is only mostly unseen.
- **Relevance**: any mention against the majority of four people. Four people against each other reach F1 0.85, and
  71.5 % on the CAMEO root.
- **Attributions**: contents sharing half of their union and sources overlapping, one to one. The annotators agree with
  each other at F1 0.75 to 0.87 by the same measure. They mark beliefs, wishes and judgments ("criticised the deal") as
  well as words.
- **By whose word**: the attribution and the speaker of an act in short texts, over sentences and paragraphs.
- **Places**: toponyms found from raw text and placed within 161 km. Adjectives ("Turkish") count in the gold of TR-News
  and are no places here.
- **Pages**: 258 real news pages of 181 publishers. Bare trafilatura on the same pages in the same run:
  {bare}.
- **Stories**: B-cubed F1 of articles fed in three orders; the worst is given.

- **Protest articles**: a PROTEST that happened or is under way. The gold counts bombings and killings by armed groups
  and of politicians too; "contention" adds those acts. Half of the articles served to add words.

## What a confidence is worth

Mentions of the half held back whose parties are the dyad's, or which are the sentence's chief act, by tenths of their
confidence: the mean told, and the share that has the right type and names none but the right parties. The expected
calibration error is {error:.3f}.

| from | mentions | told | right |
|---|---|---|---|
{sure}
## Misses by kind

The type that was wanted, what was read, and how often, on the half held back:

| wanted | read | times |
|---|---|---|
"""

Row = tuple[str, str, str, str, str, str]


def main() -> int:
    corpus = corpus_file()
    if corpus is None or not coder_quality.GOLD.is_dir():
        print("the gold sets do not lie beside this checkout: nothing was measured", file=sys.stderr)
        return 2
    logging.disable(logging.CRITICAL)
    model = AnnotateSettings().model
    coder = load_coder(model)
    pages = load_corpus(corpus)
    held = coder_quality.score_dyads(coder, coder_quality.dyads("held"))
    rows = [
        *_coder_rows(coder, held),
        *_speech_rows(coder),
        *_protest_rows(coder),
        *_name_rows(),
        *_page_rows(pages),
        *_story_rows(),
    ]
    bare = extract_quality.summary([extract_quality.score(page, extract_quality.bare(page)) for page in pages])
    said = ", ".join(f"{name} {bare[name]:.3f}" for name in ("body", "title", "authors", "date"))
    head = HEAD.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        release=version("dateline"),
        coder=CODER,
        extractor=EXTRACTOR,
        model=model,
    )
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    told = calibration.bands((row.confidence, row.right) for row in calibration.judged(coder, "held"))
    sure = "".join(f"| {band.low:.1f} | {band.count} | {band.told:.2f} | {band.right:.2f} |\n" for band in told)
    error = calibration.expected_error(told)
    misses = "".join(f"| {wanted} | {read} | {times} |\n" for (wanted, read), times in held.confusion.most_common(15))
    PAGE.write_text(head + table + NOTES.format(bare=said, sure=sure, error=error) + misses, encoding="utf-8")
    print(table)
    print(f"written to {PAGE.relative_to(ROOT)}")
    return 0


def _coder_rows(coder: coder_quality.Coder, held: coder_quality.DyadScore) -> Iterator[Row]:
    tuned = coder_quality.score_dyads(coder, coder_quality.dyads("dev"))
    for name, score, seen in (("tuning half", tuned, "yes"), ("other half", held, "mostly not")):
        over = str(score.dyads)
        given, both = score.type_right / score.dyads, score.all_right / score.dyads
        yield "type, parties given", f"plover-train, {name}", f"{given:.3f}", "0.80", over, seen
        yield "type and both parties", f"plover-train, {name}", f"{both:.3f}", "0.60", over, seen
    found = coder_quality.score_relevance(coder)
    share = found.irrelevant_coded / found.irrelevant
    yield "relevance F1", "relevance-100", f"{found.f1:.3f}", "0.85", "100", "yes"
    root = found.roots_right / found.roots
    yield "CAMEO root of the main mention", "relevance-100", f"{root:.3f}", "0.70", str(found.roots), "yes"
    yield "irrelevant sentences coded", "relevance-100", f"{share:.3f}", "at most 0.10", str(found.irrelevant), "yes"


def _speech_rows(coder: coder_quality.Coder) -> Iterator[Row]:
    score = attribution_quality.score(coder, attribution_quality.polnear("dev"))
    yield "attributions F1", "PolNeAR dev", f"{score.f1:.3f}", "0.65", str(score.gold), "figures only"
    for half, seen in (("tuned", "yes"), ("held", "figure only")):
        told = speaker_quality.told(coder, half)
        share = sum(one.right for one in told) / len(told)
        yield "by whose word", f"own texts, {half}", f"{share:.3f}", "", str(len(told)), seen


def _protest_rows(coder: coder_quality.Coder) -> Iterator[Row]:
    for half, seen in (("dev", "yes"), ("held", "figures only")):
        texts = protest_quality.documents(half)
        protest, contention = protest_quality.score_texts(coder, texts)
        name = f"GLOCON sample, {'tuning' if half == 'dev' else 'other'} half"
        yield "protest articles F1", name, f"{protest.f1:.3f}", "0.80", str(len(texts)), seen
        yield "the same by contention", name, f"{contention.f1:.3f}", "0.80", str(len(texts)), seen


def _name_rows() -> Iterator[Row]:
    read = names_quality.reader()
    sets = (("TR-News", names_quality.tr_news(), "0.75"), ("GeoVirus", names_quality.geovirus(), "0.80"))
    for name, articles, goal in sets:
        score = names_quality.places_score(list(articles), read, Counter())
        yield "places within 161 km", name, f"{score.near / score.gold:.3f}", goal, str(score.gold), "yes"
        yield "placed that are toponyms", name, f"{score.true / score.ours:.3f}", "0.80", str(score.ours), "yes"
    gold, ours, right, _ = names_quality.times_score(read, Counter())
    yield "value F1 of dates", "MEANTIME", f"{2 * right / (ours + gold):.3f}", "0.75", str(gold), "yes"


def _page_rows(pages: list[extract_quality.TruePage]) -> Iterator[Row]:
    ours = extract_quality.summary([extract_quality.score(page, extract_quality.ours(page)) for page in pages])
    goals = {"body": "0.955", "title": "0.92", "authors": "0.88", "date": "0.975"}
    names = {"body": "body F1", "title": "title exact", "authors": "authors as a set", "date": "date to the day"}
    for field, goal in goals.items():
        yield names[field], "258 pages", f"{ours[field]:.3f}", goal, str(len(pages)), "yes"


def _story_rows() -> Iterator[Row]:
    articles = extract_stories.load_articles(extract_stories.GOLD)
    worst = min(extract_stories.measure(articles, order)[2] for order in ("first", "second", "third"))
    yield "stories, B-cubed F1", "ECB+ 1 to 22", f"{worst:.3f}", "0.90", str(len(articles)), "yes"


if __name__ == "__main__":
    sys.exit(main())
