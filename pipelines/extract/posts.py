"""The posts of a live blog: each a stretch of its text with a time of its own.

They come from the page's JSON-LD (`liveBlogUpdate`), else from its layout: a run of sibling elements of one kind, each
with a time. A live blog's text is its introduction and then its posts in the page's order, so that offsets add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from lxml.html import HtmlElement

from pipelines.extract.body import lines_of, plain_text
from pipelines.extract.jsonld import Node
from pipelines.extract.layout import ancestors, visible_text
from pipelines.extract.markup import Markup
from pipelines.extract.moments import Moment, read_moment
from pipelines.extract.prompts import without_prompts
from pipelines.extract.wording import fold, one_line
from pipelines.records import Part

LEAST_POSTS = 3
"""Fewer timed blocks are no live blog."""

_MOST_POSTS = 1_000
_MOST_TIMES = 5_000
_LEVELS = 8
_START = 50
_MOSTLY = 0.4
_HEADS = ("h2", "h3", "h4")
_BLOCKS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote")
_APART = frozenset({*_BLOCKS, "figure", "footer", "aside"})
_STAMPS = ("datetime", "data-timestamp", "data-time", "data-datetime", "data-date", "data-published", "data-utc")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it was found; `lines` are its paragraphs, its title among them where it has one."""

    title: str | None
    published: Moment | None
    lines: tuple[str, ...]


def read_posts(tree: HtmlElement, markup: Markup, fetched_at: datetime) -> tuple[Post, ...]:
    """The posts in the page's order; none where the page has fewer than LEAST_POSTS."""
    told = _told_posts(markup, fetched_at)
    shown = _shown_posts(tree, fetched_at)
    best = max((told, shown), key=lambda posts: sum(len(line) for post in posts for line in post.lines))
    return best if len(best) >= LEAST_POSTS else ()


def join_posts(lines: Sequence[str], posts: Sequence[Post]) -> tuple[str, tuple[Part, ...]]:
    """The text of a live blog and its parts: lines before the first post, then the posts.

    Where the posts hold little of what was found as the page's text, they are not its posts: the lines alone are.
    """
    letters = fold(" ".join(line for post in posts for line in post.lines))
    inside = [fold(line)[:_START] in letters for line in lines]
    held = sum(len(line) for line, known in zip(lines, inside, strict=True) if known)
    if not posts or held < _MOSTLY * sum(map(len, lines)):
        return "\n".join(lines), ()
    first = inside.index(True) if True in inside else len(lines)
    parts: list[Part] = []
    written = list(lines[:first])
    length = sum(len(line) + 1 for line in written)
    for post in posts:
        body = "\n".join(post.lines)
        moment = post.published
        parts.append(
            Part(
                start=length,
                end=length + len(body),
                title=post.title,
                published_at=moment.at if moment else None,
                published_offset=moment.offset if moment else None,
                published_on=moment.on if moment else None,
            )
        )
        written.append(body)
        length += len(body) + 1
    return "\n".join(written), tuple(parts)


# From JSON-LD ---------------------------------------------------------------------------------------------------------


def _told_posts(markup: Markup, fetched_at: datetime) -> tuple[Post, ...]:
    posts: list[Post] = []
    for node in markup.linked.of_types(frozenset({"liveblogposting"})):
        updates = node.get("liveBlogUpdate")
        for update in (updates if isinstance(updates, list) else [updates])[:_MOST_POSTS]:
            update = markup.linked.resolve(update)
            if isinstance(update, dict) and (post := _told_post(update, fetched_at)):
                posts.append(post)
    return tuple(posts)


def _told_post(update: Node, fetched_at: datetime) -> Post | None:
    body = update.get("articleBody") or update.get("text")
    lines = without_prompts(lines_of(plain_text(body))) if isinstance(body, str) else []
    return _post(_string(update.get("headline")), lines, _string(update.get("datePublished")), fetched_at)


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


# From the layout ------------------------------------------------------------------------------------------------------


def _shown_posts(tree: HtmlElement, fetched_at: datetime) -> tuple[Post, ...]:
    """The largest run of siblings of one tag and class that each hold a time and a sentence."""
    votes: Counter[tuple[HtmlElement, str]] = Counter()
    for number, time in enumerate(_timed(tree)):
        if number > _MOST_TIMES:
            break
        child = time
        for level, parent in enumerate(ancestors(time)):
            if level > _LEVELS or parent.tag in ("body", "html"):
                break
            votes[parent, _likeness(child)] += 1
            child = parent
    best: tuple[Post, ...] = ()
    for (parent, likeness), count in votes.most_common(12):
        if count < LEAST_POSTS:
            break
        blocks = [child for child in parent if isinstance(child.tag, str) and _likeness(child) == likeness]
        posts = [post for block in blocks[:_MOST_POSTS] if (post := _shown_post(block, fetched_at))]
        if len(posts) >= LEAST_POSTS and _letters(posts) > _letters(best):
            best = tuple(posts)
    return best


def _timed(tree: HtmlElement) -> list[HtmlElement]:
    times = list(tree.iter("time"))
    return times or [element for name in _STAMPS[1:] for element in tree.iterfind(f".//*[@{name}]")]


def _likeness(element: HtmlElement) -> str:
    names = (element.get("class") or "").split()
    return f"{element.tag}.{names[0] if names else ''}"


def _shown_post(block: HtmlElement, fetched_at: datetime) -> Post | None:
    heading = next(block.iter(*_HEADS), None)
    lines = []
    for element in block.iter(*_BLOCKS):
        inside = takewhile(lambda ancestor: ancestor is not block, ancestors(element))
        if element.tag not in _HEADS and not any(ancestor.tag in _APART for ancestor in inside):
            lines.append(visible_text(element))
    time = next(iter(_timed(block)), block)
    stamp = next((value for name in _STAMPS if (value := time.get(name))), None)
    title = visible_text(heading) if heading is not None else None
    return _post(title, without_prompts(lines_of("\n".join(lines))), stamp, fetched_at)


def _post(title: str | None, lines: Sequence[str], stamp: str | None, fetched_at: datetime) -> Post | None:
    """A post, or None where it says nothing; its title stands above its paragraphs."""
    head = one_line(title)
    paragraphs = lines_of("\n".join(lines), {fold(head)} if head else ())
    if not paragraphs or sum(map(len, paragraphs)) < _START:
        return None
    moment = read_moment(stamp, latest=fetched_at) if stamp else None
    return Post(head or None, moment, (*((head,) if head else ()), *paragraphs))


def _letters(posts: Sequence[Post]) -> int:
    return sum(len(line) for post in posts for line in post.lines)
