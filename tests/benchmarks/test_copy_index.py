"""How fast the index of copies answers when it holds 100,000 articles, and what a flood of one text costs."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.extract.copies import THINNEST, relate_copies, sketch
from pipelines.records import Revision, Sketch
from pipelines.warehouse.relations import Relations
from tests.extract.rows import START, revision

pytestmark = pytest.mark.bench

ARTICLES = 100_000
WORDS = 400


def article(number: int, chance: random.Random) -> Revision:
    """Words as skewed as those of news, so that articles share the passages of frequent ones."""
    ranks = (int(20_000 ** chance.random()) for _ in range(WORDS))
    return revision(f"outlet{number}", " ".join(f"w{rank}" for rank in ranks), hours=number / 600)


def drawn(number: int, chance: random.Random) -> Sketch:
    """The sketch of an article of WORDS words that shares nothing with any other."""
    sample = frozenset(chance.getrandbits(63) // THINNEST for _ in range(WORDS // THINNEST))
    return Sketch(f"revision{number}", f"article{number}", START, WORDS, THINNEST, sample)


def test_a_hundred_thousand_articles_answer_a_new_one_in_under_five_milliseconds(tmp_path: Path) -> None:
    chance = random.Random(1)
    file = tmp_path / "relations.sqlite"
    kept = [article(number, chance) for number in range(100)]
    with Relations.open(file) as seen:
        for number in range(ARTICLES):
            made = drawn(number, chance) if number % 1000 else sketch(kept[number // 1000])
            seen.add(made, None, (), made.sample)
        seen.commit()
    with Relations.open(file) as seen:
        new = [article(ARTICLES + n, chance) for n in range(200)]
        reprints = [
            revision(f"reprint{n}", " ".join(each.text.split()[:250]) + " And more.", hours=400)
            for n, each in enumerate(kept)
        ]
        fresh, found = took(new, seen), took(reprints, seen)
    print(
        f"\n{ARTICLES:,} articles in {file.stat().st_size / 1e6:.0f} MB; processor time of a new one:"
        f" {fresh[0]:.2f} ms (slowest of 200: {fresh[1]:.2f}), of a reprint: {found[0]:.2f} ms"
        f" (slowest of {len(reprints)}: {found[1]:.2f}), {found[2]} of them linked"
    )
    assert fresh[0] < 5
    assert found[0] < 5
    assert found[2] == len(reprints)


def test_a_flood_of_one_text_costs_as_much_for_the_last_as_for_the_first() -> None:
    text = article(0, random.Random(2)).text

    def mirror(number: int) -> Revision:
        return revision(f"mirror{number}", f"{text} Mirror {number} of {number * 7919 % 1009}.", hours=number / 600)

    with Relations.open(None) as seen:
        first = took([mirror(number) for number in range(300)], seen)
        made = sketch(mirror(300))
        # What the reprints between leave in the index: linked with the first text, and nothing of their own.
        for number in range(300, 50_000):
            seen.add(replace(made, revision_id=f"r{number}", article_id=f"a{number}"), 1, [1], ())
        last = took([mirror(number) for number in range(50_000, 50_300)], seen)
    print(f"\nreprints of one text: {first[0]:.2f} ms each for the first 300, {last[0]:.2f} ms after 50,000")
    assert first[2] == 299
    assert last[2] == 300
    assert last[0] < 2 * first[0]


def took(revisions: list[Revision], seen: Relations) -> tuple[float, float, int]:
    """Milliseconds of processor time on the mean and for the slowest, and how many were linked.

    Not of the clock: the bound is of milliseconds, and what else the machine does counts for more than that.
    """
    times, linked = [], 0
    for each in revisions:
        began = time.process_time()
        linked += bool(relate_copies(each, seen, START))
        times.append(1000 * (time.process_time() - began))
    return sum(times) / len(times), max(times), linked
