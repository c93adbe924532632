"""Commands that keep the warehouse honest: `verify`, `reannotate`, `takedown`."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli.console import (
    DONE,
    SAMPLE_HELP,
    USE,
    WITH_LOSSES,
    Exit,
    err,
    home_of,
    out,
    readable_snapshot,
    settings,
)

PANEL = "Keep"


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel=PANEL)(verify)
    app.command(rich_help_panel=PANEL)(reannotate)
    app.command(rich_help_panel=PANEL)(takedown)


Sample = Annotated[bool, typer.Option("--sample", help=SAMPLE_HELP)]


def verify(sample: Sample = False) -> int:
    """Recompute every receipt offline: payload digests, text hashes, offsets, row hashes.

    Names each one that fails, on standard output; exit code 1 if any does.
    """
    from pipelines.warehouse.verify import verify_snapshot

    chosen = settings()
    path = readable_snapshot(chosen, sample)
    home = home_of(chosen, path.is_relative_to(home_of(chosen, True).root))
    report = verify_snapshot(home, path)
    for finding in report.findings:
        out.print(f"{finding.kind}\t{finding.table}\t{finding.key}\t{finding.message}", markup=False)
    err.print(report.summary(), markup=False)
    return WITH_LOSSES if report.findings else DONE


def reannotate(sample: Sample = False) -> int:
    """Code anew what an older version of the coder coded, up to 1,000 texts, then build, check and publish."""
    from pipelines.cli.passes import run_real, run_sample

    chosen = settings()
    return run_sample(chosen, "reannotate") if sample else run_real(chosen, chosen.sources, "reannotate")


def takedown(
    what: Annotated[str, typer.Argument(metavar="URL", help="The address of the article.")],
    reason: Annotated[str, typer.Option("--reason", help="Kept with the tombstone.")],
    sample: Sample = False,
) -> None:
    """Remove an article's text and captures, leaving a tombstone that every table respects."""
    raise Exit(USE, f"this version cannot take down {what} yet: nothing was changed (reason given: {reason})")
