"""Pages of the sample newsroom as HTML: the outlet's own Jinja2 layout filled with one edition of one article.

A page depends on the article, its edition and what the outlet had published before it, and on nothing else, so that
its bytes are the same on every machine; one layout shows the newest headlines too and says so by using `latest`.
Feeds, sitemaps and HTTP stay out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipelines.newsroom.content import Article, Edition, Listing, Newsroom, Outlet

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Link:
    """A headline of the same outlet as other pages show it; `published` is in the outlet's zone."""

    title: str
    summary: str
    address: str
    section: str
    published: datetime


def article_page(newsroom: Newsroom, outlet: Outlet, article: Article, edition: Edition, now: datetime) -> str:
    """The HTML of `article` as `edition` stands. `now` decides its address and the newest headlines only."""
    others = [other for other in newsroom.articles_of(outlet) if other is not article]
    before = [other for other in others if other.editions[0].at < article.editions[0].at]
    same_section = [other for other in before if other.head.section == article.head.section]
    template = _environment(newsroom.folder / "layouts").get_template(f"{outlet.layout}.html.j2")
    return template.render(
        outlet=outlet,
        article=article.head,
        edition=edition,
        address=outlet.address + article.path(now),
        published=article.head.published.astimezone(ZoneInfo(outlet.zone)),
        modified=edition.at.astimezone(ZoneInfo(outlet.zone)),
        authors_as_people=[{"@type": "Person", "name": name} for name in article.head.authors],
        revised=edition is not article.editions[0],
        # First editions only: a page's bytes must not change because another article was revised.
        related=[_link(outlet, other, other.editions[0], other.head.path) for other in (same_section or before)[-3:]],
        latest=headlines(outlet, others, now)[:5],
    )


def listing_page(newsroom: Newsroom, outlet: Outlet, listing: Listing, now: datetime) -> str:
    """The HTML of a section front or the home page: headlines and teasers, newest first."""
    articles = [
        article
        for article in newsroom.articles_of(outlet)
        if listing.section is None or article.head.section == listing.section
    ]
    template = _environment(newsroom.folder / "layouts").get_template("listing.html.j2")
    return template.render(outlet=outlet, listing=listing, headlines=headlines(outlet, articles, now))


def headlines(outlet: Outlet, articles: Sequence[Article], now: datetime) -> list[Link]:
    """Links to those of `articles` that stand at `now`, newest first."""
    links = [
        _link(outlet, article, edition, article.path(now))
        for article in articles
        if (edition := article.edition(now)) is not None and not article.gone(now)
    ]
    return sorted(links, key=lambda link: (link.published, link.address), reverse=True)


def _link(outlet: Outlet, article: Article, edition: Edition, path: str) -> Link:
    published = article.head.published.astimezone(ZoneInfo(outlet.zone))
    return Link(edition.title, edition.summary, outlet.address + path, article.head.section, published)


def long_day(moment: datetime) -> str:
    """ "Saturday, 25 October 2025", independent of the machine's locale."""
    return f"{_DAYS[moment.weekday()]}, {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def american_day(moment: datetime) -> str:
    """ "October 25, 2025", independent of the machine's locale."""
    return f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"


@cache
def _environment(layouts: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(layouts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["iso"] = lambda moment: moment.isoformat()
    environment.filters["clock"] = lambda moment: f"{moment:%H:%M}"
    environment.filters["long_day"] = long_day
    environment.filters["american_day"] = american_day
    return environment
