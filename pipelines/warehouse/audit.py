"""The last look before a publish: whether the build has all its tables, each row once, and few rejects.

dbt's tests judge the rows; this judges whether the whole may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.settings import Home, PublishSettings
from pipelines.warehouse import marts
from pipelines.warehouse.connection import writer
from pipelines.warehouse.content import columns_of
from pipelines.warehouse.differences import Bounds
from pipelines.warehouse.tables import quoted

_FEW_ROWS = 100
"""Under this many rows a share says nothing: one bad row among three stops no publish."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What the audit found. `rejected` and `kept` count rows of the tables that had rejects; `faults` are sentences."""

    rejected: int
    kept: int
    shares: dict[str, float]
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.faults

    def metadata(self) -> dict[str, int | float | str]:
        """The report as names and plain values, for an operator's screen."""
        return {
            "rejected rows": self.rejected,
            "rows kept in those tables": self.kept,
            "faults": "; ".join(self.faults) or "none",
            **{f"share rejected of {table}": round(share, 4) for table, share in self.shares.items()},
        }


def audit(home: Home, settings: PublishSettings) -> AuditReport:
    """Look over the build file. The caller holds the run lock.

    Raises:
        MachineFault: the file cannot be read.
    """
    with writer(home) as connection:
        return audited(connection, settings)


def audited(
    connection: duckdb.DuckDBPyConnection, settings: PublishSettings, bounds: Bounds | None = None
) -> AuditReport:
    """The same over an open build file; with `bounds`, the rows that an earlier audit saw are not asked again."""
    faults = []
    for table, key in marts.KEYS.items():
        columns = columns_of(connection, table)
        missing = [name for name in key if name not in columns]
        if not columns:
            faults.append(f"table {table} is missing: build the models again (`dateline run --job rebuild_marts`)")
        elif missing:
            faults.append(f"table {table} has no column {', '.join(missing)}")
        else:
            faults += _key_faults(connection, table, key, (bounds or {}).get(table))
    rejected, kept, shares = _shares(connection)
    total = rejected + kept
    for table, (count, rows) in shares.items():
        if count + rows >= _FEW_ROWS and count > settings.max_reject_share * (count + rows):
            faults.append(_too_many(table, count, count + rows, settings))
    if not faults and total >= _FEW_ROWS and rejected > settings.max_reject_share * total:
        faults.append(_too_many("all tables", rejected, total, settings))
    return AuditReport(
        rejected=rejected,
        kept=kept,
        shares={table: count / (count + rows) for table, (count, rows) in shares.items()},
        faults=tuple(faults),
    )


def _key_faults(
    connection: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...], condition: str | None
) -> list[str]:
    chosen = ", ".join(quoted(name) for name in key)
    first, rows = quoted(key[0]), f"main.{quoted(table)}"
    # A row that came may also have the key of one that stayed.
    among = f"{first} is null or {first} in (select {first} from {rows} where {condition})" if condition else "true"
    row = connection.execute(
        f"""
        select count(*) - count({first}), count(*) - count(distinct row({chosen})) from {rows}
        where {among}
        """
    ).fetchone()
    assert row is not None
    nameless, doubled = row
    faults = []
    if nameless:
        faults.append(f"table {table}: {nameless} rows without a {key[0]}")
    if doubled:
        faults.append(f"table {table}: {doubled} rows whose key ({', '.join(key)}) another row has")
    return faults


def _shares(connection: duckdb.DuckDBPyConnection) -> tuple[int, int, dict[str, tuple[int, int]]]:
    if "table_name" not in columns_of(connection, "rejected_rows"):
        return 0, 0, {}
    shares: dict[str, tuple[int, int]] = {}
    for table, count in connection.execute(
        "select table_name, count(*) from main.rejected_rows group by all order by all"
    ).fetchall():
        kept = 0
        if columns_of(connection, table):
            row = connection.execute(f"select count(*) from main.{quoted(table)}").fetchone()
            kept = int(row[0]) if row else 0
        shares[table] = (count, kept)
    return sum(c for c, _ in shares.values()), sum(k for _, k in shares.values()), shares


def _too_many(what: str, rejected: int, total: int, settings: PublishSettings) -> str:
    return (
        f"{rejected} of {total} rows of {what} were rejected ({rejected / total:.1%}; the limit"
        f" publish.max_reject_share is {settings.max_reject_share:.1%}): see table rejected_rows for the reasons"
    )
