"""The index of copies outlives a run, and is made anew where it is no index."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines.records import Sketch
from pipelines.warehouse.relations import Relations

NOON = datetime(2025, 10, 20, 12, 0, tzinfo=UTC)


def sketch(name: str, *sample: int, hour: int = 12) -> Sketch:
    return Sketch(name, f"article-{name}", NOON.replace(hour=hour), 40, 1, frozenset(sample))


def test_only_what_was_committed_stays(tmp_path: Path) -> None:
    file = tmp_path / "relations.sqlite"
    with Relations.open(file) as seen:
        seen.add(sketch("a", 1, 2**63 - 1), None, [], [1, 2**63 - 1])
        seen.commit()
        seen.add(sketch("b", 3), None, [], [3])
    with Relations.open(file) as seen:
        assert seen.revision_ids() == {"a"}
        [number] = seen.tellers([2**63 - 1, 3])[2**63 - 1]
        assert seen.texts([number])[number].sketch == sketch("a", 1, 2**63 - 1)


def test_a_text_told_before_those_it_is_linked_with_is_their_earliest() -> None:
    with Relations.open(None) as seen:
        seen.add(sketch("reprint", 1, 2), None, [], [1, 2])
        seen.add(sketch("later", 1, 2, hour=14), 1, [1], [])
        seen.add(sketch("wire", 1, 2, 3, hour=9), 1, [1, 2], [3])
        texts = seen.texts([1, 2, 3])
        assert [texts[number].earliest for number in (1, 2, 3)] == [3, 3, 3]
        assert {text.root for text in texts.values()} == {1}


def test_what_is_forgotten_is_found_by_nothing() -> None:
    with Relations.open(None) as seen:
        seen.add(sketch("a", 1, 2), None, [], [1, 2])
        seen.add(sketch("b", 2, 4), None, [], [2, 4])
        seen.forget(["a", "never"])
        assert seen.revision_ids() == {"b"}
        assert {passage: list(told) for passage, told in seen.tellers([1, 2, 4]).items()} == {2: [2], 4: [2]}


def test_a_text_is_kept_once() -> None:
    with Relations.open(None) as seen:
        seen.add(sketch("a", 1), None, [], [1])
        seen.add(sketch("a", 1), None, [], [1])
        assert seen.count() == 1


def test_a_file_that_is_no_index_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "relations.sqlite"
    file.write_bytes(b"not a database " * 100)
    with Relations.open(file) as seen:
        assert seen.count() == 0
