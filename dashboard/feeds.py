"""Atom feeds over HTTP, on the address of the dashboard: of the events of any filter, and of what was raised.

A feed reader asks often, and mostly for nothing new: each answer carries its digest, and to one who has it already
nothing is sent.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.queries import events, overview
from dashboard.snapshot import UNREADABLE, Warehouse, find, opened
from pipelines.desk.filters import EventFilter
from pipelines.desk.judging import atom
from pipelines.desk.store import Desk
from pipelines.settings import Home, load_settings
from pipelines.warehouse.exports.atom import feed_of

MOST = 100
"""Entries of a feed, the newest of what is asked."""


@lru_cache(maxsize=1)
def _opened(path: Path) -> Warehouse:
    return Warehouse(path)


def of_events(request: Request) -> Response:
    """The newest events of the filter that stands in the address."""
    try:
        asked = EventFilter.from_pairs(request.query_params.multi_items())
    except ValueError as error:
        return PlainTextResponse(f"{error}\n", status_code=400)
    try:
        shown = opened(load_settings(), _opened)
        if shown is None:
            return _nothing_yet()
        _, warehouse = shown
        held = events.newest(warehouse, asked, MOST)
        meta = overview.meta(warehouse)
    except UNREADABLE:
        return _nothing_yet()
    about = "; ".join(f"{name} {value}" for name, value in asked.pairs())
    return _answer(request, feed_of(meta, held, about=about, itself=str(request.url), page=_page(request)))


def of_alerts(request: Request) -> Response:
    """What saved searches raised: all of them, or the one whose key stands in the address as `search`."""
    found = find(load_settings())
    if found is None:
        return _nothing_yet()
    search = request.query_params.get("search")
    entries = Desk(Home(found.path.parent.parent).desk_file).entries(MOST, of=search)
    published = datetime.fromtimestamp(found.path.stat().st_mtime, UTC)
    return _answer(request, atom(entries, published, of=search, page=_page(request), itself=str(request.url)))


def _page(request: Request) -> str:
    return f"{request.base_url}event?id="


def _answer(request: Request, body: bytes) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=60", "X-Content-Type-Options": "nosniff"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/atom+xml", headers=headers)


def _nothing_yet() -> Response:
    return PlainTextResponse(
        "No snapshot can be read: `dateline run` publishes one.\n", status_code=503, headers={"Retry-After": "60"}
    )


ROUTES = (Route("/feeds/events.atom", of_events), Route("/feeds/alerts.atom", of_alerts))
