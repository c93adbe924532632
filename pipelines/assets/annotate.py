"""The annotating layer: revisions to names, places, times, quotations, event mentions and situations."""

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from pipelines.annotate import CODER
from pipelines.annotate.batch import CodingPool
from pipelines.annotate.coder import TextToCode
from pipelines.annotate.landed import landed_rows
from pipelines.annotate.times import DatedPart
from pipelines.records import Coding
from pipelines.resources import Pass
from pipelines.warehouse.landing import Landing, RevisionToCode

GROUP = "annotate"
TABLES = {
    "coded_revisions": "Which revision was coded by which version of the coder.",
    "entity_mentions": "Names and what they were resolved to.",
    "place_mentions": "Toponyms with coordinates and precision.",
    "time_mentions": "Time expressions as intervals of days.",
    "quotes": "Quotations with speaker and cue.",
    "event_mentions": "Who did what to whom, each with the offsets of its evidence.",
    "situation_mentions": "States of affairs that last.",
}
CODED_KINDS = ("article", "live_blog", "wire_reprint")
"""A reprint is coded since it may be the only copy at hand; an opinion argues about what others report."""


class AnnotateConfig(dg.Config):
    """`again`: how many revisions that an older coder version coded are coded anew in this run."""

    again: int = 0


@dg.multi_asset(
    name="annotate",
    group_name=GROUP,
    specs=[
        dg.AssetSpec(
            ["landing", table],
            deps=[["landing", "revisions"]],
            description=description,
            code_version=CODER,
            kinds={"spacy", "duckdb"},
        )
        for table, description in TABLES.items()
    ],
)
def annotate(
    context: dg.AssetExecutionContext, newsroom_pass: dg.ResourceParam[Pass], config: AnnotateConfig
) -> Iterator[dg.MaterializeResult[None]]:
    """Code the revisions that no ledger row names yet, a batch a transaction."""
    given = newsroom_pass
    given.progress("annotate", 0)
    counts: Counter[str] = Counter()
    with given.landing() as landing, CodingPool(given.settings.annotate) as pool:
        batch_size = given.settings.annotate.batch
        total = landing.how_many_wait("annotate", None, given.clock()) + config.again
        while batch := landing.revisions_to_annotate(given.clock(), batch_size):
            counts.update(_code(context, given, landing, pool, batch))
            given.progress("annotate", counts["coded_revisions"], total)
        left = config.again
        while left > 0 and (batch := landing.revisions_to_code_again(CODER, min(left, batch_size))):
            counts.update(_code(context, given, landing, pool, batch))
            left -= len(batch)
            given.progress("annotate", counts["coded_revisions"], total)
    given.counts.update({"coded": counts["coded_revisions"], "coding_failed": counts["failed"]})
    for table in TABLES:
        yield dg.MaterializeResult(
            asset_key=["landing", table], metadata={"new": counts[table], "texts that failed": counts["failed"]}
        )


def _code(
    context: dg.AssetExecutionContext, given: Pass, landing: Landing, pool: CodingPool, batch: list[RevisionToCode]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    tables: dict[str, list[object]] = {"ledger": []}
    texts = []
    for item in batch:
        revision = item.revision
        if not item.intact:
            counts["failed"] += 1
            context.log.warning("%s: the text of revision %s has another SHA-256", revision.url, revision.revision_id)
            message = "the landed text has another SHA-256 than when it was landed; restore the home from a back-up"
            tables["ledger"].append(
                given.ledger_row("annotate", CODER, revision.revision_id, "dead", "TextChanged", message)
            )
        elif revision.kind in CODED_KINDS:
            texts.append(
                TextToCode(
                    id=revision.revision_id,
                    text=revision.text,
                    published_at=revision.published_at,
                    published_on=revision.published_on,
                    country=item.country,
                    url=revision.url,
                    parts=tuple(DatedPart(part.start, part.end, part.published_on) for part in revision.parts),
                    apart=tuple((span.start, span.end) for span in (revision.dateline, *revision.credits) if span),
                )
            )
        else:
            tables["ledger"].append(
                given.ledger_row("annotate", CODER, revision.revision_id, "empty", "NotAnArticle", revision.kind)
            )
    for text, result in pool.code(texts):
        if isinstance(result, Coding):
            for table, rows in landed_rows(text.id, given.run_id, result, given.clock()).items():
                tables.setdefault(table, []).extend(rows)
            tables["ledger"].append(given.ledger_row("annotate", CODER, text.id, "done"))
        else:
            counts["failed"] += 1
            context.log.warning("%s: %s: %s", text.url, result.error_class, result.message)
            tables["ledger"].append(
                given.ledger_row("annotate", CODER, text.id, "dead", result.error_class, result.message)
            )
    counts.update(landing.append(tables))
    return counts
