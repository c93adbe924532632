"""`dateline lexicon`: check the coder's knowledge, which experts edit as YAML and CSV."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from pipelines.cli.console import DONE, USE, WITH_LOSSES, Exit, err, out, settings

PANEL = "Extract and code"
lexicon_app = typer.Typer(no_args_is_help=True, help="The coder's lexicon: check it, ask why a sentence was coded.")


def register(app: typer.Typer) -> None:
    app.add_typer(lexicon_app, name="lexicon", rich_help_panel=PANEL)


@lexicon_app.command()
def check() -> int:
    """Load every lexicon file through its schema and code every example beside an entry.

    An entry that others outdo in each of its examples is told, as it may never be read.
    Exit code 2 for a file that does not fit its schema (file, line, field), 1 if an example is not coded as it says.
    """
    from rich.table import Table

    from pipelines.annotate.actors_lexicon import ActorLexiconError, actor_entries
    from pipelines.annotate.coder import load_coder
    from pipelines.annotate.event_lexicon import LexiconError
    from pipelines.annotate.lexicon_check import check_lexicon
    from pipelines.annotate.roles_lexicon import role_words
    from pipelines.cli.progress import progress

    try:
        actors = len(actor_entries())
        role_words()
        start = time.monotonic()
        with progress() as tell:
            tell("examples", 0)
            report = check_lexicon(load_coder(settings().annotate.model))
    except (LexiconError, ActorLexiconError) as error:
        raise Exit(USE, str(error)) from error
    table = Table("type", "verbs and nouns", box=None)
    for event, words in report.by_event.items():
        table.add_row(event, str(words))
    err.print(table)
    err.print(
        f"{actors} actors; {report.entries} entries, {report.triggers} verbs and nouns; "
        f"{report.examples - len(report.failures)} of {report.examples} examples are coded as they say, "
        f"{len(report.shadowed)} entries read none of their own; {time.monotonic() - start:.0f} s",
        markup=False,
    )
    for told in report.shadowed:
        err.print(told, markup=False)
    for failure in report.failures:
        out.print(f"{failure.entry.where}: {failure.example.text}\n  {failure.problem}", markup=False)
    return WITH_LOSSES if report.failures else DONE


@lexicon_app.command()
def explain(sentence: Annotated[str, typer.Argument(help="A sentence, or a short text.")]) -> None:
    """Why a sentence was or was not coded: each candidate trigger, the entry it met, and what decided."""
    from pipelines.annotate.coder import load_coder
    from pipelines.annotate.explain import explain as explanation

    for line in explanation(load_coder(settings().annotate.model), sentence):
        out.print(line, markup=False)
