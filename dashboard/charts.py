"""Charts as Altair specifications, drawn from rows. No SQL, no page; colours come in as a palette.

Tooltips name their fields in our words. None is called `title` or `image`, which the tooltip would treat as markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import altair as alt
import pandas as pd

from dashboard import basemap, words
from dashboard.theme import Palette

Row = Mapping[str, Any]
Drawn: TypeAlias = Any
"""An Altair chart, plain or layered: Altair's own annotations tell less than its methods return."""
QUAD_ORDER = [2, 1, 0, 3, 4]


def quad_scale(palette: Palette) -> alt.Scale:
    """Quads by name, from material cooperation to material conflict."""
    return alt.Scale(domain=[words.QUADS[q or None] for q in QUAD_ORDER], range=[palette.quads[q] for q in QUAD_ORDER])


def _day_format(days: pd.Series) -> str:
    """How an axis names these ISO days: with the year where they are of more than one, by the year over many."""
    years = {int(day[:4]) for day in days}
    if len(years) < 2:
        return "%-d %b"
    return "%b %Y" if max(years) - min(years) < 4 else "%Y"


def timeline(rows: Sequence[Row], palette: Palette, *, height: int = 150, brush: bool = False) -> Drawn:
    """Events a day, stacked by quad. With `brush`, an interval of days can be drawn (selection `days`)."""
    frame = pd.DataFrame(
        {
            "day": [row["day_on"].isoformat() for row in rows],
            "kind": [words.QUADS[row["quad"]] for row in rows],
            "rank": [QUAD_ORDER.index(row["quad"] or 0) for row in rows],
            "events": [row["events"] for row in rows],
        }
    )
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X(
                "yearmonthdate(day):T",
                axis=alt.Axis(title=None, format=_day_format(frame["day"]), grid=False, labelOverlap=True),
            ),
            y=alt.Y("sum(events):Q", axis=alt.Axis(title="Events", tickMinStep=1, tickCount=4)),
            color=alt.Color("kind:N", scale=quad_scale(palette), legend=None),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("yearmonthdate(day):T", title="Day", format="%-d %B %Y"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("sum(events):Q", title="Events"),
            ],
        )
        .properties(height=height)
    )
    if brush:
        chart = chart.add_params(alt.selection_interval(name="days", encodings=["x"]))
    return _quiet(chart, palette)


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
                stroke=alt.Stroke("conflict:Q", scale=_balance(palette), legend=None),
                fill=alt.Fill("conflict:Q", scale=_balance(palette), legend=None),
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


def _balance(palette: Palette) -> alt.Scale:
    return alt.Scale(
        domain=[0, 0.5, 1], range=[palette.quads[2], palette.mixed, palette.quads[4]], interpolate="lab", clamp=True
    )


