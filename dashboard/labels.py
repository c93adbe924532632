"""Names on the map: of countries, and of the busiest towns that stand clear of each other. Pure, in the plane."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from dashboard import basemap
from dashboard.clusters import Cluster

LETTER = 0.013
"""About how wide a letter is, as a share of the map's width; a line is twice as high."""
MOST_TOWNS = 10
SIZES = (44, 620)
"""The areas of the least and the largest mark, in pixels."""
WIDTH = 560
"""About how many pixels wide a map is drawn."""
Box = tuple[float, float, float, float]


def names(
    clusters: Sequence[Cluster], shapes: Iterable[Mapping[str, Any]], frame: basemap.Frame
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Names of the busiest places, each beside its mark, and of countries wide enough to hold theirs, in the middle of
    their largest part within the frame. Rows have `x`, `y` and `name`; a place's name `ends` at its `x` where it stands
    to the left of its mark, for want of room to the right."""
    width = frame.east - frame.west
    radii = _radii(clusters, width)
    marks = [(c.x - r, c.y - r, c.x + r, c.y + r) for c, r in zip(clusters, radii, strict=True)]
    taken: list[Box] = list(marks)
    towns: list[dict[str, Any]] = []
    for number in sorted(range(len(clusters)), key=lambda n: -radii[n])[: 2 * MOST_TOWNS]:
        cluster, mark = clusters[number], marks[number]
        name = next(iter(cluster.names()), "")
        if not name or len(towns) == MOST_TOWNS:
            continue
        gap, long = LETTER / 3 * width, len(name) * LETTER * width
        for left, x in ((mark[2] + gap, mark[2] + gap), (mark[0] - gap - long, mark[0] - gap)):
            box = _box(left, cluster.y, name, width)
            within = frame.west < box[0] and box[2] < frame.east
            if within and not any(_meet(box, other) for other in taken if other is not mark):
                taken.append(box)
                towns.append({"x": x, "y": cluster.y, "name": name, "ends": x != left})
                break
    lands = []
    for shape in shapes:
        ring = max((polygon[0] for polygon in shape["geometry"]["coordinates"]), key=lambda r: abs(_area(r)))
        name, across = shape["properties"]["name"], max(x for x, _ in ring) - min(x for x, _ in ring)
        x, y = _middle(ring)
        box = _box(x - len(name) * LETTER * width / 2, y, name, width)
        high = max(y for _, y in ring) - min(y for _, y in ring)
        wide = across > box[2] - box[0] and high > box[3] - box[1]
        if wide and not any(_meet(box, other) for other in taken):
            taken.append(box)
            lands.append({"x": x, "y": y, "name": name})
    return towns, lands


def _radii(clusters: Sequence[Cluster], width: float) -> list[float]:
    most = max((cluster.total("events") for cluster in clusters), default=1) or 1
    sizes = (SIZES[0] + (SIZES[1] - SIZES[0]) * cluster.total("events") / most for cluster in clusters)
    return [math.sqrt(size / math.pi) * width / WIDTH for size in sizes]


def _box(left: float, y: float, name: str, width: float) -> Box:
    return left, y - LETTER * width, left + len(name) * LETTER * width, y + LETTER * width


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
