"""Keys of records, and record types as Arrow schemas and tables."""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Literal

import pyarrow as pa


def key(*parts: str | int) -> str:
    """16 hex digits of SHA-256 over the parts: the same on every machine, for the same parts in the same order."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]


_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """The Arrow type of an annotation, and whether None is allowed."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in typing.get_args(annotation) if a is not type(None)]
        return _arrow_type(inner[0])[0], len(inner) < len(typing.get_args(annotation))
    if origin is Literal:
        return pa.string(), False
    if origin is tuple:
        return pa.list_(_arrow_type(typing.get_args(annotation)[0])[0]), False
    if is_dataclass(annotation) and isinstance(annotation, type):
        return pa.struct(list(arrow_schema(annotation))), False
    return _SCALARS[annotation], False


@cache
def arrow_schema(record: type) -> pa.Schema:
    """The Arrow schema of a record type: its fields in order, nullable where None is allowed."""
    hints = typing.get_type_hints(record)
    columns = []
    for field in fields(record):
        arrow_type, nullable = _arrow_type(hints[field.name])
        columns.append(pa.field(field.name, arrow_type, nullable=nullable))
    return pa.schema(columns)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def to_table(record: type, rows: Sequence[Any] | Iterable[Any]) -> pa.Table:
    """Rows of one record type as an Arrow table in that type's schema; an empty one keeps the schema."""
    given, schema = list(rows), arrow_schema(record)
    columns = []
    for field in schema:
        values = list(map(attrgetter(field.name), given))
        if pa.types.is_nested(field.type):
            values = list(map(_plain, values))
        columns.append(pa.array(values, field.type))
    return pa.Table.from_arrays(columns, schema=schema)
