"""Country shapes for the map: Natural Earth from `data/basemap`, cut to a frame and projected, all on this machine.

Shapes are projected here (Mercator) and handed to the chart as plane coordinates, so that a cut shape fits its frame
exactly. What is drawn on them belongs to charts.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipelines.settings import ROOT

FOLDER = ROOT / "data" / "basemap"
MAX_LATITUDE = 82.0
"""Mercator runs away towards the poles; nothing is drawn beyond."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float


WORLD = Frame(-170, -56, 180, 76)


def project(lon: float, lat: float) -> tuple[float, float]:
    """Degrees to plane coordinates: x in degrees, y stretched as Mercator does, growing northwards."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return lon, math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def unproject(y: float) -> float:
    """The latitude of a plane y."""
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def fitted(points: Sequence[tuple[float, float]], *, ratio: float = 1.9, least: float = 16.0) -> Frame:
    """A frame around (lon, lat) points with a margin, `ratio` times as wide as it is high once projected.

    It is at least `least` degrees across; the world when there are no points, or when they are spread over it. One
    stray point on another continent does not shrink the rest: with many points the middle nine tenths set the frame.
    """
    if not points:
        return WORLD
    plane = [project(lon, lat) for lon, lat in points]
    xs, ys = sorted(x for x, _ in plane), sorted(y for _, y in plane)
    cut = len(points) // 20 if len(points) >= 40 else 0
    west, east, south, north = xs[cut], xs[-1 - cut], ys[cut], ys[-1 - cut]
    if east - west > 140:
        return WORLD
    across = 1.25 * max(east - west, (north - south) * ratio, least)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    high = across / ratio
    return Frame(
        max(-180.0, middle_x - across / 2),
        max(-60.0, unproject(middle_y - high / 2)),
        min(180.0, middle_x + across / 2),
        min(80.0, unproject(middle_y + high / 2)),
    )


@lru_cache(maxsize=16)
def shapes(frame: Frame) -> tuple[dict[str, Any], ...]:
    """GeoJSON features (plane coordinates) of the countries inside a frame; empty when the shapes are not there.

    Each has `properties.name` and `properties.numeric` (ISO 3166-1 numeric, as text, or None).
    """
    file = FOLDER / ("countries-110m.json" if frame.east - frame.west > 150 else "countries-50m.json")
    if not file.is_file():
        return ()
    features = []
    for name, numeric, polygons in _countries(file):
        kept = []
        for rings in polygons:
            for turn in (-360, 0, 360):
                turned = [[(lon + turn, lat) for lon, lat in ring] for ring in rings]
                inside = [ring for ring in (cut(ring, frame) for ring in turned) if len(ring) >= 3]
                if inside:
                    kept.append([[[round(c, 2) for c in project(*p)] for p in [*ring, ring[0]]] for ring in inside])
        if kept:
            features.append(
                {
                    "type": "Feature",
                    "properties": {"name": name, "numeric": numeric},
                    "geometry": {"type": "MultiPolygon", "coordinates": kept},
                }
            )
    return tuple(features)


def outline(frame: Frame) -> dict[str, Any]:
    """The frame itself as a GeoJSON feature: the sea below the shapes, and what holds the map to its frame."""
    west, south = project(frame.west, frame.south)
    east, north = project(frame.east, frame.north)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@cache
def _countries(file: Path) -> tuple[tuple[str, str | None, list[list[Ring]]], ...]:
    """Name, numeric code and polygons (rings in degrees) of each country of a TopoJSON file."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    scale_x, scale_y = topology["transform"]["scale"]
    move_x, move_y = topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)

    def ring_of(indexes: Sequence[int]) -> Ring:
        ring: Ring = []
        for index in indexes:
            points = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring.extend(points if not ring else points[1:])
        return _unwrapped(ring)

    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"]) or []
        rings = [[ring_of(indexes) for indexes in polygon] for polygon in polygons]
        found.append((shape["properties"]["name"], shape.get("id"), rings))
    return tuple(found)


def _unwrapped(ring: Ring) -> Ring:
    """A ring whose longitudes run on past the antimeridian instead of jumping to its other side."""
    turn, before, run = 0.0, ring[0][0], []
    for lon, lat in ring:
        if abs(lon - before) > 180:
            turn += 360 if lon < before else -360
        before = lon
        run.append((lon + turn, lat))
    return run


def cut(ring: Ring, frame: Frame) -> Ring:
    """A ring cut to a frame (Sutherland and Hodgman, 1974): edge by edge."""
    lons = [p[0] for p in ring]
    lats = [p[1] for p in ring]
    if min(lons) > frame.east or max(lons) < frame.west or min(lats) > frame.north or max(lats) < frame.south:
        return []
    ring = _clip_side(ring, 0, frame.west, keep_above=True)
    ring = _clip_side(ring, 0, frame.east, keep_above=False)
    ring = _clip_side(ring, 1, frame.south, keep_above=True)
    return _clip_side(ring, 1, frame.north, keep_above=False)


def _clip_side(ring: Ring, axis: int, limit: float, *, keep_above: bool) -> Ring:
    cut: Ring = []
    for index, point in enumerate(ring):
        before = ring[index - 1]
        inside = (point[axis] >= limit) == keep_above or point[axis] == limit
        was_inside = (before[axis] >= limit) == keep_above or before[axis] == limit
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            cut.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            cut.append(point)
    return cut
