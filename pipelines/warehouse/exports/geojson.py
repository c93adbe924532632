"""Events as GeoJSON (RFC 7946): a point only where the text names a town or a site, null geometry elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import duckdb

from pipelines.warehouse.exports.reading import Each, records
from pipelines.warehouse.files import whole_text
from pipelines.warehouse.render import plain


def write_geojson(connection: duckdb.DuckDBPyConnection, folder: Path, each: Each = None) -> Path:
    """Write `events.geojson`, a FeatureCollection with an event a feature, in the order of their ids."""
    target = folder / "events.geojson"
    with whole_text(target) as file:
        write_features(records(connection, "from main.events order by event_id", each=each), file)
    return target


def write_features(events: Iterable[dict[str, Any]], file: TextIO) -> None:
    """Write rows of `events` as a FeatureCollection."""
    file.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for event in events:
        feature = json.dumps(_feature(event), ensure_ascii=False, default=plain, allow_nan=False)
        file.write(separator + feature)
        separator = ",\n"
    file.write("\n]}\n")


def _feature(event: dict[str, Any]) -> dict[str, Any]:
    point = None
    if event["place_precision"] == "exact" and event["lat"] is not None and event["lon"] is not None:
        point = {"type": "Point", "coordinates": [event["lon"], event["lat"]]}
    return {"type": "Feature", "id": event["event_id"], "geometry": point, "properties": event}
