"""The Dagster side: what is defined, when the schedule skips, and that a failed run is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import build_defs
from pipelines.resources import Surroundings
from pipelines.schedules import tick_schedule
from pipelines.sensors import failure_sensor
from pipelines.settings import Home, ServeSettings, load_settings
from pipelines.warehouse.lock import run_lock


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    settings = load_settings()
    return Surroundings(settings, Home(tmp_path_factory.mktemp("dagster") / "home"), settings.sources)


@pytest.fixture(scope="module")
def defs(surroundings: Surroundings) -> dg.Definitions:
    return build_defs(surroundings)


def test_every_asset_has_a_group_and_a_description(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    bare = [
        key.to_user_string()
        for key in graph.materializable_asset_keys
        if not graph.get(key).description or graph.get(key).group_name == "default"
    ]
    assert bare == []


def test_the_way_of_the_data_is_one_graph(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    upstream = graph.get(dg.AssetKey(["published", "snapshot"])).parent_keys
    assert dg.AssetKey(["events"]) in upstream
    reached, todo = set(), list(upstream)
    while todo:
        key = todo.pop()
        if key not in reached:
            reached.add(key)
            todo.extend(graph.get(key).parent_keys)
    assert dg.AssetKey(["landing", "sources"]) in reached


def test_a_check_that_must_hold_blocks(defs: dg.Definitions) -> None:
    blocking = {spec.name for check in defs.asset_checks or [] for spec in check.check_specs if spec.blocking}
    assert {"captures_are_archived", "few_rows_are_rejected"} <= blocking


def test_the_jobs(defs: dg.Definitions) -> None:
    for name in ("tick", "process", "rebuild_marts", "reannotate", "replay_failures"):
        assert defs.resolve_job_def(name).description


def tick_at(surroundings: Surroundings) -> dg.ScheduleExecutionData:
    schedule = tick_schedule(surroundings)
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(instance, datetime(2025, 10, 27, 6, tzinfo=UTC))
        return schedule.evaluate_tick(context)


def test_the_schedule_skips_while_the_lock_is_held_and_says_by_whom(surroundings: Surroundings) -> None:
    with run_lock(surroundings.home, "import"):
        skipped = tick_at(surroundings)
    assert not skipped.run_requests
    assert "import" in (skipped.skip_message or "")
    assert len(tick_at(surroundings).run_requests or []) == 1


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    told: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", told
    server.shutdown()
    server.server_close()


def test_a_failed_run_is_posted_to_the_webhook(webhook: tuple[str, list[dict[str, str]]], tmp_path: Path) -> None:
    address, told = webhook

    @dg.op
    def breaks() -> None:
        raise ValueError("the disk is full of sand")

    @dg.job
    def broken() -> None:
        breaks()

    sensor = failure_sensor(ServeSettings(failure_webhook=address))
    with dg.DagsterInstance.ephemeral(tempdir=str(tmp_path)) as instance:
        result = broken.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            sensor_name="tell_of_failed_runs",
            dagster_instance=instance,
            dagster_run=result.dagster_run,
            dagster_event=result.get_run_failure_event(),
        ).for_run_failure()
        sensor(context)
    assert [post["job"] for post in told] == ["broken"]
    assert told[0]["run_id"] == result.run_id
