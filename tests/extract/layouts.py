"""Small pages of our own for the tests of this room: one article in several kinds of markup."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

FETCHED = datetime(2025, 10, 26, 12, 0, tzinfo=UTC)
URL = "https://www.harbour-post.example/world/2025/10/26/ferry-talks"
TITLE = "Ferry crews and harbour board meet for a third day"
PARAGRAPHS = (
    "Ferry crews and the harbour board of Port Selim met for a third day on Sunday to end a dispute over night sailings"
    " that has left two islands without a regular service for almost a month, according to both sides.",
    "The board offered to hire forty more deckhands before the winter and to pay for the hotel rooms of crews that are"
    " held back by storms. Delegates of the crews called the offer a beginning and asked for it in writing.",
    "Shopkeepers on the islands said that flour and diesel had become scarce, and that fishing boats now carry post and"
    " patients across the strait for whatever the passengers can pay.",
    "A mediator named by the ministry of transport said that she would bring both delegations together again on Monday"
    " morning, and that neither had spoken of walking out.",
)


def page(
    *,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    title: str = TITLE,
    head: str = "",
    before: str = "",
    after: str = "",
    lang: str = "en",
) -> str:
    """An HTML page with navigation, an article, related links and a footer around the given parts."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    related = "".join(f'<li><a href="/world/{n}">Another report from the strait, part {n}</a></li>' for n in range(6))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title} | Harbour Post</title>{head}</head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>'
        f"<main><article><h1>{title}</h1>{before}{body}{after}</article></main>"
        f"<aside><h2>Related</h2><ul>{related}</ul></aside><footer>Harbour Post, all rights reserved</footer>"
        "</body></html>"
    )


def linked(**members: object) -> str:
    """A JSON-LD script of a NewsArticle with these members."""
    value = {"@context": "https://schema.org", "@type": "NewsArticle", **members}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@dataclass(frozen=True, slots=True)
class Told:
    """A post of a live blog; `stamp` is ISO 8601 with an offset."""

    title: str
    stamp: str
    body: str


def strait_posts(count: int) -> tuple[Told, ...]:
    """Posts of one live blog, the newest first; the first ones are the same whatever the count."""
    things = ("ferry", "pilot boat", "tug", "launch", "barge", "lighter", "cutter", "trawler")
    newest = datetime(2025, 10, 25, 22, 30, tzinfo=UTC)
    return tuple(
        Told(
            title=f"A {things[n % 8]} leaves pier {n + 1} for the islands",
            stamp=(newest - timedelta(minutes=40 * n)).astimezone(timezone(timedelta(hours=3))).isoformat(),
            body=f"The harbour office said that a {things[n % 8]} with {n + 12} people aboard had left pier {n + 1} and"
            f" that the crossing would take about {n + 2} hours in the weather that was forecast.",
        )
        for n in range(count)
    )
