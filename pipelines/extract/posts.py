"""The posts of a live blog: each a stretch of its text with a time of its own.

They come from the page's layout, a run of sibling elements of one kind, each with a time; from its JSON-LD
(`liveBlogUpdate`) come their times where the layout has none, and the posts themselves where the layout shows no run.
What JSON-LD tells beyond the posts that the page shows is left out: that is the blog's archive, not this page's text.
A live blog's text is its introduction and then its posts in the page's order, so that offsets add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
_LEAST_START = 15
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
    known = {start: post for post in told for start in _starts(post)}
    pairs = [(post, next((known[start] for start in _starts(post) if start in known), None)) for post in shown]
    paired = sum(1 for _, other in pairs if other is not None)
    if len(shown) >= LEAST_POSTS and (not told or paired * 2 >= len(shown)):
        return tuple(_timed_as(post, other) for post, other in pairs)
    return told if len(told) >= LEAST_POSTS else ()


def _starts(post: Post) -> tuple[str, ...]:
    """By what a post is known again: the letters of its title and of its first paragraph."""
    return tuple(fold(line)[:_START] for line in post.lines[:2] if len(fold(line)) >= _LEAST_START)


def _timed_as(post: Post, other: Post | None) -> Post:
    return post if post.published is not None or other is None else replace(post, published=other.published)


def join_posts(tree: HtmlElement, lines: Sequence[str], posts: Sequence[Post]) -> tuple[str, tuple[Part, ...]]:
    """The text of a live blog and its parts: the `lines` that stand above the first post, then the posts.

    Where the posts hold little of what was found as the page's text, and less than it, they are not its posts, and the
    lines alone are the text. Extractors do not keep the order of blocks, so what stands above is looked up in the tree.
    """
    shown = fold(" ".join(lines))
    on_page = [post for post in posts if any(start in shown for start in _starts(post))]
    posts = on_page if len(on_page) >= LEAST_POSTS else posts
    letters = fold(" ".join(line for post in posts for line in post.lines))
    inside = [fold(line)[:_START] in letters for line in lines]
    held = sum(len(line) for line, known in zip(lines, inside, strict=True) if known)
    length = sum(map(len, lines))
    if not posts or (held < _MOSTLY * length and (on_page or _letters(posts) < length)):
        return "\n".join(lines), ()
    page = fold(" ".join(tree.itertext("p", "div", "span", "h1", "h2", "h3", "h4", "li", "section", "article", "a")))
    first = min((at for post in posts for start in _starts(post) if (at := page.find(start)) >= 0), default=len(page))
    parts: list[Part] = []
    written = [
        line for line, known in zip(lines, inside, strict=True) if not known and page.find(fold(line)[:_START]) < first
    ]
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
