"""`dateline import`: pages from files into the archive, then through the pipeline."""

from __future__ import annotations

from pathlib import Path

from pipelines.archive.writer import WarcWriter
from pipelines.cli.console import DONE, USE, WITH_LOSSES, Exit, err, home_of, progress
from pipelines.cli.passes import execute
from pipelines.cli.summary import show_pass
from pipelines.collect.importing import ImportFault, check_paths, import_pages
from pipelines.collect.sources import SourcesError, load_sources
from pipelines.newsroom.passes import SOURCES
from pipelines.records import key
from pipelines.resources import Surroundings, system_clock
from pipelines.settings import Settings
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.lock import LockHeld, run_lock


def import_files(settings: Settings, files: list[Path], sample: bool) -> int:
    """Archive and land the pages of these files, then extract, code and publish. Returns the exit code."""
    sources = SOURCES if sample else settings.sources
    try:
        check_paths(files)
        listed = load_sources(sources)
    except (ImportFault, SourcesError) as error:
        raise Exit(USE, str(error)) from error
    home = home_of(settings, sample)
    home.root.mkdir(parents=True, exist_ok=True)
    now = system_clock()
    run_id = key("run", "import", now.isoformat())
    with progress() as tell:
        try:
            with (
                run_lock(home, "import"),
                Landing.open(home, settings.collect) as landing,
                WarcWriter(
                    home.archive,
                    prefix=f"{now:%Y%m%dT%H%M%SZ}-{run_id}-import",
                    max_bytes=settings.collect.warc_max_bytes,
                    clock=system_clock,
                ) as archive,
            ):
                tell("import", 0)
                counts = import_pages(
                    files,
                    archive=archive,
                    sink=landing,
                    state=landing,
                    clock=system_clock,
                    run_id=run_id,
                    settings=settings.collect,
                    sources=listed,
                    progress=lambda _, done: tell("import", done),
                )
                landing.land_named_sources(listed, run_id, now)
        except LockHeld as error:
            raise Exit(USE, str(error)) from error
        err.print(", ".join(f"{number} {name}" for name, number in counts.as_dict().items() if number), markup=False)
        for problem in counts.problems:
            err.print(problem, markup=False)
        losses = execute(Surroundings(settings, home, sources, sample=sample, progress=tell), "process")
    show_pass(home, losses)
    return WITH_LOSSES if losses or counts.problems else DONE
