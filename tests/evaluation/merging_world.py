"""Reports as the pipeline would land and merge them, without pages: coded, linked by copies and stories, built by dbt.

A report is a text with an outlet and a time. What `merged` gives is which event each of its mentions of a deed tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.landed import landed_rows
from pipelines.extract.copies import relate_copies
from pipelines.extract.stories import assign_stories
from pipelines.records import Revision
from pipelines.settings import Home
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.relations import Relations
from tests.models.world import World, dbt

_BUILD = "build --select +int_events --exclude-resource-type test --exclude-resource-type unit_test"


@dataclass(frozen=True, slots=True)
class Report:
    """A text of an outlet. `name` is its own among all; `credit` the agency it names as its origin."""

    name: str
    outlet: str
    title: str
    text: str
    at: datetime
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A mention of a deed: of which report, its trigger and where it starts, and the event it was put to."""

    report: str
    start: int
    trigger: str
    event_type: str
    sentence: str
    event_id: str


def build(home: Home, reports: Iterable[Report], coder: Coder) -> None:
    """Land the reports in the order of their times and build all models of events over them."""
    fed = sorted(reports, key=lambda report: (report.at, report.name))
    world = World()
    world.run("run-1", fed[-1].at)
    for outlet in sorted({report.outlet for report in fed}):
        world.source(outlet, outlet.replace("-", " ").title())
    told = {
        report.name: world.article(
            report.name, report.text, source=report.outlet, at=report.at, title=report.title, credit=report.credit
        )
        for report in fed
    }
    del world.rows["coded_revisions"]
    for report in fed:
        text = TextToCode(report.name, report.text, report.at)
        coding = coder.code(text)
        for table, rows in landed_rows(told[report.name].revision_id, "run-1", coding, report.at).items():
            world.add(table, *rows)
    home.warehouse.mkdir(parents=True, exist_ok=True)
    with Landing.open(home) as landing, Relations.open(home.relations_file) as seen:
        landing.append(world.rows)
        _relate(landing, seen, world.rows["revisions"])
    built = dbt(home, *_BUILD.split())
    assert built.returncode == 0, built.stdout


def _relate(landing: Landing, seen: Relations, revisions: Sequence[Revision]) -> None:
    """Copies and stories, as the step of the pipeline finds them."""
    for first in range(0, len(revisions), 100):
        batch = revisions[first : first + 100]
        copies = [link for revision in batch for link in relate_copies(revision, seen, revision.first_seen_at)]
        stories = assign_stories(batch, seen.stories, run_id="run-1", assigned_at=batch[-1].first_seen_at)
        landing.append({"copy_links": copies, "story_links": stories})
        seen.commit()


def merged(home: Home) -> list[Deed]:
    """Every mention of a deed with its event."""
    return [
        Deed(*row)
        for row in ask(
            home,
            """
            select regexp_extract(r.url, '[^/]+$'), m.trigger_start, m.trigger_text, m.event_type,
                substr(r.text, m.sentence_start + 1, m.sentence_end - m.sentence_start), i.event_id
            from intermediate.int_event_ids as i
            inner join intermediate.int_event_mentions as m using (mention_id)
            inner join intermediate.int_revisions as r using (revision_id)
            order by all
            """,
        )
    ]


def ask(home: Home, query: str) -> list[Any]:
    """Rows of a query over the build file."""
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return connection.execute(query).fetchall()
