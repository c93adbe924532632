"""The extracting layer: captured pages to revisions, and revisions to copies and stories."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import dagster as dg

from pipelines.archive.reader import read_payload
from pipelines.extract import EXTRACTOR
from pipelines.extract.changes import changes
from pipelines.extract.copies import relate_copies, shared_stretch
from pipelines.extract.pages import PagePool, Unread
from pipelines.extract.revisions import returned
from pipelines.extract.stories import assign_stories, take, told_article
from pipelines.records import CopyLink, LedgerRow, Page, Revision
from pipelines.resources import Pass
from pipelines.warehouse.landing import CaptureToExtract, Landing
from pipelines.warehouse.relations import Relations

GROUP = "extract"
COMPARE = "1"
"""Version of the step that tells what changed from one revision to the next."""

RELATE = "1"
"""Version of the step that looks for copies and stories."""


@dg.multi_asset(
    name="extract",
    group_name=GROUP,
    specs=[
        dg.AssetSpec(
            ["landing", "revisions"],
            deps=[["landing", "captures"]],
            description="Each distinct text of an article, with its metadata. The text is frozen once landed.",
            kinds={"python", "duckdb"},
        )
    ],
)
def extract(context: dg.AssetExecutionContext, newsroom_pass: dg.ResourceParam[Pass]) -> dg.MaterializeResult[None]:
    """Extract the captured pages that no ledger row names yet, a batch a transaction."""
    given = newsroom_pass
    given.progress("extract", 0)
    settings = given.settings.extract
    outcomes: Counter[str] = Counter()
    with given.landing() as landing, PagePool(settings, run_id=given.run_id) as pool:
        total = landing.how_many_wait("extract", EXTRACTOR, given.clock())
        while batch := landing.captures_to_extract(EXTRACTOR, given.clock(), settings.batch):
            revisions: list[Revision] = []
            ledger: list[LedgerRow] = []
            for page, result in pool.extract(_pages(given, batch)):
                if isinstance(result, Revision):
                    revisions.append(result)
                    ledger.append(given.ledger_row("extract", EXTRACTOR, page.capture_id, "done"))
                    outcomes["read"] += 1
                elif isinstance(result, Unread):
                    ledger.append(
                        given.ledger_row(
                            "extract", EXTRACTOR, page.capture_id, "empty", result.error_class, result.message
                        )
                    )
                    outcomes["no article"] += 1
                else:
                    ledger.append(
                        given.ledger_row(
                            "extract", EXTRACTOR, page.capture_id, "dead", result.error_class, result.message
                        )
                    )
                    outcomes["failed"] += 1
                    context.log.warning("%s: %s: %s", page.url, result.error_class, result.message)
            seen = landing.sightings({revision.article_id for revision in revisions})
            returns = returned(revisions, seen, given.run_id)
            landed = landing.append({"revisions": revisions, "revision_returns": returns, "ledger": ledger})
            outcomes["new revisions"] += landed.get("revisions", 0)
            given.progress("extract", sum(outcomes[name] for name in ("read", "no article", "failed")), total)
    given.counts.update({f"extract_{name.replace(' ', '_')}": number for name, number in outcomes.items()})
    return dg.MaterializeResult(metadata=dict(outcomes))


@dg.multi_asset(
    name="relate",
    group_name=GROUP,
    specs=[
        dg.AssetSpec(
            ["landing", table],
            deps=[["landing", "revisions"]],
            description=description,
            kinds={"python", "duckdb"},
        )
        for table, description in {
            "revision_changes": "What changed from one revision of an article to the next.",
            "copy_links": "Which revision repeats which earlier one.",
            "story_links": "Which article belongs to which story, and by what words; a row each time that changes.",
        }.items()
    ],
)
def relate(newsroom_pass: dg.ResourceParam[Pass]) -> Iterator[dg.MaterializeResult[None]]:
    """Tell what each new revision changed, and its copies and story; the cost grows with the new ones."""
    given = newsroom_pass
    given.progress("relate", 0)
    counts: Counter[str] = Counter()
    with given.landing() as landing, Relations.open(given.home.relations_file) as seen:
        _catch_up(given, landing, seen)
        _catch_up_stories(landing, seen, given.settings.extract.batch)
        total = landing.how_many_wait("relate", RELATE, given.clock())
        while (compared := landing.revisions_to_compare(COMPARE, given.settings.extract.batch)).waiting:
            landed = landing.append(
                {
                    "revision_changes": [change for old, new in compared.pairs for change in changes(old, new)],
                    "ledger": [given.ledger_row("compare", COMPARE, each, "done") for each in compared.waiting],
                }
            )
            counts.update(revision_changes=landed["revision_changes"])
        while batch := landing.revisions_to_relate(RELATE, given.settings.extract.batch):
            copies = _copies(given, landing, batch, seen)
            stories = assign_stories(batch, seen.stories, run_id=given.run_id, assigned_at=given.clock())
            ledger = [given.ledger_row("relate", RELATE, revision.revision_id, "done") for revision in batch]
            landed = landing.append({"copy_links": copies, "story_links": stories, "ledger": ledger})
            seen.commit()
            counts.update(related=len(batch), **landed)
            given.progress("relate", counts["related"], total)
    for table in ("revision_changes", "copy_links", "story_links"):
        yield dg.MaterializeResult(asset_key=["landing", table], metadata={"new": counts[table]})


def _catch_up(given: Pass, landing: Landing, seen: Relations) -> None:
    """Bring the index of relations in line with what has landed, where a crash or a restored file parted them."""
    if seen.count() == landing.related_count():
        return
    landed, held = landing.related_revisions(), seen.revision_ids()
    seen.forget(held - landed)
    waiting = landed - held
    while batch := landing.revisions(waiting, given.settings.extract.batch):
        landing.append({"copy_links": _copies(given, landing, batch, seen)})
        seen.commit()
        waiting -= {revision.revision_id for revision in batch}


def _catch_up_stories(landing: Landing, seen: Relations, at_once: int) -> None:
    """The same for the index of stories."""
    if seen.stories.tally() == landing.story_tally():
        return
    landed = {place.article_id: place for place in landing.story_places()}
    held = {place.article_id: place for place in seen.stories.places()}
    seen.stories.forget(held.keys() - landed.keys())
    for article_id in held.keys() & landed.keys():
        if held[article_id] != landed[article_id]:
            seen.stories.place(landed[article_id])
    missing = [place for place in landed.values() if place.article_id not in held]
    for start in range(0, len(missing), at_once):
        waiting = missing[start : start + at_once]
        revisions = landing.first_revisions([place.article_id for place in waiting])
        for place in waiting:
            if (revision := revisions.get(place.article_id)) is not None:
                take(told_article(revision), seen.stories, place.story_id, place.turn)
        seen.commit()


def _copies(given: Pass, landing: Landing, batch: Sequence[Revision], seen: Relations) -> list[CopyLink]:
    """The links of these revisions, each with the longest stretch that its two texts share."""
    links = [link for revision in batch for link in relate_copies(revision, seen, given.clock())]
    linked = {each for link in links for each in (link.revision_id, link.copy_of)}
    texts = {each.revision_id: each for each in batch}
    if others := linked - texts.keys():
        texts |= {each.revision_id: each for each in landing.revisions(others, len(others))}
    return [
        replace(link, shared=shared_stretch(texts[link.revision_id], texts[link.copy_of]))
        if {link.revision_id, link.copy_of} <= texts.keys()
        else link
        for link in links
    ]


def _pages(given: Pass, batch: Sequence[CaptureToExtract]) -> Iterator[Page]:
    for item in batch:
        capture = item.capture
        yield Page(
            capture_id=capture.capture_id,
            source_id=capture.source_id,
            url=capture.final_url,
            canonical_url=capture.canonical_url,
            fetched_at=capture.fetched_at,
            content_type=capture.content_type,
            charset=capture.charset,
            payload=read_payload(given.home.archive, item.payload_file, item.payload_offset),
        )
