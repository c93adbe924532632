"""The sensor: a failed run is logged and, where a webhook is set, told."""

import dagster as dg
import httpx

from pipelines.settings import ServeSettings


def failure_sensor(settings: ServeSettings) -> dg.SensorDefinition:
    """POSTs `{"run_id", "job", "error"}` as JSON to `serve.failure_webhook` when a run fails."""

    @dg.run_failure_sensor(
        name="tell_of_failed_runs",
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Logs a failed run and posts it to serve.failure_webhook, if one is set.",
    )
    def tell(context: dg.RunFailureSensorContext) -> None:
        run = context.dagster_run
        message = context.failure_event.message or "no message"
        context.log.error("run %s of %s failed: %s", run.run_id, run.job_name, message)
        if settings.failure_webhook is None:
            return
        try:
            httpx.post(
                settings.failure_webhook,
                json={"run_id": run.run_id, "job": run.job_name, "error": message},
                timeout=10,
            ).raise_for_status()
        except httpx.HTTPError as error:
            context.log.warning("the webhook did not take it: %s", error)

    return tell
