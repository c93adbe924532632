"""Judges the saved searches over a snapshot just published, and sends what they raise: webhooks, and an Atom feed."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import duckdb
import httpx

from pipelines.desk.store import Desk, Entry, Search
from pipelines.settings import Home
from pipelines.warehouse.snapshot import connect, published_path, snapshot_meta

MOST_AT_ONCE = 200
"""Entries that one search raises from one snapshot: a search that matches everything does not fill the disk."""
USUAL_DAYS = 28
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Send = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judging did: entries raised or brought up to date, entries sent, and webhooks that did not answer."""

    told: int
    sent: int
    failed: int


def post(address: str, message: dict[str, Any]) -> None:
    """POST a message as JSON.

    Raises:
        httpx.HTTPError: it was not taken.
    """
    httpx.post(address, json=message, timeout=10).raise_for_status()


def judge(home: Home, now: datetime, *, send: Send = post) -> Judged:
    """Judge every saved search over the home's snapshot, once for each pass, and send what webhooks have not got.

    Args:
        home: its desk and its snapshot.
        now: stands in the feed and in what was sent.
        send: posts a message to an address.

    Raises:
        NoSnapshot, MachineFault: there is no snapshot, or it cannot be read.
    """
    if not home.desk_file.exists():
        return Judged(0, 0, 0)
    desk = Desk(home.desk_file)
    searches = desk.searches()
    told = 0
    path = published_path(home)
    meta = snapshot_meta(path)
    with connect(path) as connection:
        for search in searches:
            if search.judged_at < meta.pass_time:
                raised = _matches if search.kind == "match" else _band
                told += raised(connection, desk, search, meta.pass_time)
                desk.judged(search.search_id, meta.pass_time)
    sent = failed = 0
    for search in searches:
        waiting = desk.entries(unsent_of=search.search_id) if search.webhook else []
        if search.webhook and waiting:
            try:
                send(search.webhook, {"search": search.name, "entries": [_message(entry) for entry in waiting]})
            except (httpx.HTTPError, httpx.InvalidURL):
                # It is sent again after the next publish; a run does not fail for a listener that is away.
                failed += 1
            else:
                desk.sent([entry.entry_id for entry in waiting], now)
                sent += len(waiting)
    feed = home.published / "alerts.atom"
    fresh = feed.with_suffix(".atom.new")
    fresh.write_bytes(atom(desk.entries(100), now))
    fresh.replace(feed)
    return Judged(told, sent, failed)


def _matches(connection: duckdb.DuckDBPyConnection, desk: Desk, search: Search, at: datetime) -> int:
    """Entries for the events that came, or changed, since the search was last judged."""
    condition, values = search.filter.condition()
    rows = connection.execute(
        f"""
        select event_id, summary, event_from, event_type, origins, outlets, deaths_low, confidence from events
        where event_id in (
            select event_id from event_changes where changed_at > $judged_ and change in ('added', 'changed')
        ) and event_number in (select event_number from reading.event_facets where {condition})
        order by origins desc, event_id limit $most_
        """,
        {**values, "judged_": search.judged_at, "most_": MOST_AT_ONCE},
    ).fetchall()
    told = 0
    for event_id, summary, day, kind, origins, outlets, deaths, _ in rows:
        detail = {"event_id": event_id, "day": str(day) if day else None, "type": kind, "origins": origins,
                  "outlets": outlets, "deaths": deaths}  # fmt: skip
        told += desk.put(search.search_id, event_id, summary or event_id, json.dumps(detail), at)
    return told


def usual(counts: list[int]) -> tuple[float, float]:
    """The band that a day's count usually keeps to: three robust deviations (or a Poisson's) about the median."""
    middle = statistics.median(counts)
    deviation = 1.4826 * statistics.median(abs(count - middle) for count in counts)
    reach = 3 * max(deviation, middle**0.5, 1.0)
    return max(0.0, middle - reach), middle + reach


def _band(connection: duckdb.DuckDBPyConnection, desk: Desk, search: Search, at: datetime) -> int:
    """One entry while the last 24 hours hold unusually many, or few, first reports of what is asked."""
    condition, values = search.filter.condition()
    found = dict(
        connection.execute(
            f"""
            select (epoch($at_::timestamptz - first_reported_at) // 86400)::integer as days_ago, count(*)
            from reading.event_facets
            where first_reported_at <= $at_ and first_reported_at > $at_::timestamptz - to_days($days_) and {condition}
            group by 1
            """,
            {**values, "at_": at, "days_": USUAL_DAYS + 1},
        ).fetchall()
    )
    today = int(found.get(0, 0))
    low, high = usual([int(found.get(day, 0)) for day in range(1, USUAL_DAYS + 1)])
    if low <= today <= high:
        desk.close(search.search_id, "band", at)
        return 0
    way = "more" if today > high else "fewer"
    detail = json.dumps({"count": today, "usual_low": round(low, 1), "usual_high": round(high, 1), "days": USUAL_DAYS})
    title = f"{today} first reports in 24 hours, {way} than usual ({low:.0f} to {high:.0f})"
    return int(desk.put(search.search_id, "band", title, detail, at))


def _message(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.entry_id,
        "title": entry.title,
        "raised_at": entry.raised_at.isoformat(),
        "updated_at": entry.updated_at.isoformat(),
        **json.loads(entry.detail),
    }


def atom(
    entries: list[Entry], now: datetime, *, of: str | None = None, page: str | None = None, itself: str | None = None
) -> bytes:
    """The entries as an Atom feed (RFC 4287): one entry an alert, its id unchanged when it is brought up to date.

    Args:
        entries: the newest first.
        now: stands for the feed's time where there is no entry.
        of: the key of the one search whose entries they are.
        page: the address of an event's own page up to its key; without one entries have no link.
        itself: the address under which the feed is found.
    """
    feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")

    def add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
        # What XML cannot hold (control characters) is shown as a replacement.
        ElementTree.SubElement(parent, name, attributes).text = _NOT_XML.sub("\ufffd", text)

    add(feed, "title", "Dateline alerts" + (f": {entries[0].search}" if of and entries else ""))
    add(feed, "id", f"urn:dateline:alerts:{of}" if of else "urn:dateline:alerts")
    add(feed, "updated", (entries[0].updated_at if entries else now).isoformat())
    author = ElementTree.SubElement(feed, "author")
    add(author, "name", "Dateline")
    if itself:
        ElementTree.SubElement(feed, "link", rel="self", href=_NOT_XML.sub("", itself), type="application/atom+xml")
    for entry in entries:
        item = ElementTree.SubElement(feed, "entry")
        add(item, "id", f"urn:dateline:alert:{entry.entry_id}")
        add(item, "title", f"{entry.search}: {entry.title}")
        add(item, "published", entry.raised_at.isoformat())
        add(item, "updated", entry.updated_at.isoformat())
        if page and entry.subject != "band":
            ElementTree.SubElement(item, "link", rel="alternate", href=f"{page}{quote(entry.subject)}")
        told = ", ".join(f"{name} {value}" for name, value in json.loads(entry.detail).items() if value is not None)
        add(item, "content", told, type="text")
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))
