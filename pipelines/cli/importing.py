"""`dateline import`: pages from files, and addresses from lists, into the archive and through the pipeline."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipelines.archive.writer import WarcWriter
from pipelines.cli.console import DONE, USE, WITH_LOSSES, Exit, err, home_of
from pipelines.cli.passes import execute
from pipelines.cli.progress import progress
from pipelines.cli.summary import show_pass
from pipelines.collect.importing import HTML_NAMES, ImportFault, check_paths, import_pages
from pipelines.collect.sources import SourcesError, load_sources
from pipelines.collect.url_lists import is_url_list, land_addresses
from pipelines.newsroom.passes import SOURCES
from pipelines.records import key
from pipelines.resources import Surroundings, system_clock
from pipelines.settings import Settings
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.lock import LockHeld, run_lock


def import_files(settings: Settings, files: list[Path], sample: bool) -> int:
    """Archive and land the pages of these files, then extract, code and publish. Returns the exit code."""
    sources = SOURCES if sample else settings.sources
    lists = [path for path in files if path.is_file() and path.suffix.lower() not in HTML_NAMES and is_url_list(path)]
    saved = [path for path in files if path not in lists]
    if sample and lists:
        raise Exit(USE, f"{lists[0]}: the sample newsroom is no place to fetch from; leave --sample out")
    try:
        check_paths(saved)
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
                Landing.open(home, settings.collect, threads=1) as landing,
                WarcWriter(
                    home.archive,
                    prefix=f"{now:%Y%m%dT%H%M%SZ}-{run_id}-import",
                    max_bytes=settings.collect.warc_max_bytes,
                    clock=system_clock,
                ) as archive,
            ):
                tell("import", 0)
                named = land_addresses(
                    lists,
                    state=landing,
                    sink=landing,
                    clock=system_clock,
                    run_id=run_id,
                    sources=listed,
                    progress=partial(tell, "import"),
                )
                counts = import_pages(
                    saved,
                    archive=archive,
                    sink=landing,
                    state=landing,
                    clock=system_clock,
                    run_id=run_id,
                    settings=settings.collect,
                    sources=listed,
                    progress=partial(tell, "import"),
                )
                landing.land_named_sources(listed, run_id, now)
        except LockHeld as error:
            raise Exit(USE, str(error)) from error
        problems = [*named.problems, *counts.problems]
        told = {"addresses": named.addresses, **counts.as_dict(), "problems": len(problems)}
        told["known"] += named.known
        err.print(", ".join(f"{number} {name}" for name, number in told.items() if number), markup=False)
        for problem in problems:
            err.print(problem, markup=False)
        job = "fetch_due" if lists else "process"
        losses = execute(Surroundings(settings, home, sources, sample=sample, progress=tell), job)
    show_pass(home, losses)
    return WITH_LOSSES if losses or problems else DONE
