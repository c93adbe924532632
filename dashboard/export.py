"""Downloads of what is on screen: CSV that no spreadsheet takes for formulae, Parquet, GeoJSON with honest places."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.warehouse.exports.geojson import write_features
from pipelines.warehouse.render import write_csv


def csv_of(table: pa.Table) -> bytes:
    """A table as CSV in UTF-8, with a mark of its encoding for spreadsheets."""
    out = io.StringIO(newline="")
    write_csv(table, out)
    return out.getvalue().encode("utf-8-sig")


def parquet_of(table: pa.Table) -> bytes:
    """A table as a Parquet file."""
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def geojson_of(events: pa.Table) -> bytes:
    """Events as GeoJSON (RFC 7946): a point only where the texts name a town, null geometry elsewhere."""
    out = io.StringIO()
    write_features(events.to_pylist(), out)
    return out.getvalue().encode()
