"""Names on the map stand clear of marks and of each other."""

from __future__ import annotations

from typing import Any

from dashboard import basemap
from dashboard.clusters import clustered
from dashboard.labels import names

FRAME = basemap.Frame(60, 20, 90, 40)


def town(name: str, lon: float, lat: float, events: int) -> dict[str, Any]:
    return {"place_name": name, "lon": lon, "lat": lat, "events": events}


def test_the_busiest_places_are_named_beside_their_marks() -> None:
    clusters = clustered([town("Kabul", 69.2, 34.5, 9), town("Quetta", 67, 30.2, 3)], FRAME)
    towns, _ = names(clusters, (), FRAME)
    assert [row["name"] for row in towns] == ["Kabul", "Quetta"]
    assert all(row["x"] > cluster.x for row, cluster in zip(towns, clusters, strict=True))


def test_a_name_that_would_lie_on_another_mark_is_left_out() -> None:
    towns, _ = names(clustered([town("Rawalpindi", 73, 33.6, 9), town("Jhelum", 74.5, 33.6, 8)], FRAME), (), FRAME)
    assert [row["name"] for row in towns] == ["Jhelum"]


def test_a_country_is_named_where_it_is_wide_enough_and_free() -> None:
    wide = {
        "properties": {"name": "Widia"},
        "geometry": {"coordinates": [[[[60, 20], [80, 20], [80, 35], [60, 35], [60, 20]]]]},
    }
    slim = {
        "properties": {"name": "Slimia"},
        "geometry": {"coordinates": [[[[82, 20], [83, 20], [83, 35], [82, 35], [82, 20]]]]},
    }
    _, lands = names((), (wide, slim), FRAME)
    assert lands == [{"x": 70.0, "y": 27.5, "name": "Widia"}]
