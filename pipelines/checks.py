"""Asset checks of our own, beside dbt's tests: what must hold before the models are built or a snapshot swapped in.

Blocking ones stop the run, and the last good snapshot stays; the others warn.
"""

import dagster as dg

from pipelines.resources import Pass
from pipelines.warehouse.health import lost_languages, sources_in_trouble
from pipelines.warehouse.publish import audit


@dg.asset_check(
    asset=["landing", "captures"],
    blocking=True,
    description="Every capture of this pass leads to a WARC record whose payload has the digest the row names.",
)
def captures_are_archived(newsroom_pass: dg.ResourceParam[Pass]) -> dg.AssetCheckResult:
    with newsroom_pass.landing() as landing:
        torn = landing.captures_not_archived(newsroom_pass.run_id)
    return dg.AssetCheckResult(
        passed=not torn,
        metadata={"captures without their record": len(torn), "first of them": ", ".join(torn[:5])},
    )


@dg.asset_check(
    asset=["landing", "fetch_attempts"],
    description="Most requests of this pass were answered; warns when fewer than half were.",
)
def most_requests_were_answered(newsroom_pass: dg.ResourceParam[Pass]) -> dg.AssetCheckResult:
    with newsroom_pass.landing() as landing:
        outcomes = landing.outcomes_of(newsroom_pass.run_id)
    asked = sum(outcomes.values())
    answered = sum(outcomes.get(name, 0) for name in ("done", "unchanged", "moved", "gone", "refused"))
    return dg.AssetCheckResult(
        passed=asked == 0 or answered * 2 >= asked,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"requests": asked, "answered": answered, **outcomes},
    )


@dg.asset_check(
    asset=["rejected_rows"],
    blocking=True,
    description="The share of rejected rows is under publish.max_reject_share and no structural fault was found.",
)
def few_rows_are_rejected(newsroom_pass: dg.ResourceParam[Pass]) -> dg.AssetCheckResult:
    report = audit(newsroom_pass.home, newsroom_pass.settings.publish)
    return dg.AssetCheckResult(passed=report.passed, metadata=report.metadata())


@dg.asset_check(
    asset=["source_health"],
    description="No source fails, is late, turns us away or has changed its layout; warns and names those that do.",
)
def sources_are_well(newsroom_pass: dg.ResourceParam[Pass]) -> dg.AssetCheckResult:
    ill = sources_in_trouble(newsroom_pass.home)
    return dg.AssetCheckResult(
        passed=not ill,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={state: ", ".join(names) for state, names in ill.items()},
    )


@dg.asset_check(
    asset=["language_health"],
    description="Each language comes as it used to; warns and names those that are late, low or cannot be read.",
)
def languages_are_well(newsroom_pass: dg.ResourceParam[Pass]) -> dg.AssetCheckResult:
    lost = lost_languages(newsroom_pass.home)
    return dg.AssetCheckResult(
        passed=not lost,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={state: ", ".join(names) for state, names in lost.items()},
    )


CHECKS = [
    captures_are_archived,
    most_requests_were_answered,
    few_rows_are_rejected,
    sources_are_well,
    languages_are_well,
]
