"""Builds a small, real published warehouse for the dashboard's tests: invented outlets, texts written for it, every
table of the contract, and hostile strings wherever a stranger could put one.

Run as a module with a folder to look at it: `python -m tests.dashboard.warehouse_sample FOLDER`.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.extract.changes import changes
from pipelines.records import Revision, RevisionChange, key
from tests.dashboard.published_schema import TABLES, create
from tests.dashboard.reading_tables import create_reading
from tests.dashboard.sample_texts import ARTICLES, HOSTILE, OUTLETS, PARTIES, PLACES, SAYINGS, WEEKLY, Told
from tests.extract.rows import revision

BASE = date(2025, 10, 12)
DAYS = 24
CODER = "1.0.0"


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(BASE.year, BASE.month, BASE.day, hour, minute, tzinfo=UTC) + timedelta(days=day)


@dataclass
class Rows:
    """Rows by table, in the order they are made."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, **values: Any) -> dict[str, Any]:
        self.tables[table].append(values)
        return values


def build(folder: Path, *, kind: str = "sample", snapshot: str = "s1", extra_days: int = 0) -> Path:
    """Writes `folder/published/warehouse-<snapshot>.duckdb`, points `warehouse.duckdb` at it, and returns the file."""
    rows = Rows()
    _sources(rows)
    for number, article in enumerate([*ARTICLES, *_weekly(DAYS + extra_days), HOSTILE]):
        _article(rows, article, number)
    _totals(rows)
    _situations(rows)
    _languages(rows)
    _coverage(rows)
    _runs(rows, kind, snapshot)
    published = folder / "published"
    published.mkdir(parents=True, exist_ok=True)
    file = published / f"warehouse-{snapshot}.duckdb"
    file.unlink(missing_ok=True)
    with duckdb.connect(file) as connection:
        create(connection)
        for table, columns in TABLES.items():
            if not rows.tables[table]:
                continue
            names = [name for name, _ in columns]
            unknown = {name for row in rows.tables[table] for name in row} - set(names)
            assert not unknown, (table, unknown)
            landed = pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows.tables[table]])
            connection.register("landed", landed)
            connection.execute(f"insert into {table} select * from landed")
            connection.unregister("landed")
        for table, thing in (
            ("events", "event"), ("event_actors", "event"), ("event_mentions", "event"), ("claims", "claim"),
        ):  # fmt: skip
            connection.execute(f"update {table} set {thing}_number = ('0x' || {thing}_id)::ubigint")
        create_reading(connection)
        connection.execute("checkpoint")
    link = published / "warehouse.duckdb"
    fresh = published / "warehouse.duckdb.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(file.name)
    fresh.replace(link)
    return file


def _weekly(days: int) -> list[Told]:
    """Short reports made from patterns, several outlets telling one happening, to fill the charts."""
    chance = random.Random(11)
    names = list(PARTIES)
    outlets = list(OUTLETS)
    told = []
    for day in range(days):
        for _ in range(chance.choice((2, 3, 3, 4, 5, 7))):
            pattern = chance.choice(WEEKLY)
            first, second = chance.sample(names[:7], 2)
            place = chance.choice(PARTIES[first]["places"])
            text = pattern.replace("{A}", first).replace("{B}", second).replace("{P}", place)
            title = text.split("|")[0].format(A=first, B=second, P=place) if "|" in text else f"{first} and {second}"
            sentence = text.split("|", 1)[1]
            told += [
                Told(outlet, title, day, (sentence, chance.choice(SAYINGS)), slug=key(title, day))
                for outlet in chance.sample(outlets, chance.choice((1, 1, 1, 2, 3)))
            ]
    return told


