"""The rows of docs/accuracy.md: one function a group of measures, each with its figures, and its misses by kind.

A measure itself lies in the module named for it; how the page is put together lies in `accuracy`.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.annotate.coder import Coder
from pipelines.settings import Home
from tests.evaluation import (
    attribution_quality,
    coder_quality,
    copies_quality,
    entities_quality,
    extract_quality,
    extract_stories,
    fresh_quality,
    lead_quality,
    merging_quality,
    names_quality,
    protest_quality,
    reality_quality,
    speaker_quality,
    where_when,
)
from tests.replay.corpus import TruePage

FIGURE_ONLY = "figure only"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what is measured on what, the goal ("" where there is none), the size, and whether it was seen."""

    measure: str
    gold: str
    value: float
    goal: str
    size: int
    seen: str

    def __str__(self) -> str:
        return f"| {self.measure} | {self.gold} | {self.value:.3f} | {self.goal} | {self.size} | {self.seen} |"


@dataclass(frozen=True, slots=True)
class Misses:
    """How often a measure missed in one way, of how many it could have."""

    measure: str
    kind: str
    times: int
    size: int

    def __str__(self) -> str:
        return f"| {self.measure} | {self.kind} | {self.times} | {self.size} |"


Found = Iterator[Row | Misses]


def dyads(coder: Coder, half: str) -> Found:
    """Types and parties of sentence dyads."""
    score = coder_quality.score_dyads(coder, coder_quality.dyads(half))
    gold, seen = ("tuning half", "yes") if half == "dev" else ("other half", "mostly not")
    for name, right, goal in (
        ("type, parties given", score.type_right, "0.80"),
        ("type and both parties", score.all_right, "0.60"),
    ):
        yield Row(name, f"plover-train, {gold}", right / score.dyads, goal, score.dyads, seen)
    if half == "held":
        for (wanted, read), times in score.confusion.most_common(15):
            read_as = "nothing" if read == "-" else read
            yield Misses("type, other half", f"{wanted} read as {read_as}", times, score.dyads)


def fresh(coder: Coder) -> Found:
    """Types and parties of sentences of our own, coded before they were read."""
    for half, seen in (("tuning", "yes"), ("other", FIGURE_ONLY)):
        score, gold = (
            fresh_quality.score_sentences(coder, fresh_quality.sentences(half)),
            f"fresh sentences, {half} half",
        )
        yield Row("type, parties given", gold, score.type_right / score.acts, "0.80", score.acts, seen)
        yield Row("type and both parties", gold, score.all_right / score.acts, "0.60", score.acts, seen)
        yield Misses(f"fresh sentences, {half} half", "nothing happens, an event read", score.plain_coded, score.plain)
    for (wanted, read), times in score.confusion.most_common(8):
        yield Misses("type, fresh sentences", f"{wanted} read as {read}", times, score.acts)


def leads(coder: Coder) -> Found:
    """The main event of an article, as its title and first lines tell it."""
    for half, seen in (("tuning", "yes"), ("other", FIGURE_ONLY)):
        score, gold = lead_quality.score_leads(coder, half), f"Wikinews leads, {half} half"
        yield Row("main event, type", gold, score.type_right / score.articles, "", score.articles, seen)
        yield Row("main event, type and parties", gold, score.all_right / score.articles, "", score.articles, seen)


def relevance(coder: Coder) -> Found:
    """Whether a sentence holds an event at all."""
    found, gold = coder_quality.score_relevance(coder), "relevance-100"
    yield Row("relevance F1", gold, found.f1, "0.85", 100, "yes")
    yield Row("CAMEO root of the main mention", gold, found.roots_right / found.roots, "0.70", found.roots, "yes")
    share = found.irrelevant_coded / found.irrelevant
    yield Row("irrelevant sentences coded", gold, share, "at most 0.10", found.irrelevant, "yes")
    yield Misses("relevance", "relevant, nothing read", found.missed, found.true + found.missed)
    yield Misses("relevance", "read, not relevant", found.false, found.true + found.false)


def protest(coder: Coder) -> Found:
    """Protest told from the rest in South African news."""
    for half, seen in (("dev", "yes"), ("held", FIGURE_ONLY)):
        texts, gold = protest_quality.documents(half), f"GLOCON sample, {'tuning' if half == 'dev' else 'other'} half"
        alone, contention = protest_quality.score_texts(coder, texts)
        yield Row("protest articles F1", gold, alone.f1, "0.80", len(texts), seen)
        yield Row("the same by contention", gold, contention.f1, "0.80", len(texts), seen)
    yield Misses("protest, other half", "contentious, no protest read", alone.missed, alone.positives)
    yield Misses("protest, other half", "contentious, nothing of contention read", contention.missed, alone.positives)
    yield Misses("protest, other half", "protest read, not contentious", alone.false, alone.true + alone.false)


