"""The `dateline` command: options, messages and exit codes. What a command does lives in the rooms."""

from pipelines.cli.app import main

__all__ = ["main"]
