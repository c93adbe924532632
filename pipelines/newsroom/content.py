"""What the sample newsroom holds: outlets and articles as frozen types, read from YAML and Markdown files.

An article file is a YAML head between two lines of `---` and a body after it; each further head with a body is a later
edition of the same article. `data/sample/README.md` documents the fields. What a page looks like, and what a visitor
gets, stays out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

ArticleKind = Literal["article", "live_blog", "opinion"]
Subject = Literal["border", "local", "nothing"]
ListedIn = Literal["feed", "sitemap"]
IndexForm = Literal["rss", "atom", "sitemap", "news_sitemap"]


class NewsroomError(ValueError):
    """A file of the newsroom is not usable; the message names file, field and remedy."""


Model = TypeVar("Model", bound=BaseModel)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Index(_File):
    """A feed or sitemap of an outlet: its form, its path and which listing (`feed` or `sitemap`) it shows."""

    form: IndexForm
    path: Annotated[str, Field(pattern=r"^/")]

    @property
    def listing(self) -> ListedIn:
        return "feed" if self.form in ("rss", "atom") else "sitemap"


class Listing(_File):
    """A section front: it lists articles and is no article itself. `section` None lists all of the outlet."""

    path: Annotated[str, Field(pattern=r"^/")]
    title: str
    section: str | None = None
    in_sitemap: bool = False


class Outlet(_File):
    """An invented outlet. `validators` are the response headers it gives for conditional requests."""

    id: str
    host: Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.example$")]
    name: str
    tagline: str
    language: str
    zone: str
    layout: str
    charset: str = "utf-8"
    navigation: tuple[str, ...]
    adverts: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    footer: str
    indexes: tuple[Index, ...]
    listings: tuple[Listing, ...] = ()
    validators: tuple[Literal["etag", "last_modified"], ...] = ()
    robots: str

    @property
    def address(self) -> str:
        return f"http://{self.host}"


class Move(_File):
    at: AwareDatetime
    to: Annotated[str, Field(pattern=r"^/")]


class Head(_File):
    """The head of an article's first edition.

    `subject` says what a reader should find in it: the sample's main story (`border`), an invented local affair that
    holds events too (`local`), or no political event at all (`nothing`).
    """

    path: Annotated[str, Field(pattern=r"^/")]
    title: str
    published: AwareDatetime
    authors: tuple[str, ...] = ()
    section: str
    summary: str
    subject: Subject
    kind: ArticleKind = "article"
    credit: str | None = None
    dateline: str | None = None
    listed: tuple[ListedIn, ...] = ("feed", "sitemap")
    gone_at: AwareDatetime | None = None
    moved: Move | None = None

    @field_validator("published")
    @classmethod
    def _whole_seconds(cls, value: datetime) -> datetime:
        return value.replace(microsecond=0)


class LaterHead(_File):
    """The head of a later edition: when it replaced the one before, and what changed around the body."""

    revised: AwareDatetime
    title: str | None = None
    summary: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quotation or list item. `clock` ("14:20") marks the heading of a live blog's post."""

    kind: Literal["paragraph", "heading", "quotation", "item"]
    text: str
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of an article, from `at` on. `note` is the correction or update note printed with it."""

    at: datetime
    title: str
    summary: str
    note: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with all its editions in order of time; `file` is where it is written."""

    outlet_id: str
    head: Head
    editions: tuple[Edition, ...]
    file: Path

    def edition(self, now: datetime) -> Edition | None:
        """The edition that stood at `now`; None before publication."""
        standing = [edition for edition in self.editions if edition.at <= now]
        return standing[-1] if standing else None

    def path(self, now: datetime) -> str:
        moved = self.head.moved
        return moved.to if moved and moved.at <= now else self.head.path

    def gone(self, now: datetime) -> bool:
        return self.head.gone_at is not None and self.head.gone_at <= now

    def listed(self, listing: ListedIn, now: datetime) -> bool:
        """Whether feeds (or sitemaps) show the article at `now`. What moved has left them, as old items do."""
        moved = self.head.moved is not None and self.head.moved.at <= now
        return listing in self.head.listed and self.edition(now) is not None and not moved and not self.gone(now)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The whole sample world. Outlets in order of id, articles in order of publication."""

    folder: Path
    outlets: tuple[Outlet, ...]
    articles: tuple[Article, ...]

    def outlet_of(self, host: str) -> Outlet | None:
        return next((outlet for outlet in self.outlets if outlet.host == host), None)

    def articles_of(self, outlet: Outlet) -> tuple[Article, ...]:
        return tuple(article for article in self.articles if article.outlet_id == outlet.id)


def load_newsroom(folder: Path) -> Newsroom:
    """Read `outlets/*.yml` and `articles/<outlet id>/*.md` below `folder`.

    Raises:
        NewsroomError: a file is missing, cannot be read or does not fit.
    """
    outlets = tuple(_outlet(file) for file in sorted((folder / "outlets").glob("*.yml")))
    if not outlets:
        raise NewsroomError(f"{folder / 'outlets'}: no outlet there; the sample newsroom needs at least one *.yml")
    articles = [
        _article(outlet.id, file)
        for outlet in outlets
        for file in sorted((folder / "articles" / outlet.id).glob("*.md"))
    ]
    articles.sort(key=lambda article: (article.editions[0].at, article.outlet_id, article.head.path))
    return Newsroom(folder, outlets, tuple(articles))


def _outlet(file: Path) -> Outlet:
    return _checked(Outlet, _mapping(file.read_text(encoding="utf-8"), file), file)


def _article(outlet_id: str, file: Path) -> Article:
    parts = re.split(r"^---[ ]*$\n?", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if len(parts) < 3 or len(parts) % 2 == 0 or parts[0].strip():
        raise NewsroomError(f"{file}: heads and bodies do not alternate; put each head between two lines of ---")
    head = _checked(Head, _mapping(parts[1], file), file)
    first = Edition(
        head.published.astimezone(UTC), head.title, head.summary, None, _blocks(parts[2], head.kind == "live_blog")
    )
    editions = [first]
    for raw_head, body in zip(parts[3::2], parts[4::2], strict=True):
        later = _checked(LaterHead, _mapping(raw_head, file), file)
        before = editions[-1]
        at = later.revised.astimezone(UTC)
        if at <= before.at:
            raise NewsroomError(f"{file}: revised: {later.revised} is not after the edition before; order them by time")
        blocks = _blocks(body, head.kind == "live_blog")
        editions.append(Edition(at, later.title or before.title, later.summary or before.summary, later.note, blocks))
    return Article(outlet_id, head, tuple(editions), file)


def _blocks(body: str, live: bool) -> tuple[Block, ...]:
    """Paragraphs parted by empty lines; `## ` heads a section (or, with a clock time, a live post), `> `, `- `."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        text = " ".join(line.strip() for line in chunk.splitlines())
        post = re.match(r"## (\d\d:\d\d) (.+)", text) if live else None
        if post:
            blocks.append(Block("heading", post[2], post[1]))
        elif text.startswith("## "):
            blocks.append(Block("heading", text[3:]))
        elif text.startswith("> "):
            blocks.append(Block("quotation", text[2:].replace(" > ", " ")))
        elif text.startswith("- "):
            blocks.extend(Block("item", line.strip()[2:]) for line in chunk.splitlines())
        elif text:
            blocks.append(Block("paragraph", text))
    return tuple(blocks)


def _mapping(text: str, file: Path) -> dict[str, Any]:
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise NewsroomError(f"{file}: not readable as YAML: {error}") from error
    if not isinstance(value, dict):
        raise NewsroomError(f"{file}: the head must be fields with values, one a line")
    return value


def _checked(kind: type[Model], value: dict[str, Any], file: Path) -> Model:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        lines = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise NewsroomError(f"{file}: {lines}") from error
