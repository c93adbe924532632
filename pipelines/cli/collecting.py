"""Commands around collecting: `sources`, `import`, `replay`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.console import DONE, SAMPLE_HELP, USE, Exit, err, out, settings

PANEL = "Collect"
sources_app = typer.Typer(no_args_is_help=True, help="The list of sources: check it, add to it.")


def register(app: typer.Typer) -> None:
    app.add_typer(sources_app, name="sources", rich_help_panel=PANEL)
    app.command("import", rich_help_panel=PANEL)(import_)
    app.command(rich_help_panel=PANEL)(replay)


SourcesFile = Annotated[
    Path | None, typer.Option("--sources", metavar="FILE", help="The list of sources (default: data/sources.yml).")
]


@sources_app.command()
def check(
    sources: SourcesFile = None,
    offline: Annotated[bool, typer.Option("--offline", help="Check the file only; ask no site.")] = False,
) -> int:
    """Check sources.yml, then ask each feed and sitemap once and tell which answer.

    A site that does not answer is an outcome, not a failure: the exit code stays 0 while the file is sound.
    """
    from rich.table import Table

    from pipelines.cli.progress import progress
    from pipelines.collect.check import check_sources
    from pipelines.collect.network import Network
    from pipelines.collect.sources import SourcesError, load_sources
    from pipelines.resources import system_clock

    chosen = settings()
    try:
        listed = load_sources(sources or chosen.sources)
    except SourcesError as error:
        raise Exit(USE, str(error)) from error
    feeds = sum(len(source.feeds) + len(source.sitemaps) for source in listed)
    err.print(f"{len(listed)} sources with {feeds} feeds and sitemaps: the file is sound.", markup=False)
    if offline:
        return DONE
    table = Table("source", "address", "outcome", "status", "entries", "what", box=None)
    answers = check_sources(
        listed, network=Network.from_settings(chosen.collect), settings=chosen.collect, clock=system_clock
    )
    with progress() as tell:
        tell("asking", 0, feeds)
        for number, found in enumerate(answers, start=1):
            tell("asking", number, feeds)
            table.add_row(
                found.source_id,
                found.url,
                found.outcome,
                str(found.status or ""),
                str(found.entries),
                found.message or "",
            )
    out.print(table, markup=False)
    return DONE


@sources_app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The site's front page.")],
    owner: Annotated[
        str, typer.Option(help="Who owns it: wire, government, party, private, public, ngo or igo. No page tells that.")
    ],
    country: Annotated[str, typer.Option(help="Where it is based: ISO 3166-1 alpha-3 (PAK), or none.")],
    sources: SourcesFile = None,
    name: Annotated[str | None, typer.Option(help="(default: what the site calls itself)")] = None,
    language: Annotated[str | None, typer.Option(help="ISO 639-1 (default: what its page declares)")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="Short name (default: from the host).")] = None,
    speaks_for: Annotated[
        str | None, typer.Option(help="The side whose own voice it is: ISO alpha-3 or a name.")
    ] = None,
    feeds: Annotated[int, typer.Option(min=1, max=50, help="List at most so many of its feeds.")] = 3,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what was found; write nothing.")] = False,
) -> int:
    """Find a site's feeds, read each once, and write the entry into the list, whose comments stay.

    Looks at what the front page and robots.txt name, then at the usual places. Feeds that the site links to come
    first; comments, podcasts and single authors last. A sitemap is listed only where there is no feed.
    """
    from pipelines.cli.adding import Wishes, add_site

    wishes = Wishes(owner, country, name, language, id_, speaks_for, feeds)
    return add_site(settings(), sources, url, wishes, dry_run=dry_run)


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="WARC, WACZ or HTML files, folders of HTML, lists of addresses."),
    ],
    sample: Annotated[bool, typer.Option("--sample", help=SAMPLE_HELP)] = False,
) -> int:
    """Bring pages in from elsewhere: into the archive, and then the usual way to the snapshot.

    Saved pages (WARC, WACZ, HTML) keep the address and time they were saved with. A list of addresses (a text file,
    one a line, # for a comment) is fetched as politely as a feed's: robots.txt, a pause a host, as many as one pass
    takes; the rest in the passes after it. What is held already is left out, so an interrupted import goes on when it
    is started again.
    """
    from pipelines.cli.importing import import_files

    return import_files(settings(), files, sample)


def replay(sample: Annotated[bool, typer.Option("--sample", help=SAMPLE_HELP)] = False) -> int:
    """Give every address that was given up another round of tries, then do a pass as usual."""
    from pipelines.cli.passes import run_real, run_sample

    chosen = settings()
    if sample:
        return run_sample(chosen, "replay_failures")
    return run_real(chosen, chosen.sources, "replay_failures")
