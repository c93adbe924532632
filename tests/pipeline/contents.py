"""What a published snapshot says, as plain rows: for comparing two runs that must say the same."""

from __future__ import annotations

from pathlib import Path

import duckdb

LEFT_OUT_TABLES = {"runs", "meta", "fetch_attempts", "source_health", "language_health", "coverage_daily"}
LEFT_OUT_COLUMNS = {"run_id", "warc_file", "warc_offset", "warc_length", "snapshot_id", "loaded_at", "first_loaded_at"}


def contents(snapshot: Path) -> dict[str, list[tuple[object, ...]]]:
    """The sorted rows of each published table, run and capture times, WARC places, `runs` and `meta` aside."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        tables = connection.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() "
            "where schema_name = 'main' and not internal and database_name = current_database() group by table_name"
        ).fetchall()
        found = {}
        for table, columns in tables:
            if table in LEFT_OUT_TABLES:
                continue
            kept = ", ".join(f'cast("{column}" as varchar)' for column in columns if column not in LEFT_OUT_COLUMNS)
            found[table] = sorted(connection.execute(f'select {kept} from "{table}"').fetchall(), key=repr)
        return found
