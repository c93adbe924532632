"""Reading what a feed or sitemap says: addresses, titles, times. Pure functions over bytes.

RSS and Atom by feedparser, JSON Feed and sitemaps by rules of our own. The kind is told from the bytes, since headers
lie. Nothing is fetched and no entity is followed.
"""

from __future__ import annotations

import calendar
import io
import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from pipelines.archive.decoding import BodyCutShort, BodyTooBig, gunzipped
from pipelines.collect.addresses import absolute
from pipelines.collect.entities import is_entity_bomb
from pipelines.collect.sitemaps import ChildSitemap, is_sitemap, parse_sitemap

FEED_TYPES = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
)
"""What to send as Accept when asking for a feed or sitemap."""

_MAX_ENTRIES = 2_000
_TITLE = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """One address that a feed names. `published_at` is what the feed says, None where it says nothing usable."""

    url: str
    title: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap holds; `children` are the sitemaps of an index, newest first."""

    kind: str
    entries: tuple[Listed, ...]
    children: tuple[ChildSitemap, ...] = ()


class NotAFeed(ValueError):
    """The bytes are no feed and no sitemap; the message says what they look like."""


def parse_listing(payload: bytes, base: str, *, now: datetime, max_bytes: int, days: float = 7) -> Listing:
    """Read a feed or sitemap that came from the address `base`.

    Of sitemaps, which may list a site's whole past, only what changed in the last `days` before `now` is given, or
    what bears no time. At most 2,000 entries. `max_bytes` bounds a gzipped one once it is unpacked.

    Raises:
        NotAFeed: it is neither.
    """
    if payload[:2] == b"\x1f\x8b":
        try:
            payload = gunzipped(payload, max_bytes)
        except BodyTooBig:
            raise NotAFeed(f"unpacks to more than {max_bytes} bytes") from None
        except BodyCutShort as error:
            raise NotAFeed(f"is a damaged gzip file ({error})") from None
    if is_entity_bomb(payload):
        raise NotAFeed("declares entities that unfold without bounds")
    head = payload[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in (b"{", b"["):
        return _json_feed(payload, base)
    if is_sitemap(payload):
        return _sitemap(payload, base, now - timedelta(days=days))
    return _rss_or_atom(payload, base)


_END_OF_ENTRY = re.compile(rb"</(?:item|entry)\s*>", re.IGNORECASE)
_CLOSING = {b"<rss": b"</channel></rss>", b"<feed": b"</feed>", b"<rdf": b"</rdf:RDF>"}


def _first_entries(payload: bytes) -> bytes:
    """A feed cut after the entries that are read at most: feedparser would take minutes over a million."""
    last = next(itertools.islice(_END_OF_ENTRY.finditer(payload), _MAX_ENTRIES - 1, None), None)
    if last is None:
        return payload
    head = payload[:4_096].lower()
    return payload[: last.end()] + next((closing for root, closing in _CLOSING.items() if root in head), b"")


def _rss_or_atom(payload: bytes, base: str) -> Listing:
    try:
        # From a stream: a bare value would be tried as a file name or an address first.
        found = feedparser.parse(io.BytesIO(_first_entries(payload)), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser promises not to raise and does, on bytes made to break it
        raise NotAFeed(f"cannot be read ({type(error).__name__}: {str(error)[:200]})") from error
    if not found.get("version") and not found.get("entries"):
        raise NotAFeed(f"is neither a feed nor a sitemap, but begins with {payload[:40]!r}")
    entries = []
    for item in found.get("entries", []):
        url = absolute(base, _link(item))
        if url is not None:
            entries.append(Listed(url, _text(item.get("title")), _time(item)))
    return Listing(found.get("version") or "feed", _first_of_each(entries))


def _link(item: Any) -> str:
    """The address of the entry's own page: its link, or an id that is one."""
    for name in ("link", "id"):
        value = item.get(name)
        if isinstance(value, str) and value.strip() and (name == "link" or value.startswith(("http://", "https://"))):
            return value
    for link in item.get("links") or []:
        if link.get("rel", "alternate") == "alternate" and isinstance(link.get("href"), str):
            return str(link["href"])
    return "about:nothing"


def _time(item: Any) -> datetime | None:
    for name in ("published_parsed", "updated_parsed"):
        parsed = dict.get(item, name)  # feedparser's own `get` would answer with a time of another name
        if parsed is None:
            continue
        try:
            return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
    return None


def _json_feed(payload: bytes, base: str) -> Listing:
    try:
        found = json.loads(payload.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"looks like JSON and cannot be read ({str(error)[:200]})") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise NotAFeed("is JSON, but no JSON Feed: it has no `items`")
    entries = []
    for item in found["items"]:
        if not isinstance(item, dict):
            continue
        address = next((item[n] for n in ("url", "external_url", "id") if isinstance(item.get(n), str)), "")
        url = absolute(base, address) if address else None
        if url is not None:
            entries.append(Listed(url, _text(item.get("title")), iso_time(item.get("date_published"))))
    return Listing("json", _first_of_each(entries))


def _sitemap(payload: bytes, base: str, since: datetime) -> Listing:
    pages, children = parse_sitemap(payload)
    entries = []
    for page in pages:
        changed, published = iso_time(page.lastmod), iso_time(page.published)
        url = absolute(base, page.url)
        latest = max((at for at in (changed, published) if at is not None), default=None)
        if url is not None and (latest is None or latest >= since):
            entries.append((latest, Listed(url, _text(page.title), published)))
    # Stable: what bears a time comes first, newest first, the rest in the sitemap's order.
    entries.sort(key=lambda entry: entry[0] or datetime.min.replace(tzinfo=UTC), reverse=True)
    kept = []
    for child in children:
        url = absolute(base, child.url)
        at = iso_time(child.lastmod)
        if url is not None and (at is None or at >= since):
            kept.append((at, ChildSitemap(url, child.lastmod)))
    kept.sort(key=lambda entry: entry[0] or datetime.min.replace(tzinfo=UTC), reverse=True)
    kind = "sitemap index" if children else "sitemap"
    return Listing(kind, _first_of_each(listed for _, listed in entries), tuple(child for _, child in kept))


def iso_time(value: object) -> datetime | None:
    """A W3C date or time ("2026-03-01", "2026-03-01T12:00:00+05:00") in UTC; without a zone it is taken as UTC."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(value.replace("\x00", " ").split())[:_TITLE] or None


def _first_of_each(entries: Iterable[Listed]) -> tuple[Listed, ...]:
    first: dict[str, Listed] = {}
    for entry in entries:
        first.setdefault(entry.url, entry)
        if len(first) >= _MAX_ENTRIES:
            break
    return tuple(first.values())
