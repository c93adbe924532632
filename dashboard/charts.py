"""Charts as Altair specifications, drawn from rows. No SQL, no page; colours come in as a palette.

Tooltips name their fields in our words. None is called `title` or `image`, which the tooltip would treat as markup.
Channels are given as objects: for one that is given as text, Altair looks through its whole schema each time. What is
drawn often is made once as a specification without data (Altair checks every part of it, at some tenths of a second),
to which the rows are given by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import altair as alt
import pandas as pd

from dashboard import words
from dashboard.theme import Palette

Row = Mapping[str, Any]
Drawn: TypeAlias = Any
"""An Altair chart, plain or layered, or its specification: Altair's annotations tell less than its methods return."""
LEAST_STEPS = 20
QUAD_ORDER = [2, 1, 0, 3, 4]
_STEPS = {"day": "yearmonthdate", "week": "yearweek", "month": "yearmonth"}
_FIRST = {"day": "Day", "week": "Week from", "month": "Month from"}


def quad_scale(palette: Palette) -> alt.Scale:
    """Quads by name, from material cooperation to material conflict."""
    return alt.Scale(domain=[words.QUADS[q or None] for q in QUAD_ORDER], range=[palette.quads[q] for q in QUAD_ORDER])


def balance_scale(palette: Palette) -> alt.Scale:
    """From all cooperation (0) to all conflict (1)."""
    return alt.Scale(
        domain=[0, 0.5, 1], range=[palette.quads[2], palette.mixed, palette.quads[4]], interpolate="lab", clamp=True
    )


def _years(days: pd.Series) -> int:
    """How many years lie between the first and the last of these ISO days."""
    return int(max(days)[:4]) - int(min(days)[:4])


