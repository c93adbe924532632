"""The tables and columns of a snapshot with their comments, as a SQL client shows them."""

from __future__ import annotations

from typing import Any

from dashboard.snapshot import Warehouse

Row = dict[str, Any]


def tables(warehouse: Warehouse) -> list[Row]:
    """The published tables: name, comment, an estimate of their rows."""
    return warehouse.rows(
        """
        select table_name as name, comment, estimated_size as rows from duckdb_tables()
        where schema_name = 'main' and not internal
        union all
        select view_name, comment, null from duckdb_views() where schema_name = 'main' and not internal
        order by 1
        """
    )


def columns(warehouse: Warehouse) -> list[Row]:
    """Every column of the published tables in order: table, name, type, comment."""
    return warehouse.rows(
        """
        select table_name, column_name as name, data_type as type, comment from duckdb_columns()
        where schema_name = 'main' and not internal
        order by table_name, column_index
        """
    )
