"""The schedule: a tick whenever `serve.schedule` says, left out while another run holds the lock."""

import dagster as dg

from pipelines.jobs import tick
from pipelines.resources import Surroundings
from pipelines.warehouse.lock import lock_holder


def tick_schedule(surroundings: Surroundings) -> dg.ScheduleDefinition:
    """On from the start; skips with the holder's name, so that runs never pile up behind a long one."""

    @dg.schedule(
        name="tick_schedule",
        job=tick,
        cron_schedule=surroundings.settings.serve.schedule,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="A pass over all due sources; skipped while a run holds the lock.",
    )
    def evaluate(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        holder = lock_holder(surroundings.home)
        if holder is not None:
            return dg.SkipReason(f"the run lock is held by {holder}")
        return dg.RunRequest(run_key=context.scheduled_execution_time.isoformat())

    return evaluate
