"""Passes from the command line: the same jobs on the same Dagster instance as the schedule's, with a closing table."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.cli.console import CHECK_FAILED, DONE, FAULT, USE, WITH_LOSSES, Exit, say
from pipelines.cli.progress import progress
from pipelines.cli.summary import show_pass
from pipelines.collect.sources import SourcesError, load_sources
from pipelines.definitions import build_defs
from pipelines.jobs import JOBS
from pipelines.newsroom.passes import PASSES, SOURCES
from pipelines.newsroom.server import NewsroomServer
from pipelines.resources import Clock, Surroundings
from pipelines.settings import ROOT, Home, Settings
from pipelines.warehouse.lock import lock_holder
from pipelines.warehouse.replay import DeadLetter, dead_letters_of
from pipelines.warehouse.snapshot import NoSnapshot, published_path, snapshot_meta

JOB_NAMES = tuple(job.name for job in JOBS)

_DAGSTER_YAML = """\
# Dagster's own settings for this home. One run at a time: DuckDB has one writer.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
# Steps write to the event log, not to standard output; capturing that takes two processes a step.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
retention:
  schedule:
    purge_after_days: 30
  sensor:
    purge_after_days: 7
"""

_CODES = {
    "LockHeld": USE,
    "SourcesError": USE,
    "CheckFailed": CHECK_FAILED,
    "DagsterAssetCheckFailedError": CHECK_FAILED,
    "DagsterDbtCliRuntimeError": CHECK_FAILED,
}


def run_real(settings: Settings, sources: Path, job: str) -> int:
    """A pass over the real sources. Returns the exit code; raises Exit before anything is changed."""
    try:
        load_sources(sources)
    except SourcesError as error:
        raise Exit(USE, str(error)) from error
    home = Home(settings.home)
    with progress() as tell:
        losses = execute(Surroundings(settings, home, sources, progress=tell), job)
    show_pass(home, losses)
    return WITH_LOSSES if losses else DONE


def run_sample(settings: Settings, job: str) -> int:
    """The sample newsroom's passes that are not published yet, in their order; one more when all are."""
    home = Home(settings.sample_home)
    try:
        last = snapshot_meta(published_path(home)).pass_time
        due = [moment for moment in PASSES if moment > last]
    except NoSnapshot:
        due = list(PASSES)
    if not due or job != "tick":
        due = [PASSES[-1] + timedelta(hours=1)]
    losses: list[DeadLetter] = []
    with NewsroomServer(ROOT / "data" / "sample", due[0]) as server, progress() as tell:
        quick = settings.collect.model_copy(update={"replay_address": server.address, "delay_seconds": 0.0})
        surroundings = Surroundings(
            settings.model_copy(update={"collect": quick}), home, SOURCES, sample=True, progress=tell
        )
        for moment in due:
            server.now = moment
            tell(f"{moment:%d %B %Y}", 0)
            losses += execute(replace(surroundings, clock=_standing_at(moment)), job)
    show_pass(home, losses)
    return WITH_LOSSES if losses else DONE


def _standing_at(moment: datetime) -> Clock:
    return lambda: moment


def execute(surroundings: Surroundings, job: str) -> list[DeadLetter]:
    """Run a job to its end in this process. Returns the inputs it gave up; raises Exit if it failed."""
    home = surroundings.home
    home.root.mkdir(parents=True, exist_ok=True)
    holder = lock_holder(home)
    if holder is not None:
        raise Exit(
            USE, f"another run holds the lock of {home.root}: {holder}\n  nothing was changed; wait for it to end"
        )
    with instance_of(home) as instance:
        result = (
            build_defs(surroundings)
            .resolve_job_def(job)
            .execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
        )
    if not result.success:
        raise _failed(result, home)
    return dead_letters_of(home, result.run_id) or []


@contextmanager
def instance_of(home: Home) -> Iterator[dg.DagsterInstance]:
    """The home's Dagster instance, so that runs from the command line show in Dagster's screen too."""
    prepare_dagster(home)
    # A connection that Ctrl-C meets while it is being closed would be told with a traceback; nothing is lost by it.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        yield instance


def prepare_dagster(home: Home) -> None:
    home.dagster.mkdir(parents=True, exist_ok=True)
    config = home.dagster / "dagster.yaml"
    if not config.exists():
        config.write_text(_DAGSTER_YAML, encoding="utf-8")


def _failed(result: Any, home: Home) -> Exit:
    """What a failed run means for the person who started it: the innermost cause, in one message.

    Raises:
        KeyboardInterrupt: it was stopped by Ctrl-C or SIGTERM.
    """
    causes: list[Any] = []
    for event in result.all_events:
        data = getattr(event, "event_specific_data", None)
        error = getattr(data, "error", None)
        while error is not None:
            causes.append(error)
            error = error.cause
    names = [cause.cls_name or "" for cause in causes]
    if {"DagsterExecutionInterruptedError", "KeyboardInterrupt"} & {*names}:
        raise KeyboardInterrupt
    texts = " ".join(cause.message for cause in causes)
    code = next((_CODES[name] for name in names if name in _CODES), FAULT)
    if any(mark in texts for mark in ("No space left", "Permission denied", "Read-only file system", "Disk quota")):
        code = FAULT
    message = causes[-1].message.strip() if causes else "the run failed without saying why"
    if code == CHECK_FAILED:
        message += "\n  a check failed: nothing was published, the last good snapshot stays"
    say(f"run {result.run_id[:8]} failed; `dateline up` shows its log, kept in {home.dagster}")
    return Exit(code, message)
