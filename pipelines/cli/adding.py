"""`dateline sources add`: a site's feeds found, shown, and written into the list of sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from pipelines.cli.console import DONE, USE, Exit, err, out
from pipelines.cli.progress import progress
from pipelines.collect.discover import Candidate, NothingFound, SiteFound, discover
from pipelines.collect.network import Network
from pipelines.collect.sources import SourcesError, check_source, load_sources
from pipelines.collect.sources_file import add_source, entry_text, source_id_for
from pipelines.records import Source
from pipelines.resources import system_clock
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said of a site; None is left to what the site says of itself."""

    owner: str
    country: str
    name: str | None
    language: str | None
    source_id: str | None
    speaks_for: str | None
    feeds: int


def add_site(settings: Settings, sources: Path | None, url: str, wishes: Wishes, *, dry_run: bool) -> int:
    """Find, show and write. Returns the exit code; what is missing or taken raises `Exit` and writes nothing."""
    path = sources or settings.sources
    try:
        listed = load_sources(path)
        with progress() as tell:
            tell(f"looking for feeds at {url}", 0)
            network = Network.from_settings(settings.collect)
            site = discover(url, network=network, settings=settings.collect, clock=system_clock)
        chosen = site.best(wishes.feeds)
        _show(site, chosen)
        source = check_source(_source(site, chosen, wishes, frozenset(s.source_id for s in listed)))
        if dry_run:
            out.print(entry_text(source), markup=False, end="")
            return DONE
        add_source(path, source)
    except (NothingFound, SourcesError) as error:
        raise Exit(USE, str(error)) from error
    out.print(entry_text(source), markup=False, end="")
    err.print(f"written to {path}; the next pass collects it", markup=False)
    return DONE


def _source(site: SiteFound, chosen: tuple[Candidate, ...], wishes: Wishes, taken: frozenset[str]) -> Source:
    name, language = wishes.name or site.name, wishes.language or site.language
    if name is None:
        raise SourcesError(f"{site.homepage} does not say what it is called; give --name")
    if language is None:
        raise SourcesError(f"{site.homepage} does not declare its language; give --language, as in en")
    return Source(
        source_id=wishes.source_id or source_id_for(site.homepage, taken),
        name=name,
        homepage=site.homepage,
        country=None if wishes.country.lower() == "none" else wishes.country.upper(),
        language=language,
        owner=wishes.owner,  # type: ignore[arg-type]  # judged with the rest by check_source
        speaks_for=wishes.speaks_for,
        feeds=tuple(c.url for c in chosen if c.purpose == "feed"),
        sitemaps=tuple(c.url for c in chosen if c.purpose == "sitemap"),
    )


def _show(site: SiteFound, chosen: tuple[Candidate, ...]) -> None:
    table = Table("listed", "address", "what", "entries", "its own", "named by", "title", box=None)
    for one in site.candidates:
        table.add_row(
            "yes" if one in chosen else "", one.url, one.purpose, str(one.entries), str(one.at_home), one.found,
            one.title or "",
        )  # fmt: skip
    err.print(table, markup=False)
