"""Few rows of a large table by a key that it is not ordered by."""

from __future__ import annotations


def picked(table: str, key: str, among: str) -> str:
    """The rows of a table whose key is `among` some (SQL: a query of one column), to stand behind `from` or `join`.

    Which rows they are is asked of the column of the key alone. In one step DuckDB would read every column that is
    used of every row between the least and the greatest of the keys: for two articles, the texts of nearly all.
    """
    return f"(from {table} where rowid in (select rowid from {table} where {key} in ({among})))"
