"""What a visitor gets: a pure function from host, path, request headers and time to status, headers and body.

Sockets and threads are the server's. Nothing here depends on the machine or its clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from pipelines.newsroom.content import Article, Listing, Newsroom, Outlet
from pipelines.newsroom.indexes import index_changed_at, index_document
from pipelines.newsroom.render import article_page, listing_page


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; `headers` holds neither Date, Server nor Content-Length, which the server adds."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def answer(newsroom: Newsroom, host: str, target: str, now: datetime, headers: Mapping[str, str]) -> Answer:
    """The response to a GET of `target` (path and query) at `host` as the world stood at `now`.

    Args:
        host: the Host header; a port is ignored, an unknown host is answered 404.
        headers: the request's headers by lower-case name; `if-none-match` and `if-modified-since` are honoured where
            the outlet gives the matching validator.
    """
    outlet = newsroom.outlet_of(host.partition(":")[0].lower().rstrip("."))
    if outlet is None:
        return _plain(404, "No outlet of the sample newsroom lives at this host.\n")
    path, query = _path_and_query(target)
    if path == "/robots.txt":
        return _plain(200, outlet.robots)
    for index in outlet.indexes:
        if path == index.path:
            kind = {"rss": "application/rss+xml", "atom": "application/atom+xml"}.get(index.form, "application/xml")
            body = index_document(newsroom, outlet, index, now)
            changed = index_changed_at(newsroom, outlet, index, now)
            return _conditional(outlet, body, f"{kind}; charset=utf-8", changed, headers)
    for listing in (Listing(path="/", title=outlet.name), *outlet.listings):
        if path == listing.path:
            return _page(200, outlet, listing_page(newsroom, outlet, listing, now))
    for article in newsroom.articles_of(outlet):
        # A query belongs to the address where the outlet's addresses are made of queries; elsewhere it is ignored.
        asked = f"{path}?{query}" if "?" in article.head.path else path
        found = _article(newsroom, outlet, article, asked, now, headers)
        if found is not None:
            return found
    return _page(404, outlet, _notice(outlet, "Page not found", "There is no page at this address."))


def _article(
    newsroom: Newsroom, outlet: Outlet, article: Article, path: str, now: datetime, headers: Mapping[str, str]
) -> Answer | None:
    edition = article.edition(now)
    if edition is None or path not in (article.head.path, article.path(now)):
        return None
    if article.gone(now):
        return _page(410, outlet, _notice(outlet, "Page removed", "This page has been taken down by the outlet."))
    if path != article.path(now):
        return Answer(301, (("Location", outlet.address + article.path(now)), ("Content-Type", "text/html")), b"")
    html = article_page(newsroom, outlet, article, edition, now)
    return _conditional(outlet, _encoded(outlet, html), _html(outlet), edition.at, headers)


def _conditional(
    outlet: Outlet, body: bytes, content_type: str, changed_at: datetime | None, headers: Mapping[str, str]
) -> Answer:
    """200 with the outlet's validators, or 304; If-None-Match wins over If-Modified-Since (RFC 9110, 13.2.2)."""
    validators: list[tuple[str, str]] = []
    unchanged = False
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    asked_tags = {asked.strip().removeprefix("W/") for asked in headers.get("if-none-match", "").split(",")} - {""}
    if "last_modified" in outlet.validators and changed_at is not None:
        validators.append(("Last-Modified", format_datetime(changed_at.astimezone(UTC), usegmt=True)))
        since = _http_date(headers.get("if-modified-since"))
        unchanged = since is not None and changed_at.replace(microsecond=0) <= since
    if "etag" in outlet.validators:
        validators.append(("ETag", tag))
        if asked_tags:
            unchanged = tag in asked_tags
    if unchanged:
        return Answer(304, tuple(validators), b"")
    return Answer(200, (("Content-Type", content_type), *validators), body)


def _path_and_query(target: str) -> tuple[str, str]:
    """Of a request target in origin form ("/a?b") or absolute form ("http://host/a?b"), whatever stands in it."""
    if target.startswith("http://"):
        target = "/" + target.removeprefix("http://").partition("/")[2]
    path, _, query = target.partition("#")[0].partition("?")
    return path or "/", query


def _http_date(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value else None
    except ValueError:
        return None  # an unreadable date is ignored, as RFC 9110 asks
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _page(status: int, outlet: Outlet, html: str) -> Answer:
    return Answer(status, (("Content-Type", _html(outlet)),), _encoded(outlet, html))


def _plain(status: int, text: str) -> Answer:
    return Answer(status, (("Content-Type", "text/plain; charset=utf-8"),), text.encode())


def _html(outlet: Outlet) -> str:
    return f"text/html; charset={outlet.charset}"


def _encoded(outlet: Outlet, html: str) -> bytes:
    return html.encode(outlet.charset, errors="xmlcharrefreplace")


def _notice(outlet: Outlet, title: str, sentence: str) -> str:
    return (
        f"<!DOCTYPE html><html lang='{outlet.language}'><head><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>{sentence}</p></body></html>\n"
    )
