"""What the codes mean: types of acts, their modes, contexts, sectors and CAMEO codes, as the seeds define them."""

from __future__ import annotations

import csv
from functools import cache

from pipelines.settings import ROOT

SEEDS = ROOT / "dbt_project" / "seeds"


@cache
def _rows(seed: str) -> tuple[dict[str, str], ...]:
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def types() -> dict[str, str]:
    """The definition of each type of act."""
    return {row["event_type"]: row["definition"] for row in _rows("event_types")}


@cache
def quads() -> dict[str, int | None]:
    """The class, 1 to 4, of each type of act; None for STATEMENT."""
    return {row["event_type"]: int(row["quad"]) if row["quad"] else None for row in _rows("event_types")}


@cache
def modes() -> dict[tuple[str, str], str]:
    """The definition of each mode, by type and mode."""
    return {(row["event_type"], row["mode"]): row["definition"] for row in _rows("event_modes")}


@cache
def sectors() -> dict[str, str]:
    """The definition of each kind of actor."""
    return {row["sector"]: row["definition"] for row in _rows("sectors")}


@cache
def contexts() -> dict[str, str]:
    """The definition of each context."""
    return {row["context"]: row["definition"] for row in _rows("contexts")}


@cache
def cameo() -> dict[str, str]:
    """The name of each CAMEO code."""
    return {row["code"]: row["name"] for row in _rows("cameo_codes")}


def act(event_type: str, mode: str | None) -> str | None:
    """What an act is: the definition of its mode, or of its type where it has none; None for one that is unknown."""
    return modes().get((event_type, mode or "")) or types().get(event_type)
