"""The Dagster code location: what `dagster dev -m pipelines.definitions` and `dateline run` load.

`build_defs` returns fresh definitions, so that the sample newsroom and the tests pass in a home, clock and resolver of
their own. Names only: assets, checks, jobs, schedule and sensor are defined in the modules beside this one.
"""

from __future__ import annotations

import dagster as dg

from pipelines.assets import annotate, collect, extract, publish
from pipelines.assets.models import model_assets
from pipelines.checks import CHECKS
from pipelines.jobs import JOBS
from pipelines.resources import Surroundings, dbt_manifest, dbt_resource, pass_resource
from pipelines.schedules import tick_schedule
from pipelines.sensors import failure_sensor
from pipelines.settings import Home, load_settings


def build_defs(surroundings: Surroundings) -> dg.Definitions:
    """All of Dateline's definitions over one home."""
    return dg.Definitions(
        assets=[
            collect.sources,
            collect.poll,
            collect.fetch,
            extract.extract,
            extract.relate,
            annotate.annotate,
            model_assets(dbt_manifest(surroundings.home)),
            publish.snapshot,
        ],
        asset_checks=CHECKS,
        jobs=JOBS,
        schedules=[tick_schedule(surroundings)],
        sensors=[failure_sensor(surroundings.settings.serve)],
        resources={"newsroom_pass": pass_resource(surroundings), "dbt": dbt_resource()},
        # One process: each further one imports Dagster anew, and DuckDB has one writer anyway.
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    settings = load_settings()
    return build_defs(Surroundings(settings=settings, home=Home(settings.home), sources=settings.sources))
