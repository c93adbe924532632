"""`dateline up`: the dashboard and Dagster as child processes, started, watched and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dashboard.serve import command as dashboard_command
from pipelines.cli.console import DONE, FAULT, USE, Exit, err, say
from pipelines.cli.passes import prepare_dagster
from pipelines.settings import ROOT, Home, Settings
from pipelines.warehouse.snapshot import NoSnapshot, published_path

# The definitions are loaded (dbt's manifest with them) before the screen and the daemon ask for them.
_LOAD_SECONDS = 180
_STOP_SECONDS = 20

_WORKSPACE = """\
load_from:
  - grpc_server:
      socket: {socket}
      location_name: dateline
"""


def serve(settings: Settings) -> int:
    """Serve until Ctrl-C or SIGTERM. Returns the exit code: 4 if a server ended by itself."""
    home = Home(settings.home)
    for port in (settings.serve.dashboard_port, settings.serve.dagster_port):
        _refuse_a_taken_port(settings.serve.host, port)
    prepare_dagster(home)
    if not _has_snapshot(home) and not _has_snapshot(Home(settings.sample_home)):
        err.print("No warehouse yet: playing the sample newsroom first, so that there is something to look at.")
        ended = subprocess.run([sys.executable, "-m", "pipelines.cli", "run", "--sample"], cwd=ROOT, check=False)
        if ended.returncode > 1:
            return ended.returncode
    signal.signal(signal.SIGTERM, _interrupt)
    host = settings.serve.host
    # A socket's path may hold about 100 characters only, which a home's path can exceed.
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder, _children() as children:
        try:
            children["the dashboard"] = _start(dashboard_command(settings, settings.serve.dashboard_port), home)
            err.print(f"\n  dashboard  http://{host}:{settings.serve.dashboard_port}")
            _start_dagster(settings, home, Path(folder), children)
            err.print(
                f"  Dagster    http://{host}:{settings.serve.dagster_port}   (schedule {settings.serve.schedule}, UTC)"
            )
            err.print("  Ctrl-C stops both.\n")
            while _all_alive(children):
                time.sleep(0.5)
        except KeyboardInterrupt:
            say("stopping")
            return DONE
    return FAULT


def _start_dagster(settings: Settings, home: Home, folder: Path, children: dict[str, subprocess.Popen[bytes]]) -> None:
    """The code server, then the screen and the daemon, which both ask it: the definitions are loaded once."""
    served_at = folder / "code.sock"
    workspace = folder / "workspace.yaml"
    workspace.write_text(_WORKSPACE.format(socket=served_at), encoding="utf-8")
    dagster = [sys.executable, "-m"]
    quiet = ["--log-level", "warning"]
    children["Dagster's code server"] = _start(
        [
            *(*dagster, "dagster", "code-server", "start", "-m", "pipelines.definitions", "-s", str(served_at)),
            *("--use-python-environment-entry-point", "--location-name", "dateline", *quiet),
        ],
        home,
    )
    deadline = time.monotonic() + _LOAD_SECONDS
    while not served_at.exists() and _all_alive(children) and time.monotonic() < deadline:
        time.sleep(0.2)
    children["Dagster's screen"] = _start(
        [
            *(*dagster, "dagster_webserver", "-w", str(workspace), "--dagster-log-level", "warning"),
            *("-h", settings.serve.host, "-p", str(settings.serve.dagster_port)),
        ],
        home,
    )
    children["Dagster's daemon"] = _start(
        [*dagster, "dagster._daemon", "run", "-w", str(workspace), *quiet],
        home,
    )


def _start(command: list[str], home: Home) -> subprocess.Popen[bytes]:
    environment: Mapping[str, str] = {**os.environ, "DAGSTER_HOME": str(home.dagster), "DO_NOT_TRACK": "1"}
    # A group of its own: Ctrl-C reaches us alone, and we end the children in order.
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def _all_alive(children: Mapping[str, subprocess.Popen[bytes]]) -> bool:
    for name, child in children.items():
        if child.poll() is not None:
            say(f"{name} ended by itself with exit code {child.returncode}; stopping the others")
            return False
    return True


@contextmanager
def _children() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Children by name, all ended on leaving: asked first, then killed with whatever they started."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        yield children
    finally:
        for child in reversed(children.values()):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + _STOP_SECONDS
        for child in children.values():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"process {child.pid} did not end within {_STOP_SECONDS} s; it is killed")
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Exit(
                USE,
                f"{host}:{port} is in use ({error.strerror}): is `dateline up` running already? Other ports can be set "
                "with DATELINE_SERVE__DASHBOARD_PORT and DATELINE_SERVE__DAGSTER_PORT",
            ) from error


def _has_snapshot(home: Home) -> bool:
    try:
        published_path(home)
    except NoSnapshot:
        return False
    return True


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
