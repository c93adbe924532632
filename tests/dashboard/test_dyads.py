"""What stands between two sides: deeds of one upon the other and of both with each other, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.queries import dyads
from dashboard.snapshot import Warehouse


def between(shown: Warehouse, folder: Path, role_of_one: str, role_of_other: str) -> tuple[list[str], list[str]]:
    """The kinds of all events that name the busiest pair, and of those found between them, when each has this role."""
    file = Path(shutil.copy(shown.path, folder))
    with duckdb.connect(str(file)) as connection:
        pair = connection.execute(
            "select entity_id, other_id from reading.entity_dyads group by all order by sum(events) desc, 1, 2 limit 1"
        ).fetchone()
        assert pair is not None
        for entity, role in zip(pair, (role_of_one, role_of_other), strict=True):
            connection.execute("update reading.entity_events set role = $2 where entity_id = $1", [entity, role])
        connection.execute("update events set reciprocal = false")
        named = connection.execute(
            "select distinct event_type from events where event_number in ("
            " select event_number from reading.entity_events where entity_id in $1"
            " group by event_number having count(distinct entity_id) = 2)",
            [list(pair)],
        ).fetchall()
    found = dyads.deeds(Warehouse(file), *pair, 50)
    return sorted(kind for (kind,) in named), sorted({row["event_type"] for row in found})


@pytest.mark.parametrize(("one", "other"), [("actor", "recipient"), ("recipient", "actor")])
def test_a_deed_of_one_upon_the_other_is_between_them(
    warehouse: Warehouse, tmp_path: Path, one: str, other: str
) -> None:
    named, found = between(warehouse, tmp_path, one, other)
    assert found == named


def test_what_others_do_to_both_is_not_between_them(warehouse: Warehouse, tmp_path: Path) -> None:
    named, found = between(warehouse, tmp_path, "recipient", "recipient")
    assert named
    assert found == []


def test_of_what_both_do_only_cooperation_is_between_them(warehouse: Warehouse, tmp_path: Path) -> None:
    named, found = between(warehouse, tmp_path, "actor", "actor")
    assert set(found) == set(named) & {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
