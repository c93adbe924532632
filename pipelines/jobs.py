"""The jobs: what can be started by the schedule, from the command line or from Dagster's screen."""

from __future__ import annotations

import dagster as dg

from pipelines.resources import KIND_TAG

_ALL = dg.AssetSelection.all()
_DERIVED = dg.AssetSelection.groups("seeds", "staging", "intermediate", "marts", "publish")
_LANDED = dg.AssetSelection.groups("extract", "annotate") | _DERIVED
_CODED = dg.AssetSelection.groups("annotate") | _DERIVED

tick = dg.define_asset_job(
    "tick", _ALL, description="One pass over all due sources, from the feeds to the published snapshot."
)
process = dg.define_asset_job(
    "process", _LANDED, description="Extract, code, build and publish what is archived already. Nothing is fetched."
)
fetch_due = dg.define_asset_job(
    "fetch_due",
    dg.AssetSelection.assets(["landing", "captures"], ["landing", "fetch_attempts"]) | _LANDED,
    description="Fetch the pages that are due and take them to the snapshot. No feed is polled.",
)
rebuild_marts = dg.define_asset_job(
    "rebuild_marts",
    _DERIVED,
    description="Build the models anew from what is landed, check them and publish. Nothing is fetched.",
    tags={KIND_TAG: "rebuild"},
)
reannotate = dg.define_asset_job(
    "reannotate",
    _CODED,
    description="Code up to `again` revisions anew that an older coder version coded, then build and publish.",
    tags={KIND_TAG: "reannotate"},
    config={"ops": {"annotate": {"config": {"again": 1_000}}}},
)
replay_failures = dg.define_asset_job(
    "replay_failures",
    _ALL,
    description="Give every address that was given up another round of tries, then a pass as usual.",
    tags={KIND_TAG: "replay"},
    config={"ops": {"poll": {"config": {"requeue_dead": True}}}},
)

JOBS = [tick, process, fetch_due, rebuild_marts, reannotate, replay_failures]
