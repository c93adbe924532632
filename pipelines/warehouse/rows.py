"""Rows of the warehouse as records again: the way back from `records.to_table`."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import duckdb

Record = TypeVar("Record")


def fetch(
    connection: duckdb.DuckDBPyConnection, record: type[Record], query: str, parameters: dict[str, Any] | None = None
) -> list[Record]:
    """What a query returns as records; its columns must hold the record's fields, further ones are left out.

    A field that the landed row lacks because it came to the record later is None.
    """
    build: Callable[[dict[str, Any]], Record] = _builder(record)  # type: ignore[arg-type]
    table = connection.execute(query, parameters or {}).to_arrow_table()
    return [build(row) for row in table.to_pylist()]


@cache
def _builder(record: type[Any]) -> Callable[[dict[str, Any]], Any]:
    hints = typing.get_type_hints(record)
    converters = [(field.name, _converter(hints[field.name])) for field in fields(record)]

    def build(row: dict[str, Any]) -> Any:
        return record(**{name: convert(row[name]) for name, convert in converters})

    return build


def _converter(annotation: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        inner = next(a for a in typing.get_args(annotation) if a is not type(None))
        return _converter(inner)
    if origin is tuple:
        item = _converter(typing.get_args(annotation)[0])
        return lambda value: tuple(item(part) for part in value or ())
    if is_dataclass(annotation) and isinstance(annotation, type):
        build = _builder(annotation)
        return lambda value: None if value is None else build(value)
    if annotation is datetime:
        return _utc
    return lambda value: value


def _utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)
