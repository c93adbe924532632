"""The map: events by place over country shapes, as an Altair specification. No SQL, no page, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from dashboard import basemap
from dashboard.charts import Drawn, Row, balance_scale
from dashboard.theme import Palette


def place_map(
    rows: Sequence[Row], palette: Palette, frame: basemap.Frame, codes: Mapping[str, str], *, height: int = 420
) -> Drawn:
    """Events by place over country shapes.

    A full disc stands where the text names a town or a site, a ring where it names a province only (at the province's
    seat), and a country is tinted where no more than the country is known. `codes` gives ISO numeric for alpha-3.
    """
    tinted: dict[str, int] = {}
    for row in rows:
        if row["precision"] not in ("exact", "admin") and row["country"] in codes:
            tinted[codes[row["country"]]] = tinted.get(codes[row["country"]], 0) + row["events"]
    shapes = basemap.shapes(frame)
    sea = alt.Chart(alt.InlineData(values=[basemap.outline(frame)])).mark_geoshape(
        fill=palette.sea, stroke=palette.rule, aria=False
    )
    layers: list[Drawn] = [sea]
    if shapes:
        land = alt.Chart(alt.InlineData(values=list(shapes))).mark_geoshape(
            fill=palette.land, stroke=palette.border, strokeWidth=0.6, aria=False
        )
        layers.append(land)
        vague = [
            {**s, "properties": {**s["properties"], "events": tinted[s["properties"]["numeric"]]}}
            for s in shapes
            if s["properties"]["numeric"] in tinted
        ]
        if vague:
            layers.append(
                alt.Chart(alt.InlineData(values=vague))
                .mark_geoshape(stroke=palette.faint, strokeWidth=0.8, strokeDash=[3, 2], fillOpacity=0.35)
                .encode(
                    fill=alt.value(palette.accent),
                    tooltip=[
                        alt.Tooltip("properties.name:N", title="Somewhere in"),
                        alt.Tooltip("properties.events:Q", title="Events"),
                    ],
                )
            )
    points = [
        {
            "x": x,
            "y": y,
            "place": row["place_name"] or "?",
            "country": row["country"] or "?",
            "events": row["events"],
            "conflict": row["conflict"] / max(1, row["conflict"] + row["cooperation"]),
            "exact": "a town or site" if row["precision"] == "exact" else "a province",
            "cooperation": row["cooperation"],
            "against": row["conflict"],
            "killed": row["deaths"],
        }
        for row in rows
        if row["lat"] is not None and row["lon"] is not None and row["precision"] in ("exact", "admin")
        and frame.west <= row["lon"] <= frame.east and frame.south <= row["lat"] <= frame.north
        for x, y in [basemap.project(row["lon"], row["lat"])]
    ]  # fmt: skip
    if points:
        most = max(p["events"] for p in points)
        layers.append(
            alt.Chart(alt.InlineData(values=points))
            .mark_point(strokeWidth=1.6)
            .encode(
                longitude="x:Q",
                latitude="y:Q",
                size=alt.Size("events:Q", scale=alt.Scale(domain=[0, most], range=[24, 620]), legend=None),
                stroke=alt.Stroke("conflict:Q", scale=balance_scale(palette), legend=None),
                fill=alt.Fill("conflict:Q", scale=balance_scale(palette), legend=None),
                fillOpacity=alt.condition("datum.exact == 'a town or site'", alt.value(0.78), alt.value(0.06)),
                order=alt.Order("events:Q", sort="descending"),
                tooltip=[
                    alt.Tooltip("place:N", title="Place"),
                    alt.Tooltip("country:N", title="Country"),
                    alt.Tooltip("exact:N", title="The texts name"),
                    alt.Tooltip("events:Q", title="Events"),
                    alt.Tooltip("cooperation:Q", title="Cooperation"),
                    alt.Tooltip("against:Q", title="Conflict"),
                    alt.Tooltip("killed:Q", title="Deaths told, at least"),
                ],
            )
        )
    # Shapes and points are plane coordinates already; identity keeps them and turns north up.
    drawn = alt.layer(*layers).project(type="identity", reflectY=True).properties(height=height)
    return drawn.configure_view(strokeWidth=0, fill=None)
