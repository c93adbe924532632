"""Names on the map: of countries, and of the busiest towns that stand clear of each other. Pure, in the plane."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from dashboard import basemap
from dashboard.clusters import Cluster

LETTER = 0.0105
"""About how wide a letter is, as a share of the map's width; a line is twice as high."""
MOST_TOWNS = 10
Box = tuple[float, float, float, float]


def towns(clusters: Sequence[Cluster], frame: basemap.Frame) -> list[dict[str, Any]]:
    """The names of the busiest places, each to the right of its mark, as rows with `x`, `y` and `name`."""
    width = frame.east - frame.west
    placed: list[Box] = []
    shown: list[dict[str, Any]] = []
    for cluster in sorted(clusters, key=lambda c: -c.total("events"))[: 2 * MOST_TOWNS]:
        name = next(iter(cluster.names()), "")
        x = cluster.x + 0.016 * width
        box = (x, cluster.y - LETTER * width, x + len(name) * LETTER * width, cluster.y + LETTER * width)
        if name and len(shown) < MOST_TOWNS and box[2] < frame.east and not any(_meet(box, other) for other in placed):
            placed.append(box)
            shown.append({"x": x, "y": cluster.y, "name": name})
    return shown


def lands(shapes: Iterable[Mapping[str, Any]], frame: basemap.Frame) -> list[dict[str, Any]]:
    """The names of countries wide enough to hold them, in the middle of their largest part within the frame."""
    width = frame.east - frame.west
    shown = []
    for shape in shapes:
        ring = max((polygon[0] for polygon in shape["geometry"]["coordinates"]), key=lambda r: abs(_area(r)))
        across = max(x for x, _ in ring) - min(x for x, _ in ring)
        high = max(y for _, y in ring) - min(y for _, y in ring)
        name = shape["properties"]["name"]
        if across > len(name) * LETTER * width and high > 4 * LETTER * width:
            x, y = _middle(ring)
            shown.append({"x": x, "y": y, "name": name})
    return shown


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _area(ring: Sequence[Sequence[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _middle(ring: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The centre of gravity of a closed ring."""
    area = _area(ring) or 1e-9
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    x = sum((a[0] + b[0]) * c for a, b, c in pairs)
    y = sum((a[1] + b[1]) * c for a, b, c in pairs)
    return x / (6 * area), y / (6 * area)
