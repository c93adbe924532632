"""Commands that keep the warehouse honest: `verify`, `reannotate`, `takedown`."""

from __future__ import annotations

from functools import partial
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
    home_of_snapshot,
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
    from pipelines.cli.progress import progress
    from pipelines.warehouse.verify import verify_snapshot

    chosen = settings()
    path = readable_snapshot(chosen, sample)
    with progress() as tell:
        report = verify_snapshot(home_of_snapshot(chosen, path), path, tell)
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
    what: Annotated[str, typer.Argument(metavar="URL|HOST", help="An article's address, or a host for all of its.")],
    reason: Annotated[str, typer.Option("--reason", help="Kept with the tombstone.")],
    sample: Sample = False,
) -> int:
    """Remove an article, or all of a site: text, mentions and archived bytes go, a tombstone stays.

    The marts are built and published anew, and the snapshots of before are removed. This cannot be undone.

    Example: dateline takedown https://news.example/a/1 --reason "court order 4/26"
    """
    from pipelines.cli.passes import run_real, run_sample
    from pipelines.cli.progress import progress
    from pipelines.resources import system_clock
    from pipelines.warehouse.lock import LockHeld, run_lock
    from pipelines.warehouse.takedown import forget_older, take_down

    chosen = settings()
    home = home_of(chosen, sample)
    if not home.build_file.exists():
        raise Exit(USE, f"there is no warehouse in {home.root}: nothing to take down")
    try:
        with run_lock(home, "takedown"), progress() as tell:
            gone = take_down(home, what, reason, at=system_clock(), tell=partial(tell, "takedown"))
    except LockHeld as error:
        raise Exit(USE, str(error)) from error
    if not gone.articles:
        raise Exit(USE, f"no article of {what} is held: nothing was changed")
    err.print(
        f"taken down: {len(gone.articles)} articles, {gone.captures} captures, {gone.records} archived records"
        + (f"; {gone.kept_records} records stay, since other articles share their bytes" if gone.kept_records else ""),
        markup=False,
    )
    job = "rebuild_marts"
    code = run_sample(chosen, job) if sample else run_real(chosen, chosen.sources, job)
    with run_lock(home, "takedown"):
        forget_older(home)
    return code
