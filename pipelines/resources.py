"""What a run is given: the pass itself (home, lock, clock, network) and the dbt command line.

The clock, the resolver and the seed enter here and nowhere else, so that the sample newsroom and the tests run the
same assets as a scheduled tick. Logic stays in the rooms.
"""

from __future__ import annotations

import io
import json
import logging
import os
import random
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import dagster as dg
from dagster_dbt import DbtCliInvocation, DbtCliResource
from dagster_dbt.compat import DBT_PYTHON_VERSION

from pipelines.collect.network import Network
from pipelines.records import LedgerRow, RunEvent, RunKind, StepOutcome, key
from pipelines.settings import ROOT, Home, Settings
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.lock import run_lock

DBT_DIR = ROOT / "dbt_project"
KIND_TAG = "dateline/kind"
"""The tag of a Dagster run that names its RunKind; a run without it is a tick."""

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


class Progress(Protocol):
    """Told how far a step is: items done, and of how many; where nobody counted them, `share` (0 to 1) of the work."""

    def __call__(self, step: str, done: int, total: int | None = None, share: float | None = None) -> None: ...


def silent(step: str, done: int, total: int | None = None, share: float | None = None) -> None:
    """A progress that tells nobody."""


class LoggedProgress:
    """A progress that also writes a line into a log as each step begins, and every `seconds` while it goes on."""

    def __init__(self, tell: Progress, log: Callable[[str], None], seconds: float = 30) -> None:
        self._tell = tell
        self._log = log
        self._seconds = seconds
        self._step = ""
        self._said = 0.0

    def __call__(self, step: str, done: int, total: int | None = None, share: float | None = None) -> None:
        self._tell(step, done, total, share)
        now = time.monotonic()
        if step != self._step or now - self._said > self._seconds:
            self._step, self._said = step, now
            self._log(f"{step}: {done:,} done" + (f" of {total:,}" if total is not None else ""))


@dataclass(frozen=True)
class Surroundings:
    """What differs between a scheduled tick, the sample newsroom and a test. `sample` names the snapshot's kind."""

    settings: Settings
    home: Home
    sources: Path
    sample: bool = False
    clock: Clock = system_clock
    progress: Progress = silent


@dataclass(frozen=True)
class Pass:
    """One pass over all due sources, under the run lock.

    `counts` gathers what each step did, for the run's own row; `ends` holds the outcome once that row has landed.
    """

    surroundings: Surroundings
    run_id: str
    dagster_run_id: str
    kind: RunKind
    pass_time: datetime
    progress: Progress = silent
    counts: dict[str, int] = field(default_factory=dict)
    ends: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        return self.surroundings.settings

    @property
    def home(self) -> Home:
        return self.surroundings.home

    @property
    def clock(self) -> Clock:
        return self.surroundings.clock

    @cached_property
    def network(self) -> Network:
        """One for the pass, so that polling and fetching keep one pace."""
        return Network.from_settings(self.settings.collect)

    def random(self, step: str) -> random.Random:
        """A generator of this step's own, so that steps do not shift each other's numbers."""
        return random.Random(f"{self.settings.seed}:{step}:{self.run_id}")

    def started(self) -> RunEvent:
        return self._event("started", None, None)

    def finished(self, outcome: str) -> RunEvent:
        return self._event("finished", outcome, json.dumps(self.counts, sort_keys=True))

    def landing(self, *, threads: int | None = None) -> AbstractContextManager[Landing]:
        """The writer's connection, to be closed before dbt opens its own."""
        return Landing.open(self.home, self.settings.collect, threads=threads)

    def land(self, event: RunEvent) -> None:
        with self.landing() as landing:
            landing.append({"run_events": [event]})
        if event.outcome is not None:
            self.ends.append(event.outcome)

    def ledger_row(
        self,
        step: str,
        version: str,
        input_id: str,
        outcome: StepOutcome,
        error_class: str | None = None,
        error_message: str | None = None,
    ) -> LedgerRow:
        """That `step` dealt with an input for good in this pass; steps that try again write rows of their own."""
        return LedgerRow(
            step=step,
            version=version,
            input_id=input_id,
            outcome=outcome,
            attempts=1,
            next_try_at=None,
            run_id=self.run_id,
            at=self.clock(),
            error_class=error_class,
            error_message=error_message,
        )

    def _event(self, phase: Any, outcome: str | None, counts: str | None) -> RunEvent:
        return RunEvent(
            run_id=self.run_id,
            phase=phase,
            kind=self.kind,
            at=self.clock(),
            pass_time=self.pass_time,
            outcome=outcome,
            counts=counts,
            dateline_version=version("dateline"),
            dagster_run_id=self.dagster_run_id,
        )


