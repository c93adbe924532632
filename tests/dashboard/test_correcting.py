"""Whether a snapshot follows what a reader said of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.correcting import is_applied
from pipelines.desk.store import Correction, CorrectionKind


def correction(kind: CorrectionKind, *, into: tuple[str, ...] = (), actor: str | None = None) -> Correction:
    at = datetime(2025, 11, 1, tzinfo=UTC)
    return Correction("c", kind, "e1", ("m1", "m2"), "e2" if into else None, into, actor, None, "A", "So", at, None)


@pytest.mark.parametrize(
    ("held", "events_of", "done"),
    [
        (correction("wrong"), {"m1": "e1", "m2": "e1"}, False),
        (correction("wrong"), {"m1": None, "m2": None}, True),
        (correction("merge", into=("m3",)), {"m1": "e1", "m2": "e1", "m3": "e2"}, False),
        (correction("merge", into=("m3",)), {"m1": "e2", "m2": "e2", "m3": "e2"}, True),
        (correction("split"), {"m1": "e1", "m2": "e1"}, False),
        (correction("split"), {"m1": "e9", "m2": "e9"}, True),
        (correction("not_actor", actor="Pakistan"), {}, False),
        (correction("not_actor", actor="India"), {}, True),
    ],
)
def test_a_snapshot_follows_a_correction_once_its_mentions_do(
    held: Correction, events_of: dict[str, str | None], done: bool
) -> None:
    assert is_applied(held, events_of, {"Pakistan"}) is done
