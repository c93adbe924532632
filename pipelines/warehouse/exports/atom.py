"""Events as an Atom feed (RFC 4287): an entry an event, under an id that stays, with the time its row last changed.

A reader that knows the entry takes the newer text in place of the older, as the standard asks of it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
from lxml import etree

from pipelines.warehouse.exports.reading import records
from pipelines.warehouse.files import whole_file
from pipelines.warehouse.render import plain

ENTRIES = 1_000
"""The events that changed last; a feed of all of them would be read by nobody."""

_ATOM = "http://www.w3.org/2005/Atom"
_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "dateline.example")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_EVENTS = """
    with changes as (
        select key as event_id, min("at") as published_at, max("at") as updated_at from history.events group by key
    ),
    reports as (
        select mentions.event_id, list(distinct {'url': articles.url, 'title': articles.title, 'site': articles.site})
            as reports
        from main.event_mentions as mentions inner join main.articles as articles using (article_id)
        where mentions.event_id is not null
        group by mentions.event_id
    )
    select events.event_id, events.summary, events.event_type, events.event_from, events.event_to, events.place_name,
        events.outlets, events.origins, events.asserted_by, events.confidence, events.contexts,
        changes.published_at, changes.updated_at,
        list_sort(reports.reports) as reports
    from main.events as events
    inner join changes using (event_id)
    left join reports using (event_id)
    order by updated_at desc, event_id limit $entries
"""


def write_atom(connection: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    """Write `events.atom`, the last ENTRIES events to change, the newest change first."""
    [meta] = records(connection, "select kind, pass_time, dateline_version from main.meta")
    target = folder / "events.atom"
    with whole_file(target) as file:
        file.write(feed_of(meta, records(connection, _EVENTS, {"entries": ENTRIES})))
    return target


def feed_of(
    meta: Mapping[str, Any],
    events: Iterable[Mapping[str, Any]],
    *,
    about: str = "",
    itself: str = "events.atom",
    page: str | None = None,
) -> bytes:
    """A feed of events as a document.

    Args:
        meta: `kind`, `pass_time` and `dateline_version` of the snapshot.
        events: the columns that `_told` and `_entry` name, with `published_at`, `updated_at` and `reports` (each with
            `url`, `title` and `site`), in the order of the feed.
        about: what was asked of the events, in words; a feed of other events is another feed.
        itself: the address under which the feed is found.
        page: the address of an event's own page up to its key; without one an entry leads to its first report.
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]  # None is the default namespace
    _text(feed, "id", _urn(f"events of the {meta['kind']} warehouse{about and f', {about}'}"))
    sample = " of the sample newsroom" if meta["kind"] == "sample" else ""
    _text(feed, "title", f"Dateline: events{sample}{about and f', {about}'}")
    _text(feed, "updated", plain(meta["pass_time"]))
    _text(etree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Dateline")
    etree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=_clean(itself), type="application/atom+xml")
    generator = _text(feed, "generator", "Dateline")
    generator.set("version", meta["dateline_version"])
    for event in events:
        _entry(feed, event, page)
    return bytes(etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _entry(feed: Any, event: Mapping[str, Any], page: str | None) -> None:
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _text(entry, "id", _urn(f"event {event['event_id']}"))
    _text(entry, "title", event["summary"] or event["event_id"])
    _text(entry, "published", plain(event["published_at"]))
    _text(entry, "updated", plain(event["updated_at"]))
    for term in [event["event_type"], *(event["contexts"] or [])]:
        etree.SubElement(entry, f"{{{_ATOM}}}category", term=term)
    if page:
        etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=_clean(f"{page}{event['event_id']}"))
    reports = [report for report in event["reports"] or [] if _is_web(report["url"])]
    for number, report in enumerate(reports):
        link = etree.SubElement(entry, f"{{{_ATOM}}}link", href=_clean(report["url"]))
        # An entry has one alternate link a type at most: the other reports are what it was made from.
        link.set("rel", "via" if number or page else "alternate")
        link.set("title", _clean(report["title"] or report["site"] or report["url"]))
    _text(entry, "content", _told(event)).set("type", "text")


def _told(event: Mapping[str, Any]) -> str:
    days = [plain(day) for day in dict.fromkeys((event["event_from"], event["event_to"])) if day is not None]
    when = f"{' to '.join(days)}. " if days else ""
    where = f"{event['place_name']}. " if event["place_name"] else ""
    outlets = f"{event['outlets']} outlet{'' if event['outlets'] == 1 else 's'}"
    origins = f"{event['origins']} independent origin{'' if event['origins'] == 1 else 's'}"
    word = (
        "by the outlets themselves" if event["asserted_by"] == "outlet" else f"on the word of: {event['asserted_by']}"
    )
    sure = "" if event["confidence"] is None else f" Confidence {event['confidence']:.2f}."
    return f"{when}{where}Told by {outlets} of {origins}, {word}.{sure}"


def _text(parent: Any, name: str, text: str) -> Any:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """Without the characters that XML has no way to write."""
    return _NOT_XML.sub("", text)


def _urn(name: str) -> str:
    return uuid.uuid5(_SPACE, name).urn


def _is_web(url: str) -> bool:
    """Whether a reader may follow an address: a page's own `javascript:` or `data:` is no report."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
