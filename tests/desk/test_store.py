"""What the desk keeps, and gives back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.desk.filters import EventFilter
from pipelines.desk.store import Desk

AT = datetime(2025, 11, 1, 12, tzinfo=UTC)


def test_a_search_comes_back_with_its_filter(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    asked = EventFilter(since=date(2025, 10, 1), actor=("O'Brien; --",), quad=(3, 4), origins=2, text="ünder")
    search_id = desk.save("Mine", "match", asked, None, AT)
    assert [(s.search_id, s.filter, s.judged_at) for s in desk.searches()] == [(search_id, asked, AT)]
    desk.drop(search_id)
    assert desk.searches() == []


def test_a_correction_is_kept_with_who_and_when_and_withdrawn_on_record(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    key = desk.correct("not_actor", "e1", ["m1"], who="A reader", why="It was the other side", at=AT, actor="X")
    desk.withdraw(key, AT)
    (kept,) = desk.corrections("e1")
    assert (kept.who, kept.made_at, kept.withdrawn_at, kept.mention_ids) == ("A reader", AT, AT, ("m1",))
    assert desk.corrections("e2") == []