def _sources(rows: Rows) -> None:
    for number, (source_id, (name, country, owner, speaks_for)) in enumerate(OUTLETS.items()):
        site = f"http://{source_id}.example"
        rows.add(
            "sources", source_id=source_id, name=name, homepage=site, country=country, language="en", owner=owner,
            speaks_for=speaks_for, feeds=[f"{site}/feed.xml"], sitemaps=[], active=True, first_loaded_at=_at(0),
            loaded_at=_at(0),
        )  # fmt: skip
        state = ("well", "late", "quiet", "failing", "changed_layout", "refused", "well")[number % 7]
        rows.add(
            "source_health", source_id=source_id, state=state, last_attempt_at=_at(DAYS, 6, number),
            last_success_at=_at(DAYS - (4 if state in ("failing", "refused") else 0), 6),
            last_new_article_at=_at(DAYS - 1, 18), articles_a_day=7.5, longest_silence_hours=30.0,
            late_languages=["ur"] if state == "late" else [], pages_72h=22,
            pages_read_72h=1 if state == "changed_layout" else 22, attempts_24h=96,
            failures_24h=90 if state == "failing" else 2,
            captures=40 + number, articles=30 + number, last_status=503 if state == "failing" else 200,
            last_error_class="HTTPStatusError" if state == "failing" else None,
            last_error_message="503 <b>Service</b> Unavailable" if state == "failing" else None,
        )  # fmt: skip


def _article(rows: Rows, told: Told, number: int) -> None:
    url = told.url or f"http://{told.outlet}.example/{told.day}/{told.slug or number}"
    article_id = key("article", url)
    run_id = key("run", told.day)
    seen = _at(told.day, 7 + number % 12, number % 60)
    versions = [told.paragraphs, *([told.revised] if told.revised else [])]
    earlier: Revision | None = None
    for index, paragraphs in enumerate(versions):
        text, spans = _unmark("\n\n".join(paragraphs))
        revision_id = key("revision", article_id, told.title, text)
        capture_id = key("capture", url, index)
        at = seen + timedelta(hours=6 * index)
        current = index == len(versions) - 1
        payload = _sha(f"<html>{text}</html>")
        place = {"text_sha256": _sha(text), "payload_sha256": payload}
        warc = {"warc_file": f"dateline-{told.day:02d}.warc.gz", "warc_offset": 4096 * (number + 1)}
        rows.add(
            "captures", capture_id=capture_id, run_id=run_id, source_id=told.outlet, url=url, final_url=url,
            canonical_url=url, purpose="page", fetched_at=at, status=200, content_type="text/html", charset="utf-8",
            payload_sha256=payload, payload_bytes=len(text) * 4, **warc, warc_length=2048, article_id=article_id,
        )  # fmt: skip
        rows.add(
            "revisions", revision_id=revision_id, article_id=article_id, capture_id=capture_id, source_id=told.outlet,
            number=index + 1, is_current=current, title=told.title, authors=["Staff reporter"],
            published_at=seen - timedelta(hours=1), published_on=seen.date(), published_offset=300, language="en",
            language_confidence=0.99, kind="article", credit=told.credit, text=text, text_sha256=_sha(text),
            words=len(text.split()), first_seen_at=at, extractor="1", coder=CODER,
        )  # fmt: skip
        read = replace(
            revision(url, text, title=told.title), revision_id=revision_id, article_id=article_id, first_seen_at=at
        )
        if earlier is not None:
            for row in change_rows(changes(earlier, read), earlier, read):
                rows.add("revision_changes", **row)
        earlier = read
        if current:
            events, claims = _mentions(rows, told, text, spans, revision_id, article_id, capture_id, at, place | warc)
            rows.add(
                "articles", article_id=article_id, canonical_url=url, url=url, source_id=told.outlet,
                site=f"{told.outlet}.example", title=told.title, authors=["Staff reporter"],
                published_at=seen - timedelta(hours=1), published_on=seen.date(), first_seen_at=seen, last_seen_at=at,
                language="en", kind="article", status=told.status, revisions=len(versions),
                current_revision_id=revision_id, story_id=told.story and key("story", told.story),
                origin=told.credit or told.outlet, credit=told.credit, words=len(text.split()), events=events,
                claims=claims,
            )  # fmt: skip


def change_rows(found: Iterable[RevisionChange], old: Revision, new: Revision) -> list[dict[str, Any]]:
    """Changes as the model publishes them: with the words of paragraphs and the time of the later revision."""
    rows = []
    for change in found:
        row = {each.name: getattr(change, each.name) for each in fields(change) if each.name != "run_id"}
        for side, read in (("old", old), ("new", new)):
            text = (read.title or "") if change.field == "title" else read.text
            spans = [{"start": span.start, "end": span.end} for span in row[f"{side}_spans"]]
            row[f"{side}_spans"] = spans
            row[f"{side}_words"] = " … ".join(text[span["start"] : span["end"]] for span in spans) or None
            if change.field == "paragraph" and row[f"{side}_start"] is not None:
                row[f"{side}_value"] = read.text[row[f"{side}_start"] : row[f"{side}_end"]]
        rows.append({**row, "changed_at": new.first_seen_at})
    return rows


