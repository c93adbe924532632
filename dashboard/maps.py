"""The map: events by place over country shapes, as an Altair specification. No SQL, no page, no network.

A disc stands only where the texts name a town or a site. A province and a country are areas; the unknown has no mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import altair as alt

from dashboard import basemap, labels, provinces, words
from dashboard.charts import Drawn, Row, balance_scale
from dashboard.clusters import Cluster, clustered
from dashboard.theme import Palette

RATIO = 1.9
"""A map is so many times as wide as high, which the style sheet keeps at every width."""
LEGEND = (
    "A disc: the texts name the town; a number in it counts towns close by. A shaded area: they name no more than the "
    "province (roughly: around its towns) or the country. Events of an unknown place have no mark. "
    "Blue is cooperation, orange conflict."
)

KNOWN = {"exact": "the town", "admin": "the province", "country": "the country", "region": "a region"}
"""How exactly a place is known, by its precision."""


@dataclass(frozen=True, slots=True)
class Sited:
    """Rows of events by place, as the map shows them: what stands behind each mark's key."""

    frame: basemap.Frame
    clusters: tuple[Cluster, ...]
    areas: tuple[Row, ...]
    countries: Mapping[str, int]

    def chosen(self, selection: Mapping[str, Any]) -> tuple[str, list[str]] | None:
        """What a selection of the chart asks for: ("place", names) or ("country", codes); None without one."""
        for mark in selection.get("spot") or []:
            return "place", self.clusters[int(mark["mark"])].names()
        for mark in selection.get("area") or []:
            return "place", [self.areas[int(mark["mark"])]["place_name"]]
        for mark in selection.get("land") or []:
            return "country", [str(mark["code"])]
        return None


def sited(rows: Sequence[Row]) -> Sited:
    """What of events by place can stand on a map, and the frame that holds it."""
    placed = [row for row in rows if row["lat"] is not None and row["lon"] is not None]
    towns = [row for row in placed if row["precision"] == "exact"]
    areas = [row for row in placed if row["precision"] == "admin" and row["place_name"]]
    tinted: dict[str, int] = {}
    for row in rows:
        if row["precision"] not in ("exact", "admin") and row["country"]:
            tinted[row["country"]] = tinted.get(row["country"], 0) + row["events"]
    frame = basemap.fitted([(row["lon"], row["lat"]) for row in (*towns, *areas)], ratio=RATIO)
    return Sited(frame, tuple(clustered(towns, frame)), tuple(areas), tinted)


def place_map(
    shown: Sited, palette: Palette, codes: Mapping[str, str], *, named: bool = True, choose: bool = False
) -> dict[str, Any]:
    """The map of what is sited, as a Vega-Lite specification. `codes` gives ISO numeric for alpha-3. With `named`,
    names stand on it where it is drawn wide enough; with `choose`, marks can be chosen (`spot`, `area`, `land`).
    """
    drawn: dict[str, list[Any]] = {"sea": [basemap.outline(shown.frame)]}
    by_numeric = {codes[code]: (code, events) for code, events in shown.countries.items() if code in codes}
    if shapes := basemap.shapes(shown.frame):
        drawn["shapes"] = list(shapes)
        vague = [
            {**shape, "code": code, "name": shape["properties"]["name"], "events": events}
            for shape in shapes
            if shape["properties"]["numeric"] in by_numeric
            for code, events in [by_numeric[shape["properties"]["numeric"]]]
        ]
        if vague:
            drawn["land"] = vague
    if shown.areas:
        drawn["area"] = _province_shapes(shown)
    if named:
        towns, drawn["lands"] = labels.names(shown.clusters, shapes, shown.frame)
        drawn["right"] = [town for town in towns if not town["ends"]]
        drawn["left"] = [town for town in towns if town["ends"]]
    if shown.clusters:
        drawn["spot"] = _points(shown.clusters)
    spec = _layers(frozenset(drawn), palette, choose)
    return {**spec, "layer": [{**layer, "data": {"values": drawn[layer["data"]["name"]]}} for layer in spec["layer"]]}


