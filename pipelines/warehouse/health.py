"""Which sources someone should look at, as the models of the build file judge it."""

from __future__ import annotations

from pipelines.settings import Home
from pipelines.warehouse.connection import writer
from pipelines.warehouse.marts import TROUBLED


def sources_in_trouble(home: Home) -> dict[str, list[str]]:
    """The ids of troubled sources by state. The caller holds the run lock, and the models are built.

    Raises:
        MachineFault: the file cannot be read.
    """
    with writer(home) as connection:
        rows = connection.execute(
            "select state, list(source_id order by source_id) from main.source_health"
            " where list_contains($troubled, state) group by state order by list_position($troubled, state)",
            {"troubled": list(TROUBLED)},
        ).fetchall()
    return dict(rows)
