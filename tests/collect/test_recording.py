"""Batches: what was handed over stands, whatever stops the round after it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.archive.writer import WarcWriter
from tests.collect.loopback import START, Desk, Site, page


def urls(number: int) -> list[str]:
    return [f"http://host{n % 4}.example/{n}" for n in range(number)]


def test_a_sink_that_fails_ends_the_round_with_its_own_error(desk: Desk, site: Site) -> None:
    desk.name(*urls(4))

    def full(rows: object) -> None:
        raise OSError(28, "No space left on device")

    desk.rows.append = full  # type: ignore[method-assign]
    with pytest.raises(OSError, match="No space left"):
        desk.fetch()


def test_an_archive_that_cannot_be_written_ends_the_round_with_its_own_error(desk: Desk, site: Site) -> None:
    site.says("http://host0.example/0", page("x"))
    desk.name("http://host0.example/0")
    desk.folder.mkdir()
    desk.folder.joinpath("blocked").mkdir()
    if os.geteuid() == 0:
        desk.folder = desk.folder / "file"
        desk.folder.write_text("not a folder")
    else:
        desk.folder.chmod(0o500)
    with pytest.raises(OSError, match=r"denied|exists|Not a directory"):
        desk.fetch()


def test_what_was_handed_over_before_an_interruption_is_not_asked_for_again(desk: Desk, site: Site) -> None:
    names = urls(12)
    for url in names:
        site.says(url, page(url))
    desk.name(*names)

    class Interrupted(KeyboardInterrupt):
        pass

    def stop_after_five(done: int, total: int | None = None, share: float | None = None) -> None:
        if done == 5:
            raise Interrupted

    given = desk._round
    desk._round = lambda archive: {**given(archive), "progress": stop_after_five}  # type: ignore[method-assign]
    with pytest.raises(Interrupted):
        desk.fetch()
    read = {row.input_id for row in desk.rows.ledger}
    assert len(read) >= 5
    desk._round = given  # type: ignore[method-assign]
    desk.fetch()
    assert len({row.input_id for row in desk.rows.ledger}) == len(names)
    assert len(desk.rows.ledger) == len(names)


def test_the_rows_of_a_round_name_its_run(desk: Desk, site: Site) -> None:
    desk.name("http://host0.example/0")
    desk.fetch()
    assert {attempt.run_id for attempt in desk.rows.attempts} == {"run1"}
    assert len({attempt.attempt_id for attempt in desk.rows.attempts}) == len(desk.rows.attempts)


def test_a_writer_may_be_used_after_it_was_closed(tmp_path: Path) -> None:
    archive = WarcWriter(tmp_path, prefix="run1", max_bytes=10, clock=lambda: START)
    archive.close()
    archive.close()
    assert list(tmp_path.iterdir()) == []
