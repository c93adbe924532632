"""What changed between two revisions of an article."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from pipelines.extract.alignment import differing, paired
from pipelines.extract.changes import changes
from pipelines.extract.figures import numbers_in
from pipelines.records import RevisionChange
from tests.extract.layouts import PARAGRAPHS
from tests.extract.rows import revision


def between(old: str, new: str, *, title: str = "Talks", new_title: str | None = None) -> tuple[RevisionChange, ...]:
    return changes(revision("a", old, title=title), revision("a", new, title=new_title or title))


def text(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


def test_a_number_a_word_and_a_new_paragraph() -> None:
    old = text("At least 12 people were killed in the blast, police said.", PARAGRAPHS[0])
    new = text("At least 15 people were killed in the blast, officials said.", PARAGRAPHS[0], PARAGRAPHS[1])
    paragraph, number, added = between(old, new)
    assert (paragraph.field, paragraph.change, paragraph.old_paragraph, paragraph.new_paragraph) == (
        "paragraph", "changed", 1, 1,
    )  # fmt: skip
    assert [old[s.start : s.end] for s in paragraph.old_spans] == ["12", "police"]
    assert [new[s.start : s.end] for s in paragraph.new_spans] == ["15", "officials"]
    assert (number.field, number.old_number, number.new_number, number.noun) == ("number", 12, 15, "people")
    assert (old[number.old_start : number.old_end], new[number.new_start : number.new_end]) == ("12", "15")
    assert (added.change, added.old_paragraph, added.new_paragraph) == ("added", None, 3)
    assert new[added.new_start : added.new_end] == PARAGRAPHS[1]
    assert len({each.change_id for each in (paragraph, number, added)}) == 3


def test_a_removed_and_a_moved_paragraph() -> None:
    found = between(text(*PARAGRAPHS), text(PARAGRAPHS[3], PARAGRAPHS[0], PARAGRAPHS[2]))
    assert [(each.change, each.old_paragraph, each.new_paragraph) for each in found] == [
        ("moved", 4, 1), ("removed", 2, None),
    ]  # fmt: skip


def test_a_title_and_its_number() -> None:
    title, number = between(PARAGRAPHS[0], PARAGRAPHS[0], title="Blast kills 3", new_title="Blast kills five")
    assert (title.field, title.old_value, title.new_value) == ("title", "Blast kills 3", "Blast kills five")
    assert (number.old_value, number.old_number, number.new_value, number.new_number) == ("3", 3, "five", 5)
    assert number.old_paragraph is None


def test_authors_and_time() -> None:
    old = revision("a", PARAGRAPHS[0], title="Talks")
    new = replace(revision("a", PARAGRAPHS[1], title="Talks", hours=2), authors=("Mara Ellwood",))
    found = {each.field: (each.old_value, each.new_value) for each in changes(old, new)}
    assert found["authors"] == ("", "Mara Ellwood")
    assert found["published_at"] == ("2025-10-20T08:00:00Z", "2025-10-20T10:00:00Z")


def test_what_differs_in_no_word_is_no_change() -> None:
    assert between("Crews “hopeful”, board says.\nNo.", 'Crews "hopeful" - board says\nNo') == ()


def test_a_number_written_otherwise_has_not_changed() -> None:
    assert [each.field for each in between("The 12 crews met.", "The twelve crews met.")] == ["paragraph"]


def test_numbers_that_count_the_same_are_paired_where_one_was_added() -> None:
    found = between("It took 4 boats and 30 crews.", "It took 5 boats, 2 tugs and 35 crews.")
    assert {(each.noun, each.old_number, each.new_number) for each in found if each.field == "number"} == {
        ("boats", 4, 5), ("crews", 30, 35),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("1,200 people and 1.5 million litres", [(1200, "people"), (1_500_000, "litres")]),
        ("twenty-five boats, 3bn rupees, 5%", [(25, "boats"), (3e9, "rupees"), (5, "%")]),
        ("12,34,567 voters and two dozen cars", [(1_234_567, "voters"), (24, "cars")]),
        ("at 10:30 on 2025-10-25, 7/8, v1.2.3", []),
        ("the 25-year-old won 3.125 percent", [(25, "year-old won"), (3.125, "percent")]),
        ("0,5 or 1'200'000 and 1.200.000,50", [(0.5, None), (1_200_000, None), (1_200_000.5, None)]),
        ("9" * 40, []),
    ],
)
def test_numbers(said: str, values: list[tuple[float, str | None]]) -> None:
    assert [(each.value, each.noun) for each in numbers_in(said, "en")] == values


def test_numbers_are_found_again_where_the_sentence_was_turned() -> None:
    old = "Gunmen opened fire in the bazaar of Sangtara on Tuesday, killing six people and wounding 11, police said."
    new = "Nine people died after gunmen opened fire in the bazaar of Sangtara on October 14, wounding 11, police said."
    numbers = [each for each in between(old, new) if each.field == "number"]
    assert [(each.noun, each.old_number, each.new_number) for each in numbers] == [("people died", 6, 9)]
    title = between(old, old, title="Gunmen kill six in attack on bazaar", new_title="Toll of attack rises to nine")
    assert [(each.old_number, each.new_number) for each in title if each.field == "number"] == [(6, 9)]


def test_one_group_behind_a_point_is_thousands_but_in_english() -> None:
    assert [each.value for each in numbers_in("1.200 Menschen", "de")] == [1200]


def test_every_change_leads_from_the_old_text_to_the_new() -> None:
    rng = random.Random(7)
    for _ in range(60):
        old = [" ".join(rng.choices("abcdefghij", k=rng.randint(1, 12))) for _ in range(rng.randint(0, 9))]
        new = [line for line in old if rng.random() > 0.2]
        new = [f"{line} z" if rng.random() < 0.2 else line for line in new]
        rng.shuffle(new) if rng.random() < 0.3 else None
        new.insert(rng.randint(0, len(new)), "added 12 words")
        before, after = text(*old), text(*new)
        rows = [each for each in between(before, after) if each.field == "paragraph"]
        left = [line for number, line in enumerate(old, 1) if number not in {row.old_paragraph for row in rows}]
        stayed = [line for number, line in enumerate(new, 1) if number not in {row.new_paragraph for row in rows}]
        assert left == stayed
        for row in rows:
            for where, at, start, end in (
                (before, row.old_paragraph, row.old_start, row.old_end),
                (after, row.new_paragraph, row.new_start, row.new_end),
            ):
                assert at is None or where[start:end] == where.split("\n")[at - 1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n" * 4_000, "b\na\n" * 4_000),
        ("word " * 15_000, "word other " * 15_000),
        ("w" * 300_000, "v" * 300_000),
        ("\n".join(f"line {n} of it" for n in range(3_000)), "\n".join(f"line {n} of it" for n in range(3_000, 0, -1))),
        ("9," * 50_000, "8," * 50_000),
    ],
    ids=["one paragraph repeated", "one word repeated", "one long word", "all turned round", "digits and signs"],
)
def test_hostile_texts_are_compared_in_a_second_or_two(old: str, new: str) -> None:
    began = time.perf_counter()
    between(old, new)
    assert time.perf_counter() - began < 4


def test_differing_and_paired_on_what_repeats() -> None:
    many = ["x"] * 300 + ["a", "b"] + ["x"] * 300
    assert differing(many, ["x"] * 300 + ["c", "b"] + ["x"] * 300)
    assert differing([], ["a"]) == [(0, 0, 0, 1)]
    assert differing(["a"], ["a"]) == []
    assert paired([["a", "b"], ["c", "d"]], [["c", "d", "e"], ["a"]]) == [(1, 0)]
