"""How well articles find their story: B-cubed F1 on topics 1 to 22 of ECB+, fed in one order and in others.

    python -m tests.evaluation.extract_stories

Each topic of ECB+ holds two happenings of one kind (two earthquakes, two trials): a story is one of them. The files
carry no dates, so all articles stand within one window, which is harder than a stream of news.
"""

from __future__ import annotations

import hashlib
import sys
import tarfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.extract.stories import Newsroom
from tests.extract.rows import START, revision

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "stories-ecbplus" / "ecbplus-topics-1-22.tar.xz"
ABSENT = "ECB+ (../shared/gold/stories-ecbplus) is not beside this checkout"


@dataclass(frozen=True, slots=True)
class Article:
    """`story` is its topic and which of the topic's two happenings it tells."""

    name: str
    story: str
    title: str
    text: str

    @property
    def half(self) -> str:
        """`tuning` for topics with an odd number: settings were chosen on them. `check` for the others."""
        return "tuning" if int(self.name.split("_")[0]) % 2 else "check"


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


def measure(articles: Sequence[Article], order: str, half: str = "all") -> tuple[float, float, float]:
    """B-cubed of the articles fed in the order that `order` seeds; of the topics of a half, with all of them fed."""
    fed = sorted(articles, key=lambda article: hashlib.sha256((order + article.name).encode()).hexdigest())
    rows = [revision(each.name, each.text, title=each.title, hours=n / 60) for n, each in enumerate(fed)]
    links = Newsroom().assign(rows, run_id="r", assigned_at=START)
    stories = {link.article_id: link.story_id for link in links}
    names = {row.article_id: each.name for row, each in zip(rows, fed, strict=True)}
    counted = {each.name: each.story for each in articles if half in ("all", each.half)}
    found = {names[article]: story for article, story in stories.items()}
    return b_cubed(counted, {name: found[name] for name in counted})


def main() -> int:
    if not GOLD.is_file():
        print(ABSENT, file=sys.stderr)
        return 2
    articles = load_articles(GOLD)
    print(f"{len(articles)} articles of {len({each.story for each in articles})} stories, told from {START:%Y-%m-%d}")
    for half in ("tuning", "check", "all"):
        for order in ("first", "second", "third"):
            precision, recall, f1 = measure(articles, order, half)
            print(f"{half:<7} {order:<7} order: precision {precision:.3f}  recall {recall:.3f}  B-cubed F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
