"""What kinds of page are taken for which: of the 258 real pages, labelled by hand, and of our own pages of each kind.

    python -m tests.evaluation.kinds_quality [--misses]

The labels stand in `page_kinds.yml`, by the names of pages. Real pages are nearly all articles, so that they show what
is wrongly taken from the coder; our own (`tests/extract/kind_pages.py`) show the other kinds in five layouts.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from pipelines.extract.pages import PagePool, extract_html, loose_page
from pipelines.records import Revision
from pipelines.settings import ExtractSettings
from tests.extract.kind_pages import kind_pages
from tests.extract.layouts import FETCHED
from tests.replay.corpus import ABSENT, TruePage, corpus_file, load_corpus

LABELS = Path(__file__).with_name("page_kinds.yml")

Told = tuple[str, str, str]
"""A page's name, the kind it is, and the kind it was taken for."""


def real_kinds(pages: Iterable[TruePage]) -> list[Told]:
    """The real pages; those without a label are articles."""
    labels = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    kinds = {name: kind for kind, names in labels.items() for name in names}
    pages = list(pages)
    with PagePool(ExtractSettings(workers=2, page_seconds=60), run_id="") as pool:
        read = pool.extract([loose_page(page.html, url=page.url, fetched_at=page.crawled_at) for page in pages])
        return [
            (page.name, kinds.get(page.name, "article"), found.kind if isinstance(found, Revision) else "none")
            for page, (_, found) in zip(pages, read, strict=True)
        ]


def own_kinds() -> list[Told]:
    """Our own pages of each kind."""
    told = []
    for asked in kind_pages():
        found = extract_html(asked.html, url=asked.url, fetched_at=FETCHED)
        told.append((asked.name, asked.kind, found.kind if isinstance(found, Revision) else "none"))
    return told


def confusion(told: Iterable[Told]) -> Iterator[str]:
    """The table, a line at a time: a row the kind that pages are, a column what they were taken for."""
    counts = Counter((is_kind, said) for _, is_kind, said in told)
    kinds = sorted({kind for pair in counts for kind in pair})
    yield f"{'is, taken for':<14}" + "".join(f"{kind:>14}" for kind in kinds) + f"{'precision':>11}{'recall':>9}"
    for kind in kinds:
        right = counts[kind, kind]
        own = sum(counts[kind, other] for other in kinds)
        said = sum(counts[other, kind] for other in kinds)
        rates = f"{right / said if said else 1:>11.3f}{right / own if own else 1:>9.3f}"
        yield f"{kind:<14}" + "".join(f"{counts[kind, other] or '':>14}" for other in kinds) + rates


def main() -> int:
    parser = argparse.ArgumentParser(description="What kinds of page are taken for which.")
    parser.add_argument("--misses", action="store_true", help="name each page that was taken for another kind")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    own = own_kinds()
    print(f"{len(own)} own pages\n" + "\n".join(confusion(own)))
    path = corpus_file()
    if path is None:
        print(ABSENT, file=sys.stderr)
        return 2
    real = real_kinds(load_corpus(path))
    print(f"\n{len(real)} real pages\n" + "\n".join(confusion(real)))
    if given.misses:
        print("\n".join(f"{name}: {is_kind}, taken for {said}" for name, is_kind, said in real if is_kind != said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
