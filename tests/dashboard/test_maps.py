"""What stands on the map: discs for towns alone, areas for provinces and countries, and what choosing one asks for."""

from __future__ import annotations

import json
from typing import Any

from dashboard import countries, maps, provinces
from dashboard.theme import LIGHT


def _row(
    name: str | None, country: str, precision: str, lon: float | None, lat: float | None, n: int
) -> dict[str, Any]:
    return {
        "place_name": name, "country": country, "precision": precision, "lon": lon, "lat": lat, "events": n,
        "cooperation": 0, "conflict": n, "deaths": 0,
    }  # fmt: skip


ROWS = [
    _row("Kabul", "AFG", "exact", 69.17, 34.53, 9),
    _row("Bagrami", "AFG", "exact", 69.22, 34.5, 1),
    _row("Doha", "QAT", "exact", 51.53, 25.29, 2),
    _row("Punjab", "PAK", "admin", 74.35, 31.55, 4),
    _row(None, "IND", "country", 77.0, 20.0, 3),
]


def test_only_towns_have_a_disc_and_near_ones_share_it() -> None:
    shown = maps.sited(ROWS)
    assert [c.names() for c in shown.clusters] == [["Kabul", "Bagrami"], ["Doha"]]
    assert [row["place_name"] for row in shown.areas] == ["Punjab"]
    assert shown.countries == {"IND": 3}


def test_choosing_a_mark_asks_for_its_places() -> None:
    shown = maps.sited(ROWS)
    assert shown.chosen({"spot": [{"mark": "0"}]}) == ("place", ["Kabul", "Bagrami"])
    assert shown.chosen({"spot": [], "area": [{"mark": "0"}]}) == ("place", ["Punjab"])
    assert shown.chosen({"land": [{"code": "IND"}]}) == ("country", ["IND"])
    assert shown.chosen({}) is None


def test_the_map_carries_all_it_draws() -> None:
    drawn = maps.place_map(maps.sited(ROWS), LIGHT, countries.numeric_codes(), choose=True)
    assert {param["name"] for param in drawn["params"]} == {"spot", "area", "land"}
    assert '"url"' not in json.dumps(drawn)


def test_a_province_is_an_area_around_its_towns() -> None:
    ring = provinces.area("PAK", 74.35, 31.55)
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    assert min(lons) < 72 < max(lons)
    assert min(lats) < 31 < max(lats)
    alone = provinces.area(None, 0.0, -60.0)
    assert max(p[0] for p in alone) - min(p[0] for p in alone) < 1.5