def attributions(coder: Coder) -> Found:
    """Who said what, in whole articles."""
    score = attribution_quality.score(coder, attribution_quality.polnear("dev"))
    yield Row("attributions F1", "PolNeAR dev", score.f1, "0.65", score.gold, FIGURE_ONLY)
    for kind, (gold, found) in sorted(score.by_kind.items()):
        yield Misses("attributions", f"{kind} speech not found", gold - found, gold)
    yield Misses("attributions", "read, not marked", score.ours - score.right, score.ours)
    yield Misses("attributions", "content found, source wrong", score.contents - score.sources, score.contents)


def speakers(coder: Coder) -> Found:
    """By whose word an act is told."""
    for half, seen in (("tuned", "yes"), ("held", "in part")):
        told = speaker_quality.told(coder, half)
        right = sum(one.right for one in told)
        yield Row("by whose word", f"own texts, {half}", right / len(told), "", len(told), seen)
    kinds = Counter(str(one.expected["kind"]) for one in told)
    wrong = Counter(str(one.expected["kind"]) for one in told if not one.right)
    for kind, times in wrong.most_common():
        yield Misses("by whose word, held", kind, times, kinds[kind])


def reality(coder: Coder) -> Found:
    """Hard sentences: what did not happen and is read as done, and what did and is found."""
    for half, seen in reality_quality.BATCHES.items():
        kinds = reality_quality.measure(coder, reality_quality.load(half))
        whole, gold = reality_quality.total(kinds), f"own hard sentences, {half}"
        yield Row(
            "not happened, read as done", gold, whole.leaks / whole.contents, "at most 0.01", whole.contents, seen
        )
        yield Row("not happened, modality right", gold, whole.right / whole.unreal, "", whole.unreal, seen)
        yield Row("happened and found", gold, whole.acts_found / whole.acts, "", whole.acts, seen)
    for name, kind in kinds.items():
        if kind.right < kind.unreal:
            yield Misses(
                f"hard sentences, {half}", f"{name}: modality not right", kind.unreal - kind.right, kind.unreal
            )


def settings_of_acts(coder: Coder) -> Found:
    """Where and when acts took place."""
    for half, seen in (("seen", "yes"), ("held", "in part")):
        counts, gold = where_when.score(coder, half), f"own paragraphs, {half}"
        found = max(1, counts.found)
        yield Row("place of an act", gold, counts.places / found, "", counts.found, seen)
        yield Row("days of an act", gold, counts.days / found, "", counts.found, seen)
    yield Misses("where and when, held", "act not found", counts.acts - counts.found, counts.acts)
    yield Misses("where and when, held", "wrong place", counts.found - counts.places, counts.found)
    yield Misses("where and when, held", "wrong days", counts.found - counts.days, counts.found)
    yield Misses("where and when, held", "given where none is told", counts.guessed, counts.found)


def names() -> Found:
    """Places and dates in raw text."""
    read = names_quality.reader()
    sets = (("TR-News", names_quality.tr_news(), "0.75"), ("GeoVirus", names_quality.geovirus(), "0.80"))
    for gold, articles, goal in sets:
        score = names_quality.places_score(list(articles), read, Counter())
        yield Row("places within 161 km", gold, score.near / score.gold, goal, score.gold, "yes")
        yield Row("placed that are toponyms", gold, score.true / score.ours, "0.80", score.ours, "yes")
        yield Misses(f"places, {gold}", "not found", score.gold - score.found, score.gold)
        yield Misses(f"places, {gold}", "found, too far off or not placed", score.found - score.near, score.gold)
        yield Misses(f"places, {gold}", "read, no toponym", score.ours - score.true, score.ours)
    dates, ours, right, spans = names_quality.times_score(read, Counter())
    yield Row("value F1 of dates", "MEANTIME", 2 * right / (ours + dates), "0.75", dates, "yes")
    yield Misses("dates", "not found", dates - spans, dates)
    yield Misses("dates", "found, another value", spans - right, dates)


def entities() -> Found:
    """Names with their kind, and mentions of one person joined."""
    score, gold = entities_quality.score(), "MEANTIME"
    size = score.gold.total()
    yield Row("names found", gold, score.found.total() / size, "", size, "yes")
    yield Row("names found with their kind", gold, score.kind.total() / size, "", size, "yes")
    yield Row("persons in an article, B-cubed F1", gold, score.b_cubed[2], "", score.persons, "yes")
    for kind, count in sorted(score.gold.items()):
        yield Misses("names", f"{kind} not found", count - score.found[kind], count)
        yield Misses("names", f"{kind} found as another kind", score.found[kind] - score.kind[kind], count)
    yield Misses("names", "read, not marked", score.ours - score.true, score.ours)


