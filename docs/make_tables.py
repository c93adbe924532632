"""Writes the tables of docs/warehouse.md anew from the comments in a published snapshot: `make docs`; and its recipes.

The comments themselves stand beside the models, in dbt_project/models/marts/*.yml; the recipes in
pipelines/warehouse/recipes.sql.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from pipelines.warehouse.recipes import recipes

PAGE = Path(__file__).parent / "warehouse.md"
BEGIN, END = "<!-- tables: made by `make docs` -->\n", "<!-- end of tables -->\n"
COOK, COOKED = "<!-- recipes: made by `make docs` -->\n", "<!-- end of recipes -->\n"


def cookbook() -> str:
    """The recipes as Markdown, numbered in the order of their file."""
    return "\n".join(
        f"### {number}. {name}\n\n```sql\n{statement}\n```\n"
        for number, (name, statement) in enumerate(recipes().items(), 1)
    )


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
    """The page with its recipes and tables renewed."""
    before, cooked = old.split(COOK)
    old = before + COOK + "\n" + cookbook() + "\n" + COOKED + cooked.split(COOKED)[1]
    head, rest = old.split(BEGIN)
    return head + BEGIN + "\n" + tables(snapshot) + "\n" + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), Path(sys.argv[1])), encoding="utf-8")
