"""What becomes of an event over publishes: it grows, takes another in, gives one up, and loses its first report."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.records import CorrectedMention
from pipelines.settings import Home
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.snapshot import published_path
from tests.models.world import NOON, Told, World, dbt, land, take_down
from tests.warehouse.world import publish_at

SATURDAY = date(2025, 10, 25)

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1200)]


class Passes:
    """A home that is built and published pass after pass, an hour each."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.number = 0
        home.warehouse.mkdir(parents=True)

    def publish(self, world: World) -> list[tuple[str, str, str | None]]:
        """Land what is new, build, publish: the changes of events that this snapshot tells, with their ids."""
        self.number += 1
        at = NOON + timedelta(hours=self.number)
        world.run(f"run-{self.number}", at)
        land(world, self.home)
        built = dbt(self.home, "build", "--exclude-resource-type", "unit_test")
        assert built.returncode == 0, built.stdout
        publish_at(self.home, at, f"run-{self.number}")
        rows = self.ask(f"from event_changes where changed_at = timestamptz '{at.isoformat()}' order by event_id")
        return [(row["change"], row["event_id"], row["into_event_id"]) for row in rows]

    def ask(self, query: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = run_sql(published_path(self.home), query).to_pylist()
        return rows


def _meeting(told: Told, trigger: str) -> str:
    return told.act(
        "CONSULT", trigger, actors=["Pakistan", "Afghan Taliban"], place="Istanbul", day=SATURDAY, reciprocal=True
    )


def test_an_event_keeps_its_id_as_evidence_grows_and_tells_where_it_went(tmp_path: Path) -> None:
    passes = Passes(Home(tmp_path / "home"))
    talks = "Pakistan and the Afghan Taliban held talks in Istanbul on Saturday."

    world = World()
    for source in ("alpha", "beta", "gamma"):
        world.source(source, source.title())
    first_report = world.article("talks", talks, source="alpha")
    first = _meeting(first_report, "talks")
    assert passes.publish(world) == [("added", first, None)]

    world = World()
    second = _meeting(world.article("round", "The " + talks, source="beta", at=NOON + timedelta(hours=2)), "talks")
    assert passes.publish(world) == [("changed", first, None)], "more evidence changes the event, not its id"
    [event] = passes.ask("select event_id, mentions, outlets from events")
    assert event == {"event_id": first, "mentions": 2, "outlets": 2}

    world = World()
    vague_report = world.article("mood", "Pakistan met Qatar.", source="gamma", at=NOON + timedelta(hours=3))
    other = vague_report.act("CONSULT", "met", actors=["Pakistan", "Qatar"], reciprocal=True)
    assert passes.publish(world) == [("added", other, None)]

    world = World()
    world.add("corrections", *(_merge(mention) for mention in (first, other)))
    assert set(passes.publish(world)) == {("changed", first, None), ("merged", other, first)}, "the older survives"

    world = World()
    world.add("corrections", *(_merge(mention, withdrawn=True) for mention in (first, other)))
    assert set(passes.publish(world)) == {("split", first, other), ("added", other, None)}

    world = World()
    take_down(world, first_report, "https://alpha.example/talks")
    assert ("merged", first, second) in passes.publish(world), "without its first report it stands on the next"
    assert {row["event_id"] for row in passes.ask("select event_id from events")} == {second, other}


def _merge(mention_id: str, *, withdrawn: bool = False) -> CorrectedMention:
    return CorrectedMention("c1", mention_id, "merge", None, None, "a reader", NOON, withdrawn)
