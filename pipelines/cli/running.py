"""`dateline run` and `dateline up`: passes, and the servers around them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.console import USE, Exit, settings

PANEL = "Run"


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel=PANEL)(run)
    app.command(rich_help_panel=PANEL)(up)


def run(
    sources: Annotated[
        Path | None,
        typer.Option("--sources", metavar="FILE", help="The list of sources (default: data/sources.yml)."),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Play the bundled sample newsroom into its own home.")
    ] = False,
    job: Annotated[
        str,
        typer.Option(help="tick, rebuild_marts (no fetching), reannotate or replay_failures.", metavar="JOB"),
    ] = "tick",
) -> int:
    """One pass over all due sources, through to the published snapshot, with a closing table.

    Collects what feeds and sitemaps name, archives it, extracts, codes, builds and checks the models, and publishes.
    Only what is new is worked on; run it as often as you like. The run shows in Dagster's screen as well.

    Example: DATELINE_HOME=~/news dateline run --sources my-sources.yml
    """
    from pipelines.cli.passes import JOB_NAMES, run_real, run_sample

    if job not in JOB_NAMES:
        raise Exit(USE, f"--job {job}: there is no such job; choose from {', '.join(JOB_NAMES)}")
    chosen = settings()
    if sample:
        if sources is not None:
            raise Exit(USE, "--sample brings its own sources; leave --sources out")
        return run_sample(chosen, job)
    return run_real(chosen, sources or chosen.sources, job)


def up() -> int:
    """Serve the dashboard and Dagster (screen, daemon, the schedule on) over the real home, until Ctrl-C.

    With no warehouse at all yet, the sample newsroom is played first, so that there is something to look at.
    Both listen on 127.0.0.1 only; ports are settings (DATELINE_SERVE__DASHBOARD_PORT, DATELINE_SERVE__DAGSTER_PORT).
    """
    from pipelines.cli.serving import serve

    return serve(settings())