@lru_cache(maxsize=64)
def _layers(held: frozenset[str], palette: Palette, choose: bool) -> dict[str, Any]:
    """The map without its rows, which are put in last: Altair checks every number of what it is given, which takes
    seconds for a coast, and every part of a specification, which takes tenths."""
    layers: list[Drawn] = [
        alt.Chart(alt.NamedData("sea")).mark_geoshape(fill=palette.sea, stroke=palette.rule, aria=False)
    ]
    if "shapes" in held:
        land = alt.Chart(alt.NamedData("shapes")).mark_geoshape(
            fill=palette.land, stroke=palette.border, strokeWidth=0.6, aria=False
        )
        layers.append(land)
    if "land" in held:
        layers.append(_areas("land", "code", palette, choose, opacity=0.2))
    if "area" in held:
        layers.append(_areas("area", "mark", palette, choose, opacity=0.42))
    if "lands" in held:
        layers.append(_names("lands", palette.faint, align="center"))
    if "spot" in held:
        layers += _discs(palette, choose)
    if "right" in held:
        layers += [_names("right", palette.ink, align="left"), _names("left", palette.ink, align="right")]
    # Shapes and points are plane coordinates already; identity keeps them and turns north up.
    chart = alt.layer(*layers).project(type="identity", reflectY=True)
    spec: dict[str, Any] = chart.configure_view(strokeWidth=0, fill=None).to_dict()
    return spec


def _province_shapes(shown: Sited) -> list[dict[str, Any]]:
    shapes = []
    for number, row in enumerate(shown.areas):
        ring = basemap.cut(list(provinces.area(row["country"], row["lon"], row["lat"])), shown.frame)
        if len(ring) >= 3:
            plane = [list(basemap.project(lon, lat)) for lon, lat in ring]
            # GeoJSON in the plane: d3 takes a ring's inside by its winding only on a sphere, not under identity.
            geometry = {"type": "Polygon", "coordinates": [[*plane, plane[0]]]}
            shapes.append(
                {"type": "Feature", "properties": {}, "geometry": geometry, "mark": str(number),
                 "name": row["place_name"], "events": row["events"]}
            )  # fmt: skip
    return shapes


def _areas(name: str, field: str, palette: Palette, choose: bool, *, opacity: float) -> Drawn:
    chart = (
        alt.Chart(alt.NamedData(name))
        .mark_geoshape(stroke=palette.faint, strokeWidth=0.8, strokeDash=[3, 2], fillOpacity=opacity)
        .encode(
            fill=alt.value(palette.accent),
            tooltip=[alt.Tooltip("name:N", title="Somewhere in"), alt.Tooltip("events:Q", title="Events")],
        )
    )
    return chart.add_params(alt.selection_point(name=name, fields=[field])) if choose else chart


def _names(data: str, colour: str, *, align: Literal["left", "right", "center"]) -> Drawn:
    # A narrow page shows the whole map, but has no room for names.
    told = alt.ExprRef("width < 480 ? 0 : 1")
    named = alt.Chart(alt.NamedData(data)).mark_text(align=align, fontSize=11, color=colour, opacity=told, aria=False)
    return named.encode(longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q"), text=alt.Text("name:N"))


def _points(clusters: Sequence[Cluster]) -> list[dict[str, Any]]:
    return [
        {
            "x": cluster.x,
            "y": cluster.y,
            "mark": str(number),
            "place": words.listed(cluster.names(), 3) or "?",
            "country": words.listed(sorted({row["country"] for row in cluster.rows if row["country"]}), 3) or "?",
            "events": cluster.total("events"),
            "conflict": cluster.total("conflict") / max(1, cluster.total("conflict") + cluster.total("cooperation")),
            "cooperation": cluster.total("cooperation"),
            "against": cluster.total("conflict"),
            "killed": cluster.total("deaths"),
            "towns": str(len(cluster.rows)) if len(cluster.rows) > 1 else "",
        }
        for number, cluster in enumerate(clusters)
    ]


def _discs(palette: Palette, choose: bool) -> list[Drawn]:
    base = alt.Chart(alt.NamedData("spot")).encode(longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q"))
    size = alt.Size("events:Q", scale=alt.Scale(zero=True, range=list(labels.SIZES)), legend=None)
    discs = base.mark_point(strokeWidth=1.4, fillOpacity=0.82, cursor="pointer" if choose else "default").encode(
        size=size,
        stroke=alt.value(palette.sea),
        fill=alt.Fill("conflict:Q", scale=balance_scale(palette), legend=None),
        order=alt.Order("events:Q", sort="descending"),
        tooltip=[
            alt.Tooltip("place:N", title="Place"),
            alt.Tooltip("country:N", title="Country"),
            alt.Tooltip("events:Q", title="Events"),
            alt.Tooltip("cooperation:Q", title="Cooperation"),
            alt.Tooltip("against:Q", title="Conflict"),
            alt.Tooltip("killed:Q", title="Deaths told, at least"),
        ],
    )
    if choose:
        discs = discs.add_params(alt.selection_point(name="spot", fields=["mark"]))
    counted = base.mark_text(fontSize=10, fontWeight="bold", color=palette.sea, aria=False).encode(
        text=alt.Text("towns:N")
    )
    return [discs, counted]
