"""Whose page an address is: the source on whose host, or below it, the page lies."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.collect.addresses import host_of
from pipelines.records import Source


class HostsOfSources:
    """The hosts of a list's homepages, feeds and sitemaps; the source listed first has a shared host."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources: dict[str, Source] = {}
        for source in sources:
            for url in (source.homepage, *source.feeds, *source.sitemaps):
                self._sources.setdefault(host_of(url).removeprefix("www."), source)

    def source_of(self, url: str) -> Source | None:
        """The source whose host this is, or is below; None for a stranger's."""
        labels = host_of(url).split(".")
        for start in range(len(labels) - 1):
            name = ".".join(labels[start:])
            if name in self._sources:
                return self._sources[name]
        return None
