"""The closing table of a pass, and `dateline status`."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from pipelines.cli.console import err, home_of_snapshot, out, readable_snapshot
from pipelines.settings import Home, Settings
from pipelines.warehouse.lock import lock_holder
from pipelines.warehouse.marts import LOST, TROUBLED
from pipelines.warehouse.query import run_sql
from pipelines.warehouse.replay import DeadLetter, dead_letters_of
from pipelines.warehouse.snapshot import published_path

_COUNTS = """
select
    (select count(*) from sources where active) as sources,
    (select count(*) from captures where purpose = 'page') as captures,
    (select count(*) from articles) as articles,
    (select count(*) from events) as events,
    (select count(*) from claims) as claims,
    (select count(*) from situations) as situations
"""

_FAILED = """
select purpose, outcome, count(*) as attempts
from fetch_attempts
where outcome not in ('done', 'unchanged', 'moved')
group by all
order by attempts desc, purpose, outcome
"""


_LISTED = 20
"""Dead letters told one by one; the rest are counted."""


def show_pass(home: Home, dead_letters: list[DeadLetter]) -> None:
    """The table a pass ends with: what the snapshot holds, what failed and was given up, and where it is."""
    path = published_path(home)
    counts = run_sql(path, _COUNTS).to_pylist()[0]
    failed = run_sql(path, _FAILED).to_pylist()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    table.add_row("dead letters", f"{len(dead_letters):,}")
    err.print(table)
    for letter in dead_letters[:_LISTED]:
        why = f"{letter.error_class}: {letter.error_message}"
        err.print(f"given up: {letter.step} of {letter.address or letter.input_id} ({why})", markup=False)
    if len(dead_letters) > _LISTED:
        err.print(f"  and {len(dead_letters) - _LISTED:,} more: `dateline status`", markup=False)
    what = ", ".join(f"{row['attempts']} {row['purpose']} {row['outcome']}" for row in failed)
    err.print(f"not fetched: {what or 'nothing'}", markup=False)
    err.print("snapshot:", markup=False)
    out.print(str(path), markup=False, soft_wrap=True)


def show_status(settings: Settings, sample: bool) -> None:
    path = readable_snapshot(settings, sample)
    meta = run_sql(path, "select * from meta").to_pylist()[0]
    home = home_of_snapshot(settings, path)
    out.print(f"snapshot  {path}", markup=False, soft_wrap=True)
    out.print(f"built     {meta['built_at']:%Y-%m-%d %H:%M} UTC, {meta['kind']}, coder {meta['coder']}", markup=False)
    out.print(f"run lock  {lock_holder(home) or 'free'}", markup=False)
    for name, count in run_sql(path, _COUNTS).to_pylist()[0].items():
        out.print(f"{name:<9} {count:,}", markup=False)
    _show_sources(path)
    _show_languages(path)
    _show_dead_letters(home)


def _show_dead_letters(home: Home) -> None:
    letters = dead_letters_of(home)
    if letters is None:
        out.print("dead letters: not known while a run is under way")
        return
    out.print(f"dead letters  {len(letters):,}" + ("; `dateline replay` tries them anew" if letters else ""))
    if not letters:
        return
    table = Table("step", "tries", "given up", "cause", "address", box=None)
    for letter in letters[:_LISTED]:
        table.add_row(
            letter.step,
            str(letter.attempts),
            f"{letter.at:%Y-%m-%d %H:%M}",
            letter.error_class or "",
            Text(letter.address or letter.input_id, overflow="fold"),
        )
    out.print(table)
    if len(letters) > _LISTED:
        out.print(f"  and {len(letters) - _LISTED:,} given up before these")


def _show_sources(path: Path) -> None:
    table = Table("source", "state", "last success", "last new article", "a day", "articles", "last error", box=None)
    health = run_sql(
        path,
        "from source_health semi join (from sources where active) as listed using (source_id) order by source_id",
    ).to_pylist()
    health.sort(key=lambda row: TROUBLED.index(row["state"]) if row["state"] in TROUBLED else len(TROUBLED))
    for row in health:
        table.add_row(
            row["source_id"],
            " ".join((row["state"], *(row.get("late_languages") or ()))),
            *(
                f"{row[name]:%Y-%m-%d %H:%M}" if row[name] else "never"
                for name in ("last_success_at", "last_new_article_at")
            ),
            "" if row["articles_a_day"] is None else f"{row['articles_a_day']:,.1f}",
            f"{row['articles']:,}",
            row["last_error_class"] or "",
        )
    out.print(table)


def _show_languages(path: Path) -> None:
    # A snapshot from before an upgrade has no such table until the next pass.
    if not run_sql(path, "from duckdb_tables() where table_name = 'language_health'").num_rows:
        return
    table = Table("language", "state", "24 h", "weak day", "a day", "articles", "last new article", box=None)
    health = run_sql(path, "select * from language_health order by articles desc, language").to_pylist()
    health.sort(key=lambda row: LOST.index(row["state"]) if row["state"] in LOST else len(LOST))
    for row in health:
        table.add_row(
            row["language"],
            row["state"],
            f"{row['articles_24h']:,}",
            "" if row["articles_on_a_weak_day"] is None else f"{row['articles_on_a_weak_day']:,}",
            "" if row["articles_a_day"] is None else f"{row['articles_a_day']:,.1f}",
            f"{row['articles']:,}",
            f"{row['last_new_article_at']:%Y-%m-%d %H:%M}" if row["last_new_article_at"] else "never",
        )
    out.print(table)
