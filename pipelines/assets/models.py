"""The models: every dbt model as an asset, every dbt test as a check. The SQL is in `dbt_project/`."""

from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from pipelines.desk.corrections import corrected_mentions
from pipelines.resources import Pass


class _ByLayer(DagsterDbtTranslator):
    """Groups models by their layer; a mart's key is its table name, a source's `landing/<table>`."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey(["landing", dbt_resource_props["name"]])
        if dbt_resource_props["resource_type"] == "seed":
            return dg.AssetKey(["seeds", dbt_resource_props["name"]])
        return dg.AssetKey([dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        layers = [part for part in dbt_resource_props["fqn"] if part in {"staging", "intermediate", "marts"}]
        return layers[0] if layers else "seeds"


def model_assets(manifest: Path) -> dg.AssetsDefinition:
    """The assets of the dbt project whose manifest this is."""

    @dbt_assets(manifest=manifest, name="models", dagster_dbt_translator=_ByLayer())
    def models(
        context: dg.AssetExecutionContext,
        newsroom_pass: dg.ResourceParam[Pass],
        dbt: DbtCliResource,
    ) -> Iterator[Any]:
        """`dbt build`: models, seeds and tests in the order of their dependencies. A failed test stops the publish.

        Models of materialization `grown` work on what changed since the last build that came to its end; a rebuild
        makes all of them anew.
        """
        home = newsroom_pass.home
        total = len(context.selected_asset_keys) + len(context.selected_asset_check_keys)
        newsroom_pass.progress("models", 0, total)
        target = home.warehouse / "dbt"
        target.mkdir(parents=True, exist_ok=True)
        with newsroom_pass.landing() as landing:
            landing.append({"corrections": corrected_mentions(home)})
        # Unit tests of the models are the test suite's; a run checks the data.
        # What dbt says line by line goes to a file: standard output belongs to the command that started the run.
        log = home.warehouse / "dbt.log"
        with log.open("w", encoding="utf-8") as lines, redirect_stdout(lines):
            arguments = ["build", "--exclude-resource-type", "unit_test"]
            if newsroom_pass.kind == "rebuild":
                arguments.append("--full-refresh")
            told = dbt.cli(arguments, context=context, target_path=target).stream()
            for number, event in enumerate(told, start=1):
                newsroom_pass.progress("models", number, max(total, number))
                yield event

    return models
