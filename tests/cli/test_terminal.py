"""Long commands on a terminal: a bar with rate and time left; none where standard error is a file."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, environment


def on_a_terminal(*arguments: object, **settings: object) -> str:
    """What a command writes to a terminal on standard error, its escapes with it."""
    terminal, end = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=end,
        cwd=ROOT,
        env={**environment(**settings), "TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(end)
    said = b""
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        said += piece
    os.close(terminal)
    run.wait()
    return said.decode(errors="replace")


def test_verify_and_export_show_a_bar(sample_home: Path, tmp_path: Path) -> None:
    said = on_a_terminal("verify", "--sample", DATELINE_SAMPLE_HOME=sample_home)
    assert "captures" in said
    assert "100%" in said
    said = on_a_terminal(
        "export", "--format", "csv", "--format", "gdelt", tmp_path, "--sample", DATELINE_SAMPLE_HOME=sample_home
    )
    assert "csv" in said
    assert "gdelt" in said


def test_lines_show_how_many_are_left(tmp_path: Path) -> None:
    lines = tmp_path / "pages.jsonl"
    lines.write_text('{"id": 1, "html": "<p>a</p>"}\n' * 300)
    said = on_a_terminal("extract", "--jsonl", lines)
    assert "300 of 300, 100%" in said
    assert "/s" in said
    assert "left" in said