def pages(corpus: list[TruePage]) -> Found:
    """Body, title, authors and date of real pages."""
    scores = [extract_quality.score(page, extract_quality.ours(page)) for page in corpus]
    means, gold, size = extract_quality.summary(scores), f"{len(corpus)} pages", len(corpus)
    signed = sum(each.authors is not None for each in scores)
    yield Row("body F1", gold, means["body"], "0.955", size, "yes")
    yield Row("title exact", gold, means["title"], "0.92", size, "yes")
    yield Row("authors as a set", gold, means["authors"], "0.88", signed, "yes")
    yield Row("date to the day", gold, means["date"], "0.975", size, "yes")
    yield Misses("pages", "body F1 below 0.8", sum(each.body < 0.8 for each in scores), size)
    yield Misses("pages", "title not exact", sum(not each.title for each in scores), size)
    yield Misses("pages", "authors differ", sum(each.authors is False for each in scores), signed)
    yield Misses("pages", "date missing or another day", sum(not each.date for each in scores), size)
    yield Misses("pages", "date after the capture", sum(each.in_future for each in scores), size)


def copies() -> Found:
    """Reprints led to their origin."""
    for half, seen in (("tuning", "yes"), ("held", FIGURE_ONLY)):
        told = copies_quality.score(half)
        gold = f"reprints of Wikinews and ISAF, {'tuning' if half == 'tuning' else 'other'} half"
        yield Row("copies, precision", gold, told.precision, "0.98", told.found + len(told.wrong), seen)
        yield Row("copies, recall", gold, told.recall, "0.95", told.size, seen)
    for kind, (found, size) in told.kinds.items():
        yield Misses("copies, other half", kind, size - found, size)
    yield Misses("copies, other half", "led to an unrelated origin", len(told.wrong), told.found + len(told.wrong))


def stories() -> Found:
    """B-cubed on ECB+, in the worst of three orders, and on our own reports, on which settings were chosen."""
    own, _ = extract_stories.tuning_sets()["own"]
    for name, goal, seen, articles in (
        ("ECB+ 1 to 22", "0.90", FIGURE_ONLY, extract_stories.load_articles(extract_stories.GOLD)),
        ("own reports of happenings in pairs", "", "yes", own),
    ):
        told = [extract_stories.measure(articles, order) for order in extract_stories.ORDERS]
        precision, recall, f1 = min(told, key=lambda figures: figures[2])
        yield Row("stories, B-cubed F1", name, f1, goal, len(articles), seen)
        yield Row("stories, B-cubed precision", name, precision, "", len(articles), seen)
        yield Row("stories, B-cubed recall", name, recall, "", len(articles), seen)


def merging(coder: Coder) -> Found:
    """Mentions of one event brought together."""
    with tempfile.TemporaryDirectory() as folder:
        scores = merging_quality.found(coder, Home(Path(folder)))
    for part, seen in (("tuning half", "yes"), ("held half", "in part"), ("unseen", "figure only")):
        score, gold = scores[part.split()[0]], f"own labels, {part}"
        for name, value, goal in (
            ("F1", score.f1, "0.90"),
            ("precision", score.precision, ""),
            ("recall", score.recall, ""),
        ):
            yield Row(f"events, B-cubed {name}", gold, value, goal, score.mentions, seen)
        yield Row("mentions put together wrongly, pairs", gold, score.false_share, "at most 0.01", score.pairs, seen)


def every(coder: Coder, corpus: list[TruePage]) -> tuple[tuple[str, Callable[[], Found]], ...]:
    """All groups of measures, in the page's order."""
    return (
        ("dyads, tuning half", lambda: dyads(coder, "dev")),
        ("dyads, other half", lambda: dyads(coder, "held")),
        ("fresh sentences", lambda: fresh(coder)),
        ("leads", lambda: leads(coder)),
        ("relevance", lambda: relevance(coder)),
        ("protest", lambda: protest(coder)),
        ("attributions", lambda: attributions(coder)),
        ("speakers", lambda: speakers(coder)),
        ("hard sentences", lambda: reality(coder)),
        ("where and when", lambda: settings_of_acts(coder)),
        ("places and dates", names),
        ("names and persons", entities),
        ("pages", lambda: pages(corpus)),
        ("copies", copies),
        ("stories", stories),
        ("merging", lambda: merging(coder)),
    )
