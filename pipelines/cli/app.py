"""The application: the commands by their panels, and what each kind of failure means for the exit code.

Modules with heavy imports (Dagster, spaCy) are imported inside the commands that need them, so that `dateline path`
and `--help` answer at once.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from importlib.metadata import version
from pathlib import Path

import typer

from pipelines.cli import collecting, keeping, lexicon, lines, reading, running
from pipelines.cli.console import DONE, FAULT, INTERRUPTED, USE, Exit, say

app = typer.Typer(
    name="dateline",
    help=(
        "Turns news into an event warehouse that anyone can check: polls sites, archives pages, codes who did what to "
        "whom, and publishes a DuckDB file.\n\n"
        "Exit codes: 0 done; 1 done, with dead letters or lines that could not be answered; 2 bad input or use, "
        "nothing changed; 3 a check failed, the old snapshot stays; 4 the machine failed (disk, permission); "
        "130 interrupted."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (running, reading, lines, collecting, keeping, lexicon):
    module.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit()


@app.callback()
def _root(
    show_version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Say and end."),
) -> None:
    pass


def main() -> None:
    """Run the command line and end the process with its exit code. A failure is one message, never a traceback."""
    sys.exit(_run())


def _run() -> int:
    try:
        result = app(standalone_mode=False)
    except Exit as error:
        if error.message:
            say(error.message)
        return error.code
    except (typer.Abort, KeyboardInterrupt):
        result = INTERRUPTED
    except typer.TyperException as error:
        say(f"{error.format_message()}\n  `dateline COMMAND --help` tells what each command takes")
        return USE
    except SystemExit:
        # So Typer ends where the reader of our output went away (head, a closed pager): that is no failure of ours.
        return DONE
    except OSError as error:
        say(_machine_fault(error))
        return FAULT
    except Exception as error:
        log = Path(tempfile.gettempdir()) / f"dateline-{os.getpid()}.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        say(f"a fault of Dateline's own ({type(error).__name__}: {error}); please report it with {log}")
        return FAULT
    if result == INTERRUPTED:
        say("interrupted; the next run goes on where this one stopped")
    return result if isinstance(result, int) else DONE


def _machine_fault(error: OSError) -> str:
    remedy = {
        errno.ENOSPC: "free space on the disk, then run again: nothing was torn",
        errno.EDQUOT: "the disk quota is used up; free space, then run again",
        errno.EACCES: "give this user read and write permission there, or set another home (DATELINE_HOME)",
        errno.EPERM: "give this user read and write permission there, or set another home (DATELINE_HOME)",
        errno.EROFS: "the file system is read-only; set another home (DATELINE_HOME)",
    }.get(error.errno or 0, "see the message; nothing was torn, run again when it is mended")
    where = f": {error.filename}" if error.filename else ""
    return f"the machine failed: {error.strerror or error}{where}\n  {remedy}"
