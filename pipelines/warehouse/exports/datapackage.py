"""The CSV files as a Frictionless data package: each with digest, size, schema, keys and what they lead to.

Types and descriptions are those of the snapshot, foreign keys those that the models test (`leads` of the mart's YAML).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.settings import ROOT
from pipelines.warehouse.digests import file_sha256
from pipelines.warehouse.exports.reading import Column, Table, records, tables_of
from pipelines.warehouse.files import written
from pipelines.warehouse.render import plain

_MODELS = ROOT / "dbt_project" / "models" / "marts"
_REFERENCE = re.compile(r"ref\('(\w+)'\)")

_TYPES = {
    "varchar": "string",
    "bigint": "integer",
    "integer": "integer",
    "hugeint": "integer",
    "ubigint": "integer",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp with time zone": "datetime",
    "json": "object",
}


def write_datapackage(connection: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    """Write `datapackage.json` for the CSV files that lie in the folder."""
    [meta] = records(connection, "select snapshot_id, pass_time, built_at, kind, dateline_version from main.meta")
    tables = tables_of(connection)
    leads = _leads()
    package = {
        "profile": "tabular-data-package",
        "name": "dateline",
        "id": meta["snapshot_id"],
        "title": f"Dateline: events from news, {'sample newsroom' if meta['kind'] == 'sample' else 'real sources'}",
        "description": (
            f"The published tables as of {plain(meta['pass_time'])}, made by Dateline {meta['dateline_version']}."
            " A text that begins with a sign that spreadsheets take for a formula has an apostrophe before it."
        ),
        "created": plain(meta["built_at"]),
        "resources": [_resource(table, folder / f"{table.name}.csv", tables, leads) for table in tables],
    }
    target = folder / "datapackage.json"
    written(target, json.dumps(package, ensure_ascii=False, indent=1) + "\n")
    return target


def _resource(
    table: Table, file: Path, tables: list[Table], leads: dict[str, dict[str, tuple[str, str]]]
) -> dict[str, Any]:
    names = [column.name for column in table.columns]
    known = {other.name: {column.name for column in other.columns} for other in tables}
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": [column],
                "reference": {"resource": "" if there == table.name else there, "fields": [their]},
            }
            for column, (there, their) in leads.get(table.name, {}).items()
            if column in names and their in known.get(there, set())
        ],
    }
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.comment or "",
        "path": file.name,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "bytes": file.stat().st_size,
        "hash": f"sha256:{file_sha256(file)}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    array = column.sql_type.endswith("[]")
    field: dict[str, Any] = {
        "name": column.name,
        "type": "array" if array else _TYPES.get(column.sql_type, "object"),
        "description": column.comment or "",
    }
    if field["type"] == "datetime":
        # Times carry a fraction of a second where there is one, which the default format does not.
        field["format"] = "any"
    return field


def _leads() -> dict[str, dict[str, tuple[str, str]]]:
    """Of each mart the columns that lead to another table, with that table and its column."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for file in sorted(_MODELS.glob("*.yml")):
        for model in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("models", []):
            for test in model.get("data_tests", []):
                leads = (
                    (test.get("sound") or {}).get("arguments", {}).get("leads", {}) if isinstance(test, dict) else {}
                )
                for column, (reference, their) in leads.items():
                    named = _REFERENCE.fullmatch(reference)
                    if named is not None:
                        found.setdefault(model["name"], {})[column] = (named[1], their)
    return found