def _unmark(marked: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """Text without its marks, and the marks: `[a:Pakistan]` gives ("a", "Pakistan", start, end)."""
    text, spans, at = "", [], 0
    while (opening := marked.find("[", at)) >= 0:
        closing = marked.index("]", opening)
        code, _, words = marked[opening + 1 : closing].partition(":")
        text += marked[at:opening]
        spans.append((code, words, len(text), len(text) + len(words)))
        text += words
        at = closing + 1
    return text + marked[at:], spans


ACTS: dict[str, dict[str, Any]] = {
    "CONSULT": {"quad": 1, "cameo": "040", "goldstein": 1.0, "contexts": ["diplomatic"]},
    "AGREE": {"quad": 1, "cameo": "057", "goldstein": 8.0, "contexts": ["diplomatic"]},
    "AID": {"quad": 2, "cameo": "073", "goldstein": 7.4, "contexts": ["economic"]},
    "COOPERATE": {"quad": 2, "cameo": "061", "goldstein": 6.4, "contexts": ["economic"]},
    "ACCUSE": {"quad": 3, "cameo": "112", "goldstein": -2.0, "contexts": ["military"]},
    "THREATEN": {"quad": 3, "cameo": "138", "goldstein": -7.0, "contexts": ["military"]},
    "PROTEST": {"quad": 3, "cameo": "141", "goldstein": -6.5, "contexts": ["political"]},
    "ASSAULT": {"quad": 4, "cameo": "190", "goldstein": -10.0, "contexts": ["military"]},
    "SANCTION": {"quad": 4, "cameo": "163", "goldstein": -8.0, "contexts": ["economic"]},
    "STATEMENT": {"quad": None, "cameo": "010", "goldstein": 0.0, "contexts": []},
}


def _mentions(
    rows: Rows, told: Told, text: str, spans: list[tuple[str, str, int, int]], revision_id: str, article_id: str,
    capture_id: str, at: datetime, receipt: dict[str, Any],
) -> tuple[int, int]:  # fmt: skip
    """Mention, event and claim rows of one revision; how many events and claims it tells."""
    events = claims = 0
    acts: dict[str, str] = {}
    for code, words, start, end in spans:
        letter, _, detail = code.partition("/")
        if letter in ("a", "r", "s"):
            party = PARTIES.get(words, {})
            rows.add(
                "entity_mentions", mention_id=key("entity", revision_id, start), entity_id=key("entity", words),
                revision_id=revision_id, article_id=article_id, start_char=start, end_char=end, text=words, name=words,
                kind=party.get("kind", "person"), country=party.get("country"), sector=party.get("sector"),
            )  # fmt: skip
        if letter == "q":
            rows.add(
                "quotes", quote_id=key("quote", revision_id, start), revision_id=revision_id, article_id=article_id,
                start_char=start, end_char=end, text=words, direct=True, kind="direct", stance="said", cue="said",
                speaker=detail or None,
            )  # fmt: skip
        if letter == "u":
            bearer, attribute, value, status = detail.split("/")
            rows.add(
                "situation_mentions", mention_id=key("situation", revision_id, start),
                situation_id=key("situation", bearer, attribute, value), revision_id=revision_id,
                article_id=article_id, source_id=told.outlet, capture_id=capture_id, start_char=start, end_char=end,
                text=words, value=value, situation_from=BASE + timedelta(days=max(0, told.day - 5)), status=status,
                coder=CODER, **receipt,
            )  # fmt: skip
        if letter != "t":
            continue
        act, modality, within = [*detail.split("/"), "", ""][:3]
        modality = modality or "happened"
        stop = text.rfind(". ", 0, start)
        sentence_start = max(stop + 2 if stop >= 0 else 0, text.rfind("\n", 0, start) + 1)
        stops = [p for p in (text.find(". ", end), text.find("\n", end)) if p >= 0]
        sentence_end = (min(stops) + (text[min(stops)] == ".")) if stops else len(text)
        near = [s for s in spans if sentence_start <= s[2] < sentence_end]
        actors = [w for c, w, _, _ in near if c.split("/")[0] == "a"]
        recipients = [w for c, w, _, _ in near if c.split("/")[0] == "r"]
        speaker = next((w for c, w, _, _ in near if c.split("/")[0] == "s"), None)
        if speaker and not actors:
            actors = [speaker]
        toponym = next((s for s in near if s[0] == "p"), None)
        when = next((s for s in near if s[0] == "d"), None)
        death = next((int(c.split("/")[1]) for c, _, _, _ in near if c.startswith("n/")), None)
        fields = ACTS[act]
        mention_id = key("mention", revision_id, start, end, act)
        acts[act] = mention_id
        real = modality in ("happened", "ongoing")
        day = BASE + timedelta(days=told.day)
        event_id = key("event", act, *sorted(actors), *recipients, toponym and toponym[1], day) if real else None
        place = PLACES.get(toponym[1]) if toponym else None
        claim_id = None
        if within or act == "STATEMENT":
            claim_id = mention_id
            claims += 1
            rows.add(
                "claims", claim_id=claim_id, act_mention_id=acts.get(within), act_type=within or act, event_type=act,
                cameo=fields["cameo"], modality=modality, attribution="named" if speaker else "outlet",
                speaker=speaker, speaker_entity_id=speaker and key("entity", speaker),
                speaker_country=PARTIES.get(speaker or "", {}).get("country"), about=actors,
                about_entity_ids=[key("entity", a) for a in actors], recipients=recipients,
                summary=f"{speaker or told.outlet}: {act.lower()} by {' and '.join(actors) or 'nobody'}, {modality}",
                condition="if the talks fail" if modality == "conditional" else None, place_id=None, claim_from=day,
                claim_to=day, sentence=text[sentence_start:sentence_end], article_id=article_id,
                revision_id=revision_id, story_id=told.story and key("story", told.story), mentions=1, articles=1,
                outlets=1, origins=1, first_reported_at=at, last_reported_at=at,
                answer=("answered", "none_found", "not_readable", "not_sought")[len(rows.tables["claims"]) % 4],
            )  # fmt: skip
        rows.add(
            "event_mentions", mention_id=mention_id, event_id=event_id, claim_id=claim_id, within_id=acts.get(within),
            revision_id=revision_id, article_id=article_id, source_id=told.outlet, capture_id=capture_id, coder=CODER,
            main=not within, event_type=act, mode=None, contexts=fields["contexts"], quad=fields["quad"],
            cameo=fields["cameo"], goldstein=fields["goldstein"], modality=modality,
            attribution="named" if speaker else "outlet", speaker=speaker,
            condition="if the talks fail" if modality == "conditional" else None,
            sentence=text[sentence_start:sentence_end], sentence_start=sentence_start, sentence_end=sentence_end,
            trigger=words, trigger_start=start, trigger_end=end, reciprocal=len(actors) > 1 and not recipients,
            actors=actors, recipients=recipients, place_id=toponym and key("place", toponym[1]),
            place_start=toponym and toponym[2], place_end=toponym and toponym[3], event_from=day, event_to=day,
            time_start=when and when[2], time_end=when and when[3], time_granularity="day", time_relation="on",
            deaths_low=death, deaths_high=death, confidence=0.55 + 0.4 * ((start * 7) % 10) / 10, rule=f"verb:{words}",
            **receipt,
        )  # fmt: skip
        if not event_id:
            continue
        events += 1
        _event(rows, event_id, act, fields, modality, actors, recipients, toponym, place, day, death, told, at, speaker)
    return events, claims


def _event(
    rows: Rows, event_id: str, act: str, fields: dict[str, Any], modality: str, actors: list[str],
    recipients: list[str], toponym: Any, place: Any, day: date, death: int | None, told: Told, at: datetime,
    speaker: str | None,
) -> None:  # fmt: skip
    known = next((row for row in rows.tables["events"] if row["event_id"] == event_id), None)
    if known:
        known["mentions"] += 1
        known["last_reported_at"] = max(known["last_reported_at"], at)
        known["_outlets"].add(told.outlet)
        known["_origins"].add(told.credit or told.outlet)
        known["confidence"] = min(0.97, known["confidence"] + 0.1)
        return
    summary = f"{' and '.join(actors) or 'Someone'}: {act.lower()}"
    if recipients:
        summary += f" towards {' and '.join(recipients)}"
    if toponym:
        summary += f", {toponym[1]}"
    country, admin1, lat, lon, precision = place or (None, None, None, None, None)
    rows.add(
        "events", event_id=event_id, event_type=act, mode=None, modality=modality, summary=summary, event_from=day,
        event_to=day, time_granularity="day", time_relation="on", place_id=toponym and key("place", toponym[1]),
        place_name=toponym and toponym[1], country=country, admin1=admin1, lat=lat, lon=lon,
        place_precision=precision, deaths_low=death, deaths_high=death, reciprocal=len(actors) > 1 and not recipients,
        asserted_by="named" if speaker else "outlet", actor_names=actors, recipient_names=recipients, mentions=1,
        first_reported_at=at, last_reported_at=at, story_id=told.story and key("story", told.story), confidence=0.6,
        _outlets={told.outlet}, _origins={told.credit or told.outlet}, **fields,
    )  # fmt: skip
    for role, names in (("actor", actors), ("recipient", recipients)):
        for name in names:
            party = PARTIES.get(name, {})
            rows.add(
                "event_actors", event_actor_id=key("actor", event_id, role, name), event_id=event_id,
                entity_id=key("entity", name), role=role, name=name, country=party.get("country"),
                sector=party.get("sector"), mentions=1,
            )  # fmt: skip
    rows.add(
        "event_changes", change_id=key("change", event_id), event_id=event_id, change="added", new_values="{}",
        snapshot_id="s1", changed_at=at,
    )  # fmt: skip
    for actor, recipient in [(a, r) for a in actors for r in (recipients or actors) if a != r]:
        rows.add(
            "daily_dyads", day_on=day, actor_id=key("entity", actor), actor=actor,
            recipient_id=key("entity", recipient), recipient=recipient, quad=fields["quad"], modality=modality,
            events=1, goldstein_sum=fields["goldstein"], reciprocal=not recipients,
        )  # fmt: skip


def _totals(rows: Rows) -> None:
    for event in rows.tables["events"]:
        outlets, origins = event.pop("_outlets"), event.pop("_origins")
        event["outlets"], event["origins"], event["articles"] = len(outlets), len(origins), event["mentions"]
    mentioned: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in rows.tables["entity_mentions"]:
        mentioned[mention["name"]].append(mention)
    for name, mentions in mentioned.items():
        party = PARTIES.get(name, {})
        rows.add(
            "entities", entity_id=key("entity", name), name=name, kind=party.get("kind", "person"),
            country=party.get("country"), sector=party.get("sector"), roles=[], aliases=[], mentions=len(mentions),
            articles=len({m["article_id"] for m in mentions}), first_seen_on=BASE,
            last_seen_on=BASE + timedelta(days=DAYS),
        )  # fmt: skip
    for name, (country, admin1, lat, lon, precision) in PLACES.items():
        told = [e for e in rows.tables["events"] if e["place_name"] == name]
        rows.add(
            "places", place_id=key("place", name), name=name, country=country, admin1=admin1, lat=lat, lon=lon,
            feature="city", precision=precision, mentions=len(told), articles=len(told), events=len(told),
        )  # fmt: skip
    stories: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for article in rows.tables["articles"]:
        if article["story_id"]:
            stories[article["story_id"]].append(article)
    for story_id, articles in stories.items():
        for article in articles[1:]:
            # What credits another with its report repeats the story's first.
            article["copy_of"] = articles[0]["article_id"] if article["credit"] else None
            for text in rows.tables["revisions"]:
                if article["credit"] and text["article_id"] == article["article_id"]:
                    end = len(text["text"].split("\n")[0])
                    text |= {"copied_share": 0.93, "copied_start": 0, "copied_end": end}
        rows.add(
            "stories", story_id=story_id, title=articles[0]["title"], first_article_id=articles[0]["article_id"],
            first_published_at=min(a["published_at"] for a in articles),
            last_published_at=max(a["published_at"] for a in articles), articles=len(articles),
            outlets=len({a["source_id"] for a in articles}), origins=len({a["origin"] for a in articles}),
            why=["talks", "ceasefire"],
        )  # fmt: skip


def _situations(rows: Rows) -> None:
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in rows.tables["situation_mentions"]:
        mentions[mention["situation_id"]].append(mention)
    known = (
        ("Torkham crossing", "crossing", "closed", 0, None, "open", "PAK"),
        ("Chaman crossing", "crossing", "closed", 0, 15, "closed", "PAK"),
        ("Pakistan-Afghanistan trade", "trade", "suspended", 1, None, "open", "PAK"),
        ("Doha ceasefire", "ceasefire", "in force", 7, None, "open", "AFG"),
        ("Chaman crossing", "crossing", "reopened", 15, 20, "closed", "PAK"),
    )
    for bearer, attribute, value, start, end, status, country in known:
        situation_id = key("situation", bearer, attribute, value)
        told = mentions[situation_id]
        rows.add(
            "situations", situation_id=situation_id, bearer=bearer, attribute=attribute, value=value, country=country,
            situation_from=BASE + timedelta(days=start), situation_to=end and BASE + timedelta(days=end),
            status=status, condition="until the talks in Istanbul end" if attribute == "trade" else None,
            asserted_by="outlet", speakers=[], mentions=len(told), articles=len(told),
            outlets=len({m["source_id"] for m in told}), origins=len(told), first_reported_at=_at(start),
            last_confirmed_at=_at(end or DAYS),
        )  # fmt: skip


def _languages(rows: Rows) -> None:
    for language, state, articles in (("en", "well", 300), ("ur", "low", 40), ("sw", "new", 0)):
        rows.add(
            "language_health", language=language, state=state,
            last_new_article_at=_at(DAYS - 1, 18) if articles else None,
            articles_24h=articles // 30, articles_on_a_weak_day=articles // 20 or None,
            articles_a_day=articles / 15 or None, longest_silence_hours=8.0, pages_72h=articles,
            pages_read_72h=articles, articles=articles,
        )  # fmt: skip


def _coverage(rows: Rows) -> None:
    chance = random.Random(5)
    for source_id in OUTLETS:
        for day in range(DAYS):
            alive = chance.random() > 0.08
            rows.add(
                "coverage_daily", day_on=BASE + timedelta(days=day), source_id=source_id, attempts=96,
                successes=95 if alive else 0, articles=chance.randint(0, 5) if alive else 0,
                revisions=chance.randint(0, 6) if alive else 0, alive=alive,
            )  # fmt: skip
        for number in range(3):
            failed = number == 2
            url = f"http://{source_id}.example/feed.xml"
            rows.add(
                "fetch_attempts", attempt_id=key("attempt", source_id, number), run_id=key("run", DAYS),
                source_id=source_id, url=url, final_url=url, purpose="feed", attempted_at=_at(DAYS, 6, number),
                outcome="temporary" if failed else "done", status=503 if failed else 200,
                error_class="HTTPStatusError" if failed else None, error_message="503 <i>busy</i>" if failed else None,
                payload_bytes=2048, elapsed_ms=130, attempt=1,
            )  # fmt: skip


def _runs(rows: Rows, kind: str, snapshot: str) -> None:
    for day in range(DAYS - 6, DAYS + 1):
        rows.add(
            "runs", run_id=key("run", day), kind="sample" if kind == "sample" else "tick", started_at=_at(day, 6),
            finished_at=_at(day, 6, 2), pass_time=_at(day, 6), outcome="published",
            counts=json.dumps({"articles": 12, "events": 20, "failed": 1}), dateline_version="0.1.0",
            dagster_run_id=key("dagster", day),
        )  # fmt: skip
    rows.add(
        "meta", snapshot_id=snapshot, built_at=_at(DAYS, 6, 2), pass_time=_at(DAYS, 6), run_id=key("run", DAYS),
        kind=kind, dateline_version="0.1.0", coder=CODER, extractor="1", duckdb_version=duckdb.__version__,
    )  # fmt: skip
    rows.add(
        "rejected_rows", row_id=key("reject", 1), table_name="event_mentions", row_key="x", reason="bad_cameo",
        detail="120]-- is no code", rejected_at=_at(DAYS, 6),
    )  # fmt: skip


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
