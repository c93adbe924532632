"""A small world for the warehouse's tests: two outlets, a crossing between two invented states, a handful of marts.

Landing rows and the archive are written by the real writers. The marts are made by plain SQL from what is landed,
with the columns that the warehouse room itself relies on: the models have tests of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.archive.exchange import Exchange
from pipelines.archive.writer import WarcWriter
from pipelines.records import (
    Capture,
    CodedRevision,
    EventMention,
    FeedEntry,
    LandedEvent,
    LedgerRow,
    Revision,
    RunEvent,
    Source,
    Span,
    key,
)
from pipelines.settings import Home, PublishSettings
from pipelines.warehouse.connection import writer
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.landing import Landing
from pipelines.warehouse.publish import Published, publish

NOON = datetime(2025, 10, 26, 12, tzinfo=UTC)
HARBOUR = Source(
    source_id="harbour-times", name="The Harbour Times", homepage="https://harbour.example/", country="PAK",
    language="en", owner="private", speaks_for=None, feeds=("https://harbour.example/feed",), sitemaps=(),
)  # fmt: skip
VALLEY = Source(
    source_id="valley-radio", name="Valley Radio", homepage="https://valley.example/", country="AFG",
    language="en", owner="public", speaks_for="AFG", feeds=("https://valley.example/rss",), sitemaps=(),
)  # fmt: skip
TEXT = "Envoys of both sides met in the port on Saturday. “No shot was fired,” the harbour master said."


def ledger_row(step: str, input_id: str, outcome: str = "done", **changes: object) -> LedgerRow:
    """A ledger row of noon; `changes` replace fields."""
    fields: dict[str, object] = {
        "step": step, "version": "1", "input_id": input_id, "outcome": outcome, "attempts": 1, "next_try_at": None,
        "run_id": "run-1", "at": NOON, "error_class": None, "error_message": None,
    }  # fmt: skip
    return LedgerRow(**{**fields, **changes})  # type: ignore[arg-type]


def entry(name: str, source: Source = HARBOUR, seen_at: datetime = NOON) -> FeedEntry:
    """A feed entry for the page called `name`."""
    url = f"{source.homepage}{name}"
    return FeedEntry(key("entry", url), "run-1", source.source_id, source.feeds[0], url, url, None, None, seen_at)


def archived(home: Home, name: str, text: str = TEXT, at: datetime = NOON, source: Source = HARBOUR) -> Capture:
    """A page written into the archive, as the capture that leads to it. Not landed yet."""
    payload = f"<html><body><p>{text}</p></body></html>".encode()
    url = f"{source.homepage}{name}"
    with WarcWriter(home.archive, prefix=f"test-{name}-{at:%H%M}", max_bytes=10**8, clock=lambda: at) as archive:
        place = archive.write(
            Exchange(url=url, fetched_at=at, payload=payload, status=200, reason="OK",
                     headers=(("Content-Type", "text/html; charset=utf-8"),)),
            None,
        )  # fmt: skip
    digest = sha256_hex(payload)
    return Capture(
        capture_id=key("capture", url, at.isoformat(), digest), run_id="run-1", source_id=source.source_id, url=url,
        final_url=url, canonical_url=url, purpose="page", fetched_at=at, status=200, content_type="text/html",
        charset="utf-8", payload_sha256=digest, payload_bytes=len(payload), warc_file=place.file,
        warc_offset=place.offset, warc_length=place.length, refers_to=None,
    )  # fmt: skip


def revision(capture: Capture, text: str = TEXT, title: str | None = "Envoys meet") -> Revision:
    """The text read from a capture."""
    article = key("article", capture.canonical_url)
    return Revision(
        revision_id=key("revision", article, title or "", text), run_id="run-1", article_id=article,
        capture_id=capture.capture_id, source_id=capture.source_id, url=capture.url, site="harbour.example",
        title=title, authors=("A. Pilot",), published_at=capture.fetched_at, published_offset=300,
        published_on=capture.fetched_at.date(), modified_at=None, language="en", language_confidence=0.99,
        kind="article", credit=None, text=text, text_sha256=sha256_hex(text.encode()),
        first_seen_at=capture.fetched_at, extractor="extract-1",
    )  # fmt: skip


def event_mention(of: Revision, words: str, event: str = "CONSULT") -> LandedEvent:
    """An act that the text tells with these words."""
    start = of.text.index(words)
    trigger = Span(start, start + len(words), words)
    end = of.text.index(".", start) + 1
    mention = EventMention(
        id="m1", within=None, main=True, event=event, mode=None, contexts=("diplomatic",), quad=1, cameo="040",
        goldstein=1.0, modality="happened", attribution="outlet", speaker=None, condition=None,
        sentence_start=of.text.rfind(".", 0, start) + 1, sentence_end=end, trigger=trigger, reciprocal=True,
        actors=(), recipients=(), third_parties=(), place=None, time=None, deaths=None, injured=None, figures=(),
        confidence=0.8, rule="test",
    )  # fmt: skip
    mention_id = key("mention", of.revision_id, trigger.start, trigger.end, event)
    return LandedEvent(mention_id, None, of.revision_id, "coder-1", mention)


def coded(of: Revision, at: datetime = NOON) -> CodedRevision:
    """That a revision was coded, with one act found."""
    return CodedRevision(of.revision_id, "coder-1", "run-1", "en", of.text_sha256, 0, 1, at)


@dataclass(frozen=True)
class Landed:
    """A page on its way through all steps."""

    capture: Capture
    revision: Revision
    mention: LandedEvent


def land_article(home: Home, name: str, text: str = TEXT, at: datetime = NOON, source: Source = HARBOUR) -> Landed:
    """Collect, extract and code one page; its act is told by the word "met"."""
    capture = archived(home, name, text, at, source)
    read = revision(capture, text)
    mention = event_mention(read, "met")
    with Landing.open(home) as landing:
        landing.land_sources([HARBOUR, VALLEY], "run-1", NOON)
        landing.append(
            {
                "feed_entries": [entry(name, source, at)],
                "captures": [capture],
                "revisions": [read],
                "coded_revisions": [coded(read, at)],
                "event_mentions": [mention],
                "ledger": [
                    ledger_row("fetch", entry(name, source).entry_id, at=at),
                    ledger_row("extract", capture.capture_id, version="extract-1", at=at),
                    ledger_row("relate", read.revision_id, at=at),
                    ledger_row("annotate", read.revision_id, version="coder-1", at=at),
                ],
            }
        )
    return Landed(capture, read, mention)


def build_marts(home: Home, *, summaries: dict[str, str] | None = None, events: dict[str, str] | None = None) -> None:
    """Build the marts from what is landed.

    `summaries` replaces summaries of events by event id; `events` says which event a mention tells where that is not
    an event of its own.
    """
    with writer(home) as connection:
        connection.execute("create or replace temp table chosen (mention_id varchar, event_id varchar)")
        for mention_id, event_id in (events or {}).items():
            connection.execute("insert into chosen values (?, ?)", [mention_id, event_id])
        connection.execute("create or replace temp table words (event_id varchar, summary varchar)")
        for event_id, summary in (summaries or {}).items():
            connection.execute("insert into words values (?, ?)", [event_id, summary])
        for statement in _MARTS.split(";"):
            if statement.strip():
                connection.execute(statement)


_MARTS = (Path(__file__).parent / "marts.sql").read_text(encoding="utf-8")


def run_started(home: Home, run_id: str = "run-1", at: datetime = NOON) -> None:
    """Note the start and the end of a run."""
    with Landing.open(home) as landing:
        landing.append(
            {
                "run_events": [
                    RunEvent(run_id, "started", "tick", at, at, None, None, "0.1.0", f"dagster-{run_id}"),
                    RunEvent(run_id, "finished", "tick", at + timedelta(minutes=1), at, "done", "{}", "0.1.0", None),
                ]
            }
        )


def publish_at(home: Home, at: datetime, run_id: str = "run-1", **settings: object) -> Published:
    """Publish the pass of this time."""
    return publish(
        home, run_id=run_id, pass_time=at, built_at=at + timedelta(minutes=1), kind="sample",
        settings=PublishSettings(**settings),  # type: ignore[arg-type]
    )  # fmt: skip
