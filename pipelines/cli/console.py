"""What the commands share on the terminal: exit codes, messages on standard error, the home they work in."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from pipelines.settings import Home, Settings, SettingsError, load_settings

DONE, WITH_LOSSES, USE, CHECK_FAILED, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 130

SAMPLE_HELP = "Work on the sample newsroom's home."

err = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False)


class Exit(Exception):
    """End the command with this exit code and message."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def say(message: str) -> None:
    """A message for a person, on standard error, its text shown as it is."""
    err.print(f"dateline: {message}", markup=False)


def settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        raise Exit(USE, str(error)) from error


def home_of(chosen: Settings, sample: bool) -> Home:
    return Home(chosen.sample_home if sample else chosen.home)


def home_of_snapshot(chosen: Settings, path: Path) -> Home:
    """The home that a snapshot from `readable_snapshot` lies in."""
    return home_of(chosen, path.is_relative_to(home_of(chosen, True).root))


def readable_snapshot(chosen: Settings, sample: bool) -> Path:
    """The published snapshot to read: the real one, or the sample's with a word where there is no real one yet."""
    from pipelines.warehouse.snapshot import NoSnapshot, published_path

    try:
        return published_path(home_of(chosen, sample))
    except NoSnapshot as error:
        if sample:
            raise Exit(
                USE, f"{error}\n  `make run` (or `dateline run --sample`) makes the sample newsroom's."
            ) from error
    try:
        path = published_path(home_of(chosen, True))
    except NoSnapshot as error:
        raise Exit(
            USE,
            f"no snapshot is published yet in {chosen.home}\n"
            "  `dateline run` collects from the sources in sources.yml; `make run` plays the sample newsroom.",
        ) from error
    say("no real snapshot yet: this is the sample newsroom's")
    return path
