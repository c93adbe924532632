"""The last layer: audit, history and the atomic swap of the published snapshot."""

from datetime import timedelta

import dagster as dg

from pipelines.desk.judging import judge
from pipelines.resources import Pass
from pipelines.warehouse.publish import publish
from pipelines.warehouse.retention import forget_retired


@dg.asset(
    key=["published", "snapshot"],
    group_name="publish",
    deps=[["events"], ["claims"], ["situations"], ["articles"], ["rejected_rows"]],
    description="The DuckDB file that readers open: audited, with its history, swapped in by one rename.",
    kinds={"duckdb"},
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=24), warn_window=timedelta(hours=2)),
)
def snapshot(newsroom_pass: dg.ResourceParam[Pass]) -> dg.MaterializeResult[None]:
    given = newsroom_pass
    given.progress("publish", 0)
    with given.landing() as landing:
        given.counts.update(landing.counts())
    given.land(given.finished("done"))
    published = publish(
        given.home,
        run_id=given.run_id,
        pass_time=given.pass_time,
        built_at=given.clock(),
        kind="sample" if given.surroundings.sample else "real",
        settings=given.settings.publish,
    )
    if given.settings.retention.days is not None:
        forget_retired(given.home)
    alerts = judge(given.home, given.clock())
    return dg.MaterializeResult(
        metadata={
            "alerts raised or brought up to date": alerts.told,
            "webhooks that did not answer": alerts.failed,
            "snapshot": dg.MetadataValue.path(published.path) if published.path else dg.MetadataValue.text("unchanged"),
            "snapshot id": published.snapshot_id,
            "changed": published.changed,
            **published.counts,
        }
    )
