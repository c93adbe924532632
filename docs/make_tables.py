"""Writes the tables of docs/warehouse.md anew from the comments in a published snapshot: `make docs`.

The comments themselves stand beside the models, in dbt_project/models/marts/*.yml.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

PAGE = Path(__file__).parent / "warehouse.md"
BEGIN, END = "<!-- tables: made by `make docs` -->\n", "<!-- end of tables -->\n"


def tables(snapshot: Path) -> str:
    """The section as Markdown: a heading, the comment and the columns of each published table."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        found = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'main' "
            "union all select view_name, comment from duckdb_views() where schema_name = 'main' and not internal "
            "order by table_name"
        ).fetchall()
        parts = []
        for table, comment in found:
            columns = connection.execute(
                "select column_name, lower(data_type), comment from duckdb_columns() "
                "where schema_name = 'main' and table_name = ? order by column_index",
                [table],
            ).fetchall()
            rows = "\n".join(f"| `{name}` | {kind} | {_cell(what)} |" for name, kind, what in columns)
            parts.append(f"### {table}\n\n{comment}\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


def page(old: str, snapshot: Path) -> str:
    """The page with its tables renewed."""
    head, rest = old.split(BEGIN)
    return head + BEGIN + "\n" + tables(snapshot) + "\n" + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), Path(sys.argv[1])), encoding="utf-8")
