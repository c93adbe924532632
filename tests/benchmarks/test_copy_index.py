"""How fast the index of copies answers when it holds 100,000 articles, and what a flood of one text costs."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from pipelines.extract.copies import relate_copies, sketch
from pipelines.records import Revision
from pipelines.warehouse.relations import Relations
from tests.extract.rows import START, revision

pytestmark = pytest.mark.bench

ARTICLES = 100_000
WORDS = 400


def article(number: int, chance: random.Random) -> Revision:
    """Words as skewed as those of news, so that articles share the passages of frequent ones."""
    ranks = (int(20_000 ** chance.random()) for _ in range(WORDS))
    return revision(f"outlet{number}", " ".join(f"w{rank}" for rank in ranks), hours=number / 600)


def test_a_hundred_thousand_articles_answer_a_new_one_in_under_five_milliseconds(tmp_path: Path) -> None:
    chance = random.Random(1)
    file = tmp_path / "relations.sqlite"
    kept: list[Revision] = []
    with Relations.open(file) as seen:
        began = time.perf_counter()
        for number in range(ARTICLES):
            each = article(number, chance)
            made = sketch(each)
            seen.add(made, None, (), made.sample)
            if number % 1000 == 0:
                kept.append(each)
                seen.commit()
        filled = time.perf_counter() - began
        seen.commit()
    with Relations.open(file) as seen:
        new = [article(ARTICLES + n, chance) for n in range(200)]
        reprints = [
            revision(f"reprint{n}", " ".join(each.text.split()[:250]) + " And more.", hours=400)
            for n, each in enumerate(kept)
        ]
        fresh, found = took(new, seen), took(reprints, seen)
    print(
        f"\n{ARTICLES:,} articles indexed in {filled:.0f} s ({1000 * filled / ARTICLES:.2f} ms each),"
        f" {file.stat().st_size / 1e6:.0f} MB; a new one: {fresh[0]:.2f} ms (slowest of 200 {fresh[1]:.2f}),"
        f" a reprint: {found[0]:.2f} ms (slowest of {len(reprints)} {found[1]:.2f}), {found[2]} of them linked"
    )
    assert fresh[0] < 5
    assert found[0] < 5
    assert found[2] == len(reprints)


def test_a_flood_of_one_text_costs_as_much_for_the_last_as_for_the_first() -> None:
    chance = random.Random(2)
    text = article(0, chance).text
    with Relations.open(None) as seen:
        times = []
        for start in range(0, 50_000, 10_000):
            flood = [
                revision(f"mirror{n}", f"{text} Mirror {n} of {n * 7919 % 1009}.", hours=n / 600)
                for n in range(start, start + 10_000)
            ]
            times.append(took(flood, seen)[0])
    print("\n50,000 reprints of one text, ms each by the thousands seen: " + " ".join(f"{each:.2f}" for each in times))
    assert times[-1] < 2 * times[0]


def took(revisions: list[Revision], seen: Relations) -> tuple[float, float, int]:
    """Milliseconds on the mean and for the slowest, and how many were linked."""
    times, linked = [], 0
    for each in revisions:
        began = time.perf_counter()
        linked += bool(relate_copies(each, seen, START))
        times.append(1000 * (time.perf_counter() - began))
    return sum(times) / len(times), max(times), linked
