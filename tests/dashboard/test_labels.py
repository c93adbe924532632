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


def test_a_name_that_would_lie_on_another_mark_stands_to_the_left_of_its_own() -> None:
    clusters = clustered([town("Rawalpindi", 73, 33.6, 9), town("Jhelum", 74.5, 33.6, 8)], FRAME)
    towns, _ = names(clusters, (), FRAME)
    assert [(row["name"], row["ends"]) for row in towns] == [("Rawalpindi", True), ("Jhelum", False)]
    assert towns[0]["x"] < clusters[0].x


def test_a_name_between_two_other_marks_is_left_out() -> None:
    rows = [town("Rawalpindi", 73, 33.6, 9), town("Jhelum", 74.5, 33.6, 8), town("Kohat", 71.4, 33.6, 7)]
    towns, _ = names(clustered(rows, FRAME), (), FRAME)
    assert [row["name"] for row in towns] == ["Jhelum", "Kohat"]


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
