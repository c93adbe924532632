"""How well articles find their story: B-cubed F1 on topics 1 to 22 of ECB+, fed in one order and in others.

    python -m tests.evaluation.extract_stories [--tuning]

Each topic of ECB+ holds two happenings of one kind (two earthquakes, two trials): a story is one of them. The files
carry no dates, so all articles stand within one window, which is harder than a stream of news. What counts is the story
that an article is in once all have come.

Settings are chosen on other texts, shown with --tuning: our own reports of invented happenings (`stories_set.yml`),
alone and among Wikinews articles, and Wikinews articles dealt out by sentence into reports of their own.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.extract.stories import assign_stories
from pipelines.warehouse.relations import Relations
from tests.evaluation import copies_set, stories_set
from tests.extract.rows import START, revision

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "stories-ecbplus" / "ecbplus-topics-1-22.tar.xz"
ORDERS = ("first", "second", "third")
ABSENT = "ECB+ (../shared/gold/stories-ecbplus) is not beside this checkout"

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“A-Z])")


@dataclass(frozen=True, slots=True)
class Article:
    """`story` is its topic and which of the topic's two happenings it tells."""

    name: str
    story: str
    title: str
    text: str


def load_articles(path: Path) -> list[Article]:
    """All articles, in the order of their names; the first sentence is the title."""
    articles = []
    with tarfile.open(path) as archive:
        for member in archive:
            handle = archive.extractfile(member) if member.name.endswith(".xml") else None
            if handle is None:
                continue
            sentences: defaultdict[int, list[str]] = defaultdict(list)
            for token in etree.fromstring(handle.read()).iter("token"):
                sentences[int(token.get("sentence") or 0)].append(token.text or "")
            lines = [" ".join(words) for _, words in sorted(sentences.items())]
            lines = [line for line in lines if not line.startswith("http")]
            name = Path(member.name).stem
            story = f"{name.split('_')[0]}{'plus' if name.endswith('plus') else ''}"
            articles.append(Article(name, story, lines[0], "\n".join(lines[1:])))
    return sorted(articles, key=lambda article: article.name)


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all articles (Bagga and Baldwin 1998)."""
    true, told = defaultdict(set), defaultdict(set)
    for name in gold:
        true[gold[name]].add(name)
        told[found[name]].add(name)
    shared = {name: len(true[gold[name]] & told[found[name]]) for name in gold}
    precision = sum(shared[name] / len(told[found[name]]) for name in gold) / len(gold)
    recall = sum(shared[name] / len(true[gold[name]]) for name in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure(articles: Sequence[Article], order: str, among: Sequence[Article] = ()) -> tuple[float, float, float]:
    """B-cubed of the articles fed with others in the order that `order` seeds."""
    fed = sorted([*articles, *among], key=lambda each: hashlib.sha256((order + each.name).encode()).hexdigest())
    rows = [revision(each.name, each.text, title=each.title, hours=n / 600) for n, each in enumerate(fed)]
    with Relations.open(None) as known:
        links = assign_stories(rows, known.stories, run_id="r", assigned_at=START)
    stories = {link.article_id: link.story_id for link in links}
    found = {each.name: stories[row.article_id] for row, each in zip(rows, fed, strict=True)}
    return b_cubed({each.name: each.story for each in articles}, {each.name: found[each.name] for each in articles})


def tuning_sets() -> dict[str, tuple[list[Article], list[Article]]]:
    """By name, articles with their stories, and the articles that they come among."""
    own = [Article(each.name, each.story, each.title, each.text) for each in stories_set.reports()]
    wikinews = [source for source in copies_set.sources() if source.name.startswith("wikinews")]
    whole = [Article(source.name, source.name, source.title, source.text) for source in wikinews]
    dealt = [part for source in wikinews for part in _dealt_out(source, reports=6, sentences=4, shared=2)]
    finer = [part for source in wikinews for part in _dealt_out(source, reports=12, sentences=3, shared=2, fewest=7)]
    return {
        "own": (own, []),
        "own among others": (own, whole[::2]),
        "dealt out": (dealt, []),
        "dealt out finer": (finer, []),
    }


def _dealt_out(
    source: copies_set.Source, *, reports: int, sentences: int, shared: int, fewest: int = 3
) -> Iterator[Article]:
    """Reports of one article's happening: each has one of its first sentences and, in turn, some of the others."""
    told = [each for each in _SENTENCE_END.split(source.text.replace("\n", " ")) if len(each.split()) > 4]
    number = min(reports, (len(told) - shared) // sentences)
    for at in range(number if number >= fewest else 0):
        part = [told[at % shared], *told[shared + at :: number]]
        title = source.title if at == 0 else part[1][:90]
        yield Article(f"{source.name} {at}", source.name, title, " ".join(part))


def main() -> int:
    parser = argparse.ArgumentParser(description="B-cubed F1 of stories.")
    parser.add_argument("--tuning", action="store_true", help="on the texts that settings are chosen on")
    if parser.parse_args().tuning:
        sets = tuning_sets()
    elif GOLD.is_file():
        sets = {"ECB+": (load_articles(GOLD), [])}
    else:
        print(ABSENT, file=sys.stderr)
        return 2
    for name, (articles, among) in sets.items():
        print(f"{name}: {len(articles)} articles of {len({each.story for each in articles})} stories")
        for order in ORDERS:
            precision, recall, f1 = measure(articles, order, among)
            print(f"  {order:<7} order: precision {precision:.3f}  recall {recall:.3f}  B-cubed F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
