"""A small landed world for the models' tests: records of the landing tables, written as a coder would write them.

Texts are short and ours. Spans are found by the words themselves, so that a test reads like the sentence it is about.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.extract.changes import changes
from pipelines.records import (
    Capture,
    CodedRevision,
    CopyLink,
    EntityMention,
    EventMention,
    EventPlace,
    EventTime,
    FeedEntry,
    FetchAttempt,
    Figure,
    LandedEntity,
    LandedEvent,
    LandedPlace,
    LandedQuote,
    LandedSituation,
    NumberRange,
    Party,
    PlaceMention,
    Quote,
    Revision,
    RunEvent,
    SituationMention,
    SourceRow,
    Span,
    StoryLink,
    ThirdParty,
    Tombstone,
    key,
)
from pipelines.settings import Home
from pipelines.warehouse.landing import Landing

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2025, 10, 26, 12, tzinfo=UTC)
CODER = "2"

# What names of the sentences stand for: kind, name, Wikidata id, country, sector.
NAMES: dict[str, tuple[str, str, str | None, str | None, str | None]] = {
    "Pakistan": ("country", "Pakistan", "Q843", "PAK", "GOV"),
    "Islamabad": ("country", "Pakistan", "Q843", "PAK", "GOV"),
    "India": ("country", "India", "Q668", "IND", "GOV"),
    "Afghan Taliban": ("group", "Afghan Taliban", "Q42418", "AFG", "GOV"),
    "Qatar": ("country", "Qatar", "Q846", "QAT", "GOV"),
    "Khawaja Asif": ("person", "Khawaja Asif", None, "PAK", "GOV"),
    "Ishaq Dar": ("person", "Ishaq Dar", None, "PAK", "GOV"),
    "gunmen": ("agent", "gunmen", None, None, "UAF"),
    "police": ("agent", "police", None, None, "COP"),
    "They": ("agent", "they", None, None, None),
    "sides": ("agent", "sides", None, None, None),
    "Hakimi": ("person", "Hakimi", None, "AFG", "GOV"),
}
PLACES: dict[str, tuple[int | None, str, str, float, float, str]] = {
    "Istanbul": (745044, "Istanbul", "TUR", 41.01, 28.95, "exact"),
    "Doha": (290030, "Doha", "QAT", 25.29, 51.53, "exact"),
    "Quetta": (1167528, "Quetta", "PAK", 30.18, 67.0, "exact"),
    "Karachi": (1174872, "Karachi", "PAK", 24.86, 67.01, "exact"),
}
CAMEO: dict[str, tuple[str, int | None, float | None]] = {
    "CONSULT": ("040", 1, 1.0), "AGREE": ("050", 1, 3.5), "ACCUSE": ("112", 3, -2.0), "THREATEN": ("130", 3, -4.4),
    "ASSAULT": ("190", 4, -10.0), "RETREAT": ("0871", 2, 9.0), "STATEMENT": ("010", None, 0.0),
    "PROTEST": ("140", 4, -6.5), "REJECT": ("120", 3, -4.0), "COOPERATE": ("060", 2, 6.0),
}  # fmt: skip


@dataclass
class World:
    """Rows to land, by table. `article` adds a page with all its rows; the others are for rows of a test's own."""

    rows: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, table: str, *records: Any) -> None:
        self.rows.setdefault(table, []).extend(records)

    def source(self, source_id: str, name: str, **changes: Any) -> None:
        row = SourceRow(
            source_id=source_id, name=name, homepage=f"https://{source_id}.example/", country="PAK", language="en",
            owner="private", speaks_for=None, feeds=(f"https://{source_id}.example/feed",), sitemaps=(), active=True,
            entry_sha256=hashlib.sha256(source_id.encode()).hexdigest(), run_id="run-1", loaded_at=NOON,
        )  # fmt: skip
        self.add("sources", replace(row, **changes))

    def run(self, run_id: str, at: datetime) -> None:
        self.add(
            "run_events",
            RunEvent(run_id, "started", "sample", at, at, None, None, "0.1.0", None),
            RunEvent(run_id, "finished", "sample", at + timedelta(minutes=1), at, "done", "{}", "0.1.0", None),
        )

    def article(
        self, name: str, text: str, *, source: str = "alpha", story: str | None = None, at: datetime = NOON,
        published_at: datetime | None = None, credit: str | None = None, run_id: str = "run-1",
        copy_of: str | None = None, title: str | None = None,
    ) -> Told:  # fmt: skip
        """A page fetched at `at`, read and linked. A second call of one name at a later time is a revision of it."""
        url = f"https://{source}.example/{name}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        payload = hashlib.sha256(f"<p>{text}</p>".encode()).hexdigest()
        capture_id = key("capture", url, at.isoformat(), payload)
        article_id = key("article", url)
        revision_id = key("revision", article_id, title or name, digest)
        attempt_id = key("attempt", url, at.isoformat())
        entry = FeedEntry(key("entry", url), run_id, source, f"https://{source}.example/feed", url, url, None, None, at)
        if entry.entry_id not in {row.entry_id for row in self.rows.get("feed_entries", [])}:
            self.add("feed_entries", entry)
        self.add(
            "fetch_attempts",
            FetchAttempt(
                attempt_id=attempt_id, run_id=run_id, source_id=source, url=url, final_url=url, purpose="page",
                attempted_at=at, outcome="done", status=200, error_class=None, error_message=None, etag=None,
                last_modified=None, payload_bytes=len(text), elapsed_ms=5, attempt=1, retry_at=None,
                capture_id=capture_id,
            ),
        )  # fmt: skip
        self.add(
            "captures",
            Capture(
                capture_id=capture_id, run_id=run_id, source_id=source, url=url, final_url=url, canonical_url=url,
                purpose="page", fetched_at=at, status=200, content_type="text/html", charset="utf-8",
                payload_sha256=payload, payload_bytes=len(text), warc_file="one.warc.gz", warc_offset=100,
                warc_length=50, refers_to=None,
            ),
        )  # fmt: skip
        read = Revision(
            revision_id=revision_id, run_id=run_id, article_id=article_id, capture_id=capture_id,
            source_id=source, url=url, site=f"{source}.example", title=title or name, authors=(),
            published_at=published_at or at, published_offset=None, published_on=None, modified_at=None,
            language="en", language_confidence=0.99, kind="article", credit=credit, text=text,
            text_sha256=digest, first_seen_at=at, extractor="1",
        )  # fmt: skip
        for earlier in self.rows.get("revisions", []):
            if earlier.article_id == article_id:
                for change in changes(earlier, read):
                    self.add("revision_changes", change)
        self.add("revisions", read)
        if story and article_id not in {row.article_id for row in self.rows.get("story_links", [])}:
            self.add("story_links", StoryLink(article_id, key("story", story), run_id, 0.9, ("talks",), at))
        if copy_of:
            self.add("copy_links", CopyLink(revision_id, copy_of, run_id, 0.95, 0.99, at))
        self.add("coded_revisions", CodedRevision(revision_id, CODER, run_id, "en", digest, 0, 0, at))
        return Told(self, revision_id, article_id, text)