def _days_axis(across: int, *, grid: bool = False) -> alt.Axis:
    """An axis over days of so many years: named with the year where they are of more than one, by it over many."""
    if across >= 4:
        every = alt.TimeIntervalStep("year", 1 + across // 12)
        return alt.Axis(title=None, format="%Y", grid=grid, labelOverlap=True, tickCount=every)
    return alt.Axis(title=None, format="%b %Y" if across else "%-d %b", grid=grid, labelOverlap=True)


def _few_days(days: pd.Series, unit: str) -> tuple[date, date] | None:
    """What an axis over few ISO days spans: LEAST_STEPS steps, so that a day alone is a bar and not a wall."""
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    step = timedelta(days={"day": 1, "week": 7, "month": 31}[unit])
    if (last - first) >= LEAST_STEPS * step:
        return None
    return min(first, last - LEAST_STEPS * step), last + step


def _days_scale(span: tuple[date, date] | None) -> alt.Scale | alt.UndefinedType:
    return alt.Scale(domain=[_axis_day(day) for day in span]) if span else alt.Undefined


def _axis_day(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def brushed(unit: str) -> str:
    """The field of a timeline's selection `days` that holds the span drawn, in milliseconds."""
    return f"{_STEPS[unit]}_day"


def timeline(
    rows: Sequence[Row], palette: Palette, *, height: int = 150, brush: bool = False, unit: str = "day"
) -> Drawn:
    """Events a day, week or month (`unit`; `day_on` is its first), stacked by quad. With `brush`, an interval of days
    can be drawn (selection `days`)."""
    frame = pd.DataFrame(
        {
            "day": [row["day_on"].isoformat() for row in rows],
            "kind": [words.QUADS[row["quad"]] for row in rows],
            "rank": [QUAD_ORDER.index(row["quad"] or 0) for row in rows],
            "events": [row["events"] for row in rows],
        }
    )
    drawn = _timeline(palette, height, brush, unit, _years(frame["day"]), _few_days(frame["day"], unit))
    return {**drawn, "datasets": {"rows": frame}}


@lru_cache(maxsize=64)
def _timeline(
    palette: Palette, height: int, brush: bool, unit: str, across: int, span: tuple[date, date] | None
) -> Drawn:
    chart = (
        alt.Chart(alt.NamedData("rows"))
        .mark_bar(width={"band": 0.9})
        .encode(
            x=alt.X(f"{_STEPS[unit]}(day):T", axis=_days_axis(across), scale=_days_scale(span)),
            y=alt.Y("sum(events):Q", axis=alt.Axis(title="Events", tickMinStep=1, tickCount=4)),
            color=alt.Color("kind:N", scale=quad_scale(palette), legend=None),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("day:T", title=_FIRST[unit], format="%-d %B %Y"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("sum(events):Q", title="Events"),
            ],
        )
        .properties(height=height)
    )
    if brush:
        # As SVG the marks of a brush stand before a screen reader without a word; a canvas is one image with its text.
        chart = chart.add_params(alt.selection_interval(name="days", encodings=["x"]))
        chart = chart.properties(usermeta={"embedOptions": {"renderer": "canvas"}})
    return _quiet(chart, palette).to_dict()


def mirrored(rows: Sequence[Row], palette: Palette, names: Mapping[str, str], *, unit: str, height: int = 210) -> Drawn:
    """Events between two sides: cooperation above the line, conflict below; `names` tells who acts by `by_whom`."""
    frame = pd.DataFrame(
        {
            "day": [row["day_on"].isoformat() for row in rows],
            "kind": [words.QUADS[row["quad"]] for row in rows],
            "rank": [row["quad"] % 2 for row in rows],
            "who": [names[row["by_whom"]] for row in rows],
            "events": [row["events"] for row in rows],
            "height": [row["events"] if row["quad"] < 3 else -row["events"] for row in rows],
        }
    )
    drawn = _mirrored(palette, height, unit, _years(frame["day"]), _few_days(frame["day"], unit))
    return {**drawn, "datasets": {"rows": frame}}


@lru_cache(maxsize=64)
def _mirrored(palette: Palette, height: int, unit: str, across: int, span: tuple[date, date] | None) -> Drawn:
    chart = (
        alt.Chart(alt.NamedData("rows"))
        .mark_bar(width={"band": 0.9})
        .encode(
            x=alt.X(f"{_STEPS[unit]}(day):T", axis=_days_axis(across), scale=_days_scale(span)),
            y=alt.Y(
                "height:Q",
                axis=alt.Axis(title="Conflict | cooperation", labelExpr="abs(datum.value)", tickMinStep=1, tickCount=5),
            ),
            color=alt.Color("kind:N", scale=quad_scale(palette), legend=None),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("day:T", title=_FIRST[unit], format="%-d %B %Y"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("who:N", title="Who acts"),
                alt.Tooltip("events:Q", title="Events"),
            ],
        )
        .properties(height=height)
    )
    return _quiet(chart, palette).to_dict()


def network(nodes: Sequence[Row], edges: Sequence[Row], palette: Palette, *, height: int = 460) -> Drawn:
    """Actors and their ties, drawn where dashboard.network put them; a node can be chosen (selection `node`)."""
    rows = {"edges": pd.DataFrame(list(edges)), "nodes": pd.DataFrame(list(nodes))}
    return {**_network(palette, height), "datasets": rows}


@lru_cache(maxsize=8)
def _network(palette: Palette, height: int) -> Drawn:
    across = alt.Scale(domain=[-1.9, 1.9], nice=False)
    upward = alt.Scale(domain=[-1.2, 1.2], nice=False)
    x, y = alt.X("x:Q", axis=None, scale=across), alt.Y("y:Q", axis=None, scale=upward)
    lines = (
        alt.Chart(alt.NamedData("edges"))
        .mark_rule(opacity=0.62)
        .encode(
            x=x,
            y=y,
            x2=alt.X2("x2:Q"),
            y2=alt.Y2("y2:Q"),
            strokeWidth=alt.StrokeWidth("events:Q", scale=alt.Scale(zero=True, range=[0.8, 8]), legend=None),
            color=alt.Color("conflict:Q", scale=balance_scale(palette), legend=None),
            tooltip=[
                alt.Tooltip("pair:N", title="Pair"),
                alt.Tooltip("events:Q", title="Events"),
                alt.Tooltip("cooperation:Q", title="Cooperation"),
                alt.Tooltip("against:Q", title="Conflict"),
            ],
        )
    )
    base = alt.Chart(alt.NamedData("nodes")).encode(x=x, y=y)
    tip = [alt.Tooltip("name:N", title="Actor"), alt.Tooltip("events:Q", title="Events with these")]
    dots = (
        base.mark_circle(opacity=1, color=palette.accent, stroke=palette.sea, strokeWidth=1.5, cursor="pointer")
        .encode(size=alt.Size("events:Q", scale=alt.Scale(range=[70, 420]), legend=None), tooltip=tip)
        .add_params(alt.selection_point(name="node", fields=["id"]))
    )
    # Names stand outside the circle: beside the nodes of its sides, above and below those at its poles.
    sides: tuple[tuple[Literal["left", "right", "center"], int, int, str], ...] = (
        ("left", 13, 0, "datum.x > 0.02"),
        ("right", -13, 0, "datum.x < -0.02"),
        ("center", 0, -16, "abs(datum.x) <= 0.02 && datum.y >= 0"),
        ("center", 0, 18, "abs(datum.x) <= 0.02 && datum.y < 0"),
    )
    labels = []
    for align, dx, dy, there in sides:
        part = base.transform_filter(there).encode(text=alt.Text("name:N"))
        ground = part.mark_text(align=align, dx=dx, dy=dy, fontSize=12, stroke=palette.sea, strokeWidth=4)
        labels += [ground, part.mark_text(align=align, dx=dx, dy=dy, fontSize=12, color=palette.ink)]
    layers = alt.layer(lines, dots, *labels)
    return layers.properties(height=height).configure_view(strokeWidth=0).to_dict()


def unfolding(rows: Sequence[Row], palette: Palette) -> Drawn:
    """Articles of a story by outlet and time: a full mark for a report of its own, a ring for a copy."""
    frame = pd.DataFrame(
        {
            "at": [row["told_at"].isoformat() for row in rows],
            "outlet": [words.short(row["outlet"] or row["site"], 30) for row in rows],
            "headline": [words.short(row["title"], 90) for row in rows],
            "own": ["a copy" if row["copy_of"] else "a report of its own" for row in rows],
        }
    )
    chart = (
        alt.Chart(frame)
        .mark_point(size=95, strokeWidth=1.8, color=palette.accent)
        .encode(
            x=alt.X("at:T", axis=alt.Axis(title=None, grid=True, labelOverlap=True, tickCount=6, format=_clock(rows))),
            y=alt.Y("outlet:N", sort=alt.EncodingSortField("at", op="min"), axis=alt.Axis(title=None, labelLimit=170)),
            fill=alt.condition("datum.own == 'a copy'", alt.value(None), alt.value(palette.accent)),
            tooltip=[
                alt.Tooltip("headline:N", title="Article"),
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("at:T", title="Told", format="%-d %b %Y, %H:%M"),
                alt.Tooltip("own:N", title="It is"),
            ],
        )
        .properties(height=alt.Step(26))
    )
    return _quiet(chart, palette)


def _clock(rows: Sequence[Row]) -> str:
    """How the times of a few days are told on an axis: with the hour, of more days by the day."""
    told = [row["told_at"] for row in rows]
    return "%-d %b, %H:%M" if max(told) - min(told) < timedelta(days=4) else "%-d %b %Y"


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
            axis=_days_axis(_years(pd.concat([frame["start"], frame["end"]])), grid=True),
        ),
        x2=alt.X2("end:T"),
        color=alt.Color("kind:N", legend=alt.Legend(title=None, orient="top"), scale=_states(frame["kind"], palette)),
        opacity=alt.condition("datum.status == 'closed'", alt.value(0.62), alt.value(1.0)),
    )
    ends = (
        base.transform_filter("datum.status == 'open'")
        .mark_point(shape="triangle-right", filled=True, size=90, color=palette.ink)
        .encode(x=alt.X("end:T"))
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
            .encode(
                x=alt.X("y:Q", title=str(numbers[0])),
                y=alt.Y("x:N", sort=None, title=str(across), axis=alt.Axis(labelOverlap=False)),
            )
        )
    return _quiet(chart.properties(height=320 if times else alt.Step(22)), palette)


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