def strip(rows: Sequence[Row], palette: Palette, start: date, until: date) -> Drawn:
    """Situations as bars along time, one line a bearer; an open end fades into a cap at `until`."""
    frame = pd.DataFrame(
        {
            "bearer": [words.short(row["bearer"], 40) for row in rows],
            "state": [f"{row['attribute']}: {row['value']}" for row in rows],
            "start": [(row["situation_from"] or start).isoformat() for row in rows],
            "end": [(row["situation_to"] or until).isoformat() for row in rows],
            "kind": [row["value"] for row in rows],
            "status": [row["status"] for row in rows],
            "told": [words.days(row["situation_from"], row["situation_to"]) for row in rows],
        }
    )
    base = alt.Chart(frame).encode(
        y=alt.Y("bearer:N", sort=None, axis=alt.Axis(title=None, labelLimit=190, ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("bearer:N", title="What"),
            alt.Tooltip("state:N", title="State"),
            alt.Tooltip("told:N", title="When"),
            alt.Tooltip("status:N", title="Status"),
        ],
    )
    bars = base.mark_bar(height=16, cornerRadius=2).encode(
        x=alt.X(
            "start:T",
            axis=alt.Axis(title=None, format=_day_format(pd.concat([frame["start"], frame["end"]])), grid=True),
        ),
        x2="end:T",
        color=alt.Color("kind:N", legend=alt.Legend(title=None, orient="top"), scale=_states(frame["kind"], palette)),
        opacity=alt.condition("datum.status == 'closed'", alt.value(0.62), alt.value(1.0)),
    )
    ends = (
        base.transform_filter("datum.status == 'open'")
        .mark_point(shape="triangle-right", filled=True, size=90, color=palette.ink)
        .encode(x="end:T")
    )
    chart = alt.layer(bars, ends).properties(height=alt.Step(34))
    return _quiet(chart, palette)


def _states(values: Any, palette: Palette) -> alt.Scale:
    seen = list(dict.fromkeys(values))
    colours = [palette.quads[4], palette.quads[2], palette.quads[3], palette.quads[1], palette.quads[0]]
    return alt.Scale(domain=seen, range=[colours[i % len(colours)] for i in range(len(seen))])


def coverage(rows: Sequence[Row], palette: Palette) -> Drawn:
    """Articles by source and day; a day on which the source never answered carries a cross."""
    frame = pd.DataFrame(
        {
            "day": [row["day_on"].isoformat() for row in rows],
            "source": [words.short(row["source"], 32) for row in rows],
            "articles": [row["articles"] for row in rows],
            "answered": ["yes" if row["alive"] else "no" for row in rows],
        }
    )
    base = alt.Chart(frame).encode(
        x=alt.X("yearmonthdate(day):O", axis=alt.Axis(title=None, format="%-d %b", labelOverlap=True, labelAngle=0)),
        y=alt.Y("source:N", axis=alt.Axis(title=None, labelLimit=180, ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("source:N", title="Source"),
            alt.Tooltip("yearmonthdate(day):T", title="Day", format="%-d %B %Y"),
            alt.Tooltip("articles:Q", title="Articles"),
            alt.Tooltip("answered:N", title="Answered"),
        ],
    )
    cells = base.mark_rect(stroke=palette.sea, strokeWidth=1).encode(
        color=alt.Color(
            "articles:Q",
            scale=alt.Scale(range=list(palette.ramp)),
            legend=alt.Legend(title="Articles", orient="top", gradientLength=120, tickMinStep=1),
        )
    )
    crosses = base.transform_filter("datum.answered == 'no'").mark_text(
        text="×", color=palette.quads[4], fontSize=13, fontWeight="bold"
    )
    return _quiet(alt.layer(cells, crosses).properties(height=alt.Step(22)), palette)


def of_result(frame: pd.DataFrame, palette: Palette) -> Drawn | None:
    """A plain chart for a query's result: its first time or text column across, its first number up; else None."""
    numbers = [c for c in frame.columns if pd.api.types.is_numeric_dtype(frame[c])]
    times = [c for c in frame.columns if pd.api.types.is_datetime64_any_dtype(frame[c])]
    texts = [c for c in frame.columns if c not in numbers and c not in times]
    if not numbers or not (times or texts) or frame.empty:
        return None
    across = times[0] if times else texts[0]
    # Plain names inside the specification: a result's own column names may hold what Vega reads as syntax.
    data = pd.DataFrame({"x": frame[across], "y": frame[numbers[0]]}).head(400)
    y = alt.Y("y:Q", title=str(numbers[0]))
    if times:
        chart = (
            alt.Chart(data).mark_line(point=True, color=palette.accent).encode(x=alt.X("x:T", title=str(across)), y=y)
        )
    else:
        data = data.assign(x=data["x"].astype(str)).head(40)
        chart = (
            alt.Chart(data)
            .mark_bar(color=palette.accent)
            .encode(x=alt.X("y:Q", title=str(numbers[0])), y=alt.Y("x:N", sort=None, title=str(across)))
        )
    return _quiet(chart.properties(height=320), palette)


def _quiet(chart: Any, palette: Palette) -> Drawn:
    """Axes that stand back behind the data."""
    return chart.configure_axis(
        labelColor=palette.faint,
        titleColor=palette.faint,
        gridColor=palette.rule,
        gridOpacity=0.6,
        domainColor=palette.rule,
        tickColor=palette.rule,
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
    ).configure_view(strokeWidth=0)
