"""Downloads of what is on screen, in the warehouse's own CSV, which no spreadsheet takes for formulae."""

from __future__ import annotations

import io

import pyarrow as pa

from pipelines.warehouse.render import write_csv


def csv_of(table: pa.Table) -> bytes:
    """A table as CSV in UTF-8, with a mark of its encoding for spreadsheets."""
    out = io.StringIO(newline="")
    write_csv(table, out)
    return out.getvalue().encode("utf-8-sig")
