"""Commands that read the published snapshot: `path`, `sql`, `status`, `export`."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.console import SAMPLE_HELP, USE, Exit, home_of_snapshot, out, readable_snapshot, settings

PANEL = "Read"


class Format(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel=PANEL)(path)
    app.command(rich_help_panel=PANEL)(sql)
    app.command(rich_help_panel=PANEL)(status)
    app.command(rich_help_panel=PANEL)(export)


Sample = Annotated[bool, typer.Option("--sample", help=SAMPLE_HELP)]


def path(sample: Sample = False) -> None:
    """The path of the published snapshot, alone on standard output.

    Example: duckdb -readonly "$(dateline path)" -c "from events limit 5"
    """
    typer.echo(str(readable_snapshot(settings(), sample)))


def sql(
    query: Annotated[
        str | None, typer.Argument(help="One SELECT (or - to read it from standard input).", show_default=False)
    ] = None,
    sample: Sample = False,
    recipe: Annotated[
        str | None,
        typer.Option("--recipe", metavar="NAME", help="A question kept with Dateline, by words of its name."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="TIME", help="Answer as the warehouse stood then, e.g. 2025-10-25T12:00Z."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write there, not to standard output.")] = None,
) -> None:
    """Ask the published snapshot in SQL: read-only, with no access to files, network or settings.

    Tables, columns and recipes: docs/warehouse.md, or `dateline sql "from duckdb_columns()"`.

    Example: dateline sql "select event_from, summary, origins from events order by event_from"
    """
    from pipelines.warehouse import recipes
    from pipelines.warehouse.query import QueryError, run_sql, write_result

    if (query is None) == (recipe is None):
        raise Exit(USE, "give one query, or --recipe NAME")
    if recipe is not None:
        try:
            query = recipes.recipe(recipe)
        except KeyError as error:
            raise Exit(USE, f"--recipe {recipe}: {error.args[0]}") from error
    assert query is not None
    if query == "-":
        query = sys.stdin.read()
    when = _time(as_of) if as_of is not None else None
    if format is Format.parquet and output is None:
        raise Exit(USE, "--format parquet needs --output FILE")
    try:
        result = run_sql(readable_snapshot(settings(), sample), query, as_of=when)
    except QueryError as error:
        raise Exit(USE, str(error)) from error
    write_result(result, format.value, output)


def _time(text: str) -> datetime:
    from datetime import UTC

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Exit(USE, f"--as-of {text}: not a time; write it like 2025-10-25 or 2025-10-25T12:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def status(sample: Sample = False) -> None:
    """What the snapshot holds, how old it is, who holds the run lock, and how the sources fare."""
    from pipelines.cli.summary import show_status

    show_status(settings(), sample)


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Made if it is not there.")],
    formats: Annotated[
        list[str], typer.Option("--format", metavar="FORMAT", help="As above; may be given several times.")
    ] = ["parquet"],  # noqa: B006 (typer reads the default, nothing changes it)
    event: Annotated[
        str | None, typer.Option("--event", metavar="ID", help="The event whose evidence wacz packs.")
    ] = None,
    sample: Sample = False,
) -> None:
    """Write the published snapshot to files in DIR, each named on standard output once it is whole.

    \b
    parquet      every table, types kept
    csv          every table; safe to open in a spreadsheet
    datapackage  csv, and a Frictionless datapackage.json: types, keys, descriptions, digests
    geojson      events.geojson (RFC 7946); a point only where the text names a town or a site
    atom         events.atom: the 1,000 events that changed last; an entry is updated in place
    wacz         event-ID.wacz: the archived pages of one event's mentions, with the offsets
    polecat      polecat.txt: events in POLECAT's columns
    gdelt        gdelt.export.CSV, gdelt.mentions.CSV: in the columns of GDELT 2.0
    acled        acled.csv: violence, protest and the like in ACLED's columns

    The last three are the views shapes.polecat, shapes.gdelt_events, shapes.gdelt_mentions and shapes.acled of the
    snapshot; what Dateline does not know is empty there.

    Example: dateline export --format csv --format geojson out/

    Example: dateline export --format wacz --event 0123456789abcdef out/
    """
    from pipelines.cli.progress import progress
    from pipelines.warehouse.exports import ExportError, export_tables

    chosen = settings()
    path = readable_snapshot(chosen, sample)
    home = home_of_snapshot(chosen, path)
    try:
        with progress() as tell:
            for written in export_tables(path, folder, formats, home=home, event=event, tell=tell):
                out.print(str(written), markup=False)
    except ExportError as error:
        raise Exit(USE, str(error)) from error
