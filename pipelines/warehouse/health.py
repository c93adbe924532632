"""Which sources and languages someone should look at, as the models of the build file judge it."""

from __future__ import annotations

from pipelines.settings import Home
from pipelines.warehouse.connection import writer
from pipelines.warehouse.marts import LOST, TROUBLED


def sources_in_trouble(home: Home) -> dict[str, list[str]]:
    """The ids of troubled sources by state; one that left the list troubles nobody. The caller holds the run lock, and
    the models are built.

    Raises:
        MachineFault: the file cannot be read.
    """
    return _by_state(home, "select state, source_id as name from main.source_health semi join (from main.sources where"
                     " active) as listed using (source_id)", TROUBLED)  # fmt: skip


def lost_languages(home: Home) -> dict[str, list[str]]:
    """The languages that no longer come as they used to, by state; as `sources_in_trouble`."""
    return _by_state(home, "select state, language as name from main.language_health", LOST)


def _by_state(home: Home, query: str, states: tuple[str, ...]) -> dict[str, list[str]]:
    with writer(home) as connection:
        rows = connection.execute(
            f"select state, list(name order by name) from ({query}) where list_contains($states, state)"
            " group by state order by list_position($states, state)",
            {"states": list(states)},
        ).fetchall()
    return dict(rows)
