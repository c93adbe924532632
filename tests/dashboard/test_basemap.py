"""Country shapes cut to a frame."""

from __future__ import annotations

from itertools import pairwise

from dashboard.basemap import WORLD, Frame, fitted, project, shapes, unproject


def test_a_frame_holds_the_points_it_is_fitted_to() -> None:
    points = [(73.04, 33.72), (69.17, 34.53), (51.53, 25.29)]
    frame = fitted(points)
    assert all(frame.west < lon < frame.east and frame.south < lat < frame.north for lon, lat in points)


def test_points_all_over_the_world_give_the_world() -> None:
    assert fitted([(-100, 40), (100, -20)]) == WORLD
    assert fitted([]) == WORLD


def test_shapes_stay_inside_the_frame_and_know_their_country() -> None:
    frame = Frame(60, 20, 80, 40)
    found = shapes(frame)
    names = {shape["properties"]["name"]: shape["properties"]["numeric"] for shape in found}
    assert names["Pakistan"] == "586"
    assert "Brazil" not in names
    south, north = project(0, 20)[1], project(0, 40)[1]
    for shape in found:
        for polygon in shape["geometry"]["coordinates"]:
            for ring in polygon:
                assert all(60 <= x <= 80 and south - 0.01 <= y <= north + 0.01 for x, y in ring)


def test_a_country_across_the_antimeridian_leaves_no_band_over_the_world() -> None:
    for shape in shapes(WORLD):
        for polygon in shape["geometry"]["coordinates"]:
            for ring in polygon:
                steps = [abs(a[0] - b[0]) for a, b in pairwise(ring) if WORLD.west < a[0] < WORLD.east]
                assert shape["properties"]["name"] == "Antarctica" or max(steps, default=0) < 60


def test_projection_and_back() -> None:
    assert round(unproject(project(10, 41.0)[1]), 6) == 41.0