@dataclass
class Told:
    """A text that was landed, to which mentions are added by their words."""

    world: World
    revision_id: str
    article_id: str
    text: str

    def span(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def party(self, words: str) -> Party:
        kind, name, wikidata_id, country, sector = NAMES[words]
        start, end = self.span(words)
        mention_id = key("entity", self.revision_id, start, end)
        mention = EntityMention(start, end, words, name, kind, wikidata_id, country, sector, None, None)  # type: ignore[arg-type]
        if mention_id not in {row.mention_id for row in self.world.rows.get("entity_mentions", [])}:
            self.world.add("entity_mentions", LandedEntity(mention_id, self.revision_id, CODER, mention))
        return Party(start, end, words, name, wikidata_id, country, sector)

    def act(
        self, event: str, trigger: str, *, actors: Iterable[str | Party] = (), recipients: Iterable[str] = (),
        third: Iterable[tuple[str, str]] = (), speaker: str | None = None, place: str | None = None,
        day: date | tuple[date, date] | None = None, modality: str = "happened", attribution: str = "outlet",
        within: str | None = None, reciprocal: bool = False, deaths: tuple[int, int | None] | None = None,
        figure: tuple[str, float, str, str | None] | None = None, condition: str | None = None,
        mode: str | None = None, **changes: Any,
    ) -> str:  # fmt: skip
        """Land an act mention and return its key. `changes` replace fields of the mention as they are."""
        start, end = self.span(trigger)
        cameo, quad, goldstein = CAMEO[event]
        sentence_start = self.text.rfind(". ", 0, start) + 2 if ". " in self.text[:start] else 0
        stop = self.text.find(".", end)
        mention_id = key("mention", self.revision_id, start, end, event)
        mention = EventMention(
            id="m", within=None, main=True, event=event, mode=mode, contexts=(), quad=quad, cameo=cameo,  # type: ignore[arg-type]
            goldstein=goldstein, modality=modality, attribution=attribution,  # type: ignore[arg-type]
            speaker=self.party(speaker) if speaker else None,
            condition=Span(*self.span(condition), condition) if condition else None,
            sentence_start=sentence_start, sentence_end=stop + 1 if stop >= 0 else len(self.text),
            trigger=Span(start, end, trigger), reciprocal=reciprocal,
            actors=tuple(told if isinstance(told, Party) else self.party(told) for told in actors),
            recipients=tuple(self.party(words) for words in recipients),
            third_parties=tuple(
                ThirdParty(p.start, p.end, p.text, p.name, p.wikidata_id, p.country, p.sector, part)
                for p, part in ((self.party(words), part) for words, part in third)
            ),
            place=self.place(place) if place else None,
            time=self.time(day) if day else None,
            deaths=NumberRange(*deaths) if deaths else None, injured=None,
            figures=(Figure(*self.span(figure[0]), *figure),) if figure else (), confidence=0.8, rule="test",
        )  # fmt: skip
        mention = replace(mention, **changes)
        self.world.add("event_mentions", LandedEvent(mention_id, within, self.revision_id, CODER, mention))
        return mention_id

    def place(self, words: str) -> EventPlace:
        geonameid, name, country, lat, lon, precision = PLACES[words]
        start, end = self.span(words)
        self.world.add(
            "place_mentions",
            LandedPlace(
                key("place", self.revision_id, start, end), self.revision_id, CODER,
                PlaceMention(start, end, words, geonameid, name, country, None, lat, lon, "city", precision),  # type: ignore[arg-type]
            ),
        )  # fmt: skip
        return EventPlace(start, end, geonameid, name, country, None, lat, lon, precision)  # type: ignore[arg-type]

    def time(self, day: date | tuple[date, date]) -> EventTime:
        first, last = day if isinstance(day, tuple) else (day, day)
        return EventTime(0, 1, first, last, "day", "on")

    def situation(
        self, words: str, *, bearer: str, attribute: str, value: str, from_on: date | None = None,
        to_on: date | None = None, status: str = "open", speaker: str | None = None, country: str | None = "PAK",
    ) -> str:  # fmt: skip
        start, end = self.span(words)
        mention_id = key("situation", self.revision_id, start, end, attribute)
        mention = SituationMention(
            start, end, words, bearer, attribute, value, from_on, to_on, status,  # type: ignore[arg-type]
            self.party(speaker) if speaker else None, None, country, "test",
        )  # fmt: skip
        self.world.add("situation_mentions", LandedSituation(mention_id, self.revision_id, CODER, mention))
        return mention_id

    def quote(self, words: str, speaker: str) -> None:
        start, end = self.span(words)
        said = Quote(start, end, words, True, None, self.party(speaker))
        self.world.add("quotes", LandedQuote(key("quote", self.revision_id, start, end), self.revision_id, CODER, said))


def take_down(world: World, told: Told, url: str) -> None:
    world.add("tombstones", Tombstone(told.article_id, url, "asked for", NOON))


def land(world: World, home: Home) -> None:
    with Landing.open(home) as landing:
        landing.append(world.rows)


def dbt(home: Home, *arguments: str, seconds: float = 800) -> subprocess.CompletedProcess[str]:
    """Run dbt over a home's build file; its own files go beside that, never into the project."""
    environment = {
        **os.environ, "DATELINE_BUILD_FILE": str(home.build_file), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_TARGET_PATH": str(home.root / "dbt"), "DBT_LOG_PATH": str(home.root / "dbt"),
    }  # fmt: skip
    project = str(ROOT / "dbt_project")
    return subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), *arguments, "--project-dir", project, "--profiles-dir", project],
        capture_output=True, text=True, env=environment, timeout=seconds, check=False,
    )  # fmt: skip
