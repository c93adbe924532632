"""Marks that would lie on each other, drawn as one: pure, in the plane of the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard import basemap

Row = Mapping[str, Any]


@dataclass(slots=True)
class Cluster:
    """Places so close on the map that one mark stands for them, where the busiest of them is."""

    x: float
    y: float
    rows: list[Row] = field(default_factory=list)

    def total(self, name: str) -> int:
        """The sum of a column over the places."""
        return sum(row[name] or 0 for row in self.rows)

    def names(self) -> list[str]:
        """The places, the busiest first."""
        return [row["place_name"] for row in self.rows if row["place_name"]]


def clustered(rows: Sequence[Row], frame: basemap.Frame, *, apart: float = 1 / 42) -> list[Cluster]:
    """Places of a frame with at least `apart` of its width between any two marks; the busiest take the rest in."""
    reach = (frame.east - frame.west) * apart
    cells: dict[tuple[int, int], list[Cluster]] = {}
    found: list[Cluster] = []
    for row in sorted(rows, key=lambda r: (-r["events"], r["place_name"] or "")):
        if not (frame.west <= row["lon"] <= frame.east and frame.south <= row["lat"] <= frame.north):
            continue
        x, y = basemap.project(row["lon"], row["lat"])
        column, line = int(x // reach), int(y // reach)
        near = [
            cluster
            for i in (column - 1, column, column + 1)
            for j in (line - 1, line, line + 1)
            for cluster in cells.get((i, j), ())
            if (cluster.x - x) ** 2 + (cluster.y - y) ** 2 < reach**2
        ]
        if near:
            min(near, key=lambda c: (c.x - x) ** 2 + (c.y - y) ** 2).rows.append(row)
        else:
            fresh = Cluster(x, y, [row])
            cells.setdefault((column, line), []).append(fresh)
            found.append(fresh)
    return found
