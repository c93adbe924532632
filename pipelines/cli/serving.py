"""`dateline up`: the dashboard and Dagster as child processes, started, watched and stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from dashboard.serve import command as dashboard_command
from pipelines.cli.console import DONE, FAULT, err, say
from pipelines.cli.passes import prepare_dagster
from pipelines.settings import ROOT, Home, Settings
from pipelines.warehouse.snapshot import NoSnapshot, published_path


def serve(settings: Settings) -> int:
    """Serve until Ctrl-C or SIGTERM. Returns the exit code: 4 if a server ended by itself."""
    home = Home(settings.home)
    prepare_dagster(home)
    if not _has_snapshot(home) and not _has_snapshot(Home(settings.sample_home)):
        err.print("No warehouse yet: playing the sample newsroom first, so that there is something to look at.")
        ended = subprocess.run([sys.executable, "-m", "pipelines.cli", "run", "--sample"], cwd=ROOT, check=False)
        if ended.returncode > 1:
            return ended.returncode
    environment = {**os.environ, "DAGSTER_HOME": str(home.dagster), "DO_NOT_TRACK": "1"}
    children = {
        "dashboard": subprocess.Popen(
            dashboard_command(settings, settings.serve.dashboard_port), cwd=ROOT, env=environment
        ),
        "Dagster": subprocess.Popen(_dagster_command(settings), cwd=ROOT, env=environment),
    }
    host = settings.serve.host
    err.print(f"\n  dashboard  http://{host}:{settings.serve.dashboard_port}")
    err.print(f"  Dagster    http://{host}:{settings.serve.dagster_port}   (schedule {settings.serve.schedule}, UTC)")
    err.print("  Ctrl-C stops both.\n")
    signal.signal(signal.SIGTERM, _interrupt)
    code = DONE
    try:
        while code == DONE:
            for name, child in children.items():
                if child.poll() is not None:
                    say(f"{name} ended by itself with exit code {child.returncode}; stopping (is its port in use?)")
                    code = FAULT
            time.sleep(0.5)
    except KeyboardInterrupt:
        say("stopping")
    for child in children.values():
        child.send_signal(signal.SIGINT)
    for child in children.values():
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
    return code


def _dagster_command(settings: Settings) -> list[str]:
    return [
        *(sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions"),
        *("-h", settings.serve.host, "-p", str(settings.serve.dagster_port)),
        *("--log-level", "warning", "--code-server-log-level", "warning"),
    ]


def _has_snapshot(home: Home) -> bool:
    try:
        published_path(home)
    except NoSnapshot:
        return False
    return True


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
