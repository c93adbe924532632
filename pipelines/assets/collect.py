"""The collecting layer: sources as listed, addresses that feeds name, responses as archived."""

from functools import partial

import dagster as dg

from pipelines.archive.writer import WarcWriter
from pipelines.collect.pages import fetch_pages
from pipelines.collect.poll import poll_feeds
from pipelines.collect.sources import load_sources
from pipelines.resources import Pass
from pipelines.warehouse.retention import retire
from pipelines.warehouse.takedown import finish_removal

GROUP = "collect"


class CollectConfig(dg.Config):
    """`requeue_dead`: give addresses that were given up another round of tries."""

    requeue_dead: bool = False


@dg.asset(
    key=["landing", "sources"],
    group_name=GROUP,
    description="The list of sources as it stands in sources.yml, one row for each version of an entry.",
    kinds={"yaml", "duckdb"},
)
def sources(context: dg.AssetExecutionContext, newsroom_pass: dg.ResourceParam[Pass]) -> dg.MaterializeResult[None]:
    listed = load_sources(newsroom_pass.surroundings.sources)
    finish_removal(newsroom_pass.home)
    days = newsroom_pass.settings.retention.days
    if days is not None and (retired := retire(newsroom_pass.home, days, at=newsroom_pass.clock())) is not None:
        newsroom_pass.counts["retired_articles"] = len(retired.gone.articles)
        context.log.info(
            "over %g days: %d articles, %d captures and %d WARC files removed",
            days, len(retired.gone.articles), retired.gone.captures, retired.files,
        )  # fmt: skip
    with newsroom_pass.landing() as landing:
        changed = landing.land_sources(listed, newsroom_pass.run_id, newsroom_pass.clock())
    newsroom_pass.counts["sources"] = len(listed)
    return dg.MaterializeResult(metadata={"sources": len(listed), "entries changed": changed})


@dg.multi_asset(
    name="poll",
    group_name=GROUP,
    specs=[
        dg.AssetSpec(
            ["landing", "feed_entries"],
            deps=[["landing", "sources"]],
            description="Addresses that feeds and sitemaps named, at first sight.",
            kinds={"http", "duckdb"},
        )
    ],
)
def poll(newsroom_pass: dg.ResourceParam[Pass], config: CollectConfig) -> dg.MaterializeResult[None]:
    """Poll the feeds that are due, side by side, each with a conditional request."""
    given = newsroom_pass
    given.progress("poll", 0)
    with (
        given.landing(threads=1) as landing,
        _archive(given, "feeds") as archive,
    ):
        if config.requeue_dead:
            given.counts["requeued"] = landing.requeue_dead(given.run_id, given.clock())
            given.progress(f"{given.counts['requeued']:,} dead letters are tried anew", 0)
        counts = poll_feeds(
            load_sources(given.surroundings.sources),
            state=landing,
            sink=landing,
            archive=archive,
            network=given.network,
            settings=given.settings.collect,
            clock=given.clock,
            random=given.random("poll"),
            run_id=given.run_id,
            progress=partial(given.progress, "poll"),
        )
    given.counts.update({f"feeds_{name}": number for name, number in counts.as_dict().items()})
    return dg.MaterializeResult(metadata=dict(counts.as_dict()))


@dg.multi_asset(
    name="fetch",
    group_name=GROUP,
    specs=[
        dg.AssetSpec(
            ["landing", "captures"],
            deps=[["landing", "feed_entries"]],
            description="Responses as archived: each leads to its WARC record by file and offset.",
            kinds={"http", "duckdb"},
        ),
        dg.AssetSpec(
            ["landing", "fetch_attempts"],
            deps=[["landing", "feed_entries"]],
            description="Every request as it ended, with its typed outcome.",
            kinds={"http", "duckdb"},
        ),
    ],
)
def fetch(
    newsroom_pass: dg.ResourceParam[Pass],
) -> tuple[dg.MaterializeResult[None], dg.MaterializeResult[None]]:
    """Fetch the pages that are due: new ones, ones to be tried again, ones to be looked at again."""
    given = newsroom_pass
    given.progress("fetch", 0)
    with (
        given.landing(threads=1) as landing,
        _archive(given, "pages") as archive,
    ):
        counts = fetch_pages(
            state=landing,
            sink=landing,
            archive=archive,
            network=given.network,
            settings=given.settings.collect,
            clock=given.clock,
            random=given.random("fetch"),
            run_id=given.run_id,
            progress=partial(given.progress, "fetch"),
        )
    given.counts.update({f"pages_{name}": number for name, number in counts.as_dict().items()})
    metadata = dict(counts.as_dict())
    return (
        dg.MaterializeResult(asset_key=["landing", "captures"], metadata=metadata),
        dg.MaterializeResult(asset_key=["landing", "fetch_attempts"], metadata=metadata),
    )


def _archive(given: Pass, what: str) -> WarcWriter:
    return WarcWriter(
        given.home.archive,
        prefix=f"{given.pass_time:%Y%m%dT%H%M%SZ}-{given.run_id}-{what}",
        max_bytes=given.settings.collect.warc_max_bytes,
        clock=given.clock,
    )
