"""How the dashboard is started: the command line of its process. Starting and stopping it is the caller's matter."""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.settings import Settings

APP = Path(__file__).resolve().parent / "web.py"


def command(settings: Settings, port: int | None = None) -> list[str]:
    """The command that serves the dashboard on the host and port of the settings (or `port`) until it is ended.

    The flags repeat what `dashboard/.streamlit/config.toml` says where it matters for safety, so that a reader's own
    Streamlit configuration cannot open it to the network or send usage statistics.
    """
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(APP),
        f"--server.address={settings.serve.host}",
        f"--server.port={port or settings.serve.dashboard_port}",
        f"--browser.serverAddress={settings.serve.host}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        "--server.showEmailPrompt=false",
        "--client.showErrorDetails=none",
    ]