def _logger(context: dg.InitResourceContext) -> Callable[[str], None]:
    log = context.log
    return log.info if log is not None else logging.getLogger(__name__).info


def pass_resource(surroundings: Surroundings) -> dg.ResourceDefinition:
    """The pass of a Dagster run. Holds the run lock from the first step to the last.

    Raises (inside the run): warehouse.lock.LockHeld.
    """

    def enter(context: dg.InitResourceContext) -> Iterator[Pass]:
        run = context.run
        dagster_run_id = run.run_id if run is not None else "none"
        kind: Any = (run.tags if run is not None else {}).get(KIND_TAG, "sample" if surroundings.sample else "tick")
        pass_time = surroundings.clock()
        # The build file is named to dbt, which runs in a process of its own, through its environment.
        os.environ["DATELINE_BUILD_FILE"] = str(surroundings.home.build_file)
        given = Pass(
            surroundings=surroundings,
            run_id=key("run", kind, pass_time.isoformat(), dagster_run_id),
            dagster_run_id=dagster_run_id,
            kind=kind,
            pass_time=pass_time,
            progress=LoggedProgress(surroundings.progress, _logger(context)),
        )
        with run_lock(surroundings.home, f"{kind} run {dagster_run_id[:8]}"):
            given.land(given.started())
            try:
                yield given
            finally:
                if not given.ends:
                    given.land(given.finished("failed"))

    return dg.ResourceDefinition(resource_fn=enter, description="The pass: home, run lock, clock, network.")


class Dbt(DbtCliResource):
    """The dbt command line of this Python, whose version is known without asking it.

    The parent class runs `dbt --version`, which loads all of dbt in a process of its own: seconds of each run.
    """

    @cached_property
    def _cli_version(self) -> Any:
        return DBT_PYTHON_VERSION

    def cli(self, *args: Any, **kwargs: Any) -> DbtCliInvocation:
        """As the parent's, whose bare `except` around loading the adapter would make Ctrl-C do nothing.

        Raises:
            KeyboardInterrupt: SIGINT or SIGTERM came meanwhile.
        """
        came: list[int] = []
        before = {}
        if threading.current_thread() is threading.main_thread():
            kinds = (signal.SIGINT, signal.SIGTERM)
            before = {kind: signal.signal(kind, lambda number, _: came.append(number)) for kind in kinds}
        try:
            invocation = super().cli(*args, **kwargs)
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)
        if came:
            invocation.process.kill()
            raise KeyboardInterrupt
        return invocation


def dbt_resource() -> DbtCliResource:
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    return Dbt(
        project_dir=str(DBT_DIR),
        profiles_dir=str(DBT_DIR),
        # The dbt beside this Python, so that nothing depends on the caller's PATH.
        dbt_executable=str(Path(sys.executable).with_name("dbt")),
    )


def dbt_manifest(home: Home) -> Path:
    """The manifest of the dbt project, parsed anew when a file of the project differs from those it was parsed of.

    A file may as well be older: another version was installed, or the home was copied. One a home, since dbt parses
    everything again when the path of the build file differs from the last time.
    """
    target = home.dagster / "dbt"
    manifest = target / "manifest.json"
    parsed_of = target / "parsed-of"
    files = "\n".join(
        f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for path in sorted(DBT_DIR.rglob("*"))
        if path.is_file() and not {"target", "logs", "dbt_packages"} & set(path.relative_to(DBT_DIR).parts)
    )
    if not (manifest.exists() and parsed_of.exists() and parsed_of.read_text(encoding="utf-8") == files):
        os.environ["DATELINE_BUILD_FILE"] = str(home.build_file)
        with redirect_stdout(io.StringIO()):
            dbt_resource().cli(["parse", "--quiet"], target_path=target).wait()
        _share_parsed(target, home.warehouse / "dbt")
        parsed_of.write_text(files, encoding="utf-8")
    return manifest


def _share_parsed(parsed: Path, build: Path) -> None:
    """Let `dbt build` begin from what was parsed; it would parse the project once more. Swapped in whole."""
    build.mkdir(parents=True, exist_ok=True)
    name = "partial_parse.msgpack"
    if (parsed / name).exists():
        shutil.copyfile(parsed / name, build / f"{name}.new")
        (build / f"{name}.new").replace(build / name)
